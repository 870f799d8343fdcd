"""Tables as files: what other programs read is what was written, whatever the text."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import pytest
from python_calamine import CalamineWorkbook

from needle_evidence.api.checking import check_library
from needle_evidence.api.evidence import evidence_view
from needle_evidence.model.audience import Audience
from needle_evidence.reporting.evidence.csv import REPORT_FORMAT as CSV
from needle_evidence.reporting.evidence.datapackage import REPORT_FORMAT as DATAPACKAGE
from needle_evidence.reporting.evidence.xlsx import REPORT_FORMAT as XLSX
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import RenderedReport, ReportFormat, ReportOptions
from needle_evidence.reporting.tables.csv_text import csv_bytes, csv_cell
from needle_evidence.reporting.tables.report_tables import report_tables
from needle_evidence.reporting.tables.sheet_cells import (
    LONGEST_CELL,
    decimal_places,
    lines_in_cell,
    sheet_number,
    sheet_text,
)
from needle_evidence.reporting.tables.table import Cell, Column, Table
from needle_evidence.reporting.tables.work_list_table import work_list_table
from needle_evidence.workspace import load, open_project
from tests.awkward_project import FORMULA, HOSTILE, awkward_project
from tests.reference_pages import ROOT

LONG = "Wort und Wörter 😀 " * 2_300  # more than 40,000 characters
EDITOR = ReportOptions(audience=Audience.EDITOR)


def view_of(folder: Path) -> EvidenceView:
    project = open_project(folder)
    library = load(project)
    return evidence_view(project, library, check_library(library, project.config), style="ama")


@pytest.fixture(scope="module")
def example() -> EvidenceView:
    return view_of(ROOT)


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> EvidenceView:
    folder = tmp_path_factory.mktemp("awkward")
    files = awkward_project()
    header, _, rest = files["claims.csv"].partition("\n")
    long_claim = f"very-long,{LONG},,treatment_benefit,,,,\nliteral,_x0041_ bad\x0b\ufffe,,,,,,\n"
    files["claims.csv"] = f"{header}\n{long_claim}{rest}"
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return view_of(folder)


def written(
    form: ReportFormat, view: EvidenceView, options: ReportOptions | None = None
) -> RenderedReport:
    return form.render(view, options or ReportOptions())


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def as_read(cell: Cell, column: Column) -> object:
    """What a spreadsheet program should find in a cell."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if cell is None:
        return ""
    if isinstance(cell, int | Decimal):
        return float(cell)
    if isinstance(cell, datetime.date):
        return cell
    return sheet_text(cell.replace("_", " ") if column.choices else cell)[0]


@pytest.mark.parametrize("source", ["example", "awkward"])
def test_workbook_holds_every_cell(source: str, request: pytest.FixtureRequest) -> None:
    view = request.getfixturevalue(source)
    report = written(XLSX, view)
    read = sheets(report.files["evidence.xlsx"])
    assert list(read)[-1] == "About"
    for table in report_tables(view):
        shown = [at for at, column in enumerate(table.columns) if not column.for_programs]
        found = read[table.title]
        assert found[0] == [table.columns[at].title for at in shown]
        assert len(found) == len(table.rows) + 1
        for row, cells in zip(table.rows, found[1:], strict=True):
            assert cells == [as_read(row[at], table.columns[at]) for at in shown]


def test_what_excel_would_decode_stays_as_written(awkward: EvidenceView) -> None:
    claims = sheets(written(XLSX, awkward).files["evidence.xlsx"])["Claims"]
    (text,) = [row[1] for row in claims if row[0] == "literal"]
    assert text == "_x0041_ bad\\x0b\\ufffe"


def test_workbook_has_no_formula_no_link_no_macro(awkward: EvidenceView) -> None:
    for options in (ReportOptions(), EDITOR):
        (content,) = written(XLSX, awkward, options).files.values()
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            for name in book.namelist():
                text = book.read(name).decode()
                assert "<f>" not in text
                assert "hyperlink" not in text
                assert "TargetMode" not in text
                assert not name.endswith(".bin")


