"""Tables of a Word document that fit their page, with a header row on each page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from needle_evidence.reporting.typeset.printed_report import Paragraph, Table, paragraph, shown
from needle_evidence.reporting.typeset.word.paragraphs import (
    Add,
    ParagraphWriter,
    element,
    valued,
)

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

# Between the margins, in twentieths of a point: 16.6 cm, and 25.3 cm in landscape.
_WIDTH, _WIDE = 9411, 14343
_LINE = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "C9CED4"}
_HEAD_FILL = {"w:val": "clear", "w:color": "auto", "w:fill": "E4EAED"}
_LONGEST_WHOLE = 2_000  # characters of a cell whose row stays on one page


class TableWriter:
    """Appends tables; wide: the page is landscape."""

    def __init__(self, paragraphs: ParagraphWriter, add: Add, *, wide: bool) -> None:
        self._paragraphs = paragraphs
        self._add = add
        self._width = _WIDE if wide else _WIDTH

    def add(self, table: Table) -> None:
        """Appends the table and a short space below it."""
        widths = [self._width * part // sum(table.widths) for part in table.widths]
        made = element("w:tbl")
        made.append(self._properties(table))
        grid = element("w:tblGrid")
        for width in widths:
            grid.append(element("w:gridCol", {"w:w": str(width)}))
        made.append(grid)
        header = [(paragraph(text),) for text in table.header]
        made.append(self._row(header, widths, table.numbers, head=True))
        for row in table.rows:
            made.append(self._row(row, widths, table.numbers))
        self._add(made)
        self._add(self._paragraphs.made(paragraph(), style="Table Text"))

    def _properties(self, table: Table) -> BaseOxmlElement:
        properties = element("w:tblPr")
        properties.append(element("w:tblW", {"w:w": str(self._width), "w:type": "dxa"}))
        borders = element("w:tblBorders")
        for side in ("w:top", "w:bottom", "w:insideH"):
            borders.append(element(side, _LINE))
        properties.append(borders)
        # Fixed: a long word is broken, and does not make its column wider than the page.
        properties.append(element("w:tblLayout", {"w:type": "fixed"}))
        properties.append(element("w:tblLook", {"w:firstRow": "1", "w:val": "0020"}))
        properties.append(valued("w:tblDescription", shown(table.about)))
        return properties

    def _row(
        self,
        cells: Sequence[Sequence[Paragraph]],
        widths: Sequence[int],
        numbers: frozenset[int],
        *,
        head: bool = False,
    ) -> BaseOxmlElement:
        row = element("w:tr")
        properties = element("w:trPr")
        if all(sum(len(line.text) for line in cell) < _LONGEST_WHOLE for cell in cells):
            properties.append(element("w:cantSplit"))
        if head:
            properties.append(element("w:tblHeader"))
        row.append(properties)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            row.append(self._cell(cell, width, number=column in numbers, head=head))
        return row

    def _cell(
        self, lines: Sequence[Paragraph], width: int, *, number: bool, head: bool
    ) -> BaseOxmlElement:
        cell = element("w:tc")
        properties = element("w:tcPr")
        properties.append(element("w:tcW", {"w:w": str(width), "w:type": "dxa"}))
        if head:
            properties.append(element("w:shd", _HEAD_FILL))
        cell.append(properties)
        for line in lines or (paragraph(),):  # a cell without a paragraph is damaged
            made = self._paragraphs.made(line, style="Table Head" if head else "Table Text")
            if number:
                made.get_or_add_pPr().append(valued("w:jc", "right"))
            cell.append(made)
        return cell
