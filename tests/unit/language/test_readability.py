"""How hard a text is to read: syllables, sentences and the grade."""

from __future__ import annotations

import time

import pytest

from needle_evidence.language.readability import reading_level, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("pain", 1),
        ("needling", 2),
        ("make", 1),
        ("makes", 1),
        ("passes", 2),
        ("passed", 1),
        ("needed", 2),
        ("needled", 2),
        ("table", 2),
        ("people", 2),
        ("patients", 2),
        ("reduction", 3),
        ("evidence", 3),
        ("bias", 2),
        ("fluid", 2),
        ("serious", 3),
        ("headaches", 2),
        ("safely", 2),
        ("quality", 3),
        ("session", 2),
        ("mechanism", 4),
        ("84", 1),
        ("follow-up", 3),
        ("the", 1),
    ],
)
def test_syllables_are_counted_by_spelling(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_is_flesch_and_kincaids() -> None:
    level = reading_level(["The cat sat on the mat with the dog in the house."])
    # 12 words, 1 sentence, 12 syllables: 0.39 * 12 + 11.8 * 1 - 15.59 = 0.89.
    assert (level.words, level.sentences, level.longest, level.grade) == (12, 1, 12, 0.9)
    assert level.easy


def test_long_words_and_long_sentences_raise_the_grade() -> None:
    short = reading_level(["The needle may ease the pain."]).grade
    long = reading_level(["Administration of percutaneous needling may ameliorate pain."]).grade
    assert short is not None
    assert long is not None
    assert long > short + 5


def test_sentences_over_twenty_words_are_counted() -> None:
    twenty = "The needle may ease " + "the pain " * 8 + "."
    assert reading_level([twenty]).long == 0
    level = reading_level([twenty, twenty.replace(".", "now.")])
    assert (level.long, level.longest, level.easy) == (1, 21, False)


def test_a_text_may_hold_several_sentences() -> None:
    assert reading_level(["It may help. It may hurt.", "Nobody knows."]).sentences == 3


@pytest.mark.parametrize(
    "text", ["针刺可能会减轻疼痛。", "Die Nadeln lindern den Schmerz.", "12 34"]
)
def test_no_grade_for_what_is_not_english(text: str) -> None:
    level = reading_level([text])
    assert level.grade is None
    assert level.not_computed == "the text does not look English"
    assert level.words > 0


def test_nothing_has_no_grade_and_a_reason() -> None:
    assert reading_level([]).not_computed == "there are no sentences"
    assert reading_level(["", " … "]).grade is None


@pytest.mark.parametrize("text", ["e" * 500_000, "e. " * 200_000, "ee" * 9 + "\u0301" * 10_000])
def test_hostile_text_takes_no_long_time(text: str) -> None:
    started = time.perf_counter()
    reading_level([text])
    assert time.perf_counter() - started < 3
