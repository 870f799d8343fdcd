"""In which form a work appeared: article, preprint, abstract, notice, protocol, part of a book."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from needle_evidence.curation.work_places import Journal, Pages
from needle_evidence.language.data_table import data_table
from needle_evidence.language.folded_text import folded
from needle_evidence.model.identifiers import normalise_doi
from needle_evidence.model.reference import Reference

_LONGEST = 400


class Kind(Enum):
    """A form of a work; its value is how a reason prints it."""

    UNKNOWN = "a work whose form is not said"
    ARTICLE = "an article"
    PREPRINT = "a preprint"
    ABSTRACT = "a conference abstract"
    CONFERENCE = "a conference paper"
    CORRECTION = "a correction"
    RETRACTION = "a retraction notice"
    CONCERN = "an expression of concern"
    RESPONSE = "a comment or reply"
    PROTOCOL = "a protocol"
    THESIS = "a thesis"
    BOOK = "a book"
    CHAPTER = "a part of a book"
    REPORT = "a report"
    DATA = "a data set"
    REGISTRATION = "a trial's registration"


NOTICES = frozenset({Kind.CORRECTION, Kind.RETRACTION, Kind.CONCERN})
_QUOTES = " .:\"'“”‘’[]()–—-"
# "before" needs a mark behind it: "Correction of scoliosis" and "Response to load" are no notices.
_PLACES = {
    "before": r"^\W*(?:WORDS)(?: (?:to|on|for|of|regarding|concerning|re))?\s*(?:[:.“\"‘\[–—]|$)",
    "of": r"^\W*(?:WORDS)\b(?=\W+\w+\W+\w+)",
    "behind": r"(?:[.:?!–—\[(]|\s-)\s*(?:WORDS)\W*$",
}
_PROTOCOL = re.compile(
    r"\b(?:(?:study|trial|review|research|analysis|cohort) protocols?"
    r"|protocol (?:for|of) (?:a|an|the)|protocol$|\(protocol\)|design and rationale"
    r"|rationale and design|study design$)",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(r"[\[(](?:meeting |conference |poster )?(?:abstract|poster)s?[\])]", re.I)
_MEETING = re.compile(
    r"\b(?:abstracts?|annual meeting|annual conference|congress|scientific meeting"
    r"|scientific sessions|symposium|conference)\b"
)
_ABSTRACT_NUMBER = re.compile(
    r"\b(?:abstract|poster|paper) (?:no\.? ?|number )?[A-Z]?-?\d+\b", re.I
)
_PREPRINT_DOI = re.compile(
    r"10\.(?:1101/(?:\d{4}\.\d\d\.\d\d\.|\d{6}$)|48550/arxiv|21203/rs|20944/preprints|2139/ssrn"
    r"|26434/chemrxiv|31234/|31219/|31235/|31236/|31222/|22541/au|36227/techrxiv|64898/)"
)
_DATA_DOI = re.compile(r"10\.(?:5061/dryad|5281/zenodo|6084/m9\.figshare|17632/|7910/dvn)")
_PREPRINT_WORD = re.compile(r"\b(?:preprint|pre-print|arxiv|medrxiv|biorxiv|working paper)\b")
_REGISTRY = re.compile(
    r"\b(?:nct\d{8}|isrctn\d{8}|chictr[-\w]*\d{6,}|actrn\d{14}|drks\d{8}|clinicaltrials gov"
    r"|clinical trials? register|clinical trials? registry|ictrp)\b"
)
_BY_TYPE = {
    "article": Kind.ARTICLE,
    "inproceedings": Kind.CONFERENCE,
    "conference": Kind.CONFERENCE,
    "proceedings": Kind.BOOK,
    "phdthesis": Kind.THESIS,
    "mastersthesis": Kind.THESIS,
    "thesis": Kind.THESIS,
    "book": Kind.BOOK,
    "mvbook": Kind.BOOK,
    "collection": Kind.BOOK,
    "booklet": Kind.BOOK,
    "incollection": Kind.CHAPTER,
    "inbook": Kind.CHAPTER,
    "inreference": Kind.CHAPTER,
    "techreport": Kind.REPORT,
    "report": Kind.REPORT,
    "dataset": Kind.DATA,
    "preprint": Kind.PREPRINT,
}


def work_kind(reference: Reference, journal: Journal, pages: Pages) -> tuple[Kind, str]:
    """The form of a work, and its title without what a notice puts before it ("Erratum: …")."""
    title = " ".join(reference.title[: 2 * _LONGEST].split())
    kind, about = _notice(title)
    if kind is not Kind.UNKNOWN:
        return kind, about
    return _appearance(reference, title, journal, pages), title


def _notice(title: str) -> tuple[Kind, str]:
    """What a title about another title is, and that other title: "Erratum: …", "Reply to …"."""
    plain = title.replace("'", "").replace("\u2019", "")
    for place, kind, pattern in _notice_patterns():
        match = pattern.search(plain)
        if match is None:
            continue
        about = (plain[: match.start()] if place == "behind" else plain[match.end() :]).strip(
            _QUOTES
        )
        if about or place == "before":
            return kind, about or plain
    return Kind.UNKNOWN, title


@cache
def _notice_patterns() -> tuple[tuple[str, Kind, re.Pattern[str]], ...]:
    """Where the words stand, what they make of a work, and the words, from the table."""
    found = []
    for row in data_table("work_forms"):
        words = "|".join(sorted(row["words"].split("; "), key=len, reverse=True))
        pattern = re.compile(_PLACES[row["place"]].replace("WORDS", words), re.IGNORECASE)
        found.append((row["place"], Kind[row["form"].upper()], pattern))
    return tuple(found)


def _appearance(reference: Reference, title: str, journal: Journal, pages: Pages) -> Kind:
    said = folded(reference.text("type", "entrysubtype", "pubstate", "howpublished")[:_LONGEST])
    doi = normalise_doi(reference.text("doi"))
    container = folded(reference.container[:_LONGEST])
    if _DATA_DOI.match(doi):
        return Kind.DATA
    if _REGISTRY.search(container) or _REGISTRY.search(said):
        return Kind.REGISTRATION
    if _is_preprint(reference, journal, said, doi):
        return Kind.PREPRINT
    if _is_abstract(reference, title, container, pages):
        return Kind.ABSTRACT
    by_type = _BY_TYPE.get(reference.entry_type, Kind.UNKNOWN)
    if by_type in {Kind.ARTICLE, Kind.UNKNOWN} and _PROTOCOL.search(title):
        return Kind.PROTOCOL
    if by_type is Kind.ARTICLE and not container:
        return Kind.UNKNOWN  # the type that many exports give to everything
    if by_type is Kind.UNKNOWN and container and reference.entry_type == "misc":
        return Kind.ARTICLE
    return by_type


def _is_preprint(reference: Reference, journal: Journal, said: str, doi: str) -> bool:
    if _PREPRINT_DOI.match(doi) or journal.is_preprint_server or reference.entry_type == "preprint":
        return True
    if _PREPRINT_WORD.search(said):
        return True
    server = folded(reference.text("eprinttype", "archiveprefix"))
    alone = not reference.container and not doi
    note = folded(reference.text("note", "publisher")[:_LONGEST])
    on_server = bool(server) and server != "pubmed"
    return alone and (on_server or bool(_PREPRINT_WORD.search(note)))


def _is_abstract(reference: Reference, title: str, container: str, pages: Pages) -> bool:
    if _ABSTRACT.search(title) or _ABSTRACT_NUMBER.search(reference.text("note")[:_LONGEST]):
        return True
    if "abstract" in container.split() or "abstracts" in container.split():
        return True
    issue = folded(reference.text("number", "issue", "volume")[:_LONGEST])
    supplement = "s" in pages.prefix or "suppl" in issue or _behind(pages)
    at_a_meeting = bool(_MEETING.search(container)) and reference.entry_type not in {
        "inproceedings", "conference", "proceedings", "incollection",
    }  # fmt: skip
    return at_a_meeting or (supplement and _short(pages))


def _behind(pages: Pages) -> bool:
    """Whether a letter stands behind the page, as those of abstracts: 102A."""
    return pages.first[-1:] in {"a", "s"} and pages.first[:1].isdigit()


def _short(pages: Pages) -> bool:
    """Whether a work has no more than two pages, as far as its pages are known."""
    if not pages.first or not pages.last:
        return False
    ends = [re.sub(r"\D", "", page) for page in (pages.first, pages.last)]
    return bool(ends[0] and ends[1]) and 0 <= int(ends[1]) - int(ends[0]) <= 1
