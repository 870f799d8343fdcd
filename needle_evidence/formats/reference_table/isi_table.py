"""Web of Science's tab-delimited export, whose columns have the names of its tags."""

from __future__ import annotations

from needle_evidence.formats.table_records import split_lines
from needle_evidence.formats.tagged_lines import TaggedLine, TaggedRecord, TaggedStyle
from needle_evidence.formats.tagged_reference.isi_record import read_isi
from needle_evidence.model.finding import Location, Problem
from needle_evidence.model.reference import Reference

# Names of people, which the tagged export has on lines of their own.
_LISTS = frozenset({"AU", "AF", "BA", "BF", "BE", "CA", "GP"})
_FIRST_TAGS = frozenset({"PT", "AU", "TI", "SO"})


def is_isi_table(text: str) -> bool:
    """Whether the header's columns are tags of Web of Science."""
    names = _cells(text.removeprefix("\ufeff").lstrip("\r\n").split("\n", 1)[0][:5_000])
    return _FIRST_TAGS.issubset(names) and sum(len(name) == 2 for name in names) > 5


def read_isi_table(text: str, path: str) -> tuple[list[Reference], list[Problem]]:
    """The works of the table, and the rows that have more cells than the header.

    Cells are never quoted, so a quotation mark is text.
    """
    lines = split_lines(text.removeprefix("\ufeff"))
    first = next(index for index, line in enumerate(lines) if line.strip())
    tags = _cells(lines[first])
    references: list[Reference] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines[first + 1 :], start=first + 2):
        cells = _cells(line)
        if not any(cells):
            continue
        if any(cells[len(tags) :]):
            problems.append(_ragged(len(cells), len(tags), Location(path=path, line=number), line))
            continue
        found = tuple(
            TaggedLine(
                tag=tag, value=cell.replace("; ", "\n") if tag in _LISTS else cell, line=number
            )
            for tag, cell in zip(tags, cells, strict=False)
            if tag and cell
        )
        record = TaggedRecord(style=TaggedStyle.ISI, lines=found, line=number, raw=line)
        references.append(read_isi(record, path))
    return references, problems


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.rstrip("\r\n").split("\t")]


def _ragged(count: int, width: int, location: Location, line: str) -> Problem:
    return Problem(
        message=f"The row has {count} cells, but the header has {width} columns; the row was not "
        "read.",
        location=location,
        subject=location.path,
        way_out="Export the records again as tab-delimited file or plain text.",
        raw=line[:10_000],
        kind="unreadable_row",
    )
