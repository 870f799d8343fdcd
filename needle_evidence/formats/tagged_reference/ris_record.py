"""One RIS record ↔ one reference, in the dialects of the programs that export RIS."""

from __future__ import annotations

import re
from collections.abc import Iterable

from needle_evidence.formats.tagged_lines import TaggedRecord
from needle_evidence.formats.tagged_reference.cell_values import (
    doi_of,
    listed_words,
    pages_of,
    plain,
    read_date,
    shown,
)
from needle_evidence.formats.tagged_reference.collected_fields import (
    CITEKEY,
    CollectedFields,
    all_values,
)
from needle_evidence.formats.tagged_reference.ris_types import (
    ARTICLES,
    OWN_TYPES,
    PARTS,
    REPORTS,
    TYPES,
)
from needle_evidence.formats.tagged_reference.shared_fields import (
    citekey_of,
    identifier_only,
    iso_date,
    put_date,
    put_pages,
    put_serial_numbers,
)
from needle_evidence.formats.tagged_reference.written_names import is_list_of_more, read_names
from needle_evidence.model.identifiers import normalise_pmcid, normalise_pmid
from needle_evidence.model.reference import Reference

NOTE_TAG = "N1"
_COPYRIGHT = re.compile(r"(?i)copyright of\b")
_PUBMED = re.compile(r"(?i)\b(?:nlm|pubmed|medline)\b")
# "35957633 [PMID]", "PMID: 35957633", "PMC9359172 [PMCID]", "PMCID: PMC9359172"
_PMID = re.compile(r"(?i)pmid\s?:?\s?(\d{1,8})|(\d{1,8})\s?\[pmid\]")
_PMCID = re.compile(r"(?i)pmcid\s?:?\s?(pmc\d{1,9})|(pmc\d{4,9})(?:\s?\[pmcid\])?")
_NOTES = "U1 U2 U3 U4 U5 C1 C2 C3 C4 C5 C6 C7 C8 M1 M2 M3 N1 AN"
_USER_TAGS = tuple(_NOTES.split())
_LINK_TAGS = ("UR", "L1", "L2", "L3", "L4", "LK")
_LONGEST_NUMBER = 40
# BibTeX prints `note` in a bibliography. What is longer is no note but an export's page of
# addresses and cited references, and stays as `ris-n1`.
_LONGEST_NOTE = 300
# Scopus's line about the export, and EndNote's copy of a PubMed record.
_EXPORT_NOTE = re.compile(
    r"(?im)^(?:export date:|cited by:|\d{4}-\d{3}[\dX]\s*$|journal article\s*$)"
)
_TIME_OF_DAY = re.compile(r"[/ ]\d\d:\d\d(?::\d\d)?$")
_PUBMED_WORD = re.compile(r"(?i)^\s*pubmed\s+")


def read_ris(record: TaggedRecord, path: str) -> Reference:
    """The reference of a RIS record; a tag that BibTeX has no name for becomes `ris-xx`."""
    cells = CollectedFields(record, path=path, prefix="ris", note_tag=NOTE_TAG)
    entry_type = _entry_type(cells)
    from_cochrane = bool(cells.cells("YR"))
    for cell in cells.cells("ER"):
        cells.use(cell)
    _put_people(cells, whole_editors=plain_type(record) == "EDBOOK")
    cells.put_first("title", "TI", "T1", "CT", *(("BT",) if entry_type == "book" else ()))
    _put_containers(cells, entry_type)
    _put_dates(cells)
    cells.put_first("volume", "VL", "VO", form=_short)
    cells.put_first("number", "IS", "CP", form=_issue)
    _put_pages(cells, entry_type)
    _put_publication(cells, entry_type)
    _put_identifiers(cells)
    if from_cochrane:
        _put_cochrane(cells)
    _put_texts(cells)
    key = cells.put_first(CITEKEY, "ID", form=citekey_of)
    return cells.reference(key=key, entry_type=entry_type)


def plain_type(record: TaggedRecord) -> str:
    """The record's TY in capitals, "" where it has none."""
    return next((_kind(cell.value) for cell in record.lines if cell.tag == "TY"), "")


def _kind(value: str) -> str:
    """A type without the lines behind it, which have a tag that no one knows."""
    return plain(value.split("\n", 1)[0]).upper()


def _entry_type(cells: CollectedFields) -> str:
    """BibTeX's type; the TY stays as `ris-ty` where that type is written as another."""
    for cell in cells.cells("TY"):
        kind = _kind(cell.value)
        entry_type = TYPES.get(kind, "misc")
        if (kind in OWN_TYPES or not kind) and kind == plain(cell.value).upper():
            cells.use(cell)
        return entry_type
    return "misc"


def _put_people(cells: CollectedFields, *, whole_editors: bool) -> None:
    authors = cells.cells("AU", "A1")
    editors = [cell for cell in cells.cells("A2", "ED") if not is_list_of_more(cell.value)]
    if whole_editors and not editors:
        authors, editors = [], authors
    cells.put_names("author", authors, read_names(all_values(authors)))
    editor_names, more = read_names(all_values(editors))
    cells.put_names("editor", editors, (editor_names, more))


def _put_containers(cells: CollectedFields, entry_type: str) -> None:
    """The work in which this one stands: journal and its short name, book, series."""
    if entry_type in PARTS:
        cells.put_first("booktitle", "BT", "T2", "JF", "JO", "JA")
        cells.put_first("series", "T3")
    elif entry_type in ARTICLES or _is_in_journal(cells, entry_type):
        cells.put_first("journal", "JF", "T2", "JO", "JT", "JA", "J2", "J1")
        cells.put_first("shortjournal", "JA", "J2", "JI", "J1", "JO")
    elif entry_type == "online":
        cells.put_first("organization", "T2")  # the site's name
    elif entry_type != "misc":
        cells.put_first("series", "T3", "T2")
    cells.put_first(
        "shorttitle", "ST", form=lambda v: "" if shown(v) == cells["title"] else shown(v)
    )
    for cell in cells.cells("ST"):
        if shown(cell.value) == cells["title"]:
            cells.use(cell)


