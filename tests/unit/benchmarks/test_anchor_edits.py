"""The adversarial edits: their mix, and that the meaning guard lets no harmful one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from benchmarks.anchor_edits import generated_edits
from benchmarks.guard_accuracy import judge_cases, written_cases

_KEYS = {"id", "harmful", "class", "where", "before", "quote", "after", "expect", "note"}


def test_the_mix_of_the_written_edits() -> None:
    cases = list(written_cases())
    assert len({case["id"] for case in cases}) == len(cases) >= 240
    assert all(case.keys() == _KEYS | {"held_back"} for case in cases)
    assert all(case["harmful"] is (case["expect"] == "not_kept") for case in cases)
    counts = Counter(case["expect"] for case in cases)
    assert counts["not_kept"] >= 160
    assert counts["keeps"] >= 55
    assert counts["reanchored"] >= 25
    outside = [case for case in cases if case["harmful"] and case["where"] != "quote"]
    assert len(outside) >= counts["not_kept"] / 4


def test_generated_edits_are_the_same_for_the_same_seed() -> None:
    one, other = (list(generated_edits(3, 40)) for _ in range(2))
    assert one == other != list(generated_edits(4, 40))
    assert all(case.keys() == _KEYS and case["before"] != case["after"] for case in one)


def test_the_guard_on_the_written_edits() -> None:
    _assert_guarded(written_cases())


def test_the_guard_on_generated_edits() -> None:
    _assert_guarded(generated_edits(5, 600))


def _assert_guarded(cases: Iterable[Mapping[str, Any]]) -> None:
    """No harmful edit passes; nearly all harmless ones do; most paraphrases change nothing."""
    counts: Counter[tuple[str, str]] = Counter()
    for judged in judge_cases(cases):
        expected = judged.case["expect"]
        counts[expected, judged.verdict] += 1
        assert not (judged.case["harmful"] and judged.comparison.same), judged
    kept = sum(number for (expected, _), number in counts.items() if expected == "keeps")
    assert counts["keeps", "keeps"] >= 0.95 * kept
    reworded = sum(number for (expected, _), number in counts.items() if expected == "reanchored")
    assert counts["reanchored", "not_kept"] <= 0.5 * reworded
