"""The example says what is known of the seed article's references, as far as citing goes."""

from __future__ import annotations

import pytest

from needle_evidence import check_library, list_references, load_library
from needle_evidence.api.browsing import list_claims
from needle_evidence.model.claim import ClaimGroup
from needle_evidence.model.library import Library
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
    assert list_references(library, unused=True) == ()
    assert [reference.key for reference in library.references] == [
        "dunning2014dry",
        "kubo2010effects",
        "kietrys2013effectiveness",
        "unverzagt2015dry",
        "giamberardino2011effects",
        "cotchett2014effectiveness",
        "shariat2018acute",
        "fernandez2015manual",
    ]
    without_doi = {r.key for r in library.references if not r.text("doi")}
    assert without_doi == {"unverzagt2015dry", "fernandez2015manual"}
    assert library.problems == ()


def test_what_is_reported_about_the_references(library: Library) -> None:
    findings = check_library(library).findings
    about_references = {(f.code, f.subject) for f in findings if f.code != "NE101"}
    assert about_references == {
        ("NE209", "unverzagt2015dry"),
        ("NE209", "fernandez2015manual"),
        ("NE212", "unverzagt2015dry"),
        ("NE213", "fernandez2015manual"),
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
