"""NE611: a claim cites a work that was retracted and replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from needle_evidence.appraisal.verdict import ReferenceVerdict
from needle_evidence.checks.check import Check
from needle_evidence.checks.notices import named, notice_problem, only_titles, told, works_with
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.verification import NoticeState


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for reference, verdict in works_with(library, NoticeState.REPLACEMENT):
        claims = library.claims_by_reference.get(reference.key, ())
        for claim in claims:
            yield Problem(
                message=f"The claim cites {named(reference)}, which was retracted and replaced: "
                f"{told(verdict)}.",
                location=claim.cell("references"),
                subject=claim.claim_id,
                way_out=_way_out(verdict),
            )
        if not claims:
            lead = f"{named(reference)} was retracted and replaced"
            problem = notice_problem(library, reference, verdict, lead, _way_out(verdict))
            yield replace(problem, severity=Severity.WARNING)
    yield from only_titles(library)


def _way_out(verdict: ReferenceVerdict) -> str:
    """Names the notice, through which the mended version is found."""
    rows = [row for row in verdict.notices if row.notice is NoticeState.REPLACEMENT]
    named = next((row.notice_id for row in rows if row.notice_id), "")
    if not named:
        return ""
    return (
        f"Read {one_line(named, 120)}, and cite the version that replaces this one if it still "
        "shows what the claim says."
    )


CHECK = Check(
    code="NE611",
    name="retracted-and-replaced",
    severity=Severity.ERROR,
    summary="A claim cites a work that was retracted and republished in a mended form.",
    why=(
        "The first version was taken back for an honest error that changed its results; the "
        "mended one may say something else. What is cited counts like any retracted work: nowhere."
    ),
    bad="pubmed says: replacement, doi:10.1234/mended",
    good="the reference gives the DOI of the mended version",
    way_out=(
        "Cite the version that replaces it, and record anew what that one shows: needle-evidence "
        "appraise CLAIM_ID CITEKEY."
    ),
    look=_look,
)
