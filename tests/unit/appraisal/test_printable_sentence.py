"""The sentence that may be printed: on what it rests, and what it never says."""

from __future__ import annotations

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.printable_sentence import (
    PrintableSentence,
    SentenceBasis,
    printable_sentence,
)
from needle_evidence.formats.appraisal_tables import CERTAINTY, EVIDENCE
from needle_evidence.formats.claims_table import read_claims
from needle_evidence.formats.references.bibtex import read_references
from needle_evidence.model.library import Library

CLAIM = "claim_id,claim,question,intervention,population,outcome,references\n"
WORK = """@article{hall2018, author = {von Hall, Ruth and Ito, Ken}, title = {Yoga and backs},
  year = {2018}, studydesign = {rct}, samplesize = {1,084}}
@article{lee2021, author = {Lee, Ann and Cruz, Bo}, title = {Reviews}, year = {2021},
  studydesign = {systematic_review_rct}}"""
EVIDENCE_HEAD = (
    "claim_id,citekey,outcome,comparator,timepoint,stance,directness,result,measure,unit,effect,"
    "ci_low,ci_high\n"
)
PAIN = "pain,sham,6 weeks,supports,direct,Pain was lower,MD,mm,-12,-20,-4\n"


def sentence(
    question: str = "treatment_benefit",
    references: str = "hall2018",
    evidence: str = "",
    certainty: str = "",
    claim: str = "Yoga eases back pain.",
) -> PrintableSentence:
    row = f"yoga,{claim},{question},yoga,people with back pain,pain,{references}\n"
    library = Library(
        claims=read_claims((CLAIM + row).encode(), path="claims.csv").claims,
        references=read_references(WORK, path="references.bib").references,
        results=EVIDENCE.read((EVIDENCE_HEAD + evidence).encode())[0] if evidence else (),
        ratings=CERTAINTY.read(certainty.encode())[0] if certainty else (),
    )
    (assessment,) = assess(library)
    return printable_sentence(assessment)


def reported(word: str, direction: str = "reduces", size: str = "small") -> str:
    head = "claim_id,outcome,direction,effect_size,reported_certainty,reported_by,locator\n"
    return f"{head}yoga,pain,{direction},{size},{word},lee2021,abstract\n"


def test_a_recorded_result_is_told_in_the_past_with_size_comparator_time_and_interval() -> None:
    found = sentence(evidence=f"yoga,hall2018,{PAIN}")
    assert found.basis is SentenceBasis.RECORDED_RESULT
    assert found.clinician == (
        "In a randomised trial of 1084 people, compared with sham, at 6 weeks: pain was lower "
        "(MD −12 mm, 95% CI −20 to −4)."
    )
    assert found.limits == "The certainty of the evidence was not judged."
    assert found.plain == ""


def test_a_certainty_licenses_the_statement_and_names_the_review_to_cite() -> None:
    found = sentence(evidence=f"yoga,hall2018,{PAIN}", certainty=reported("low"))
    assert found.basis is SentenceBasis.CERTAINTY
    assert found.clinician == "Yoga may reduce pain slightly in people with back pain."
    assert found.cite == "lee2021"
    assert found.limits


def test_high_certainty_asks_for_no_limits() -> None:
    found = sentence(evidence=f"yoga,hall2018,{PAIN}", certainty=reported("high"))
    assert found.clinician == "Yoga reduces pain slightly in people with back pain."
    assert found.limits == ""


def test_without_a_direction_the_result_stands_with_the_certainty_beside_it() -> None:
    rows = f"yoga,hall2018,{PAIN}yoga,lee2021,{PAIN}"
    found = sentence(evidence=rows, certainty=reported("low", direction="", size=""))
    assert found.basis is SentenceBasis.RECORDED_RESULT
    assert found.limits == (
        "The certainty of the evidence on pain is low, as reported by Lee and colleagues (2021)."
    )


def test_unrelated_works_give_no_level_and_say_that_none_tested_it() -> None:
    found = sentence(evidence="yoga,hall2018,,,,,unrelated,,,,,,\n")
    assert found.basis is SentenceBasis.NO_STUDY
    assert found.clinician == "None of the studies cited here tested yoga for back pain."


def test_warnings_of_harm_are_not_softened_by_a_certainty() -> None:
    found = sentence(
        question="common_harm",
        claim="Yoga can cause sprains.",
        evidence="yoga,hall2018,sprains,,,supports,direct,Sprains followed 9 sessions,,,,,\n",
        certainty=reported("very_low", direction="increases"),
    )
    assert found.basis is SentenceBasis.RECORDED_RESULT
    assert "very uncertain" not in found.clinician


def test_nothing_is_licensed_without_works_or_results() -> None:
    for found in (sentence(references=""), sentence(), sentence(question="mechanism")):
        assert found.basis is SentenceBasis.NONE
        assert found.clinician == ""
        assert found.why
