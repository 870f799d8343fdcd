"""Stems of English words, against examples of Porter's paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.language.word_stems import word_stem


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("caresses caress", "caress"),
        ("ponies poni", "poni"),
        ("agreed", "agre"),
        ("bled", "bled"),
        ("sing", "sing"),
        ("hopping hop", "hop"),
        ("filing file", "file"),
        ("happy", "happi"),
        ("relational", "relat"),
        ("conditional", "condit"),
        ("vietnamization", "vietnam"),
        ("triplicate", "triplic"),
        ("adoption adoptive", "adopt"),
        ("controlling controlled controls", "control"),
        ("needling needled needles needle", "needl"),
        ("generalizations oscillators", ""),
    ],
)
def test_examples(words: str, stem: str) -> None:
    stems = {word_stem(word) for word in words.split()}
    assert stems == ({stem} if stem else {"gener", "oscil"})


@pytest.mark.parametrize("word", ["il10", "ab", "größe", "hüfte", "x" * 61, "", "10"])
def test_what_is_no_plain_word_stays(word: str) -> None:
    assert word_stem(word) == word


@given(st.text(alphabet="aeiouybdglnrstz", max_size=60))
def test_a_stem_is_never_longer_by_more_than_an_e(word: str) -> None:
    stem = word_stem(word)
    assert len(stem) <= len(word)
    assert bool(stem) == bool(word)
