"""Blocks gathered into lists, tables and quotations."""

from __future__ import annotations

from needle_evidence.model.article import BlockKind
from needle_evidence.reporting.page_pieces import BlockView, ListItem, Piece, RunView, pieces

ITEM, CELL = BlockKind.LIST_ITEM, BlockKind.TABLE_CELL


def block(kind: BlockKind, text: str, level: int = 0, row: str = "") -> BlockView:
    return BlockView(kind=kind, runs=(RunView(parts=((text, False),)),), level=level, row=row)


def outline(items: tuple[ListItem, ...]) -> list[object]:
    return [(item.block.runs[0].parts[0][0], outline(item.items)) for item in items]


def listed(*levels: int) -> list[object]:
    (only,) = pieces(block(ITEM, str(n), level) for n, level in enumerate(levels))
    return outline(only.items)


def test_items_hang_on_the_item_above_them() -> None:
    assert listed(1, 2, 2, 1) == [("0", [("1", []), ("2", [])]), ("3", [])]
    assert listed(3, 1) == [("0", []), ("1", [])]
    assert listed(1, 9, 2) == [("0", [("1", []), ("2", [])])]


def test_lists_of_any_depth_are_shown() -> None:
    levels = range(1, 2_000)
    found = str(listed(*levels))
    assert all(f"'{n}'" in found for n in range(1_999))


def only(*cells: BlockView) -> Piece:
    (piece,) = pieces(cells)
    return piece


def test_cells_are_a_table_where_their_rows_are_known() -> None:
    cells = [block(CELL, str(n), row=str(n // 2)) for n in range(6)]
    table = only(*cells)
    assert (table.kind, [len(row) for row in table.rows]) == ("table", [2, 2, 2])


def test_cells_of_unknown_or_uneven_rows_stay_cells() -> None:
    for rows in ("aaaa", "abcd", "aabbb", "a" * 9 + "b" * 9):
        cells = [block(CELL, str(n), row=row) for n, row in enumerate(rows)]
        assert (only(*cells).kind, len(only(*cells).blocks)) == ("cells", len(cells))


def test_neighbours_of_one_kind_stay_together() -> None:
    kinds = [BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.QUOTATION, BlockKind.REFERENCE]
    found = [(one.kind, len(one.blocks)) for one in pieces(block(kind, "x") for kind in kinds)]
    assert found == [("paragraphs", 1), ("quotation", 2), ("references", 1)]
