"""Pictures within the HTML page: inline, each with its words, a table and links to the claims."""

from __future__ import annotations

from collections import Counter

import pytest
from lxml import html

from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.templating import render
from tests.drawn_library import a_claim, a_result, a_view, a_work

_PAGE = """{% import "pictures.html.j2" as pictures with context %}
<style>{% include "pictures.css" %}</style>
{{ pictures.overview(view.pictures) }}
{% for claim in view.claims %}{{ pictures.forest_plots(view.pictures, claim.anchor) }}{% endfor %}
"""
HOSTILE = '"><img src=x onerror=alert(1)></svg><script>alert(1)</script> {{ 7*7 }}'


def view(words: str = "sham", plots: int = 1) -> EvidenceView:
    numbers = {"effect": "-3", "ci_low": "-5", "ci_high": "-1", "better": "lower"}
    results = [
        a_result(measure="MD", comparator=words, timepoint=f"{n} weeks", **numbers)
        for n in range(plots)
    ]
    claims = [a_claim(topic=words, population=f"people with {words}"), a_claim("other")]
    return a_view(claims, [a_work(author=words)], results)


def page(of: EvidenceView) -> html.HtmlElement:
    return html.document_fromstring(render("page.html.j2", of, {"page.html.j2": _PAGE}))


def test_each_picture_has_words_of_its_own_and_ids_are_unique() -> None:
    shown = page(view(plots=3))
    pictures = shown.xpath("//svg")
    # Coverage, certainty, the map and the timeline twice each (phone, wide page), three plots.
    assert len(pictures) == 1 + 1 + 2 + 2 + 3
    ids = Counter(shown.xpath("//@id"))
    assert set(ids.values()) == {1}
    for picture in pictures:
        named = picture.get("aria-labelledby").split()
        assert len(named) == 2
        assert all(name in ids for name in named)


def test_a_picture_that_holds_links_is_a_group_and_no_image() -> None:
    for picture in page(view()).xpath("//svg"):
        has_links = bool(picture.xpath(".//a"))
        assert picture.get("role") == ("group" if has_links else "img")
        assert all(link.get("aria-label") for link in picture.xpath(".//a"))


def test_the_same_stands_in_tables() -> None:
    tables = page(view()).xpath("//details//table")
    assert len(tables) == 4
    coverage = [cell.text_content().strip() for cell in tables[0].xpath(".//tbody/tr[1]/*")]
    assert coverage == ["sham", "0", "1", "0", "0"]


def test_many_plots_of_a_claim_are_folded_and_cut_ones_counted() -> None:
    shown = page(view(plots=14))
    assert shown.xpath("string(//details/summary[contains(., 'forest plots')])") == (
        "12 forest plots of the recorded effects"
    )
    assert "2 more comparisons not drawn" in shown.text_content()
    assert not page(view(plots=2)).xpath("//details/summary[contains(., 'forest plots')]")


@pytest.mark.parametrize("words", [HOSTILE, "長" * 3000, "<!--", "]]>"])
def test_hostile_text_is_text(words: str) -> None:
    shown = page(view(words))
    assert shown.xpath("//script | //img | //foreignObject | //iframe") == []
    assert not [name for node in shown.iter() for name in node.attrib if name.startswith("on")]
    assert len(shown.xpath("//svg")) == 7
    assert "49" not in " ".join(shown.xpath("//svg//text()")) or words != HOSTILE
