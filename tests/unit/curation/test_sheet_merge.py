"""Exported, edited and present rows of a table, put together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import pytest

from needle_evidence.curation.sheet_merge import MergeSides, SheetMerge, merge_sheet
from needle_evidence.formats.workbook.cell_values import CellFault
from needle_evidence.formats.workbook.file_rows import FileRow
from needle_evidence.formats.workbook.given_rows import GivenRow, GivenSheet
from needle_evidence.formats.workbook.sheet_tables import CLAIMS_SHEET, SEARCHES_SHEET, SheetTable

Rows = Sequence[tuple[str, ...]]
CLAIM_COLUMNS = ("claim_id", "claim", "note")
SEARCH_COLUMNS = ("topic", "searched_on", "query", "found")


def merged(
    exported: Rows | None,
    edited: Rows,
    present: Rows,
    *,
    table: SheetTable = CLAIMS_SHEET,
    columns: tuple[str, ...] = CLAIM_COLUMNS,
    take: bool = False,
) -> SheetMerge:
    """Rows of the file begin at line 2, those of the sheet at row 2."""

    def cells(row: tuple[str, ...]) -> dict[str, str]:
        return dict(zip(columns, row, strict=True))

    rows = tuple(
        GivenRow(number=n, cells=cells(row), faults={})
        for n, row in zip(count(2), edited, strict=False)
    )
    given = GivenSheet(
        name=table.sheet, columns={n: at for at, n in enumerate(columns, 1)}, rows=rows
    )
    sides = MergeSides(
        path="t.csv",
        exported=None if exported is None else [cells(row) for row in exported],
        present=[FileRow(line=n, cells=cells(r)) for n, r in zip(count(2), present, strict=False)],
        unreadable={},
        then_columns=frozenset(columns),
        columns=frozenset(columns),
    )
    return merge_sheet(table, given, sides, take_workbook=take)


A, B = ("a", "One.", ""), ("b", "Two.", "n")
A_EDITED, A_PRESENT = ("a", "One!", ""), ("a", "One?", "")


@pytest.mark.parametrize(
    ("exported", "edited", "present", "changed", "removed", "added", "conflicts"),
    [
        ([A, B], [B, A], [A, B], {}, set(), 0, 0),
        ([A], [A_EDITED], [A], {2: {"claim": "One!"}}, set(), 0, 0),
        ([A], [A], [A_PRESENT], {}, set(), 0, 0),
        ([A], [A_EDITED], [A_EDITED], {}, set(), 0, 0),
        ([A], [A_EDITED], [A_PRESENT], {}, set(), 0, 1),
        ([A, B], [B], [A, B], {}, {2}, 0, 0),
        ([A, B], [B], [A_PRESENT, B], {}, set(), 0, 1),
        ([A, B], [B], [B], {}, set(), 0, 0),
        ([A, B], [A, B], [B], {}, set(), 0, 0),
        ([A, B], [A_EDITED, B], [B], {}, set(), 0, 1),
        ([B], [A, B], [B], {}, set(), 1, 0),
        ([B], [A, B], [A, B], {}, set(), 0, 0),
        ([B], [A, B], [A_PRESENT, B], {}, set(), 0, 1),
        ([B], [B], [A, B], {}, set(), 0, 0),
    ],
)
def test_every_way_in_which_two_sides_meet(
    exported: Rows,
    edited: Rows,
    present: Rows,
    changed: object,
    removed: object,
    added: int,
    conflicts: int,
) -> None:
    merge = merged(exported, edited, present)
    assert dict(merge.change.changed) == changed
    assert merge.change.removed == removed
    assert len(merge.change.added) == added
    assert len(merge.conflicts) == conflicts
    assert merge.problems == ()


def test_the_workbook_can_win() -> None:
    merge = merged([A], [A_EDITED], [A_PRESENT], take=True)
    assert merge.change.changed == {2: {"claim": "One!"}}
    assert merge.conflicts == ()


def test_without_what_was_exported_no_row_goes() -> None:
    merge = merged(None, [A_EDITED], [A, B], take=True)
    assert merge.change.changed == {2: {"claim": "One!"}}
    assert merge.change.removed == frozenset()


TWIN, TWIN_EDITED = ("Pain", "2026-01-02", "heel", "0"), ("Pain", "2026-01-02", "heel", "3")


@pytest.mark.parametrize(
    ("exported", "edited", "present", "changed", "removed", "problems"),
    [
        ([TWIN, TWIN], [TWIN, TWIN], [TWIN, TWIN], [], 0, 0),
        ([TWIN, TWIN], [TWIN, TWIN_EDITED], [TWIN, TWIN], ["3"], 0, 0),
        ([TWIN, TWIN], [TWIN], [TWIN, TWIN], [], 1, 0),
        ([TWIN, TWIN, TWIN], [TWIN], [TWIN, TWIN, TWIN], [], 2, 0),
        ([TWIN], [TWIN, TWIN], [TWIN], [], 0, 1),
        ([TWIN, TWIN], [TWIN_EDITED, TWIN_EDITED], [TWIN, TWIN], [], 0, 1),
        ([], [TWIN, TWIN], [], [], 0, 1),
    ],
)
def test_rows_that_share_a_key(
    exported: Rows, edited: Rows, present: Rows, changed: list[str], removed: int, problems: int
) -> None:
    merge = merged(exported, edited, present, table=SEARCHES_SHEET, columns=SEARCH_COLUMNS)
    assert [cells["found"] for cells in merge.change.changed.values()] == changed
    assert len(merge.change.removed) == removed
    assert len(merge.problems) == problems
    assert merge.change.added == ()


def test_deleted_twin_that_the_file_changed_is_a_conflict() -> None:
    merge = merged(
        [TWIN, TWIN], [TWIN], [TWIN_EDITED, TWIN_EDITED],
        table=SEARCHES_SHEET, columns=SEARCH_COLUMNS,
    )  # fmt: skip
    assert merge.change.removed == frozenset()
    assert [conflict.workbook for conflict in merge.conflicts] == ["deleted"]


def test_missing_key_column_takes_nothing() -> None:
    sides = MergeSides(
        path="t.csv", exported=[{"claim_id": "a"}], present=[], unreadable={},
        then_columns=frozenset({"claim_id"}), columns=frozenset({"claim_id"}),
    )  # fmt: skip
    given = GivenSheet(name="Claims", columns={"claim": 1}, rows=())
    merge = merge_sheet(CLAIMS_SHEET, given, sides)
    assert not merge.change
    assert "the column claim_id is missing" in merge.problems[0].message


def test_deleted_column_empties_no_cell() -> None:
    sides = MergeSides(
        path="t.csv",
        exported=[dict(zip(CLAIM_COLUMNS, B, strict=True))],
        present=[FileRow(line=2, cells=dict(zip(CLAIM_COLUMNS, B, strict=True)))],
        unreadable={},
        then_columns=frozenset(CLAIM_COLUMNS),
        columns=frozenset(CLAIM_COLUMNS),
    )
    row = GivenRow(number=2, cells={"claim_id": "b", "claim": "Two."}, faults={})
    given = GivenSheet(name="Claims", columns={"claim_id": 1, "claim": 2}, rows=(row,))
    merge = merge_sheet(CLAIMS_SHEET, given, sides)
    assert not merge.change
    assert merge.notes == ("Claims: the column note is not in the sheet; the file keeps it.",)


def test_formula_with_the_old_value_is_no_change() -> None:
    fault = {"note": CellFault(message="a formula stands there.", way_out="")}
    sides = MergeSides(
        path="t.csv",
        exported=[dict(zip(CLAIM_COLUMNS, B, strict=True))],
        present=[FileRow(line=2, cells=dict(zip(CLAIM_COLUMNS, B, strict=True)))],
        unreadable={},
        then_columns=frozenset(CLAIM_COLUMNS),
        columns=frozenset(CLAIM_COLUMNS),
    )
    columns = {name: at for at, name in enumerate(CLAIM_COLUMNS, 1)}
    for note, problems in (("n", 0), ("m", 1)):
        row = GivenRow(
            number=2, cells={"claim_id": "b", "claim": "Two.", "note": note}, faults=fault
        )
        merge = merge_sheet(
            CLAIMS_SHEET, GivenSheet(name="Claims", columns=columns, rows=(row,)), sides
        )
        assert len(merge.problems) == problems
        assert not merge.change


@pytest.mark.parametrize("claim_id", ["Reduces pain", "1-2", "TRUE", "ä"])
def test_new_claim_needs_a_good_id(claim_id: str) -> None:
    merge = merged([A], [A, (claim_id, "New.", "")], [A])
    assert not merge.change
    assert merge.problems[0].place == "Claims!A3"
    assert "small letters" in merge.problems[0].message
