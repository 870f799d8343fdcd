"""Whatever a page holds: its text maps back to the source, and reading it never fails oddly."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.articles.markdown import read_markdown
from needle_evidence.formats.articles.plain_text import read_plain_text
from needle_evidence.model.article import Article

_BITS = (
    *"*_`~[]()<>!#|&;:\\-+=$^@{}\"'/. \t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "> ",
    "- ",
    "1. ",
    "    ",
    "word",
    "pain 5",
    "é",
    "痛み",
    "\u00a0",
    "\u2028",
    "\x0c",
    "&amp;",
    "&ngE;",
    "&#0;",
    "[^5]",
    "[^5]: ",
    "^[note",
    "[@key2014; see @b]",
    "@dunning2014",
    "[5](#ref5)",
    "![alt](x)",
    "<sup>5</sup>",
    "<p>",
    "</p>",
    "<li>",
    "<td>",
    "<br>",
    "<!-- ",
    "-->",
    "<script>",
    "</script>",
    "<div>\n",
    "| a | b\\|c |\n|---|---|\n",
    "```\n",
    "---\n",
    "===\n",
    "$x$",
    "$$",
    "https://example.org/a_b",
    "<https://example.org/%20>",
    "~~",
    "[!NOTE]\n",
    "[ ] ",
    "Share on facebook\n",
    "What is it?\n",
    "•\t",
    "a) ",
)
_PAGES = st.lists(st.one_of(st.sampled_from(_BITS), st.text(max_size=3)), max_size=60).map("".join)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ", "0123456789+-()n")
Reader = Callable[[bytes, str], Article]


def _same(shown: str, written: str) -> bool:
    """Whether a character of the text can stand so in the source."""
    if shown == written or written == "&":  # an entity, in one place
        return True
    if shown == " ":
        return written.isspace() or written in "<\\|"  # `<br>`, a hard break, a cell
    return shown.translate(_RAISED) == written.replace("−", "-")


@pytest.mark.parametrize("read", [read_markdown, read_plain_text])
@given(page=_PAGES)
def test_every_character_maps_to_itself_in_the_source(read: Reader, page: str) -> None:
    data = page.encode("utf-8", "surrogatepass")
    try:
        article = read(data, "page.md")
    except UnreadableInputError:
        return
    try:
        source = data.decode()
    except UnicodeDecodeError:
        return  # read as another encoding
    source = source.removeprefix("\ufeff")
    for block in article.blocks:
        for offset in range(block.start, block.end):
            place = article.source_map.source(offset)
            assert 0 <= place < len(source)
            assert _same(article.text[offset], source[place]), (offset, place)


@given(page=_PAGES)
def test_the_places_of_marks_hold_their_text(page: str) -> None:
    try:
        article = read_markdown(page.encode("utf-8", "replace"), "page.md")
    except UnreadableInputError:
        return
    source = page.encode("utf-8", "replace").decode().removeprefix("\ufeff")
    for mark in article.marks:
        assert 0 <= mark.offset <= len(article.text)
        if mark.start >= 0 and mark.text.startswith("["):
            shown = "".join(source[mark.start : mark.end].split())
            assert shown == "".join(mark.text.split())


@given(lines=st.lists(st.sampled_from(["Dry needling reduces pain.", "It lasts.", ""])))
def test_no_sentence_of_a_plain_page_is_lost(lines: list[str]) -> None:
    page = "\n".join(lines)
    for read in (read_markdown, read_plain_text):
        text = " ".join(read(page.encode(), "page").text.split())
        assert text.split() == page.split()
