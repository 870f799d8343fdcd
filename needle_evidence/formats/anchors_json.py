"""The records of where claims stand, as the text of `appraisal/anchors.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn

from needle_evidence.formats.json_records import JsonRecord, read_records
from needle_evidence.model.anchor import Anchor, GovernedQuote
from needle_evidence.model.finding import Location, Problem

ANCHORS_PATH = "appraisal/anchors.json"

_KIND = "unreadable_anchor"
_FIELDS = ("claim_id", "target", "before", "after", "lead_in", "heading", "source_sha256")
_TARGET_FIELDS = ("source", "selector")
_QUOTE, _POSITION = "TextQuoteSelector", "TextPositionSelector"
_SELECTOR_FIELDS = {
    _QUOTE: ("type", "exact", "prefix", "suffix"),
    _POSITION: ("type", "start", "end"),
}
_LARGEST_OFFSET = 1_000_000_000
_SURROGATE = re.compile("[\ud800-\udfff]")
# Line ends that are none to git, and signs that turn the reading order around in a diff.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_RESTORE = "Correct that line, or restore the file from git, then run `needle-evidence anchor`."
_NEWER = "Update needle-evidence, or take the field out."
_DELETE_LINE = "Delete one of the two lines."


def read_anchors(text: str) -> tuple[tuple[Anchor, ...], tuple[Problem, ...]]:
    """Reads the file's text; what cannot be read is a problem and costs no other record.

    Problems have the kind "unreadable_anchor", the line, and the record as written in `raw`.
    As long as there is one, the file must not be written anew: the record would be lost. A
    record with a field that this version does not know is read, and a problem too. A byte
    order mark, any line ends, and other white space than the tool's own are read without a
    word; so is an empty file.
    """
    anchors: list[Anchor] = []
    problems: list[Problem] = []
    seen: dict[tuple[object, ...], Anchor] = {}
    for record in read_records(text):
        try:
            anchor = _anchor(record)
            key = (anchor.claim_id, anchor.article, anchor.start, anchor.end, anchor.governed.quote)
            if key in seen:
                _refuse_second(anchor, seen[key])
        except _NotReadableError as error:
            problems.append(_problem(record, error))
            continue
        seen[key] = anchor
        anchors.append(anchor)
        problems.extend(_unknown_fields(record))
    return tuple(anchors), tuple(problems)


def write_anchors(anchors: Iterable[Anchor]) -> str:
    """The text of the file: a JSON array with a record on each line, sorted.

    By claim, article and place; the same anchors give the same text in whatever order they
    come. A place of -1 is left out. It never holds a character that UTF-8 has no bytes for.
    """
    keyed = sorted(((a.claim_id, a.article, a.start, a.end), _written(_record(a))) for a in anchors)
    if not keyed:
        return "[]\n"
    return "[\n" + ",\n".join(line for _, line in keyed) + "\n]\n"


class _NotReadableError(Exception):
    """Why a record cannot be read, in words, and the way out."""

    def __init__(self, message: str, way_out: str = _RESTORE) -> None:
        super().__init__(message)
        self.way_out = way_out


def _problem(record: JsonRecord, error: _NotReadableError) -> Problem:
    claim_id = record.fields.get("claim_id") if record.fields else None
    return Problem(
        kind=_KIND,
        message=f"{error}.",
        location=Location(path=ANCHORS_PATH, line=record.line),
        subject=claim_id if isinstance(claim_id, str) and claim_id else ANCHORS_PATH,
        way_out=error.way_out,
        raw=record.raw,
    )


def _refuse_second(anchor: Anchor, first: Anchor) -> NoReturn:
    if anchor == first:
        raise _NotReadableError("The same record stands in the file twice", _DELETE_LINE)
    raise _NotReadableError(
        "A record above says something else about the same words in the same place", _DELETE_LINE
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """An object of a record, with what a person would call it."""

    fields: Mapping[str, object]
    name: str

    def text(self, field: str, *, needed: bool = False) -> str:
        """The text of a field, "" where it is absent."""
        value = self.fields.get(field, "")
        if not isinstance(value, str):
            raise _NotReadableError(f"`{field}` of {self.name} is no text")
        if needed and not value.strip():
            raise _NotReadableError(f"{self.name} has no `{field}`".capitalize())
        if _SURROGATE.search(value):
            raise _NotReadableError(f"`{field}` of {self.name} holds half a character")
        return value

    def offset(self, field: str) -> int:
        """A place in the article's text."""
        value = self.fields.get(field)
        if isinstance(value, bool) or not isinstance(value, int):
            raise _NotReadableError(f"`{field}` of {self.name} is no whole number")
        if not 0 <= value <= _LARGEST_OFFSET:
            raise _NotReadableError(f"`{field}` of {self.name} is no place in a text")
        return value

    def part(self, field: str, name: str) -> _Part:
        """The object in a field."""
        value = self.fields.get(field)
        if not isinstance(value, dict):
            raise _NotReadableError(f"`{field}` of {self.name} is missing or no object")
        return _Part(value, name)


