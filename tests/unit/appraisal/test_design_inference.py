"""The design that a reference's words tell: every cue, the traps, and real titles."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.appraisal.design_inference import Confidence, infer_design
from needle_evidence.appraisal.design_words import (
    CueRole,
    DesignCue,
    design_cues,
    design_texts,
    find_design_words,
    fold_design_text,
)
from needle_evidence.appraisal.study_design import DESIGN_LABELS
from needle_evidence.language.data_table import data_table
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference

ROWS = data_table("design_cues")
PAIRS = list(zip(ROWS, design_cues(), strict=True))
SHOWING = {CueRole.SHOWS, CueRole.ALLOCATES}
IDS = [f"{place}-{row['design']}-{row['role']}" for place, row in enumerate(ROWS, 2)]


def reference(title: str = "", abstract: str = "", /, **fields: str) -> Reference:
    """An article with a title, an abstract and further fields."""
    entry_type = fields.pop("entry_type", "article")
    return Reference(
        key="key",
        entry_type=entry_type,
        location=Location(path="references.bib", line=1),
        fields={"title": title, "abstract": abstract, **fields},
    )


def counts(cue: DesignCue, text: str) -> bool:
    """Whether a cue's words stand in a text and, where they show a design, count for it."""
    if cue.role in {CueRole.HIDES, CueRole.PEOPLE, CueRole.THINGS}:
        return cue.pattern.search(fold_design_text(text)) is not None
    field = sorted(cue.fields)[0]
    # Cues that narrow or derive are asked only where these are shown.
    shown = {"title": "Healthy men", "type": "Systematic Review; Randomized Controlled Trial"}
    found = find_design_words(({} if cue.role in SHOWING else shown) | {field: text})
    matches = {fold_design_text(text[m.start() : m.end()]) for m in _matches(cue, text)}
    return any(
        words.design in cue.designs
        and words.role is (CueRole.SHOWS if cue.role in SHOWING else cue.role)
        and fold_design_text(words.words) in matches
        for words in found
    )


def _matches(cue: DesignCue, text: str) -> list[re.Match[str]]:
    return list(cue.pattern.finditer(fold_design_text(text)))


@pytest.mark.parametrize(("row", "cue"), PAIRS, ids=IDS)
class TestCue:
    def test_is_of_known_codes_and_fields(self, row: Mapping[str, str], cue: DesignCue) -> None:
        assert set(cue.designs) <= DESIGN_LABELS.keys()
        assert cue.fields <= {"title", "type", "keywords", "abstract"}
        assert row["why"]

    def test_fires(self, row: Mapping[str, str], cue: DesignCue) -> None:
        assert counts(cue, row["fires"])

    def test_stays_quiet(self, row: Mapping[str, str], cue: DesignCue) -> None:
        assert not counts(cue, row["quiet"])

    def test_matches_only_where_a_stem_stands(self, row: Mapping[str, str], cue: DesignCue) -> None:
        for match in _matches(cue, row["fires"]):
            text = fold_design_text(row["fires"])
            assert any(stem in text for stem in cue.stems), match.group()
        assert all(stem == fold_design_text(stem) for stem in cue.stems)

    def test_has_bounded_gaps_only(self, row: Mapping[str, str], cue: DesignCue) -> None:
        # A class of characters repeated without a bound makes a search quadratic.
        assert not re.search(r"(?<!\\)\][*+](?!\$)|(?<!\\)\.[*+]|\)[*+]", row["pattern"])


