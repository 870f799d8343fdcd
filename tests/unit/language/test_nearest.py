"""Offering the known words that look most like an unknown one."""

from __future__ import annotations

import time

from needle_evidence.language.nearest import nearest, suggestion

KEYS = ("hall2018effects", "hall2018hip", "lee2020knee", "Dunning2014dry")


def test_the_nearest_comes_first() -> None:
    assert nearest("hall2018efects", KEYS)[0] == "hall2018effects"


def test_letter_case_does_not_matter_and_the_known_spelling_is_offered() -> None:
    assert nearest("DUNNING2014DRY", KEYS) == ("Dunning2014dry",)


def test_a_beginning_or_an_end_counts_as_alike() -> None:
    assert nearest("dunn", KEYS) == ("Dunning2014dry",)
    assert nearest("knee", KEYS) == ("lee2020knee",)


def test_a_short_beginning_does_not() -> None:
    assert nearest("du", KEYS) == ()


def test_nothing_is_offered_for_a_word_like_none() -> None:
    assert nearest("xyzzy", KEYS) == ()
    assert nearest("hall2018", ()) == ()


def test_no_more_than_the_limit() -> None:
    many = [f"hall2018{letter}" for letter in "abcdefg"]
    assert len(nearest("hall2018", many)) == 3
    assert len(nearest("hall2018", many, limit=1)) == 1


def test_a_very_long_word_costs_little() -> None:
    start = time.perf_counter()
    nearest("a" * 1_000_000, ["a" * 30] * 3)
    assert time.perf_counter() - start < 1


def test_suggestion_reads_as_a_question() -> None:
    assert suggestion("lee2020kne", KEYS) == "Did you mean lee2020knee?"
    assert suggestion("xyzzy", KEYS) == ""
    two = suggestion("hall2018", KEYS)
    assert two == "Did you mean hall2018hip or hall2018effects?"
