"""What a statement claims, feature by feature, and how two statements differ in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from needle_evidence.anchoring.compared_words import ComparedWord
from needle_evidence.language.guarded_words import guarded_words
from needle_evidence.language.quantities import Quantity, quantities
from needle_evidence.language.thesaurus import Thesaurus, find_terms

_SIGNS = frozenset("<>≤≥=±+-~×/%$€£°→←↑↓–")
_NUMBER = "number"
_CONJUNCTION = "conjunction"
# Words of these meanings come and go with the style of a sentence; one for another counts.
_LIGHT = frozenset({"and", "or", "with", "from to"})
# What may stand at several places of a sentence without a change of meaning.
_MOVABLE = frozenset({"population", "time", "magnitude", "quantifier", "number", "body part"})
# Two of these may share out a number.
_SHARED = ("population", "intervention", "condition", "body part", "side")
_BY = re.compile(r"\bby\b", re.IGNORECASE)
# Within the name of a term these say nothing of their own: "high blood pressure".
_IN_NAMES = frozenset({"body part", "magnitude", "side", "direction"})
_NAMES = {"time unit": "time"}
# A verb, a comparative and an adjective that say the same of an amount.
_WAYS = {
    ("direction", "up"): "up",
    ("comparator", "more"): "up",
    ("magnitude", "high"): "up",
    ("direction", "down"): "down",
    ("comparator", "less"): "down",
    ("magnitude", "low"): "down",
}
_SYMMETRIC = ("direction", "linked")
_LONGEST_SHOWN = 80


class Feature(NamedTuple):
    """One thing that a statement says. key: equal where it says the same. shown: its words."""

    kind: str
    key: str
    shown: str
    start: int
    end: int


class Stretches:
    """Stretches of a text, in any order, and which places stand in one of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hold(self, place: int) -> bool:
        """Whether a place stands in one."""
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._ends[at]

    def exceed(self, feature: Feature) -> bool:
        """Whether a feature is but a part of one: "back" of "low back pain"."""
        at = bisect_right(self._starts, feature.start) - 1
        if at < 0 or feature.end > self._ends[at]:
            return False
        return feature.end - feature.start < self._ends[at] - self._starts[at]


def features(text: str, words: Sequence[ComparedWord], thesaurus: Thesaurus) -> tuple[Feature, ...]:
    """The guarded features of a text by place. words: those of the text. English only."""
    amounts = quantities(text)
    terms = find_terms(thesaurus, text)
    in_amounts = Stretches([(one.start, one.end) for one in amounts])
    in_terms = Stretches([(one.start, one.end) for one in terms])
    guarded = (
        one
        for one in _guarded(text, words)
        if not (one.kind == "time unit" and in_amounts.hold(one.start))
        and not (one.kind in _IN_NAMES and in_terms.exceed(one))
    )
    found = [
        *(_amount(one) for one in amounts),
        *_bare_numbers(words, [(one.start, one.end) for one in amounts]),
        *(Feature(one.kind, one.term, one.words, one.start, one.end) for one in terms),
        *guarded,
    ]
    return tuple(sorted(found, key=lambda feature: (feature.start, feature.end)))


def numbers_only(words: Sequence[ComparedWord]) -> tuple[Feature, ...]:
    """The numbers and their signs, which can be read in every language."""
    return tuple(_bare_numbers(words, ()))


def differences(one: Sequence[Feature], other: Sequence[Feature]) -> Iterator[str]:
    """What the second says otherwise than the first, each in words."""
    dropped, added = _without_same_ways(_left(one, other), _left(other, one))
    for kind in dict.fromkeys(feature.kind for feature in (*dropped, *added)):
        gone = [feature for feature in dropped if feature.kind == kind]
        come = [feature for feature in added if feature.kind == kind]
        name = _NAMES.get(kind, kind)
        paired = min(len(gone), len(come))
        for before, after in zip(gone, come, strict=False):
            yield f"{name} changed: {_shown(before)} → {_shown(after)}"
        for feature in gone[paired:]:
            if not _light(feature):
                yield f"{name} dropped: “{_shown(feature)}”"
        for feature in come[paired:]:
            if not _light(feature):
                yield f"{name} added: “{_shown(feature)}”"


