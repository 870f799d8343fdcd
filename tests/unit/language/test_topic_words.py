"""Words that say what a text is about: which ones, and which count as the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.language.topic_words import latin_script, topic_words


def shared(one: str, other: str) -> bool:
    return bool(topic_words(one) & topic_words(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("needle", "Needling"),
        ("needles", "needled"),
        ("headache", "Headaches"),
        ("therapies for allergies", "an allergy"),
        ("hips", "the hip"),
        ("tendonitis", "tendon"),
        ("oedema", "edema"),
        ("haemorrhage", "hemorrhages"),
        ("muscle fibre", "fiber"),
        ("tumour", "tumors"),
        ("Ménière", "Meniere's disease"),
        ("golfer’s elbow", "ELBOW"),
        ("bullied", "bullying"),
        ("vitamin B12", "b12"),
        ("side effects", "adverse events"),
        ("serious harm", "complications"),
        ("kidney stones", "renal colic"),
        ("high blood pressure", "hypertension"),
        ("trigger-point", "trigger points"),
    ],
)
def test_shared(one: str, other: str) -> None:
    assert shared(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dry needling reduces hip pain", "Coffee and the risk of gallstones"),
        ("Dry needling reduces hip pain", "A randomized trial of reduced salt"),
        ("Treats patients within 12 weeks", "Effects in 12 patients: a systematic review"),
        ("pain", "paint"),
        ("effective for knees", "effective for elbows"),
    ],
)
def test_not_shared(one: str, other: str) -> None:
    assert not shared(one, other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 of 34",
        "24h 5mg",
        "It may be that this is so.",
        "A systematic review",
        "Снижает боль",
    ],
)
def test_no_topic(text: str) -> None:
    assert topic_words(text) == frozenset()


def test_several_texts_are_taken_together() -> None:
    assert topic_words("hip", "", "knee") == topic_words("hip") | topic_words("knee")


def test_latin_script() -> None:
    assert latin_script("Dry needling")
    assert latin_script("Ångström in der Hüfte")
    assert latin_script("β-blockers")
    assert not latin_script("Иглоукалывание dry")
    assert not latin_script("12 %")
    assert not latin_script("")


@given(text=st.text(max_size=60))
def test_case_and_space_do_not_matter(text: str) -> None:
    plain = text if text.isascii() else text.encode("ascii", "ignore").decode()
    assert topic_words(plain) == topic_words(f"  {plain.upper()}  ")
    assert all(marks == marks.lower() for marks in topic_words(text))
