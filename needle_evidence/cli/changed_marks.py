"""Prints the citation marks of articles that a person has to change after a renaming."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from needle_evidence.cli.terminal import print_text
from needle_evidence.model.plain_text import one_line

if TYPE_CHECKING:
    from needle_evidence.api.renaming import MarkToChange


def print_marks(marks: Sequence[MarkToChange], old: str, new: str) -> None:
    """Prints each mark with its file and line, under what it names and should name."""
    if marks:
        print_text(f"To change by hand, from {old} to {new}:")
    for mark in marks:
        where = mark.location
        place = f"{where.line}" if where.line else where.field
        print_text(f"  {where.path}:{place}  {one_line(mark.text, 60)}")
