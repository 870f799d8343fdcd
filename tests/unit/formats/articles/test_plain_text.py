"""Plain text pages: which lines belong together, and what each block is."""

import time
from pathlib import Path

import pytest

from needle_evidence.formats.articles.plain_text import read_plain_text
from needle_evidence.model.article import Article, BlockKind

SAMPLES = Path(__file__).parents[3] / "samples" / "articles"
LONG = (
    "Needling of the calf may ease pain for some weeks, and most people who tried it in these "
    "two studies went back to running within a month of the last of their four sessions."
)


def _read(source: str) -> Article:
    return read_plain_text(source.encode(), "page.txt")


def _blocks(source: str) -> list[tuple[str, int, str]]:
    article = _read(source)
    return [
        (block.kind.value, block.level, article.block_text(number))
        for number, block in enumerate(article.blocks)
    ]


def _texts(source: str) -> list[str]:
    return [text for _, _, text in _blocks(source)]


def test_a_pasted_page() -> None:
    article = read_plain_text((SAMPLES / "pasted-page.txt").read_bytes(), "pasted-page.txt")
    seen = [
        (block.kind.value, block.level, article.block_text(number).split(".")[0])
        for number, block in enumerate(article.blocks)
    ]
    assert article.title == "Cupping for runners"
    assert seen == [
        ("heading", 1, "Cupping for runners"),
        ("paragraph", 0, "Cupping is a treatment with cups of glass that draw the skin up"),
        ("heading", 2, "What is it good for?"),
        ("paragraph", 0, "3 possible benefits of cupping:"),
        ("list_item", 1, "Less pain in the calf"),
        ("list_item", 1, "Better sleep"),
        ("list_item", 1, "Faster healing"),
        ("paragraph", 0, "Is it safe? Most people have round marks for a week"),
        ("heading", 2, "Side Effects & Care"),
        ("paragraph", 0, "Side effects include:"),
        ("list_item", 1, "Bruises"),
        ("list_item", 1, "Burns"),
    ]
    assert [article.block_text(block.lead_in) for block in article.blocks[4:7]] == [
        "3 possible benefits of cupping:"
    ] * 3
    assert article.block_text(article.blocks[-1].heading) == "Side Effects & Care"
    burns = article.location(article.text.index("Burns"))
    assert (burns.line, burns.character) == (18, 5)


def test_wrapped_lines_are_one_paragraph() -> None:
    lines = [
        "Needling of the calf may ease pain for some weeks, and",
        "most people who tried it in these two studies went back",
        "to running within a month of the last of their sessions.",
        "It is safe for most people and takes no more than twenty",
        "minutes.",
    ]
    assert _blocks("\n".join(lines)) == [("paragraph", 0, " ".join(lines))]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    assert _texts(f"{LONG}\n{LONG}\n{LONG}") == [LONG] * 3


def test_short_lines_are_not_joined() -> None:
    assert _texts("Reduces pain\nHelps sleep\nHeals tendons\n") == [
        "Reduces pain",
        "Helps sleep",
        "Heals tendons",
    ]


def test_the_last_word_of_a_wrapped_paragraph_is_never_a_menu() -> None:
    lines = [
        "Needling of the calf may ease pain for some weeks, and",
        "most people who tried it in these two studies went back",
        "to running, and to all that they did before, in and near",
        "home.",
    ]
    assert _texts("\n".join(lines)) == [" ".join(lines)]


@pytest.mark.parametrize("marker", ["•", "-", "*", "–", "·", "◦", "1.", "1)", "a)", "(1)", "[1]"])
def test_markers_of_list_items(marker: str) -> None:
    article = _read(f"Benefits:\n\n  {marker} Less pain\n")
    assert article.blocks[1].kind is BlockKind.LIST_ITEM
    assert article.block_text(1) == "Less pain"
    assert article.blocks[1].lead_in == 0


@pytest.mark.parametrize(
    "text",
    ["-5 degrees of motion", "2014. A year", "A. Smith found it", "1.5 times more", "*all* of it"],
)
def test_what_is_no_marker(text: str) -> None:
    assert _texts(f"{text} in the calf.") == [f"{text} in the calf."]


