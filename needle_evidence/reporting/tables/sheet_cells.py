"""Cells as a spreadsheet program can hold them: cut to its limit, numbers that it keeps whole."""

from __future__ import annotations

import math
import unicodedata
from decimal import Decimal

from needle_evidence.formats.reference_table.table_writing import without_controls
from needle_evidence.model.plain_text import visible

# Excel's limit, in UTF-16 units; what writes the file drops a longer cell without a word.
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576
CUT = " […]"
_LOST_TO_WORDS = 3  # places at the end of a wrapped line that the next word does not fit into
_LOOKED_AT = 2_000  # characters; what is longer fills the highest row that there is


def sheet_text(text: str) -> tuple[str, bool]:
    """The text as a cell can hold it, and whether it was cut.

    Control characters and those that turn the direction of writing are written out.
    """
    text = without_controls(visible(text))
    # A character beyond the first plane counts as two.
    if len(text) * 2 <= LONGEST_CELL or len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return text, False
    kept = text.encode("utf-16-le")[: (LONGEST_CELL - len(CUT)) * 2]
    return kept.decode("utf-16-le", "ignore").rstrip() + CUT, True


def sheet_number(number: int | Decimal) -> float | None:
    """The number as a spreadsheet stores it, None where it could not be told from another."""
    try:
        stored = float(number)
    except OverflowError:
        return None
    same = math.isfinite(stored) and Decimal(repr(stored)) == number
    return stored if same else None


def decimal_places(number: int | Decimal) -> int:
    """How many digits stand after the point, as recorded: 2 for 0.30."""
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def lines_in_cell(text: str, width: int) -> int:
    """About how many lines a text takes in a column of so many places; 1 for no text.

    Not every program fits the height of a row to what is wrapped in it.
    """
    usable = max(width - _LOST_TO_WORDS, 3)
    total = 0
    for paragraph in text[:_LOOKED_AT].split("\n"):
        places = _places(paragraph)
        total += 1 if places <= width else math.ceil(places / usable)
    return total


def _places(text: str) -> int:
    """How many places of a column the text takes; East Asian signs and "⊕" take two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
