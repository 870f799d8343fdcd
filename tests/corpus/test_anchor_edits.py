"""Edited pages, read and anchored the whole way: what must be noticed, and what must not."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.anchor_edits import generated_edits
from benchmarks.anchoring import Followed, figures, follow, wrong
from benchmarks.guard_accuracy import written_cases
from needle_evidence.language.thesaurus import build_thesaurus


@pytest.fixture(scope="module")
def written() -> list[Followed]:
    return list(follow(written_cases(), build_thesaurus()))


def test_the_set_is_as_large_and_as_mixed_as_it_has_to_be(written: list[Followed]) -> None:
    harmful = [one.case for one in written if one.case["harmful"]]
    outside = [case for case in harmful if case["where"] != "quote"]
    assert len(written) >= 200
    assert len(harmful) >= 0.6 * len(written)
    assert len(outside) >= len(harmful) / 4
    assert all(one.recorded for one in written)


def test_no_harmful_edit_passes(written: list[Followed]) -> None:
    assert [one.case["id"] for one in written if one.case["harmful"] and one.held] == []


def test_every_change_of_meaning_is_named(written: list[Followed]) -> None:
    silent = [
        one.case["id"]
        for one in written
        for place in one.after
        if not place.state.holds and place.start >= 0 and not place.differences
    ]
    assert silent == []


def test_nearly_all_harmless_edits_keep_their_anchor(written: list[Followed]) -> None:
    kept, total = figures(written).harmless_kept
    lost = Counter(one.case["id"] for one in wrong(written) if one.expected == "keeps")
    assert kept >= 0.95 * total, lost


def test_at_least_half_of_the_paraphrases_are_offered(written: list[Followed]) -> None:
    offered, total = figures(written).paraphrases_offered
    assert total >= 20
    assert offered >= total / 2


def test_generated_edits() -> None:
    found = figures(list(follow(generated_edits(11, 300), build_thesaurus())))
    assert found.harmful_kept[0] == 0 < found.harmful_kept[1]
    assert found.harmless_kept[0] >= 0.95 * found.harmless_kept[1] > 0
