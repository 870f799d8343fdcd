"""A large report in volumes, so that setting its pages takes little memory for each."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from needle_evidence.reporting.typeset.page_data import all_blocks
from needle_evidence.reporting.typeset.printed_report import (
    Block,
    Heading,
    Paragraph,
    PrintedReport,
    Section,
    Table,
)

# What comes to some 300 pages. Typst needs about 2 MB for each page of a file.
LARGEST = 6_000
_SLACK = 1.02  # a volume ends a little before it is full
_ROW = 4  # paragraphs that a row of a table comes to


def volumes(report: PrintedReport, largest: int = LARGEST) -> tuple[PrintedReport, ...]:
    """The report, in one volume where it has no more than `largest` paragraphs.

    A volume ends before a heading or a reference; one that finds neither ends in its middle.
    """
    weight = sum(map(_weight, all_blocks(report)))
    if weight <= largest:
        return (report,)
    even = weight / math.ceil(weight / largest)
    cut = list(_cut(report, math.ceil(even * _SLACK)))
    return tuple(
        replace(
            report,
            title=f"{report.title}, part {number} of {len(cut)}",
            lead=report.lead if number == 1 else (),
            sections=tuple(sections),
        )
        for number, sections in enumerate(cut, start=1)
    )


def _cut(report: PrintedReport, largest: int) -> Iterator[list[Section]]:
    volume: list[Section] = []
    weight = len(report.lead)
    for section in report.sections:
        blocks: list[Block] = []
        begun = False
        for block in _cut_tables(section.blocks, largest):
            heavy = _weight(block)
            begins = weight + heavy > largest and (_may_begin(block) or weight > 2 * largest)
            if begins and (volume or blocks):
                yield [*volume, *([_part(section, blocks, begun)] if blocks else [])]
                begun = begun or bool(blocks)
                volume, blocks, weight = [], [], 0
            blocks.append(block)
            weight += heavy
        volume.append(_part(section, blocks, begun))
    yield volume


def _part(section: Section, blocks: list[Block], begun: bool) -> Section:
    """A part of a section; begun: an earlier volume holds its beginning."""
    title = f"{section.title}, continued" if begun else section.title
    return replace(section, title=title, blocks=tuple(blocks))


def _cut_tables(blocks: tuple[Block, ...], largest: int) -> Iterator[Block]:
    most = max(1, largest // _ROW)
    for block in blocks:
        if isinstance(block, Table):
            for start in range(0, max(1, len(block.rows)), most):
                yield replace(block, rows=block.rows[start : start + most])
        else:
            yield block


def _weight(block: Block) -> int:
    return _ROW * len(block.rows) if isinstance(block, Table) else 1


def _may_begin(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return block.role == "reference"
    return isinstance(block, Heading | Table)
