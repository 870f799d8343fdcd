"""The wording gate: which words a certainty licenses, turned round for harms."""

from __future__ import annotations

import pytest

from needle_evidence.appraisal.wording import (
    NEEDS_LIMITS,
    NO_CERTAINTY,
    WordingJudgement,
    WordingVerdict,
    judge_wording,
    states_limits,
)
from needle_evidence.language.wording_strength import Strength
from needle_evidence.model.certainty import Certainty
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.finding import Location

LICENSED = WordingVerdict.LICENSED
OVER = WordingVerdict.OVER_CLAIM
UNDER = WordingVerdict.UNDER_CLAIM
NOT_CHECKED = WordingVerdict.NOT_CHECKED
HIGH, MODERATE = Certainty.HIGH, Certainty.MODERATE
LOW, VERY_LOW = Certainty.LOW, Certainty.VERY_LOW
BENEFIT, HARM = Question.TREATMENT_BENEFIT, Question.RARE_HARM


def claim(text: str, question: Question | None = BENEFIT, quotes: tuple[str, ...] = ()) -> Claim:
    place = Location(path="claims.csv", line=2)
    return Claim(claim_id="c", text=text, location=place, question=question, quotes=quotes)


def judge(
    text: str,
    certainty: Certainty | None = None,
    question: Question | None = BENEFIT,
    effect_size: str = "",
    *,
    quantified: bool = False,
) -> WordingJudgement:
    return judge_wording(claim(text, question), certainty, effect_size, quantified=quantified)


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        # For high, moderate, low and very low certainty.
        ("Needling cures pain.", (OVER, OVER, OVER, OVER)),
        ("Needling reduces pain.", (LICENSED, OVER, OVER, OVER)),
        ("Needling probably reduces pain.", (UNDER, LICENSED, OVER, OVER)),
        ("Needling may reduce pain.", (UNDER, UNDER, LICENSED, OVER)),
        ("It is unclear whether needling reduces pain.", (UNDER, UNDER, UNDER, LICENSED)),
        ("Needling and pain.", (NOT_CHECKED,) * 4),
    ],
)
@pytest.mark.parametrize(
    "question", [BENEFIT, Question.COMPARISON, Question.SCREENING, None], ids=str
)
def test_benefit(
    text: str, verdicts: tuple[WordingVerdict, ...], question: Question | None
) -> None:
    assert tuple(judge(text, one, question).verdict for one in Certainty) == verdicts


def test_reasons_name_words_and_certainty() -> None:
    judged = judge("Dry needling treats golfer's elbow.", VERY_LOW)
    assert judged.reasons == (
        "“treats” is assertive, which needs high certainty; the certainty is very low",
    )
    assert judged.licence is VERY_LOW
    assert judged.licensed_strength is Strength.UNCERTAIN


def test_every_word_above_the_licence_is_named() -> None:
    judged = judge("Needling treats pain, probably helps sleep and cures migraine.", LOW)
    assert [reason.split(" ")[0] for reason in judged.reasons] == [
        "“cures”",
        "“treats”",
        "“probably”",
    ]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Needling cures pain.", OVER),
        ("Needling reduces pain.", NOT_CHECKED),
        ("Needling may reduce pain.", NOT_CHECKED),
        ("Needling is safe and effective.", OVER),
        ("Studies show that needling works.", NOT_CHECKED),
    ],
)
def test_without_certainty_only_absolute_and_reassuring_words_fire(
    text: str, verdict: WordingVerdict
) -> None:
    judged = judge(text)
    assert judged.verdict is verdict
    assert judged.not_checked == NO_CERTAINTY
    assert judged.licensed_strength is None


def test_may_at_low_certainty_needs_its_limits() -> None:
    bare = judge("Needling may reduce pain.", LOW)
    assert bare.needs_limits_sentence
    assert NEEDS_LIMITS in bare.reasons
    beside = judge_wording(claim("Needling may reduce pain."), LOW, has_limits_sentence=True)
    assert not beside.needs_limits_sentence
    assert beside.reasons == ()
    within = judge("Needling may reduce pain. The evidence is limited: one trial.", LOW)
    assert not within.needs_limits_sentence
    assert not judge("Needling may reduce pain.", HIGH).needs_limits_sentence
    assert not judge("Needling may cause bruising.", LOW, HARM).needs_limits_sentence


