"""Markdown pages: what is text, what is not, and where it stands."""

from pathlib import Path

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.articles.markdown import read_markdown
from needle_evidence.model.article import Article, BlockKind, MarkKind

SAMPLES = Path(__file__).parents[3] / "samples" / "articles"


def _read(source: str, path: str = "page.md") -> Article:
    return read_markdown(source.encode(), path)


def _texts(source: str) -> list[str]:
    article = _read(source)
    return [article.block_text(number) for number in range(len(article.blocks))]


def _kinds(source: str) -> list[tuple[BlockKind, int]]:
    return [(block.kind, block.level) for block in _read(source).blocks]


def _line_and_character(article: Article, words: str) -> tuple[int | None, int | None]:
    location = article.location(article.text.index(words))
    return location.line, location.character


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Dry *needling* and __more__.", "Dry needling and more."),
        ("A \\* star &amp; an entity &eacute;.", "A * star & an entity é."),
        ("One line  \nand\\\nanother", "One line and another"),
        ("Take `500 mg` now", "Take 500 mg now"),
        ("A [link](https://example.org/x 'title') here", "A link here"),
        ("See <https://example.org/a%20b> there", "See https://example.org/a%20b there"),
        ("A picture ![alt text](x.png) here", "A picture here"),
        ("Kept <!-- hidden --> text", "Kept text"),
        ("It ~~cures~~ eases pain", "It eases pain"),
        ("10^6^ cells, 5 cm<sup>2</sup>, H~2~O", "10⁶ cells, 5 cm², H2O"),
        ("($n = 20$, $\\alpha$) for $5 or $10", "(n = 20, ) for $5 or $10"),
        ("Text {% include x.html %} and {{ site.name }} end", "Text and end"),
        ("Line one\r\nline two\\\r\nline three", "Line one line two line three"),
        ("a^b and x~y@z.org", "a^b and x~y@z.org"),
    ],
)
def test_inline_markup_is_not_text(source: str, text: str) -> None:
    assert _texts(source) == [text]


@pytest.mark.parametrize(
    "source",
    [
        "Text\n\n```\ncode\n```",
        "Text\n\n    code",
        "Text\n\n$$\nx\n=\ny\n$$",
        "Text\n\n![figure](x.png)",
        "Text\n\n[ref]: https://example.org 'Title'",
        "Text\n\n<script>\n\nlet code = 1;\n\n</script>",
        "Text\n\n<nav>\n\n* [Services](/services)\n\n</nav>",
        "Text\n\n***\n\nShare on facebook",
        "Text\n\n[TOC]",
        "::: {.callout}\nText\n:::",
    ],
)
def test_what_is_not_page_text(source: str) -> None:
    assert _texts(source) == ["Text"]


def test_blocks_and_their_places() -> None:
    article = read_markdown((SAMPLES / "clinic-page.md").read_bytes(), "clinic-page.md")
    seen = [
        (block.kind.value, block.level, article.block_text(number))
        for number, block in enumerate(article.blocks)
    ]
    assert article.title == "Cupping: what to expect"
    assert dict(article.meta) == {
        "title": "Cupping: what to expect",
        "subtitle": "Cupping eases pain [1].",
        "description": "A page of two lines.",
    }
    assert seen[:10] == [
        ("heading", 1, "What is cupping?"),
        ("paragraph", 0, "Cupping may ease neck pain, as two lines say."),
        ("quotation", 0, "A patient said it and went on saying it."),
        ("paragraph", 0, "Possible benefits:"),
        ("list_item", 1, "Less pain"),
        ("list_item", 2, "in the neck"),
        ("list_item", 1, "Better sleep"),
        ("list_item", 1, "A second paragraph of it."),
        ("table_cell", 0, "Outcome"),
        ("table_cell", 0, "Change | scale"),
    ]
    assert _line_and_character(article, "as two lines say") == (13, 3)
    assert _line_and_character(article, "went on saying it") == (16, 8)
    assert _line_and_character(article, "in the neck") == (21, 6)
    assert _line_and_character(article, "| scale") == (26, 21)
    # The nested item hangs on the one above it, the others on the paragraph.
    assert [article.block_text(block.lead_in) for block in article.blocks[4:8]] == [
        "Possible benefits:",
        "Less pain",
        "Possible benefits:",
        "Possible benefits:",
    ]


def test_marks_of_all_kinds_with_their_places() -> None:
    source = (
        "Pain fell [5], slept better[^n], moved [@smith2014; see @lee, p. 5] and @kim_2016 more, "
        "ate<sup>7</sup> and ran[^9].\n\n[^n]: Smith J. Sleep. 2014.\n"
    )
    article = _read(source)
    assert [(mark.kind, mark.labels) for mark in article.marks] == [
        (MarkKind.NUMBER, ("5",)),
        (MarkKind.NUMBER, ("n",)),
        (MarkKind.CITEKEY, ("smith2014", "lee")),
        (MarkKind.CITEKEY, ("kim_2016",)),
        (MarkKind.NUMBER, ("7",)),
        (MarkKind.NUMBER, ("9",)),
    ]
    assert [source[mark.start : mark.end] for mark in article.marks] == [
        "[5]",
        "[^n]",
        "[@smith2014; see @lee, p. 5]",
        "@kim_2016",
        "7",
        "[^9]",
    ]
    assert "@" not in article.text


def test_an_account_name_is_no_citation() -> None:
    article = _read("Ask @clinic or mail@smith2014.org today.")
    assert not article.marks
    assert article.text == "Ask @clinic or mail@smith2014.org today."


