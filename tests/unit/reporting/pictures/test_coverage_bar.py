"""The bar of each topic: what its claims rest on."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from needle_evidence.model.claim import Claim
from needle_evidence.model.result import Result
from needle_evidence.reporting.pictures.coverage_bar import CoverageBar, coverage_bar
from tests.drawn_library import a_claim, a_result, a_view, a_work


def drawn(*claims: Claim, results: Iterable[Result] = ()) -> CoverageBar:
    picture = coverage_bar(a_view(claims, [a_work()], results).topics)
    assert picture is not None
    return picture


def test_claims_are_counted_by_what_they_rest_on() -> None:
    picture = drawn(
        a_claim("backed"),
        a_claim("listed"),
        a_claim("bare", references=()),
        a_claim("gone", references=("nobody",)),
        results=[a_result("backed")],
    )
    (row,) = picture.rows
    assert (row.claims, row.counts) == (4, (0, 1, 1, 2))
    assert [(line.kind, line.count) for line in picture.legend] == [
        ("stands", 0),
        ("supported", 1),
        ("cited", 1),
        ("none", 2),
    ]
    assert picture.certainties == (("with certainty not judged", 1),)


def test_a_bar_is_as_long_as_its_topic_has_claims() -> None:
    many = [a_claim(f"many-{n}", topic="Many", references=()) for n in range(8)]
    few = [a_claim(f"few-{n}", topic="Few", references=()) for n in range(2)]
    picture = drawn(*many, *few)
    lengths = [sum(part.width for part in row.segments) for row in picture.rows]
    assert lengths == [380.0, 95.0]


def test_every_part_has_room_for_its_number_and_the_bar_stays_in_the_picture() -> None:
    claims = [a_claim(f"bare-{n}", references=()) for n in range(900)]
    picture = drawn(*claims, a_claim("listed"), a_claim("backed"), results=[a_result("backed")])
    parts = picture.rows[0].segments
    assert [part.count for part in parts] == [1, 1, 900]
    assert min(part.width for part in parts) > 12
    assert sum(part.width for part in parts) == pytest.approx(380.0, abs=0.3)


def test_parts_stand_side_by_side_in_the_order_of_the_legend() -> None:
    picture = drawn(a_claim("backed"), a_claim("bare", references=()), results=[a_result("backed")])
    first, second = picture.rows[0].segments
    assert (first.kind, second.kind) == ("supported", "none")
    assert second.x == pytest.approx(first.x + first.width, abs=0.2)


def test_the_thirty_largest_topics_are_drawn_and_the_others_counted() -> None:
    claims = [a_claim(f"c{n}", topic=f"Topic {n}", references=()) for n in range(40)]
    picture = drawn(*claims, a_claim("more", topic="Topic 39", references=()))
    assert (len(picture.rows), picture.left_out, picture.claims) == (30, 10, 41)
    assert "Topic 39" in [row.name for row in picture.rows]


def test_without_health_effect_claims_there_is_no_picture() -> None:
    assert coverage_bar([]) is None


def test_supported_is_drawn_with_its_certainty() -> None:
    picture = drawn(a_claim("backed"), results=[a_result("backed")])
    assert [words for _, words in picture.sure] == [
        "Of those supported: 1 with certainty not judged."
    ]
    assert picture.sure[0][0] > picture.legend[-1].y
    assert picture.rows[0].y > picture.sure[0][0]
    assert drawn(a_claim("bare", references=())).sure == ()
