"""The evidence profile: how each certainty came about, laid out as GRADE's evidence profiles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from needle_evidence.model.certainty import LOWERING_DOMAINS, RAISING_DOMAINS
from needle_evidence.reporting.claim_view import ClaimView, RatingView
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.tables.claims_table import CERTAINTY_CODES, CLAIMS
from needle_evidence.reporting.tables.outcome_rows import effects_in_words, outcome_rows
from needle_evidence.reporting.tables.rating_words import (
    domain_in_words,
    domain_points,
    rating_in_words,
)
from needle_evidence.reporting.tables.table import Field, Kind, Table, field, rows_of


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A rating of a claim; effects: the results of the same outcome, in words."""

    claim: ClaimView
    rating: RatingView
    effects: str


def evidence_profile(view: EvidenceView) -> Table:
    """A row per recorded rating: claim × outcome × comparator × time point × who rated it.

    A rating that a review reported has no domains here: they stand in the review. Source of
    the layout: GRADE Handbook 5.1, evidence profiles.
    """
    return Table(
        name="evidence-profile",
        title="Evidence profile",
        about="One row per rating of the certainty of one outcome, with what lowered and raised "
        "it. Effects are those recorded for the outcome; nothing is pooled.",
        columns=tuple(one.column for one in _FIELDS),
        rows=rows_of(_FIELDS, (row for claim in view.claims for row in _rows(claim))),
        links=(("claim_id", CLAIMS),),
    )


def _rows(claim: ClaimView) -> Iterator[_Row]:
    for outcome in outcome_rows(claim):
        effects = effects_in_words(outcome.results)
        for rating in outcome.ratings:
            yield _Row(claim=claim, rating=rating, effects=effects)


def _rated_by(row: _Row) -> str:
    rating = row.rating
    if rating.kind == "judged":
        return f"judged by {rating.appraiser}" if rating.appraiser else "judged by nobody named"
    place = f", {rating.locator}" if rating.locator else ""
    copied = f"; copied by {rating.appraiser}" if rating.appraiser else ""
    return f"reported by {rating.reported_by or 'nobody named'}{place}{copied}"


def _domain(name: str) -> tuple[Field[_Row], Field[_Row]]:
    """A domain in words, and the points that it moves."""
    words = name.replace("_", " ")
    return (
        field(
            name, f"GRADE domain {words}: the judgement and its reason.",
            lambda r: domain_in_words(r.rating, name), width=20,
        ),
        field(
            f"{name}_points", f"Points by which {words} moves the certainty.",
            lambda r: domain_points(r.rating, name), kind=Kind.INTEGER, for_programs=True,
        ),
    )  # fmt: skip


_OUTCOME: tuple[Field[_Row], ...] = (
    field("claim_id", "The claim.", lambda r: r.claim.claim.claim_id, width=20),
    field("claim", "The claim in one sentence.", lambda r: r.claim.claim.text, width=28),
    field("topic", "Its topic.", lambda r: r.claim.claim.topic, for_programs=True),
    field("outcome", "What was measured.", lambda r: r.rating.outcome, width=16),
    field("comparator", "Compared with what.", lambda r: r.rating.comparator, width=16),
    field("timepoint", "When.", lambda r: r.rating.timepoint, title="Time point", width=11),
    field("population", "In whom.", lambda r: r.rating.record.population, width=20),
    field("importance", "How much the outcome matters to patients.",
          lambda r: r.rating.record.importance,
          choices=("critical", "important", "not_important"), width=11),
    field("studies", "Number of studies.", lambda r: r.rating.record.studies,
          kind=Kind.INTEGER, width=8),
    field("participants", "Number of people.", lambda r: r.rating.record.participants,
          kind=Kind.INTEGER, width=11),
    field("start", "Design of the studies, from which the certainty starts.",
          lambda r: r.rating.record.start, title="Design",
          choices=("randomized", "observational"), width=13),
)  # fmt: skip
_VERDICT: tuple[Field[_Row], ...] = (
    field("effects", "The results recorded for this outcome, each with its interval and unit.",
          lambda r: r.effects, width=40),
    field("certainty", "The certainty; empty where GRADE gives none.",
          lambda r: r.rating.certainty.value if r.rating.certainty else "",
          choices=CERTAINTY_CODES, for_programs=True),
    field("certainty_in_words", "The certainty with its symbol, or why there is none.",
          lambda r: rating_in_words(r.rating), title="Certainty", width=18),
    field("direction", "Direction of the effect, as rated.", lambda r: r.rating.record.direction,
          choices=("reduces", "increases", "none"), width=10),
    field("effect_size", "Its size against the minimal important difference, as rated.",
          lambda r: r.rating.record.effect_size,
          choices=("large", "moderate", "small", "trivial"), width=9),
    field("rating", "Copied from a review, or judged by a person.", lambda r: r.rating.kind,
          choices=("reported", "judged"), for_programs=True),
    field("rated_by", "Whose rating it is.", _rated_by, width=22),
    field("label", "What the certainty may be called.", lambda r: r.rating.label, width=22),
    field("governs", "Whether it is the rating that licenses the claim's wording.",
          lambda r: r.rating.governs, kind=Kind.BOOLEAN, title="Licenses wording", width=9),
    field("rated_on", "When it was recorded.", lambda r: r.rating.record.appraised_on,
          kind=Kind.DATE, width=11),
    field("note", "A note of whoever recorded it.", lambda r: r.rating.record.note, width=28),
    field("line", "Line of its row in the certainty table.",
          lambda r: r.rating.record.location.line, kind=Kind.INTEGER, for_programs=True),
)  # fmt: skip
_DOMAINS = tuple(one for name in (*LOWERING_DOMAINS, *RAISING_DOMAINS) for one in _domain(name))
_FIELDS = (*_OUTCOME, *_DOMAINS, *_VERDICT)
