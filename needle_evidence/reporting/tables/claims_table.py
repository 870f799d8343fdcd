"""The table of claims: status, certainty, wording, what may be printed, and sign-off."""

from __future__ import annotations

from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.appraisal.sign_off import SignOffState
from needle_evidence.appraisal.wording import WordingVerdict
from needle_evidence.model.certainty import Certainty
from needle_evidence.model.claim import Question
from needle_evidence.model.finding import Severity
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.tables.rating_words import certainty_in_words
from needle_evidence.reporting.tables.table import Field, Kind, Table, field, rows_of

CLAIMS = "claims"
NEEDS_NO_REFERENCE = "needs_no_reference"
CERTAINTY_CODES = tuple(certainty.value for certainty in Certainty)


def claims_table(view: EvidenceView) -> Table:
    """A row per claim, topic by topic as in the report."""
    return Table(
        name=CLAIMS,
        title="Claims",
        about="One row per claim: its status, how certain the evidence is, and its wording.",
        columns=tuple(one.column for one in _FIELDS),
        rows=rows_of(_FIELDS, view.claims),
        key="claim_id",
    )


def joined(parts: tuple[str, ...]) -> str:
    """Several values in one cell, "; " between."""
    return "; ".join(parts)


def _question(view: ClaimView) -> str:
    return view.claim.question.value if view.claim.question else ""


def _status(view: ClaimView) -> str:
    return view.status.value if view.status else NEEDS_NO_REFERENCE


def _places(view: ClaimView) -> str:
    found = [place for place in view.places if place.start >= 0]
    return joined(tuple(f"{one.location.path}:{one.location.line or ''}" for one in found))


def _errors(view: ClaimView) -> int:
    return sum(finding.severity is Severity.ERROR for finding in view.problems)


def _codes(view: ClaimView) -> str:
    return joined(tuple(dict.fromkeys(finding.code for finding in view.problems)))


_STATUSES = (*(status.value for status in ClaimStatus), NEEDS_NO_REFERENCE)
_QUESTIONS = tuple(question.value for question in Question)
_VERDICTS = tuple(verdict.value for verdict in WordingVerdict)
_SIGN_OFFS = tuple(state.value for state in SignOffState)

