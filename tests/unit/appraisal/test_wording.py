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
    words_to_judge,
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
    quoted = claim("Ours.", quotes=("May help with pain", "Cures pain", "Treats pain"))
    assert words_to_judge(quoted, "The sentence.") == ("The sentence.", "anchored sentence")
    assert words_to_judge(quoted) == ("Cures pain", "quote")
    assert words_to_judge(claim("Ours.", quotes=(" ",)), "  ") == ("Ours.", "claim")
    judged = judge_wording(claim("Needling may help."), HIGH, sentence="It cures you.")
    assert (judged.judged_text, judged.judged_from) == ("It cures you.", "anchored sentence")
    assert judged.verdict is OVER


def test_long_text_says_that_it_was_cut() -> None:
    judged = judge("Needling reduces pain. " * 2000, HIGH)
    assert judged.notes == ("only the beginning of this long text was judged",)


def test_states_limits() -> None:
    assert states_limits("More research is needed.")
    assert not states_limits("Needling works.")


# What clinic, spa and supplement pages write to reassure.
REASSURING = """
There is hardly any danger.
No deaths were ever reported.
No deaths have ever been reported.
Complications practically never occur.
Complications almost never happen.
It has a good safety profile.
Dry needling has an excellent safety record.
The treatment is virtually risk-free.
It is nothing to worry about.
You have nothing to fear.
Side effects are mild.
The side effects are mild and pass.
Side effects are minor only.
Side effects are only minor.
Side effects go away on their own.
The soreness goes away by itself.
It is completely natural.
It is well-tolerated.
Dry needling is well tolerated.
It is generally well tolerated by most people.
It is non-invasive, so it is safe.
The method is non-invasive.
The risk is negligible.
The risk is minimal.
The risk is very low.
The risk is extremely low.
The risk of a collapsed lung is extremely low.
Risks are very small.
There is next to no risk.
There is almost no risk.
There is virtually no danger.
There is little danger.
There are hardly any side effects.
It is virtually painless.
You will hardly feel the needle.
You barely feel a thing.
You won't feel a thing.
It cannot hurt you.
It can't do any harm.
It does no harm.
It is kind to your body.
It is gentle on the stomach.
It is free from side effects.
It is free of chemicals.
It has no known side effects.
There are no known risks.
Serious complications are extremely unlikely.
Serious harm is very unlikely.
There is no cause for concern.
There is no reason for concern.
No need to be afraid.
You are in safe hands.
Even children can use it safely.
It is suitable for all ages.
It can be taken by anyone.
It is non-toxic and non-habit-forming.
It is not addictive.
Nobody has ever been harmed.
No one has ever been hurt.
No adverse events were reported.
No injuries have been reported.
No serious injuries were recorded.
Millions of people use it without problems.
It is used daily without any problems.
It poses no threat.
It poses no danger to your health.
It carries little risk.
It carries minimal risk.
Its risks are outweighed by the benefits.
It is safer than painkillers.
It has fewer side effects than drugs.
It is as safe as water.
It is a risk-free treatment.
Any discomfort is mild.
Any discomfort is temporary.
Bruising is nothing serious.
The pain is short-lived and harmless.
Bruises are harmless.
It is safe for long-term use.
It is clinically safe.
It is 100% natural.
It is all natural.
It is toxin-free.
It has been used safely for thousands of years.
It is tested and safe.
It never causes harm.
Infections never happen.
Infections do not occur.
Pneumothorax does not happen.
Serious injury is practically impossible.
It is impossible to overdose.
You cannot overdose on it.
Complications are few and far between.
Complications are seldom seen.
Complications seldom occur.
Complications rarely occur.
Problems are the exception.
The procedure is comfortable.
It is pain-free.
You will be perfectly fine.
It won't harm you.
Side effects are usually mild and short-lived.
Any side effects are minor and temporary.
Side effects clear up on their own.
Side effects disappear within a day.
Side effects are short-lived.
Adverse events are mild and self-limiting.
The bleeding stops by itself.
Reactions are mild.
It is a minimally invasive procedure.
The danger is small.
The chance of injury is tiny.
The likelihood of complications is very small.
The odds of a collapsed lung are one in a million.
Your safety is guaranteed.
It has a low rate of complications.
A low complication rate makes it popular.
There have been no reports of harm.
There are no reports of serious injury.
There is zero downtime.
There are no long-term effects.
It has no lasting effects.
It has a proven safety record.
It is benign.
It is innocuous.
You can rest assured.
Don't worry, it is only a needle.
You need not worry.
Risk is practically zero.
The risk is close to zero.
It is a low risk method.
Complications are unheard of.
It causes no harm.
It causes no pain.
It causes no side effects.
It does not cause any harm.
It has no downsides.
There are no contraindications.
There's no danger.
Serious complications are hardly ever seen.
Adverse reactions are virtually unknown.
The needles are so thin that you won't notice them.
The procedure is practically painless.
It is safe even during pregnancy.
It has an impeccable safety record.
Our therapists are fully trained, so nothing can go wrong.
Side effects, if any, are mild.
Any side effects are short-lived and harmless.
Bruising is usually minor.
Bruises fade within a few days.
The soreness is only temporary.
The soreness subsides quickly.
There are no harmful side effects.
It has no adverse effects whatsoever.
It's completely safe.
It is all-natural and therefore safe.
It is a natural product without chemicals.
It is FDA-approved as safe.
No one has ever complained.
We have never had a single complication.
In 20 years we have never had an accident.
There were no serious adverse events.
There is absolutely no risk.
There's nothing to be afraid of.
The risk is next to nothing.
The risk of a pneumothorax is vanishingly small.
Serious harm is almost unheard of.
It is among the safest treatments.
It is one of the safest methods.
The likelihood of serious harm is remote.
The bleeding is negligible.
Pain is minimal.
It hardly hurts.
It barely hurts.
It doesn't hurt at all.
You will not feel any pain.
Fainting is extremely rare.
Dizziness passes on its own.
The dizziness is gone within minutes.
It is free of any risk.
The treatment is free from complications.
It does not damage the nerves.
It poses no risk to pregnant women.
The drug is well tolerated by children.
Tolerability is excellent.
It is a mild remedy.
It is skin-friendly.
It is suitable for sensitive skin.
Harm is practically excluded.
Side effects are the exception.
It causes few side effects.
It has minimal side effects.
Few complications have been reported.
Hardly anyone has problems.
It is perfectly safe in trained hands.
It is considered safe.
It is generally recognised as safe.
It is thought to be safe.
Overdosing is impossible.
It is reliable and safe.
There is no danger whatsoever.
Complications are extremely uncommon.
"""
# Harms that are told, not played down.
WARNING = """
Minor, passing side effects may follow a session of dry needling.
Some soreness may follow a session of dry needling.
Some soreness may follow.
A collapsed lung can occur.
Deaths have been reported.
There is a danger of infection.
Complications occur in one in ten people.
Complications can occur.
It is not without risk.
It is not well tolerated by everyone.
Side effects are severe.
Mild pain may follow.
Mild soreness and bruising are common.
The risk is high.
The risk of bleeding is not negligible.
The risk is not small.
The risk is not known.
Needling may cause mild bruising.
Minor bleeding occurs in many people.
It has a poor safety profile.
The safety profile is unknown.
It is invasive.
The needle may hurt.
It hurts.
Natural products can be harmful.
Natural does not mean safe.
There is a risk of death.
Two deaths were reported.
Serious adverse events were reported.
Side effects do not always go away on their own.
It is not risk-free.
It is not harmless.
It is not gentle.
It can hurt you.
It is unsafe.
Talk to your doctor if you worry about side effects.
Needling may cause a short-term increase in pain.
Pain during or after dry needling is common.
Dry needling may cause fainting.
It is not suitable for everyone.
It causes harm.
The danger is real.
Bruises can last for weeks.
Headache may follow for a short time.
Stop if it hurts.
Problems occur.
It may interact with other drugs.
Not all side effects are mild.
Side effects are not always mild.
No treatment is free of risk.
No medicine is completely safe.
Nothing is risk-free.
Rare but serious harms include a collapsed lung.
Infections can happen.
The soreness can last for weeks.
A few people faint.
Some people faint during the session.
Side effects are common and can be severe.
Serious harm has been reported.
It can cause a collapsed lung.
Injury to nerves may follow.
Bruising is common.
Minor bleeding may follow.
Slight bruising often occurs.
The treatment can be painful.
You may feel a dull ache.
It may make your pain worse for a day.
A brief rise in pain may follow.
Temporary soreness is common.
Mild side effects are frequent.
Short-term pain may follow.
The needle can pierce the lung.
In rare cases it can be fatal.
It is dangerous in pregnancy.
It should not be used by children.
Do not use it if you are pregnant.
It is not free of side effects.
The risk of bleeding rises.
People on blood thinners bleed more.
Its safety is unknown.
It is not clear whether it is safe.
No study has looked at its safety.
Safety has not been tested.
There is no proof that it is safe.
We do not know how safe it is.
Harms are poorly reported.
Deaths are not reported reliably.
Natural remedies are not always safe.
It is not as safe as claimed.
The side effects do not pass quickly.
Pain may not go away for weeks.
Needling causes pain.
Needling increases the risk of bleeding.
Serious injuries have happened.
Problems are not rare.
Side effects are not rare.
Complications are not unheard of.
It is far from harmless.
It is anything but harmless.
It can be harmful.
Even small needles can cause harm.
"""


@pytest.mark.parametrize("text", REASSURING.split("\n")[1:-1])
def test_reassurance_without_numbers_is_an_over_claim(text: str) -> None:
    assert judge(text, HIGH, HARM).verdict is OVER


@pytest.mark.parametrize("text", WARNING.split("\n")[1:-1])
@pytest.mark.parametrize("certainty", [None, *Certainty])
def test_warning_stays_licensed(text: str, certainty: Certainty | None) -> None:
    judged = judge(text, certainty, Question.COMMON_HARM)
    assert judged.verdict is LICENSED, judged.reasons


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