def _anchor(record: JsonRecord) -> Anchor:
    if record.fields is None:
        raise _NotReadableError(record.fault)
    whole = _Part(record.fields, "the record")
    claim_id = whole.text("claim_id", needed=True)
    target = whole.part("target", "the target")
    selectors = _selectors(target)
    quote = selectors.get(_QUOTE)
    if quote is None:
        raise _NotReadableError(f"The target has no {_QUOTE}")
    start, end = _place(selectors.get(_POSITION))
    return Anchor(
        claim_id=claim_id,
        article=target.text("source", needed=True),
        governed=GovernedQuote(
            quote=quote.text("exact", needed=True),
            before=whole.text("before"),
            after=whole.text("after"),
            lead_in=whole.text("lead_in"),
            heading=whole.text("heading"),
        ),
        prefix=quote.text("prefix"),
        suffix=quote.text("suffix"),
        start=start,
        end=end,
        source_sha256=whole.text("source_sha256"),
    )


def _selectors(target: _Part) -> dict[str, _Part]:
    """The selectors of the two known types."""
    listed = target.fields.get("selector")
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise _NotReadableError("`selector` of the target is missing or no list of objects")
    found: dict[str, _Part] = {}
    for one in listed:
        type_name = _Part(one, "a selector").text("type", needed=True)
        if type_name in found:
            raise _NotReadableError(f"The target has two selectors of one type, {type_name}")
        found[type_name] = _Part(one, f"the {type_name}")
    return found


def _place(position: _Part | None) -> tuple[int, int]:
    if position is None:
        return -1, -1
    start, end = position.offset("start"), position.offset("end")
    if end < start:
        raise _NotReadableError("`end` of the TextPositionSelector is before its `start`")
    return start, end


def _unknown_fields(record: JsonRecord) -> Iterator[Problem]:
    """One problem for all fields that writing the record again would lose."""
    whole = _Part(record.fields or {}, "the record")
    target = whole.part("target", "the target")
    names = [*_beyond(whole, _FIELDS), *_beyond(target, _TARGET_FIELDS)]
    for type_name, selector in _selectors(target).items():
        known = _SELECTOR_FIELDS.get(type_name)
        names.extend([type_name] if known is None else _beyond(selector, known))
    if names:
        listed = ", ".join(f"`{name[:80]}`" for name in names[:5])
        yield _problem(
            record,
            _NotReadableError(f"The record says what this version does not know: {listed}", _NEWER),
        )


def _beyond(part: _Part, known: tuple[str, ...]) -> list[str]:
    return [name for name in part.fields if name not in known]


def _record(anchor: Anchor) -> dict[str, object]:
    governed = anchor.governed
    selectors: list[dict[str, object]] = [
        {
            "type": _QUOTE,
            "exact": governed.quote,
            "prefix": anchor.prefix,
            "suffix": anchor.suffix,
        }
    ]
    if anchor.start >= 0:
        selectors.append({"type": _POSITION, "start": anchor.start, "end": anchor.end})
    return {
        "claim_id": anchor.claim_id,
        "target": {"source": anchor.article, "selector": selectors},
        "before": governed.before,
        "after": governed.after,
        "lead_in": governed.lead_in,
        "heading": governed.heading,
        "source_sha256": anchor.source_sha256,
    }


def _written(record: Mapping[str, object]) -> str:
    line = json.dumps(record, ensure_ascii=False, separators=(", ", ": "))
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
