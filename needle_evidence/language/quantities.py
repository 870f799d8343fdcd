"""The numbers of a text, each with its unit, and those that no source text bears out.

What only looks like a quantity is left out: years, dates, times of day, citation marks, names
(C5-C6, COVID-19, type 2 diabetes), ordinals, and number words that count nothing ("one-sided",
"no one").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from needle_evidence.language.data_table import data_table

_SMALL_TEXT = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
    """
_TENS_TEXT = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORD_VALUES = {word: Decimal(value) for value, word in enumerate(_SMALL_TEXT.split())} | {
    word: Decimal(10 * value) for value, word in enumerate(_TENS_TEXT.split(), start=2)
}
_MULTIPLIERS = {
    "hundred": Decimal(100),
    "thousand": Decimal(1_000),
    "million": Decimal(1_000_000),
    "billion": Decimal(1_000_000_000),
}
_FRACTIONS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = _TENS_TEXT.replace(" ", "|")
_UP_TO_99 = rf"(?:(?:{_TENS})(?:[\s-](?:{_ONES}))?|{_TEENS}|{_ONES})"
_UP_TO_999 = rf"(?:(?:{_UP_TO_99}|a)[\s-]hundred(?:\s(?:and\s)?{_UP_TO_99})?|{_UP_TO_99})"
_WORDS = (
    rf"(?:(?:{_UP_TO_999}|a)[\s-](?:thousand|million|billion)(?:\s(?:and\s)?{_UP_TO_999})?"
    rf"|{_UP_TO_999}|zero)"
)
_THIN = "\u00a0\u2009\u202f"
_DIGITS = (
    rf"[1-9]\d{{0,2}}(?:[{_THIN}]\d{{3}})+(?!\d)|[1-9]\d{{0,2}}(?:,\d{{3}})+(?!,?\d)(?:[.·]\d+)?"
    r"|\d{1,3}(?:\.\d{3})+,\d+|\d+(?:[.,·]\d+)?"
)
_NUMBER = re.compile(
    # A hyphen right after a letter joins a name, unless a decimal follows (MD-0.5).
    r"(?P<sign>(?<![\w)%])[-−–‑](?=[\d.·])|(?<=[^\W\d_])[-−–‑](?=\d{0,9}[.·]\d)"
    r"|(?<![^\W\d_][-−–‑]))"
    rf"(?P<digits>(?<!\w)(?<!\w[.·])(?:{_DIGITS})|(?<![\w.·])[.·]\d+)"
    r"(?:\s(?P<times>hundred|thousand|million|billion)\b)?"
    rf"|(?<![\w-])(?P<fraction>(?:{_ONES})[\s-](?:half|third|quarter|fifth|tenth)s?)\b"
    rf"|(?<![\w-])(?P<words>{_WORDS})\b",
    re.IGNORECASE,
)
# More digits than these count nothing in a health text.
_LONGEST = 24

_MONTHS = (
    "(?-i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_KINDS = "types?|phases?|stages?|grades?|levels?(?: of evidence:?)?|class(?:es)?|groups?|steps?"
_PLACES_IN_TEXTS = (
    r"figures?|figs?|tables?|sections?|refs?|references?|chapters?|versions?|appendix|box"
    r"|questions?|nos?\.|vol|volume|issue|pages?|pp"
)
_NO_QUANTITY = re.compile(
    r"(?:https?://|doi:|www\.)\S+|\b10\.\d{4,9}/\S+|\b(?:pmid|isbn|issn)[:\s]{0,2}[\d-]+"
    # Names: C5-C6, L4/L5, T1, B12; then citation marks; then dates and decades.
    r"|(?<!/)\b(?![cmk]?m2\b)[a-z]{1,20}\d\w*(?:[-–‑/]\w*\d\w*)*"
    r"|(?<!ci )(?<!interval )(?<!ci: )(?<!ci, )\[\d{1,3}(?:\s?[-–,;]\s?\d{1,3})*\]"
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{4}s\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTHS}\b(?:\s\d{{4}})?"
    rf"|\b{_MONTHS}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}})?"
    r"|\b\d+(?:[-–‑]\d+){2,}\b|\b\d+:\d+(?::\d+)*\b|\b\d+(?:st|nd|rd|th)\b"
    rf"|\b(?:{_KINDS})\s\d[a-z]?\b(?![.,·]\d|\s?(?:%|mm|days?|weeks?|months?|years?|hours?))"
    r"(?:(?:\s?[-–]|\s(?:and|or))\s?\d\b(?![.,·]\d|%))?"
    rf"|\b(?:{_PLACES_IN_TEXTS})\.?\s\d{{1,3}}[a-z]?\b(?:\s?[-–]\s?\d{{1,3}})?",
    re.IGNORECASE,
)
# The words after a number among which its unit may stand.
_FOLLOWING = re.compile(
    r"[\s–‑-]?(%|‰|°\s?[cf]\b|°|[$€£]|[^\W\d_]\w*(?:/[^\W\d_]\w*)*)", re.IGNORECASE
)
_REACH = 70
_MOST_WORDS = 6
_LONGEST_UNIT = 3
_ENDING_TEXT = """
    of and or in to with for from by at on the a an was were is are had has have did do does who
    whom that which than versus vs per as but also into under over after before during within
    between without not no may might can could should would will must
    """
