"""One form of a text, in which case, accents, spaces and punctuation do not count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.language.folded_text import folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dry  Needling: a\nreview.", "dry needling a review"),
        ("Fernández-de-las-Peñas", "fernandez de las penas"),
        ("Straße, Œuvre, Łódź, Ærø", "strasse oeuvre lodz aero"),
        ("ﬁbre Ｈｉｐ", "fibre hip"),
        ("snake_case", "snake case"),
        ("5 % (< 7)", "5 % < 7"),
        ("Боль", "боль"),
        ("“…”", ""),
        ("", ""),
    ],
)
def test_folded(text: str, expected: str) -> None:
    assert folded(text) == expected


def test_signs_that_change_a_statement_stay() -> None:
    assert folded("pain < 5") != folded("pain > 5")
    assert folded("≥ 5") != folded("≤ 5")


@given(text=st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
