"""A JSON array of objects, read record by record, so that a broken one costs no other."""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

_SPACE = re.compile(r"[ \t\r\n]*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_CONFLICT_START, _CONFLICT_END = "<<<<<<<", ">>>>>>>"
_CONFLICT_SIGNS = (_CONFLICT_START, _CONFLICT_END, "|||||||", "=======")
_FRAME = frozenset({"", "[", "]", ","})
# A line with this is a whole record even where somebody indented it.
_RECORD_SIGN = "claim_id"

_NO_OBJECT = "This is no record: a record is a JSON object, in braces"
_NO_ARRAY = "The file is no JSON list of records"
_CUT_OFF = "The file ends before its list does: it was perhaps cut off"


@dataclass(frozen=True, kw_only=True, slots=True)
class JsonRecord:
    """One record. line: where it begins, from 1. raw: as written.

    fields: None where it cannot be read; fault then says why, without a full stop.
    """

    line: int
    raw: str
    fields: Mapping[str, object] | None = None
    fault: str = ""


def read_records(text: str) -> Iterator[JsonRecord]:
    """The records of a JSON array, in any layout, as long as all of it is JSON.

    Else, one by one from lines that hold a whole record each; every other stretch of lines is
    one record that cannot be read, and so is each unresolved merge conflict with all its lines:
    which side is right is not known. NaN, a field named twice, numbers with thousands of digits
    and nesting without end are not read. Takes time in proportion to the text's length.
    """
    body = text.removeprefix("\ufeff")
    if body.strip():
        records = _records_of_array(body)
        yield from _records_of_lines(body) if records is None else records


def _records_of_array(text: str) -> list[JsonRecord] | None:
    """None where the text is no JSON array."""
    records: list[JsonRecord] = []
    position = _after_space(text, 0)
    if text[position : position + 1] != "[":
        return None
    position = _after_space(text, position + 1)
    line, counted = 1, 0
    try:
        while text[position : position + 1] != "]":
            if records:
                position = _after_comma(text, position)
            value, end = _DECODER.raw_decode(text, position)
            line += len(_LINE_END.findall(text, counted, position))
            counted = position
            records.append(_record(value, line, text[position:end]))
            position = _after_space(text, end)
    except (ValueError, RecursionError):
        return None
    return None if text[position + 1 :].strip() else records


def _after_comma(text: str, position: int) -> int:
    if text[position : position + 1] != ",":
        raise ValueError("no comma between two records")
    return _after_space(text, position + 1)


def _after_space(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _record(value: object, line: int, raw: str) -> JsonRecord:
    if isinstance(value, dict):
        return JsonRecord(line=line, raw=raw, fields=value)
    return JsonRecord(line=line, raw=raw, fault=_NO_OBJECT)


class _State(enum.Enum):
    """What a line is; those that hold something unread have the reason as their value."""

    RECORD = ""
    FRAME = "frame"
    CONFLICT = "A merge conflict was not resolved here"
    BROKEN = "This is no JSON record"


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    state: _State
    fields: Mapping[str, object] | None = None


def _records_of_lines(text: str) -> Iterator[JsonRecord]:
    if _is_other_json(text):
        yield JsonRecord(line=1, raw=text, fault=_NO_ARRAY)
        return
    lines = list(_lines(text))
    for state, group in groupby(lines, key=lambda line: line.state):
        members = list(group)
        if state is _State.RECORD:
            for line in members:
                yield JsonRecord(line=line.number, raw=line.text.strip(), fields=line.fields)
        elif state is not _State.FRAME:
            raw = "".join(line.text for line in members).rstrip("\r\n")
            yield JsonRecord(line=members[0].number, raw=raw, fault=state.value)
    if not any(line.text.strip() == "]" for line in lines[-3:]) and not any(
        line.state in (_State.CONFLICT, _State.BROKEN) for line in lines
    ):
        yield JsonRecord(line=len(lines), raw="", fault=_CUT_OFF)


def _lines(text: str) -> Iterator[_Line]:
    in_conflict = False
    for number, line in enumerate(_LINE.findall(text), start=1):
        in_conflict = in_conflict or line.startswith(_CONFLICT_START)
        if in_conflict or line.startswith(_CONFLICT_SIGNS):
            yield _Line(number, line, _State.CONFLICT)
            in_conflict = in_conflict and not line.startswith(_CONFLICT_END)
            continue
        is_frame = line.strip() in _FRAME and not line.startswith((" ", "\t"))
        fields = None if is_frame else _object_in(line)
        if fields is not None:
            yield _Line(number, line, _State.RECORD, fields)
        else:
            yield _Line(number, line, _State.FRAME if is_frame else _State.BROKEN)


def _object_in(line: str) -> Mapping[str, object] | None:
    """The whole record that a line holds, None for none."""
    bare = line.strip().removesuffix(",")
    if not bare.startswith("{"):
        return None
    try:
        value = _DECODER.decode(bare)
    except (ValueError, RecursionError):
        return None
    own = isinstance(value, dict) and (_RECORD_SIGN in value or line.startswith("{"))
    return value if own else None


def _is_other_json(text: str) -> bool:
    try:
        return not isinstance(_DECODER.decode(text), list)
    except (ValueError, RecursionError):
        return False


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a field is named twice")
    return fields


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, object_pairs_hook=_object)
