"""What a spreadsheet program finds in a workbook: looks, notes, drop-downs, protection."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from needle_evidence.errors import UnwritableOutputError
from needle_evidence.formats.typed_table import Column
from needle_evidence.formats.workbook.sheet_tables import CLAIMS_SHEET, EVIDENCE_SHEET, SHEETS
from needle_evidence.formats.workbook.xlsx_writing import SheetContent, write_workbook
from tests.edited_workbook import cells_of

CLAIM = {"claim_id": "a-claim", "claim": "=1+1", "own": "https://x.y", "question": "other"}


def content(*rows: dict[str, str]) -> SheetContent:
    return SheetContent(
        table=CLAIMS_SHEET, columns=("claim", "own", "claim_id", "question"), rows=rows
    )


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_own_order_of_columns_and_offered_ones_last() -> None:
    names = cells_of(write_workbook([content(CLAIM)], []))["Claims"][0]
    assert names[:5] == ["claim_id", "claim", "question", "own", "topic"]


def test_nothing_is_a_formula_or_a_link() -> None:
    sheet = parts(write_workbook([content(CLAIM)], []))["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_ids_are_locked_and_all_else_is_not() -> None:
    files = parts(write_workbook([content(CLAIM)], []))
    sheet, styles = files["xl/worksheets/sheet1.xml"], files["xl/styles.xml"]
    looks = re.findall(r"<xf [^>]*/>|<xf [^>]*[^/]>.*?</xf>", styles.split("<cellXfs")[1])
    cell = re.search(r'<c r="A2" s="(\d+)"', sheet)
    assert cell is not None
    assert 'locked="0"' not in looks[int(cell[1])]
    assert 'numFmtId="49"' in looks[int(cell[1])]  # text
    columns = re.findall(r'<col [^>]*style="(\d+)"', sheet)
    assert columns
    assert all('locked="0"' in looks[int(style)] for style in columns)
    assert "<sheetProtection" in sheet
    assert "password" not in sheet
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet


def test_every_enumeration_has_a_drop_down() -> None:
    empty = [SheetContent(table=table, columns=table.column_names, rows=()) for table in SHEETS]
    files = parts(write_workbook(empty, []))
    for number, table in enumerate(SHEETS, start=1):
        sheet = files[f"xl/worksheets/sheet{number}.xml"]
        lists = re.findall(r'<formula1>"([^"]+)"</formula1>', sheet)
        wanted = [",".join(c.choices) for c in table.columns if c.holds in ("word", "judgement")]
        assert lists == wanted
        notes = files[f"xl/comments{number}.xml"]
        assert notes.count("<comment ") == len(table.columns)


def test_long_list_of_words_stands_in_a_hidden_sheet() -> None:
    words = tuple(f"a-rather-long-word-{n}" for n in range(20))
    column = Column(name="stance", holds="word", choices=words)
    table = replace(EVIDENCE_SHEET, columns=(*EVIDENCE_SHEET.columns[:5], column))
    data = write_workbook([SheetContent(table=table, columns=table.column_names, rows=())], [])
    assert cells_of(data)["needle-evidence words"] == [[word] for word in words]
    book = parts(data)
    assert "'needle-evidence words'!$A$1:$A$20" in book["xl/worksheets/sheet1.xml"]
    assert 'state="hidden"' in book["xl/workbook.xml"]


def test_too_many_columns_are_refused() -> None:
    wide = replace(content(), columns=tuple(f"c{n}" for n in range(17_000)))
    with pytest.raises(UnwritableOutputError, match="more than a spreadsheet holds"):
        write_workbook([wide], [])
