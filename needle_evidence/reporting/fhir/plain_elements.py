"""The smallest elements of FHIR resources: names, texts, numbers, references, identifiers."""

from __future__ import annotations

import datetime
import re
import uuid
from decimal import Decimal

from needle_evidence.model.plain_text import visible
from needle_evidence.reporting.known_parts import Node, known
from needle_evidence.reporting.templating import escape_markdown

# FHIR R5, datatypes: a string holds at most 1,048,576 characters, a decimal 18 digits, and an
# unsignedInt 31 bits. Written out and escaped, a sign becomes seven at most.
_LONGEST_TEXT = 100_000
_CUT = " […]"
_LARGEST_COUNT = 2**31 - 1
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,17})?")
# The names of our resources are made from their kind and key within this one.
_NAMES = uuid.UUID("6f1c1b62-8b0e-5d0e-9a53-0f6a1a8d2c47")


def resource_id(kind: str, *key: str) -> str:
    """The id of a resource: the same for the same key in every run, another for any other.

    A UUID of version 5: a FHIR id has at most 64 letters, digits, hyphens and points, which
    neither citekeys nor claim ids keep to.
    """
    return str(uuid.uuid5(_NAMES, ascii((kind, *key))))


def full_url(identity: str) -> str:
    """The address of a resource within its bundle."""
    return f"urn:uuid:{identity}"


def reference_to(identity: str, display: str) -> Node:
    """A reference to a resource of the same bundle; without an id, to what `display` names."""
    return known({"reference": full_url(identity) if identity else "", "display": plain(display)})


def named(kind: str, value: str) -> Node:
    """An identifier of ours: kind "claim id" or "citekey"."""
    return {"type": {"text": kind}, "value": plain(value) or "not recorded"}


def plain(text: str) -> str:
    """A FHIR string: no control characters, no outer spaces, cut where FHIR ends it."""
    return visible(_cut(text)).strip()


def markdown(text: str) -> str:
    """A FHIR markdown that shows just this text; each of its lines is a paragraph."""
    lines = (escape_markdown(line) for line in _cut(text).splitlines())
    return "\n\n".join(line for line in lines if line)


def quantity(number: Decimal | None, unit: str) -> Node:
    """A number in its unit, as exact as it was recorded; {} for none that FHIR can hold."""
    value = fhir_decimal(number)
    return known({"value": value, "unit": plain(unit)}) if value is not None else {}


def fhir_decimal(number: Decimal | None) -> Decimal | None:
    """The number if FHIR can hold all of its digits, else None."""
    if number is None or not number.is_finite() or abs(number.adjusted()) > 20:
        return None
    return number if _DECIMAL.fullmatch(format(number, "f")) else None


def count(number: int | None) -> int | None:
    """A number of people, events or studies that FHIR can hold, else None."""
    return number if number is not None and 0 <= number <= _LARGEST_COUNT else None


def day(date: datetime.date | None) -> str:
    """An ISO date, "" for none."""
    return date.isoformat() if date else ""


def annotation(text: str, author: str = "", on: datetime.date | None = None) -> Node:
    """A note, with who wrote it and when where that is known; {} without a text."""
    shown = markdown(text)
    return known({"authorString": plain(author), "time": day(on), "text": shown}) if shown else {}


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + _CUT
