"""Listing claims and references, and everything about one of them."""

from __future__ import annotations

from dataclasses import dataclass

from needle_evidence.api.checking import check_library
from needle_evidence.api.evidence import status_of
from needle_evidence.appraisal.claim_status import StatusReport
from needle_evidence.appraisal.study_design import design_label
from needle_evidence.config import Config
from needle_evidence.errors import UsageError
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Finding
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimDetails:
    """Everything known about one claim; references are the known ones it cites."""

    claim: Claim
    status: StatusReport
    references: tuple[Reference, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceDetails:
    """Everything known about one reference; used_by are the claims that cite it.

    design: the study design in words, "" where it is not recorded.
    """

    reference: Reference
    design: str
    used_by: tuple[Claim, ...]
    findings: tuple[Finding, ...]


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
        (claim, status_of(library, claim))
        for claim in library.claims
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
        ClaimDetails(
            claim=claim,
            status=status_of(library, claim),
            references=library.cited(claim),
            findings=_in(findings, claim.location.path),
        )
        for claim in claims
    ]
    if reference is not None:
        details.append(_details(library, reference, _in(findings, reference.location.path)))
    return tuple(details)


def _details(
    library: Library, reference: Reference, findings: tuple[Finding, ...]
) -> ReferenceDetails:
    return ReferenceDetails(
        reference=reference,
        design=design_label(reference.text("studydesign")),
        used_by=library.claims_by_reference.get(reference.key, ()),
        findings=findings,
    )


def _in(findings: tuple[Finding, ...], path: str) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.location.path == path)


def _unknown_key(library: Library, key: str) -> UsageError:
    known = [*library.reference_by_key, *library.claims_by_reference]
    return UsageError(
        f"No claim cites {key}, and no reference has that citekey.", suggestion(key, known)
    )
