"""Scope fit: what is suggested for a claim and a reference, and with which words."""

from __future__ import annotations

import time
from typing import Any

import pytest

from needle_evidence.appraisal.scope import (
    NO_TERM_IN_CLAIM,
    NO_TERM_IN_REFERENCE,
    ONLY_ABSTRACT,
    ONLY_COMPARATOR,
    ONLY_IN_PASSING,
    TITLE_AND_ABSTRACT_DIFFER,
    Fit,
    ScopeFit,
    scope_fit,
)
from needle_evidence.language.thesaurus import Relation, build_thesaurus
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference
from needle_evidence.model.thesaurus import ThesaurusTerm

SHIPPED = build_thesaurus()
HERE = Location(path="x", line=1)
BENEFIT, HARM = Question.TREATMENT_BENEFIT, Question.COMMON_HARM


def claim(text: str = "", question: Question | None = BENEFIT, **cells: Any) -> Claim:
    return Claim(claim_id="c", text=text, location=HERE, question=question, **cells)


def needling_for(condition: str) -> Claim:
    return claim(
        f"Dry needling treats {condition}.",
        intervention="dry needling",
        population=f"people with {condition}",
        outcome=f"symptoms of {condition}",
    )


def work(title: str = "", **fields: str) -> Reference:
    return Reference(
        key="k", entry_type="article", location=HERE, fields={"title": title, **fields}
    )


def fit(of: Claim, reference: Reference) -> ScopeFit:
    return scope_fit(of, reference, SHIPPED)


def suggested(of: Claim, reference: Reference) -> tuple[Fit, tuple[str, ...]]:
    result = fit(of, reference)
    return result.fit, result.because


KIETRYS = work(
    "Effectiveness of dry needling for upper-quarter myofascial pain: a systematic review and "
    "meta-analysis",
    population="people with upper-quarter myofascial pain",
    intervention="dry needling",
    comparator="sham or placebo",
    outcome="pain, immediately and at 4 weeks",
)
KUBO = work(
    "Effects of acupuncture and heating on blood volume and oxygen saturation of human Achilles "
    "tendon in vivo",
    population="healthy men",
    intervention="acupuncture",
    comparator="hot pack",
    outcome="blood volume and oxygen saturation of the Achilles tendon",
)
COTCHETT = work(
    "Effectiveness of trigger point dry needling for plantar heel pain: a randomized controlled "
    "trial",
    population="people with plantar heel pain for at least 1 month",
    intervention="dry needling, 6 weekly sessions",
    comparator="sham dry needling",
    outcome="first-step pain and foot pain at 6 weeks; adverse events",
)
MANUAL_THERAPY = "Manual physical therapy versus surgery for carpal tunnel syndrome"
SALEHI = work(
    "The effectiveness of exercise therapy and dry needling on wrist range of motion, pinch and "
    "grip force in carpal tunnel syndrome"
)


@pytest.mark.parametrize("condition", ["neck pain", "shoulder pain", "myofascial pain"])
def test_upper_quarter_review_fits(condition: str) -> None:
    of = claim(intervention="dry needling", population=f"people with {condition}", outcome="pain")
    assert suggested(of, KIETRYS) == (Fit.FITS, ())


@pytest.mark.parametrize("condition", ["low back pain", "knee pain", "sciatica", "migraine"])
def test_upper_quarter_review_is_about_no_other_region(condition: str) -> None:
    of = claim(intervention="dry needling", population=condition, outcome="pain")
    assert suggested(of, KIETRYS) in {
        (Fit.UNRELATED, ("population",)),
        (Fit.INDIRECT, ("population",)),
    }


def test_acupuncture_of_healthy_men_is_indirect_for_blood_flow() -> None:
    of = claim("Dry needling increases blood flow.", outcome="blood flow")
    assert suggested(of, KUBO) == (Fit.INDIRECT, ("intervention", "population", "outcome"))
    assert "“acupuncture” (related but different)" in fit(of, KUBO).explanation
    assert "“healthy men”" in fit(of, KUBO).explanation


