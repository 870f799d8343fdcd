"""The summary of findings: per claim and outcome, the effect, how certain it is, what it means."""

from __future__ import annotations

from needle_evidence.reporting.claim_view import RatingView
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.reference_view import compared_with
from needle_evidence.reporting.tables.claims_table import CERTAINTY_CODES, CLAIMS
from needle_evidence.reporting.tables.outcome_rows import (
    OutcomeRow,
    effects_in_words,
    minimal_important_differences,
    outcome_rows,
    studied_instead,
)
from needle_evidence.reporting.tables.rating_words import certainty_in_words, footnote, with_symbol
from needle_evidence.reporting.tables.table import Field, Kind, Table, field, rows_of

_NO_STUDY = "no study recorded, so no rating"
_NO_RESULT = "no result recorded"


def summary_of_findings(view: EvidenceView) -> Table:
    """A row per health-effect claim × outcome × comparator × time point.

    A claim of which nothing is recorded has one row that says so. Every rating has its
    footnote. Source of the layout: GRADE Handbook 5.1, summary of findings tables.
    """
    claims = (claim for claim in view.claims if claim.judges)
    return Table(
        name="summary-of-findings",
        title="Summary of findings",
        about="One row per health-effect claim and outcome. Effects stand as each work gives "
        "them; nothing is pooled.",
        columns=tuple(one.column for one in _FIELDS),
        rows=rows_of(_FIELDS, (row for claim in claims for row in outcome_rows(claim))),
        links=(("claim_id", CLAIMS),),
    )


def lowest(row: OutcomeRow) -> RatingView | None:
    """The rating of an outcome that counts: the one that licenses, else the lowest."""
    rated = [rating for rating in row.ratings if rating.certainty is not None]
    return min(rated, key=_rank, default=None)


def _rank(rating: RatingView) -> tuple[bool, int]:
    return not rating.governs, rating.certainty.points if rating.certainty else 0


def _certainty(row: OutcomeRow) -> str:
    rating = lowest(row)
    return rating.certainty.value if rating and rating.certainty else ""


def _certainty_words(row: OutcomeRow) -> str:
    rating = lowest(row)
    if rating is not None and rating.certainty is not None:
        rated = sum(one.certainty is not None for one in row.ratings)
        of_several = f"; the lowest of {rated} ratings" if rated > 1 else ""
        return f"{with_symbol(rating.certainty)}, {rating.kind}{of_several}"
    if row.ratings:
        return "no certainty: see comments"
    return "certainty not judged" if row.results else _NO_STUDY


def _effects(row: OutcomeRow) -> str:
    return effects_in_words(row.results) or _NO_RESULT


def _population(row: OutcomeRow) -> str:
    rated = (rating.record.population for rating in row.ratings)
    said = row.claim.claim.population
    return next((text for text in rated if text), studied_instead(row, "population") or said)


def _comparison(row: OutcomeRow) -> str:
    against = compared_with(row.comparator) or "comparator not recorded"
    tried = studied_instead(row, "intervention") or row.claim.claim.intervention
    return f"{tried or 'intervention not recorded'}, {against}"


def _number(row: OutcomeRow, name: str) -> int | None:
    """Studies or participants: as the rating says, else of the only result there is."""
    rating = lowest(row) or next(iter(row.ratings), None)
    found: int | None = getattr(rating.record, name) if rating else None
    if found is None and name == "participants" and len(row.results) == 1:
        found = row.results[0].result.record.participants
    return found


def _statement(row: OutcomeRow) -> str:
    return row.claim.wording.printable.clinician if row.told else ""


def _comments(row: OutcomeRow) -> str:
    lines = [footnote(rating) for rating in row.ratings]
    printable = row.claim.wording.printable
    if row.told and not printable.clinician and printable.why:
        lines.append(f"No sentence is licensed: {printable.why}")
    if row.told and printable.limits:
        lines.append(f"To be printed beside the sentence: {printable.limits}")
    return "\n".join(lines)


_FIELDS: tuple[Field[OutcomeRow], ...] = (
    field("claim_id", "The claim.", lambda r: r.claim.claim.claim_id, width=20),
    field("claim", "The claim in one sentence.", lambda r: r.claim.claim.text, width=28),
    field("topic", "Its topic.", lambda r: r.claim.claim.topic, for_programs=True),
    field("outcome", "What was measured.", lambda r: r.outcome, width=16),
    field("population", "In whom: as rated, else as studied where that differs, else as "
          "the claim says it.", _population, width=20),
    field("comparison", "What was compared with what.", _comparison, width=22),
    field("timepoint", "When.", lambda r: r.timepoint, title="Time point", width=11),
    field("effects", "Each recorded result: effect, 95% confidence interval, unit, stance.",
          _effects, title="Effects, as recorded", width=44),
    field("mid", "Smallest difference that matters to patients, with its source.",
          lambda r: minimal_important_differences(r.results),
          title="Minimal important difference", width=16),
    field("participants", "Number of people: of the rating, else of the only result.",
          lambda r: _number(r, "participants"), kind=Kind.INTEGER, width=11),
    field("studies", "Number of studies of the rating.",
          lambda r: _number(r, "studies"), kind=Kind.INTEGER, width=8),
    field("certainty", "The certainty of this outcome; empty where there is none.",
          _certainty, choices=CERTAINTY_CODES, for_programs=True),
    field("certainty_in_words", "The same with its symbol, or that there is none.",
          _certainty_words, title="Certainty", width=18),
    field("status", "Status of the claim, with the certainty that licenses its wording.",
          lambda r: f"{r.claim.status_label}; {certainty_in_words(r.claim)}",
          title="Status of the claim", width=20),
    field("statement", "The sentence that may be printed, beside the outcome it is about.",
          _statement, title="May be printed", width=40),
    field("comments", "Footnotes: what lowered the certainty, who rated it, what must be said.",
          _comments, width=44),
)  # fmt: skip
