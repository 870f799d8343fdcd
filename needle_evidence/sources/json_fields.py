"""Taking values out of a registry's JSON, whatever stands where something else should."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping

from needle_evidence.sources.source import NoAnswerError, Reply

Json = Mapping[str, object]
# Signs that steer a terminal, or turn the text behind them round, and stand in no title.
_STEERING = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def read_object(reply: Reply, title: str) -> Json:
    """The JSON object of a reply; raises NoAnswerError where it is none.

    title: of the source, for the reason.
    """
    try:
        read: object = json.loads(reply.body)
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise NoAnswerError(f"{title} sent what is no record of its own (no JSON object)")
    return read


def as_object(value: object) -> Json:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[object]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def as_objects(value: object) -> list[Json]:
    """The objects in a list."""
    return [item for item in as_list(value) if isinstance(item, dict)]


def as_text(value: object) -> str:
    """A text or a whole number as text on one line; "" for anything else.

    Control characters and those that turn the direction of writing are left out.
    """
    if isinstance(value, str):
        return " ".join(_STEERING.sub("", value).split())
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)
    return ""


def as_texts(value: object) -> list[str]:
    """The texts in a list that are not empty; a text alone counts as a list of one."""
    listed = value if isinstance(value, list) else [value]
    return [text for text in map(as_text, listed) if text]


def first_text(value: object) -> str:
    """The first text in a list, or the empty string."""
    return next(iter(as_texts(value)), "")


def iso_date(year: object, month: object = None, day: object = None) -> str:
    """Numbers as "2014-08-05", "2014-08" or "2014", as far as they are a date; "" for none."""
    parts = [int(n) if (n := as_text(part)).isdecimal() and len(n) <= 4 else 0
             for part in (year, month, day)]  # fmt: skip
    if not 1000 <= parts[0] <= 2999:
        return ""
    if not 1 <= parts[1] <= 12:
        return f"{parts[0]:04}"
    if not 1 <= parts[2] <= 31:
        return f"{parts[0]:04}-{parts[1]:02}"
    return f"{parts[0]:04}-{parts[1]:02}-{parts[2]:02}"


def as_day(date: str) -> datetime.date | None:
    """A whole date, or None; a month or a year alone names no day."""
    try:
        return datetime.date.fromisoformat(date[:10])
    except ValueError:
        return None