def test_a_cell_that_is_too_long_is_cut_and_told(awkward: EvidenceView) -> None:
    report = written(XLSX, awkward)
    claims = sheets(report.files["evidence.xlsx"])["Claims"]
    number = next(at for at, row in enumerate(claims) if row[0] == "very-long")
    cell = claims[number][1]
    assert cell.endswith(" […]")
    assert len(cell.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert LONG.startswith(cell.removesuffix(" […]"))
    assert any(
        remark.startswith("evidence.xlsx, sheet Claims: cut") and f"B{number + 1}" in remark
        for remark in report.remarks
    )


def test_nothing_is_told_where_nothing_was_cut(example: EvidenceView) -> None:
    assert written(XLSX, example).remarks == ()


def test_workbook_is_ready_to_read_and_print(example: EvidenceView) -> None:
    with zipfile.ZipFile(io.BytesIO(written(XLSX, example).files["evidence.xlsx"])) as book:
        names = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        for name in sorted(names)[:-1]:
            sheet = book.read(name).decode()
            assert 'state="frozen"' in sheet
            assert "<autoFilter" in sheet
            assert 'orientation="landscape"' in sheet
            assert 'fitToHeight="0"' in sheet
            assert "Page &amp;P of &amp;N" in sheet
        workbook = book.read("xl/workbook.xml").decode()
        assert workbook.count("_xlnm.Print_Titles") == len(names) - 1


def test_work_list_can_be_ticked(example: EvidenceView) -> None:
    content = written(XLSX, example, EDITOR).files["work-list.xlsx"]
    read = sheets(content)
    assert list(read) == ["Work list", "About"]
    assert [row[0] for row in read["Work list"][1:]] == ["☐"] * len(example.work)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert "☐,☑" in book.read("xl/worksheets/sheet1.xml").decode()


def test_about_says_what_the_tables_are_not(example: EvidenceView) -> None:
    about = sheets(written(XLSX, example).files["evidence.xlsx"])["About"]
    text = " ".join(str(cell) for row in about for cell in row)
    assert "It is no clinical or legal advice." in text
    assert "not a GRADE panel assessment" in text
    assert "OCEBM Levels of Evidence Working Group" in text
    assert "⊕⊕◯◯ low" in text
    assert f"{example.headline.stand} stand" in text


@pytest.mark.parametrize("form", [XLSX, CSV, DATAPACKAGE], ids=lambda form: form.name)
def test_same_view_same_bytes(form: ReportFormat, awkward: EvidenceView) -> None:
    assert dict(written(form, awkward).files) == dict(written(form, awkward).files)


@pytest.mark.parametrize("source", ["example", "awkward"])
def test_csv_reads_back(source: str, request: pytest.FixtureRequest) -> None:
    view = request.getfixturevalue(source)
    files = written(CSV, view).files
    tables = report_tables(view)
    assert list(files) == [f"tables/{table.name}.csv" for table in tables]
    for table in tables:
        text = files[f"tables/{table.name}.csv"].decode("utf-8-sig")
        header, *found = csv.reader(io.StringIO(text, newline=""))
        assert header == [column.name for column in table.columns]
        assert found == [[csv_cell(cell) for cell in row] for row in table.rows]


def test_csv_is_what_spreadsheets_expect(example: EvidenceView) -> None:
    for content in written(CSV, example).files.values():
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")


def test_no_csv_cell_is_a_formula(awkward: EvidenceView) -> None:
    tables = (*report_tables(awkward), work_list_table(awkward))
    started = 0
    for table in tables:
        text = csv_bytes(table).decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                assert cell[:1] not in "=+@\t\r" or not cell
                assert not cell.startswith("-") or re.fullmatch(r"-\d+(\.\d+)?", cell)
                assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", cell)
                started += cell.startswith("'=")
    assert started


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (FORMULA, f"'{FORMULA}"),
        ("-2 points", "'-2 points"),
        ("-14.4", "-14.4"),
        ("＝1+1", "'＝1+1"),
        ("\t=1+1", "'=1+1"),
        ("@you", "'@you"),
        ("a\x00b\u202ec", "a\\x00b\\u202ec"),
        ("مرحبا 中文", "مرحبا 中文"),
        ("'quoted'", "'quoted'"),
    ],
)
def test_text_of_a_csv_cell(text: str, shown: str) -> None:
    assert csv_cell(text) == shown


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Decimal("-14.40"), "-14.40"),
        (Decimal("1E+3"), "1000"),
        (True, "true"),
        (0, "0"),
        (None, ""),
        (datetime.date(2026, 1, 2), "2026-01-02"),
    ],
)
def test_value_of_a_csv_cell(cell: Cell, shown: str) -> None:
    assert csv_cell(cell) == shown


def test_editor_has_the_work_list_as_csv(example: EvidenceView) -> None:
    files = written(CSV, example, EDITOR).files
    assert list(files) == ["work-list.csv"]
    text = files["work-list.csv"].decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(found) == len(example.work) > 0
    assert found[0]["file"]
    assert found[0]["task"] == example.work[0].task