@pytest.mark.parametrize(
    ("title", "design", "also"),
    [
        # references.bib and more-evidence.bib of the example
        ("Dry needling: a literature review with implications for clinical practice guidelines",
         "narrative_review", set()),
        ("Effects of acupuncture and heating on blood volume and oxygen saturation of human "
         "Achilles tendon in vivo", "physiology", set()),
        ("Effectiveness of dry needling for upper-quarter myofascial pain: a systematic review "
         "and meta-analysis", "systematic_review_other", {"meta_analysis"}),
        ("Dry needling for myofascial trigger point pain: a clinical commentary",
         "commentary", set()),
        ("Effectiveness of trigger point dry needling for plantar heel pain: a randomized "
         "controlled trial", "rct", set()),
        ("Manual physical therapy versus surgery for carpal tunnel syndrome: a randomized "
         "parallel-group trial", "rct", set()),
        ("Efficacy of dry needling for chronic low back pain: a systematic review and "
         "meta-analysis of randomized controlled trials",
         "systematic_review_rct", {"meta_analysis"}),
        ("Systematic review to inform a World Health Organization (WHO) clinical practice "
         "guideline: benefits and harms of needling therapies for chronic primary low back pain "
         "in adults", "systematic_review_other", set()),
        ("Dry needling combined with guideline-based physical therapy provides no added benefit "
         "in the management of chronic neck pain: a randomized controlled trial", "rct", set()),
        ("Dry needling versus cortisone injection in the treatment of greater trochanteric pain "
         "syndrome: a noninferiority randomized clinical trial", "rct", set()),
        ("Clinical effectiveness of dry needling in patients with musculoskeletal pain—an "
         "umbrella review", "systematic_review_other", set()),
        ("The effectiveness of dry needling at myofascial trigger points for knee disorders: a "
         "quantitative synthesis of randomized controlled trials",
         "meta_analysis", {"systematic_review_rct"}),
        ("The effects of dry needling on hamstring range of motion: a critically appraised topic",
         "systematic_review_other", set()),
        ("Adverse events following trigger point dry needling: a prospective survey of chartered "
         "physiotherapists", "survey_nonrandom", set()),
        # traps
        ("Dry needling for heel pain: study protocol for a randomised controlled trial",
         "protocol", set()),
        ("Protocol for a randomized trial of dry needling", "protocol", set()),
        ("Needling for neck pain: protocol for a systematic review and meta-analysis",
         "protocol", set()),
        ("Needling for neck pain: a systematic review protocol", "protocol", set()),
        ("Needling for neck pain: rationale and design of a randomised trial", "protocol", set()),
        ("Randomised trials of dry needling: a narrative review", "narrative_review", set()),
        ("A narrative review of randomised controlled trials of dry needling",
         "narrative_review", set()),
        ("Needling in practice: a scoping review", "narrative_review", set()),
        ("Comment on: Dry needling for heel pain: a randomised controlled trial",
         "commentary", set()),
        ("Letter to the editor: a randomized controlled trial of needling", "commentary", set()),
        ("Re: Needling for neck pain: a systematic review and meta-analysis",
         "commentary", set()),
        ("Correction: Needling for neck pain: a randomised controlled trial", "other", set()),
        ("A non-randomised controlled trial of dry needling",
         "nonrandomized_controlled", set()),
        ("Needling for neck pain: a quasi-randomised controlled trial", "quasi_rct", set()),
        ("Needling of trigger points in rats: a randomized controlled trial", "animal", set()),
        ("Coffee and back pain: a Mendelian randomization study", "", set()),
        ("A survey of a randomly selected sample of physiotherapists",
         "survey_random", set()),
        ("Guideline-based care for neck pain", "", set()),
        ("Pneumothorax after dry needling: a case report and review of the literature",
         "case_report", {"narrative_review"}),
        ("Needling after stroke: a case series of seven patients", "case_series", set()),
        ("Needling for headache: an n-of-1 trial", "n_of_1", set()),
        ("Work and heel pain: an inception cohort study", "inception_cohort", set()),
        ("Risk factors of heel pain: a nested case-control study", "nested_case_control", set()),
        ("Heel pain in runners: a case-control study", "case_control", set()),
        ("Heel pain in runners: a prospective cohort study", "cohort", set()),
        ("Heel pain in runners: a cross-sectional study", "cross_sectional", set()),
        ("Patients' views of dry needling: a qualitative study", "qualitative", set()),
        ("Neck pain: a clinical practice guideline", "guideline", set()),
        ("Vibration of fibroblasts by needles: an in vitro study", "in_vitro", set()),
        ("In vitro fertilisation and acupuncture: a randomised trial", "rct", set()),
        ("Coffee and gallstones: a systematic review of cohort studies",
         "systematic_review_cohort", set()),
    ],
)  # fmt: skip
def test_title_alone(title: str, design: str, also: set[str]) -> None:
    inferred = infer_design(reference(title))
    assert (inferred.design, set(inferred.also)) == (design, also)


@pytest.mark.parametrize(
    ("title", "abstract", "design"),
    [
        ("Dry needling of the heel",
         "Patients were randomly assigned to real or sham needling.", "rct"),
        ("Dry needling of the heel",
         "We retrospectively analyzed 60 patients. More randomized trials are needed.", "cohort"),
        ("Dry needling of the heel", "Larger randomized controlled trials are needed.", ""),
        ("Dry needling of the heel",
         "A randomly selected sample of 300 therapists answered a questionnaire.",
         "survey_random"),
        ("Dry needling of the heel",
         "Forty Wistar rats were used in this controlled trial. The rats were randomly allocated "
         "to needling or rest.", "animal"),
        ("Dry needling of the heel",
         "Sixty adults will be randomized to real or sham needling. Results will be published.",
         "protocol"),
        ("Dry needling of the heel",
         "We review the evidence. In a randomized trial, patients were randomly assigned to "
         "needling. Further randomized trials are required.", "narrative_review"),
        ("Dry needling of the heel",
         "PubMed and Embase were searched. Nine randomized controlled trials met the inclusion "
         "criteria.", "systematic_review_rct"),
        ("Acute effects of one needling session on a chronic elbow disability",
         "A 40-year-old man with elbow pain was needled once.", "case_report"),
        ("Needling of the calf", "We interviewed 20 patients with semi-structured interviews.",
         "qualitative"),
        ("Trigger points and fibromyalgia pain",
         "This review discusses how trigger points add to pain.", "narrative_review"),
        ("Needling of the calf: a review",
         "We systematically searched PubMed for trials.", "systematic_review_other"),
    ],
)  # fmt: skip
def test_abstract(title: str, abstract: str, design: str) -> None:
    inferred = infer_design(reference(title, abstract))
    assert inferred.design == design
    assert inferred.confidence is not Confidence.HIGH


