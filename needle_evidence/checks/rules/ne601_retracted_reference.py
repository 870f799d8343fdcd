"""NE601: a claim cites a work that was retracted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from needle_evidence.appraisal.verdict import verdicts
from needle_evidence.checks.check import Check
from needle_evidence.checks.notices import named, notice_problem, only_titles, told, works_with
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.verification import NoticeState


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for reference, verdict in works_with(library, NoticeState.RETRACTION):
        claims = library.claims_by_reference.get(reference.key, ())
        for claim in claims:
            yield Problem(
                message=f"The claim cites {named(reference)}: {told(verdict)}.",
                location=claim.cell("references"),
                subject=claim.claim_id,
            )
        if not claims:
            lead = f"{named(reference)} was retracted"
            problem = notice_problem(library, reference, verdict, lead)
            yield replace(problem, severity=Severity.WARNING)
    yield from only_titles(library)
    yield from _unasked(library)


def _unasked(library: Library) -> Iterator[NotChecked]:
    """One line for all works of which nobody knows; NE608 names them."""
    if "verifications" not in library.available:
        return
    used = [v for key, v in verdicts(library).items() if key in library.claims_by_reference]
    unknown = [v for v in used if v.notice in (NoticeState.UNCHECKED, NoticeState.UNKNOWN)]
    if unknown:
        yield NotChecked(
            reason=f"whether {len(unknown)} of {len(used)} cited works were retracted is not "
            "known (NE608 names them)"
        )


CHECK = Check(
    code="NE601",
    name="retracted-reference",
    severity=Severity.ERROR,
    summary="A claim cites a work that was retracted.",
    why=(
        "A retracted work shows nothing: its authors or its publisher took it back. It counts in "
        "no status, no balance and no certainty. One source that says so is enough, for each of "
        "them misses some; a title that begins with “RETRACTED:” is such a source."
    ),
    bad="title = {RETRACTED: Needling and hip pain}",
    good="title = {Needling and hip pain}, and no source knows of a retraction",
    way_out=(
        "Take the reference off the claim, or cite another work, and word the claim for what is "
        "left; `needle-evidence impact CITEKEY` shows what falls with it."
    ),
    look=_look,
)
