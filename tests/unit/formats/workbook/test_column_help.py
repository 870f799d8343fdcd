"""Every column of every sheet has its help, and no help is of a column that is gone."""

from __future__ import annotations

import pytest

from needle_evidence.formats.workbook.column_help import COLUMN_HELP
from needle_evidence.formats.workbook.sheet_tables import SHEETS, SheetTable


@pytest.mark.parametrize("table", SHEETS, ids=lambda table: table.sheet)
def test_every_column_has_help(table: SheetTable) -> None:
    assert list(COLUMN_HELP[table.sheet]) == list(table.column_names)
    assert {*table.key, *table.locked, *table.required} <= {*table.column_names}
    for text in COLUMN_HELP[table.sheet].values():
        assert text.endswith((".", "…"))


def test_every_help_is_of_a_sheet() -> None:
    assert list(COLUMN_HELP) == [table.sheet for table in SHEETS]
