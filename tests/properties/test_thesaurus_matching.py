"""Whatever the text, terms are found where they stand, and in time that grows with it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.language.thesaurus import (
    Relation,
    build_thesaurus,
    find_terms,
    relate,
    shipped_terms,
)
from needle_evidence.model.thesaurus import ThesaurusTerm

SHIPPED = build_thesaurus()
TERMS = sorted({term.term for term in shipped_terms()})
NAMES = [(term, name) for term in shipped_terms() for name in (term.term, *term.synonyms)]
WORDS = ["dry", "needling", "neck", "pain", "and", "or", "hip", "knee", "OA", "TENS", "ﬁ", "痛"]
MARKS = ["'s", "’", "-", ",", "/", " ", "\n", ". ", "\0", "\u00ad", "\u0301", "\u202e", "İ", "ß"]
PIECES = st.sampled_from(WORDS) | st.sampled_from(MARKS)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_words_are_the_text_between_the_offsets(text: str) -> None:
    terms = find_terms(SHIPPED, text)
    assert all(f.words == text[f.start : f.end] and f.words for f in terms)
    assert [f.end for f in terms] == sorted(f.end for f in terms)


@given(st.sampled_from(NAMES), st.booleans())
def test_every_name_is_found_in_a_sentence(
    named: tuple[ThesaurusTerm, str], possessive: bool
) -> None:
    term, name = named
    before = "The patient's case: " if possessive else "Notes — "
    found = find_terms(SHIPPED, f"{before}{name}. Nothing else.")
    assert any((f.term, f.words) == (term.term, name) for f in found)


@given(st.sampled_from(TERMS), st.sampled_from(TERMS))
def test_relations_seen_from_the_other_side(first: str, second: str) -> None:
    turned = {Relation.NARROWER: Relation.BROADER, Relation.BROADER: Relation.NARROWER}
    relation = relate(SHIPPED, first, second)
    assert relate(SHIPPED, second, first) is turned.get(relation, relation)
    assert (relation is Relation.SAME) == (first == second)


@given(st.sampled_from(TERMS), st.sampled_from(TERMS), st.sampled_from(TERMS))
def test_broader_reaches_on(first: str, second: str, third: str) -> None:
    if second in SHIPPED.included_in[first] and third in SHIPPED.included_in[second]:
        assert relate(SHIPPED, first, third) is Relation.NARROWER


@pytest.mark.parametrize(
    "text",
    [
        "neck and " * 12_000,
        "neck, " * 16_000,
        "shoulder/" * 11_000 + "pain",
        "a" * 100_000,
        "a" + "'s" * 50_000,
        "neck" + " " * 100_000 + "pain",
        "neck" + "," * 100_000 + "shoulder pain",
        "neck pain, " * 9_000,
        "\u00ad" * 100_000,
        "痛み" * 50_000,
    ],
)
def test_hostile_texts_of_100_kb_take_no_time(text: str) -> None:
    started = time.process_time()
    find_terms(SHIPPED, text)
    assert time.process_time() - started < 1
