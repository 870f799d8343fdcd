"""Small libraries for pictures and first lines of claims, and what a report makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from needle_evidence.appraisal.assessment import assess
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.finding import CheckRun, Location
from needle_evidence.model.library import Library
from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.model.result import Directness, Result, Stance
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.evidence_view import EvidenceView, build_view


def a_claim(claim_id: str = "eases-pain", **values: Any) -> Claim:
    """A claim that needling eases pain, citing the work "trial"."""
    stated: dict[str, Any] = {
        "text": "Needling eases pain.",
        "topic": "Pain",
        "question": Question.TREATMENT_BENEFIT,
        "intervention": "needling",
        "population": "people with neck pain",
        "outcome": "pain",
        "references": ("trial",),
    }
    location = Location(path="claims.csv", line=2)
    return Claim(claim_id=claim_id, location=location, **{**stated, **values})


def a_work(key: str = "trial", *, author: str = "", **fields: str) -> Reference:
    """A randomised trial of 84 people of 2014; author: a family name."""
    stated = {"title": "A trial", "studydesign": "rct", "samplesize": "84", "year": "2014"}
    return Reference(
        key=key,
        entry_type="article",
        location=Location(path="references.bib", line=1),
        fields={**stated, **fields},
        authors=(PersonName(family=author),) if author else (),
    )


def a_result(claim_id: str = "eases-pain", citekey: str = "trial", **values: Any) -> Result:
    """A direct result for a claim; numbers may be given as texts."""
    stated: dict[str, Any] = {
        "outcome": "pain",
        "stance": Stance.SUPPORTS,
        "directness": Directness.DIRECT,
    }
    numbers = {"effect", "ci_low", "ci_high", "mid"}
    read = {
        name: Decimal(value) if name in numbers and isinstance(value, str) else value
        for name, value in values.items()
    }
    location = Location(path="appraisal/evidence.csv", line=2)
    return Result(claim_id=claim_id, citekey=citekey, location=location, **{**stated, **read})


def a_view(
    claims: Iterable[Claim] = (),
    works: Iterable[Reference] = (),
    results: Iterable[Result] = (),
    **parts: Any,
) -> EvidenceView:
    """What a report says of these; by default one claim that cites one trial."""
    library = Library(
        claims=tuple(claims) or (a_claim(),),
        references=tuple(works) or (a_work(),),
        results=tuple(results),
        **parts,
    )
    return build_view(
        library,
        CheckRun(results=()),
        assess(library),
        lambda reference: FormattedReference(runs=((reference.title, ""),)),
        style="apa",
        version="1",
    )
