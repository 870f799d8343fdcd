"""Words in a picture: cut to the room there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.reporting.pictures.drawn_text import label, text_width


def test_a_text_that_fits_is_whole() -> None:
    assert (label("Pain", 100).text, label("Pain", 100).full) == ("Pain", "")


def test_a_cut_text_ends_in_a_mark_and_keeps_the_whole_one() -> None:
    cut = label("plantar fasciitis of the left foot", 100, 12)
    assert cut.text.endswith("…")
    assert cut.full == "plantar fasciitis of the left foot"


def test_east_asian_signs_take_twice_the_room() -> None:
    assert text_width("足底", 10) > 1.8 * text_width("ab", 10)
    assert text_width("e\u0301", 10) == text_width("\u00e9", 10)


@given(st.text(max_size=200), st.floats(min_value=20, max_value=400))
def test_no_label_is_wider_than_its_room(text: str, room: float) -> None:
    assert text_width(label(text, room).text, 12) <= room + 1e-6


def test_a_text_of_a_hundred_thousand_signs_is_cut_short() -> None:
    cut = label("長" * 100_000, 200)
    assert len(cut.full) <= 300
