"""`workbook out` and `workbook in`, as their user would run them."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pytest

from tests.conftest import CLAIMS, MakeProject, Run
from tests.edited_workbook import (
    HIDDEN,
    Cells,
    Formula,
    add_row,
    cells_of,
    edit_workbook,
    saved,
    set_cell,
)
from tests.whole.test_read_only import state_of

EVIDENCE_PATH = "appraisal/evidence.csv"
EVIDENCE = (
    "\ufeffclaim_id;citekey;outcome;comparator;timepoint;stance;effect;participants;appraised_on;mine\r\n"
    "treats-heel-pain;cotchett2014;pain;sham;6 weeks;supports;-14,4;84;31.12.2025;x\r\n"
    "treats-heel-pain;cotchett2014;pain;sham;12 weeks;neutral;10.0;84;05.01.2026;\r\n"
)
FILES = {EVIDENCE_PATH: EVIDENCE}
SAMPLES = Path(__file__).parents[1] / "samples" / "workbooks"


@pytest.fixture
def project(make_project: MakeProject, run: Run) -> Path:
    folder = make_project(FILES)
    ended = run("workbook", "out", "-p", folder)
    assert ended.code == 0, ended.err
    assert "Claims 2, Evidence 2, Certainty 0, Searches 0." in ended.out
    return folder


def text(project: Path, path: str = EVIDENCE_PATH) -> str:
    return (project / path).read_bytes().decode("utf-8")


def workbook(project: Path) -> Path:
    return project / "workbook.xlsx"


def test_workbook_without_edits_changes_nothing(project: Path, run: Run) -> None:
    before = state_of(project)
    ended = run("workbook", "in", "-p", project)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[-1].endswith("nothing was changed.")
    edit_workbook(workbook(project), lambda sheets: None)  # saved by another program
    before["workbook.xlsx"] = state_of(project)["workbook.xlsx"]
    assert run("workbook", "in", "-p", project).code == 0
    assert state_of(project) == before


def test_cells_are_dates_numbers_and_text(project: Path) -> None:
    sheets = cells_of(workbook(project).read_bytes())
    rows = [dict(zip(sheets["Evidence"][0], row, strict=True)) for row in sheets["Evidence"][1:]]
    assert rows[0]["appraised_on"] == datetime.date(2025, 12, 31)
    assert [row["effect"] for row in rows] == [-14.4, 10.0]
    assert rows[0]["mine"] == "x"
    assert sheets["Evidence"][0][-1] == "note"  # known columns that the file lacks are offered
    assert sheets["Searches"] == [
        ["claim_id", "topic", "searched_on", "by", "source", "query", "found"]
    ]


def test_same_tables_give_the_same_bytes(project: Path, run: Run) -> None:
    first = workbook(project).read_bytes()
    assert run("workbook", "out", "-p", project, "--replace").code == 0
    assert workbook(project).read_bytes() == first


def test_only_changed_cells_change_in_the_file(project: Path, run: Run) -> None:
    def change(sheets: Cells) -> None:
        set_cell(sheets, "Evidence", "treats-heel-pain", "stance", "refutes")
        set_cell(sheets, "Evidence", "treats-heel-pain", "effect", -3)
        set_cell(sheets, "Evidence", "treats-heel-pain", "appraised_on", datetime.date(2026, 1, 2))

    edit_workbook(workbook(project), change)
    before = state_of(project)
    shown = run("workbook", "in", "-p", project, "--dry-run")
    assert shown.code == 0
    assert (
        "+treats-heel-pain;cotchett2014;pain;sham;6 weeks;refutes;-3;84;2026-01-02;x" in shown.out
    )
    assert "Nothing was written (--dry-run)." in shown.out
    assert state_of(project) == before
    ended = run("workbook", "in", "-p", project)
    assert ended.code == 0
    assert f"{EVIDENCE_PATH} changed: 1 row changed." in ended.out
    wanted = EVIDENCE.replace("supports;-14,4;84;31.12.2025", "refutes;-3;84;2026-01-02")
    assert text(project) == wanted
    again = run("workbook", "in", "-p", project)
    assert again.code == 0
    assert text(project) == wanted


def test_both_sides_are_put_together(project: Path, run: Run) -> None:
    edit_workbook(
        workbook(project),
        lambda sheets: set_cell(sheets, "Evidence", "treats-heel-pain", "stance", "refutes"),
    )
    (project / EVIDENCE_PATH).write_bytes(EVIDENCE.replace("-14,4;84", "-14,4;90").encode())
    ended = run("workbook", "in", "-p", project)
    assert ended.code == 0
    assert "was changed since the workbook was made" in ended.out
    assert "refutes;-14,4;90;" in text(project)


def test_conflict_is_shown_and_left(project: Path, run: Run) -> None:
    def change(sheets: Cells) -> None:
        set_cell(sheets, "Evidence", "treats-heel-pain", "stance", "refutes")
        set_cell(sheets, "Evidence", "treats-heel-pain", "participants", 85)

    edit_workbook(workbook(project), change)
    (project / EVIDENCE_PATH).write_bytes(EVIDENCE.replace(";supports;", ";neutral;").encode())
    ended = run("workbook", "in", "-p", project, "--quiet")
    assert ended.code == 1
    assert f"Evidence!F2: stance was changed here and in {EVIDENCE_PATH}, line 2:" in ended.out
    assert "exported  supports\n  workbook  refutes\n  file      neutral\n" in ended.out
    assert ";neutral;-14,4;85;" in text(project)  # what is certain was taken
    taken = run("workbook", "in", "-p", project, "--take-workbook")
    assert taken.code == 0
    assert ";refutes;-14,4;85;" in text(project)


def test_sorted_moved_renamed_and_extra_things_do_not_matter(project: Path, run: Run) -> None:
    def change(sheets: Cells) -> None:
        rows = sheets.pop("Evidence")
        rows[1:] = [rows[2], [""] * len(rows[0]), rows[1]]
        for row in rows:
            row.insert(1, "scratch" if row is rows[0] else 7)
        sheets["Befunde"] = [[""] * len(rows[0]), *rows]
        sheets["My notes"] = [["anything"]]

    edit_workbook(workbook(project), change)
    before = state_of(project)
    ended = run("workbook", "in", "-p", project)
    assert "no column scratch; it was left out" in ended.out
    # The row that holds nothing but the scratch number has no claim.
    assert ended.code == 1
    assert "Befunde!A4: the row has no claim_id and no citekey" in ended.out
    assert state_of(project) == before


def test_rows_come_and_go(project: Path, run: Run) -> None:
    def change(sheets: Cells) -> None:
        del sheets["Evidence"][1]
        add_row(
            sheets, "Evidence", claim_id="reduces-hip-pain", citekey="cotchett2014",
            stance="Neutral", effect=0.5, appraised_on="2026-02-03", note="new; here",
        )  # fmt: skip
        add_row(sheets, "Searches", topic="Pain", searched_on=datetime.date(2026, 2, 4), by="R")
        add_row(sheets, "Claims", claim_id="new-claim", claim="Dry needling eases arms.")

    edit_workbook(workbook(project), change)
    ended = run("workbook", "in", "-p", project)
    assert ended.code == 0, ended.out
    lines = text(project).split("\r\n")
    assert lines[0].endswith(";mine;note")
    assert "6 weeks" not in text(project)
    assert lines[2] == 'reduces-hip-pain;cotchett2014;;;;neutral;0.5;;2026-02-03;;"new; here"'
    assert text(project, "appraisal/searches.csv") == (
        "\ufeffclaim_id,topic,searched_on,by,source,query,found\n,Pain,2026-02-04,R,,,\n"
    )
    assert text(project, "claims.csv") == CLAIMS + "new-claim,Dry needling eases arms.,,,\n"
    assert f"{EVIDENCE_PATH} changed: 1 row added, 1 removed." in ended.out


def test_deleted_row_that_the_file_changed_stays(project: Path, run: Run) -> None:
    edit_workbook(workbook(project), lambda sheets: sheets["Evidence"].pop(1))
    changed = EVIDENCE.replace("-14,4;84", "-14,4;90")
    (project / EVIDENCE_PATH).write_bytes(changed.encode())
    ended = run("workbook", "in", "-p", project)
    assert ended.code == 1
    assert "deleted in the workbook, but changed in" in ended.out
    assert text(project) == changed


def test_emptied_sheet_removes_nothing(project: Path, run: Run) -> None:
    edit_workbook(workbook(project), lambda sheets: sheets["Claims"].__delitem__(slice(1, None)))
    ended = run("workbook", "in", "-p", project)
    assert ended.code == 1
    assert "Claims: the sheet has no rows any more; none was taken out of the table." in ended.out
    assert text(project, "claims.csv") == CLAIMS
    edit_workbook(workbook(project), lambda sheets: sheets.__delitem__("Claims"))
    gone = run("workbook", "in", "-p", project)
    assert gone.code == 0
    assert "has no sheet Claims any more; claims.csv stays." in gone.out


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("stance", "perhaps", "Evidence!F2: stance “perhaps” is none of the known words"),
        ("effect", "14 mm", "Evidence!G2: effect “14 mm” is no number."),
        ("participants", 84.5, "is no whole number"),
        ("participants", -3, "is no whole number"),
        ("appraised_on", "03/04/2026", "could be day-month or month-day"),
        ("appraised_on", "soon", "is no date"),
        ("timepoint", datetime.date(2026, 12, 6), "timepoint holds a date, but text belongs there"),
        ("mine", "=HYPERLINK(0)", "begins with “=”"),
        ("mine", "a\x07b", "control character"),
        ("effect", Formula("=1+1|2"), "a formula stands there"),
        ("effect", Formula("=1/0|#DIV/0!"), "Evidence!G2: the spreadsheet shows an error there"),
        ("citekey", "", "the row has no citekey"),
    ],
)
def test_bad_cell_is_told_and_its_row_left(
    project: Path, run: Run, column: str, value: object, told: str
) -> None:
    def change(sheets: Cells) -> None:
        set_cell(sheets, "Evidence", "treats-heel-pain", "comparator", "sham")
        set_cell(sheets, "Evidence", "treats-heel-pain", column, value)
        sheets["Evidence"][2][sheets["Evidence"][0].index("mine")] = "taken"

    edit_workbook(workbook(project), change)
    ended = run("workbook", "in", "-p", project)
    assert ended.code == 1
    assert told in ended.out
    before, after = EVIDENCE.split("\r\n"), text(project).split("\r\n")
    assert after[-2] == f"{before[2]}taken"
    if column not in ("timepoint", "citekey"):  # a key that was typed over is a row that went
        assert after[:2] == before[:2]


def test_id_typed_over_is_shown_as_two_rows(project: Path, run: Run) -> None:
    edit_workbook(
        workbook(project),
        lambda sheets: set_cell(sheets, "Claims", "reduces-hip-pain", "claim_id", "eases-hip-pain"),
    )
    ended = run("workbook", "in", "-p", project, "--dry-run")
    assert ended.code == 0
    assert "Rather use `needle-evidence rename-claim`." in ended.out
    assert "claims.csv would change: 1 row added, 1 removed." in ended.out


def test_rows_with_the_same_key_are_told(project: Path, run: Run) -> None:
    def change(sheets: Cells) -> None:
        sheets["Evidence"].append(list(sheets["Evidence"][1]))
        sheets["Evidence"][-1][sheets["Evidence"][0].index("stance")] = "neutral"

    edit_workbook(workbook(project), change)
    ended = run("workbook", "in", "-p", project)
    assert ended.code == 1
    assert "another row has the same claim_id, citekey" in ended.out
    assert text(project) == EVIDENCE


def test_lost_hidden_sheet(project: Path, run: Run) -> None:
    def change(sheets: Cells) -> None:
        del sheets[HIDDEN]
        sheets["Evidence"].pop(1)
        sheets["Evidence"][1][sheets["Evidence"][0].index("stance")] = "supports"

    edit_workbook(workbook(project), change)
    refused = run("workbook", "in", "-p", project)
    assert refused.code == 2
    assert "has lost the hidden sheet" in refused.err
    assert text(project) == EVIDENCE
    assert run("workbook", "in", "-p", project, "--take-workbook").code == 0
    assert text(project) == EVIDENCE.replace("neutral", "supports")  # and no row went


def test_long_and_odd_cells_survive(make_project: MakeProject, run: Run) -> None:
    odd = ["00123", "1-2", "MAR1", "x" * 40_000, "a\x0bb", "tru", "p. 5\n  next; line", "_x0041_"]
    rows = "".join(f'id-{n}x,"{cell}",=1+1,007\n' for n, cell in enumerate(odd))
    content = f"claim_id,claim,note,own\n{rows}"
    project = make_project({"claims.csv": content})
    ended = run("workbook", "out", "-p", project)
    assert "a cell that no spreadsheet can hold" in ended.out
    edit_workbook(workbook(project), lambda sheets: None)
    assert run("workbook", "in", "-p", project).code == 0
    assert text(project, "claims.csv") == content
    edit_workbook(
        workbook(project), lambda sheets: set_cell(sheets, "Claims", "id-3x", "own", "008")
    )
    assert run("workbook", "in", "-p", project).code == 0
    wanted = content.replace(f'id-3x,"{odd[3]}",=1+1,007', f'id-3x,"{odd[3]}",=1+1,008')
    assert wanted != content
    assert text(project, "claims.csv") == wanted


def test_unreadable_row_stays_and_is_told(make_project: MakeProject, run: Run) -> None:
    project = make_project({"claims.csv": CLAIMS + "broken-row,a,b,c,d,e,f\n"})
    out = run("workbook", "out", "-p", project)
    assert "rows that cannot be read are not in the workbook" in out.out

    def change(sheets: Cells) -> None:
        add_row(sheets, "Claims", claim_id="broken-row", claim="Again.")
        set_cell(sheets, "Claims", "treats-heel-pain", "topic", "Feet")

    edit_workbook(workbook(project), change)
    ended = run("workbook", "in", "-p", project)
    assert ended.code == 1
    assert "line 4 of claims.csv cannot be read and may be this row" in ended.out
    wanted = CLAIMS.replace("heel pain.,Pain", "heel pain.,Feet") + "broken-row,a,b,c,d,e,f\n"
    assert text(project, "claims.csv") == wanted


def test_existing_workbook_is_not_overwritten(project: Path, run: Run) -> None:
    ended = run("workbook", "out", "-p", project)
    assert ended.code == 2
    assert "is there already" in ended.err
    named = run("workbook", "out", "-p", project, project / "claims.csv", "--replace")
    assert named.code == 2
    assert "does not end in .xlsx" in named.err


def archive(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def repacked(data: bytes, part: str, change: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    return archive({**parts, part: change})


GOOD = saved({"Claims": [["claim_id", "claim"], ["a-claim", "A."]]})
SHEET = "xl/worksheets/sheet1.xml"
BAD_FILES = {
    "csv": (CLAIMS.encode(), "is no Excel workbook"),
    "empty": (b"", "is no Excel workbook"),
    "xls": (b"\xd0\xcf\x11\xe0" + bytes(600), "old Excel workbook"),
    "password": (
        b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
    ),
    "cut": (GOOD[: len(GOOD) // 2], "damaged or was cut off"),
    "ods": (archive({"content.xml": b"<a/>"}), "OpenDocument"),
    "numbers": (archive({"Index/Document.iwa": b"x"}), "Apple Numbers"),
    "docx": (archive({"word/document.xml": b"<a/>"}), "no workbook"),
    "doctype": (repacked(GOOD, SHEET, b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"), "DOCTYPE"),
    "bomb": (repacked(GOOD, "xl/media/a.bin", bytes(60_000_000)), "is too large"),
    "no sheet": (saved({"Other": [["x"]]}), "no sheet with the columns"),
    "far cell": (
        repacked(
            GOOD, SHEET,
            b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
            b"</sheetData></worksheet>",
        ),
        "goes on to row 1,048,576",
    ),
    "bad xml": (repacked(GOOD, SHEET, b"<worksheet><a>"), "damaged"),
    "bad string": (
        repacked(
            GOOD, SHEET,
            b'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>99999</v></c></row></sheetData>'
            b"</worksheet>",
        ),
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FILES)
def test_file_that_is_no_workbook(project: Path, run: Run, name: str) -> None:
    content, told = BAD_FILES[name]
    file = project / "bad.xlsx"
    file.write_bytes(content)
    before = state_of(project)
    ended = run("workbook", "in", "-p", project, file, "--take-workbook")
    assert ended.code == 3, ended
    assert told in ended.err
    assert "Traceback" not in ended.err
    assert state_of(project) == before


def test_workbook_that_libreoffice_saved(make_project: MakeProject, run: Run) -> None:
    evidence = (SAMPLES / "evidence.csv").read_bytes()
    claims = (SAMPLES / "claims.csv").read_bytes()
    project = make_project({"claims.csv": claims, EVIDENCE_PATH: evidence})
    ended = run("workbook", "in", "-p", project, SAMPLES / "libreoffice.xlsx")
    assert ended.code == 0, ended.out
    assert (project / "claims.csv").read_bytes() == claims.replace(" – “perhaps”.".encode(), b".")
    lines = text(project).splitlines()
    assert lines[0].endswith(";batch;directness")
    assert lines[1].endswith("6-12 weeks;supports;-12,5;84;2025-12-31;00123")
    assert lines[2].endswith("12 weeks;refutes;10.0;84;2026-01-06;1-2;direct")
