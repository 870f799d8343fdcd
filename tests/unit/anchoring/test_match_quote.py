"""Quotes are found again: word for word, written otherwise, and after edits."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.anchoring.match_quote import (
    find_exact,
    find_normalised,
    prepare,
    spellings,
)
from needle_evidence.anchoring.similar_quote import find_similar

PAGE = (
    "Dry needling may reduce non-specific back pain. It treats “plantar fasciitis” within 2.5 "
    "weeks—pain relief was ﬁne after 4–8 weeks, and re\u00adduced use of drugs. Ménière’s disease "
    "is another thing; 10² is not 102.\n\n针刺可以减轻疼痛。效果很小。\n\nيخفف الوخز الألم المزمن."
)
PREPARED = prepare(PAGE)


def exact(quote: str) -> list[str]:
    return [PAGE[start:end] for start, end in find_exact(quote, PREPARED).spans]


def normalised(quote: str) -> list[str]:
    return [PAGE[start:end] for start, end in find_normalised(quote, PREPARED).spans]


@pytest.mark.parametrize(
    "quote",
    [
        "Dry needling",
        "non-specific back pain",
        "“plantar fasciitis”",
        "pain relief was",
        "2.5 weeks",
        "针刺可以减轻疼痛",
        "减轻疼痛",
        "الوخز الألم",
    ],
)
def test_words_of_the_page_are_found_as_they_stand(quote: str) -> None:
    assert exact(quote) == [quote]


@pytest.mark.parametrize(
    "quote",
    [
        "specific back pain",  # the second half of "non-specific"
        "5 weeks",  # of 2.5
        "8 weeks",  # of 4–8
        "eedling may",
        "Dry needl",
        "",
        " ",
        ".",
        "“",
    ],
)
def test_no_quote_begins_or_ends_inside_a_word_or_a_number(quote: str) -> None:
    assert exact(quote) == []
    assert normalised(quote) == []


@pytest.mark.parametrize(
    ("quote", "stands_as"),
    [
        ("DRY  NEEDLING may", "Dry needling may"),
        ('treats "plantar fasciitis"', "treats “plantar fasciitis”"),
        ("weeks - pain relief", "weeks—pain relief"),
        ("was fine after", "was ﬁne after"),
        ("and reduced use", "and re\u00adduced use"),
        ("**Dry** _needling_ may", "Dry needling may"),
        ("Me\u0301nie\u0300re's disease", "Ménière’s disease"),
        ("4-8 weeks", "4–8 weeks"),
        ("2·5 weeks", "2.5 weeks"),
    ],
)
def test_spelling_does_not_count(quote: str, stands_as: str) -> None:
    assert exact(quote) == []
    assert normalised(quote) == [stands_as]


@pytest.mark.parametrize("quote", ["102 is not", "painrelief", "Dry needling reduces", "meniere"])
def test_words_do_count(quote: str) -> None:
    assert normalised(quote) == []


def test_marks_and_what_surrounds_a_copied_quote_fall_away() -> None:
    assert "Treats pain" in spellings("“Treats pain [5].”")
    assert "reduces pain" in spellings("reduces pain² (Cotchett et al., 2014).")
    assert "reduces pain" in spellings("reduces pain [@cotchett2014; @smith2020]")
    assert spellings("5 m² of skin")[-1] == "5 m² of skin"
    assert spellings("  ") == ()


def test_a_quote_that_stands_thousands_of_times_is_counted_so_far_and_cut() -> None:
    text = prepare("It reduces pain. " * 3_000)
    places = find_exact("reduces pain", text)
    assert places.count == 1_000
    assert places.spans[:2] == ((3, 15), (20, 32))
    assert len(places.spans) == 50


def test_only_a_stretch_is_searched() -> None:
    text = prepare("It reduces pain. It reduces pain.")
    assert find_exact("reduces pain", text, (5, 33)).spans == ((20, 32),)
    assert find_normalised("Reduces pain", text, (0, 15)).spans == ((3, 15),)
    assert find_exact("reduces pain", text, (4, 31)).count == 0


SENTENCES = (
    "Many people ask about needles. Dry needling reduces heel pain after four weeks of treatment. "
    "Ice and rest are cheap. Stretching of the calf helps most people within a year."
)


@pytest.mark.parametrize(
    ("quote", "stands_as"),
    [
        (
            "Dry needling reduces heel pain after twenty weeks of treatment.",
            "Dry needling reduces heel pain after four weeks of treatment.",
        ),
        (
            "Needling reduces heel pain after 4 weeks of care",
            "needling reduces heel pain after four weeks of treatment",
        ),
        (
            "Stretching the calf really helps people within one year",
            "Stretching of the calf helps most people within a year",
        ),
    ],
)
def test_an_edited_quote_has_the_right_span(quote: str, stands_as: str) -> None:
    best = find_similar(quote, prepare(SENTENCES))[0]
    assert SENTENCES[best.start : best.end] == stands_as
    assert best.margin == best.similarity > 0.6


def test_what_stood_beside_a_quote_tells_where_it_ends() -> None:
    text = prepare("We now think that often ice eases heel pain at night, some say")
    recorded = "acupuncture eases heel pain at night"
    alone = find_similar(recorded, text)[0]
    beside = find_similar(recorded, text, prefix="We now think that often ")[0]
    assert text.text[beside.start : beside.end] == "ice eases heel pain at night"
    assert alone.end == beside.end


def test_the_better_of_two_candidates_leads_by_a_margin() -> None:
    text = prepare("Needling eases pain in the heel. Needling eases pain in the elbow at night.")
    first, second = find_similar("Needling eases pain in the elbow at noon", text)
    assert text.text[first.start : first.end].endswith("night")
    assert first.margin == pytest.approx(first.similarity - second.similarity)


@pytest.mark.parametrize("quote", ["needling", "Needling.", "", "12", "   ", "zzz yyy xxx"])
def test_one_word_or_other_words_have_no_candidate(quote: str) -> None:
    assert find_similar(quote, prepare(SENTENCES)) == ()


def test_chinese_has_candidates() -> None:
    text = "我们不知道。针刺可以减轻足跟疼痛。效果很小。"
    best = find_similar("针刺也许可以减轻足跟疼痛", prepare(text))[0]
    assert text[best.start : best.end] == "针刺可以减轻足跟疼痛"


def test_hostile_text_takes_bounded_time() -> None:
    started = time.perf_counter()
    text = prepare("a b " * 200_000 + "(" * 100_000 + "word" * 50_000)
    for quote in ("a b a b a b", "b a " * 2_000, "(((", "a (" * 5_000):
        find_exact(quote, text)
        find_normalised(quote, text)
        find_similar(quote, text)
        spellings(quote + "[1" * 20_000 + "(" * 20_000)
    assert time.perf_counter() - started < 20


words = st.sampled_from(
    [
        *("pain", "Needling", "4", "2.5", "weeks", "针", "刺", "Ménière’s", "ﬁne", "re\u00adduced"),
        *("non-specific", "x²", "“so", "it”", "—", "-", ".", ",", "*", "_", "e\u0301", "İ", "ß"),
        *("الألم", "\ud800", "\u200b", "[5]", "(", "≥", "..."),
    ]
)
gaps = st.sampled_from([" ", "  ", "\n\n", "", " ", " "])
pages = st.lists(st.tuples(words, gaps), max_size=30).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


@given(page=pages, first=st.integers(0, 40), last=st.integers(0, 40))
def test_words_taken_from_a_text_are_found_at_their_place(page: str, first: int, last: int) -> None:
    text = prepare(page)
    if not text.forms:
        return
    one, other = sorted((first % len(text.forms), last % len(text.forms)))
    start, end = text.starts[one], text.ends[other]
    quote = page[start:end]
    found = find_exact(quote, text)
    for place in found.spans:
        assert page[slice(*place)] == quote
    whole = page[:start] + " " + quote + " " + page[end:]
    if prepare(quote).words:
        assert (start + 1, end + 1) in find_exact(quote, prepare(whole)).spans


@given(page=pages, quote=pages)
def test_a_normalised_place_holds_the_same_words(page: str, quote: str) -> None:
    wanted = prepare(quote)
    for start, end in find_normalised(quote, prepare(f"{page} {quote} {page}")).spans:
        held = prepare(f"{page} {quote} {page}"[start:end])
        assert list(held.forms) == list(wanted.forms)


@given(page=pages)
def test_offsets_lead_back_to_the_words(page: str) -> None:
    text = prepare(page)
    for form, start, end in zip(text.forms, text.starts, text.ends, strict=True):
        assert list(prepare(page[start:end]).forms) == [form]
    assert list(text.starts) == sorted(text.starts)


@given(page=st.text(max_size=200), quote=st.text(max_size=60))
def test_a_candidate_lies_inside_the_text(page: str, quote: str) -> None:
    for found in find_similar(quote, prepare(f"{page} {quote[3:]} {page}")):
        assert 0 <= found.start < found.end <= 2 * len(page) + len(quote) + 2
        assert 0 <= found.margin <= found.similarity <= 1