def test_acupuncture_of_healthy_tendons_does_not_treat_tendonitis() -> None:
    result = fit(needling_for("tendonitis"), KUBO)
    assert result.fit in {Fit.INDIRECT, Fit.UNRELATED}
    assert {"intervention", "population"} <= set(result.because)


def test_trigger_point_injection_is_a_kin() -> None:
    giamberardino = work(
        "Effects of treatment of myofascial trigger points on the pain of fibromyalgia",
        population="people with fibromyalgia and myofascial trigger points",
        intervention="trigger-point treatment, mostly injection",
        outcome="fibromyalgia pain",
    )
    of = needling_for("fibromyalgia")
    assert suggested(of, giamberardino) == (Fit.INDIRECT, ("intervention",))
    assert suggested(of, work(giamberardino.title)) == (Fit.INDIRECT, ("intervention",))


def test_plantar_heel_pain_includes_plantar_fasciitis_and_says_so() -> None:
    result = fit(needling_for("plantar fasciitis"), COTCHETT)
    assert (result.fit, result.because) == (Fit.FITS, ())
    assert result.comparisons[1].relation is Relation.BROADER
    assert (
        "the claim says “plantar fasciitis”, the reference “plantar heel pain” (broader)"
        in result.explanation
    )


def test_one_patients_golfers_elbow_fits() -> None:
    shariat = work(
        "Acute effects of one session dry needling on a chronic golfer’s elbow disability",
        population="one man aged 40 with chronic golfer's elbow",
        intervention="dry needling, 1 session",
        comparator="no control",
        outcome="pain and disability",
    )
    assert suggested(needling_for("golfer's elbow"), shariat) == (Fit.FITS, ())
    assert suggested(needling_for("golfer's elbow"), work(shariat.title))[0] is Fit.FITS


@pytest.mark.parametrize(
    "title",
    [
        "Effects of trigger point dry needling on lateral epicondylalgia of musculoskeletal origin",
        "Therapeutic effects of dry needling on lateral epicondylitis",
        "Dry needling for tennis elbow",
    ],
)
def test_tennis_elbow_is_indirect_for_golfers_elbow(title: str) -> None:
    result = fit(needling_for("golfer's elbow"), work(title))
    assert (result.fit, result.because) == (Fit.INDIRECT, ("population",))


def test_the_explanation_is_one_sentence_with_the_words_compared() -> None:
    result = fit(needling_for("golfer's elbow"), work("Dry needling on lateral epicondylitis"))
    assert result.explanation == (
        "The claim says “golfer's elbow”, the reference “lateral epicondylitis” "
        "(related but different)."
    )


@pytest.mark.parametrize(
    "reference",
    [
        work(
            MANUAL_THERAPY,
            population="women with carpal tunnel syndrome",
            intervention="manual physical therapy",
            comparator="surgery",
        ),
        work(MANUAL_THERAPY),
    ],
)
def test_nobody_was_needled(reference: Reference) -> None:
    result = fit(needling_for("carpal tunnel syndrome"), reference)
    assert (result.fit, result.because) == (Fit.UNRELATED, ("intervention",))
    assert "“manual physical therapy”" in result.explanation.lower()
    assert "(no known relation)" in result.explanation


def test_another_condition_is_unrelated() -> None:
    assert suggested(needling_for("hip pain"), COTCHETT) == (Fit.UNRELATED, ("population",))


def test_a_title_is_not_trusted_where_the_abstract_names_a_kin_in_its_place() -> None:
    abstract = "A splint with electroacupuncture was compared with a splint and exercise."
    of = needling_for("carpal tunnel syndrome")
    trap = work(SALEHI.title, abstract=abstract)
    assert fit(of, SALEHI).comparisons[0].relation is Relation.SAME
    part = fit(of, trap).comparisons[0]
    assert (part.relation, part.reason) == (Relation.RELATED, TITLE_AND_ABSTRACT_DIFFER)
    both = work(SALEHI.title, abstract="Dry needling came before electroacupuncture.")
    assert fit(of, both).comparisons[0].relation is Relation.SAME


