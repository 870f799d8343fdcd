"""Tables of words that ship as data: each a CSV file beside this module."""

from __future__ import annotations

import csv
import importlib.resources
import io
from collections.abc import Mapping
from functools import cache


@cache
def data_table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of `data/NAME.csv`, by column; cells are trimmed. Read once per process."""
    file = importlib.resources.files("needle_evidence.language") / "data" / f"{name}.csv"
    rows = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
    return tuple({column: (cell or "").strip() for column, cell in row.items()} for row in rows)
