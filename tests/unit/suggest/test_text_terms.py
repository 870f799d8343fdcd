"""Words of claims and references in one form."""

from __future__ import annotations

import time

import pytest

from needle_evidence.suggest.text_terms import text_terms, word_stems


def stems(text: str) -> list[tuple[str, ...]]:
    return [term.stems for term in text_terms(text)]


def test_words_of_a_sentence() -> None:
    terms = list(text_terms("Dry-needling of the heels (plantar) isn't for children."))
    assert [term.word for term in terms] == [
        "Dry", "needling", "heels", "plantar", "isn", "t", "children",
    ]  # fmt: skip
    assert terms[1].stems == ("needl",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tumours", "tumor"),
        ("ischaemia", "Ischemia"),
        ("Children", "child"),
        ("Crohn’s", "Crohn"),
        ("NFκB", "NFkappaB"),
        ("Ménière", "meniere"),
        ("β", "beta"),
    ],
)
def test_spellings_that_do_not_count(one: str, other: str) -> None:
    assert word_stems(one)[0] == word_stems(other)[0]


def test_letters_and_digits_meet_however_they_are_joined() -> None:
    assert word_stems("IL10") == ("il10", "il", "10")
    assert stems("IL-10") == [("il",), ("10",)]


def test_other_scripts_and_endless_words() -> None:
    assert stems("Боль в пятке") == [("боль",), ("в",), ("пятке",)]
    begun = time.perf_counter()
    assert stems("a" * 1_000_000) == []
    assert len(stems("heel " * 200_000)) == 20_000
    assert time.perf_counter() - begun < 5
