"""References as an Excel workbook, for reading and sorting in a spreadsheet."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence

from needle_evidence.errors import UnwritableOutputError
from needle_evidence.formats.reference_format import ReferenceFormat
from needle_evidence.formats.reference_table.table_writing import table_of, without_controls
from needle_evidence.model.reference import Reference

# Excel's own limits. XlsxWriter drops a longer cell without a word.
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_CUT = "… [cut]"
# The same input gives the same bytes.
_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_WIDTHS = {"title": 60, "author": 40, "journal": 30, "abstract": 60, "doi": 25}


def _write(references: Sequence[Reference]) -> bytes:
    """A sheet with the columns of the CSV format; every cell is text, none a formula or link.

    A cell over Excel's 32,767 characters ends in "… [cut]".
    """
    # Imported here as it is slow and only this export needs it.
    from xlsxwriter import Workbook

    header, rows = table_of(references)
    if len(references) >= _MOST_ROWS or len(header) > _MOST_COLUMNS:
        raise UnwritableOutputError(
            f"{len(references):,} references with {len(header):,} fields are more than an Excel "
            "sheet holds.",
            "Export them as CSV.",
        )
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as workbook:
        workbook.set_properties({"created": _CREATED})
        sheet = workbook.add_worksheet("references")
        bold = workbook.add_format({"bold": True})
        for column, name in enumerate(header):
            sheet.write_string(0, column, _cell(name), bold)
            sheet.set_column(column, column, _WIDTHS.get(name, 14))
        for row, texts in enumerate(rows, start=1):
            for column, text in enumerate(texts):
                if text:
                    sheet.write_string(row, column, _cell(text))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(references), len(header) - 1)
    return file.getvalue()


def _cell(text: str) -> str:
    text = without_controls(text)
    # Excel counts in UTF-16: a character beyond the first plane is two.
    if len(text.encode("utf-16-le")) // 2 <= _LONGEST_CELL:
        return text
    kept = text.encode("utf-16-le")[: (_LONGEST_CELL - len(_CUT)) * 2]
    return kept.decode("utf-16-le", "ignore") + _CUT


def _recognises(text: str) -> bool:
    del text  # a workbook is no text, and is only written
    return False


REFERENCE_FORMAT = ReferenceFormat(
    name="xlsx",
    about="an Excel workbook (only written)",
    endings=(".xlsx",),
    recognises=_recognises,
    write=_write,
)
