"""Objects of a JSON file that others wrote (CSL-JSON), one by one, as far as they can be read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from needle_evidence.formats.json_records import JsonRecord

_SPACE = re.compile(r"[\s,]*")
_LINE_END = re.compile(r"\r\n|\r|\n")
_LONGEST_RAW = 100_000
_MOST_BREAKS = 100
_LONGEST_NUMBER = 20

_NO_OBJECT = "This is no item: an item is a JSON object, in braces"
_CUT_OFF = "The file ends inside its list: it was perhaps cut off"
_TOO_DEEP = "It is nested too deeply"


def read_json_items(text: str, *, list_names: str, first_names: str) -> Iterator[JsonRecord]:
    """The objects of a JSON list, of a list inside an object, or one object after another.

    list_names: of the lists that may hold them, `|` between. first_names: with which an object
    of this kind begins, `|` between; there reading goes on after a place that is no JSON. An
    object in which a name stands twice has its first value, one with NaN or Infinity null in
    its place: both are read, with the fault named. Takes time in proportion to the length.
    """
    walk = _Walk(text.removeprefix("\ufeff"), first_names)
    start = walk.after_space(0)
    if walk.text[start : start + 1] == "[":
        yield from walk.items(start + 1, in_list=True)
        return
    inside = re.compile(rf'"(?:{list_names})"\s*:\s*\[(?=\s*[\{{\]])').search(
        walk.text, 0, _LONGEST_RAW
    )
    if inside and walk.text[start : start + 1] == "{":
        yield from walk.items(inside.end(), in_list=True)
        return
    yield from walk.items(start, in_list=False)


class _Walk:
    """Goes through a text from object to object and counts its lines once."""

    def __init__(self, text: str, first_names: str) -> None:
        self.text = text
        self._next = re.compile(rf'\{{\s*"(?:{first_names})"\s*:')
        self._line, self._counted = 1, 0

    def after_space(self, position: int) -> int:
        """The first place that is neither blank nor comma."""
        found = _SPACE.match(self.text, position)
        return found.end() if found else position

    def items(self, position: int, *, in_list: bool) -> Iterator[JsonRecord]:
        """All objects from a position on."""
        breaks = 0
        position = self.after_space(position)
        while position < len(self.text):
            if self.text[position] == "]":
                return
            record, end = self._item(position)
            if end < 0:
                breaks += 1
                end = self._after_break(position) if breaks < _MOST_BREAKS else len(self.text)
                record = self._record(position, end, None, record.fault)
                in_list = in_list and end < len(self.text)  # said once is enough
            yield record
            position = self.after_space(end)
        if in_list:
            yield self._record(len(self.text), len(self.text), None, _CUT_OFF)

    def _item(self, position: int) -> tuple[JsonRecord, int]:
        """The object that begins there and its end; -1 where it is no JSON."""
        faults: list[str] = []
        try:
            value, end = _decoder(faults.append).raw_decode(self.text, position)
        except RecursionError:
            return JsonRecord(line=0, raw="", fault=_TOO_DEEP), -1
        except ValueError as error:
            reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            return JsonRecord(line=0, raw="", fault=f"It is no JSON ({reason})"), -1
        if not isinstance(value, dict):
            return self._record(position, end, None, _NO_OBJECT), end
        return self._record(position, end, value, "; ".join(dict.fromkeys(faults))), end

    def _after_break(self, position: int) -> int:
        found = self._next.search(self.text, position + 1)
        return found.start() if found else len(self.text)

    def _record(
        self, position: int, end: int, fields: dict[str, object] | None, fault: str
    ) -> JsonRecord:
        self._line += sum(1 for _ in _LINE_END.finditer(self.text, self._counted, position))
        self._counted = position
        raw = self.text[position : min(end, position + _LONGEST_RAW)]
        return JsonRecord(line=self._line, raw=raw, fields=fields, fault=fault)


def _decoder(note: Callable[[str], None]) -> json.JSONDecoder:
    """A decoder that goes on where the standard's words are broken, and notes it."""

    def object_of(pairs: list[tuple[str, object]]) -> dict[str, object]:
        fields: dict[str, object] = {}
        for name, value in pairs:
            if fields.setdefault(name, value) is not value:
                note(f"“{name[:40]}” stands twice in it; the first value is used")
        return fields

    def constant(name: str) -> None:
        note(f"{name} is no JSON value; it was left out")

    def number(digits: str) -> int | str:
        return int(digits) if len(digits) <= _LONGEST_NUMBER else digits

    return json.JSONDecoder(object_pairs_hook=object_of, parse_constant=constant, parse_int=number)
