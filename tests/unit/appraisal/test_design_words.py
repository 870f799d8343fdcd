"""What words must speak of to count: people who are allocated, results that are pooled, animals."""

from __future__ import annotations

import pytest

from needle_evidence.appraisal.design_inference import infer_design
from needle_evidence.appraisal.design_words import fold_design_text, names_people
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference


def record(title: str, abstract: str = "") -> Reference:
    """An article with a title and an abstract."""
    return Reference(
        key="key",
        entry_type="article",
        location=Location(path="references.bib", line=1),
        fields={"title": title, "abstract": abstract},
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("forty adults and their families", True),
        ("twelve general practices", True),
        ("extracted molars of no known owner", False),
        ("patient-derived xenografts", False),
        ("samples, pens and hens", False),
    ],
)
def test_people_are_told_from_things(text: str, named: bool) -> None:
    assert names_people(text) is named


def test_folded_text_keeps_every_place() -> None:
    text = "A\u2013B\u00a0\u0130 \u2018RANDOMISED\u2019\ttrial"
    assert fold_design_text(text) == "a-b i 'randomized' trial"
    assert len(fold_design_text(text)) == len(text)


@pytest.mark.parametrize(
    "abstract",
    [
        "Sixty women took part. They were randomly assigned to needling or rest.",
        "We randomly assigned 60 adults to needling or rest.",
        "Patients with sickle cells were randomly assigned to needling or rest.",
        "Sixty knees of 60 people were randomized to needling or rest.",
        "Forty schools were randomized to lessons or none.",
        "Participants exercised. Groups were formed by computer-generated randomization.",
        "Tendons were repaired in 40 patients. Level of evidence: II, randomized.",
    ],
)
def test_people_who_are_allocated_make_a_trial(abstract: str) -> None:
    assert infer_design(record("Needling of the heel", abstract)).design == "rct"


@pytest.mark.parametrize(
    "abstract",
    [
        "Forty extracted premolars were collected. The teeth were randomly divided into groups.",
        "Blood samples from 20 patients were randomly assigned to two tubes.",
        "In 20 patients, 40 specimens were randomly allocated to four stains.",
        "Images of 60 patients were randomly assigned to two readers.",
        "Patients used the rooms. Forty toilets were randomized to brushing or none.",
        "Sixty hens in cages were randomly allocated to six diets.",
        "The crop was grown in a randomized complete block design.",
        "A study using a randomized block design was carried out in ten plots.",
        "In a randomized controlled trial, 40 cows ate grass.",
        "Groups were formed by computer-generated randomization.",
        "Tendons were repaired. Level of evidence: II, randomized.",
    ],
)
def test_things_and_animals_that_are_allocated_make_none(abstract: str) -> None:
    inferred = infer_design(record("Needling of the heel", abstract))
    assert "rct" not in inferred.also | {inferred.design}


def test_treatments_that_are_named_after_animals_stay_trials() -> None:
    abstract = "In this randomized trial, fish oil and animal-assisted therapy were compared."
    assert infer_design(record("Needling of the heel", abstract)).design == "rct"
    assert infer_design(record("Fish oil and pain: a randomised trial")).design == "rct"


@pytest.mark.parametrize(
    ("title", "design"),
    [
        ("Needles and cements: an in vitro study", "in_vitro"),
        ("Vaccination of dairy cows: a randomised controlled trial", "animal"),
    ],
)
def test_laboratory_and_stable_hold_no_trial_of_people(title: str, design: str) -> None:
    abstract = "Participants were randomly divided. This was a randomized controlled trial."
    inferred = infer_design(record(title, abstract))
    assert (inferred.design, "rct" in inferred.also) == (design, False)


@pytest.mark.parametrize(
    ("abstract", "pooled"),
    [
        ("We performed a meta-analysis of nine trials.", True),
        ("The data were meta-analysed.", True),
        ("The pooled OR was 1.2.", True),
        ("The pooled standardised mean difference was 0.3.", True),
        ("Nine trials were pooled with a random-effects model.", True),
        ("Nine trials went into the meta-analysis.", True),
        ("We followed the Preferred Reporting Items for Systematic Reviews and Meta-Analyses.",
         False),
        ("It was conducted according to meta-analysis methodology guidance.", False),
        ("We used the MOOSE (Meta-analysis Of Observational Studies in Epidemiology) list.", False),
        ("PubMed and electronic databases were searched. Nine trials met the inclusion criteria.",
         False),
        ("A meta-analysis could not be performed.", False),
        ("Data were too heterogeneous for a meta-analysis to be performed.", False),
        ("The trials were too few to be pooled.", False),
        ("A future meta-analysis should include new trials.", False),
        ("Previous meta-analyses were performed without searches.", False),
        ("If the data allow, a meta-analysis is planned.", False),
    ],
)  # fmt: skip
def test_review_holds_a_meta_analysis_only_where_one_was_done(abstract: str, pooled: bool) -> None:
    inferred = infer_design(record("Needling for neck pain: a systematic review", abstract))
    assert inferred.design.startswith("systematic_review")
    assert ("meta_analysis" in inferred.also) is pooled


@pytest.mark.parametrize(
    ("title", "design"),
    [
        ("A comparison of methods for meta-analyses of rare events", ""),
        ("Software for network meta-analysis", ""),
        ("Network meta-analysis: methods and tutorial", ""),
        ("Heterogeneity in meta-analyses of needling", ""),
        ("A comparison of needling and rest: a network meta-analysis", "meta_analysis"),
        ("Evaluation of models of care: a meta-analysis", "meta_analysis"),
    ],
)
def test_work_about_meta_analyses_is_none(title: str, design: str) -> None:
    assert infer_design(record(title)).design == design


@pytest.mark.parametrize(
    "abstract",
    [
        "Sections were stained with a mouse monoclonal and an anti-rat antibody.",
        "The mouse serum and murine leukemia virus were stored with rat cells.",
        "Previous studies in adult mice had shown scars. The tendons were cut.",
        "It has been shown in male Wistar rats that needles hurt.",
        "A computational model of adult mice was written.",
        "Patients were needled. Adult mice had scars. The patients and women felt better.",
    ],
)
def test_animals_that_are_only_named_make_no_animal_study(abstract: str) -> None:
    inferred = infer_design(record("Needling of the heel", abstract))
    assert "animal" not in inferred.also | {inferred.design}