_ENDINGS = frozenset(_ENDING_TEXT.split())
# What may be counted with words before the noun ("84 eligible patients"); a measure may not.
_COUNTED_TEXT = """
    people studies reviews guidelines sessions treatments case items groups centres countries
    animals events deaths doses injections needles points
    """
_COUNTED = frozenset(_COUNTED_TEXT.split())
_SPANS = frozenset({"time", "months"})
_BEFORE_SPANS = frozenset({"additional", "consecutive", "extra", "full", "further", "whole"})
_SIZE_BEFORE = re.compile(r"\bn\s?[=:]\s?$", re.IGNORECASE)
_TIME_BEFORE = re.compile(
    r"(?<!\d[\s-])\b(session|hour|day|week|month|year)s?\s"
    r"(?:\d{1,3}(?:,\s|,?\s(?:and|or|to)\s|[-–])){0,4}$",
    re.IGNORECASE,
)
_LEVEL_BEFORE = re.compile(r"\b(?:ci|interval)s?[\s:=,(]{0,2}$", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"[$€£]\s?$")
_YEAR_BEFORE = re.compile(r"\b(?:in|since|during|until|till|year|by|from)\s$", re.IGNORECASE)
_BETWEEN_BEFORE = re.compile(r"\bbetween\s$", re.IGNORECASE)
_LOOK_BACK = 30
_RANGE = re.compile(r"\s?(?:[-−–—‑]|to|through|up to)\s?", re.IGNORECASE)
_RATIO = re.compile(r"\s(?:in|per|in every|of every|out of|out of every)\s", re.IGNORECASE)
_OF = re.compile(r"\sof\s(?:(?:the|these|all|our|its)\s)?", re.IGNORECASE)
_JOINED = re.compile(r"[\s-]?(?:,?\s(?:and|or)\s|/|&|±)\s?", re.IGNORECASE)
_COMMA = re.compile(r"\s?[,;]\s?")
_INTERVAL = re.compile(r"[\s:,;=(\[]{0,4}(?:ci|interval|limits)?[\s:,;=(\[]{0,4}", re.IGNORECASE)
_ESTIMATE_REACH = 40
_PLACES = Decimal("0.00000001")
_CONFIDENCE = "% confidence"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A number of a text.

    unit: its canonical name ("%", "week", "person"), "in 3" for "1 in 3", "% confidence" for
    the 95 of "95% CI", "" where none is named. high: the upper end of a range, of which `value`
    is the lower. text, start, end: how and where it stands, the unit included.
    """

    value: Decimal
    unit: str
    text: str
    start: int
    end: int
    high: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Unit:
    name: str
    dimension: str
    factor: Decimal


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of the text, in its order.

    A number without a unit takes that of the number it is listed with ("1 and 3 months"); the
    bounds of a confidence interval that of their estimate ("14.4 mm (95% CI 5.2 to 23.5)").
    """
    masked = _NO_QUANTITY.sub(lambda match: "_" * len(match[0]), text)
    numbers = (match for match in _NUMBER.finditer(masked) if len(match[0]) <= _LONGEST)
    merged = _merge((_read(match, masked) for match in numbers), masked)
    shared = _share_units(merged, masked)
    return tuple(
        replace(item, text=text[item.start : item.end])
        for item in shared
        if not _uncounted(item, masked)
    )


def missing_quantities(statement: str, *sources: str) -> tuple[Quantity, ...]:
    """The quantities of the statement that no source contains.

    A number with a unit needs the same unit, or one that converts exactly (48 hours, two days;
    32%, 0.32); a number without one agrees with any of its value. The sign does not count:
    "14.4 mm lower" is −14.4 mm. Of a range both ends are needed.
    """
    values: set[Decimal] = set()
    measures: set[tuple[str, Decimal]] = set()
    for source in sources:
        for item in quantities(source):
            for value in _ends(item):
                values.add(abs(value))
                measures.update(_measures(value, item.unit))
    return tuple(
        item
        for item in quantities(statement)
        if not all(_contained(end, item.unit, values, measures) for end in _ends(item))
    )


