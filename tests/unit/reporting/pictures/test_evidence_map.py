"""The evidence map: conditions, designs, and what the works said."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.model.claim import Question
from needle_evidence.model.result import Directness, Stance
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.pictures.bubble import pack_bubbles
from needle_evidence.reporting.pictures.cited_pairs import CitedPair, condition_of
from needle_evidence.reporting.pictures.design_group import DESIGN_GROUPS, design_group
from needle_evidence.reporting.pictures.evidence_map import WIDE, EvidenceMap, evidence_map
from tests.drawn_library import a_claim, a_result, a_view, a_work

REVIEW = a_work("review", studydesign="systematic_review_rct")


def drawn(*given: Any, **parts: Any) -> EvidenceMap:
    view = a_view(*given, **parts)
    picture = evidence_map(view.topics, view.claims)
    assert picture is not None
    return picture


@pytest.mark.parametrize(
    ("population", "outcome", "topic", "condition"),
    [
        ("people with plantar fasciitis", "symptoms of plantar fasciitis", "", "plantar fasciitis"),
        ("older adults who have knee pain", "pain", "", "knee pain"),
        ("older adults", "falls", "", "falls"),
        ("older adults", "", "", "older adults"),
        ("", "symptoms of sciatica", "", "sciatica"),
        ("", "", "Recovery", "Recovery"),
        ("", "", "", "not recorded"),
    ],
)
def test_a_row_is_named_after_what_the_claim_is_about(
    population: str, outcome: str, topic: str, condition: str
) -> None:
    assert condition_of(a_claim(population=population, outcome=outcome, topic=topic)) == condition


def test_cited_and_considered_works_are_told_apart() -> None:
    picture = drawn(
        [a_claim()],
        [a_work(), REVIEW],
        [a_result(), a_result(citekey="review", stance=Stance.REFUTES)],
    )
    (row,) = picture.rows
    assert [(cell.column, b.direction, b.cited) for cell in row.cells for b in cell.bubbles] == [
        ("Systematic reviews", "against", False),
        ("Randomised trials", "for", True),
    ]
    assert (picture.pairs, picture.cited) == (2, 1)


def test_unrelated_works_have_no_place() -> None:
    view = a_view([a_claim()], [a_work()], [a_result(directness=Directness.UNRELATED, stance=None)])
    assert evidence_map(view.topics, view.claims) is None
    picture = drawn(
        [a_claim(references=("trial", "review"))],
        [a_work(), REVIEW],
        [a_result(directness=Directness.UNRELATED, stance=None), a_result(citekey="review")],
    )
    assert (picture.pairs, picture.unrelated) == (1, 1)


def test_a_work_for_and_against_is_neither_of_the_two() -> None:
    picture = drawn(
        [a_claim()],
        [a_work()],
        [a_result(), a_result(timepoint="1 year", stance=Stance.REFUTES)],
    )
    assert picture.rows[0].cells[0].bubbles[0].direction == "both"


def test_a_neutral_result_beside_a_supporting_one_leaves_the_work_for_the_claim() -> None:
    picture = drawn(
        [a_claim()],
        [a_work()],
        [a_result(), a_result(timepoint="1 year", stance=Stance.NEUTRAL)],
    )
    assert picture.rows[0].cells[0].bubbles[0].direction == "for"


def test_inferred_designs_and_indirect_works_are_counted() -> None:
    guessed = a_work(studydesign="", title="A randomised controlled trial of needling")
    picture = drawn(
        [a_claim()],
        [guessed],
        [a_result(directness=Directness.INDIRECT, indirect_because=("population",))],
    )
    assert (picture.inferred, picture.indirect) == (1, 1)
    words = picture.rows[0].words
    assert "1 of them indirect" in words
    assert "1 with a design inferred from words" in words


def test_claims_of_one_condition_share_a_row_that_leads_to_their_topic() -> None:
    claims = [a_claim("a"), a_claim("b", population="PEOPLE with Neck pain")]
    picture = drawn(claims, [a_work()], [a_result("a"), a_result("b")])
    (row,) = picture.rows
    assert (row.pairs, row.anchor) == (2, "topic-1")
    alone = drawn(claims[:1], [a_work()], [a_result("a")])
    assert alone.rows[0].anchor == "claim-a"


def test_mechanisms_are_not_on_the_map_and_conditions_without_works_are_counted() -> None:
    picture = drawn(
        [
            a_claim("a"),
            a_claim("b", question=Question.MECHANISM),
            a_claim("c", population="people with gout", references=()),
        ],
        [a_work()],
        [a_result("a"), a_result("b")],
    )
    assert (picture.pairs, picture.without) == (1, 1)


def test_the_thirty_conditions_with_most_works_are_drawn() -> None:
    claims = [a_claim(f"c{n}", population=f"people with condition {n}") for n in range(35)]
    claims.append(a_claim("again", population="people with condition 34"))
    picture = drawn(claims, [a_work()], [])
    assert (len(picture.rows), picture.left_out) == (30, 5)
    assert picture.rows[0].name == "condition 34"


def test_bubbles_stay_within_the_picture_in_both_layouts() -> None:
    works = [a_work(f"w{n}", studydesign=code) for n, code in enumerate(_EVERY_DESIGN * 6)]
    claim = a_claim(references=tuple(work.key for work in works[::2]))
    results = [
        a_result(citekey=work.key, stance=[*Stance, None][n % 4]) for n, work in enumerate(works)
    ]
    view = a_view([claim], works, results)
    narrow = evidence_map(view.topics, view.claims)
    wide = evidence_map(view.topics, view.claims, WIDE)
    assert narrow is not None
    assert wide is not None
    for picture in (narrow, wide):
        bubbles = [b for row in picture.rows for cell in row.cells for b in cell.bubbles]
        assert sum(bubble.count for bubble in bubbles) == len(works)
        for one in bubbles:
            assert one.x - one.radius >= 0
            assert one.x + one.radius <= picture.width
            assert picture.layout.top <= one.y - one.radius
            assert one.y + one.radius <= picture.height
        for at, one in enumerate(bubbles):
            for other in bubbles[:at]:
                apart = math.hypot(one.x - other.x, one.y - other.y)
                assert apart >= one.radius + other.radius - 0.5


_EVERY_DESIGN = [codes[0] if codes else "qualitative" for _, codes in DESIGN_GROUPS]


def test_every_group_has_its_column_and_what_is_unknown_the_last() -> None:
    assert [design_group(code) for code in _EVERY_DESIGN] == list(range(len(DESIGN_GROUPS)))
    assert design_group("") == design_group("of-my-own") == len(DESIGN_GROUPS) - 1


def _pair(view: ClaimView, direction: str) -> CitedPair:
    return CitedPair(
        condition="pain",
        claim=view,
        direction=direction,
        column=0,
        cited=True,
        indirect=False,
        inferred=False,
    )


@given(st.integers(1, 300), st.integers(1, 300))
def test_the_area_of_a_bubble_goes_with_its_count(small: int, more: int) -> None:
    view = a_view().claims[0]
    pairs = [_pair(view, "for")] * small + [_pair(view, "against")] * (small + more)
    (one, two), _ = pack_bubbles(pairs, small + more, middle=0, room=100)
    assert one.radius <= two.radius <= 14
    if one.radius > 6.5:
        assert (two.radius / one.radius) ** 2 == pytest.approx((small + more) / small, rel=0.05)


def test_a_direction_that_only_indirect_results_show_is_indirect() -> None:
    elsewhere = a_result(
        outcome="grip", directness=Directness.INDIRECT, indirect_because=("outcome",)
    )
    unsettled = a_result(stance=Stance.NEUTRAL)
    picture = drawn([a_claim()], [a_work()], [unsettled, elsewhere])
    (bubble,) = picture.rows[0].cells[0].bubbles
    assert (bubble.direction, bubble.indirect, picture.indirect) == ("for", 1, 1)
    (bubble,) = drawn([a_claim()], [a_work()], [a_result(), elsewhere]).rows[0].cells[0].bubbles
    assert (bubble.direction, bubble.indirect) == ("for", 0)
