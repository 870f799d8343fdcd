"""The certainty of each topic's claims: levels, and who said so."""

from __future__ import annotations

from needle_evidence.model.certainty import Certainty, CertaintyRating
from needle_evidence.model.finding import Location
from needle_evidence.reporting.pictures.certainty_profile import (
    CertaintyProfile,
    certainty_profile,
)
from tests.drawn_library import a_claim, a_result, a_view, a_work


def reported(claim_id: str, certainty: Certainty) -> CertaintyRating:
    return CertaintyRating(
        claim_id=claim_id,
        location=Location(path="appraisal/certainty.csv", line=2),
        rating="reported",
        reported_by="review",
        locator="table 1",
        outcome="pain",
        reported_certainty=certainty,
    )


def drawn() -> CertaintyProfile:
    review = a_work("review", studydesign="systematic_review_rct")
    view = a_view(
        [
            a_claim("rated", references=("review",)),
            a_claim("unrated"),
            a_claim("bare", topic="Sleep"),
        ],
        [a_work(), review],
        [a_result("rated", "review"), a_result("unrated")],
        ratings=(reported("rated", Certainty.LOW),),
    )
    picture = certainty_profile(view.topics)
    assert picture is not None
    return picture


def test_claims_stand_at_the_level_that_licenses_their_wording() -> None:
    picture = drawn()
    pain, sleep = picture.rows
    #                    high       moderate   low        very low   not judged
    assert pain.counts == ((0, 0, 0), (0, 0, 0), (1, 0, 0), (0, 0, 0), (0, 0, 1))
    assert sleep.counts[-1] == (0, 0, 1)
    assert (picture.judged, picture.claims) == (1, 3)


def test_what_nobody_judged_has_a_number_and_no_bar() -> None:
    rated, unrated = drawn().rows[0].blocks
    assert (rated.words, rated.kind, rated.count) == ("low certainty, reported", "reported", 1)
    assert (unrated.words, unrated.width, unrated.count) == ("certainty not judged", 0.0, 1)


def test_a_block_and_its_number_stay_in_their_column() -> None:
    picture = drawn()
    for row in picture.rows:
        for block in row.blocks:
            column = int(block.x // picture.column)
            assert block.number_x < (column + 1) * picture.column
