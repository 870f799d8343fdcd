"""Which blocks of a page are the entries of its reference list."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needle_evidence.formats.article_builder import OpenBlock


def recognise_references(blocks: Sequence[OpenBlock]) -> None:
    """Gives the entries of the page's reference list the kind `REFERENCE`, in place."""
