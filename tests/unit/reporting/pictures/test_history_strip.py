"""The strip over the git history: claims and those that cite, commit by commit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from needle_evidence.reporting.history_view import HistoryPoint
from needle_evidence.reporting.pictures.history_strip import (
    NARROW,
    WIDE,
    HistoryStrip,
    history_strip,
)
from needle_evidence.reporting.pictures.picture_file import picture_files
from needle_evidence.reporting.templating import render, render_pictures
from tests.drawn_library import a_claim, a_view, a_work

PAGE = '{% import "pictures.html.j2" as pictures %}{{ pictures.history(view) }}'


def points(counts: Iterable[tuple[int, int]]) -> tuple[HistoryPoint, ...]:
    """One point a day, of (claims, cited)."""
    return tuple(
        HistoryPoint(
            commit=f"c{at:09d}",
            day=f"2025-{1 + at // 28:02d}-{1 + at % 28:02d}",
            claims=claims,
            cited=cited,
        )
        for at, (claims, cited) in enumerate(counts)
    )


def drawn(counts: Iterable[tuple[int, int]], width: float = NARROW) -> HistoryStrip:
    picture = history_strip(points(counts), width)
    assert picture is not None
    return picture


def page(counts: Iterable[tuple[int, int]]) -> str:
    view = replace(a_view([a_claim()], [a_work()]), history=points(counts))
    return render("page.html.j2", view, {"page.html.j2": PAGE})


def test_one_commit_is_no_picture_but_a_sentence() -> None:
    assert history_strip(points([(4, 1)])) is None
    assert "1 of 4 health-effect claims cited a reference on 2025-01-01." in page([(4, 1)])
    assert "<svg" not in page([(4, 1)])


def test_nothing_is_said_where_nobody_asked() -> None:
    assert page([]).strip() == ""


def test_bars_are_as_high_as_there_are_claims() -> None:
    first, last = drawn([(10, 5), (20, 20)]).bars
    assert last.height == 2 * first.height == 4 * first.cited_height
    assert (last.y, last.height) == (last.cited_y, last.cited_height)
    assert first.y + first.height == first.cited_y + first.cited_height


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("count", [2, 3, 40])
def test_commits_stand_at_equal_distances_within_the_picture(count: int, width: float) -> None:
    picture = drawn([(100, 50)] * count, width)
    places = [bar.x for bar in picture.bars]
    steps = [after - before for before, after in pairwise(places)]
    assert max(steps) - min(steps) < 0.3
    assert min(steps) > picture.bar
    assert places[0] == picture.left
    assert places[-1] + picture.bar == pytest.approx(picture.width, abs=0.2)


def test_of_many_commits_the_last_forty_are_drawn() -> None:
    many = points([(at, 0) for at in range(1, 56)])
    picture = history_strip(many)
    assert picture is not None
    assert picture.points == many[-40:]


def test_without_claims_there_is_nothing_to_draw() -> None:
    assert history_strip(points([(0, 0)] * 3)) is None
    words = "No health-effect claim was registered on 2025-01-03, nor on 2025-01-01."
    assert words in page([(0, 0)] * 3)


def test_claims_that_became_fewer_fit_the_scale() -> None:
    picture = drawn([(500, 20), (90, 20), (3, 3), (0, 0)])
    assert picture.scale[-1][0] >= 500
    assert min(bar.y for bar in picture.bars) >= picture.scale[-1][1]
    assert picture.bars[-1].height == 0


def test_the_page_says_the_same_in_words_in_a_table_and_drawn() -> None:
    text = page([(45, 10), (49, 13)])
    words = "13 of 49 health-effect claims cited a reference on 2025-01-02; 10 of 45 on 2025-01-01."
    assert text.count(words) == 3  # the caption and the description of both drawings
    assert text.count('role="img"') == 2
    assert "<td>49</td><td>13</td>" in text


def test_the_same_day_is_not_named_twice() -> None:
    first, last = points([(4, 1), (5, 2)])
    view = replace(a_view([a_claim()], [a_work()]), history=(replace(first, day=last.day), last))
    text = render("page.html.j2", view, {"page.html.j2": PAGE})
    assert "on 2025-01-02; 1 of 4 earlier that day." in text


def test_the_file_is_a_picture_of_its_own() -> None:
    view = replace(a_view([a_claim()], [a_work()]), history=points([(4, 1), (5, 2)]))
    files = picture_files(view.pictures, view.wide_history_strip)
    svg = render_pictures(files, {})["pictures/history.svg"]
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
