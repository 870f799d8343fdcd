"""Invented references, printed in the styles of health articles, with the label of each part.

The labelled strings that are free to use hold few references in medical styles ("J Orthop Sports
Phys Ther. 2014;44(8):596-604."); these are added to them when the model is trained. People,
titles and numbers are invented; titles, publishers and places may come from training strings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from benchmarks.invented_works import ORGANISATIONS, InventedWork, invent_work

# (label, text, whether it is printed without a space before it)
Piece = tuple[str, str, bool]
_LONGER = (
    " : official journal of the European Society of Rehabilitation",
    " : the official journal of the Spanish Pain Association and the Pain Club",
    " : official publication of the Association of Therapists of India",
    " (London, England)",
    " (Hoboken, N.J.)",
    " : NAJSPT",
    " : JOSPT",
    " / German Society for Pain",
)
_APA_DATES = (
    "({y}).", "({y}).", "({y}).", "({y}a).", "({y}, {m}).", "({y}, {m} {d}).", "(n.d.).",
    "(in press).",
)  # fmt: skip
_RESIDUE = (
    "Full text:", "Abstract:", "[Google Scholar]", "[PubMed]", "PMID: 2413{n}",
    "doi:10.1016/j.x.{n}", "https://doi.org/10.1234/abc.{n}",
    "Available at: https://example.org/{n}", "[Crossref]",
)  # fmt: skip


def restyled_references(
    number: int, random: Random, *, titles: Sequence[str] = ()
) -> list[list[Piece]]:
    """So many references, each the labelled pieces of its text; the same seed gives the same."""
    return [_printed(random, titles) for _ in range(number)]


def _printed(random: Random, titles: Sequence[str]) -> list[Piece]:
    work = invent_work(random, titles)
    style = random.choices(_STYLES, weights=(45, 25, 8, 6, 6, 4, 3, 4, 6))[0]
    pieces = style(work)
    if random.random() < 0.15:
        residue = random.choice(_RESIDUE).format(n=random.randint(1000, 9999))
        pieces.append(("note", residue, False))
    return pieces


def _initials(given: str, between: str = "") -> str:
    return between.join(word[0] for word in given.split())


def _dotted(given: str) -> str:
    return " ".join(f"{word[0]}." for word in given.split())


def _listed(names: Sequence[str], last: str, *, oxford: bool = True) -> str:
    if len(names) == 1:
        return names[0]
    comma = "," if oxford else ""
    return f"{', '.join(names[:-1])}{comma} {last} {names[-1]}"


def _apa(work: InventedWork) -> list[Piece]:
    r = work.random
    names = [f"{family}, {_dotted(given)}" for given, family in work.people]
    authors = work.organisation + "." if work.organisation else _listed(names, "&")
    if len(names) > 5 and not work.organisation and r.random() < 0.3:
        authors = f"{', '.join(names[:5])}, … {names[-1]}"
    date = _dated(r.choice(_APA_DATES), work)
    pieces: list[Piece] = [("author", authors, False), ("date", date, False)]
    kind = r.random()
    if kind < 0.08:
        return [*pieces, *_apa_online(work)]
    if kind < 0.68:
        return [*pieces, *_apa_article(work)]
    if kind < 0.82:
        return [*pieces, *_apa_chapter(work)]
    if kind < 0.92:
        edition = r.choice(("", "(3rd ed.).", "(Rev. ed.)."))
        pieces.append(("title", work.book if edition else f"{work.book}.", False))
        if edition:
            pieces.append(("edition", edition, False))
        pieces.append(("publisher", f"{work.publisher}.", False))
        return pieces
    school = f"University of {work.place.split(',')[0]}"
    pieces.append(("title", work.title.rstrip("."), False))
    pieces.append(("genre", r.choice(("[Doctoral dissertation,", "[Master's thesis,")), False))
    pieces.append(("publisher", f"{school}].", False))
    return pieces


def _apa_article(work: InventedWork) -> list[Piece]:
    r = work.random
    pieces: list[Piece] = [("title", _stopped(work.title), False)]
    # As PubMed's own citation button prints journals.
    longer = r.choice(_LONGER) if r.random() < 0.15 else ""
    pieces.append(("journal", f"{work.journal}{longer},", False))
    pieces.append(("volume", f"{work.volume_issue},", False))
    pages = f"{work.pages}."
    if r.random() < 0.06:
        pages = f"Article {work.first}{work.last}."
    pieces.append(("pages", pages, False))
    return pieces


def _apa_chapter(work: InventedWork) -> list[Piece]:
    r = work.random
    editors = _listed(
        [f"{_dotted(g)} {f}" for g, f in work.editors], "&", oxford=len(work.editors) > 2
    )
    role = "(Ed.)," if len(work.editors) == 1 else "(Eds.),"
    pieces: list[Piece] = [
        ("title", _stopped(work.title), False),
        ("editor", f"In {editors} {role}", False),
        ("container-title", work.book, False),
    ]
    if r.random() < 0.4:
        pieces.append(("edition", "(2nd ed.,", False))
        pieces.append(("pages", f"pp. {work.first}–{work.last}).", False))
    else:
        pieces.append(("pages", f"(pp. {work.first}–{work.last}).", False))
    if r.random() < 0.5:
        pieces.append(("location", f"{work.place}:", False))
    pieces.append(("publisher", f"{work.publisher}.", False))
    return pieces


def _apa_online(work: InventedWork) -> list[Piece]:
    """Pages of organisations, preprints and articles without a volume."""
    r = work.random
    pieces: list[Piece] = [("title", _stopped(work.title), False)]
    if r.random() < 0.5:
        pieces.append(("journal", r.choice((f"{work.journal}.", "medRxiv.", "bioRxiv.")), False))
        pieces.append(("note", f"https://doi.org/10.1101/{work.first}.{work.last}", False))
        return pieces
    lead = r.choice(("", "", "Retrieved from ", "Retrieved May 3, 2021, from "))
    pieces.append(("note", f"{lead}https://www.example.org/page/{work.first}", False))
    return pieces


def _dated(pattern: str, work: InventedWork) -> str:
    return pattern.format(y=work.year, m=work.month, d=work.day)


def _stopped(title: str) -> str:
    return title if title[-1] in ".?!" else f"{title}."


def _compact_names(work: InventedWork, random: Random) -> str:
    if work.organisation:
        return work.organisation + "."
    names = [f"{family} {_initials(given)}" for given, family in work.people]
    if len(names) > 3 and random.random() < 0.6:
        return ", ".join(names[:3]) + ", et al."
    return ", ".join(names) + random.choice((".", ".", ".", ":"))


def _ama(work: InventedWork) -> list[Piece]:
    """AMA and Vancouver (NLM), which differ in abbreviations and in dates."""
    r = work.random
    pieces: list[Piece] = [("author", _compact_names(work, r), False)]
    kind = r.random()
    if kind < 0.72:
        pieces += _ama_article(work)
    elif kind < 0.86:
        editors = ", ".join(f"{f} {_initials(g)}" for g, f in work.editors)
        role = r.choice((", editors.", ", eds.", ", editor.", ", ed."))
        pieces.append(("title", _stopped(work.title), False))
        pieces.append(("editor", f"In: {editors}{role}", False))
        pieces.append(("container-title", f"{work.book}.", False))
        pieces += _imprint(work)
        label = r.choice(("p. ", "pp. ", ""))
        glued = not label
        pieces.append(("pages", f"{label}{work.first}-{work.last}.", glued))
        if glued:
            before = pieces[-2]
            pieces[-2] = (before[0], before[1].rstrip(".;:") + ":", before[2])
    elif kind < 0.92:
        pieces.append(("title", f"{work.book}.", False))
        pieces += _imprint(work)
    elif kind < 0.96:
        pieces[0] = ("author", r.choice(ORGANISATIONS) + ".", False)
        pieces.append(("title", _stopped(work.title), False))
        if r.random() < 0.5:
            pieces.append(("note", "[Internet].", False))
        if r.random() < 0.6:
            pieces += _imprint(work)
        pieces.append(("note", f"Available from: https://www.example.org/{work.first}", False))
    else:
        pieces.append(("title", _stopped(work.title), False))
        pieces.append(
            ("genre", r.choice(("[dissertation].", "[master's thesis].", "[PhD thesis].")), False)
        )
        pieces.append(("location", f"{work.place}:", False))
        pieces.append(("publisher", f"University of {work.place.split(',')[0]};", False))
        pieces.append(("date", f"{work.year}.", False))
    return pieces


def _ama_article(work: InventedWork) -> list[Piece]:
    """Title, journal, date, volume and pages."""
    r = work.random
    pieces: list[Piece] = []
    journal = work.abbreviation if r.random() < 0.8 else work.journal
    pieces.append(("title", _stopped(work.title), False))
    pieces.append(("journal", journal + r.choice((".", ".", "")), False))
    month = work.month[:3]
    date = r.choice(
        ("{y};", "{y};", "{y};", "{y} {m};", "{y} {m} {d};", "{m} {y};", "{m} {d} {y};")
    )
    date = date.format(y=work.year, m=month, d=work.day)
    tight = r.random() < 0.75
    volume = r.choice((work.volume_issue, work.volume_issue.replace("(", " (")))
    pieces.append(("date", date, False))
    pages = work.pages
    if r.random() < 0.05:
        volume, pages = f"({work.issue or 1})", f"CD{work.first:06d}"
    end = r.choice((":", ":", ":", ":", ".")) if r.random() < 0.2 else ":"
    pages = f"pii: e{work.first}{work.last}" if end == "." else pages
    pieces.append(("volume", volume + end, tight))
    pieces.append(("pages", pages + r.choice((".", ".", "")), tight and end == ":"))
    if r.random() < 0.03:
        pieces.append(
            ("note", r.choice(("Turkish.", "German.", "[in Chinese].", "French.")), False)
        )
    return pieces


def _imprint(work: InventedWork) -> list[Piece]:
    r = work.random
    pieces: list[Piece] = []
    if r.random() < 0.5:
        pieces.append(("edition", r.choice(("2nd ed.", "3rd ed.", "4th edn.", "Rev ed.")), False))
    if r.random() < 0.7:
        pieces.append(("location", f"{work.place}:", False))
    pieces.append(("publisher", f"{work.publisher};", False))
    pieces.append(("date", f"{work.year}.", False))
    return pieces


def _harvard(work: InventedWork) -> list[Piece]:
    r = work.random
    names = [f"{family}, {_initials(given, '.')}." for given, family in work.people]
    authors = work.organisation or _listed(names, r.choice(("and", "&")), oxford=False)
    if len(names) > 3 and not work.organisation and r.random() < 0.5:
        authors = f"{names[0]} et al."
    date = r.choice(("({y})", "({y}),", "{y}.", "{y},")).format(y=work.year)
    title = r.choice(("‘{t}’,", "'{t}',", "{t}.", "{t},")).format(t=work.title.rstrip("."))
    pieces: list[Piece] = [
        ("author", authors, False),
        ("date", date, False),
        ("title", title, False),
    ]
    if r.random() < 0.7:
        pieces.append(("journal", f"{work.journal},", False))
        if r.random() < 0.5 and work.issue:
            volume = f"vol. {work.volume}, no. {work.issue},"
        else:
            volume = f"{work.volume_issue},"
        pieces.append(("volume", volume, False))
        pieces.append(("pages", r.choice(("pp. ", "pp.", "p. ", "")) + f"{work.pages}.", False))
        return pieces
    if r.random() < 0.5:
        editors = _listed(
            [f"{f}, {_initials(g, '.')}." for g, f in work.editors], "and", oxford=False
        )
        pieces.append(("editor", f"in {editors} {r.choice(('(ed.)', '(eds)', '(eds.),'))}", False))
        pieces.append(("container-title", f"{work.book}.", False))
    pieces.append(("location", f"{work.place}:", False))
    pieces.append(("publisher", f"{work.publisher}" + r.choice((".", ",")), False))
    if pieces[-1][1].endswith(",") and r.random() < 0.7:
        pieces.append(("pages", f"pp. {work.first}–{work.last}.", False))
    return pieces


def _chicago_date(work: InventedWork) -> list[Piece]:
    pieces: list[Piece] = [
        ("author", _reading_names(work) + ".", False),
        ("date", f"{work.year}.", False),
    ]
    pieces.append(("title", f"“{_stopped(work.title)}”", False))
    pieces.append(("journal", work.journal, False))
    issue = work.random.choice((f" ({work.issue}):", f", no. {work.issue}:")) if work.issue else ":"
    pieces.append(("volume", f"{work.volume}{issue}", False))
    pieces.append(("pages", f"{work.pages}.", False))
    return pieces


def _chicago_notes(work: InventedWork) -> list[Piece]:
    r = work.random
    quote = r.choice(("“{t},”", '"{t}."', "“{t}.”"))
    pieces: list[Piece] = [("author", _reading_names(work) + r.choice((".", ",")), False)]
    if r.random() < 0.6:
        pieces.append(("title", quote.format(t=work.title.rstrip(".")), False))
        pieces.append(("journal", work.journal, False))
        pieces.append(
            ("volume", f"{work.volume}, no. {work.issue}" if work.issue else work.volume, False)
        )
        pieces.append(
            ("date", r.choice((f"({work.year}):", f"({work.month} {work.year}):")), False)
        )
        pieces.append(("pages", f"{work.pages}.", False))
    else:
        pieces.append(("title", r.choice((f"{work.book}.", work.book)), False))
        bracketed = not pieces[-1][1].endswith(".")
        pieces.append(("location", ("(" if bracketed else "") + f"{work.place}:", False))
        pieces.append(("publisher", f"{work.publisher},", False))
        pieces.append(("date", f"{work.year})." if bracketed else f"{work.year}.", False))
    return pieces


def _mla(work: InventedWork) -> list[Piece]:
    r = work.random
    pieces: list[Piece] = [("author", _reading_names(work) + ".", False)]
    pieces.append(("title", f"“{_stopped(work.title)}”", False))
    pieces.append(("journal", f"{work.journal},", False))
    volume = f"vol. {work.volume}, no. {work.issue}," if work.issue else f"vol. {work.volume},"
    pieces.append(("volume", volume, False))
    pieces.append(("date", r.choice((f"{work.year},", f"{work.month[:3]}. {work.year},")), False))
    pieces.append(("pages", f"pp. {work.pages}.", False))
    return pieces


def _reading_names(work: InventedWork) -> str:
    """In the order of reading: "Smith, John A., and Mary Jones"."""
    if work.organisation:
        return work.organisation
    given, family = work.people[0]
    names = [f"{family}, {given}", *(f"{g} {f}" for g, f in work.people[1:])]
    if len(names) > 3 and work.random.random() < 0.4:
        return f"{names[0]}, et al"
    return re.sub(r"\.$", "", _listed(names, "and"))


def _german(work: InventedWork) -> list[Piece]:
    """As in DIN 1505: "Schmidt, Jan; Weiß, Eva: Titel. In: Der Schmerz 12 (2004), Nr. 3, S. 1-9."""
    r = work.random
    names = "; ".join(f"{family}, {given}" for given, family in work.people) + ":"
    pieces: list[Piece] = [("author", names, False), ("title", _stopped(work.title), False)]
    pieces.append(("journal", f"In: {work.journal}", False))
    if r.random() < 0.5:
        pieces += [("volume", work.volume, False), ("date", f"({work.year}),", False)]
        pieces.append(("volume", f"{r.choice(('Nr.', 'H.', 'Heft'))} {work.issue or 1},", False))
    else:
        pieces += [("volume", f"{work.volume},", False), ("date", f"{work.year},", False)]
    pieces.append(("pages", f"S. {work.pages}.", False))
    return pieces