def _ends(item: Quantity) -> tuple[Decimal, ...]:
    return (item.value,) if item.high is None else (item.value, item.high)


def _contained(
    value: Decimal, unit: str, values: set[Decimal], measures: set[tuple[str, Decimal]]
) -> bool:
    plain = not unit and abs(value) in values
    return plain or not measures.isdisjoint(_measures(value, unit))


def _measures(value: Decimal, unit: str) -> set[tuple[str, Decimal]]:
    """The value by dimension, in the dimension's base unit."""
    value = abs(value)
    if not unit:
        return {("share", _rounded(value))} if value <= 1 else set()
    if unit.startswith("in "):
        return {("share", _rounded(value / Decimal(unit[3:])))}
    known = _units_by_name()[unit.lower()]
    return {(known.dimension, _rounded(value * known.factor))}


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_PLACES) if value < 10**15 else value


@cache
def _units_by_name() -> Mapping[str, _Unit]:
    """The units by each name that texts give them, their own in lower case among these."""
    names: dict[str, _Unit] = {}
    for row in data_table("units"):
        unit = _Unit(name=row["unit"], dimension=row["dimension"], factor=Decimal(row["factor"]))
        names.update((name, unit) for name in (unit.name.lower(), *row["names"].split(";")))
    return names


def _read(match: re.Match[str], text: str) -> Quantity:
    unit, end = _unit(text, match.start(), match.end())
    return Quantity(value=_value(match), unit=unit, text="", start=match.start(), end=end)


