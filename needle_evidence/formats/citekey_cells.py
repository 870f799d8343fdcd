"""Cells that hold citekeys: which they list, and the same cell with a key more, less or renamed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

# What separates citekeys in a cell, as the reader of claims.csv splits it.
_TOKEN = re.compile(r"[^;,\s]+")
_SEPARATOR = re.compile(r"[;,\s]+")


def listed_keys(cell: str) -> tuple[str, ...]:
    """The citekeys that a cell lists, without a leading `@`, doubles included."""
    return tuple(key for found in _TOKEN.finditer(cell) if (key := found[0].removeprefix("@")))


def with_keys(cell: str, keys: Iterable[str], separator: str) -> str:
    """The cell with citekeys put behind its own; behind two or more with their separator."""
    between = [found[0] for found in _SEPARATOR.finditer(cell.strip())]
    return (between[-1] if between else separator).join(filter(None, (cell, *keys)))


def without_keys(cell: str, keys: Collection[str]) -> str:
    """The cell without these citekeys; what separates the others stays."""
    spans = [
        (*found.span(), None)
        for found in _TOKEN.finditer(cell)
        if found[0].removeprefix("@") in keys
    ]
    return _replaced(cell, spans)


def renamed_key(cell: str, old: str, new: str) -> str:
    """A cell that holds one citekey, `@` before it or not, with the key renamed."""
    bare = cell.removeprefix("@")
    return cell[: len(cell) - len(bare)] + new if bare == old else cell


def renamed_keys(cell: str, old: str, new: str) -> str:
    """A cell that lists citekeys with one renamed; where both are listed, one place is left.

    Order and separators are kept. The first place of either key stays.
    """
    if old not in listed_keys(cell):
        return cell
    return _replaced(cell, _renamed_spans(cell, old, new))


def _renamed_spans(cell: str, old: str, new: str) -> Iterator[tuple[int, int, str | None]]:
    seen = False
    for found in _TOKEN.finditer(cell):
        bare = found[0].removeprefix("@")
        if bare in (old, new):
            sign = "@" if found[0].startswith("@") else ""
            yield (*found.span(), None if seen else sign + new)
            seen = True


def _replaced(cell: str, spans: Iterable[tuple[int, int, str | None]]) -> str:
    """The cell with each span replaced, or, for None, taken out with a separator beside it."""
    parts: list[str] = []
    position = 0
    for start, end, text in spans:
        parts.append(cell[position:start])
        position = end
        if text is not None:
            parts.append(text)
        elif (behind := _SEPARATOR.match(cell, end)) and behind.end() < len(cell):
            position = behind.end()
        else:  # the last one: what stands before it goes
            parts = ["".join(parts).rstrip(";, \t\r\n")]
    return "".join([*parts, cell[position:]])