@pytest.mark.parametrize(
    ("number", "stored"),
    [
        (Decimal("-14.4"), -14.4),
        (84, 84.0),
        (12345678901234567, None),
        (Decimal("0.1234567890123456789"), None),
        (Decimal("1E+400"), None),
        (10**400, None),
    ],
)
def test_number_of_a_sheet(number: int | Decimal, stored: float | None) -> None:
    assert sheet_number(number) == stored


def test_digits_after_the_point_are_kept() -> None:
    assert decimal_places(Decimal("0.30")) == 2
    assert decimal_places(Decimal("1E+2")) == 0
    assert decimal_places(7) == 0


def test_text_of_a_sheet() -> None:
    assert sheet_text("a\x00\x1b\u202e\ufffe") == ("a\\x00\\x1b\\u202e\\ufffe", False)
    assert sheet_text("x" * LONGEST_CELL) == ("x" * LONGEST_CELL, False)
    shown, cut = sheet_text("😀" * LONGEST_CELL)
    assert cut
    assert shown.endswith("😀 […]")


def test_height_of_a_row() -> None:
    assert lines_in_cell("", 10) == 1
    assert lines_in_cell("short", 10) == 1
    assert lines_in_cell("a\nb", 10) == 2
    assert lines_in_cell("word " * 10, 13) == 5
    assert lines_in_cell("中" * 10, 13) == 2
    assert lines_in_cell("x" * 10_000_000, 13) == 200


def test_package_is_valid(example: EvidenceView, awkward: EvidenceView, tmp_path: Path) -> None:
    for name, view in (("example", example), ("awkward", awkward)):
        folder = unpacked(written(DATAPACKAGE, view), tmp_path / name)
        report = frictionless.validate(str(folder / "tables" / "datapackage.json"))
        assert report.flatten(["type", "note", "rowNumber", "fieldName"]) == []
        assert [task.name for task in report.tasks] == [one.name for one in report_tables(view)]


def test_package_finds_what_was_damaged(example: EvidenceView, tmp_path: Path) -> None:
    folder = unpacked(written(DATAPACKAGE, example), tmp_path) / "tables"
    claims, evidence = folder / "claims.csv", folder / "evidence.csv"
    table = claims.read_bytes().decode()
    claims.write_bytes(table.replace("treatment_benefit", "benefit", 1).encode())
    table = evidence.read_bytes().decode()
    table = re.sub(",-14.4,", ",minus,", table, count=1).replace("kietrys", "nobody", 1)
    evidence.write_bytes(table.encode())
    report = frictionless.validate(str(folder / "datapackage.json"))
    found = {(name, kind) for name, kind in map(tuple, report.flatten(["fieldName", "type"]))}
    assert {("question", "constraint-error"), ("effect", "type-error")} <= found
    assert "foreign-key" in {kind for _, kind in found}


def test_package_claims_no_key_that_does_not_hold(
    example: EvidenceView, awkward: EvidenceView
) -> None:
    schemas = {
        name: {
            one["name"]: one["schema"]
            for one in json.loads(written(DATAPACKAGE, view).files["tables/datapackage.json"])[
                "resources"
            ]
        }
        for name, view in (("example", example), ("awkward", awkward))
    }
    assert schemas["example"]["claims"]["primaryKey"] == ["claim_id"]
    assert "primaryKey" not in schemas["awkward"]["claims"]
    assert [key["reference"]["resource"] for key in schemas["example"]["evidence"]["foreignKeys"]]
    assert [
        key["reference"]["resource"] for key in schemas["awkward"]["evidence"]["foreignKeys"]
    ] == ["references"]


def test_package_invents_nothing(example: EvidenceView) -> None:
    described = json.loads(written(DATAPACKAGE, example).files["tables/datapackage.json"])
    assert not {"licenses", "created", "version", "contributors", "homepage"} & set(described)
    assert "no clinical or legal advice" in described["description"]


def test_hostile_text_is_in_the_tables(awkward: EvidenceView) -> None:
    kept = written(CSV, awkward).files["tables/claims.csv"].decode("utf-8-sig")
    start = HOSTILE.partition("\x1b")[0]
    assert start in kept


def unpacked(report: RenderedReport, folder: Path) -> Path:
    for name, content in report.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_empty_project_has_empty_tables() -> None:
    table = Table(name="x", title="X", about="None.", columns=(), rows=())
    assert csv_bytes(table) == b"\xef\xbb\xbf\r\n"
