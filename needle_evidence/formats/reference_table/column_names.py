"""Which column of which export holds which field: a table of synonyms."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from needle_evidence.language.data_table import data_table

DELIMITERS = ",;\t|"
_LONGEST_HEADER = 50_000
# A table of references has at least one of these.
_TELLING = frozenset({"title", "author", "doi", "pmid"})


@cache
def columns_by_field() -> Mapping[str, tuple[str, ...]]:
    """The names of columns by field, the one that says most first.

    Beside BibTeX's fields there are `date`, `first_page`, `last_page`, `source` (Embase's line
    with journal, year and pages), `citation` (PubMed's), `open_url`, `entry_type`, `citekey`.
    """
    columns: dict[str, list[str]] = {}
    for row in data_table("reference_columns"):
        columns.setdefault(row["field"], []).append(row["column"])
    return MappingProxyType({field: tuple(names) for field, names in columns.items()})


@cache
def field_by_column() -> Mapping[str, str]:
    """The field of each column that is read."""
    return {row["column"]: row["field"] for row in data_table("reference_columns")}


@cache
def known_columns() -> frozenset[str]:
    """Every name of a column that is read, as `column_key` writes it."""
    return frozenset(row["column"] for row in data_table("reference_columns"))


def column_key(name: str) -> str:
    """A column's name for comparing: lower case, blanks and hyphens as underscores."""
    bare = name.strip().strip("\ufeff").strip('"').strip()
    return re.sub(r"[\s_-]+", "_", bare).casefold()


def known_in_line(line: str) -> frozenset[str]:
    """The fields that a line names as the header of a table, under its best delimiter."""
    fields = field_by_column()
    best: frozenset[str] = frozenset()
    for delimiter in DELIMITERS if len(line) <= _LONGEST_HEADER else "":
        names = map(column_key, line_cells(line, delimiter))
        found = frozenset(fields[name] for name in names if name in fields)
        best = max(best, found, key=len)
    return best


def is_header(line: str) -> bool:
    """Whether a line is, for certain, the header of a table of references."""
    known = known_in_line(line)
    return len(known) > 1 and bool(known & _TELLING)


def line_cells(line: str, delimiter: str) -> list[str]:
    """The cells of one line; [] where it is none."""
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return []
