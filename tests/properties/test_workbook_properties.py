"""Whatever stands in a table: out and in changes nothing, and an edit changes its cell alone."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from needle_evidence.api.workbook import workbook_in, workbook_out
from tests.edited_workbook import Cells, edit_workbook

CELL = st.one_of(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12),
    st.sampled_from(["00123", "1-2", "=1", "1,5", "-14.4", "31/12/2026", "TRUE", "_x0041_", " a ",
                     "a\nb", "a\x0bb", "2026-01-02", "1e5", "supports", "#N/A"]),
)  # fmt: skip
COLUMNS = ("claim_id", "citekey", "stance", "effect", "participants", "appraised_on", "own")
ROW = st.tuples(*[CELL] * len(COLUMNS))


def written(rows: list[tuple[str, ...]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return file.getvalue().encode("utf-8", "replace")


@settings(deadline=None)
@given(st.lists(ROW, max_size=5))
def test_out_and_in_changes_nothing(rows: list[tuple[str, ...]]) -> None:
    with TemporaryDirectory() as name:
        project = Path(name)
        (project / "appraisal").mkdir()
        (project / "claims.csv").write_bytes(b"claim_id,claim\n")
        file = project / "appraisal" / "evidence.csv"
        file.write_bytes(written(rows))
        workbook_out(project)
        edit_workbook(project / "workbook.xlsx", lambda sheets: None)
        taken = workbook_in(project)
        assert (taken.files, taken.conflicts, taken.problems) == ((), (), ())
        assert file.read_bytes() == written(rows)


@settings(deadline=None)
@given(st.lists(ROW, min_size=1, max_size=4), st.integers(0, 3), st.booleans())
def test_an_edit_changes_its_own_cell(
    rows: list[tuple[str, ...]], index: int, reverse: bool
) -> None:
    index %= len(rows)
    rows = [(f"claim-{n}x", f"key{n}", *row[2:]) for n, row in enumerate(rows)]

    def change(sheets: Cells) -> None:
        sheet = sheets["Evidence"]
        sheet[index + 1][sheet[0].index("own")] = "edited here"
        if reverse:
            sheet[1:] = sheet[:0:-1]

    with TemporaryDirectory() as name:
        project = Path(name)
        (project / "appraisal").mkdir()
        (project / "claims.csv").write_bytes(b"claim_id,claim\n")
        file = project / "appraisal" / "evidence.csv"
        file.write_bytes(written(rows))
        workbook_out(project)
        edit_workbook(project / "workbook.xlsx", change)
        taken = workbook_in(project)
        assert (taken.conflicts, taken.problems) == ((), ())
        wanted = [list(row) for row in csv.reader(io.StringIO(written(rows).decode(), newline=""))]
        wanted[index + 1][-1] = "edited here"
        assert [*csv.reader(io.StringIO(file.read_bytes().decode(), newline=""))] == wanted
