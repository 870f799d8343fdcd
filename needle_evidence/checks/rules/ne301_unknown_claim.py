"""NE301: a row in `appraisal/` about a claim that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from needle_evidence.checks.check import Check
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

# Looking for the nearest name is slow; a table of thousands of lost rows has one cause.
_MOST_OFFERS = 50


class _Row(Protocol):
    @property
    def claim_id(self) -> str: ...
    def cell(self, column: str) -> Location: ...


def _look(library: Library) -> Iterator[Problem]:
    rows: tuple[_Row, ...] = (
        *library.results,
        *library.ratings,
        *(search for search in library.searches if search.claim_id),
        *library.reviews,
    )
    offered = 0
    for row in rows:
        if row.claim_id in library.claims_by_id:
            continue
        shown = one_line(row.claim_id, 80)
        offer = suggestion(row.claim_id, library.claims_by_id) if offered < _MOST_OFFERS else ""
        offered += 1
        yield Problem(
            message=f"There is no claim {shown} in {library.claims_path}; the row counts nowhere."
            + (f" {offer}" if offer else ""),
            location=row.cell("claim_id"),
            subject=shown,
        )
    yield from _topics(library)


def _topics(library: Library) -> Iterator[Problem]:
    topics = {claim.topic.casefold() for claim in library.claims if claim.topic}
    for search in library.searches:
        if search.claim_id or search.topic.casefold() in topics:
            continue
        shown = one_line(search.topic, 80)
        known = dict.fromkeys(claim.topic for claim in library.claims if claim.topic)
        message = f"No claim has the topic “{shown}”." if shown else "The row names no claim."
        yield Problem(
            message=f"{message} {suggestion(search.topic, known)}".strip(),
            location=search.cell("topic" if shown else "claim_id"),
            subject=shown or search.location.path,
        )


CHECK = Check(
    code="NE301",
    name="unknown-claim",
    severity=Severity.ERROR,
    summary="A row in the appraisal folder is about a claim that claims.csv does not hold.",
    why=(
        "What somebody judged is lost when its claim was renamed or deleted: the claim then looks "
        "unappraised, and an approval or a contrary result counts nowhere."
    ),
    bad="claim_id,citekey,stance\nreduces-hip-pian,hall2018effects,supports",
    good="claim_id,citekey,stance\nreduces-hip-pain,hall2018effects,supports",
    way_out="Write the claim's id as it stands in claims.csv, or delete the row.",
    look=_look,
)
