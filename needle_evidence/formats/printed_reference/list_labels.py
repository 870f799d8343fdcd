"""Which lines of a pasted list begin with the next number or letter of its numbering.

Labels with a sign ("3.", "[3]") are known by themselves. Others, which any line may begin with
("3 NICE. …", "3: Smith J", "c) Smith J", "iii. Smith J"), are labels where they count up from the
list's first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx", "xl")
_FEWEST = 3
_FEWEST_COLONS = 2
_GAP = 3  # numbers that a list may have lost


@dataclass(frozen=True, slots=True)
class ListLabel:
    """The label at a line's beginning and where the text after it begins."""

    label: str
    end: int


@dataclass(frozen=True, slots=True)
class _Scheme:
    """A way to count. form: finds a label of it, in group 1, at the beginning of a line."""

    form: re.Pattern[str]
    names: tuple[str, ...] | None
    fewest: int

    def counted(self) -> Iterator[str]:
        return iter(self.names) if self.names else map(str, count(1))


_NUMERALS = tuple(ten + one for ten in _TENS for one in _ROMAN if ten or one)
_SCHEMES = (
    _Scheme(re.compile(r"\s*(\d{1,3}):\s+(?=[^\W\d_]|\[)"), None, _FEWEST_COLONS),
    _Scheme(re.compile(r"\s*(\d{1,3})\s+(?=[^\W\d_a-zß-öø-ÿ]|[\[“\"])"), None, _FEWEST),
    _Scheme(re.compile(r"\s*\(?([a-z])[.)\]]\s+(?=\S)"), tuple(_ALPHABET), _FEWEST),
    _Scheme(re.compile(r"\s*[(\[]?([A-Z])[)\]]\.?\s+(?=\S)"), tuple(_ALPHABET.upper()), _FEWEST),
    _Scheme(re.compile(r"\s*[(\[]?([ivxl]{1,7})[.)\]]\s+(?=\S)"), _NUMERALS, _FEWEST),
    _Scheme(
        re.compile(r"\s*[(\[]?([IVXL]{1,7})[.)\]]\s+(?=\S)"),
        tuple(map(str.upper, _NUMERALS)),
        _FEWEST,
    ),
)


def counted_labels(lines: Sequence[str]) -> dict[int, ListLabel]:
    """Labels without a sign of their own, by the index of their line; {} where none count up.

    lines: as printed, without bullets. Takes time in proportion to the lines.
    """
    for scheme in _SCHEMES:
        found: dict[int, ListLabel] = {}
        names = scheme.counted()
        expected = next(names)
        for index, line in enumerate(lines):
            match = scheme.form.match(line)
            if match and match[1] == expected:
                found[index] = ListLabel(match[1], match.end())
                expected = next(names, "")
            if not found:
                break  # the list begins with the first of its labels
        if len(found) >= scheme.fewest:
            return found
    return {}


def next_labels(labels: Sequence[str]) -> list[bool]:
    """For each line whether its label ("" for none) is the next one of the list's numbering."""
    begins = [False] * len(labels)
    expected = 0
    labelled = sum(map(bool, labels))
    for index, label in enumerate(labels):
        if not label:
            continue
        if not label.isdecimal():
            begins[index] = labelled > 1
        elif not expected or 0 < int(label) - expected <= _GAP or label == "1":
            expected = int(label)
            begins[index] = True
    return begins if sum(begins) > 1 or (begins and begins[0]) else [False] * len(labels)