@pytest.mark.parametrize(
    ("text", "effect_size", "verdict"),
    [
        ("Needling dramatically reduces pain.", "large", LICENSED),
        ("Needling dramatically reduces pain.", "small", OVER),
        ("Needling dramatically reduces pain.", "", LICENSED),
        ("Needling significantly reduces pain.", "small", LICENSED),
        ("Needling reduces pain slightly.", "small", LICENSED),
        ("Needling reduces pain slightly.", "large", LICENSED),
        ("Needling reduces pain slightly.", "trivial", OVER),
        ("Needling reduces pain.", "trivial", OVER),
        ("Needling results in little to no difference in pain.", "trivial", LICENSED),
        ("Needling does not reduce pain.", "trivial", LICENSED),
    ],
)
def test_words_of_size(text: str, effect_size: str, verdict: WordingVerdict) -> None:
    assert judge(text, HIGH, effect_size=effect_size).verdict is verdict


def test_size_without_effect_size_is_said_to_be_unchecked() -> None:
    assert "not checked" in judge("Needling dramatically reduces pain.", HIGH).notes[0]


def test_no_effect_is_a_strong_claim_too() -> None:
    judged = judge("Needling does not reduce pain.", LOW)
    assert judged.verdict is OVER
    assert judged.notes == (
        "“not … reduce” says that there is no effect, which needs as much certainty",
    )


@pytest.mark.parametrize(
    ("supported", "verdict", "noted"),
    [(False, OVER, False), (None, LICENSED, True), (True, LICENSED, False)],
)
def test_establishment(supported: bool | None, verdict: WordingVerdict, noted: bool) -> None:
    text = "Studies show that needling reduces pain."
    judged = judge_wording(claim(text), HIGH, supported_by_rct_or_review=supported)
    assert judged.verdict is verdict
    assert bool(judged.notes) is noted


@pytest.mark.parametrize(
    "text",
    [
        "Dry needling may cause bleeding.",
        "Dry needling causes bruising.",
        "Dry needling always causes permanent damage.",
        "Minor, passing side effects may follow a session of dry needling.",
        "Pneumothorax can follow.",
    ],
)
@pytest.mark.parametrize("certainty", [None, *Certainty])
def test_a_harm_is_never_softened(text: str, certainty: Certainty | None) -> None:
    judged = judge(text, certainty, Question.COMMON_HARM)
    assert judged.verdict is LICENSED
    assert judged.reasons == ()


@pytest.mark.parametrize(
    "text",
    [
        "Dry needling is a low-risk method.",
        "The twitch is often painless.",
        "Needling is well tolerated.",
        "Side effects are rare.",
        "Needling is probably safe.",
        "Needling does not cause bruising.",
    ],
)
def test_reassurance_needs_numbers(text: str) -> None:
    assert judge(text, None, HARM).verdict is OVER
    assert judge(text, HIGH, HARM).verdict is OVER
    assert judge(text, HIGH, HARM, quantified=True).verdict is LICENSED
    assert judge(text, LOW, HARM, quantified=True).verdict is OVER
    assert judge(text, None, HARM, quantified=True).not_checked == NO_CERTAINTY


def test_moderate_certainty_licenses_hedged_reassurance() -> None:
    assert judge("It is probably safe.", MODERATE, HARM, quantified=True).verdict is LICENSED
    assert judge("It is safe.", MODERATE, HARM, quantified=True).verdict is OVER


@pytest.mark.parametrize(
    "text", ["It is harmless.", "There are no side effects.", "Needling is 100% safe."]
)
@pytest.mark.parametrize("question", [HARM, BENEFIT])
def test_no_study_rules_out_every_harm(text: str, question: Question) -> None:
    assert judge(text, HIGH, question, quantified=True).verdict is OVER


def test_doubt_does_not_reassure() -> None:
    assert judge("It is unclear whether needling is safe.", None, HARM).verdict is LICENSED
    assert judge("Needling may not be safe in pregnancy.", None, HARM).verdict is LICENSED


@pytest.mark.parametrize(
    "question",
    [
        Question.MECHANISM,
        Question.DEFINITION,
        Question.OTHER,
        Question.PROGNOSIS,
        Question.DIAGNOSIS,
        Question.PREVALENCE,
    ],
)
def test_other_questions_only_absolute_words(question: Question) -> None:
    plain = judge("Needles work by stimulating the brain.", HIGH, question)
    assert plain.verdict is NOT_CHECKED
    assert question.value in plain.not_checked
    assert plain.licence is None
    assert judge("Needles always work.", None, question).verdict is OVER


