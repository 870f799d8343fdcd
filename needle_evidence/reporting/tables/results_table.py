"""The table of evidence: every recorded result, its numbers as numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from needle_evidence.model.result import MEASURES, Directness, Result, Stance
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.tables.claims_table import CLAIMS, joined
from needle_evidence.reporting.tables.references_table import REFERENCES
from needle_evidence.reporting.tables.table import Cell, Field, Kind, Table, field, rows_of
from needle_evidence.reporting.work_view import ResultView, WorkView


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A result of a work beside a claim; result: None where nobody recorded one."""

    claim: ClaimView
    work: WorkView
    cited: bool
    result: ResultView | None


def results_table(view: EvidenceView) -> Table:
    """A row per result; a cited work without one has a row that says so."""
    rows = (row for claim in view.claims for row in _rows(claim))
    return Table(
        name="evidence",
        title="Evidence",
        about="One row per result that a work found about a claim; a cited work of which nobody "
        "recorded a result has a row of its own.",
        columns=tuple(one.column for one in _FIELDS),
        rows=rows_of(_FIELDS, rows),
        links=(("claim_id", CLAIMS), ("citekey", REFERENCES)),
    )


def _rows(claim: ClaimView) -> Iterator[_Row]:
    for work, cited in (*((w, True) for w in claim.works), *((w, False) for w in claim.considered)):
        for result in work.results or (None,):
            yield _Row(claim=claim, work=work, cited=cited, result=result)


def _recorded(value: Callable[[Result], Cell]) -> Callable[[_Row], Cell]:
    """The value of the row of evidence.csv, None where there is none."""
    return lambda row: value(row.result.record) if row.result else None


def _shown(value: Callable[[ResultView], Cell]) -> Callable[[_Row], Cell]:
    """The value of the result as reports show it, None where there is none."""
    return lambda row: value(row.result) if row.result else None


def _level(row: _Row) -> str:
    work = row.work
    return f"{work.level}: {work.level_why}" if work.level_why else work.level


def _stance(row: _Row) -> str:
    return row.result.stance if row.result else ""


def _directness(row: _Row) -> str:
    found = row.result.record.directness if row.result else None
    return found.value if found else ""


_WORK: tuple[Field[_Row], ...] = (
    field("claim_id", "The claim.", lambda r: r.claim.claim.claim_id, width=22),
    field("claim", "The claim in one sentence.", lambda r: r.claim.claim.text, width=32),
    field("citekey", "The work.", lambda r: r.work.reference.citekey, width=22),
    field("work", "Its first author and year.", lambda r: r.work.reference.short_name, width=20),
    field(
        "cited", "Whether the claim cites it; else it was considered and not cited.",
        lambda r: r.cited, kind=Kind.BOOLEAN, width=7,
    ),
    field(
        "study_design", "Code of its study design, recorded or inferred from its words.",
        lambda r: r.work.reference.design_code, for_programs=True,
    ),
    field(
        "study_design_in_words", "Its study design in words.",
        lambda r: r.work.reference.design, title="Study design", width=20,
    ),
    field(
        "study_design_inferred", "Whether nobody recorded the design, and words show it.",
        lambda r: r.work.reference.design_inferred, kind=Kind.BOOLEAN, title="Inferred", width=9,
    ),
    field("level", "Its OCEBM 2011 level, as it may be printed.", _level, width=20),
    field(
        "appraised", "Whether a person recorded a result or how the work fits.",
        lambda r: r.result is not None, kind=Kind.BOOLEAN, width=10,
    ),
)  # fmt: skip
_FOUND: tuple[Field[_Row], ...] = (
    field("outcome", "What was measured.", _recorded(lambda row: row.outcome),
          width=18),
    field("comparator", "Compared with what.",
          _recorded(lambda row: row.comparator), width=16),
    field("timepoint", "When.", _recorded(lambda row: row.timepoint), width=12,
          title="Time point"),
    field("stance", "What it says of the claim.", _stance, width=10,
          choices=[one.value for one in Stance]),
    field("directness", "Whether it studied what the claim says.", _directness, width=11,
          choices=[one.value for one in Directness]),
    field("indirect_because", "In what an indirect result differs.",
          lambda r: joined(r.result.because) if r.result else ""),
    field("result", "The result in the words of whoever appraised it.",
          _shown(lambda one: one.result), width=36),
    field("measure", "Measure of the effect.", _recorded(lambda row: row.measure),
          choices=MEASURES, width=9),
    field("effect", "Effect, in its unit.", _recorded(lambda row: row.effect),
          kind=Kind.NUMBER, width=8),
    field("ci_low", "Lower end of its 95% confidence interval.",
          _recorded(lambda row: row.ci_low), kind=Kind.NUMBER,
          title="95% CI from", width=8),
    field("ci_high", "Upper end of its 95% confidence interval.",
          _recorded(lambda row: row.ci_high), kind=Kind.NUMBER,
          title="95% CI to", width=8),
    field("unit", "Unit of effect, interval and minimal important difference.",
          _recorded(lambda row: row.unit), width=8),
    field("better", "Which direction is better.", _recorded(lambda row: row.better),
          choices=("lower", "higher"), width=8),
    field("mid", "Minimal important difference.", _recorded(lambda row: row.mid),
          kind=Kind.NUMBER, title="Minimal important difference", width=11),
    field("mid_source", "Where the minimal important difference is taken from.",
          _recorded(lambda row: row.mid_source), title="Source of it", width=16),
    field("participants", "Number of people.",
          _recorded(lambda row: row.participants),
          kind=Kind.INTEGER, width=11),
    field("events", "Number of them with the event.",
          _recorded(lambda row: row.events), kind=Kind.INTEGER, width=8),
)  # fmt: skip
_SOURCE: tuple[Field[_Row], ...] = (
    field("passage", "Verbatim from the work, at most 150 words.",
          _shown(lambda one: one.passage), width=44),
    field("locator", "Where the passage stands.", _shown(lambda one: one.locator)),
    field("appraiser", "Who appraised it.", _shown(lambda one: one.appraiser), width=16),
    field("appraised_on", "When.", _recorded(lambda row: row.appraised_on),
          kind=Kind.DATE, width=11),
    field("note", "A note of whoever appraised it.", _recorded(lambda row: row.note),
          width=30),
    field("line", "Line of its row in the evidence table.",
          _recorded(lambda row: row.location.line), kind=Kind.INTEGER, width=7),
)  # fmt: skip
_FIELDS = (*_WORK, *_FOUND, *_SOURCE)
