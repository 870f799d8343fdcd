"""Whatever a text holds, a cell of a report shows it and never runs it."""

from __future__ import annotations

import csv
import io
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from needle_evidence.reporting.tables.csv_text import csv_bytes
from needle_evidence.reporting.tables.sheet_cells import LONGEST_CELL, lines_in_cell, sheet_text
from needle_evidence.reporting.tables.table import Column, Table

TEXTS = st.text(st.characters(exclude_categories=()), max_size=60) | st.text("=+-@'\t\r\n \"0.,;")


@given(TEXTS)
@example("\t=1+1")
@example("\ufeff=1+1")
@example("' =1")
def test_no_text_becomes_a_formula(text: str) -> None:
    column = Column(name="text", title="Text", about="Text.")
    table = Table(name="x", title="X", about="X.", columns=(column,), rows=((text,),))
    written = csv_bytes(table).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written, newline="")))
    cell = rows[1][0] if len(rows) > 1 and rows[1] else ""
    first = unicodedata.normalize("NFKC", cell[:1])
    assert first not in {"=", "+", "-", "@", "\t", "\r"} or is_number(cell)


@given(TEXTS)
@example("_x0041_")
@example("=1+1")
@example("http://example.org")
def test_a_sheet_shows_the_text(text: str) -> None:
    shown, cut = sheet_text(text)
    assert not cut
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as workbook:
        workbook.add_worksheet("a").write_string(0, 0, shown)
    read = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())).get_sheet_by_index(0)
    found = read.to_python(skip_empty_area=False)
    assert (found[0][0] if found else "") == shown


@given(st.text("a😀中 \n", max_size=40).map(lambda text: text * 3_000))
def test_a_cell_is_never_longer_than_a_sheet_holds(text: str) -> None:
    shown, cut = sheet_text(text)
    assert len(shown.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert cut == shown.endswith(" […]")
    assert lines_in_cell(shown, 20) >= 1


def is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return True
