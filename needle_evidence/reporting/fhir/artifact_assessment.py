"""What was made of a claim as a whole, as a FHIR R5 ArtifactAssessment."""

from __future__ import annotations

from collections.abc import Iterable

from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.fhir.citation import citation_id
from needle_evidence.reporting.fhir.plain_elements import (
    day,
    full_url,
    markdown,
    named,
    plain,
    reference_to,
    resource_id,
)
from needle_evidence.reporting.fhir.published_codes import (
    CERTAINTIES,
    CERTAINTY_RATING,
    CERTAINTY_TYPE,
    concept,
)
from needle_evidence.reporting.known_parts import Node, known
from needle_evidence.reporting.tables.rating_words import certainty_in_words


def assessment_of(claim: ClaimView, evidence: Iterable[str]) -> Node:
    """The status, the certainty, the wording and the sign-off of a claim.

    evidence: the ids of its Evidence. The artifact is the claim itself, by its words: of the
    page only the path is known. `disposition` and `workflowStatus` answer comments, which a
    sign-off is not, so both are left out.
    """
    signed = claim.sign_off
    claim_id = named("claim id", claim.claim.claim_id)
    contents = (
        _status(claim, evidence),
        _standing(claim),
        _certainty(claim),
        _wording(claim),
        _sign_off(claim),
    )
    return known(
        {
            "resourceType": "ArtifactAssessment",
            "id": resource_id("ArtifactAssessment", claim.anchor),
            "identifier": [claim_id],
            "title": plain(f"Assessment of the claim {claim.claim.claim_id}"),
            "approvalDate": day(signed.when) if signed.state == "approved" else "",
            "lastReviewDate": day(signed.when),
            "artifactReference": known(
                {"identifier": claim_id, "display": plain(claim.claim.text)}
            ),
            "content": [content for content in contents if content],
        }
    )


def _status(claim: ClaimView, evidence: Iterable[str]) -> Node:
    """`supported` never stands without its certainty."""
    report = claim.report
    works = [f"{report.appraised} of {report.cited} cited works appraised"] if report.cited else []
    certainty = claim.certainty_label or certainty_in_words(claim)
    derived = [("derived-from", {"reference": full_url(one)}) for one in evidence]
    cited = [
        ("cites", reference_to(citation_id(work.citekey), work.short_name))
        for work in claim.references
    ]
    return known(
        {
            "informationType": "classifier",
            "summary": markdown("; ".join((claim.status_label, certainty, *works))),
            "type": {"text": "Status"},
            "classifier": [{"text": claim.status_label}],
            "relatedArtifact": [
                {"type": kind, "resourceReference": to} for kind, to in (*derived, *cited)
            ],
        }
    )


def _standing(claim: ClaimView) -> Node:
    may = "may" if claim.stands else "may not"
    return {
        "informationType": "classifier",
        "summary": f"The claim {may} be published as backed.",
        "type": {"text": "Standing"},
        "classifier": [{"text": "stands" if claim.stands else "does not stand"}],
    }


def _certainty(claim: ClaimView) -> Node:
    if claim.certainty is None:
        return {}
    return known(
        {
            "informationType": "rating",
            "summary": markdown(claim.certainty_why),
            "type": concept(CERTAINTY_TYPE, "Overall"),
            "classifier": [
                concept(CERTAINTY_RATING, CERTAINTIES[claim.certainty], claim.certainty.label)
            ],
        }
    )


def _wording(claim: ClaimView) -> Node:
    if not claim.judges:
        return {}
    wording = claim.wording
    sentence = wording.printable
    may = f"{sentence.clinician} {sentence.limits}".strip()
    lines = (
        f"{wording.label}: “{wording.text}”",
        *wording.reasons,
        wording.not_checked,
        f"May be printed: {may}" if may else sentence.why,
    )
    return {
        "informationType": "comment",
        "summary": markdown("\n".join(line for line in lines if line)),
        "type": {"text": "Wording"},
    }


def _sign_off(claim: ClaimView) -> Node:
    signed = claim.sign_off
    lines = (signed.label, signed.note, *signed.changes)
    return known(
        {
            "informationType": "comment",
            "summary": markdown("\n".join(line for line in lines if line)),
            "type": {"text": "Sign-off"},
            "author": known({"display": plain(signed.who)}),
        }
    )
