"""Listing claims and references, and everything about one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from needle_evidence.api.checking import check_library
from needle_evidence.appraisal.assessment import Balance, ClaimAssessment, assess, stands
from needle_evidence.appraisal.cited_work import AppraisedWork, StudyDesign, study_design
from needle_evidence.appraisal.claim_status import ClaimStatus, StatusReport
from needle_evidence.appraisal.printable_sentence import PrintableSentence, printable_sentence
from needle_evidence.appraisal.sign_off import SignOffState
from needle_evidence.appraisal.verdict import reference_verdict
from needle_evidence.appraisal.verdict_words import source_label
from needle_evidence.appraisal.wording import WordingVerdict
from needle_evidence.config import Config
from needle_evidence.errors import UsageError
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.anchor import Placement
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Finding, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference

__all__ = [
    "AppraisedWork",
    "Balance",
    "ClaimDetails",
    "ReferenceDetails",
    "list_claims",
    "list_references",
    "show",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimDetails:
    """Everything known about one claim.

    printable: the sentence that may be printed instead. findings: about this claim.
    missing: what the claim lacks to stand, in words; empty where it stands. places: where it
    stands in articles now.
    """

    claim: Claim
    assessment: ClaimAssessment
    printable: PrintableSentence
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    places: tuple[Placement, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceDetails:
    """Everything known about one reference; used_by are the claims that cite it.

    design: the study design, stated or inferred from words. considered_for: claims about which
    it has a recorded result and which do not cite it. verification: what sources say of it, in
    words; empty where nobody was asked and its title tells nothing.
    """

    reference: Reference
    design: StudyDesign
    used_by: tuple[Claim, ...]
    considered_for: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    verification: tuple[str, ...] = ()


def list_claims(
    library: Library, *, uncited: bool = False, topic: str = "", cites: str = ""
) -> tuple[tuple[Claim, StatusReport], ...]:
    """The claims with their status, in file order.

    uncited: only those that need evidence and list no known reference. topic: only this one,
    in any letter case. cites: only those that list this citekey. Raises UsageError for a
    topic or citekey that nothing has, with the nearest ones.
    """
    topics = {claim.topic.casefold() for claim in library.claims}
    if topic and topic.casefold() not in topics:
        known = dict.fromkeys(claim.topic for claim in library.claims if claim.topic)
        raise UsageError(f"No claim has the topic {topic}.", suggestion(topic, known))
    if cites and cites not in library.claims_by_reference:
        if cites in library.reference_by_key:
            return ()
        raise _unknown_key(library, cites)
    return tuple(
        (claim, assessment.status)
        for claim, assessment in zip(library.claims, assess(library), strict=True)
        if (not topic or claim.topic.casefold() == topic.casefold())
        and (not cites or cites in claim.references)
        and (not uncited or (claim.needs_evidence and not library.cited(claim)))
    )


def list_references(library: Library, *, unused: bool = False) -> tuple[ReferenceDetails, ...]:
    """The works of the library in file order; unused: only those that no claim cites."""
    return tuple(
        _details(library, reference, ())
        for reference in library.references
        if reference.is_work and not (unused and reference.key in library.claims_by_reference)
    )


def show(
    library: Library, name: str, config: Config | None = None
) -> tuple[ClaimDetails | ReferenceDetails, ...]:
    """Everything about the claims with this id and the reference with this citekey.

    Usually one; several where an id is doubled or a citekey equals a claim id. Raises
    UsageError where nothing has the name, with the nearest ones.
    """
    claims = [claim for claim in library.claims if claim.claim_id == name]
    reference = library.reference_by_key.get(name)
    if not claims and reference is None:
        known = [claim.claim_id for claim in library.claims] + list(library.reference_by_key)
        raise UsageError(
            f"There is no claim and no reference {name}.",
            suggestion(name, known)
            or "`needle-evidence claims` and `needle-evidence refs` list them.",
        )
    findings = tuple(f for f in check_library(library, config).findings if f.subject == name)
    details: list[ClaimDetails | ReferenceDetails] = [
        _claim_details(library, assessment, findings)
        for assessment in assess(library)
        if assessment.claim.claim_id == name
    ]
    if reference is not None:
        own = tuple(f for f in findings if f.location.path == library.references_path)
        details.append(_details(library, reference, own))
    return tuple(details)


def missing_by_claim(library: Library, config: Config | None = None) -> dict[str, tuple[str, ...]]:
    """What keeps each claim from standing, by claim id; () for one that stands."""
    by_subject: dict[str, list[Finding]] = {}
    for finding in check_library(library, config).findings:
        by_subject.setdefault(finding.subject, []).append(finding)
    return {
        assessment.claim.claim_id: _claim_details(
            library, assessment, tuple(by_subject.get(assessment.claim.claim_id, ()))
        ).missing
        for assessment in assess(library)
    }


def _claim_details(
    library: Library, assessment: ClaimAssessment, findings: tuple[Finding, ...]
) -> ClaimDetails:
    """findings: whose subject is the claim's id, which other rows or a work may share."""
    claim = assessment.claim
    elsewhere = {library.claims_path, library.references_path}
    own = tuple(
        finding
        for finding in findings
        if finding.location.path not in elsewhere
        or (finding.location.path, finding.location.line)
        == (claim.location.path, claim.location.line)
    )
    return ClaimDetails(
        claim=claim,
        assessment=assessment,
        printable=printable_sentence(assessment),
        findings=own,
        missing=() if stands(assessment, own) else tuple(_missing(assessment, own)),
        places=library.placements.get(claim.claim_id, ()),
    )


def _missing(assessment: ClaimAssessment, findings: tuple[Finding, ...]) -> Iterator[str]:
    """What keeps a claim from standing, in the order of the rule (see `stands`)."""
    status, verdict = assessment.status.status, assessment.wording.verdict
    signed = assessment.sign_off.state
    if status is not ClaimStatus.SUPPORTED:
        yield f"{status.label[:1].lower()}{status.label[1:]}"
    if verdict not in (WordingVerdict.LICENSED, WordingVerdict.UNDER_CLAIM):
        yield f"wording {verdict.value.replace('_', ' ')}"
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if errors:
        yield f"{errors} error{'s are' if errors > 1 else ' is'} open"
    if signed is not SignOffState.APPROVED:
        yield signed.label


def _details(
    library: Library, reference: Reference, findings: tuple[Finding, ...]
) -> ReferenceDetails:
    return ReferenceDetails(
        reference=reference,
        design=study_design(reference),
        used_by=library.claims_by_reference.get(reference.key, ()),
        considered_for=tuple(
            claim
            for claim_id in dict.fromkeys(
                result.claim_id for result in library.results if result.citekey == reference.key
            )
            for claim in library.claims_by_id.get(claim_id, ())
            if reference.key not in claim.references
        ),
        findings=findings,
        verification=_verification(library, reference),
    )


def _verification(library: Library, reference: Reference) -> tuple[str, ...]:
    verdict = reference_verdict(library, reference)
    if "verifications" not in library.available and not verdict.notice.is_found:
        return ()
    asked = ", ".join(map(source_label, verdict.sources))
    on = f" ({asked}{f', {verdict.oldest}' if verdict.oldest else ''})" if asked else ""
    return (f"{verdict.verdict.label}{on}", *verdict.reasons)


def _unknown_key(library: Library, key: str) -> UsageError:
    known = [*library.reference_by_key, *library.claims_by_reference]
    return UsageError(
        f"No claim cites {key}, and no reference has that citekey.", suggestion(key, known)
    )
