"""JSON with decimal numbers as exact as they were recorded: 10.0 stays 10.0."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from needle_evidence.reporting.json_text import json_text


def exact_json(document: object) -> str:
    """The document as `json_text` writes it; a Decimal is a number with all of its digits.

    The json module knows no Decimal, and a float loses the precision that FHIR keeps.
    """
    return "".join(_written(document, "\n")) + "\n"


def _written(value: object, line: str) -> Iterator[str]:
    """line: a line end with the indentation of the value."""
    if isinstance(value, dict) and value:
        named = ((f"{_scalar(name)}: ", part) for name, part in value.items())
        yield from _members(named, "{}", line)
    elif isinstance(value, (list, tuple)) and value:
        yield from _members((("", part) for part in value), "[]", line)
    elif isinstance(value, Decimal):
        yield format(value, "f")
    elif isinstance(value, str):
        yield _scalar(value)
    else:
        yield json_text(value)[:-1]


def _members(parts: Iterator[tuple[str, object]], brackets: str, line: str) -> Iterator[str]:
    inner = f"{line}  "
    before = brackets[0]
    for name, part in parts:
        yield f"{before}{inner}{name}"
        yield from _written(part, inner)
        before = ","
    yield f"{line}{brackets[1]}"


@lru_cache(maxsize=4_096)
def _scalar(text: str) -> str:
    """A text as JSON; names and codes come again and again."""
    return json_text(text)[:-1]
