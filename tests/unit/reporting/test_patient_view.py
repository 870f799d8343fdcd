"""What patients read: plain sentences for what stands, quotes for all that does not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.language.readability import LONGEST_SENTENCE, reading_level
from needle_evidence.model.audience import Audience
from needle_evidence.model.certainty import Certainty
from needle_evidence.model.library import Library
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.patient_view import (
    PatientView,
    PlainStatement,
    patient_view,
    reading_remarks,
)
from needle_evidence.reporting.report_format import ReportOptions, report_formats
from tests.rendered_report import rendered
from tests.standing_claims import standing_library, view_of

# What a patient must not read: the names of rungs, the field's signs, promises and advice.
NOT_FOR_PATIENTS = re.compile(
    r"certainty|GRADE\b|⊕|◯|\b(?:low|moderate|high|very low)\b|proven|proof|cures? you|guarantee"
    r"|\bCI\b|risk of bias|imprecision|you should|we recommend|over-?claim|\buncited\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def rich() -> EvidenceView:
    return view_of(standing_library())


def statement(view: EvidenceView, claim_id: str) -> PlainStatement:
    return next(one for one in view.patients.statements if one.claim.claim.claim_id == claim_id)


def page(view: EvidenceView, form: str = "markdown") -> str:
    return rendered(report_formats()[form], view, Audience.PATIENT)


@pytest.mark.parametrize(
    ("claim_id", "verb"),
    [
        ("high-large", "Needling causes a large reduction in heel pain"),
        ("high-moderate", "Needling reduces heel pain"),
        ("high-small", "Needling slightly reduces heel pain"),
        ("high-trivial", "Needling makes little or no difference to heel pain"),
        ("moderate-large", "Needling probably causes a large reduction in heel pain"),
        ("moderate-moderate", "Needling probably reduces heel pain"),
        ("moderate-small", "Needling probably slightly reduces heel pain"),
        ("moderate-trivial", "Needling probably makes little or no difference to heel pain"),
        ("low-large", "Needling may cause a large reduction in heel pain"),
        ("low-moderate", "Needling may reduce heel pain"),
        ("low-small", "Needling may slightly reduce heel pain"),
        ("low-trivial", "Needling may make little or no difference to heel pain"),
        ("very-low-any", "It is unclear if needling has an effect on heel pain"),
    ],
)
def test_the_verb_carries_the_certainty(rich: EvidenceView, claim_id: str, verb: str) -> None:
    assert statement(rich, claim_id).sentences[0].startswith(f"{verb} at 6 weeks")


def test_every_certainty_and_size_has_its_statement(rich: EvidenceView) -> None:
    assert len(rich.patients.effects) == 13
    assert {one.claim.certainty for one in rich.patients.effects} == set(Certainty)


def test_no_rung_no_promise_and_no_advice_reaches_the_page(rich: EvidenceView) -> None:
    open_claims = "Needling cures all."  # quoted as said, below "Not yet checked"
    text = page(rich).replace(open_claims, "")
    assert NOT_FOR_PATIENTS.findall(text) == []
    html = re.sub(r"<style>.*?</style>|<[^>]*>", " ", page(rich, "html"), flags=re.DOTALL)
    assert NOT_FOR_PATIENTS.findall(html.replace(open_claims, "")) == []


def test_no_sentence_has_more_than_twenty_words(rich: EvidenceView) -> None:
    for one in rich.patients.statements:
        for sentence in one.sentences:
            assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


def test_the_pages_own_sentences_are_short_and_easy() -> None:
    # The lists of quotes are the users' own words; everything around them is ours.
    lines = [line for line in page(view_of(standing_library())).splitlines() if line]
    ours = [line.strip("#*- ") for line in lines if "“" not in line and "](" not in line]
    level = reading_level(f"{line.rstrip('.:')}." for line in ours)
    assert level.grade is not None
    assert (level.long, level.grade <= 8) == (0, True), level


def test_a_long_sentence_is_cut_before_what_was_compared(rich: EvidenceView) -> None:
    first, second, *_ = statement(rich, "high-large").sentences
    assert first.endswith("in adults with plantar heel pain.")
    assert second == "The comparison was with sham needling."


def test_why_it_is_unsure_is_said_in_lay_words(rich: EvidenceView) -> None:
    said = statement(rich, "low-small").sentences
    assert said[-3:] == (
        "The people who judged the studies have little confidence in the evidence.",
        "The way the studies were done may have swayed their results.",
        "The studies were few or small.",
    )


def test_confidence_of_a_review_is_said_to_be_the_reviews(rich: EvidenceView) -> None:
    view = statement(rich, "low-small").claim
    reported = replace(view, ratings=tuple(replace(r, kind="reported") for r in view.ratings))
    (one,) = patient_view([reported]).statements
    assert "The authors of a review have little confidence in the evidence." in one.sentences


def test_a_warning_is_printed_as_it_was_approved_with_what_was_counted(
    rich: EvidenceView,
) -> None:
    one = statement(rich, "causes-bruising")
    assert one.harm
    assert one.sentences == (
        "Needling may cause bruising.",
        "Nobody has judged how strong the evidence is.",
    )
    assert [(count.text, count.reference.citekey) for count in one.counts] == [
        ("32 of 100 people had a bruise.", "trial")
    ]


def test_counts_without_words_are_written_out(rich: EvidenceView) -> None:
    view = statement(rich, "causes-bruising").claim
    (work,) = view.works
    (result,) = work.results
    silent = replace(result, record=replace(result.record, result=""))
    bare = replace(view, works=(replace(work, results=(silent,)),))
    (one,) = patient_view([bare]).statements
    assert [count.text for count in one.counts] == ["This happened to 32 of 100 people."]


def test_what_does_not_stand_is_quoted_by_topic_and_warnings_are_kept_apart(
    rich: EvidenceView,
) -> None:
    patients = rich.patients
    assert [view.claim.claim_id for view in patients.warnings] == ["may-hurt"]
    assert [(t, [v.claim.claim_id for v in views]) for t, views in patients.topics] == [
        ("Other", ["cures-all"])
    ]
    text = page(rich)
    assert "- “Needling cures all.”" in text
    assert "- “Needling may hurt.”" in text
    assert text.index("Not yet checked\n") < text.index("Needling cures all.")
    assert "works through the brain" not in text  # an explanation is no health effect


def test_a_refuted_claim_is_not_only_called_unchecked(rich: EvidenceView) -> None:
    view = rich.patients.topics[0][1][0]
    refuted = replace(rich, patients=patient_view([replace(view, status=ClaimStatus.REFUTED)]))
    assert "“Needling cures all.” **A study found otherwise.**" in page(refuted)
    assert "A study found otherwise." in page(refuted, "html")


def test_who_checked_and_where_from_are_printed(rich: EvidenceView) -> None:
    text = page(rich)
    assert "From: [Lee 2020](https://doi.org/10.1000/trial). Checked by Ann Lee on 2026-01-02." in (
        text
    )
    assert "It does not tell you what to do." in text


def test_nothing_that_stands_is_said_plainly() -> None:
    unsigned = view_of(replace(standing_library(), reviews=()))
    assert "**Nothing has been checked and approved yet.**" in page(unsigned)
    assert "What studies show" not in page(unsigned)


def test_an_empty_project_has_a_page() -> None:
    empty = view_of(Library())
    assert empty.patients == PatientView()
    for form in ("markdown", "html"):
        assert "There is nothing here to read yet." in page(empty, form)
    assert reading_remarks(empty.patients) == ()


def test_only_benefits_does_not_read_as_no_harms(rich: EvidenceView) -> None:
    benefits = replace(rich, patients=PatientView(statements=rich.patients.effects))
    assert "That does not mean that there are none." in page(benefits)


def test_hard_words_are_remarked_and_easy_ones_are_not(rich: EvidenceView) -> None:
    assert reading_remarks(rich.patients) == ()
    hard = replace(
        statement(rich, "low-small"),
        sentences=("The stimulation ameliorates the " + "debilitating inflammation " * 9 + ".",),
    )
    remarks = reading_remarks(PatientView(statements=(hard,)))
    assert "1 sentence has more than 20 words (the longest 22)" in remarks[0]
    assert "reading level about" in remarks[1]
    harder = replace(rich, patients=PatientView(statements=(hard,)))
    form = report_formats()["html"]
    assert form.render(harder, ReportOptions(audience=Audience.PATIENT)).remarks == remarks
    assert form.render(harder, ReportOptions()).remarks == ()


def test_the_reading_level_is_printed_or_the_reason_why_not(rich: EvidenceView) -> None:
    assert re.search(r"Reading level .* about \d years of school", page(rich))
    foreign = replace(statement(rich, "low-small"), sentences=("Akupunktur lindert Schmerzen.",))
    text = page(replace(rich, patients=PatientView(statements=(foreign,))))
    assert "Reading level not computed: the text does not look English." in text


def test_that_nobody_was_harmed_is_told_with_what_it_leaves_open(rich: EvidenceView) -> None:
    view = statement(rich, "causes-bruising").claim
    (work,) = view.works
    (result,) = work.results
    record = replace(result.record, events=0, participants=100, result="Nobody had a bruise.")
    none = replace(view, works=(replace(work, results=(replace(result, record=record),)),))
    (one,) = patient_view([none]).statements
    assert [count.text for count in one.counts] == [
        "Nobody had a bruise. This cannot show that it never happens: "
        "it might still happen to about 3 in 100."
    ]
