"""JSON with decimal numbers as exact as they were recorded: 10.0 stays 10.0."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from needle_evidence.reporting.json_text import json_text


def exact_json(document: object) -> str:
    """The document as `json_text` writes it; a Decimal is a number with all of its digits.

    The json module knows no Decimal, and a float loses the precision that FHIR keeps.
    """
    return _written(document, "\n") + "\n"


def _written(value: object, line: str) -> str:
    """line: a line end with the indentation of the value."""
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    inner = f"{line}  "
    if isinstance(value, dict) and value:
        named = [f"{_scalar(name)}: {_written(part, inner)}" for name, part in value.items()]
        return f"{{{inner}{f',{inner}'.join(named)}{line}}}"
    if isinstance(value, list) and value:
        listed = [_written(part, inner) for part in value]
        return f"[{inner}{f',{inner}'.join(listed)}{line}]"
    return json_text(value)[:-1]


@lru_cache(maxsize=4_096)
def _scalar(text: str) -> str:
    """A text as JSON; names and codes come again and again."""
    return json_text(text)[:-1]
