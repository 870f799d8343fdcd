"""The sentence that may be printed: what licenses it, its words, and why there is none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from needle_evidence.appraisal.assessment import assess, assess_claim
from needle_evidence.appraisal.printable_sentence import (
    PrintableSentence,
    SentenceBasis,
    printable_sentence,
)
from needle_evidence.model.certainty import (
    LOWERING_DOMAINS,
    Certainty,
    CertaintyRating,
    DomainJudgement,
)
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library
from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.model.result import Directness, Result, Stance

PLACE = Location(path="claims.csv", line=2)
FOR, AGAINST, OPEN = Stance.SUPPORTS, Stance.REFUTES, Stance.NEUTRAL
DIRECT, INDIRECT, UNRELATED = Directness.DIRECT, Directness.INDIRECT, Directness.UNRELATED
HARM, RARE = Question.COMMON_HARM, Question.RARE_HARM
NOT_JUDGED = "The certainty of the evidence was not judged."

CLAIM = Claim(
    claim_id="heel",
    text="Insoles treat heel pain.",
    location=PLACE,
    question=Question.TREATMENT_BENEFIT,
    intervention="insoles",
    outcome="heel pain",
    references=("roth2017",),
)
ROW = Result(
    claim_id="heel",
    citekey="roth2017",
    location=PLACE,
    stance=FOR,
    directness=DIRECT,
    result="Pain was lower than with flat insoles.",
)
RATED = CertaintyRating(
    claim_id="heel",
    location=PLACE,
    outcome="heel pain",
    direction="reduces",
    effect_size="small",
    importance="critical",
    studies=3,
    start="randomized",
    domains={
        **{name: DomainJudgement(word="not serious") for name in LOWERING_DOMAINS},
        "risk_of_bias": DomainJudgement(word="serious", reason="nobody was blinded"),
        "imprecision": DomainJudgement(word="serious", reason="84 people"),
        "publication_bias": DomainJudgement(word="undetected"),
    },
    appraiser="M. Ito",
)
REPORTED = CertaintyRating(
    claim_id="heel",
    location=PLACE,
    outcome="heel pain",
    rating="reported",
    reported_certainty=Certainty.LOW,
    reported_by="daum2021",
    locator="p. 4",
    direction="reduces",
    effect_size="small",
)


def work(key: str = "roth2017", design: str = "rct", *authors: str, **fields: str) -> Reference:
    return Reference(
        key=key,
        entry_type="article",
        location=PLACE,
        fields={"title": "Insoles", "studydesign": design, "year": "2021", **fields},
        authors=tuple(PersonName(family=name) for name in authors),
    )


def sentence(
    claim: Claim = CLAIM,
    *results: Result,
    works: tuple[Reference, ...] = (work(),),
    ratings: tuple[CertaintyRating, ...] = (),
) -> PrintableSentence:
    library = Library(claims=(claim,), references=works, results=results, ratings=ratings)
    return printable_sentence(assess(library)[0])


def found(row: Result = ROW, design: str = "rct", **fields: str) -> str:
    """The sentence of one recorded result."""
    printed = sentence(CLAIM, row, works=(work("roth2017", design, **fields),))
    assert printed.basis is SentenceBasis.RECORDED_RESULT
    return printed.clinician


# A recorded result


def test_a_result_is_told_with_size_comparator_time_effect_and_interval() -> None:
    row = replace(
        ROW,
        comparator="flat insoles",
        timepoint="6 weeks",
        participants=84,
        measure="MD",
        unit="mm",
        effect=Decimal("-14.4"),
        ci_low=Decimal("-23.5"),
        ci_high=Decimal("-5.2"),
        result="Pain was lower.",
    )
    printed = sentence(CLAIM, row)
    assert printed.clinician == (
        "In a randomised trial of 84 people, compared with flat insoles, at 6 weeks: "
        "pain was lower (MD −14.4 mm, 95% CI −23.5 to −5.2)."
    )
    assert printed.plain == ""
    assert printed.limits == NOT_JUDGED
    assert printed.why == "The recorded result of roth2017, in the past tense."


@pytest.mark.parametrize(
    ("design", "start"),
    [
        ("animal", "In an animal study: "),
        ("in_vitro", "In a laboratory study: "),
        ("n_of_1", "In an n-of-1 trial of 12 people: "),
        ("other", "In a study of 12 people: "),
        ("nonrandomized_controlled", "In a non-randomised controlled study of 12 people: "),
        ("a word that is no code", "In a study of 12 people: "),
    ],
)
def test_a_study_is_named_so_that_the_sentence_reads(design: str, start: str) -> None:
    assert found(design=design, samplesize="12").startswith(start)


def test_a_design_that_is_only_guessed_is_not_stated() -> None:
    abstract = "Patients were randomly assigned to insoles or flat insoles."
    assert found(design="", abstract=abstract).startswith("In a study: ")


def test_a_design_that_the_title_says_outright_is_marked_as_inferred() -> None:
    trial = work("roth2017", "", title="Insoles for heel pain: a randomized controlled trial")
    printed = sentence(CLAIM, ROW, works=(trial,))
    assert printed.clinician.startswith("In a randomised trial: ")
    assert printed.why.endswith(" Its design is inferred from its words.")


@pytest.mark.parametrize(
    ("size", "people"),
    [
        ("84", " of 84 people"),
        ("1", " of 1 person"),
        ("1,200", " of 1200 people"),
        ("about 80", ""),
        ("0", ""),
        ("٨٤", ""),
        ("9" * 40, ""),
    ],
)
def test_the_size_of_the_study_stands_in_where_the_row_has_none(size: str, people: str) -> None:
    assert found(samplesize=size).startswith(f"In a randomised trial{people}: ")


def test_the_people_of_the_result_go_before_those_of_the_study() -> None:
    assert " of 60 people" in found(replace(ROW, participants=60), samplesize="84")


@pytest.mark.parametrize(
    ("comparator", "told"),
    [
        ("None", ""),
        ("n/a", ""),
        ("no treatment", ", compared with no treatment"),
        ("vs. placebo.", ", compared with placebo"),
        ("compared with\nplacebo", ", compared with placebo"),
    ],
)
def test_a_comparator_is_told_where_there_was_one(comparator: str, told: str) -> None:
    assert found(replace(ROW, comparator=comparator)).startswith(f"In a randomised trial{told}: ")


@pytest.mark.parametrize(
    ("time", "told"), [("3 months.", ", at 3 months"), ("after treatment", ", after treatment")]
)
def test_a_time_point_is_told(time: str, told: str) -> None:
    assert found(replace(ROW, timepoint=time)).startswith(f"In a randomised trial{told}: ")


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("Pain fell. ", ": pain fell."),
        ("VAS fell", ": VAS fell."),
        ("A third of the people got better.", ": A third of the people got better."),
        ("Pain fell;\nwalking did not change.", ": pain fell; walking did not change."),
    ],
)
def test_the_words_of_the_appraiser_end_in_one_full_stop(words: str, end: str) -> None:
    assert found(replace(ROW, result=words)).endswith(end)


@pytest.mark.parametrize(
    ("measure", "unit", "effect", "end"),
    [
        ("RR", "mm", "0.8", ": heel pain, RR 0.8."),
        ("", "mm", "-3", ": heel pain, −3 mm."),
        ("proportion", "", "0.32", ": heel pain, proportion 0.32."),
        ("MD", "points", "1E+1", ": heel pain, MD 10 points."),
    ],
)
def test_without_words_the_outcome_and_its_number_are_told(
    measure: str, unit: str, effect: str, end: str
) -> None:
    row = replace(
        ROW, result="", outcome="heel pain", measure=measure, unit=unit, effect=Decimal(effect)
    )
    assert found(row).endswith(end)


def test_endless_hostile_cells_give_one_visible_line() -> None:
    cell = "a\u202eb\n\x1b[31m" * 20_000
    printed = found(replace(ROW, result=cell, comparator=cell, timepoint=cell, unit=cell))
    assert len(printed) < 2500
    assert not {"\n", "\x1b", "\u202e"} & set(printed)


@pytest.mark.parametrize(
    "row",
    [
        replace(ROW, directness=INDIRECT),
        replace(ROW, directness=None),
        replace(ROW, stance=None),
        replace(ROW, result=" . "),
    ],
)
def test_what_is_indirect_unjudged_or_empty_is_not_printed(row: Result) -> None:
    assert sentence(CLAIM, row).basis is SentenceBasis.NONE


def test_a_work_that_is_not_cited_is_not_printed() -> None:
    elsewhere = replace(ROW, citekey="voss2018")
    assert sentence(CLAIM, elsewhere, works=(work(), work("voss2018"))).clinician == ""


def test_a_result_of_the_named_outcome_goes_first() -> None:
    walking = replace(ROW, outcome="walking", result="Walking got easier.")
    pain = replace(ROW, outcome="Heel pain", result="Pain did not change.", stance=OPEN)
    assert sentence(CLAIM, walking, pain).clinician.endswith(": pain did not change.")
    unnamed = replace(CLAIM, outcome="")
    assert sentence(unnamed, walking, pain).clinician.endswith(": walking got easier.")


def test_results_both_ways_are_told() -> None:
    one = sentence(CLAIM, ROW, replace(ROW, timepoint="1 year", stance=AGAINST))
    assert one.limits == f"{NOT_JUDGED} The cited results point both ways."
    assert sentence(CLAIM, ROW, replace(ROW, timepoint="1 year", stance=OPEN)).limits == NOT_JUDGED


def test_a_result_against_a_promise_is_printed() -> None:
    row = replace(ROW, stance=AGAINST, result="Pain was no lower.")
    assert sentence(CLAIM, row).clinician == "In a randomised trial: pain was no lower."


# A certainty


def test_a_judged_certainty_gives_the_statement_and_its_reasons() -> None:
    printed = sentence(CLAIM, ROW, ratings=(replace(RATED, timepoint="6 weeks"),))
    assert printed.basis is SentenceBasis.CERTAINTY
    assert printed.clinician == "Insoles may reduce heel pain slightly at 6 weeks."
    assert printed.plain == "Insoles may slightly reduce heel pain at 6 weeks."
    assert printed.limits == "The evidence is limited: nobody was blinded; 84 people."
    assert printed.cite == ""
    assert "judged by M. Ito: low" in printed.why


def test_a_reason_that_another_one_says_too_stands_once() -> None:
    domains = {
        **RATED.domains,
        "imprecision": DomainJudgement(word="serious", reason="nobody was blinded, 84 people"),
    }
    printed = sentence(CLAIM, ROW, ratings=(replace(RATED, domains=domains),))
    assert printed.limits == "The evidence is limited: nobody was blinded, 84 people."


def test_moderate_certainty_needs_no_limits() -> None:
    domains = {**RATED.domains, "imprecision": DomainJudgement(word="not serious")}
    printed = sentence(CLAIM, ROW, ratings=(replace(RATED, domains=domains),))
    assert printed.clinician == "Insoles probably reduce heel pain slightly."
    assert printed.limits == ""


REVIEW = work("daum2021", "systematic_review_rct", "Daum")


@pytest.mark.parametrize(
    ("review", "named"),
    [
        (REVIEW, "Daum (2021)"),
        (work("daum2021", "meta_analysis", "Daum", "Frey"), "Daum and Frey (2021)"),
        (work("daum2021", "meta_analysis", "Daum", "Frey", "Ito"), "Daum and colleagues (2021)"),
        (work("daum2021", "meta_analysis"), "daum2021"),
        (replace(REVIEW, authors_truncated=True), "Daum and colleagues (2021)"),
        (replace(REVIEW, authors=(PersonName(literal="Foot Group"),)), "Foot Group (2021)"),
        (
            replace(REVIEW, authors=(PersonName(particle="van der", family="Berg"),)),
            "van der Berg (2021)",
        ),
        (replace(REVIEW, fields={"studydesign": "meta_analysis"}), "Daum"),
    ],
)
def test_a_reported_certainty_names_who_said_so_and_gives_no_other_reason(
    review: Reference, named: str
) -> None:
    rows = (ROW, replace(ROW, citekey="daum2021"))
    printed = sentence(CLAIM, *rows, works=(work(), review), ratings=(REPORTED,))
    assert printed.clinician == "Insoles may reduce heel pain slightly."
    assert printed.limits == f"The evidence is limited: {named} rated its certainty as low."
    assert printed.cite == "daum2021"


def test_a_review_that_is_cited_needs_not_be_added() -> None:
    claim = replace(CLAIM, references=("roth2017", "daum2021"))
    printed = sentence(claim, ROW, works=(work(), REVIEW), ratings=(REPORTED,))
    assert printed.basis is SentenceBasis.CERTAINTY
    assert printed.cite == ""


def test_without_a_size_the_result_is_printed_and_the_certainty_beside_it() -> None:
    unsized = replace(REPORTED, effect_size="", direction="")
    row = replace(ROW, citekey="daum2021", directness=INDIRECT)
    printed = sentence(CLAIM, ROW, row, works=(work(), REVIEW), ratings=(unsized,))
    assert printed.basis is SentenceBasis.RECORDED_RESULT
    assert printed.limits == (
        "The certainty of the evidence on heel pain is low, as reported by Daum (2021)."
    )


@pytest.mark.parametrize(
    ("comparator", "told"),
    [("", ", compared with flat insoles"), ("none", ""), ("rest", ", compared with rest")],
)
def test_a_rating_without_a_comparator_borrows_that_of_the_claim(
    comparator: str, told: str
) -> None:
    claim = replace(CLAIM, comparator="flat insoles")
    printed = sentence(claim, ROW, ratings=(replace(RATED, comparator=comparator),))
    assert printed.clinician == f"Insoles may reduce heel pain slightly{told}."


@pytest.mark.parametrize(
    ("population", "told"),
    [
        ("runners", " in runners"),
        ("people with heel pain", ""),
        ("older adults with heel pain", ""),
        ("adults with diabetes", " in adults with diabetes"),
    ],
)
def test_people_are_told_unless_the_outcome_tells_them(population: str, told: str) -> None:
    printed = sentence(CLAIM, ROW, ratings=(replace(RATED, population=population),))
    assert printed.clinician == f"Insoles may reduce heel pain slightly{told}."


def test_without_an_intervention_the_sentence_still_reads() -> None:
    printed = sentence(replace(CLAIM, intervention=""), ROW, ratings=(RATED,))
    assert printed.clinician == "The treatment may reduce heel pain slightly."


def test_a_certainty_that_was_refused_licenses_nothing() -> None:
    printed = sentence(CLAIM, ROW, ratings=(replace(RATED, domains={}),))
    assert printed.basis is SentenceBasis.RECORDED_RESULT
    assert printed.limits == NOT_JUDGED


# No study


@pytest.mark.parametrize(
    ("population", "outcome", "condition"),
    [
        ("people with carpal tunnel syndrome", "", "carpal tunnel syndrome"),
        ("", "symptoms of carpal tunnel syndrome", "carpal tunnel syndrome"),
        ("older adults with knee pain", "pain", "knee pain"),
        ("pregnant women with nausea", "vomiting", "nausea"),
        ("adults over 65", "falls", "falls in adults over 65"),
        ("pain in people with diabetes", "", "pain in people with diabetes"),
        ("", "", "this"),
    ],
)
@pytest.mark.parametrize("ratings", [(), (RATED,)])
def test_where_nobody_studied_it_the_sentence_says_so_whatever_was_rated(
    population: str, outcome: str, condition: str, ratings: tuple[CertaintyRating, ...]
) -> None:
    claim = replace(CLAIM, population=population, outcome=outcome)
    printed = sentence(claim, replace(ROW, directness=UNRELATED, stance=None), ratings=ratings)
    assert printed.basis is SentenceBasis.NO_STUDY
    assert printed.clinician == printed.plain
    assert printed.clinician == f"None of the studies cited here tested insoles for {condition}."


# Warnings of harm


@pytest.mark.parametrize("question", [HARM, RARE])
@pytest.mark.parametrize(
    "rows",
    [
        (replace(ROW, stance=AGAINST),),
        (replace(ROW, stance=OPEN),),
        (replace(ROW, directness=UNRELATED, stance=None),),
        (replace(ROW, directness=INDIRECT),),
        (),
    ],
)
@pytest.mark.parametrize("ratings", [(), (RATED,), (REPORTED,)])
def test_a_warning_is_never_softened(
    question: Question, rows: tuple[Result, ...], ratings: tuple[CertaintyRating, ...]
) -> None:
    claim = replace(CLAIM, text="Insoles may cause blisters.", question=question)
    printed = sentence(claim, *rows, ratings=ratings)
    assert printed == PrintableSentence(basis=SentenceBasis.NONE, why=printed.why)
    assert printed.why


def test_beside_a_warning_stands_the_result_that_bears_it_out() -> None:
    claim = replace(CLAIM, text="Insoles may cause blisters.", question=HARM)
    none = replace(ROW, stance=AGAINST, timepoint="1 day", result="No blisters.")
    some = replace(ROW, timepoint="1 week", result="Blisters in 7 of 84 people.")
    printed = sentence(claim, none, some, ratings=(RATED,))
    assert printed.clinician == "In a randomised trial, at 1 week: blisters in 7 of 84 people."


@pytest.mark.parametrize(
    ("text", "rows", "why"),
    [
        ("Insoles may cause blisters.", (), "Warnings of harm are printed as they are."),
        ("Insoles are safe.", (), "No cited work counts this harm"),
        ("Insoles may cause blisters.", (replace(ROW, stance=AGAINST),), "The cited works speak"),
    ],
)
def test_beside_a_harm_the_reason_is_told(text: str, rows: tuple[Result, ...], why: str) -> None:
    assert sentence(replace(CLAIM, text=text, question=HARM), *rows).why.startswith(why)


def test_a_claim_without_a_question_may_be_a_warning_and_is_left_alone() -> None:
    claim = replace(CLAIM, text="Insoles cause blisters.", question=None)
    rows = (ROW, replace(ROW, citekey="daum2021"))
    printed = sentence(claim, *rows, works=(work(), REVIEW), ratings=(REPORTED,))
    assert printed == PrintableSentence(basis=SentenceBasis.NONE, why=printed.why)
    assert "question is not recorded" in printed.why


# Nothing


@pytest.mark.parametrize(
    "question", [Question.MECHANISM, Question.DEFINITION, Question.OTHER, Question.PREVALENCE]
)
def test_only_claims_about_effects_get_a_sentence(question: Question) -> None:
    printed = sentence(replace(CLAIM, question=question), ROW, ratings=(RATED,))
    assert printed == PrintableSentence(
        basis=SentenceBasis.NONE, why="Sentences are licensed for claims about effects only."
    )


@pytest.mark.parametrize(
    ("claim", "rows", "works", "why"),
    [
        (replace(CLAIM, references=()), (), (), "No reference is listed"),
        (CLAIM, (), (), "None of the listed references is known."),
        (CLAIM, (), (work(),), "Nobody recorded yet what the cited works found."),
        (CLAIM, (ROW,), (work("roth2017", "protocol"),), "No cited work with data of its own"),
        (CLAIM, (replace(ROW, directness=INDIRECT),), (work(),), "No cited work with data of its"),
        (CLAIM, (replace(ROW, result=""),), (work(),), "Nobody recorded yet"),
    ],
)
def test_why_there_is_none_is_told(
    claim: Claim, rows: tuple[Result, ...], works: tuple[Reference, ...], why: str
) -> None:
    printed = sentence(claim, *rows, works=works)
    assert printed == PrintableSentence(basis=SentenceBasis.NONE, why=printed.why)
    assert printed.why.startswith(why)


def test_a_retracted_work_licenses_nothing() -> None:
    library = Library(claims=(CLAIM,), references=(work(),), results=(ROW,))
    assessment = assess_claim(library, CLAIM, {}, retracted=frozenset({"roth2017"}))
    printed = printable_sentence(assessment)
    assert printed == PrintableSentence(basis=SentenceBasis.NONE, why=printed.why)
    assert "retracted" in printed.why


def test_that_nobody_was_harmed_is_printed_with_what_it_leaves_open() -> None:
    claim = replace(CLAIM, text="Insoles are safe.", question=HARM)
    none = replace(ROW, result="Nobody was harmed.", events=0, participants=84)
    assert sentence(claim, none).limits == (
        f"{NOT_JUDGED} Zero events in 84 people rule out no more than about 3/84 (1 in 28): "
        "a rarer harm stays possible."
    )
    assert sentence(claim, replace(none, events=2)).limits == NOT_JUDGED
