"""The whole evidence as one FHIR R5 Bundle."""

from __future__ import annotations

from needle_evidence.appraisal.schemes.grade import SCHEME as GRADE
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.fhir.artifact_assessment import assessment_of
from needle_evidence.reporting.fhir.citation import citation
from needle_evidence.reporting.fhir.evidence import evidence_of
from needle_evidence.reporting.fhir.plain_elements import full_url
from needle_evidence.reporting.known_parts import Node
from needle_evidence.reporting.tables.report_tables import CAUTION


def bundle(view: EvidenceView) -> Node:
    """A collection: a Citation per work that claims name, then each claim with its Evidence.

    Works by citekey, claims by their name in the report. Rows that need no evidence are left
    out. What must be said of the whole is an `issue` of the bundle. Source: HL7 FHIR R5
    (5.0.0).
    """
    by_key = {work.citekey: work for work in view.references}
    claims = sorted(
        (claim for claim in view.claims if claim.status is not None),
        key=lambda claim: claim.anchor,
    )
    named = _named(claims)
    resources = [citation(by_key[key], view.style) for key in sorted(named & by_key.keys())]
    for claim in claims:
        evidence = evidence_of(claim, by_key)
        resources += [*evidence, assessment_of(claim, [str(one["id"]) for one in evidence])]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": full_url(str(one["id"])), "resource": one} for one in resources],
        "issues": _issues(view),
    }


def _named(claims: list[ClaimView]) -> set[str]:
    """Citekeys of the works that claims cite, that were considered, or that rated."""
    found: set[str] = set()
    for claim in claims:
        found.update(work.citekey for work in claim.references)
        found.update(work.reference.citekey for work in claim.considered)
        found.update(rating.reported_by for rating in claim.ratings)
    return found


def _issues(view: EvidenceView) -> Node:
    made = f"Written by needle-evidence {view.version}."
    return {
        "resourceType": "OperationOutcome",
        "issue": [
            {"severity": "information", "code": "informational", "details": {"text": text}}
            for text in (made, CAUTION, GRADE.disclaimer)
        ],
    }
