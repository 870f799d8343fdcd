"""The work list as a table: what an editor should change, in the order of harm and effort."""

from __future__ import annotations

from collections.abc import Callable

from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.tables.claims_table import joined
from needle_evidence.reporting.tables.table import Cell, Field, Kind, Table, field, rows_of
from needle_evidence.reporting.work_list import WorkItem

TICKED = "done"  # the column that the editor fills
OPEN, DONE = "☐", "☑"
_Ranked = tuple[int, WorkItem]


def work_list_table(view: EvidenceView) -> Table:
    """A row per thing to do, worst first, each with an empty box to tick."""
    return Table(
        name="work-list",
        title="Work list",
        about="One row per thing to do, most harmful first, of equal harm the least work first.",
        columns=tuple(one.column for one in _FIELDS),
        rows=rows_of(_FIELDS, enumerate(view.work, start=1)),
    )


def _of(value: Callable[[WorkItem], Cell]) -> Callable[[_Ranked], Cell]:
    return lambda ranked: value(ranked[1])


def _claim_id(item: WorkItem) -> str:
    return item.claim.claim.claim_id if item.claim else ""


_FIELDS: tuple[Field[_Ranked], ...] = (
    field(TICKED, "Tick it when it is done.", lambda _: OPEN, choices=(OPEN, DONE), width=7),
    field("rank", "Its place in the list.", lambda r: r[0], kind=Kind.INTEGER, width=7),
    field("task", "What to do.", _of(lambda i: i.task), width=26),
    field("why", "What is wrong now.", _of(lambda i: i.why), width=36),
    field("effort", "What it takes.", _of(lambda i: i.effort), width=13),
    field("file", "File to change.", _of(lambda i: i.location.path), width=24),
    field("line", "Line in it.", _of(lambda i: i.location.line), kind=Kind.INTEGER, width=7),
    field("place", "Place in a file without lines, or column of a table.",
          _of(lambda i: i.location.field), width=12),
    field("sentence_now", "The sentence as it is.", _of(lambda i: i.now), width=40),
    field("sentence_instead", "The sentence that may be printed in its place.",
          _of(lambda i: i.instead), title="May be printed", width=40),
    field("limits", "What must stand beside it.", _of(lambda i: i.limits),
          title="Beside it", width=30),
    field("cite", "Citekey of the work to cite with it.", _of(lambda i: i.cite), width=20),
    field("codes", "Findings that this settles.", _of(lambda i: joined(i.codes)), width=14),
    field("subject", "Claim or citekey that it is about.", _of(lambda i: i.subject), width=22),
    field("claim_id", "The claim whose sentence it is.", _of(_claim_id), for_programs=True),
)  # fmt: skip
