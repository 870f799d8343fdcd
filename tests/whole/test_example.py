"""The example says what is known of the seed article's references: what each really shows."""

from __future__ import annotations

import pytest

from needle_evidence import check_library, load_library
from needle_evidence.api.browsing import list_claims
from needle_evidence.appraisal.assessment import ClaimAssessment, assess, stands
from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.appraisal.impact import impact
from needle_evidence.appraisal.printable_sentence import printable_sentence
from needle_evidence.model.certainty import Certainty
from needle_evidence.model.claim import ClaimGroup
from needle_evidence.model.library import Library
from needle_evidence.model.result import Directness, Stance
from tests.reference_pages import ROOT

# Which claim rests on which reference; every link is an inference of ours, and every other
# claim of the page has none.
LINKS = {
    "reduces-neck-pain": ["kietrys2013effectiveness"],
    "reduces-shoulder-pain": ["kietrys2013effectiveness"],
    "reduces-myofascial-pain": [
        "kietrys2013effectiveness",
        "unverzagt2015dry",
        "dunning2014dry",
    ],
    "increases-blood-flow": ["kubo2010effects"],
    "treats-fibromyalgia": ["giamberardino2011effects"],
    "treats-plantar-fasciitis": ["cotchett2014effectiveness"],
    "treats-golfers-elbow": ["shariat2018acute"],
    "treats-carpal-tunnel-syndrome": ["fernandez2015manual"],
    "helps-tendonitis": ["kubo2010effects"],
    "evidence-based": ["dunning2014dry"],
    "really-works": ["dunning2014dry"],
    "minor-side-effects-may-follow": ["cotchett2014effectiveness"],
    "low-risk": ["cotchett2014effectiveness"],
}
LISTED = [
    "dunning2014dry",
    "kubo2010effects",
    "kietrys2013effectiveness",
    "unverzagt2015dry",
    "giamberardino2011effects",
    "cotchett2014effectiveness",
    "shariat2018acute",
    "fernandez2015manual",
]
UNCITED = {
    "reduces-low-back-pain",
    "reduces-knee-pain",
    "reduces-hip-pain",
    "accelerates-natural-healing",
    "resolves-headaches",
    "resolves-migraines",
    "increases-range-of-motion",
    "lowers-muscle-tension",
    "reduces-sciatica-symptoms",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT)


def test_links(library: Library) -> None:
    found = {c.claim_id: list(c.references) for c in library.claims if c.references}
    assert found == LINKS


def test_uncited_claims(library: Library) -> None:
    uncited = {claim.claim_id for claim, _ in list_claims(library, uncited=True)}
    assert uncited >= UNCITED
    assert uncited.isdisjoint(LINKS)
    effects = [c for c in library.claims if c.group is ClaimGroup.HEALTH_EFFECT]
    assert len(library.claims) >= 40
    assert sum(bool(library.cited(claim)) for claim in effects) == len(LINKS) == 13
    assert len(effects) == 49


def test_every_reference_is_used_and_nothing_is_invented(library: Library) -> None:
    used = {reference.key for reference in library.references}
    assert not any(finding.code == "NE211" for finding in check_library(library).findings)
    assert [reference.key for reference in library.references][:8] == LISTED
    considered = {result.citekey for result in library.results} - set(LISTED)
    assert len(considered) >= 20
    assert considered | set(LISTED) == used
    without_doi = {key for key in LISTED if not library.reference_by_key[key].text("doi")}
    assert without_doi == {"unverzagt2015dry", "fernandez2015manual"}
    assert library.problems == ()


def test_what_is_reported_about_the_listed_references(library: Library) -> None:
    findings = check_library(library).findings
    found = {(f.code, f.subject) for f in findings if f.subject in LISTED}
    assert found == {
        ("NE209", "unverzagt2015dry"),
        ("NE209", "fernandez2015manual"),
        ("NE212", "unverzagt2015dry"),
        ("NE213", "fernandez2015manual"),
    }


# The expected result for each claim with a reference, and the certainty, where there is one.
VERDICTS = {
    "reduces-neck-pain": (ClaimStatus.SUPPORTED, None),
    "reduces-shoulder-pain": (ClaimStatus.SUPPORTED, Certainty.MODERATE),
    "reduces-myofascial-pain": (ClaimStatus.SUPPORTED, None),
    "increases-blood-flow": (ClaimStatus.INDIRECT_ONLY, None),
    "treats-fibromyalgia": (ClaimStatus.OPINION_ONLY, None),
    "treats-plantar-fasciitis": (ClaimStatus.SUPPORTED, Certainty.LOW),
    "treats-golfers-elbow": (ClaimStatus.SUPPORTED, Certainty.VERY_LOW),
    "treats-carpal-tunnel-syndrome": (ClaimStatus.UNRELATED_ONLY, None),
    "helps-tendonitis": (ClaimStatus.UNRELATED_ONLY, None),
    "evidence-based": (ClaimStatus.OPINION_ONLY, None),
    "really-works": (ClaimStatus.OPINION_ONLY, None),
    "minor-side-effects-may-follow": (ClaimStatus.SUPPORTED, None),
    "low-risk": (ClaimStatus.NEUTRAL_ONLY, None),
}