def test_pooled_needling_is_indirect_and_names_what_it_was_pooled_with() -> None:
    of = needling_for("low back pain")
    pooled = work(
        "Benefits and harms of needling therapies for chronic primary low back pain in adults",
        intervention="needling therapies: acupuncture and dry needling, pooled",
    )
    assert suggested(of, pooled) == (Fit.INDIRECT, ("intervention",))
    assert "together with “acupuncture”" in fit(of, pooled).explanation
    beside = fit(of, work("Dry needling and acupuncture for low back pain"))
    assert (beside.fit, beside.comparisons[0].reason) == (Fit.FITS, "together with “acupuncture”")


def test_right_people_wrong_outcome() -> None:
    skorupska = work(
        "Dry needling related short-term vasodilation in chronic sciatica under infrared "
        "thermovision"
    )
    assert suggested(needling_for("sciatica"), skorupska) == (Fit.INDIRECT, ("outcome",))


def test_one_work_one_claim_two_outcomes() -> None:
    review = work(
        "Dry needling for neck pain",
        intervention="dry needling",
        population="people with neck pain",
        outcome="pain, disability and cervical range of motion",
    )
    motion = claim("Dry needling increases range of motion.", outcome="range of motion")
    sleep = claim("Dry needling improves sleep.", outcome="sleep")
    assert suggested(motion, review) == (Fit.FITS, ())
    assert suggested(sleep, review) == (Fit.INDIRECT, ("outcome",))


def test_null_in_the_title_and_two_arms_fit() -> None:
    gattie = work("Dry needling adds no benefit to the treatment of neck pain")
    brennan = work(
        "Dry needling versus cortisone injection in the treatment of greater trochanteric pain "
        "syndrome"
    )
    assert suggested(needling_for("neck pain"), gattie) == (Fit.FITS, ())
    assert suggested(needling_for("hip pain"), brennan) == (Fit.FITS, ())


def test_comparator_only_fits_with_a_note() -> None:
    reference = work(
        "A trial", intervention="shockwave therapy", comparator="dry needling", population="adults"
    )
    part = fit(claim("Dry needling helps."), reference).comparisons[0]
    assert (part.relation, part.reason) == (Relation.SAME, ONLY_COMPARATOR)


def test_sham_needling_is_no_needling() -> None:
    reference = work("Massage against sham acupuncture in neck pain")
    assert suggested(needling_for("neck pain"), reference)[0] is Fit.UNRELATED
    placebo = fit(needling_for("neck pain"), work("A placebo-controlled trial in neck pain"))
    assert placebo.comparisons[0].reason == NO_TERM_IN_REFERENCE


def test_healthy_controls_beside_patients_are_no_difference() -> None:
    title = "Dry needling in patients with neck pain and in healthy volunteers"
    assert suggested(needling_for("neck pain"), work(title)) == (Fit.FITS, ())
    assert suggested(needling_for("neck pain"), work("Dry needling in healthy volunteers")) == (
        Fit.INDIRECT,
        ("population",),
    )


def test_animals_differ_from_patients() -> None:
    title = "Dry needling in a rat model of knee osteoarthritis"
    assert suggested(needling_for("knee osteoarthritis"), work(title)) == (
        Fit.INDIRECT,
        ("population",),
    )


def test_ages_differ_and_sexes_do_not_exclude_ages() -> None:
    adults = work("Migraine prevention with magnesium in adults")
    children = claim("Magnesium prevents migraine in children.")
    women = claim("Magnesium prevents migraine in women.")
    assert suggested(children, adults) == (Fit.INDIRECT, ("population",))
    assert suggested(women, adults) == (Fit.FITS, ())


