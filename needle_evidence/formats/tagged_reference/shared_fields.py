"""Fields that several tagged formats spell alike: dates, pages and serial numbers."""

from __future__ import annotations

from needle_evidence.formats.reference_fields import fit_citekey
from needle_evidence.formats.tagged_lines import TaggedLine
from needle_evidence.formats.tagged_reference.cell_values import (
    PrintedDate,
    is_isbn_like,
    isbns_of,
    issns_of,
    month_number,
    only_numbers,
    pages_of,
    plain,
    read_date,
    says_something,
)
from needle_evidence.formats.tagged_reference.collected_fields import CollectedFields


def put_date(cells: CollectedFields, *tags: str) -> None:
    """Sets year, month and day from the first of these tags that have them.

    A line is used where it says nothing more than these fields do.
    """
    dates = [(cell, read_date(cell.value)) for cell in cells.cells(*tags)]
    for cell, date in dates:
        cells.put("year", date.year, cell.line)
    for cell, date in dates:
        if date.month and date.year in ("", cells["year"]) and not cells["month"]:
            cells.put("month", date.month, cell.line)
            cells.put("day", date.day, cell.line)
    for cell, date in dates:
        if date.whole and _is_said(date, cells):
            cells.use(cell)


def iso_date(date: PrintedDate) -> str:
    """A date with year, month and day as 2024-08-09, "" for any other."""
    number = month_number(date.month)
    if not (date.whole and date.year and number and date.day):
        return ""
    return f"{date.year}-{number:02}-{int(date.day):02}"


def put_pages(cells: CollectedFields, first_tag: str, last_tag: str) -> None:
    """Sets `pages` from a first and a last page, either of which may hold the whole span."""
    firsts, lasts = cells.cells(first_tag), cells.cells(last_tag)
    if not firsts or not (first := pages_of(firsts[0].value)):
        return
    last = pages_of(lasts[0].value) if lasts else ""
    pages = f"{first}-{last}" if last and last != first and "-" not in first else first
    cells.put("pages", pages, firsts[0].line)
    cells.use(firsts[0])
    if last and (pages == last or pages.endswith(f"-{last}")):
        cells.use(lasts[0])


def put_serial_numbers(cells: CollectedFields, *tags: str) -> None:
    """Sets `isbn` and `issn` by the form of the numbers, several with "; " between.

    A line that says more ("(Electronic)") stays under its own tag as well.
    """
    found: dict[str, dict[str, int]] = {"isbn": {}, "issn": {}}
    for cell in cells.cells(*tags):
        name, numbers = _numbers(cell)
        for number in numbers:
            found[name].setdefault(number, cell.line)
        if numbers and only_numbers(cell.value, numbers):
            cells.use(cell)
    for name, all_numbers in found.items():
        for line in list(all_numbers.values())[:1]:
            cells.put(name, "; ".join(all_numbers), line)


def identifier_only(value: str) -> str:
    """A value in one word, as addresses and identifiers are; "" for any other."""
    text = plain(value)
    return text if says_something(text) and " " not in text else ""


def citekey_of(value: str) -> str:
    """A file's own label where it is fit for a citekey and begins with a letter; else "".

    Databases' record numbers ("016-598-600-357-16X") are none.
    """
    label = plain(value)
    return fit_citekey(label) if label[:1].isalpha() else ""


def _numbers(cell: TaggedLine) -> tuple[str, list[str]]:
    value = plain(cell.value)
    if isbns := isbns_of(value):
        return "isbn", isbns
    return "issn", [] if is_isbn_like(value) else issns_of(value)


def _is_said(date: PrintedDate, cells: CollectedFields) -> bool:
    return all(
        part in ("", cells[name])
        for name, part in (("year", date.year), ("month", date.month), ("day", date.day))
    )
