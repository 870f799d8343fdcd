"""The date of a work for other programs, and objects without gaps."""

from __future__ import annotations

import pytest

from needle_evidence.reporting.known_parts import known
from needle_evidence.reporting.publication_date import publication_day


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        ([[2014]], "2014"),
        ([[2014, 8]], "2014-08"),
        ([[2014, 8, 5]], "2014-08-05"),
        ([[2014, 2, 30]], "2014-02"),
        ([[2014, 13, 1]], "2014"),
        ([[2014, 8], [2015, 1]], "2014-08"),
        ([[20]], ""),
        ([[123456]], ""),
        ([["2014"]], ""),
        ([[]], ""),
        ([], ""),
    ],
)
def test_precision_is_what_was_recorded(parts: list[list[object]], day: str) -> None:
    assert publication_day({"issued": {"date-parts": parts}}) == day


def test_dates_in_words_are_no_dates() -> None:
    assert publication_day({"issued": {"literal": "in press"}}) == ""
    assert publication_day({}) == ""


def test_gaps_are_left_out_and_zero_is_none() -> None:
    parts = {"a": 0, "b": "", "c": None, "d": [], "e": {}, "f": False, "g": "x"}
    assert known(parts) == {"a": 0, "f": False, "g": "x"}