def _engineering(work: InventedWork) -> list[Piece]:
    names = _listed([f"{_dotted(given)} {family}" for given, family in work.people], "and")
    dotted = re.sub(r"(?<=[a-z])(?= |$)", ".", work.abbreviation)
    pieces: list[Piece] = [
        ("author", f"{names},", False),
        ("title", f"“{work.title.rstrip('.')},”", False),
    ]
    pieces.append(("journal", f"{work.random.choice((dotted, work.journal))},", False))
    issue = f" no. {work.issue}," if work.issue else ""
    pieces.append(("volume", f"vol. {work.volume},{issue}", False))
    pieces.append(("pages", f"pp. {work.pages},", False))
    pieces.append(
        ("date", work.random.choice((f"{work.month[:3]}. {work.year}.", f"{work.year}.")), False)
    )
    return pieces


def _springer(work: InventedWork) -> list[Piece]:
    """Such as "Smith J, Jones K (2012) Title. Journal 12:3–9" and "…, 2012, 12, 3–9."."""
    r = work.random
    names = ", ".join(f"{family} {_initials(given)}" for given, family in work.people)
    journal = r.choice((work.abbreviation, work.journal))
    pieces: list[Piece] = [("author", names, False)]
    if r.random() < 0.6:
        pieces += [("date", f"({work.year})", False), ("title", _stopped(work.title), False)]
        pieces += [("journal", journal, False), ("volume", f"{work.volume_issue}:", False)]
        pieces.append(("pages", work.pages, r.random() < 0.7))
        return pieces
    names = "; ".join(f"{family}, {_dotted(given)}" for given, family in work.people)
    pieces = [("author", names, False), ("title", _stopped(work.title), False)]
    pieces += [("journal", journal, False), ("date", f"{work.year},", False)]
    pieces += [("volume", f"{work.volume},", False), ("pages", f"{work.pages}.", False)]
    return pieces


_Style = Callable[[InventedWork], list[Piece]]
_STYLES: tuple[_Style, ...] = (
    _ama, _apa, _harvard, _chicago_date, _chicago_notes, _mla, _german, _engineering, _springer,
)  # fmt: skip