def test_a_name_is_a_citation_where_the_page_cites_by_keys() -> None:
    assert [mark.labels for mark in _read("As @clinic says [@lee].").marks] == [
        ("clinic",),
        ("lee",),
    ]


def test_quarto_cross_references_are_no_citations() -> None:
    assert not _read("See @fig-trial2014 here").marks


def test_footnotes_are_references() -> None:
    article = _read("Text[^1].\n\n[^1]: Smith J. Pain. 2014. https://doi.org/10.1/x.\n\n    More.")
    assert [(entry.label, entry.text, entry.address) for entry in article.references] == [
        ("1", "Smith J. Pain. 2014. https://doi.org/10.1/x. More.", "https://doi.org/10.1/x")
    ]
    assert [sentence.block for sentence in article.sentences] == [0]


def test_a_footnote_in_place_is_a_reference_after_its_block() -> None:
    article = _read("It eases pain^[Smith *et al*. Pain. 2014.] in some.")
    assert article.block_text(0) == "It eases pain in some."
    assert [entry.text for entry in article.references] == ["Smith et al. Pain. 2014."]
    assert article.marks[0].labels == (article.references[0].label,)


def test_ordered_items_have_the_number_shown() -> None:
    article = _read("References\n\n3. Smith J. Pain. J Pain. 2014;3:4-5.\n3. Lee K. Sleep. 2015.\n")
    assert article.block_text(1).startswith("Smith J.")
    assert [entry.label for entry in article.references] in ([], ["3", "4"])


def test_lists_are_told_apart() -> None:
    article = _read("First:\n\n- a one\n- b two\n\nSecond:\n\n* c three\n")
    assert [article.block_text(block.lead_in) for block in article.blocks] == [
        "",
        "First:",
        "First:",
        "",
        "Second:",
    ]


def test_html_inside() -> None:
    source = (
        "<div><h2>H&eacute;ad</h2><p>One <b>two</b><br>three</p>"
        "<ol start='4'><li>Item</li><li>Next</ol></div>\n"
    )
    article = _read(source)
    assert [(block.kind.value, block.level) for block in article.blocks] == [
        ("heading", 2),
        ("paragraph", 0),
        ("list_item", 1),
        ("list_item", 1),
    ]
    assert _texts(source) == ["Héad", "One two three", "Item", "Next"]
    assert _line_and_character(article, "three") == (1, source.index("three") + 1)
    assert _line_and_character(article, "ad") == (1, source.index("ad</h2>") + 1)


def test_captions() -> None:
    assert _kinds("Text.\n\n![x](y.png)\n\n*Figure 1. Pain over time.*")[1][0] is BlockKind.CAPTION


def test_task_items_and_alerts() -> None:
    assert _texts("- [x] done\n- [ ] open\n\n> [!NOTE]\n> Take care") == [
        "done",
        "open",
        "Take care",
    ]


def test_lazy_lines_belong_to_the_quotation() -> None:
    article = _read("> One\nlazy line\n\nText")
    assert [block.kind for block in article.blocks] == [BlockKind.QUOTATION, BlockKind.PARAGRAPH]
    assert _line_and_character(article, "lazy") == (2, 1)


def test_programs_in_a_line_are_run_only_by_quarto() -> None:
    assert _read("Mean `r mean(x)` here").text == "Mean r mean(x) here"
    assert _read("Mean `r mean(x)` here", "page.qmd").text == "Mean here"


@pytest.mark.parametrize(
    "front",
    [
        "---\nlist:\n  - a\n  - b: {c\n# comment\n: odd\n&x *y\n---\n",
        "---\nkey: [a, b\n\t\tbad: 'x\n...\n",
        "+++\ntags = ['a']\n+++\n",
        "---\n---\n",
    ],
)
def test_odd_front_matter_is_passed_over(front: str) -> None:
    article = _read(front + "Text")
    assert article.text == "Text"
    assert article.location(0).line == front.count("\n") + 1


def test_front_matter_without_end_is_a_page() -> None:
    assert "title: A" in _read("---\ntitle: A\n\nText").text


def test_nothing_is_lost_behind_a_script_that_never_ends() -> None:
    assert "Pain falls" in _read("Text <script> and\n\nPain falls").text


@pytest.mark.parametrize("source", [">" * 50_000 + " a", "- " * 50_000 + "a"])
def test_deep_nesting_is_refused(source: str) -> None:
    with pytest.raises(UnreadableInputError, match="deep"):
        _read(source)


def test_nesting_that_pages_have_is_read() -> None:
    depth = 20
    source = "".join(f"{'  ' * level}- level {level}\n" for level in range(depth))
    assert [block.level for block in _read(source).blocks] == list(range(1, depth + 1))


def test_large_files_are_refused() -> None:
    with pytest.raises(UnreadableInputError, match="3 MB"):
        _read("*" * 3_000_001)


@pytest.mark.parametrize("unit", ["[", "*", "^[a", "$a", "<!--", "&amp;", "|", "{{", "`a "])
def test_repeated_signs_are_read_in_time(unit: str) -> None:
    _read(unit * 4_000 + " word")


def test_binary_is_refused() -> None:
    with pytest.raises(UnreadableInputError, match="not a text file"):
        read_markdown(b"Text \0\1\2" * 100, "page.md")


def test_wide_characters_are_read() -> None:
    assert read_markdown("# Thérapie".encode("utf-16"), "page.md").text == "Thérapie"
