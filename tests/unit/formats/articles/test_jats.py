"""Articles in JATS XML: blocks, marks and references, and hostile or foreign XML."""

from __future__ import annotations

from pathlib import Path

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.articles.jats import ARTICLE_FORMAT
from needle_evidence.model.article import Article, BlockKind

SAMPLE = Path(__file__).parents[3] / "samples" / "articles" / "needling-review.nxml"


def read(markup: str) -> Article:
    return ARTICLE_FORMAT.read(markup.encode(), "articles/a.xml")


def body(markup: str) -> Article:
    return read(f"<article><body>{markup}</body></article>")


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableInputError) as caught:
        ARTICLE_FORMAT.read(data, "articles/a.xml")
    assert caught.value.way_out
    return caught.value.problem


def texts(article: Article) -> list[str]:
    return [article.block_text(number) for number in range(len(article.blocks))]


@pytest.fixture(scope="module")
def sample() -> Article:
    return ARTICLE_FORMAT.read(SAMPLE.read_bytes(), "articles/needling-review.nxml")


def test_title_abstract_body_and_references_are_read_and_nothing_else(sample: Article) -> None:
    assert sample.title == "Needles for heels: a short review"
    assert sample.meta == {"lang": "en"}
    assert texts(sample) == [
        "Needles for heels: a short review",
        "Abstract",
        "Results",
        "Pain fell by 14 mm & stayed low.",
        "Introduction",
        "Needling eased pain in one trial, and walking improved. Harms were mild (Figure 1). "
        "Its mean is low.",
        "Harms",
        "These were:",
        "soreness",
        "for a day",
        "bruises",
        "Pain over time.",
        "Lower is better.",
        "Groups",
        "Group",
        "Pain (mm)",
        "Needling (n = 42)",
        "28",
        "I could walk again.",
        "References",
        "Cotter M. Needles for heels. J Foot. 2014;1:3-9. doi:10.1000/heel.1",
        "Walker A, Runner B. Walking with needles. J Walk. 2018;4(2):10–12. doi:10.1000/walk.2",
    ]


def test_headings_have_the_level_of_their_section(sample: Article) -> None:
    headings = [block.level for block in sample.blocks if block.kind is BlockKind.HEADING]
    assert headings == [1, 2, 3, 2, 3, 2]


def test_kinds_of_blocks(sample: Article) -> None:
    kinds = [block.kind.value for block in sample.blocks[7:19]]
    items, captions, cells = ["list_item"] * 3, ["caption"] * 3, ["table_cell"] * 4
    assert kinds == ["paragraph", *items, *captions, *cells, "quotation"]
    items_read = [block for block in sample.blocks if block.kind is BlockKind.LIST_ITEM]
    assert [sample.block_text(item.lead_in) for item in items_read] == [
        "These were:",
        "soreness",
        "These were:",
    ]


def test_marks_name_the_labels_of_their_references(sample: Article) -> None:
    assert [mark.labels for mark in sample.marks] == [("1",), ("1", "2")]
    source = SAMPLE.read_text("utf-8")
    assert source[sample.marks[0].start : sample.marks[0].end] == "[1]"
    assert [reference.label for reference in sample.references] == ["1", "2"]
    assert sample.references[0].address == "https://doi.org/10.1000/heel.1"
    assert sample.references[1].address == "https://doi.org/10.1000/walk.2"


def test_a_link_without_brackets_takes_its_label_from_the_entry() -> None:
    article = read(
        "<article><body><p>Pain fell<xref ref-type='bibr' rid='b'>7</xref>.</p></body><back>"
        "<ref-list><ref id='b'><label>[7]</label><citation>Ana.</citation></ref></ref-list></back>"
        "</article>"
    )
    assert article.text.startswith("Pain fell.")
    assert article.marks[0].labels == ("7",)


def test_places_are_right_beyond_ascii_entities_and_line_ends() -> None:
    markup = "<article><body><p>针刺 😀 a&amp;b&#233;c\r\nneedle &lt; ß</p></body></article>"
    article = read(markup)
    assert article.text == "针刺 😀 a&béc needle < ß"
    for letter in ("针", "😀", "a", "b", "c", "n", "ß"):
        place = article.source_map.source(article.text.index(letter))
        assert markup[place] == letter
    assert markup[article.source_map.source(article.text.index("é"))] == "&"
    assert article.location(article.text.index("needle")).line == 2


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-2", "utf-8-sig"])
def test_the_declared_encoding_is_believed_where_it_fits(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    markup = (
        f'<?xml version="1.0" encoding="{declared}"?><article><body><p>Ból ł</p></body></article>'
    )
    article = ARTICLE_FORMAT.read(markup.encode(encoding), "a.xml")
    assert article.text == "Ból ł"
    assert markup[article.source_map.source(4)] == "ł"


def test_names_that_only_the_dtd_explains_are_html_names() -> None:
    article = read(
        '<!DOCTYPE article SYSTEM "jats.dtd"><article><body><p>a&beta;b</p></body></article>'
    )
    assert article.text == "aβb"


def test_an_article_within_other_xml_is_found() -> None:
    article = read(
        "<record><metadata><article><body><p>Pain.</p></body></article></metadata></record>"
    )
    assert article.text == "Pain."


def test_prefixes_do_not_matter() -> None:
    article = read('<j:article xmlns:j="urn:j"><j:body><j:p>Pain.</j:p></j:body></j:article>')
    assert article.text == "Pain."


def test_line_breaks_and_definitions() -> None:
    article = body(
        "<p>a<break/>b</p><def-list><def-item><term>VAS</term><def><p>a scale</p></def>"
        "</def-item></def-list>"
    )
    assert texts(article) == ["a b", "VAS", "a scale"]
    assert article.block_text(article.blocks[-1].lead_in) == "VAS"


def test_raised_letters_stay_letters() -> None:
    assert body("<p>the 2<sup>nd</sup> of 5 m<sup>2</sup></p>").text == "the 2nd of 5 m²"


@pytest.mark.parametrize(
    "data",
    [
        b"<rss><channel><title>Pain</title></channel></rss>",
        b"<article><front/></article>",
        b"<html><body><p>Pain</p></body></html>",
        b"<article><body><sec><title>Only</title></sec></body></article>",
    ],
)
def test_other_xml_is_refused(data: bytes) -> None:
    assert "no article in JATS" in refusal(data)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"<article><body><p>Pain", "damaged XML"),
        (b"plain words", "damaged XML"),
        (b"<article><body><p>&nbsp;</p></body></article>", "damaged XML"),
        (b"<article>" + b"<sec>" * 3_000, "nested too deeply"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><article><body><p>&x;</p></body></article>', "entities"),
        (
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><article><body><p>&x;</p>'
            b"</body></article>",
            "entities",
        ),
        (b"<article>\x00</article>", "not a text file"),
    ],
)
def test_damaged_and_hostile_xml_is_refused(data: bytes, problem: str) -> None:
    assert problem in refusal(data)
