"""The order of claims from the one to worry about most."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.model.anchor import AnchorState
from needle_evidence.model.certainty import Certainty
from needle_evidence.model.library import Library
from needle_evidence.model.result import Stance
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.claim_concern import Concern, concern, short_label, worst_first
from needle_evidence.reporting.claim_view import ClaimView, claim_views
from needle_evidence.reporting.reference_view import reference_views
from tests.hand_made_articles import claim, reference, result


def view(
    status: ClaimStatus | None = ClaimStatus.SUPPORTED,
    *,
    verdict: str = "not_checked",
    certainty: Certainty | None = None,
    good: bool = False,
    stands: bool = False,
) -> ClaimView:
    library = Library(
        claims=(claim("a", "Needling may ease pain.", "trial"),),
        references=(reference("trial"),),
        results=(result("a", "trial", Stance.SUPPORTS),),
    )
    works = reference_views(
        library, {}, lambda one: FormattedReference(runs=((one.title, ""),)), False
    )
    (made,) = claim_views(library, assess(library), {one.citekey: one for one in works}, {})
    wording = replace(made.wording, verdict=verdict)
    return replace(
        made, status=status, wording=wording, certainty=certainty, good=good, stands=stands
    )


def test_every_status_has_its_place_and_refuted_is_the_worst() -> None:
    views = [view(status) for status in (*ClaimStatus, None)]
    ordered = [one.status for one in sorted(views, key=worst_first)]
    assert ordered == [
        ClaimStatus.REFUTED,
        ClaimStatus.RETRACTED,
        ClaimStatus.BROKEN,
        ClaimStatus.UNRELATED_ONLY,
        ClaimStatus.UNCITED,
        ClaimStatus.MIXED,
        ClaimStatus.NEUTRAL_ONLY,
        ClaimStatus.OPINION_ONLY,
        ClaimStatus.INDIRECT_ONLY,
        ClaimStatus.UNAPPRAISED,
        ClaimStatus.SUPPORTED,
        None,
    ]


def test_supported_is_best_where_its_wording_is_licensed() -> None:
    standing = view(verdict="licensed", good=True, stands=True)
    licensed = view(verdict="licensed", good=True)
    doubtful_certainty = view(verdict="licensed")
    unchecked = view()
    too_much = view(verdict="over_claim")
    ordered = [standing, licensed, doubtful_certainty, unchecked, too_much]
    assert sorted(ordered, key=worst_first) == ordered[::-1]
    assert [concern(one) for one in ordered] == [
        Concern.GOOD,
        Concern.GOOD,
        Concern.FOUND,
        Concern.FOUND,
        Concern.DOUBT,
    ]


def test_saying_too_much_never_makes_a_claim_look_better() -> None:
    for status in ClaimStatus:
        assert worst_first(view(status, verdict="over_claim")) <= worst_first(view(status))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (AnchorState.MOVED, Concern.GOOD),
        (AnchorState.AMBIGUOUS, Concern.DOUBT),
        (AnchorState.REANCHORED, Concern.DOUBT),
        (AnchorState.MEANING_CHANGED, Concern.BAD),
    ],
)
def test_words_that_moved_on_take_the_good_colour_away(
    state: AnchorState, expected: Concern
) -> None:
    assert concern(view(verdict="licensed", good=True), state) is expected
    assert concern(view(ClaimStatus.REFUTED), state) is Concern.BAD


def test_label_never_says_supported_without_its_certainty() -> None:
    assert short_label(view()) == "supported, certainty not judged"
    assert short_label(view(certainty=Certainty.LOW)) == "supported, low certainty"
    assert (
        short_label(view(verdict="over_claim", certainty=Certainty.VERY_LOW))
        == "says too much; supported, very low certainty"
    )


def test_label_names_a_doubtful_place_first() -> None:
    refuted = view(ClaimStatus.REFUTED)
    assert short_label(refuted, AnchorState.MEANING_CHANGED) == "meaning changed: refuted"
    assert short_label(refuted, AnchorState.MOVED) == "refuted"
    assert short_label(view(None)) == "needs no reference"