_CLAIM: tuple[Field[ClaimView], ...] = (
    field("claim_id", "Its name in the claims table.", lambda v: v.claim.claim_id, width=22),
    field("claim", "The claim in one sentence.", lambda v: v.claim.text, width=40),
    field("topic", "Its topic.", lambda v: v.claim.topic),
    field(
        "question", "What kind of question it asks.", _question, choices=_QUESTIONS, width=16,
    ),
    field("intervention", "What was done, as the claim says it.", lambda v: v.claim.intervention),
    field("population", "In whom.", lambda v: v.claim.population, width=20),
    field("comparator", "Compared with what.", lambda v: v.claim.comparator),
    field("outcome", "What is said to change.", lambda v: v.claim.outcome),
)  # fmt: skip
_EVIDENCE: tuple[Field[ClaimView], ...] = (
    field(
        "status", "What the cited works say, taken together. `supported` means that a cited "
        "study found it, not that it is true: read it with the certainty.",
        _status, choices=_STATUSES, for_programs=True,
    ),
    field(
        "status_in_words", "The status in words.", lambda v: v.status_label,
        title="Status", width=18,
    ),
    field(
        "certainty", "The certainty that licenses the wording; empty where none is recorded.",
        lambda v: v.certainty.value if v.certainty else "",
        choices=CERTAINTY_CODES, for_programs=True,
    ),
    field(
        "certainty_in_words", "The certainty with its GRADE symbol, or why there is none.",
        certainty_in_words, title="Certainty", width=18,
    ),
    field(
        "certainty_because", "Which rating the certainty is taken from, and why.",
        lambda v: v.certainty_why, width=30,
    ),
    field(
        "stands", "Whether the claim may be published as backed: supported, its wording checked "
        "and no over-claim, no error open, signed off.",
        lambda v: v.stands, kind=Kind.BOOLEAN, width=9,
    ),
    field(
        "works_cited", "Number of different works that it lists.",
        lambda v: v.report.cited, kind=Kind.INTEGER, width=9,
    ),
    field(
        "works_appraised", "How many of them a person appraised.",
        lambda v: v.report.appraised, kind=Kind.INTEGER, width=10,
    ),
    field(
        "cited_for", "Cited works that speak for it.",
        lambda v: v.cited_balance.supporting, kind=Kind.INTEGER, width=8,
    ),
    field(
        "cited_against", "Cited works that speak against it.",
        lambda v: v.cited_balance.refuting, kind=Kind.INTEGER, width=8,
    ),
    field(
        "cited_neither", "Cited works that settle nothing.",
        lambda v: v.cited_balance.neutral, kind=Kind.INTEGER, width=8,
    ),
    field(
        "considered_for", "Works that were considered, are not cited, and speak for it.",
        lambda v: v.considered_balance.supporting, kind=Kind.INTEGER, width=11,
    ),
    field(
        "considered_against", "Works that were considered, are not cited, and speak against it.",
        lambda v: v.considered_balance.refuting, kind=Kind.INTEGER, width=11,
    ),
    field(
        "considered_neither", "Works that were considered, are not cited, and settle nothing.",
        lambda v: v.considered_balance.neutral, kind=Kind.INTEGER, width=11,
    ),
    field(
        "last_search", "Day of the last recorded search for contrary evidence.",
        lambda v: v.last_search, kind=Kind.DATE, width=11,
    ),
)  # fmt: skip
_WORDING: tuple[Field[ClaimView], ...] = (
    field(
        "wording", "Whether the wording says more than the certainty licenses.",
        lambda v: v.wording.verdict, choices=_VERDICTS, for_programs=True,
    ),
    field(
        "wording_in_words", "The same in words.", lambda v: v.wording.label,
        title="Wording", width=16,
    ),
    field(
        "wording_because", "Why the wording says too much or too little, or was not checked.",
        lambda v: joined(v.wording.reasons) or v.wording.not_checked, width=30,
    ),
    field("judged_words", "The words that were judged.", lambda v: v.wording.text, width=30),
    field(
        "may_be_printed", "The sentence that the recorded evidence licenses; empty where none is.",
        lambda v: v.wording.printable.clinician, width=40,
    ),
    field(
        "in_plain_words", "The same for lay readers.",
        lambda v: v.wording.printable.plain, width=40,
    ),
    field(
        "beside_it", "What must be printed beside that sentence.",
        lambda v: v.wording.printable.limits, width=30,
    ),
    field(
        "cite_with_it", "Citekey of a work that must be cited with that sentence and is not yet.",
        lambda v: v.wording.printable.cite,
    ),
)  # fmt: skip
_RECORD: tuple[Field[ClaimView], ...] = (
    field(
        "sign_off", "How the last sign-off stands.", lambda v: v.sign_off.state,
        choices=_SIGN_OFFS, for_programs=True,
    ),
    field(
        "sign_off_in_words", "The same in words.", lambda v: v.sign_off.label, title="Sign-off",
    ),
    field("signed_by", "Who signed it off last.", lambda v: v.sign_off.who),
    field(
        "signed_on", "When.", lambda v: v.sign_off.when, kind=Kind.DATE, width=11,
    ),
    field(
        "references", "Citekeys of the works it cites that are in the reference list.",
        lambda v: joined(tuple(one.citekey for one in v.references)), width=24,
    ),
    field(
        "unknown_references", "Citekeys that it lists and the reference file does not hold.",
        lambda v: joined(v.unknown_keys), width=16,
    ),
    field(
        "retracted_references", "Citekeys of cited works that were retracted; they count nowhere.",
        lambda v: joined(tuple(one.citekey for one in v.retracted)), width=16,
    ),
    field("places", "Where articles make it: file and line.", _places, width=20),
    field("errors", "Open errors on it.", _errors, kind=Kind.INTEGER, width=8),
    field("problems", "Codes of all open findings on it.", _codes, width=16),
    field(
        "review_due", "When it should be looked at again.",
        lambda v: v.claim.review_due, kind=Kind.DATE, width=11,
    ),
    field("note", "A note of whoever keeps the table.", lambda v: v.claim.note, width=30),
    field(
        "line", "Line of its row in the claims table.",
        lambda v: v.claim.location.line, kind=Kind.INTEGER, width=7,
    ),
)  # fmt: skip
_FIELDS = (*_CLAIM, *_EVIDENCE, *_WORDING, *_RECORD)
