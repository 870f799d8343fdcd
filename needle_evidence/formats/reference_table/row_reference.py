"""One row of a table as a reference, by the names of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needle_evidence.formats.reference_fields import ReferenceFields, fit_citekey, full_pages
from needle_evidence.formats.reference_table.cited_sources import (
    embase_source,
    open_url_doi,
    pubmed_citation,
)
from needle_evidence.formats.reference_table.column_names import columns_by_field, field_by_column
from needle_evidence.formats.reference_table.table_rows import ReferenceRow
from needle_evidence.formats.tagged_reference.cell_values import (
    month_name,
    plain,
    read_date,
    says_something,
)
from needle_evidence.formats.tagged_reference.ris_types import TYPES
from needle_evidence.formats.tagged_reference.written_names import read_names
from needle_evidence.model.reference import PersonName, Reference

# Words of the databases for kinds of works → entry types; the first that a cell holds counts.
_KINDS = (
    ("inproceedings", r"conference ?paper|proceedings? ?(?:paper|article)|conference abstract"),
    ("incollection", r"(?:book|report) ?(?:chapter|section|part)|chapter|encyclopedia ?article"),
    ("thesis", r"thesis|dissertations?(?: (?:&|and) theses)?"),
    ("book", r"(?:edited ?)?book|monograph|b"),
    ("report", r"(?:technical )?report"),
    ("misc", r"preprint|posted.content"),
    ("online", r"web ?page|website|blog ?post"),
    ("dataset", r"data ?set"),
    ("patent", r"patent|p"),
    ("unpublished", r"manuscript|working paper"),
    (
        "article",
        r"(?:journal|research|magazine|newspaper|scholarly|review)? ?articles?|review|letter"
        r"|editorial|note|short survey|erratum|article in press|j|scholarly journals?",
    ),
)
_KIND_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)
_QUOTED_ITEM = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_SCOPUS_AUTHOR_ID = re.compile(r"\s*\(\d{6,12}\)")
_NO_NAMES = re.compile(r"(?i)\[no author name available\]|\[?anonymous\]?|no author")
_GIVEN_FIRST = frozenset({"author/s", "creator", "creators"})
_SCOPUS_ID = re.compile(r"2-s2\.0-\d+")
_PLAIN_FIELDS = (
    "title",
    "booktitle",
    "journal",
    "shortjournal",
    "volume",
    "number",
    "eid",
    "pagetotal",
    "isbn",
    "issn",
    "publisher",
    "address",
    "url",
    "urldate",
    "abstract",
    "language",
    "note",
    "edition",
    "series",
    "shorttitle",
    "eventtitle",
    "institution",
    "studydesign",
    "samplesize",
    "population",
    "intervention",
    "comparator",
    "outcome",
    "school",
    "organization",
    "howpublished",
    "chapter",
    "eprint",
    "eprinttype",
    "archiveprefix",
    "translator",
)

_TIME_OF_DAY = re.compile(r"[T ]\d\d:\d\d(?::\d\d)?Z?$")
_EXTRA_NUMBER = re.compile(r"(?i)\b(PMC?ID):\s?((?:PMC)?\d{1,9})\b")
_LONGEST_EXTRA = 10_000


def read_row(row: ReferenceRow) -> Reference:
    """The reference of a row; a cell that no field takes is kept as `csv-COLUMN`.

    Where several columns hold one field, the first of the table of synonyms counts and what
    the others say differently is kept.
    """
    return _Row(row).reference()


class _Row:
    """The cells of a row that nothing has used yet, and the fields made of the others."""

    def __init__(self, row: ReferenceRow) -> None:
        self._row = row
        self._left = {name: cell for name, cell in row.cells.items() if says_something(cell)}
        self._fields = ReferenceFields("csv")

    def reference(self) -> Reference:
        """The reference."""
        key = self._key()
        self._names()
        self._groups()
        fields = field_by_column()
        present = {fields[name] for name in self._left if name in fields}
        for field in _PLAIN_FIELDS:
            if field in present:
                self._plain_field(field)
        self._electronic_issn()
        self._date()
        self._pages()
        self._sources()
        self._identifiers()
        self._keywords()
        entry_type = self._entry_type()
        for name, cell in self._left.items():
            self._fields.keep(name, _joined(cell))
        row = self._row
        return self._fields.freeze(
            key=key, entry_type=entry_type, location=row.location, raw=row.raw
        )

    def _cells(self, field: str) -> Iterator[tuple[str, str]]:
        """The columns of a field with their cells, the one that says most first."""
        for name in columns_by_field()[field]:
            if name in self._left:
                yield name, self._left[name]

    def _plain_field(self, field: str) -> None:
        for name, cell in list(self._cells(field)):
            text = _joined(cell)
            if field == "urldate":
                text = _TIME_OF_DAY.sub("", text)
            if field == "eid" and _SCOPUS_ID.fullmatch(text):
                continue  # Scopus's number of its own record
            if self._fields.put(field, text):
                del self._left[name]

    def _key(self) -> str:
        for name, cell in self._cells("citekey"):
            if key := fit_citekey(cell):
                del self._left[name]
                return key
        return ""

    def _names(self) -> None:
        for field, people in (("author", self._fields.authors), ("editor", self._fields.editors)):
            for name, cell in list(self._cells(field)):
                if "citation" in self._left:
                    cell = cell.rstrip().removesuffix(".")  # PubMed ends its lists with a stop
                found, truncated = _people(cell, given_first=name in _GIVEN_FIRST)
                if not found or (people and not _same_people(found, people)):
                    continue
                del self._left[name]
                if not people:
                    people.extend(found)
                    if field == "author":
                        self._fields.authors_truncated = truncated

    def _groups(self) -> None:
        """Groups that have a column of their own stand behind the authors."""
        for name, cell in list(self._cells("group_author")):
            groups = [plain(part) for part in cell.split(";")]
            self._fields.authors.extend(PersonName(literal=group) for group in groups if group)
            del self._left[name]

    def _electronic_issn(self) -> None:
        for name, cell in list(self._cells("eissn")):
            both = dict.fromkeys(filter(None, (self._fields.get("issn"), plain(cell))))
            self._fields.restore("issn", "; ".join(both))
            del self._left[name]

    def _date(self) -> None:
        for name, cell in list(self._cells("year")):
            date = read_date(cell)
            if self._fields.put("year", date.year or plain(cell)) and (date.whole or not date.year):
                del self._left[name]
        for name, cell in list(self._cells("month")):
            if self._fields.put("month", month_name(cell) or plain(cell)):
                del self._left[name]
        self._plain_field("day")
        for name, cell in list(self._cells("date")):
            date = read_date(cell)
            if not self._fields.put("year", date.year):
                continue
            said = date.whole
            said = self._fields.put("month", date.month) and said
            said = self._fields.put("day", date.day) and said
            if said:
                del self._left[name]

    def _pages(self) -> None:
        for name, cell in list(self._cells("pages")):
            if self._fields.put("pages", full_pages(_joined(cell))):
                del self._left[name]
        first = next(self._cells("first_page"), ("", ""))
        last = next(self._cells("last_page"), ("", ""))
        if not first[1]:
            return
        span = full_pages(f"{first[1]}-{last[1]}" if last[1] not in ("", first[1]) else first[1])
        if self._fields.put("pages", span):
            for name in {first[0], last[0]} - {""}:
                del self._left[name]

    def _sources(self) -> None:
        """What a printed source says goes behind what columns of their own say."""
        for column, read in (("source", embase_source), ("citation", pubmed_citation)):
            for name, cell in list(self._cells(column)):
                found = read(plain(cell))
                said = [self._fields.put(field, text) for field, text in found.items()]
                if found and all(said) and column == "source":
                    del self._left[name]

    def _identifiers(self) -> None:
        for field in ("doi", "pmid", "pmcid"):
            for name, cell in list(self._cells(field)):
                before = self._fields.get(field)
                self._fields.put_identifiers(**{field: plain(cell)})
                if not before or before == self._fields.get(field):
                    del self._left[name]
        # Zotero writes numbers that it has no field for as lines of `Extra`.
        for field, number in _EXTRA_NUMBER.findall(self._fields.get("note")[:_LONGEST_EXTRA]):
            if field.lower() not in self._fields:
                self._fields.put_identifiers(**{field.lower(): number})
        for _, cell in self._cells("open_url"):
            if "doi" not in self._fields:
                self._fields.put("doi", open_url_doi(cell))

    def _keywords(self) -> None:
        for name, cell in list(self._cells("keywords")):
            items = _items(cell)
            if len(items) == 1:
                items = [part.strip() for part in re.split(r"[;|]", cell)]
            if len(items) == 1 and cell.count(",") > 1:
                items = [part.strip() for part in re.split(r",(?![^(]*\))", cell[:20_000])]
            if self._fields.put("keywords", "; ".join(map(plain, filter(None, items)))):
                del self._left[name]

    def _entry_type(self) -> str:
        """By the cells that name a kind, which stay; else by where the work stands."""
        for _, cell in self._cells("entry_type"):
            for word in re.split(r"[;|,]", cell[:500]):
                if kind := _kind(plain(word)):
                    return kind
        if "journal" in self._fields:
            return "article"
        return "incollection" if "booktitle" in self._fields else "misc"


def _kind(word: str) -> str:
    if word.upper() in TYPES:
        return TYPES[word.upper()]
    return next((kind for kind, pattern in _KIND_PATTERNS if pattern.fullmatch(word)), "")


def _items(cell: str) -> list[str]:
    """The items of a list that a program printed ("['a', 'b']"), else the cell as the only one."""
    bare = cell.strip()
    if not bare.startswith(("['", '["')) or not bare.endswith("]"):
        return [cell]
    found = [single or double for single, double in _QUOTED_ITEM.findall(bare)]
    return [re.sub(r"\\(.)", r"\1", item) for item in found] or [cell]


def _joined(cell: str) -> str:
    return "; ".join(map(plain, _items(cell)))


def _people(cell: str, *, given_first: bool) -> tuple[list[PersonName], bool]:
    if _NO_NAMES.fullmatch(cell.strip()):
        return [], False
    values = [_SCOPUS_AUTHOR_ID.sub("", item) for item in _items(cell)]
    names, truncated = read_names(values)
    if given_first:
        return [_given_first(name) for name in names], truncated
    return list(names), truncated


def _given_first(name: PersonName) -> PersonName:
    """A name in reading order, as Lens prints it ("Ann Mary Doe"), in its parts."""
    words = name.literal.split()
    if not 1 < len(words) < 5 or not all(word[:1].isupper() for word in (words[0], words[-1])):
        return name
    small = [index for index, word in enumerate(words[1:-1], start=1) if word[:1].islower()]
    first = small[0] if small else len(words) - 1
    return PersonName(
        given=" ".join(words[:first]),
        particle=" ".join(words[first:-1]),
        family=words[-1],
    )


def _same_people(found: list[PersonName], people: list[PersonName]) -> bool:
    """Whether a list of short names is that of the full ones."""
    return [name.family.casefold() for name in found] == [name.family.casefold() for name in people]