def _without_same_ways(
    dropped: Sequence[Feature], added: Sequence[Feature]
) -> tuple[list[Feature], list[Feature]]:
    """Those left once "reduces" is paired with "less" and "increases" with "higher"."""
    gone, come = list(dropped), list(added)
    for before in dropped:
        way = _WAYS.get((before.kind, before.key))
        same = (after for after in come if way and _WAYS.get((after.kind, after.key)) == way)
        after = next(same, None)
        if after is not None:
            gone.remove(before)
            come.remove(after)
    return gone, come


def changed_places(one: Sequence[Feature], other: Sequence[Feature]) -> Stretches:
    """The stretches of the first text whose features the second lacks."""
    return Stretches((feature.start, feature.end) for feature in _left(one, other))


def order_changed(one: Sequence[Feature], other: Sequence[Feature], texts: tuple[str, str]) -> str:
    """What says the same things in another order and so something else, in words; or "".

    "A is better than B" turned round. One that moves by itself ("after a week" to the front)
    and the passive voice ("is reduced by") change nothing.
    """
    first, second = _sequence(one), _sequence(other)
    if first == second or Counter(first) != Counter(second):
        return ""
    if bool(_BY.search(texts[0])) != bool(_BY.search(texts[1])):
        return ""
    if _turned_round(first, second):
        return ""
    kinds = Counter(kind for kind, _ in first)
    loose = {kind for kind in _MOVABLE if kinds[kind] == 1}
    if any(kinds[kind] > 1 for kind in _SHARED):
        loose.discard(_NUMBER)  # "two for men and one for women"
    if [item for item in first if item[0] not in loose] == [
        item for item in second if item[0] not in loose
    ]:
        return ""
    moved = [a for a, b in zip(first, second, strict=True) if a != b]
    shown = {(feature.kind, feature.key): _shown(feature) for feature in one}
    names = dict.fromkeys(shown[item] for item in moved)
    return "order changed: " + ", ".join(list(names)[:6])


def _turned_round(first: Sequence[tuple[str, str]], second: Sequence[tuple[str, str]]) -> bool:
    """Whether "after a week" went to the other end with what it governs, or "linked" turned."""
    for cut in range(1, len(first)):
        head, tail = list(first[:cut]), list(first[cut:])
        if tail + head == list(second) and "time" in (head[0][0], tail[0][0]):
            return True
        if tail[0] == _SYMMETRIC and [*tail[1:], tail[0], *head] == list(second):
            return True
    return False


def _amount(one: Quantity) -> Feature:
    high = "" if one.high is None else f" {one.high.normalize():f}"
    # Of what people there are many, other words say: "3 fewer", "3 fewer people".
    unit = "" if one.unit == "person" else one.unit
    key = f"{one.value.normalize():f}{high} {unit}"
    return Feature(_NUMBER, key, one.text, one.start, one.end)


def _bare_numbers(
    words: Sequence[ComparedWord], spans: Sequence[tuple[int, int]]
) -> Iterator[Feature]:
    """Numbers that count nothing (a year, a type), and signs; not those of quantities."""
    inside = Stretches(spans)
    for word in words:
        if word.number and not inside.hold(word.start):
            yield Feature(_NUMBER, f"#{word.form}", word.written, word.start, word.end)
        elif word.form in _SIGNS and not inside.hold(word.start):
            yield Feature(_NUMBER, word.form, word.written, word.start, word.end)


def _guarded(text: str, words: Sequence[ComparedWord]) -> Iterator[Feature]:
    forms = [_plain(word) for word in words]
    for kind, meaning, first, end in guarded_words(forms):
        start, stop = words[first].start, words[end - 1].end
        yield Feature(kind, meaning, text[start:stop], start, stop)


def _plain(word: ComparedWord) -> str:
    """The word as the table of guarded words spells it."""
    return "one" if word.form == "1" and not word.number else word.form


def _left(one: Sequence[Feature], other: Sequence[Feature]) -> list[Feature]:
    """The features of the first that the second has not, or not as often."""
    there = Counter((feature.kind, feature.key) for feature in other)
    left = []
    for feature in one:
        if there[feature.kind, feature.key]:
            there[feature.kind, feature.key] -= 1
        else:
            left.append(feature)
    return left


def _light(feature: Feature) -> bool:
    return feature.kind == _CONJUNCTION and feature.key in _LIGHT


def _sequence(found: Sequence[Feature]) -> list[tuple[str, str]]:
    return [(feature.kind, feature.key) for feature in found if not _light(feature)]


def _shown(feature: Feature) -> str:
    shown = " ".join(feature.shown.split())
    return shown if len(shown) <= _LONGEST_SHOWN else shown[: _LONGEST_SHOWN - 1] + "…"
