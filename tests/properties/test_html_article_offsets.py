"""Whatever bytes an HTML or JATS file holds: each known place is right, or a clear refusal."""

from __future__ import annotations

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.article_format import ArticleFormat
from needle_evidence.formats.articles.html import ARTICLE_FORMAT as HTML
from needle_evidence.formats.articles.jats import ARTICLE_FORMAT as JATS
from needle_evidence.formats.html_page.source_pieces import source_pieces
from needle_evidence.model.article import Article

MARKUP = [
    *("<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<table>", "<tr>", "<td>", "</table>", "<div>"),
    *("</div>", "<li>", "<ul>", "<ol start=3>", "</ol>", "<br>", "<pre>\n", "</pre>", "<h2>"),
    *("</h2>", "<sup>", "</sup>", "<a href='#r1'>", "</a>", "<li id=r1>", "<ol class=references>"),
    *("<!-- x -->", "<!--", "-->", "<![CDATA[", "]]>", "<?x ?>", "</x>", "<x-y>", "<", ">", "</"),
    *("<select>", "<option>", "<svg>", "</svg>", "<math>", "<template>", "<nav>", "</nav>"),
    *("<script>", "</script>", "<textarea>", "<title>", "<form>", "</body>", "</html>", "<body>"),
    *("<header><h1>", "</h1></header>", "<article>", "</article>", "<main>", "<p hidden>"),
    *("<blockquote>", "<figcaption>", "<caption>", "<frameset>", "<br/><br/>", "<span class='x'>"),
    *("&amp;", "&nbsp;", "&copy", "&notit;", "&#169;", "&#x1F600;", "&#128;", "&#0;", "&#1;"),
    *("&#99999999999;", "&NotEqualTilde;", "&", "&&", "&amp;amp;", "&lt;b&gt;", "&x;", "&#xD800;"),
    *(" ", "\n", "\r\n", "\r", "\t", "\f", "\u00a0", "\u00ad", "\u200b", "\ufeff", "\u2028"),
    *(
        "pain",
        "fell",
        "针刺",
        "β",
        "e\u0301",
        "5",
        "[5]",
        "1,2",
        "(Ana, 2014)",
        "😀",
        "İ",
        "x²",
        ".",
    ),
]
pages = st.lists(st.sampled_from(MARKUP), max_size=60).map("".join)
XML = [
    *("<p>", "</p>", "<sec>", "</sec>", "<title>", "</title>", "<list>", "</list>", "<list-item>"),
    *(
        "</list-item>",
        "<table-wrap>",
        "</table-wrap>",
        "<td>",
        "</td>",
        "<ref-list>",
        "</ref-list>",
    ),
    *("<ref id='r1'>", "</ref>", "<label>", "</label>", "<mixed-citation>", "</mixed-citation>"),
    *("<element-citation>", "</element-citation>", "<volume>", "</volume>", "<issue>", "</issue>"),
    *("<xref ref-type='bibr' rid='r1'>", "</xref>", "<sup>", "</sup>", "<break/>", "<fn>", "</fn>"),
    *("<article>", "</article>", "<abstract>", "</abstract>", "<title-group>", "</title-group>"),
    *("<article-title>", "</article-title>", "<def>", "</def>", "<label/>", "<issue/>", "<p/>"),
    *("&amp;", "&#160;", "&#x1F600;", "<![CDATA[a<b]]>", "<!-- x -->", "<?x ?>", "&lt;"),
    *(" ", "\n", "\r\n", "\r", "pain", "fell", "针刺", "β", "5", "[5]", "😀", ".", "\u2028"),
]
sections = st.lists(st.sampled_from(XML), max_size=40).map("".join)


def read_or_refuse(form: ArticleFormat, data: bytes) -> Article | None:
    """The article, or None where it was refused in clear words."""
    try:
        return form.read(data, "articles/a")
    except UnreadableInputError as error:
        refusal = error
    assert refusal.problem.startswith("articles/a ")
    assert refusal.way_out
    return None


def known_places_are_right(article: Article, source: str) -> None:
    """Each run begins at its own character, or at the reference or line end that writes it."""
    runs = article.source_map
    assert list(runs.starts) == sorted(set(runs.starts))
    assert list(runs.sources) == sorted(set(runs.sources))
    for start, place in zip(runs.starts, runs.sources, strict=True):
        shown, written = article.text[start], source[place]
        same = shown == written or (shown.isspace() and written.isspace())
        raised = shown in "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ"
        assert same or raised or written in "&\x00\r", (shown, written, place)
    for mark in article.marks:
        assert mark.start == mark.end == -1 or 0 <= mark.start < mark.end <= len(source)


def blocks_fit_the_text(article: Article) -> None:
    assert all(article.block_text(number).strip() for number in range(len(article.blocks)))
    for sentence in article.sentences:
        assert article.text[sentence.start : sentence.end].strip()


@given(source=pages)
def test_each_known_place_of_a_page_is_right(source: str) -> None:
    article = read_or_refuse(HTML, source.encode())
    if article is None:
        return
    known_places_are_right(article, source.removeprefix("\ufeff"))
    blocks_fit_the_text(article)


@given(inner=sections)
def test_each_known_place_of_an_xml_article_is_right(inner: str) -> None:
    source = f"<article><body>{inner}</body></article>"
    article = read_or_refuse(JATS, source.encode())
    if article is None:
        return
    known_places_are_right(article, source)
    blocks_fit_the_text(article)


@given(
    data=st.binary(max_size=200), start=st.sampled_from([b"", b"<p>pain", b"<article><body><p>"])
)
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    for form in (HTML, JATS):
        article = read_or_refuse(form, start + data)
        if article is not None:
            blocks_fit_the_text(article)


@given(words=st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)))
def test_every_word_of_a_plain_page_is_kept_and_found_in_the_source(words: list[str]) -> None:
    text = "".join(words)
    source = f"<p>pain fell {escape(text)} zebra</p>"
    article = HTML.read(source.encode(), "a.html")
    shown = article.text.split()
    # Marks are taken out of the text; all other words stay.
    kept = text.split()
    assert shown[-1] == "zebra"
    assert article.marks or shown[2:-1] == kept
    assert source.startswith("zebra", article.source_map.source(article.text.rindex("zebra")))


@given(text=pages, source=pages, start=st.integers(0, 80))
def test_pieces_hold_the_whole_text_whatever_the_source(text: str, source: str, start: int) -> None:
    pieces = list(source_pieces(text, source, start))
    assert "".join(piece for piece, _ in pieces) == text
    for piece, place in pieces:
        same = place >= 0 and source.startswith(piece, place)
        assert same or place == -1 or source[place] in "&\r"
