"""Whatever a user's text holds, GitHub's own Markdown shows exactly that text."""

from __future__ import annotations

import html
import re

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import example, given
from hypothesis import strategies as st

from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.templating import escape_markdown

# Letters and signs, with everything that means something in Markdown or HTML well represented.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("\\`*_{}[]()#+-.!|<>~$&:;/@=^\"' 01aA"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)
FRAMES = {
    "paragraph": ("", ""),
    "list item": ("- ", ""),
    "numbered item": ("7. ", ""),
    "table cell": ("| a |\n|---|\n| ", " |"),
}


def shown(markdown: str) -> str:
    page = cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE)
    body = page.split("<tbody>")[-1]
    return html.unescape(re.sub(r"<[^>]*>", "", body)).strip("\n")


@pytest.mark.parametrize("frame", FRAMES)
@given(text=TEXTS)
@example(text="0.1.0")
@example(text="1) - # a")
@example(text="https://example.org www.example.org me@example.org @somebody")
@example(text="<script>alert(1)</script> &lt; &amp;lt; [a](javascript:x) ![i](u) [^1] ~~x~~")
@example(text="a | b \\| c `d` **e** __f__ $g$ :smile:")
@example(text="=== \\")
def test_escaped_text_is_shown_as_it_is(frame: str, text: str) -> None:
    before, after = FRAMES[frame]
    markdown = before + escape_markdown(text) + after + "\n"
    page = cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE)
    # An e-mail address may become a mailto link; that runs nothing and leads nowhere.
    page = re.sub(r'<a href="mailto:[^"]*">([^<]*)</a>', r"\1", page)
    tags = set(re.findall(r"<(\w+)", page)) - {"p", "ul", "ol", "li", "table", "thead"}
    assert tags - {"tbody", "tr", "th", "td"} == set()
    assert shown(markdown).split() == one_line(text).split()