def test_experiment_in_healthy_men_is_no_trial_whatever_its_publication_type() -> None:
    experiment = reference(
        "Effects of acupuncture and heating on blood volume and oxygen saturation of human "
        "Achilles tendon in vivo",
        "Nine healthy men were needled, and heated on another day. Blood volume rose.",
        type="Randomized Controlled Trial",
    )
    inferred = infer_design(experiment)
    assert inferred.design == "physiology"
    assert "rct" not in inferred.also


def test_publication_type_tells_where_the_title_does_not() -> None:
    inferred = infer_design(
        reference("Needling of the heel", publicationtype="Randomized Controlled Trial; English")
    )
    assert (inferred.design, inferred.confidence) == ("rct", Confidence.HIGH)
    assert inferred.words == (("type", "Randomized Controlled Trial"),)


def test_patients_beside_healthy_controls_are_no_experiment() -> None:
    inferred = infer_design(
        reference(
            "Blood flow after needling",
            "Patients were randomly allocated to needling or rest and compared with healthy "
            "adults. The patients' blood flow rose.",
        )
    )
    assert inferred.design == "rct"


def test_secondary_analysis_of_a_trial_is_told_with_low_confidence() -> None:
    effects = infer_design(
        reference("Needling and sleep: a secondary analysis of a randomised controlled trial")
    )
    assert (effects.design, effects.confidence) == ("rct", Confidence.LOW)
    predictors = infer_design(
        reference("Predictors of pain: a secondary analysis of a randomised controlled trial")
    )
    assert (predictors.design, predictors.confidence) == ("cohort", Confidence.LOW)
    assert predictors.also == {"rct"}


def test_words_stand_as_they_stand_in_the_field() -> None:
    title = "Dry needling – a RANDOMISED\u00a0controlled trial"
    inferred = infer_design(reference(title, keywords="needling; randomized controlled trial"))
    assert inferred.confidence is Confidence.HIGH
    assert inferred.words[0] == ("title", "RANDOMISED\u00a0controlled trial")
    assert ("keywords", "randomized controlled trial") in inferred.words


def test_subtitle_counts_as_title() -> None:
    inferred = infer_design(reference("Needling of the heel", subtitle="A case report"))
    assert inferred.design == "case_report"


def test_entry_type_of_a_book_review_is_a_commentary() -> None:
    assert infer_design(reference("The needle book", entry_type="review")).design == "commentary"


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("", "no title, abstract or keywords"),
        ("Needling of the heel", "no word of title, abstract or keywords tells the design"),
        ("Die Wirkung der Nadel bei Schmerzen der Ferse", "not in English"),
        ("Eficacia de la punción seca en el dolor de talón", "not in English"),
        ("乾針治療足跟痛的效果", "not in English"),
    ],
)
def test_unknown_has_a_reason(title: str, reason: str) -> None:
    inferred = infer_design(reference(title))
    assert (inferred.design, inferred.confidence, inferred.words) == ("", None, ())
    assert inferred.reason == reason


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(ROWS))
def test_any_text_is_answered(title: str, abstract: str, row: Mapping[str, str]) -> None:
    record = reference(f"{title} {row['fires']}", f"{abstract}İ{row['fires']}{title}")
    inferred = infer_design(record)
    texts = design_texts(record)
    assert inferred.design in DESIGN_LABELS or not inferred.design
    assert bool(inferred.design) == (inferred.confidence is not None) != bool(inferred.reason)
    assert inferred.design not in inferred.also
    assert all(words in texts[field] for field, words in inferred.words)


@pytest.mark.parametrize(
    "piece",
    [
        "a-",
        "randomized ",
        "this ",
        "rats ",
        "(a ",
        "systematic ",
        "meta-analysis of ",
        "-",
        "pubmed ",
    ],
)
def test_huge_text_is_answered_at_once(piece: str) -> None:
    stems = " ".join(stem for cue in design_cues() for stem in cue.stems)
    huge = f"{stems} {piece * (100_000 // len(piece))}"
    start = time.process_time()
    infer_design(reference(piece * 1_000, huge, keywords=huge))
    assert time.process_time() - start < 2
