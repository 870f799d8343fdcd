"""Texts of table cells as the values that a spreadsheet shows, and such values as texts again."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from needle_evidence.errors import UsageError
from needle_evidence.formats.table_dates import read_dates
from needle_evidence.formats.table_splices import plain_cell
from needle_evidence.formats.typed_table import Column, written_form
from needle_evidence.formats.workbook.sheet_tables import OWN

# Excel's own limits for one cell; a longer text is dropped by writers without a word.
_LONGEST_TEXT = 32_767
_MOST_LINES = 250
# What XML cannot hold, and the controls that spreadsheets drop.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Spreadsheets count days from 1900 with a 29 February that never was.
_FIRST_DATE = datetime.date(1900, 3, 1)
_MOST_DIGITS = 15  # of a number in a spreadsheet

_GROUP = 3  # digits between which some write a comma


@dataclass(frozen=True, kw_only=True, slots=True)
class CellFault:
    """Why a cell of a workbook has no text that the table could hold."""

    message: str
    way_out: str


def placeholder(text: str) -> str:
    """What stands in a sheet for a text that no spreadsheet can hold; "" where one can."""
    if len(text) <= _LONGEST_TEXT // 2 and text.isprintable():
        return ""
    if _UNFIT.search(text):
        return "[not shown: it holds control characters; change it in the file]"
    # Counted in UTF-16: a character beyond the first plane is two.
    long = len(text) > _LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > _LONGEST_TEXT
    if long or text.count("\n") > _MOST_LINES:
        return f"[not shown: {len(text):,} characters are too many; change it in the file]"
    return ""


def shown_value(text: str, column: Column) -> str | float | datetime.date:
    """A cell as a spreadsheet shows it: a real date, a number, else text.

    text: of a column of dates in ISO form, as `iso_dates` gives it. What cannot be read stays
    text, and so does a number that a spreadsheet would round.
    """
    if column.holds == "date":
        date = _iso_date(text)
        return date if date is not None and date >= _FIRST_DATE else text
    if column.holds in ("number", "count"):
        number = _number(text, column)
        return text if number is None or _rounded(number) else float(number)
    return text


def iso_dates(texts: list[str]) -> list[str]:
    """A column of dates in ISO form; the order of day and month is that of the whole column.

    What is no date, or could be two, stays as it is.
    """
    dates = read_dates(texts).dates
    return [d.isoformat() if d else text for d, text in zip(dates, texts, strict=True)]


def given_text(value: object, column: Column) -> str | CellFault:
    """The text of a cell of a workbook.

    value: as the reader of workbooks gives it. A date or a time of day where a text belongs is
    a fault: the spreadsheet has made it of something else, such as 6-12. A column of the user's
    own takes everything.
    """
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return _number_text(value)
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date) and column.holds in ("date", OWN):
        return value.isoformat()
    if column.holds == OWN:
        return str(value)
    kind = "a date" if isinstance(value, datetime.date) else "a time of day"
    holds = {"number": "a number", "count": "a whole number", "date": "a date"}
    return CellFault(
        message=f"{column.name} holds {kind}, but {holds.get(column.holds, 'text')} belongs there; "
        "the spreadsheet may have made it of something else.",
        way_out="Format the cell as text, then write it again.",
    )


def meaning(text: str, column: Column) -> str:
    """What a cell says, in one spelling: 10.0 and 10 are the same, and so are 2 spellings of a day.

    A text that the column cannot hold means itself. Line breaks count as spaces.
    """
    plain = text if text.isprintable() else plain_cell(text)
    if column.holds in ("text", OWN) or not plain:
        return plain
    try:
        return _same_number(as_written(plain, column), column)
    except UsageError:
        return plain


def as_written(text: str, column: Column) -> str:
    """A changed cell as the table's file holds it.

    Raises UsageError, with the way out, for a text that the column cannot hold.
    """
    if column.holds in ("text", OWN):
        return text
    written = written_form(plain_cell(text), column)
    return format(Decimal(written), "f") if written and column.holds == "number" else written


def with_decimal_comma(number: str) -> str:
    """A number as a file with decimal commas writes it, unless 1,463 could be read from it."""
    before, point, decimals = number.partition(".")
    return f"{before},{decimals}" if point and len(decimals) != _GROUP else number


def _same_number(text: str, column: Column) -> str:
    if column.holds != "number":
        return text
    number = Decimal(text)
    return format(number.normalize(), "f") if number else "0"


def _iso_date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _number(text: str, column: Column) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(as_written(text, column))
    except (UsageError, InvalidOperation):
        return None


def _rounded(number: Decimal) -> bool:
    digits = len(number.normalize().as_tuple().digits)
    return digits > _MOST_DIGITS or Decimal(repr(float(number))) != number


def _number_text(value: float) -> str:
    number = Decimal(repr(value))
    if not number.is_finite():
        return str(value)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