@pytest.mark.parametrize("question", [BENEFIT, HARM, Question.MECHANISM])
def test_other_languages(question: Question) -> None:
    judged = judge("L'aiguille sèche guérit la migraine et elle est sûre", LOW, question)
    assert judged.verdict is NOT_CHECKED
    assert judged.not_checked.startswith("language")
    assert judged.reasons == ()


def test_ambiguous_and_weakened_words_are_noted() -> None:
    assert judge("Needling can reduce pain.", LOW).notes == (
        "“can” is ambiguous (ability or possibility) and was not counted",
    )
    assert "“cure” is an absolute word" in judge("Needling may cure migraine.", LOW).notes[0]


def test_which_words_are_judged() -> None:
    quoted = judge_wording(claim("Ours.", quotes=("May help with pain", "Cures pain")), HIGH)
    assert (quoted.judged_text, quoted.judged_from) == ("Cures pain", "quote")
    own = judge_wording(claim("Ours.", quotes=(" ",)), HIGH, sentences=(" ",))
    assert (own.judged_text, own.judged_from) == ("Ours.", "claim")
    places = ("It may help.", "It cures you.")
    judged = judge_wording(claim("Needling may help."), HIGH, sentences=places)
    assert (judged.judged_text, judged.judged_from) == ("It cures you.", "anchored sentence")
    assert judged.verdict is OVER


def test_long_text_says_that_it_was_cut() -> None:
    judged = judge("Needling reduces pain. " * 2000, HIGH)
    assert judged.notes == ("only the beginning of this long text was judged",)


def test_states_limits() -> None:
    assert states_limits("More research is needed.")
    assert not states_limits("Needling works.")


@pytest.mark.parametrize(
    "text",
    [
        "Headaches go away on their own.",
        "The pain passes in a few days.",
        "Non-invasive stimulation reduces pain.",
        "The pain is usually short-term.",
        "People walk without problems.",
    ],
)
def test_the_same_words_of_a_benefit_do_not_play_a_harm_down(text: str) -> None:
    assert not any("plays a harm down" in reason for reason in judge(text, HIGH).reasons)


def test_studies_may_show_a_harm() -> None:
    def shown(text: str) -> WordingVerdict:
        return judge_wording(
            claim(text, HARM), HIGH, supported_by_rct_or_review=False, quantified=True
        ).verdict

    assert shown("Studies show that needling causes bruising.") is LICENSED
    assert shown("Studies show that needling is safe.") is OVER


def test_every_variant_of_the_quote_counts() -> None:
    may, limited = "May help with pain", "May help with pain; the studies were small"

    def variants(*quotes: str, question: Question = BENEFIT) -> WordingJudgement:
        return judge_wording(claim("Ours.", question, quotes=quotes), LOW)

    assert not variants(limited).needs_limits_sentence
    assert variants(limited, may).needs_limits_sentence
    assert variants(may, limited).needs_limits_sentence
    assert not variants(limited, limited + ".").needs_limits_sentence
    assert not variants(limited, "It is unclear whether it helps").needs_limits_sentence
    judged = variants("Needling may bruise", "Needling is safe", question=HARM)
    assert (judged.verdict, judged.judged_text) == (OVER, "Needling is safe")


@pytest.mark.parametrize(
    ("text", "certainty", "reason"),
    [
        (
            "Needling may reduce pain.",
            HIGH,
            "“may” says less than the evidence: its certainty is high, so a plain statement is "
            "licensed",
        ),
        (
            "Needling may reduce pain.",
            MODERATE,
            "“may” says less than the evidence: its certainty is moderate, so “probably” is "
            "licensed",
        ),
        (
            "It is unclear whether needling reduces pain.",
            LOW,
            "“unclear” says less than the evidence: its certainty is low, so “may” is licensed",
        ),
        ("Needling cures pain.", HIGH, "“cures” is absolute, and no evidence licenses that"),
    ],
)
def test_reasons_read_well(text: str, certainty: Certainty, reason: str) -> None:
    assert judge(text, certainty).reasons == (reason,)


def test_words_on_the_limits_are_no_claim() -> None:
    assert judge("The evidence is limited.", VERY_LOW).verdict is NOT_CHECKED
    judged = judge("Needling may reduce pain; the studies were small.", VERY_LOW)
    assert judged.reasons == (
        "“may” is possible, which needs at least low certainty; the certainty is very low",
    )
