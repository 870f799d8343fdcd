"""One Web of Science record ("PT J" … "ER") as a reference.

The tags are those of Clarivate's "Web of Science Core Collection field tags".
"""

from __future__ import annotations

import dataclasses

from needle_evidence.formats.tagged_lines import TaggedLine, TaggedRecord
from needle_evidence.formats.tagged_reference.cell_values import doi_of, listed_words, plain
from needle_evidence.formats.tagged_reference.collected_fields import CollectedFields, all_values
from needle_evidence.formats.tagged_reference.shared_fields import (
    put_date,
    put_pages,
    put_serial_numbers,
)
from needle_evidence.formats.tagged_reference.written_names import read_names
from needle_evidence.model.identifiers import normalise_pmid
from needle_evidence.model.reference import PersonName, Reference

# One value on each line; in every other tag, lines are one wrapped text.
_LIST_TAGS = "AU AF BA BF BE CA GP CR C1 C3 RI OI"
_LISTS = frozenset(_LIST_TAGS.split())


def read_isi(record: TaggedRecord, path: str) -> Reference:
    """The reference of a Web of Science record; a tag without BibTeX name becomes `wos-xx`."""
    record = dataclasses.replace(record, lines=tuple(map(_on_own_lines, record.lines)))
    cells = CollectedFields(record, path=path, prefix="wos", note_tag="")
    entry_type = _entry_type(cells)
    _put_people(cells)
    cells.put_first("title", "TI")
    if entry_type == "article":
        cells.put_first("journal", "SO")
        cells.put_first("shortjournal", "JI", "J9")
    else:
        cells.put_first("title" if entry_type == "book" else "booktitle", "SO")
    cells.put_first("series", "SE")
    put_date(cells, "PY", "PD")
    cells.put_first("volume", "VL")
    cells.put_first("number", "IS")
    put_pages(cells, "BP", "EP")
    cells.put_first("eid", "AR")
    cells.put_first("publisher", "PU")
    cells.put_first("address", "PI")
    put_serial_numbers(cells, "SN", "EI", "BN")
    cells.put_all("language", "LA")
    cells.put_first("doi", "DI", "D2", form=doi_of)
    cells.put_first("pmid", "PM", form=normalise_pmid)
    cells.put_first("abstract", "AB")
    cells.put_all("keywords", "DE", split=listed_words)
    return cells.reference(key="", entry_type=entry_type)


def _on_own_lines(line: TaggedLine) -> TaggedLine:
    """The lines of a list without the indentation that marks them as going on."""
    if line.tag not in _LISTS or "\n" not in line.value:
        return line
    value = "\n".join(part.strip() for part in line.value.split("\n"))
    return dataclasses.replace(line, value=value)


def _entry_type(cells: CollectedFields) -> str:
    """BibTeX's type by publication type (J, B, S, P) and, of books, by document type."""
    kind = next((plain(cell.value)[:1].upper() for cell in cells.cells("PT")), "J")
    for cell in cells.cells("PT"):
        cells.use(cell)
    if kind == "J":
        return "article"
    if kind == "P":
        return "patent"
    words = " ".join(plain(cell.value) for cell in cells.cells("DT")).lower()
    if "proceedings" in words:
        return "inproceedings"
    return "incollection" if "chapter" in words or kind == "S" else "book"


def _put_people(cells: CollectedFields) -> None:
    """Full names (AF) before short ones (AU), then groups (CA)."""
    short, full = cells.cells("AU", "BA"), cells.cells("AF", "BF")
    named, groups = full or short, cells.cells("CA")
    people, truncated = read_names(all_values(named))
    bodies = tuple(PersonName(literal=name) for name in all_values(groups))
    cells.put_names("author", [*named, *groups], ((*people, *bodies), truncated))
    if full and len(list(all_values(short))) == len(people):
        for cell in short:
            cells.use(cell)
    editors = cells.cells("BE")
    cells.put_names("editor", editors, read_names(all_values(editors)))