def _value(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        value = _decimal(match["digits"]) * _MULTIPLIERS.get((match["times"] or "").lower(), 1)
        return -value if match["sign"] else value
    words = re.split(r"[\s-]", (match["fraction"] or match["words"]).lower())
    if match["fraction"]:
        parts = _FRACTIONS[words[1].removesuffix("s")]
        return (_WORD_VALUES[words[0]] / parts).quantize(Decimal("0.0001"))
    return _spelled_out(words)


def _decimal(digits: str) -> Decimal:
    """Reads 1,463 and 1.463,5 with thousands apart, 1,4 and 14·4 as decimals."""
    plain = re.sub(rf"[{_THIN}]", "", digits).replace("·", ".")
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", plain):
        return Decimal(plain.replace(",", ""))
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    return Decimal(plain)


def _spelled_out(words: list[str]) -> Decimal:
    total, current = Decimal(0), Decimal(0)
    for word in words:
        if word == "hundred":
            current = (current or 1) * _MULTIPLIERS[word]
        elif word in _MULTIPLIERS:
            total, current = (current or 1) * _MULTIPLIERS[word], Decimal(0)
        else:
            current += _WORD_VALUES.get(word, 0)
    return total + current


def _unit(text: str, start: int, end: int) -> tuple[str, int]:
    """The unit of the number at start to end, and where number and unit end."""
    before = text[max(0, start - _LOOK_BACK) : start]
    money = _MONEY_BEFORE.search(before)
    if money:
        return money[0].strip(), end
    words = _words_after(text, end)
    if words and words[0][0] == "%" and _LEVEL_BEFORE.search(before):
        return _CONFIDENCE, words[0][1]
    for first in range(len(words)):
        known, length = _named(words[first:])
        if known and (first == 0 or _may_follow(known, words[:first])):
            return known.name, words[first + length - 1][1]
        # "6-week" names its unit at once, "two-sided" none.
        if words[first][0] in _ENDINGS or not text[end].isspace():
            break
    if _SIZE_BEFORE.search(before):
        return "person", end
    time = _TIME_BEFORE.search(before)
    return (time[1].lower(), end) if time and not _year_like(text[start:end]) else ("", end)


def _words_after(text: str, end: int) -> list[tuple[str, int]]:
    """Up to six words that follow with nothing but spaces and hyphens between, and their ends."""
    words: list[tuple[str, int]] = []
    window = text[end : end + _REACH]
    position = 0
    while len(words) < _MOST_WORDS and (match := _FOLLOWING.match(window, position)):
        # One letter is a unit in its own case only: 3 d, but 3D; litres go by both.
        word = match[1] if len(match[1]) == 1 and match[1] != "L" else match[1].lower()
        words.append((re.sub(r"\s", "", word), end + match.end()))
        position = match.end()
    more = len(words) > 1 and words[0][0] == "or" and words[1][0] in {"more", "fewer", "less"}
    return words[2:] if more else words


def _named(words: list[tuple[str, int]]) -> tuple[_Unit | None, int]:
    """The unit that the first of the words name, and how many they are."""
    for length in range(min(_LONGEST_UNIT, len(words)), 0, -1):
        known = _units_by_name().get(" ".join(word for word, _ in words[:length]))
        if known:
            return known, length
    return None, 0


def _may_follow(known: _Unit, skipped: list[tuple[str, int]]) -> bool:
    if known.dimension in _SPANS:
        return len(skipped) == 1 and skipped[0][0] in _BEFORE_SPANS
    return known.dimension in _COUNTED


def _merge(found: Iterable[Quantity], text: str) -> list[Quantity]:
    """Ranges ("1 to 19 mm") and ratios ("1 in 3"), each as one quantity."""
    merged: list[Quantity] = []
    bounds = False
    for item in found:
        last = merged[-1] if merged else None
        joined = _ratio(last, item, text) or _range(last, item, text, bounds=bounds)
        if joined:
            merged[-1] = joined
            bounds = False
        else:
            bounds = last is not None and _bounds_follow(last, item, text)
            merged.append(item)
    return merged


def _bounds_follow(level: Quantity, item: Quantity, text: str) -> bool:
    between = text[level.end : item.start]
    return level.unit == _CONFIDENCE and bool(_INTERVAL.fullmatch(between))


def _ratio(last: Quantity | None, item: Quantity, text: str) -> Quantity | None:
    if last is None or last.unit or last.high is not None or not 0 < last.value <= item.value:
        return None
    between = _between(last, item, text)
    counted = not item.unit or _units_by_name()[item.unit.lower()].dimension in _COUNTED
    year = between.strip() == "in" and _year_like(text[item.start : item.end])
    if not counted or year or not _RATIO.fullmatch(between):
        return None
    return replace(last, unit=f"in {item.value.normalize():f}", end=item.end)


def _range(last: Quantity | None, item: Quantity, text: str, *, bounds: bool) -> Quantity | None:
    if last is None or last.unit or last.high is not None:
        return None
    between = _between(last, item, text)
    linked = _RANGE.fullmatch(between) or (bounds and _COMMA.fullmatch(between))
    if not linked and between == " and ":
        before = text[max(0, last.start - _LOOK_BACK) : last.start]
        linked = _BETWEEN_BEFORE.search(before)
    if not linked:
        return None
    return replace(last, unit=item.unit, high=item.value, end=item.end)


def _between(last: Quantity, item: Quantity, text: str) -> str:
    """What stands between the two, as far as it can tell anything."""
    return text[last.end : min(item.start, last.end + _LOOK_BACK)]


def _share_units(items: list[Quantity], text: str) -> list[Quantity]:
    """Gives units to the bounds of intervals, to lists and to "32 of 84 patients"."""
    shared = list(items)
    for number in range(2, len(shared)):
        estimate, level, item = shared[number - 2 : number + 1]
        near = level.start - estimate.end <= _ESTIMATE_REACH
        if near and not item.unit and _bounds_follow(level, item, text):
            shared[number] = replace(item, unit=estimate.unit)
    listed = False
    for number in range(len(shared) - 2, -1, -1):
        item, after = shared[number], shared[number + 1]
        if item.unit or not after.unit or after.unit.startswith("in "):
            listed = False
            continue
        between = _between(item, after, text)
        listed = bool(_JOINED.fullmatch(between) or (listed and _COMMA.fullmatch(between)))
        counted = _units_by_name()[after.unit.lower()].dimension in _COUNTED
        if listed or (counted and _OF.fullmatch(between)):
            shared[number] = replace(item, unit=after.unit)
    return shared


def _year_like(digits: str) -> bool:
    return bool(re.match(r"(?:1[89]|20)\d\d(?![\d,.·])", digits))


def _uncounted(item: Quantity, text: str) -> bool:
    """Whether the number counts nothing: a year, "one-sided", "no one", "3D"."""
    before = text[max(0, item.start - _LOOK_BACK) : item.start].lower()
    if _year_like(text[item.start : item.end]):
        return not item.unit or bool(_YEAR_BEFORE.search(before))
    if item.unit:
        return before.endswith("no ") and text[item.start : item.start + 3].lower() == "one"
    follows = text[item.end : item.end + 2]
    named = follows[:1].isalpha() or (follows[:1] in "-–‑" and follows[1:].isalpha())
    pronoun = text[item.start : item.end].lower() == "one"
    return named or pronoun
