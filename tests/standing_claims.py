"""A library whose claims stand, one for each certainty and size of effect, and some that do not."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.informative_statements import licensed_sentence, limits_sentence
from needle_evidence.appraisal.sign_off import part_digests
from needle_evidence.model.certainty import Certainty, CertaintyRating, DomainJudgement
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.decision import Review, Verdict
from needle_evidence.model.finding import CheckRun, Location
from needle_evidence.model.library import Library
from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.model.result import Directness, Result, Stance
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.evidence_view import EvidenceView, build_view

SIZES = ("large", "moderate", "small", "trivial")
_DOMAINS = ("risk_of_bias", "inconsistency", "indirectness", "imprecision", "publication_bias")
_LOWERED = {
    Certainty.HIGH: {},
    Certainty.MODERATE: {"imprecision": "serious"},
    Certainty.LOW: {"imprecision": "serious", "risk_of_bias": "serious"},
    Certainty.VERY_LOW: {"imprecision": "very serious", "inconsistency": "serious"},
}
TRIAL = Reference(
    key="trial",
    entry_type="article",
    location=Location(path="references.bib", line=1),
    fields={
        "title": "A randomised trial of needling",
        "year": "2020",
        "doi": "10.1000/trial",
        "studydesign": "rct",
        "samplesize": "84",
    },
    authors=(PersonName(family="Lee", given="Ann"),),
)


def standing_library() -> Library:
    """One approved claim per certainty and size, a warning with a count, and what is open."""
    cells = [
        (certainty, size)
        for certainty in Certainty
        for size in (SIZES if certainty is not Certainty.VERY_LOW else ("",))
    ]
    claims = [_claim(number, *cell) for number, cell in enumerate(cells, start=2)]
    warning = Claim(
        claim_id="causes-bruising",
        text="Needling may cause bruising.",
        location=Location(path="claims.csv", line=40),
        topic="Harms",
        question=Question.COMMON_HARM,
        intervention="needling",
        outcome="bruising",
        references=("trial",),
    )
    open_ones = [
        Claim(
            claim_id=claim_id,
            text=text,
            location=Location(path="claims.csv", line=50 + number),
            topic="Other",
            question=question,
        )
        for number, (claim_id, text, question) in enumerate(
            (
                ("cures-all", "Needling cures all.", Question.TREATMENT_BENEFIT),
                ("may-hurt", "Needling may hurt.", Question.COMMON_HARM),
                ("works-by", "Needling works through the brain.", Question.MECHANISM),
            )
        )
    ]
    results = [_result(claim.claim_id) for claim in claims]
    results.append(
        replace(
            _result("causes-bruising"),
            outcome="bruising",
            events=32,
            participants=100,
            locator="table 2",
            result="32 of 100 people had a bruise.",
        )
    )
    library = Library(
        claims=(*claims, warning, *open_ones),
        references=(TRIAL,),
        results=tuple(results),
        ratings=tuple(_rating(claim, *cell) for claim, cell in zip(claims, cells, strict=True)),
    )
    return approved(library, [claim.claim_id for claim in (*claims, warning)])


def approved(library: Library, claim_ids: Sequence[str]) -> Library:
    """The library with these claims signed off as they are."""
    reviews = []
    for number, claim in enumerate(c for c in library.claims if c.claim_id in claim_ids):
        digests = part_digests(library, claim)
        stored = {"claim": digests.claim, "certainty": digests.certainty}
        reviews.append(
            Review(
                claim_id=claim.claim_id,
                location=Location(path="appraisal/reviews.csv", line=number + 2),
                verdict=Verdict.APPROVED,
                reviewed_by="Ann Lee",
                reviewed_on=datetime.date(2026, 1, 2),
                digests={part: digest for part, digest in stored.items() if digest},
                citations=digests.citations,
            )
        )
    return replace(library, reviews=tuple(reviews))


def view_of(library: Library, run: CheckRun | None = None) -> EvidenceView:
    """What reports print of a library."""
    return build_view(
        library,
        run or CheckRun(results=()),
        assess(library),
        lambda one: FormattedReference(runs=((one.title, ""),)),
        style="ama",
        version="0",
    )


def _claim(line: int, certainty: Certainty, size: str) -> Claim:
    sentence = licensed_sentence(
        intervention="needling",
        outcome="heel pain",
        certainty=certainty,
        direction="none" if size == "trivial" else "reduces",
        effect_size=size,
    )
    limits = limits_sentence(certainty)
    return Claim(
        claim_id=f"{certainty.value.replace('_', '-')}-{size or 'any'}",
        text=f"{sentence} {limits}".strip(),
        location=Location(path="claims.csv", line=line),
        topic="Pain",
        question=Question.TREATMENT_BENEFIT,
        intervention="needling",
        population="adults with plantar heel pain",
        comparator="sham needling",
        outcome="heel pain",
        references=("trial",),
    )


def _rating(claim: Claim, certainty: Certainty, size: str) -> CertaintyRating:
    lowered = _LOWERED[certainty]
    return CertaintyRating(
        claim_id=claim.claim_id,
        location=Location(path="appraisal/certainty.csv", line=claim.location.line),
        outcome="heel pain",
        comparator="sham needling",
        timepoint="6 weeks",
        importance="critical",
        direction="none" if size == "trivial" else "reduces",
        effect_size=size,
        start="randomized",
        domains={
            domain: DomainJudgement(
                word=lowered.get(
                    domain, "undetected" if domain == "publication_bias" else "not serious"
                ),
                reason="GRADE jargon: wide CI" if domain in lowered else "",
            )
            for domain in _DOMAINS
        },
        appraiser="Ann Lee",
    )


def _result(claim_id: str) -> Result:
    return Result(
        claim_id=claim_id,
        citekey="trial",
        location=Location(path="appraisal/evidence.csv", line=2),
        outcome="heel pain",
        stance=Stance.SUPPORTS,
        directness=Directness.DIRECT,
        result="Less pain.",
    )
