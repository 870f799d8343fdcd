"""One claim as reports show it: status, certainty, wording, works, sign-off."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.sign_off import part_digests
from needle_evidence.model.certainty import Certainty, CertaintyRating
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.decision import Review, Search, Verdict
from needle_evidence.model.finding import Finding, Location, Severity, WaivedFinding
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.model.result import Directness, Result, Stance
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.claim_view import ClaimView, claim_views
from needle_evidence.reporting.reference_view import reference_views
from needle_evidence.reporting.work_view import ResultView, WorkView, effect_in_words

CLAIM = Claim(
    claim_id="eases-pain",
    text="Needling may ease pain.",
    location=Location(path="claims.csv", line=2),
    question=Question.TREATMENT_BENEFIT,
    intervention="needling",
    outcome="pain",
    references=("trial",),
)
FINDING = Finding(
    code="NE313",
    name="x",
    severity=Severity.ERROR,
    message="Wrong.",
    location=Location(path="claims.csv", line=2),
    subject="eases-pain",
    way_out="Mend it.",
)


def reference(key: str, **fields: str) -> Reference:
    location = Location(path="references.bib", line=1)
    return Reference(key=key, entry_type="article", location=location, fields=fields)


TRIAL = reference("trial", title="A trial", studydesign="rct", samplesize="84")
REVIEW = reference("review", title="A review", studydesign="systematic_review_rct")


def result(**values: Any) -> Result:
    stated = {"claim_id": "eases-pain", "citekey": "trial", "outcome": "pain"}
    judged = {"stance": Stance.SUPPORTS, "directness": Directness.DIRECT}
    location = Location(path="appraisal/evidence.csv", line=2)
    return Result(location=location, **{**stated, **judged, **values})


def rating(certainty: Certainty, **values: Any) -> CertaintyRating:
    location = Location(path="appraisal/certainty.csv", line=2)
    stated = {
        "rating": "reported",
        "reported_by": "review",
        "locator": "table 1",
        "outcome": "pain",
    }
    return CertaintyRating(
        claim_id="eases-pain",
        location=location,
        reported_certainty=certainty,
        **{**stated, **values},
    )


def library(*claims: Claim, **parts: Any) -> Library:
    given = {"references": (TRIAL, REVIEW), "results": (result(),), **parts}
    return Library(claims=claims or (CLAIM,), **given)


def views(of: Library, *findings: Finding, waived: Any = ()) -> tuple[ClaimView, ...]:
    by_subject: dict[str, list[Finding]] = {}
    for finding in findings:
        by_subject.setdefault(finding.subject, []).append(finding)
    entries = reference_views(
        of, by_subject, lambda one: FormattedReference(runs=((one.title, ""),)), False
    )
    by_key = {entry.citekey: entry for entry in entries}
    return claim_views(of, assess(of), by_key, by_subject, waived)


def only(of: Library, *findings: Finding, waived: Any = ()) -> ClaimView:
    (view,) = views(of, *findings, waived=waived)
    return view


def work(**values: Any) -> WorkView:
    return only(library(results=(result(**values),))).works[0]


def shown(**values: Any) -> ResultView:
    return work(**values).results[0]


def test_supported_stands_beside_its_certainty() -> None:
    unrated = only(library())
    assert unrated.status_label == "Supported by a cited study"
    assert (unrated.certainty, unrated.certainty_label) == (None, "certainty not judged")
    rated = only(library(ratings=(rating(Certainty.LOW),)))
    assert (rated.certainty, rated.certainty_label) == (
        Certainty.LOW,
        "low certainty, reported",
    )


def test_mechanism_claims_too_show_that_no_certainty_was_judged() -> None:
    mechanism = Claim(
        claim_id="eases-pain",
        text="It works through the brain.",
        location=CLAIM.location,
        question=Question.MECHANISM,
        references=("trial",),
    )
    view = only(library(mechanism))
    assert (view.status_label, view.judges) == ("Supported by a cited study", False)
    assert view.certainty_label == "certainty not judged"


def test_uncited_claims_and_definitions_have_no_certainty_to_name() -> None:
    uncited = Claim(claim_id="a", text="A.", location=CLAIM.location)
    definition = Claim(
        claim_id="b", text="B.", location=CLAIM.location, question=Question.DEFINITION
    )
    first, second = views(library(uncited, definition, results=()))
    assert (first.certainty_label, second.certainty_label) == ("", "")
    assert (second.status, second.status_label) == (None, "Needs no reference")


@pytest.mark.parametrize(
    ("text", "certainty", "good"),
    [
        ("Needling may ease pain; the evidence is limited.", Certainty.LOW, False),
        ("Needling probably eases pain.", Certainty.MODERATE, True),
        ("Needling eases pain.", Certainty.HIGH, True),
        ("Needling eases pain.", Certainty.MODERATE, False),
        ("Needling eases pain.", None, False),
    ],
)
def test_good_colour_needs_licensed_words_at_moderate_or_high_certainty(
    text: str, certainty: Certainty | None, good: bool
) -> None:
    claim = Claim(
        claim_id="eases-pain",
        text=text,
        location=CLAIM.location,
        question=Question.TREATMENT_BENEFIT,
        outcome="pain",
        references=("trial",),
    )
    ratings = (rating(certainty),) if certainty else ()
    assert only(library(claim, ratings=ratings)).good is good


def test_warning_of_harm_is_not_called_licensed_by_evidence() -> None:
    harm = Claim(
        claim_id="eases-pain",
        text="Needling may cause bruises.",
        location=CLAIM.location,
        question=Question.COMMON_HARM,
        references=("trial",),
    )
    view = only(library(harm))
    assert (view.wording.verdict, view.good) == ("licensed", False)
    assert view.wording.label == "Not too strong for a warning of harm"


def test_claim_that_stands_may_have_the_good_colour() -> None:
    harm = Claim(
        claim_id="eases-pain",
        text="Needling may cause bruises.",
        location=CLAIM.location,
        question=Question.COMMON_HARM,
        references=("trial",),
    )
    digests = part_digests(library(harm), harm)
    review = Review(
        claim_id="eases-pain",
        location=Location(path="appraisal/reviews.csv", line=2),
        verdict=Verdict.APPROVED,
        reviewed_by="Ann",
        reviewed_on=datetime.date(2026, 1, 2),
        note="Read.",
        digests={"claim": digests.claim},
        citations=digests.citations,
    )
    signed = library(harm, reviews=(review,))
    view = only(signed)
    assert (view.stands, view.good) == (True, True)
    assert (view.sign_off.label, view.sign_off.who, view.sign_off.note) == (
        "signed off",
        "Ann",
        "Read.",
    )
    held_back = only(signed, FINDING)
    assert (held_back.stands, held_back.good) == (False, False)


def test_reported_ratings_go_before_judged_ones() -> None:
    judged = CertaintyRating(
        claim_id="eases-pain", location=Location(path="appraisal/certainty.csv", line=2)
    )
    view = only(library(ratings=(judged, rating(Certainty.LOW, comparator="sham"))))
    assert [one.kind for one in view.ratings] == ["reported", "judged"]
    assert view.ratings[0].about == ("pain", "compared with sham")
    assert [one.governs for one in view.ratings] == [True, False]
    assert view.ratings[1].certainty is None


def test_work_that_was_considered_is_not_among_the_cited() -> None:
    view = only(library(results=(result(), result(citekey="review", stance=Stance.REFUTES))))
    assert [one.reference.citekey for one in view.works] == ["trial"]
    assert [one.reference.citekey for one in view.considered] == ["review"]
    assert (view.cited_balance.supporting, view.considered_balance.refuting) == (1, 1)


def test_result_says_in_what_it_differs() -> None:
    rows = (
        result(),
        result(
            outcome="function",
            directness=Directness.INDIRECT,
            indirect_because=("outcome",),
        ),
    )
    seen = only(library(results=rows)).works[0]
    assert seen.directness == "direct"
    assert [(one.directness, one.because) for one in seen.results] == [
        ("direct", ()),
        ("indirect", ("outcome",)),
    ]


def test_why_there_is_no_level_stands_apart_and_does_not_repeat_the_design() -> None:
    survey = reference("trial", title="A survey", studydesign="survey")
    seen = only(library(references=(survey,))).works[0]
    assert seen.level.startswith("OCEBM 2011 level not ")
    assert seen.level_why
    assert ": " not in seen.level
    assert work().level == "OCEBM 2011 level 2"
    assert work().level_why == ""


def test_passage_is_cut_at_150_words_and_at_as_many_characters_without_spaces() -> None:
    long = " ".join(f"w{number}" for number in range(200))
    assert shown(passage=long).passage.split()[-2:] == ["w149", "[…]"]
    just = " ".join(f"w{number}" for number in range(150))
    assert shown(passage=just).passage == just
    assert len(shown(passage="针" * 100_000).passage) < 1_600


def test_repeated_passage_is_marked_and_an_empty_one_is_not() -> None:
    rows = [result(timepoint=str(n), passage=p) for n, p in enumerate(["a b", "", "", "a b"])]
    seen = only(library(results=tuple(rows))).works[0].results
    assert [one.passage_again for one in seen] == [False, False, False, True]


def test_row_that_says_nothing_is_blank() -> None:
    nothing = {"stance": None, "outcome": "", "directness": Directness.UNRELATED}
    assert shown(**nothing).is_blank
    assert not shown(**nothing, result="Nobody was needled.").is_blank


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ""),
        ({"participants": 84}, "n = 84"),
        ({"participants": 84, "events": 12}, "12 of 84"),
        (
            {"participants": 84, "events": 0},
            "0 of 84, which rules out no more than about 3 in 84",
        ),
        ({"participants": 2, "events": 0}, "0 of 2, which rules out nothing"),
        ({"events": 20}, "20 events, among how many is not recorded"),
        (
            {"measure": "MD", "unit": "mm", "effect": "-14.4", "ci_low": "-23.5", "ci_high": "-5"},
            "MD −14.4 mm (95% CI −23.5 to −5)",
        ),
        ({"ci_low": "-1", "ci_high": "2", "unit": "points"}, "95% CI −1 to 2 points"),
        ({"measure": "proportion", "effect": "32", "unit": "%"}, "proportion 32%"),
        ({"effect": "5", "mid": "10", "unit": "mm"}, "5 mm; minimal important difference 10 mm"),
    ],
)
def test_numbers_in_words(values: dict[str, Any], words: str) -> None:
    numbers = {
        name: Decimal(value) if name in {"effect", "ci_low", "ci_high", "mid"} else value
        for name, value in values.items()
    }
    assert effect_in_words(result(**numbers)) == words


def test_second_claim_of_a_doubled_id_has_its_own_anchor_and_problems() -> None:
    again = Claim(
        claim_id="eases-pain", text="Again.", location=Location(path="claims.csv", line=9)
    )
    first, second = views(library(CLAIM, again), FINDING)
    assert (first.anchor, second.anchor) == ("claim-eases-pain", "claim-eases-pain.2")
    assert (len(first.problems), second.problems) == (1, ())


def test_waived_findings_are_shown_and_are_no_open_problems() -> None:
    accepted = WaivedFinding(
        finding=FINDING, reason="Known.", owner="Ann", expires_on=datetime.date(2099, 1, 1)
    )
    view = only(library(), waived=(accepted,))
    assert (view.problems, view.waived) == ((), (accepted,))


def test_last_search_is_the_latest_dated_one() -> None:
    place = Location(path="appraisal/searches.csv", line=2)
    days = (datetime.date(2026, 3, 1), None, datetime.date(2026, 1, 1))
    searches = tuple(Search(claim_id="eases-pain", searched_on=day, location=place) for day in days)
    assert only(library(searches=searches)).last_search == days[0]
    assert only(library()).last_search is None
