"""What checks of retraction share: which works are told of, by whom, and who cites them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from needle_evidence.appraisal.verdict import ReferenceVerdict, verdicts
from needle_evidence.appraisal.verdict_words import record_in_words, told_by
from needle_evidence.model.finding import Location, NotChecked, Problem
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference
from needle_evidence.model.verification import NoticeState, Verification

_MOST = 5  # names in one message
_NOBODY_ASKED = "there is no appraisal/verification.csv, so only titles were looked at"


def works_with(
    library: Library, *states: NoticeState
) -> Iterator[tuple[Reference, ReferenceVerdict]]:
    """The works in one of these states, in file order, each with its verdict."""
    found = verdicts(library)
    for reference in library.references:
        if reference.is_work and found[reference.key].notice in states:
            yield reference, found[reference.key]


def only_titles(library: Library) -> Iterator[NotChecked]:
    """Says that no source was asked, where none was and there is a work to ask about."""
    if "verifications" not in library.available and any(r.is_work for r in library.references):
        yield NotChecked(reason=_NOBODY_ASKED)


def notice_problem(
    library: Library, reference: Reference, verdict: ReferenceVerdict, lead: str, way_out: str = ""
) -> Problem:
    """A problem with a cited work: what is told of it, by whom, and which claims cite it.

    lead: what is the matter, as a whole clause without full stop.
    """
    return Problem(
        message=f"{lead}: {told(verdict)}. {citing(library, reference.key)}",
        location=place(reference),
        subject=reference.key,
        way_out=way_out,
    )


def told(verdict: ReferenceVerdict) -> str:
    """Who tells of the state: "retracted, says Crossref (2026-05-01; doi:…); …"."""
    rows = [row for row in verdict.notices if row.notice is verdict.notice]
    return one_line("; ".join(map(told_by, rows[:3])), 500) + ("; …" if len(rows) > 3 else "")


def record_told(verdict: ReferenceVerdict) -> str:
    """How the registries' records fit, by source, at most three of them."""
    return one_line("; ".join(map(record_in_words, verdict.record_rows[:3])), 600)


def citing(library: Library, key: str) -> str:
    """Which claims cite a work, as a sentence."""
    claims = [one_line(c.claim_id, 60) for c in library.claims_by_reference.get(key, ())]
    if not claims:
        return "No claim cites it."
    more = f" and {len(claims) - _MOST} more" if len(claims) > _MOST else ""
    return f"Cited by {', '.join(claims[:_MOST])}{more}."


def named(reference: Reference) -> str:
    """A work by its citekey, fit for a message."""
    return one_line(reference.key, 80)


def place(reference: Reference, *rows: Verification) -> Location:
    """The entry's field by which the rows' source was asked, else its title."""
    schemes: Sequence[str] = [row.scheme for row in rows] or ["doi", "pmid"]
    field = next((name for name in schemes if name in reference.field_lines), "title")
    return reference.place(field)
