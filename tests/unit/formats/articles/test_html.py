"""Web pages as articles: what is kept of them, where it stands, and hostile pages."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.articles.html import ARTICLE_FORMAT
from needle_evidence.model.article import Article, BlockKind

SAMPLES = Path(__file__).parents[3] / "samples" / "articles"


def read(markup: str) -> Article:
    return ARTICLE_FORMAT.read(markup.encode(), "articles/a.html")


def refusal(markup: str) -> str:
    with pytest.raises(UnreadableInputError) as caught:
        read(markup)
    assert caught.value.way_out
    return caught.value.problem


def texts(article: Article, kind: BlockKind | None = None) -> list[str]:
    return [
        article.block_text(number)
        for number, block in enumerate(article.blocks)
        if kind is None or block.kind is kind
    ]


def sample(name: str) -> tuple[Article, str]:
    data = (SAMPLES / name).read_bytes()
    return ARTICLE_FORMAT.read(data, f"articles/{name}"), data.decode()


def test_of_a_clinic_page_the_article_is_kept_and_nothing_around_it() -> None:
    article, _ = sample("clinic-page.html")
    assert texts(article) == [
        "What dry needling can do for heel pain",
        "In one trial, dry needling eased first‑step pain & foot pain a little more than a sham "
        "treatment did. The change was below what patients call important.",
        "Potential benefits",
        "Dry needling may:",
        "ease pain for a few weeks",
        "mostly the first steps in the morning",
        "help you to walk further",
        "A third of the people felt a short soreness.",
        "Where the needle goes",
        "Pain after six weeks",
        "Group",
        "Pain (mm)",
        "Needling",
        "28 (of 100)",
        "“I could walk again,” says a reader.",
        "Does it hurt?",
        "Most people feel a twitch.",
        "Bruises fade within a week.",
        "References",
        "Cotter M. Needles for heels. J Foot. 2014;1(2):3–9. doi:10.1000/heel.1",
        "Walker A. Walking with needles. J Walk. 2018.",
    ]


def test_the_head_gives_title_and_meta() -> None:
    article, _ = sample("clinic-page.html")
    assert article.title == "What dry needling can do for heel pain"
    assert article.meta["author"] == "A. Writer"
    assert article.meta["lang"] == "en-GB"
    assert article.meta["address"] == "https://clinic.example/heel-pain/"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Heel pain | Riverside</title>", "Heel pain"),
        ("<title>Heel pain - a guide</title>", "Heel pain - a guide"),
        (
            "<title>Heel pain – Riverside</title><meta property=og:site_name content=riverside>",
            "Heel pain",
        ),
        ("<title></title>", "Heels"),
        ("", "Heels"),
    ],
)
def test_the_title_is_without_the_sites_name(head: str, title: str) -> None:
    assert read(f"<head>{head}</head><h1>Heels</h1><p>Pain fell.</p>").title == title


def test_list_items_know_their_level_and_what_leads_them_in() -> None:
    article, _ = sample("clinic-page.html")
    items = [block for block in article.blocks if block.kind is BlockKind.LIST_ITEM]
    assert [item.level for item in items] == [1, 2, 1]
    assert [article.block_text(item.lead_in) for item in items] == [
        "Dry needling may:",
        "ease pain for a few weeks",
        "Dry needling may:",
    ]


def test_marks_name_the_entries_that_their_links_lead_to() -> None:
    article, source = sample("clinic-page.html")
    assert [mark.labels for mark in article.marks] == [("1",), ("2", "1")]
    assert source[article.marks[0].start : article.marks[0].end] == "1"
    assert source[article.marks[1].start :].startswith('[<a href="#ref-2">2</a>')
    first, second = article.references
    assert (first.label, second.label) == ("1", "2")
    assert first.address == "https://doi.org/10.1000/heel.1"


def test_footnotes_and_links_with_the_pages_own_address_are_marks() -> None:
    article, source = sample("linked-notes.html")
    assert [(mark.labels, mark.text) for mark in article.marks] == [
        (("1",), "1"),
        (("2", "3", "4"), "[2–4]"),
        (("3",), "(3)"),
    ]
    assert texts(article)[1:3] == [
        "Needling eased pain in a trial. Two reviews agree.",
        "Walking improved, as a page says. An area of 5 m² is no mark, nor is the 2nd visit.",
    ]
    assert [reference.label for reference in article.references] == ["1", "2", "3", "4"]
    assert article.references[0].text == "Cotter M. Needles for heels. J Foot. 2014."
    assert source[article.marks[2].start : article.marks[2].end].startswith("(<a")


@pytest.mark.parametrize("name", ["clinic-page.html", "linked-notes.html"])
def test_each_run_of_a_sample_stands_in_its_source(name: str) -> None:
    article, source = sample(name)
    runs = article.source_map
    ends = (*runs.starts[1:], len(article.text))
    exact = 0
    for start, end, place in zip(runs.starts, ends, runs.sources, strict=True):
        run = article.text[start:end].rstrip("\n")
        exact += source.startswith(run, place)
        assert source[place] in (run[0], "&", "\n") or run[0] == "²"
    assert exact > len(runs.starts) * 0.7


def test_places_are_right_after_entities_line_ends_and_a_byte_order_mark() -> None:
    markup = "\ufeff<p>a&nbsp;b &amp; c&eacute;d\r\nß 😀 needle</p>"
    article = read(markup)
    assert article.text == "a b & céd ß 😀 needle"
    source = markup.removeprefix("\ufeff")
    for word in ("needle", "😀", "ß", "& ", "é", "b", "d"):
        place = article.source_map.source(article.text.index(word))
        assert source[place] in (word[0], "&")
    assert article.location(article.text.index("needle")).line == 2


def test_the_numbers_of_an_ordered_list_label_its_references() -> None:
    entries = "".join(f"<li>Ana {letter}. Pain. 2014.</li>" for letter in "ABC")
    article = read(f"<p>Pain fell.</p><ol class=references start=7 reversed>{entries}</ol>")
    assert [reference.label for reference in article.references] == ["7", "6", "5"]


def test_line_breaks_are_space_once_and_a_new_paragraph_twice() -> None:
    assert texts(read("<p>one<br>two<br> <br>three</p>")) == ["one two", "three"]


def test_text_between_blocks_and_inside_inline_blocks_is_kept() -> None:
    article = read("<div>a <span><p>b</p></span> c <i>d<div>e</div></i></div><pre>\nf\n g</pre>")
    assert texts(article) == ["a", "b", "c d", "e", "f g"]


def test_a_term_leads_in_what_is_said_of_it() -> None:
    article = read("<p>x</p><dl><dt>Benefits</dt><dd>less pain</dd></dl>")
    assert article.block_text(article.blocks[-1].lead_in) == "Benefits"


def test_a_table_that_arranges_the_page_gives_paragraphs() -> None:
    article = read("<table><tr><td><h2>Needles</h2><p>Pain fell.</p></td></tr></table>")
    assert [block.kind for block in article.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    "kept",
    [
        '<div class="clinical-commentary">Pain fell.</div>',
        '<p class="shared-decision">Pain fell.</p>',
        '<div id="menopause">Pain fell.</div>',
        '<form id="aspnetForm"><h1>Heels</h1><p>Pain fell.</p></form>',
        '<div class="sidebar"><p>Pain fell.</p></div>',
        '<div class="elementor-widget elementor-widget-text-editor">Pain fell.</div>',
        '<aside class="callout">Pain fell.</aside>',
        '<div hidden="until-found">Pain fell.</div>',
        '<div role="tabpanel" aria-hidden="true">Pain fell.</div>',
        "<header><h1>Heels</h1></header><p>Pain fell.</p>",
        "<o:p>Pain fell.</o:p>",
    ],
)
def test_what_only_looks_like_furniture_is_kept(kept: str) -> None:
    assert "Pain fell." in texts(read(f"<body>{kept}</body>"))


@pytest.mark.parametrize(
    "dropped",
    [
        "<nav>Cure</nav>",
        "<header>Cure</header>",
        "<footer><p>Cure</p></footer>",
        "<aside>Cure</aside>",
        "<form>Cure</form>",
        "<button>Cure</button>",
        "<select><option>Cure</select>",
        "<script>Cure</script>",
        "<style>Cure</style>",
        "<template>Cure</template>",
        "<noscript>Cure</noscript>",
        "<svg><text>Cure</text></svg>",
        "<iframe>Cure</iframe>",
        "<dialog>Cure</dialog>",
        "<p hidden>Cure</p>",
        '<p style="display: none">Cure</p>',
        '<i aria-hidden="true">Cure</i>',
        '<div role="search">Cure</div>',
        '<div role="complementary">Cure</div>',
        '<div class="sd-sharing-enabled share-buttons">Cure</div>',
        '<div class="post__shareButtons">Cure</div>',
        '<div id="comments">Cure</div>',
        '<ol class="comment-list"><li>Cure</li></ol>',
        '<div class="yarpp related-posts">Cure</div>',
        '<div class="newsletter_signup_box">Cure</div>',
        '<ul class="breadcrumb"><li>Cure</li></ul>',
        '<div id="sidebar-primary">Cure</div>',
        '<div class="cookie-banner">Cure</div>',
        "<ul><li><a href=/a>Cure</a><li><a href=/b>Cure</a><li><a href=/c>Cure</a></ul>",
        "<!-- Cure -->",
        "<?php Cure ?>",
        "<![CDATA[Cure]]>",
        "<!-- Cure",
        "<p title='Cure",
    ],
)
def test_what_stands_around_an_article_is_dropped(dropped: str) -> None:
    kept = "<h1>Heels</h1><p>Pain fell in a trial of 84 people with heel pain.</p>"
    assert "Cure" not in read(f"<body>{kept}{dropped}").text


def test_a_list_of_links_that_a_line_leads_in_is_kept() -> None:
    items = "<li><a href=/a>back pain</a><li><a href=/b>neck pain</a><li><a href=/c>heels</a>"
    article = read(f"<p>Needling can ease:</p><ul>{items}</ul>")
    assert texts(article, BlockKind.LIST_ITEM) == ["back pain", "neck pain", "heels"]


def test_references_in_a_footer_are_kept_and_the_rest_of_it_is_not() -> None:
    article = read(
        "<main><p>Pain fell [1] in a trial of 84 people with heel pain.</p></main>"
        "<footer><p>Call us.</p><ol class=references><li>Ana B. Pain. 2014.</ol></footer>"
    )
    assert [reference.text for reference in article.references] == ["Ana B. Pain. 2014."]
    assert "Call" not in article.text


@pytest.mark.parametrize(
    "markup",
    [
        "<nav><ul><li><a href=/>Home</a></ul></nav><footer>Imprint</footer>",
        "<div id=root></div><script>start()</script>",
        "<header><h1>Clinic</h1></header><nav>Home</nav>",
        "<p>Share on Facebook</p>",
    ],
)
def test_a_page_of_nothing_but_menus_is_refused(markup: str) -> None:
    assert "holds only menus" in refusal(f"<html><body>{markup}</body></html>")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("<meta charset=windows-1251><p>боль</p>".encode("cp1251"), "боль"),
        ('<?xml version="1.0" encoding="Shift_JIS"?><p>痛み</p>'.encode("shift_jis"), "痛み"),
        ("<meta charset=iso-8859-1><p>“Schmerz”</p>".encode("cp1252"), "“Schmerz”"),
        ("<meta charset=windows-1251><p>“Schmerz”</p>".encode(), "“Schmerz”"),
        ("<p>“Schmerz”</p>".encode("utf-16"), "“Schmerz”"),
        ("<meta charset=punycode><p>Ana é</p>".encode("cp1252"), "Ana é"),
    ],
)
def test_the_encoding_that_fits_is_used(data: bytes, word: str) -> None:
    assert ARTICLE_FORMAT.read(data, "a.html").text == word


@pytest.mark.parametrize(
    "markup",
    [
        "< " * 1_000_000,
        "x</i>" * 500_000,
        "".join(f"<b a={number}>" for number in range(2_000)) + "<p>x" * 2_000,
        "<b><p>" * 400_000,
    ],
)
def test_markup_that_would_take_too_long_is_refused_before_it_is_parsed(markup: str) -> None:
    start = time.perf_counter()
    assert "nested markup" in refusal(f"<p>{markup}")
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 20_000 + "pain fell",
        "<ul><li>" * 5_000 + "pain fell",
        "<p " + " ".join(f"a{number}=b" for number in range(20_000)) + ">pain fell",
        "<p>pain fell" + "<!--" * 100_000,
        f"<p class='{'a-b-c ' * 50_000}'>pain fell",
        f"<p>pain fell &#{'9' * 10_000};</p>",
    ],
)
def test_hostile_pages_are_read_in_bounded_time(markup: str) -> None:
    start = time.perf_counter()
    assert read(markup).text.startswith("pain fell")
    assert time.perf_counter() - start < 10


def test_addresses_that_are_no_page_are_dropped() -> None:
    article = read("<p>a</p><ol class=refs><li>Ana <a href='javascript:x'>B</a>. 2014.</ol>")
    assert article.references[0].address == ""
