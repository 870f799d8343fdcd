"""One MEDLINE record, as PubMed's nbib files hold it, as a reference.

The tags are those of NLM's "MEDLINE/PubMed data element (field) descriptions".
"""

from __future__ import annotations

import re

from needle_evidence.formats.reference_fields import full_pages, title_without_dot
from needle_evidence.formats.tagged_lines import TaggedLine, TaggedRecord
from needle_evidence.formats.tagged_reference.cell_values import doi_of, listed, pages_of, plain
from needle_evidence.formats.tagged_reference.collected_fields import CollectedFields
from needle_evidence.formats.tagged_reference.shared_fields import put_date, put_serial_numbers
from needle_evidence.formats.tagged_reference.written_names import (
    medline_short_name,
    read_name,
    read_names,
    split_suffix,
)
from needle_evidence.model.identifiers import normalise_pmcid, normalise_pmid
from needle_evidence.model.reference import PersonName, Reference

NOTE_TAG = "GN"
_DOI_VALUE = re.compile(r"(?i)\[doi\]\s*$")
_OTHERS = frozenset({"et al", "et al.", "others"})


def read_medline(record: TaggedRecord, path: str) -> Reference:
    """The reference of a MEDLINE record; a tag without BibTeX name becomes `nbib-xx`.

    Publication types stay as `nbib-pt`, headings as `nbib-mh`.
    """
    cells = CollectedFields(record, path=path, prefix="nbib", note_tag=NOTE_TAG)
    cells.put_first("pmid", "PMID", form=normalise_pmid)
    for cell in cells.cells("PMID"):
        if not plain(cell.value):
            cells.use(cell)
    _put_people(cells)
    cells.put_first("title", *(("TI", "BTI") if cells.cells("TI") else ("BTI",)), form=_title)
    is_book = bool(cells.cells("BTI")) or bool(cells["title"] and not record_has(record, "TI"))
    _put_containers(cells, is_book=is_book)
    put_date(cells, "DP")
    cells.put_first("volume", "VI")
    cells.put_first("number", "IP")
    cells.put_first("pages", "PG", form=_pages)
    _put_identifiers(cells)
    cells.put_first("abstract", "AB")
    cells.put_all("keywords", "OT", split=_term)
    cells.put_all("language", "LA")
    cells.put_all("note", NOTE_TAG)
    entry_type = "article"
    if is_book:
        entry_type = "incollection" if cells["booktitle"] else "book"
    return cells.reference(key="", entry_type=entry_type)


def record_has(record: TaggedRecord, tag: str) -> bool:
    """Whether a record has this tag with a value."""
    return any(line.tag == tag and plain(line.value) for line in record.lines)


def _put_people(cells: CollectedFields) -> None:
    """Full names where they stand (FAU), else short ones (AU); corporate ones among them (CN)."""
    for name, full, short, corporate in (
        ("author", "FAU", "AU", "CN"),
        ("editor", "FED", "ED", ""),
    ):
        named = cells.cells(full) or cells.cells(short)
        in_order = sorted([*named, *cells.cells(corporate)], key=lambda cell: cell.line)
        people = [_name(cell, corporate) for cell in in_order]
        truncated = any(person is None for person in people)
        names = tuple(person for person in people if person is not None and person.display)
        spelled = {medline_short_name(person).lower() for person in names}
        cells.put_names(name, in_order, (names, truncated))
        for cell in cells.cells(short):
            if plain(cell.value).lower() in spelled or plain(cell.value).lower() in _OTHERS:
                cells.use(cell)


def _name(cell: TaggedLine, corporate: str) -> PersonName | None:
    """The name of a line; None for "et al"."""
    value = plain(cell.value)
    if cell.tag == corporate:
        return PersonName(literal=value)
    if value.lower() in _OTHERS:
        return None
    family, comma, given = value.partition(",")
    if not comma:
        return _short_name(value)
    given, suffix = split_suffix(given.strip())
    if not given or "," in given:
        return read_name(value)
    person = read_name(family.strip() + ", x")
    return PersonName(family=person.family, particle=person.particle, given=given, suffix=suffix)


def _short_name(value: str) -> PersonName:
    """A name as "Smith JA Jr" in its parts."""
    head, suffix = split_suffix(value)
    names, _ = read_names([head])
    if suffix and len(names) == 1 and not names[0].literal:
        person = names[0]
        return PersonName(
            family=person.family, particle=person.particle, given=person.given, suffix=suffix
        )
    return names[0] if len(names) == 1 and not suffix else PersonName(literal=value)


def _put_containers(cells: CollectedFields, *, is_book: bool) -> None:
    if is_book:
        cells.put_first("booktitle", "BTI")
        cells.put_first("series", "CTI")
        cells.put_first("address", "PL")
    cells.put_first("journal", "JT", "TA")
    cells.put_first("shortjournal", "TA")
    cells.put_first("publisher", "PB")
    cells.put_first("edition", "EN")


def _put_identifiers(cells: CollectedFields) -> None:
    """DOI (of LID, then AID), PMCID, ISSN and ISBN; the other numbers keep their tags."""
    for cell in cells.cells("LID", "AID"):
        doi = doi_of(cell.value) if _DOI_VALUE.search(cell.value) else ""
        if doi:
            cells.put("doi", doi, cell.line)
            if cells["doi"].lower() == doi.lower():
                cells.use(cell)
    cells.put_first("pmcid", "PMC", form=normalise_pmcid)
    put_serial_numbers(cells, "IS", "ISBN")


def _title(value: str) -> str:
    return title_without_dot(plain(value))


def _pages(value: str) -> str:
    return full_pages(pages_of(value))


def _term(value: str) -> list[str]:
    """An author's keyword without the mark of a major topic."""
    return [word.lstrip("*") for word in listed(value) if word.strip("*")]
