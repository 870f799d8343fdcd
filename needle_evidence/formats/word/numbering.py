"""The numbers that Word shows before the items of its lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from needle_evidence.formats.word.elements import W, XmlElement, value_of, whole_number

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_AROUND = " \t\u00a0.,:;()[]{}–-"
_LONGEST_LABEL = 40
_LARGEST_ROMAN = 3_999
_LARGEST_LETTER = 26 * 30
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts; resets: whether an item of a higher level resets it."""

    form: str = "decimal"
    start: int = 1
    text: str = ""
    style: str = ""
    resets: bool = True


@dataclass(slots=True)
class _Number:
    """What a paragraph refers to: a list definition, with starts and levels of its own."""

    definition: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)


class Numbering:
    """Counts the items of all lists, in document order. root: of the numbering part."""

    def __init__(self, root: XmlElement | None) -> None:
        definitions = [] if root is None else root.findall(f"{W}abstractNum")
        numbers = [] if root is None else root.findall(f"{W}num")
        self._definitions = {
            one.get(f"{W}abstractNumId", ""): dict(map(_level, one.findall(f"{W}lvl")[:_LEVELS]))
            for one in definitions
        }
        self._link_styles(definitions)
        self._numbers = {number.get(f"{W}numId", ""): _number(number) for number in numbers}
        # Lists of one definition go on counting where the one before ended.
        self._counts: dict[str, list[int | None]] = {}

    def level_of_style(self, number: str, style_id: str) -> int:
        """The level, from 0, that a list ties to a paragraph style; 0 where it ties none."""
        known = self._numbers.get(number)
        levels = self._definitions.get(known.definition, {}) if known else {}
        tied = (level for level, form in levels.items() if form.style == style_id)
        return next(tied, 0) if style_id else 0

    def count(self, number: str, level: int) -> str:
        """Counts one more item; gives its number as shown, without brackets and stops.

        "" for bullets and unknown lists.
        """
        known = self._numbers.get(number)
        if known is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(known.definition, [None] * _LEVELS)
        self._step(known, counts, level)
        form = self._form(known, level)
        if form.form in {"bullet", "none"}:
            return ""
        shown = _PLACEHOLDER.sub(
            lambda found: self._shown(known, counts, int(found[1]) - 1),
            form.text or f"%{level + 1}",
        )
        return shown.strip(_AROUND)[:_LONGEST_LABEL]

    def _link_styles(self, definitions: list[XmlElement]) -> None:
        """A definition can stand for the one that a list style names."""
        by_style = {
            value_of(one, f"{W}styleLink"): one.get(f"{W}abstractNumId", "") for one in definitions
        }
        for one in definitions:
            link = value_of(one, f"{W}numStyleLink")
            if link and by_style.get(link):
                own = one.get(f"{W}abstractNumId", "")
                self._definitions[own] = self._definitions[by_style[link]]

    def _form(self, number: _Number, level: int) -> _Level:
        levels = self._definitions.get(number.definition, {})
        return number.levels.get(level) or levels.get(level) or _Level()

    def _step(self, number: _Number, counts: list[int | None], level: int) -> None:
        for above in range(level):
            if counts[above] is None:
                counts[above] = self._form(number, above).start
        before = counts[level]
        if level in number.starts and level not in number.used:
            before = number.starts[level] - 1
        number.used.add(level)
        counts[level] = self._form(number, level).start if before is None else before + 1
        for below in range(level + 1, _LEVELS):
            if self._form(number, below).resets:
                counts[below] = None

    def _shown(self, number: _Number, counts: list[int | None], level: int) -> str:
        count = counts[level]
        return "" if count is None else shown_number(count, self._form(number, level).form)


def shown_number(number: int, form: str) -> str:
    """A number in one of Word's forms (`w:numFmt`); decimal in those not known here."""
    if form in {"lowerRoman", "upperRoman"} and 0 < number <= _LARGEST_ROMAN:
        written = ""
        for value, sign in _ROMAN:
            written += sign * (number // value)
            number %= value
        return written.upper() if form == "upperRoman" else written
    if form in {"lowerLetter", "upperLetter"} and 0 < number <= _LARGEST_LETTER:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    return str(number)


def _level(element: XmlElement) -> tuple[int, _Level]:
    return whole_number(element.get(f"{W}ilvl", "")), _Level(
        value_of(element, f"{W}numFmt") or "decimal",
        whole_number(value_of(element, f"{W}start"), 1),
        value_of(element, f"{W}lvlText")[:_LONGEST_LABEL],
        value_of(element, f"{W}pStyle"),
        value_of(element, f"{W}lvlRestart") != "0",
    )


def _number(element: XmlElement) -> _Number:
    number = _Number(value_of(element, f"{W}abstractNumId"))
    for override in element.findall(f"{W}lvlOverride"):
        level = whole_number(override.get(f"{W}ilvl", ""))
        start = whole_number(value_of(override, f"{W}startOverride"))
        own = override.find(f"{W}lvl")
        if start >= 0:
            number.starts[level] = start
        if own is not None:
            number.levels[level] = _level(own)[1]
    return number