def test_verdicts(library: Library) -> None:
    found = {a.claim.claim_id: (a.status.status, a.certainty) for a in assess(library)}
    assert {claim_id: found[claim_id] for claim_id in VERDICTS} == VERDICTS
    uncited = {c for c, (status, _) in found.items() if status is ClaimStatus.UNCITED}
    needing = {claim.claim_id for claim in library.claims if claim.needs_evidence}
    assert uncited & needing == needing - set(VERDICTS)


def assessed(library: Library, claim_id: str) -> ClaimAssessment:
    return next(a for a in assess(library) if a.claim.claim_id == claim_id)


def test_works_without_data_are_shown_and_do_not_count(library: Library) -> None:
    works = {w.citekey: w for w in assessed(library, "reduces-myofascial-pain").works}
    assert works["kietrys2013effectiveness"].counts
    assert not works["unverzagt2015dry"].own_data
    assert not works["dunning2014dry"].own_data
    (review,) = assessed(library, "evidence-based").works
    assert review.stances == (Stance.REFUTES,)
    assert not review.counts


def test_indirect_and_unrelated_works_say_why(library: Library) -> None:
    (acupuncture,) = assessed(library, "increases-blood-flow").works
    assert set(acupuncture.because) == {"intervention", "population", "outcome"}
    (injection,) = assessed(library, "treats-fibromyalgia").works
    assert injection.because == ("intervention",)
    for claim_id in ("treats-carpal-tunnel-syndrome", "helps-tendonitis"):
        (work,) = assessed(library, claim_id).works
        assert work.directness is Directness.UNRELATED
        assert work.level_text == ""
        assert assessed(library, claim_id).ratings == ()


def test_one_verb_has_three_answers(library: Library) -> None:
    answers = {
        claim_id: (
            assessed(library, claim_id).works[0].level_text,
            printable_sentence(assessed(library, claim_id)).clinician,
        )
        for claim_id in (
            "treats-plantar-fasciitis",
            "treats-golfers-elbow",
            "treats-carpal-tunnel-syndrome",
        )
    }
    level, sentence = answers["treats-plantar-fasciitis"]
    assert level == "OCEBM 2011 level 2"
    assert "84 people" in sentence
    assert "below the minimal important difference" in sentence
    assert "MD −14.4 mm, 95% CI −23.5 to −5.2" in sentence
    level, sentence = answers["treats-golfers-elbow"]
    assert level == "OCEBM 2011 level 4"
    assert sentence.startswith("The evidence is very uncertain about the effect of dry needling")
    level, sentence = answers["treats-carpal-tunnel-syndrome"]
    assert level == ""
    assert sentence == (
        "None of the studies cited here tested dry needling for carpal tunnel syndrome."
    )


def test_only_the_warning_of_side_effects_stands(library: Library) -> None:
    findings = check_library(library).findings
    standing = {
        a.claim.claim_id
        for a in assess(library)
        if stands(a, [f for f in findings if f.subject == a.claim.claim_id])
    }
    assert standing == {"minor-side-effects-may-follow"}
    assert any(f.code == "NE401" and f.subject == "low-risk" for f in findings)


def test_what_falls_with_the_trial(library: Library) -> None:
    found = {i.claim.claim_id: i for i in impact(library, ["cotchett2014effectiveness"],
                                                 retracted=True)}  # fmt: skip
    assert set(found) == {
        "treats-plantar-fasciitis",
        "minor-side-effects-may-follow",
        "low-risk",
    }
    assert all(item.after.status.status is ClaimStatus.RETRACTED for item in found.values())
    remaining = found["treats-plantar-fasciitis"].after
    assert remaining.certainty is Certainty.LOW
    assert remaining.works == ()
    assert {work.citekey for work in remaining.considered} == {
        "he2017effectiveness",
        "llurdaalmuzara2021dry",
        "yang2024effectiveness",
    }


def test_what_they_really_studied(library: Library) -> None:
    facts = {
        r.key: (r.text("studydesign"), r.text("samplesize"), r.text("intervention"))
        for r in library.references
    }
    assert facts["cotchett2014effectiveness"][:2] == ("rct", "84")
    assert facts["shariat2018acute"][:2] == ("case_report", "1")
    assert facts["kubo2010effects"] == ("physiology", "9", "acupuncture")
    assert facts["fernandez2015manual"] == ("rct", "120", "manual physical therapy")
