"""NE301: a row in `appraisal/` about a claim that does not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from needle_evidence.checks.check import Check
from needle_evidence.checks.rename_offers import rename_words, renamed_claims
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.decision import Review, Search
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

# Looking for the nearest name among thousands is slow; many lost names have one cause.
_MOST_OFFERS = 10
_REVIEW_AGAIN = "Where the claim was renamed, review it under its new id."


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
    lost = [row for row in rows if row.claim_id not in library.claims_by_id]
    unread = {
        problem.subject: problem.location.line
        for problem in library.unread
        if problem.location.path == library.claims_path
    }
    offers = _offers([row.claim_id for row in lost], library.claims_by_id)
    renamed = renamed_claims(library, {row.claim_id for row in lost})
    for row in lost:
        shown = one_line(row.claim_id, 80)
        new = renamed.get(row.claim_id, "")
        move = rename_words("claim", row.claim_id, new) if new else ""
        if shown in unread:
            yield _unread(library, row, unread[shown])
        elif isinstance(row, Review):
            yield _lost_review(library, row, offers.get(row.claim_id, ""), move)
        else:
            message = f"There is no claim {shown} in {library.claims_path}; the row counts nowhere."
            yield Problem(
                message=f"{message} {offers.get(row.claim_id, '')}".strip(),
                location=row.cell("claim_id"),
                subject=shown,
                way_out=f"{move} Else delete the row." if move else "",
            )
    yield from _topics(library)


def _offers(wanted: list[str], known: Mapping[str, object]) -> dict[str, str]:
    """The nearest known names of the first few unknown ones."""
    first = list(dict.fromkeys(wanted))[:_MOST_OFFERS]
    return {name: one_line(suggestion(name, known), 300) for name in first}


def _unread(library: Library, row: _Row, line: int | None) -> Problem:
    shown = one_line(row.claim_id, 80)
    return Problem(
        message=f"The claim {shown} could not be read (line {line} of {library.claims_path}), "
        "so this row counts nowhere.",
        location=row.cell("claim_id"),
        subject=shown,
        way_out=f"Complete that row of {library.claims_path}; this one may stay.",
    )


def _lost_review(library: Library, review: Review, offer: str, move: str) -> Problem:
    """Sign-offs are a history that only grows: one of a deleted claim is no error."""
    shown = one_line(review.claim_id, 80)
    message = f"There is no claim {shown} in {library.claims_path}; the sign-off counts nowhere."
    return Problem(
        message=f"{message} {offer}".strip(),
        location=review.cell("claim_id"),
        subject=shown,
        way_out=f"{move or _REVIEW_AGAIN} Where it was deleted, delete the row or waive this.",
        severity=Severity.NOTE,
    )


def _topics(library: Library) -> Iterator[Problem]:
    known = {claim.topic.casefold(): claim.topic for claim in library.claims if claim.topic}
    lost = [
        search
        for search in library.searches
        if not search.claim_id and search.topic.casefold() not in known
    ]
    offers = _offers([search.topic for search in lost], dict.fromkeys(known.values()))
    for search in lost:
        if search.topic:
            yield _lost_topic(search, offers.get(search.topic, ""))
        else:
            yield Problem(
                message="The search names neither a claim nor a topic; it counts nowhere.",
                location=search.cell("claim_id"),
                subject=search.location.path,
                way_out="Write the claim's id, or the topic, as it stands in claims.csv.",
            )


def _lost_topic(search: Search, offer: str) -> Problem:
    shown = one_line(search.topic, 80)
    return Problem(
        message=f"No claim has the topic “{shown}”; the search counts nowhere. {offer}".strip(),
        location=search.cell("topic"),
        subject=shown,
        way_out="Write the topic as it stands in claims.csv, or delete the row.",
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
