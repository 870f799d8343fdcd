"""What holds of every passage and every number, whatever the text."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from needle_evidence.language.passages import find_passage, prepare, word_count
from needle_evidence.language.quantities import missing_quantities, quantities

PIECES = [
    *("pain", "fell", "Ménière", "β", "ﬁnd", "b12", "½", "x²", "针刺", "e\u0301", "İ", "ß"),
    *(" ", " ", " ", "\n", "-", "- ", "–", "−", "—", "\u00ad", "\u200b", "\u2009", "·", ".", ","),
    *("5", "14.4", "1,463", "24", "%", "<", "≤", "<=", "±", "/", ":", "[5]", "[5, 6]", "(", ")"),
    *("“", "'", "_", "|", "~", "*", "mm", "weeks", "to", "of", "in", "one", "hundred", "n=", "$"),
    *("‿", "2014", "May", "type", "CI", "95", "h", "and", "\ud800", "\u202e"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
anything = st.text(alphabet=st.characters(exclude_categories=()), max_size=80)
words = st.lists(st.sampled_from(["pain", "fell", "by", "all", "the", "needle"]), min_size=3)


@given(before=texts, source=texts, after=texts)
def test_a_text_is_found_in_itself_and_mapped_back(before: str, source: str, after: str) -> None:
    assume(word_count(source) and "[" not in source and ".." not in source)
    whole = f"{before} zebra, {source} zebra {after}"
    match = find_passage(f"zebra, {source} zebra", whole)
    assert match.found
    found = whole[match.start : match.end]
    assert found.startswith("zebra")
    assert found.endswith("zebra")
    assert find_passage(source, found).found


@given(one=st.one_of(anything, texts), other=st.one_of(anything, texts))
def test_a_place_holds_the_passage(one: str, other: str) -> None:
    source = other + " " + one + other
    match = find_passage(one, source)
    if match.found:
        assert 0 <= match.start < match.end <= len(source)
        assert find_passage(one, source[match.start : match.end]).found
    else:
        assert (match.start, match.end) == (-1, -1)


@given(texts)
def test_the_flat_text_is_as_long_as_the_source(source: str) -> None:
    assert len(prepare(source).flat) == len(source)


@given(passage=words, number=st.integers(0, 9999), other=st.integers(0, 9999))
def test_another_number_is_another_passage(passage: list[str], number: int, other: int) -> None:
    text = " ".join(passage)
    assert find_passage(f"{text} {number} mm", f"{text} {other} mm").found == (number == other)


@given(st.one_of(anything, texts))
def test_every_quantity_stands_where_it_says(text: str) -> None:
    position = 0
    for item in quantities(text):
        assert item.text == text[item.start : item.end] != ""
        assert item.start >= position
        position = item.end


@given(st.one_of(anything, texts))
def test_a_text_bears_out_its_own_numbers(text: str) -> None:
    assert missing_quantities(text, text) == ()


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["mm", "%", "weeks", "people", "mg"]))
def test_a_number_is_read_as_written(value: Decimal, unit: str) -> None:
    for written in (f"{value} {unit}", f"{value:,} {unit}", f"{value}{unit}"):
        (item,) = quantities(f"It was {written}.")
        assert item.value == value
        assert item.unit
        assert not missing_quantities(f"It was {written}", f"and {value} {unit} it is")
        assert missing_quantities(f"It was {written}", f"and {value + 1} {unit} it is")