def _is_in_journal(cells: CollectedFields, entry_type: str) -> bool:
    """Whether a record of no clear type names a journal."""
    named = cells.cells("JF", "JO", "JA")
    return entry_type == "misc" and bool(named or (cells.cells("T2") and cells.cells("VL", "IS")))


def _put_dates(cells: CollectedFields) -> None:
    put_date(cells, "PY", "Y1", "DA", "YR")
    for cell in cells.cells("Y2"):
        if iso := iso_date(read_date(_TIME_OF_DAY.sub("", cell.value.strip()))):
            cells.put("urldate", iso, cell.line)
            if cells["urldate"] == iso:
                cells.use(cell)


def _put_pages(cells: CollectedFields, entry_type: str) -> None:
    put_pages(cells, "SP", "EP")
    if entry_type in ARTICLES:
        cells.put_first("eid", "C7", form=_short)


def _put_publication(cells: CollectedFields, entry_type: str) -> None:
    body = {"phdthesis": "school", "techreport": "institution"}.get(entry_type, "publisher")
    cells.put_first(body, "PB", "PU")
    cells.put_first("address", "CY", "PP", "PI")
    cells.put_first("edition", "ET", form=_edition)
    if entry_type in REPORTS:
        cells.put_first("type", "M3")
    put_serial_numbers(cells, "SN")
    cells.put_all("language", "LA")


def _put_identifiers(cells: CollectedFields) -> None:
    cells.put_first("doi", "DO", "DI", "DOI", form=doi_of)
    cells.put_first("url", "UR", form=identifier_only)
    for cell in cells.cells(*_LINK_TAGS, "M3", "N1") if not cells["doi"] else ():
        cells.put("doi", doi_of(cell.value), cell.line)
    if not cells["doi"] and cells["url"]:
        cells.put("doi", doi_of(cells["url"]), 1)
    _put_pubmed_numbers(cells)


def _put_pubmed_numbers(cells: CollectedFields) -> None:
    """PMID and PMCID, where a value says that it is one."""
    for cell in cells.cells(*_USER_TAGS):
        value = plain(cell.value)
        for name, form in (("pmid", _PMID), ("pmcid", _PMCID)):
            match = form.fullmatch(value)
            if match:
                number = (match[1] or match[2]).upper()
                cells.put(name, number, cell.line)
                if cells[name] == number:
                    cells.use(cell)
    from_pubmed = any(_PUBMED.search(v) for v in _values(cells, "DB", "DP"))
    # Scopus has PubMed's number in C2.
    from_scopus = any(plain(value).lower() == "scopus" for value in _values(cells, "DB", "DP"))
    numbered = [*(["AN"] if from_pubmed else []), *(["C2"] if from_scopus else [])]
    for cell in cells.cells(*numbered):
        if number := normalise_pmid(plain(cell.value)):
            cells.put("pmid", number, cell.line)
            if cells["pmid"] == number:
                cells.use(cell)
    for cell in cells.cells(*_LINK_TAGS):
        value = plain(cell.value)
        if "://" in value:
            cells.put("pmid", normalise_pmid(value), cell.line)
            cells.put("pmcid", normalise_pmcid(value), cell.line)


def _put_texts(cells: CollectedFields) -> None:
    abstracts = [c for tag in ("AB", "N2") for c in cells.cells(tag)]
    abstracts = [c for c in abstracts if not _COPYRIGHT.match(c.value) and plain(c.value)]
    if abstracts:
        own = [c for c in abstracts if c.tag == abstracts[0].tag]
        texts = dict.fromkeys(shown(c.value) for c in own)
        cells.put("abstract", " ".join(texts), own[0].line)
        for cell in abstracts:
            if cell.tag == own[0].tag or shown(cell.value) in texts:
                cells.use(cell)
    cells.put_all("keywords", "KW", split=listed_words)
    notes = cells.cells(NOTE_TAG)
    short = sum(len(cell.value) for cell in notes) <= _LONGEST_NOTE
    if short and not any(_EXPORT_NOTE.search(cell.value) for cell in notes):
        cells.put_all("note", NOTE_TAG)


def _put_cochrane(cells: CollectedFields) -> None:
    """What the Cochrane Library has under tags of its own."""
    cells.put_first("journal", "SO")
    cells.put_first("number", "NO", form=_issue)
    cells.put_first("pages", "PG", form=pages_of)
    cells.put_first("url", "US", form=identifier_only)
    cells.put_first("pmid", "PM", form=lambda value: normalise_pmid(_PUBMED_WORD.sub("", value)))
    cells.put_all("keywords", "KY", split=listed_words)


def _values(cells: CollectedFields, *tags: str) -> Iterable[str]:
    return (cell.value for cell in cells.cells(*tags))


def _short(value: str) -> str:
    text = plain(value)
    return text if len(text) <= _LONGEST_NUMBER else ""


def _issue(value: str) -> str:
    """An issue's number; Ovid prints the journal's number at NLM there."""
    text = _short(value)
    return "" if re.search(r"\d{6}", text) else text


def _edition(value: str) -> str:
    """An edition; PubMed's records for EndNote hold a date there."""
    text = plain(value)
    return "" if re.match(r"\d{4}[/-]\d", text) else text