def test_harms_are_compared_with_harms() -> None:
    effects = "Adverse events associated with therapeutic dry needling"
    bruising = claim("It may bruise.", HARM, intervention="dry needling", outcome="bruising")
    headache = claim("It may hurt.", HARM, intervention="dry needling", outcome="headache")
    treated = work("Dry needling for headache", outcome="headache pain and disability")
    assert suggested(bruising, work(effects)) == (Fit.FITS, ())
    assert suggested(headache, work(effects)) == (Fit.FITS, ())
    assert suggested(headache, treated) == (Fit.INDIRECT, ("outcome",))
    assert suggested(bruising, COTCHETT) == (Fit.FITS, ())
    assert suggested(needling_for("headache"), work(effects)) == (Fit.INDIRECT, ("outcome",))


def test_an_abstract_can_add_but_never_take_away() -> None:
    of = needling_for("neck pain")
    named = work("A pilot study", abstract="Dry needling was given to people with neck pain.")
    passing = work("A pilot study", abstract="Massage is used too, as it is for migraine.")
    assert suggested(of, named) == (Fit.FITS, ())
    assert fit(of, named).comparisons[0].reason == ONLY_ABSTRACT
    assert suggested(of, passing) == (Fit.NOT_CHECKED, ())
    assert fit(of, passing).comparisons[0].reason == ONLY_IN_PASSING


@pytest.mark.parametrize(
    ("text", "title", "reason"),
    [
        ("", "", NO_TERM_IN_CLAIM),
        ("Dry needling works.", "", NO_TERM_IN_REFERENCE),
        ("Dry needling works.", "From the gate to the neuromatrix", NO_TERM_IN_REFERENCE),
        ("Our clinic is the best.", "Dry needling for neck pain", NO_TERM_IN_CLAIM),
        ("針は首の痛みを和らげる。", "Dry needling for neck pain", NO_TERM_IN_CLAIM),
        ("Dry needling works.", "Сухая игла при боли в шее", NO_TERM_IN_REFERENCE),
    ],
)
def test_without_a_term_on_one_side_nothing_is_checked(text: str, title: str, reason: str) -> None:
    result = fit(claim(text), work(title))
    assert (result.fit, result.because) == (Fit.NOT_CHECKED, ())
    assert result.comparisons[0].reason == reason
    assert reason in result.explanation


def test_people_alone_decide_nothing() -> None:
    result = fit(claim("Children like it."), work("A survey of adults"))
    assert (result.fit, result.because) == (Fit.NOT_CHECKED, ())


def test_cells_go_before_the_claims_text() -> None:
    of = claim("Acme oil beats acupuncture for knee pain.", intervention="Acme oil")
    assert fit(of, work("Acupuncture for knee pain")).comparisons[0].reason == NO_TERM_IN_CLAIM


def test_recorded_fields_go_before_the_title() -> None:
    reference = work("Dry needling for neck pain", intervention="electroacupuncture")
    assert suggested(needling_for("neck pain"), reference) == (Fit.INDIRECT, ("intervention",))


def test_a_users_own_terms_count() -> None:
    mine = build_thesaurus(
        [
            ThesaurusTerm(term="Acme cure", kind="intervention", related=("dry needling",)),
            ThesaurusTerm(term="Wobbly ankle", kind="condition", broader=("ankle pain",)),
        ]
    )
    reference = work("The Acme cure for the wobbly ankle")
    result = scope_fit(needling_for("ankle pain"), reference, mine)
    assert (result.fit, result.because) == (Fit.INDIRECT, ("intervention",))
    assert result.comparisons[1].relation is Relation.NARROWER
    assert fit(needling_for("ankle pain"), reference).comparisons[0].relation is None


@pytest.mark.parametrize(
    "text",
    [
        "Dry needling for neck pain. " * 4_000,
        "hip, knee, neck and shoulder pain " * 3_000,
        "x" * 100_000,
        "\u202e\0<script>“”" * 8_000,
    ],
)
def test_texts_of_100_kb(text: str) -> None:
    of = claim(text, intervention=text, population=text, outcome=text)
    started = time.process_time()
    result = fit(of, work(text, abstract=text, keywords=text, population=text, outcome=text))
    assert time.process_time() - started < 5
    assert len(result.explanation) < 1000
