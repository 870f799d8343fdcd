"""Objects for other programs that hold only what is known: a gap is left out, never written."""

from __future__ import annotations

from collections.abc import Mapping

Node = dict[str, object]


def known(parts: Mapping[str, object]) -> Node:
    """The parts that say something, in their order; empty texts, lists and objects are gaps.

    0 and False say something.
    """
    return {name: value for name, value in parts.items() if not _is_gap(value)}


def _is_gap(value: object) -> bool:
    return value is None or (isinstance(value, (str, list, dict)) and not value)
