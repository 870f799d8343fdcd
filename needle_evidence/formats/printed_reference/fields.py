"""From the labelled parts of a printed reference to the fields of an entry.

Nothing is added: every field's words stand in the printed text. What fits no field is kept as
`note`, "not read: …".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from needle_evidence.formats.printed_reference.identifiers import Find, find_identifiers
from needle_evidence.formats.printed_reference.labelling import Labeller, Part, shipped_labeller
from needle_evidence.formats.printed_reference.names import NameList, split_printed_names
from needle_evidence.formats.printed_reference.numbering import read_date, read_pages, read_volume
from needle_evidence.formats.printed_reference.settled_parts import settled_parts
from needle_evidence.formats.printed_reference.tokens import Token, split_tokens
from needle_evidence.model.reference import PersonName

NOT_READ = "not read: "
_ORDER = (
    "author", "title", "journal", "booktitle", "editor", "translator", "year", "month", "day",
    "volume", "number", "pages", "eid", "volumes", "pagetotal", "series", "edition", "publisher",
    "address", "school", "institution", "type", "pubstate", "doi", "pmid", "pmcid", "isbn", "issn",
    "eprint", "url", "urldate",
)  # fmt: skip
_QUOTES = (("“", "”"), ('"', '"'), ("«", "»"), ("‘", "’"), ("„", "“"), ("'", "'"), ("``", "''"))
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[’'](?=[^\W\d_])")
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]{1,5}\.\s+){2,}[^\W\d_]{1,8}\.$|\b(?:Inc|Ltd|Co|Jr|U\.S|D\.C)\.$"
)
_DOTTED_WORDS = re.compile(r"\b[^\W\d_]{1,9}\.\s+(?:[^\W\d_]{1,24}\s+){0,3}[^\W\d_]{1,24}\.")
_EDITORS = re.compile(r"(?i)[,(]\s*(?:eds?|editors?|hrsg)\b\.?\W*$")
_LEAD_IN = re.compile(r"^(?:[Ii]n|IN|[Dd]ans|[Ee]n|[Nn]ella?)(?:\s*:\s*|\s+(?=[^\Wa-z]))")
_PROCEEDINGS = re.compile(
    r"(?i)\b(?:proc(?:eedings|\.)|conference|conf\.|symposium|workshop|congress|annual meeting"
    r"|kongress|tagung|actes du|atti)\b"
)
_THESIS = re.compile(
    r"(?i)\b(?:thesis|dissertation|thèse|tesis|tesi|diss\b|habilitation\w*|diplomarbeit)\b"
)
_MASTER = re.compile(r"(?i)\b(?:master'?s?|m\.?sc|m\.?a|mphil|diplom\w*|bachelor'?s?)\b")
_REPORT = re.compile(r"(?i)\b(?:report|rapport|memo|working paper|white paper|tech)\b")
_LONGEST = 4000
_NUMBERED = re.compile(
    r"(?P<type>.*[^\W\d_]\W*?)\s+(?:no\.?|nr\.?|#|№)?\s*(?P<number>[\w/.-]*\d[\w/.-]*)$"
)
_EDITION = re.compile(
    r"(?i)^[\W_]*(.*?)[\s,.]*(?:edition|edn|ed|aufl(?:age)?|ausg(?:abe)?|vyd|éd|edición)\b\W*$"
)
_NOTHING_LEFT = re.compile(
    r"(?i)^(?:[\W_]|\b(?:in|and|und|et|the|p|pp|pages?|vol|no|on|at|from|retrieved|available|accessed|doi|pmid"
    r"|online|url|edited|by|eds?|of|pubmed|s|art|article)\b)*$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedFields:
    """What was read of one printed reference.

    fields: text by BibTeX field, without names. confidence: 0 to 1 for each field that was
    told from others by the model (identifiers, which rules read, have none). not_read: what
    fits no field, as printed.
    """

    entry_type: str
    fields: Mapping[str, str]
    authors: NameList
    editors: NameList
    confidence: Mapping[str, float]
    not_read: tuple[str, ...] = ()


class _Reading:
    """The reading of one reference while it is under way."""

    def __init__(self, text: str, tokens: Sequence[Token], finds: Sequence[Find]) -> None:
        self.fields: dict[str, str] = {}
        self.confidence: dict[str, float] = {}
        self.names: dict[str, NameList] = {}
        self.not_read: list[tuple[int, str]] = []
        self._text = text
        self._tokens = tokens
        self._finds = finds

    def printed(self, part: Part) -> str:
        """The part as printed, without what rules have read inside it."""
        at, end = self._tokens[part.first].start, self._tokens[part.last].end
        kept = []
        for find in self._finds:
            if at <= find.start and find.end <= end:
                kept.append(self._text[at : find.start])
                at = find.end
        return " ".join(" ".join([*kept, self._text[at:end]]).split())

    def put(self, name: str, value: str, part: Part) -> None:
        """Sets a field; what another part has set is not changed, and this one is not read."""
        if not value or self.fields.get(name) == value:
            return
        if name in self.fields:
            self.leave(value, part)
        else:
            self.fields[name] = value
            self.confidence[name] = part.confidence

    def put_names(self, name: str, part: Part) -> None:
        text = self.printed(part)
        names = split_printed_names(text)
        if not names.names or name in self.names:
            self.leave(text, part)
        else:
            self.names[name] = names
            self.confidence[name] = part.confidence

    def add_groups(self, groups: str) -> None:
        """Adds organisations ("; " between) to the authors."""
        known = self.names.get("author", NameList(names=()))
        names = tuple(PersonName(literal=group) for group in groups.split("; "))
        self.names["author"] = replace(known, names=(*known.names, *names))

    def put_all(self, read: tuple[Mapping[str, str], str], part: Part) -> None:
        """Sets the fields that a rule found in a part, and leaves the rest."""
        fields, rest = read
        for name, value in fields.items():
            self.put(name, value, part)
        self.leave(rest, part)

    def leave(self, text: str, part: Part) -> None:
        """Keeps what was not read, unless it is signs and small words only."""
        self.leave_at(self._tokens[part.first].start, text)

    def leave_at(self, place: int, text: str) -> None:
        bare = " ".join(text.split())[:_LONGEST].rstrip(" ,;:").lstrip(" .,;:")
        if bare and not _NOTHING_LEFT.match(bare):
            self.not_read.append((place, bare))


def read_fields(text: str, labeller: Labeller | None = None) -> PrintedFields:
    """The fields of one printed reference, without its number in the list.

    Takes time in proportion to the text. What stands after its first 4,000 characters is not
    read.
    """
    head = text[:_LONGEST]
    finds = find_identifiers(head)
    tokens = split_tokens(head, without=[(find.start, find.end) for find in finds])
    parts = settled_parts((labeller or shipped_labeller()).parts(tokens), tokens)
    reading = _Reading(head, tokens, finds)
    for part in parts:
        _READERS.get(part.label, _read_nothing)(reading, part)
    for find in finds:
        if find.field == "group":
            reading.add_groups(find.value)
        else:
            _put_find(reading, find)
    if "pubstate" in reading.fields and "year" not in reading.fields:
        # "Published online April 9, 2020" is all the date that an article ahead of print has.
        reading.fields |= read_date(reading.fields["pubstate"])[0]
    labelled = parts[-1].last + 1 if parts else 0
    if labelled < len(tokens):
        reading.leave_at(len(head), text[tokens[labelled].start :])
    else:
        reading.leave_at(len(head), text[_LONGEST:])
    entry_type = _entry_type(reading, parts)
    _name_fields(reading, entry_type)
    return PrintedFields(
        entry_type=entry_type,
        fields={name: reading.fields[name] for name in _ORDER if name in reading.fields},
        authors=reading.names.get("author", NameList(names=())),
        editors=reading.names.get("editor", NameList(names=())),
        confidence={n: reading.confidence[n] for n in _ORDER if n in reading.confidence},
        not_read=tuple(left for _, left in sorted(reading.not_read)),
    )


def _read_author(reading: _Reading, part: Part) -> None:
    # "Hedberg L, editor." at the beginning: the model takes a single name for an author's.
    editor = _EDITORS.search(reading.printed(part))
    reading.put_names("editor" if editor else "author", part)


def _read_editor(reading: _Reading, part: Part) -> None:
    reading.put_names("editor", part)


def _read_translator(reading: _Reading, part: Part) -> None:
    names = split_printed_names(reading.printed(part)).names
    reading.put("translator", "; ".join(name.display for name in names), part)


def _read_title(reading: _Reading, part: Part) -> None:
    reading.put("title", clean_title(reading.printed(part)), part)


def _read_container(reading: _Reading, part: Part) -> None:
    text = _LEAD_IN.sub("", reading.printed(part).lstrip(" ([-–—,.;:"))
    dotted = _DOTTED_WORDS.search(text)
    title = clean_title(text)
    # "IEEE Trans. Biomed. Eng.": the last stop is the abbreviation's, as the others are.
    reading.put("container", f"{title}." if dotted and f"{title}." in text else title, part)


def _read_date(reading: _Reading, part: Part) -> None:
    reading.put_all(read_date(reading.printed(part)), part)


def _read_volume(reading: _Reading, part: Part) -> None:
    reading.put_all(read_volume(reading.printed(part)), part)


def _read_pages(reading: _Reading, part: Part) -> None:
    reading.put_all(read_pages(reading.printed(part)), part)


def _read_publisher(reading: _Reading, part: Part) -> None:
    text = reading.printed(part)
    if "]" in text and "[" not in text:
        # "[Dissertation, University of Leeds]. White Rose eTheses": the school ends in the bracket.
        text, _, rest = text.partition("]")
        reading.leave(rest.strip(" ."), part)
    reading.put("publisher", _bare(text), part)


def _read_location(reading: _Reading, part: Part) -> None:
    reading.put("address", _bare(reading.printed(part)), part)


def _read_series(reading: _Reading, part: Part) -> None:
    text = re.sub(r"^(?:of|ser\.|coll\.)\s+", "", _bare(reading.printed(part)), flags=re.IGNORECASE)
    reading.put("series", text, part)


def _read_edition(reading: _Reading, part: Part) -> None:
    text = reading.printed(part)
    found = _EDITION.match(text)
    reading.put("edition", found[1].strip(" ,.") if found and found[1] else _bare(text), part)


def _read_genre(reading: _Reading, part: Part) -> None:
    text = _bare(reading.printed(part).replace("[", "").replace("]", ""))
    numbered = _NUMBERED.fullmatch(text)
    if numbered and "number" not in reading.fields and _REPORT.search(text):
        reading.put("type", numbered["type"], part)
        reading.put("number", numbered["number"], part)
    else:
        reading.put("type", text, part)


def _read_number_in_list(reading: _Reading, part: Part) -> None:
    """The number of an entry in its list says nothing of the work."""


def _read_nothing(reading: _Reading, part: Part) -> None:
    reading.leave(reading.printed(part), part)


_READERS = {
    "author": _read_author,
    "title": _read_title,
    "container": _read_container,
    "date": _read_date,
    "volume": _read_volume,
    "pages": _read_pages,
    "editor": _read_editor,
    "translator": _read_translator,
    "publisher": _read_publisher,
    "location": _read_location,
    "series": _read_series,
    "edition": _read_edition,
    "genre": _read_genre,
    "citation-number": _read_number_in_list,
}


def clean_title(text: str) -> str:
    """A title without the quotation marks around it and the stop after it."""
    bare = text.strip(" ,;:")
    for opening, closing in _QUOTES:
        inner = bare.rstrip(" .,;:")
        if inner.startswith(opening) and inner.endswith(closing):
            within = inner[len(opening) : len(inner) - len(closing)]
            if opening not in within and closing not in _APOSTROPHE.sub("", within):
                bare = within.strip(" ,;:")
        elif bare.startswith(opening) and bare.count(opening) > bare.count(closing):
            bare = bare[len(opening) :]
    bare = bare.lstrip(" .,;:-–—")
    if bare.endswith(".") and not bare.endswith("..") and not _ABBREVIATED.search(bare):
        bare = bare[:-1]
    if bare.startswith("(") and bare.endswith(")") and ")" not in bare[1:-1]:
        bare = bare[1:-1]
    return _unpaired(bare.strip(" ,;:"))


def _bare(text: str) -> str:
    """A publisher or place without the signs around it."""
    bare = text.strip(' ,;:([“"-–—')
    while bare and bare[-1] in ')]”"' and not _paired(bare):
        bare = bare[:-1].rstrip(" ,;:")
    if bare.endswith(".") and not re.search(
        r"(?:\b[^\W\d_]\.|\b(?:Inc|Ltd|Co|Corp|Cie|Mass|Calif|Conn|St)\.)$", bare
    ):
        bare = bare[:-1]
    return _unpaired(bare.strip(" ,;:"))


def _paired(text: str) -> bool:
    return text.count("(") == text.count(")") and text.count("[") == text.count("]")


def _unpaired(text: str) -> str:
    """Without a bracket at an end that has no partner."""
    for opening, closing in ("()", "[]"):
        if text.startswith(opening) and text.count(opening) > text.count(closing):
            text = text[1:]
        if text.endswith(closing) and text.count(closing) > text.count(opening):
            text = text[:-1]
    return text.strip(" ,;:")


def _put_find(reading: _Reading, find: Find) -> None:
    if find.field == "note":
        reading.leave_at(find.start, find.value)
    elif not find.field or reading.fields.get(find.field) == find.value:
        return
    elif find.field in reading.fields:
        # A work has one DOI; a second address or PMCID belongs to something else.
        reading.leave_at(find.start, f"{find.field} {find.value}")
    else:
        reading.fields[find.field] = find.value


def _entry_type(reading: _Reading, parts: Sequence[Part]) -> str:
    """The BibTeX type that the parts amount to."""
    fields = reading.fields
    genre = fields.get("type", "")
    if _THESIS.search(genre):
        return "mastersthesis" if _MASTER.search(genre) else "phdthesis"
    container = fields.get("container", "")
    if container:
        journal = any(part.own_label == "journal" for part in parts)
        in_book = "editor" in reading.names or "publisher" in fields or "edition" in fields
        numbered = "volume" in fields or "number" in fields
        if _PROCEEDINGS.search(container) and not (journal and numbered):
            return "inproceedings"
        if in_book and not (journal and numbered):
            return "incollection"
        return "article" if journal or numbered or "title" in fields else "misc"
    if _REPORT.search(genre):
        return "techreport"
    if "publisher" in fields or "isbn" in fields:
        return "book"
    return "misc"


def _name_fields(reading: _Reading, entry_type: str) -> None:
    """Gives the container and the publisher the names that the entry's type has for them."""
    journal = entry_type == "article"
    names = {"container": "journal" if journal else "booktitle"}
    if entry_type == "misc":
        names["container"] = "journal"
    if entry_type in ("phdthesis", "mastersthesis"):
        names["publisher"] = "school"
    elif entry_type == "techreport":
        names["publisher"] = "institution"
    for old, new in names.items():
        if old in reading.fields:
            reading.fields[new] = reading.fields.pop(old)
            reading.confidence[new] = reading.confidence.pop(old)