def test_a_wrapped_line_that_begins_like_an_item_is_text() -> None:
    lines = [
        "Needling of the calf may ease pain for some weeks, and the",
        "mean number of visits that people in both of the trials had",
        "12. Pain at night, which is what most of them came for, was",
        "- in all but the last of the weeks - lower than before them.",
    ]
    assert _texts("\n".join(lines)) == [" ".join(lines)]


def test_items_go_on_where_they_stand_further_in() -> None:
    assert _texts("1. Less pain\n   in the calf\n2. Sleep\n\nMore text here.") == [
        "Less pain in the calf",
        "Sleep",
        "More text here.",
    ]


def test_nested_items() -> None:
    assert [level for _, level, _ in _blocks("- one\n  - two\n    - three\n- four\n")] == [
        1,
        2,
        3,
        1,
    ]


def test_a_number_that_starts_again_is_another_list() -> None:
    article = _read("Benefits:\n1. Less pain\n2. Sleep\nSide effects:\n1. Bruises\n")
    assert [article.block_text(block.lead_in) for block in article.blocks] == [
        "",
        "Benefits:",
        "Benefits:",
        "",
        "Side effects:",
    ]


def test_headings_by_their_form() -> None:
    assert _blocks(f"Title\n=====\n\n{LONG}\n\nPart\n---\n\n{LONG}\n\n### Deep\n\n{LONG}") == [
        ("heading", 1, "Title"),
        ("paragraph", 0, LONG),
        ("heading", 2, "Part"),
        ("paragraph", 0, LONG),
        ("heading", 3, "Deep"),
        ("paragraph", 0, LONG),
    ]


def test_a_question_before_text_is_a_heading_even_without_an_empty_line() -> None:
    source = f"{LONG}\n\nWhat is dry needling?\n{LONG}"
    assert _blocks(source)[1] == ("heading", 2, "What is dry needling?")


def test_a_question_with_its_answer_is_a_paragraph() -> None:
    assert _blocks(f"{LONG}\n\nIs it safe? It is.\n\n{LONG}")[1][0] == "paragraph"


@pytest.mark.parametrize("text", ["Benefits:", "It reduces pain.", "Bruises, burns,"])
def test_lines_with_a_stop_are_no_headings(text: str) -> None:
    assert _blocks(f"{LONG}\n\n{text}\n\n{LONG}")[1][0] == "paragraph"


def test_a_row_of_short_lines_is_no_row_of_headings() -> None:
    kinds = [kind for kind, _, _ in _blocks(f"{LONG}\n\nBruises\n\nBurns\n\nPain\n\n{LONG}")]
    assert kinds == ["paragraph"] * 5


def test_the_last_line_is_no_heading() -> None:
    assert _blocks(f"{LONG}\n\nMore soon")[1][0] == "paragraph"


def test_residue_is_left_out() -> None:
    source = (
        f"{LONG}\n\nShare on facebook\nShare on twitter\n\nLeave a Reply\n\nName *\n\n"
        "Social Media\n\nNo spam, notifications only about new products, updates.\n"
    )
    assert _texts(source) == [LONG]


def test_line_ends_of_every_kind() -> None:
    article = _read("One two.\r\n\r\n• three\r• four\n")
    assert _texts("One two.\r\n\r\n• three\r• four\n") == ["One two.", "three", "four"]
    assert [article.location(block.start).line for block in article.blocks] == [1, 3, 4]


@pytest.mark.parametrize("unit", ["-", "• a\n", "1. a\n", "a\n\n", "a\n", " ", " \n", "?\n\n"])
def test_repeated_lines_are_read_in_time(unit: str) -> None:
    started = time.perf_counter()
    _read(unit * 5_000 + "word")
    assert time.perf_counter() - started < 5


def test_unevenly_wrapped_sentence_stays_whole() -> None:
    source = (
        "Honey is an old remedy. It reduces the frequency of cough in children better than\n"
        "no treatment. Honey may work about as well as\ndextromethorphan.\n"
    )
    assert _texts(source) == [" ".join(source.split())]


def test_short_lines_in_small_letters_stay_apart() -> None:
    assert len(_texts("less pain\nbetter sleep\nmore energy\n")) == 3
