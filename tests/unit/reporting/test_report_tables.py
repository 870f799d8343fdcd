"""The tables of a report: what each row says, and that nothing is invented."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from needle_evidence.api.checking import check_library
from needle_evidence.api.evidence import evidence_view
from needle_evidence.appraisal.assessment import assess
from needle_evidence.model.certainty import Certainty, CertaintyRating, DomainJudgement
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.finding import CheckRun, Location
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.model.result import Directness, Result, Stance
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.evidence_view import EvidenceView, build_view
from needle_evidence.reporting.tables.claims_table import claims_table
from needle_evidence.reporting.tables.evidence_profile import evidence_profile
from needle_evidence.reporting.tables.references_table import references_table
from needle_evidence.reporting.tables.report_tables import report_tables
from needle_evidence.reporting.tables.results_table import results_table
from needle_evidence.reporting.tables.summary_of_findings import summary_of_findings
from needle_evidence.reporting.tables.table import Cell, Table
from needle_evidence.reporting.tables.work_list_table import work_list_table
from needle_evidence.workspace import load, open_project
from tests.reference_pages import ROOT
from tests.standing_claims import view_of

CLAIM = Claim(
    claim_id="eases-pain",
    text="Needling eases pain.",
    location=Location(path="claims.csv", line=2),
    question=Question.TREATMENT_BENEFIT,
    intervention="needling",
    population="adults",
    outcome="pain",
    references=("trial", "opinion"),
)
_BIB = Location(path="references.bib", line=1)
WORKS = tuple(
    Reference(
        key=key,
        entry_type="article",
        location=_BIB,
        fields={"title": key.title(), "studydesign": design, "year": "2014"},
    )
    for key, design in (
        ("trial", "rct"),
        ("review", "systematic_review_rct"),
        ("opinion", "commentary"),
        ("elsewhere", "rct"),
    )
)
NUMBERS = Result(
    claim_id="eases-pain",
    citekey="trial",
    location=Location(path="appraisal/evidence.csv", line=2),
    outcome="pain",
    comparator="sham",
    timepoint="6 weeks",
    stance=Stance.SUPPORTS,
    directness=Directness.DIRECT,
    measure="MD",
    unit="mm",
    effect=Decimal("-14.4"),
    ci_low=Decimal("-23.5"),
    ci_high=Decimal("-5.20"),
    mid=Decimal("-19"),
    mid_source="Landorf 2010",
    participants=84,
)
REPORTED = CertaintyRating(
    claim_id="eases-pain",
    location=Location(path="appraisal/certainty.csv", line=2),
    outcome="Pain",
    comparator="sham",
    timepoint="6 weeks",
    rating="reported",
    reported_certainty=Certainty.LOW,
    reported_by="review",
    locator="table 1",
    appraiser="Ann",
)
JUDGED = CertaintyRating(
    claim_id="eases-pain",
    location=Location(path="appraisal/certainty.csv", line=3),
    outcome="pain",
    comparator="sham",
    timepoint="6 weeks",
    start="randomized",
    studies=1,
    participants=84,
    domains={
        "risk_of_bias": DomainJudgement(word="not serious"),
        "inconsistency": DomainJudgement(word="not applicable", reason="single study"),
        "indirectness": DomainJudgement(word="not serious"),
        "imprecision": DomainJudgement(word="serious", reason="one trial of 84 people"),
        "publication_bias": DomainJudgement(word="undetected"),
    },
    appraiser="Bob",
)


def built(
    *claims: Claim,
    results: tuple[Result, ...] = (),
    ratings: tuple[CertaintyRating, ...] = (),
) -> EvidenceView:
    library = Library(claims=claims or (CLAIM,), references=WORKS, results=results, ratings=ratings)
    return build_view(
        library,
        CheckRun(results=()),
        assess(library),
        lambda one: FormattedReference(runs=((one.title, ""),)),
        style="ama",
        version="0",
    )


def rows(table: Table) -> list[dict[str, Cell]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def example_view() -> EvidenceView:
    project = open_project(ROOT)
    library = load(project)
    return evidence_view(project, library, check_library(library, project.config), style="ama")


@pytest.fixture(scope="module")
def example() -> EvidenceView:
    return example_view()


def test_profile_shows_each_domain_with_points_and_reason() -> None:
    (row,) = rows(evidence_profile(built(results=(NUMBERS,), ratings=(JUDGED,))))
    assert row["imprecision"] == "serious (−1): one trial of 84 people"
    assert row["imprecision_points"] == -1
    assert row["risk_of_bias"] == "not serious"
    assert row["inconsistency"] == "not applicable: single study"
    assert row["large_effect"] == "not needed"
    assert row["large_effect_points"] is None
    assert row["certainty"] == "moderate"
    assert row["certainty_in_words"] == "⊕⊕⊕◯ moderate"
    assert row["label"] == "Certainty judged with the GRADE domains, not a GRADE panel assessment"
    assert row["rated_by"] == "judged by Bob"
    assert row["start"] == "randomized"
    assert "MD −14.4 mm (95% CI −23.5 to −5.20); n = 84" in str(row["effects"])


def test_profile_of_a_reported_rating_names_the_review_and_no_domains() -> None:
    (row,) = rows(evidence_profile(built(results=(NUMBERS,), ratings=(REPORTED,))))
    assert row["label"] == "GRADE, as reported by review"
    assert row["rated_by"] == "reported by review, table 1; copied by Ann"
    assert row["risk_of_bias"] == "not recorded; see the review"
    assert row["certainty"] == "low"


def test_a_domain_that_was_not_assessed_leaves_no_certainty() -> None:
    open_row = CertaintyRating(
        claim_id="eases-pain",
        location=JUDGED.location,
        outcome="pain",
        start="randomized",
        domains={"imprecision": DomainJudgement(word="serious", reason="few people")},
    )
    (row,) = rows(evidence_profile(built(results=(NUMBERS,), ratings=(open_row,))))
    assert row["certainty"] == ""
    assert "Not assessed: risk of bias, inconsistency" in str(row["certainty_in_words"])
    assert row["risk_of_bias"] == "not assessed"


def test_without_a_study_there_is_no_rating() -> None:
    table = evidence_profile(built(ratings=(JUDGED,)))
    (row,) = rows(table)
    assert row["certainty"] == ""
    assert str(row["certainty_in_words"]).startswith("No certainty.")
    (finding,) = rows(summary_of_findings(built()))
    assert finding["certainty_in_words"] == "no study recorded, so no rating"
    assert finding["effects"] == "no result recorded"
    assert finding["certainty"] == ""


def test_summary_joins_ratings_and_results_of_one_outcome() -> None:
    view = built(results=(NUMBERS,), ratings=(JUDGED, REPORTED))
    (row,) = rows(summary_of_findings(view))
    assert row["effects"] == (
        "Trial 2014: MD −14.4 mm (95% CI −23.5 to −5.20); n = 84 (supports; direct)"
    )
    assert row["mid"] == "−19 mm (Landorf 2010)"
    assert row["comparison"] == "needling, compared with sham"
    assert row["participants"] == 84
    assert row["certainty"] == "low"
    assert row["certainty_in_words"] == "⊕⊕◯◯ low, reported; the lowest of 2 ratings"
    assert "Imprecision −1: one trial of 84 people." in str(row["comments"])
    assert "GRADE, as reported by review (table 1); copied by Ann." in str(row["comments"])
    assert row["statement"] == view.claims[0].wording.printable.clinician != ""


def test_an_empty_comparator_is_no_control() -> None:
    without = Result(
        claim_id="eases-pain", citekey="trial", location=NUMBERS.location, outcome="pain",
        comparator="no control", stance=Stance.SUPPORTS, directness=Directness.DIRECT,
        result="Less pain.",
    )  # fmt: skip
    rated = CertaintyRating(
        claim_id="eases-pain", location=JUDGED.location, start="randomized", outcome="pain"
    )
    (row,) = rows(summary_of_findings(built(results=(without,), ratings=(rated,))))
    assert row["comparison"] == "needling, without a control"
    assert row["effects"] == "Trial 2014: Less pain (supports; direct)"


def test_the_sentence_stands_beside_the_result_it_repeats() -> None:
    told = Result(
        claim_id="eases-pain", citekey="trial", location=NUMBERS.location, outcome="pain",
        comparator="sham", stance=Stance.SUPPORTS, directness=Directness.DIRECT,
        result="Pain was 14 mm lower.",
    )  # fmt: skip
    other = Result(
        claim_id="eases-pain", citekey="review", location=NUMBERS.location, outcome="sleep",
        stance=Stance.SUPPORTS, directness=Directness.DIRECT, result="Better sleep.",
    )  # fmt: skip
    found = rows(summary_of_findings(built(results=(other, told))))
    said = {str(row["outcome"]): str(row["statement"]) for row in found}
    assert "pain was 14 mm lower" in said["pain"]
    assert said["sleep"] == ""


def test_works_that_cannot_count_license_no_effect() -> None:
    unrelated = Result(
        claim_id="eases-pain", citekey="elsewhere", location=NUMBERS.location, outcome="cost",
        directness=Directness.UNRELATED, result="Cheaper.",
    )  # fmt: skip
    opinion = Result(
        claim_id="eases-pain", citekey="opinion", location=NUMBERS.location, outcome="pain",
        stance=Stance.SUPPORTS, directness=Directness.DIRECT, result="It helps.",
    )  # fmt: skip
    view = built(results=(unrelated, opinion))
    (row,) = rows(summary_of_findings(view))
    assert row["effects"] == "no result recorded"
    kept = rows(results_table(view))
    assert {(row["citekey"], row["directness"]) for row in kept} == {
        ("elsewhere", "unrelated"), ("opinion", "direct"), ("trial", ""),
    }  # fmt: skip


def test_a_cited_work_without_a_result_has_a_row() -> None:
    kept = rows(results_table(built()))
    assert [(row["citekey"], row["appraised"], row["effect"]) for row in kept] == [
        ("trial", False, None), ("opinion", False, None),
    ]  # fmt: skip


def test_numbers_stay_numbers() -> None:
    row = rows(results_table(built(results=(NUMBERS,))))[0]
    assert row["effect"] == Decimal("-14.4")
    assert row["ci_low"] == Decimal("-23.5")
    assert row["mid"] == Decimal("-19")
    assert row["participants"] == 84
    assert row["cited"] is True


def test_status_never_stands_without_its_certainty(example: EvidenceView) -> None:
    for row in rows(claims_table(example)):
        assert row["certainty_in_words"]
    for row in rows(summary_of_findings(example)):
        supported = "Supported" in str(row["status"])
        assert not supported or "certainty" in str(row["status"]) or "⊕" in str(row["status"])


def test_every_certainty_below_high_has_a_footnote(example: EvidenceView) -> None:
    rated = [row for row in rows(summary_of_findings(example)) if row["certainty"]]
    assert rated
    assert all(len(str(row["comments"])) > 40 for row in rated)


def test_example_has_its_real_numbers(example: EvidenceView) -> None:
    found = rows(results_table(example))
    (trial,) = [row for row in found if row["effect"] == Decimal("-14.4")]
    assert (trial["citekey"], trial["ci_low"], trial["ci_high"], trial["participants"]) == (
        "cotchett2014effectiveness", Decimal("-23.5"), Decimal("-5.2"), 84,
    )  # fmt: skip
    (summed,) = [
        row
        for row in rows(summary_of_findings(example))
        if row["outcome"] == "first-step pain" and row["claim_id"] == "treats-plantar-fasciitis"
    ]
    assert "MD −14.4 mm (95% CI −23.5 to −5.2); n = 84" in str(summed["effects"])
    assert summed["certainty"] == ""
    assert "Not assessed: risk of bias, indirectness." in str(summed["comments"])
    assert "first-step pain was 14.4 mm lower" in str(summed["statement"])


def test_no_claim_is_missing(example: EvidenceView) -> None:
    assert len(claims_table(example).rows) == len(example.claims)
    summed = {row["claim_id"] for row in rows(summary_of_findings(example))}
    assert summed == {view.claim.claim_id for view in example.claims if view.judges}
    assert len(summed) == example.headline.claims
    assert references_table(example).values("number") == tuple(
        range(1, len(example.references) + 1)
    )


def test_each_claim_has_its_sentence_once(example: EvidenceView) -> None:
    table = rows(summary_of_findings(example))
    said = [str(row["claim_id"]) for row in table if row["statement"]]
    assert said
    assert sorted(said) == sorted(
        view.claim.claim_id
        for view in example.claims
        if view.judges and view.wording.printable.clinician
    )


def test_work_list_is_ranked_and_open(example: EvidenceView) -> None:
    found = rows(work_list_table(example))
    assert [row["rank"] for row in found] == list(range(1, len(example.work) + 1))
    assert {row["done"] for row in found} == {"☐"}


def test_columns_are_told_and_cells_keep_to_their_choices(example: EvidenceView) -> None:
    for table in (*report_tables(example), work_list_table(example)):
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        for place, column in enumerate(table.columns):
            assert column.about.endswith("."), (table.name, column.name)
            if column.choices:
                words = {row[place] for row in table.rows if row[place]}
                assert words <= set(column.choices), (table.name, column.name)


def test_a_row_about_others_names_what_was_studied() -> None:
    fields = {**WORKS[0].fields, "intervention": "acupuncture", "population": "healthy men"}
    studied = replace(WORKS[0], fields=fields)
    indirect = replace(
        NUMBERS,
        directness=Directness.INDIRECT,
        indirect_because=("intervention", "population"),
        result="Pain was less.",
    )

    def row_of(*results: Result, works: tuple[Reference, ...]) -> dict[str, Cell]:
        library = Library(claims=(CLAIM,), references=works, results=results)
        (row,) = rows(summary_of_findings(view_of(library)))
        return row

    row = row_of(indirect, works=(studied, *WORKS[1:]))
    assert row["comparison"] == "acupuncture, compared with sham"
    assert row["population"] == "healthy men"
    unnamed = row_of(indirect, works=WORKS)
    assert unnamed["comparison"] == "not the intervention of the claim, compared with sham"
    both = row_of(indirect, replace(NUMBERS, citekey="review"), works=(studied, *WORKS[1:]))
    assert (both["comparison"], both["population"]) == ("needling, compared with sham", "adults")


def test_the_words_of_a_result_stand_beside_its_numbers() -> None:
    below = replace(NUMBERS, mid=None, result="Less pain; below the minimal important difference.")
    (row,) = rows(summary_of_findings(built(results=(below,))))
    assert str(row["effects"]).startswith(
        "Trial 2014: Less pain; below the minimal important difference; MD −14.4 mm"
    )
