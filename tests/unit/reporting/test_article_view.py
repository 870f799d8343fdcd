"""An article as reports show it: marks, sections, rows and counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from needle_evidence.anchoring.coverage import ArticleCoverage
from needle_evidence.appraisal.assessment import assess
from needle_evidence.model.anchor import AnchorState
from needle_evidence.model.article import Article, BlockKind, PageReference
from needle_evidence.model.finding import CheckRun
from needle_evidence.model.library import Library
from needle_evidence.model.result import Stance
from needle_evidence.reporting.article_view import ArticleView
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.evidence_view import EvidenceView, build_view
from needle_evidence.reporting.page_mark import MarkView
from needle_evidence.reporting.page_pieces import BlockView, ListItem
from tests.hand_made_articles import (
    HEADING,
    ITEM,
    PARAGRAPH,
    REFERENCE,
    article,
    awkward_pages,
    claim,
    claiming,
    library_of,
    placement,
    reference,
    result,
)


def report(library: Library, *coverages: ArticleCoverage) -> EvidenceView:
    return build_view(
        library,
        CheckRun(results=()),
        assess(library),
        lambda one: FormattedReference(runs=((one.title, ""),)),
        style="ama",
        version="0",
        coverages=coverages,
    )


def only(library: Library, *coverages: ArticleCoverage) -> ArticleView:
    (view,) = report(library, *coverages).articles
    return view


def marks(view: ArticleView) -> list[MarkView]:
    return [mark for section in view.sections for mark in section.marks]


def blocks(view: ArticleView) -> Iterator[BlockView]:
    def hanging(items: tuple[ListItem, ...]) -> Iterator[BlockView]:
        for item in items:
            yield item.block
            yield from hanging(item.items)

    for section in view.sections:
        if section.heading:
            yield section.heading
        for piece in section.pieces:
            yield from piece.blocks
            yield from hanging(piece.items)
            for row in piece.rows:
                yield from row


def text_of(view: ArticleView) -> str:
    runs = (run for block in blocks(view) for run in block.runs)
    return "".join(text for run in runs for text, cited in run.parts if not cited)


PAGE = article(
    (HEADING, "A page", 1),
    (PARAGRAPH, "Needling eases pain. It is new."),
    (HEADING, "More", 2),
    (ITEM, "Eases knees", 1),
    marks=[("Needling eases pain.", "[1]")],
)
CLAIMS = (
    claim("first", "Needling eases pain.", "trial"),
    claim("second", "Needling does ease pain."),
    claim("third", "Needling eases knees."),
)
SUPPORTED = (result("first", "trial", Stance.SUPPORTS),)


def library(*placements: Any, page: Article = PAGE) -> Library:
    return library_of(
        page,
        claims=CLAIMS,
        references=(reference("trial"),),
        results=SUPPORTED,
        placements=placements,
    )


def test_project_without_articles_has_none() -> None:
    view = report(Library(claims=CLAIMS))
    assert (view.articles, view.claim_sentences, view.unchecked_articles) == ((), 0, 0)
    assert all(one.places == () for one in view.claims)


def test_claims_that_share_words_share_one_mark_with_the_worst_colour() -> None:
    words = "Needling eases pain."
    view = only(library(placement(PAGE, "first", words), placement(PAGE, "second", words)))
    (mark,) = marks(view)
    assert [one.view.claim.claim_id for one in mark.claims] == ["second", "first"]
    assert (mark.tone, mark.label) == ("bad", "2 claims, worst: no reference")


def test_nested_claims_are_cut_and_the_outer_one_is_told_once() -> None:
    view = only(
        library(placement(PAGE, "first", "Needling eases pain."), placement(PAGE, "second", "eas"))
    )
    found = [(mark.tone, len(mark.claims)) for mark in marks(view)]
    assert found == [("found", 1), ("bad", 2)]
    (paragraph,) = (block for block in blocks(view) if block.marked)
    assert [run.mark and run.mark.note for run in paragraph.runs[:3]] == [
        marks(view)[0].note,
        marks(view)[1].note,
        marks(view)[0].note,
    ]
    assert [run.closes for run in paragraph.runs[:3]] == [False, True, True]


def test_quotes_that_differ_in_the_full_stop_are_one_mark() -> None:
    view = only(
        library(
            placement(PAGE, "first", "Needling eases pain"),
            placement(PAGE, "second", "Needling eases pain. "),
        )
    )
    assert [len(mark.claims) for mark in marks(view)] == [2]


def test_citation_mark_stays_as_printed_where_it_stood() -> None:
    view = only(library(placement(PAGE, "first", "Needling eases pain.")))
    (paragraph,) = (block for block in blocks(view) if block.marked)
    assert paragraph.runs[0].parts == (("Needling eases pain.", False), ("[1]", True))


def test_page_s_own_title_is_not_printed_twice() -> None:
    view = only(library())
    assert [section.heading is None for section in view.sections] == [True, False]
    assert [section.title for section in view.sections] == ["A page", "More"]
    assert [section.depth for section in view.sections] == [1, 1]
    marked = only(library(placement(PAGE, "first", "A page")))
    assert marked.sections[0].heading is not None


def test_headings_leave_no_depth_out() -> None:
    parts = [(HEADING, f"H{n}", level) for n, level in enumerate((2, 6, 3, 4, 1, 5))]
    page = article(*parts)
    assert [one.depth for one in only(library(page=page)).sections] == [1, 2, 2, 3, 1, 2]


def test_unregistered_sentences_are_marked_and_counted() -> None:
    covered = ArticleCoverage(
        article=PAGE.path,
        sentences=(
            claiming(PAGE, "Needling eases pain.", registered=True),
            claiming(PAGE, "Eases knees"),
        ),
    )
    view = only(library(placement(PAGE, "first", "Needling eases pain.")), covered)
    assert (view.registered, view.claim_sentences, len(view.uncovered)) == (1, 2, 1)
    mark = marks(view)[-1]
    assert (mark.tone, mark.label, mark.worst) == ("unregistered", "not registered", None)
    assert mark.unregistered is not None
    whole = report(library(), covered)
    assert (whole.registered_sentences, whole.claim_sentences) == (1, 2)


def test_what_was_not_counted_is_no_zero() -> None:
    view = only(library())
    assert not view.checked
    assert view.not_checked
    foreign = ArticleCoverage(article=PAGE.path, not_checked="only English is read")
    whole = report(library(), foreign)
    assert whole.articles[0].not_checked == "only English is read"
    assert (whole.claim_sentences, whole.unchecked_articles) == (0, 1)


def test_unreadable_page_says_why_and_nothing_else() -> None:
    view = only(library(page=Article(path="articles/lost.docx", unreadable="No Word file.")))
    assert (view.unreadable, view.sections, view.checked) == ("No Word file.", (), False)


def test_claims_are_counted_by_their_worst_place() -> None:
    view = only(
        library(
            placement(PAGE, "first", "Needling eases pain."),
            placement(PAGE, "first", "It is new.", AnchorState.MEANING_CHANGED),
            placement(PAGE, "second", "Eases knees", AnchorState.AMBIGUOUS),
            placement(PAGE, "third"),
        )
    )
    assert (view.found, view.changed, view.doubtful, view.not_found) == (0, 1, 1, 1)
    assert [one.place.state for one in view.unsure] == [
        AnchorState.MEANING_CHANGED,
        AnchorState.AMBIGUOUS,
        AnchorState.ORPHANED,
    ]
    assert view.unsure[-1].looked_for == ("Needling eases knees.",)


def test_every_place_of_ambiguous_words_is_marked() -> None:
    page = article((PARAGRAPH, "Again. Said. Again."))
    twice = placement(page, "first", "Again.", AnchorState.AMBIGUOUS, others=(13,))
    view = only(library(twice, page=page))
    assert [mark.anchor for mark in marks(view)] == ["article-1-at-0", "article-1-at-13"]


def test_rows_are_all_sentences_with_what_stands_in_them() -> None:
    covered = ArticleCoverage(article=PAGE.path, sentences=(claiming(PAGE, "Eases knees"),))
    view = only(library(placement(PAGE, "first", "eases pain")), covered)
    rows = [row for section in view.sections for row in section.rows]
    assert [row.text for row in rows] == ["Needling eases pain. It is new.", "Eases knees"]
    assert rows[0].references == ("trial",)
    assert rows[0].unregistered is None
    assert rows[1].unregistered is not None


def test_heading_makes_a_row_only_where_a_claim_stands_in_it() -> None:
    plain = only(library())
    marked = only(library(placement(PAGE, "first", "More")))
    assert [row.text for row in plain.sections[1].rows] == ["Eases knees"]
    assert [row.text for row in marked.sections[1].rows] == ["More", "Eases knees"]


def test_label_of_an_entry_is_not_printed_twice() -> None:
    page = article(
        (REFERENCE, "[1] Lee A. 2014."),
        (REFERENCE, "Roe J. 2015."),
        references=[
            PageReference(label="1", text="Lee A. 2014.", block=0),
            PageReference(label="2", text="Roe J. 2015.", block=1),
        ],
    )
    assert [block.label for block in blocks(only(library(page=page)))] == ["", "2"]


def test_claim_knows_where_it_stands_and_its_link_leads_there() -> None:
    whole = report(library(placement(PAGE, "third", "Eases knees")))
    place = next(view.places[0] for view in whole.claims if view.claim.claim_id == "third")
    assert (place.section, place.location.line) == ("More", 4)
    (view,) = whole.articles
    assert place.anchor in {run.anchor for block in blocks(view) for run in block.runs}


@pytest.mark.parametrize(("start", "end"), [(-1, -1), (9_999, 10_005), (8, 3), (5, 99_999), (6, 7)])
def test_places_outside_the_text_do_no_harm(start: int, end: int) -> None:
    odd = replace(placement(PAGE, "first", "A page"), start=start, end=end)
    view = only(library(odd))
    anchors = {run.anchor for block in blocks(view) for run in block.runs}
    (place,) = (one.place for one in view.placed)
    assert not place.anchor or place.anchor in anchors


def test_doubled_claim_id_stands_only_once() -> None:
    page = PAGE
    doubled = library_of(
        page,
        claims=(CLAIMS[0], replace(CLAIMS[0], text="Again.")),
        placements=(placement(page, "first", "Needling eases pain."),),
    )
    first, second = report(doubled).claims
    assert (len(first.places), second.places) == (1, ())


def test_awkward_page_loses_no_character_and_names_nothing_twice() -> None:
    pages, coverages = awkward_pages()
    whole = report(pages, *coverages)
    for view, page in zip(whole.articles, pages.articles, strict=True):
        first = (
            page.block_text(0) if view.title == page.block_text(0 if page.blocks else -1) else ""
        )
        read = "".join(page.text[block.start : block.end] for block in page.blocks)
        assert text_of(view) == read.removeprefix(first)
        anchors = [run.anchor for block in blocks(view) for run in block.runs if run.anchor]
        assert len(anchors) == len(set(anchors))
        notes = [mark.note for mark in marks(view)]
        assert len(notes) == len(set(notes))
        assert {mark.anchor for mark in marks(view)} <= set(anchors)
        assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in (*anchors, *notes))
    assert BlockKind.QUOTATION in {block.kind for block in blocks(whole.articles[0])}
