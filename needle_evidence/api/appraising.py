"""Recording what people judge: results, certainty and sign-offs, one row at a time."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from needle_evidence.appraisal.sign_off import part_digests
from needle_evidence.appraisal.verdict import retracted_works
from needle_evidence.errors import UsageError
from needle_evidence.formats.appraisal_tables import (
    CERTAINTY,
    EVIDENCE,
    REVIEWS,
    AppraisalTable,
)
from needle_evidence.formats.table_edits import put_row
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.certainty import (
    LOWERING_DOMAINS,
    RAISING_DOMAINS,
    CertaintyRating,
    DomainJudgement,
)
from needle_evidence.model.claim import Claim
from needle_evidence.model.decision import Verdict
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness, Result
from needle_evidence.workspace import Project, load, open_project
from needle_evidence.workspace.files import read_file
from needle_evidence.workspace.loading import today
from needle_evidence.workspace.table_writing import WrittenRow, write_row

Record = TypeVar("Record", Result, CertaintyRating)

_RESULT_KEY = ("outcome", "comparator", "timepoint")
_RATING_KEY = ("outcome", "comparator", "timepoint", "rating", "appraiser", "reported_by")
_REPORTED = ("reported_certainty", "reported_by")
_JUDGED = ("start", *LOWERING_DOMAINS, *RAISING_DOMAINS)
# The options that tell one row of a work, or of a claim, from another.
_WHO_AND_WHEN = ("appraiser", "appraised_on", "rating")
_WHOLE_ROW = frozenset({"unreadable_row", "missing_cell"})
_OPTIONS = {"appraiser": "--by", "reported_by": "--reported-by"}


def appraise(
    project: str | Path,
    claim_id: str,
    citekey: str,
    cells: Mapping[str, str],
    *,
    dry_run: bool = False,
) -> WrittenRow:
    """Records what one work says about one claim: a new row of evidence.csv, or cells of one.

    cells: column → text; of an existing row only these change (but a work called
    unrelated loses its stance). Outcome, comparator and time
    point tell the rows of a work apart: the row that has all of those given is changed; where
    none has, a new one is made. The day is filled in. Raises UsageError for an unknown claim
    or work, for a cell that cannot be read back, where several rows could be meant, and for
    a new row that would record nothing; nothing is written then.
    """
    opened = open_project(Path(project))
    library = load(opened, source_texts=False)
    the_claim(library, claim_id)
    if citekey not in library.reference_by_key:
        raise UsageError(
            f"There is no reference {one_line(citekey, 80)} in {library.references_path}.",
            suggestion(citekey, library.reference_by_key)
            or "`needle-evidence refs` lists them; put a new work into that file first.",
        )
    wanted = _written(EVIDENCE, cells)
    if wanted.get("directness") == Directness.UNRELATED.value:
        wanted.setdefault("stance", "")  # a work that studied something else has none
    rows = [r for r in library.results_by_claim.get(claim_id, ()) if r.citekey == citekey]
    row = _row_meant(rows, _RESULT_KEY, wanted, f"{claim_id} and {citekey}")
    names = {"claim_id": claim_id, "citekey": citekey}
    key = _key(opened, EVIDENCE, (*names, *_RESULT_KEY), row, names | wanted)
    return _put(opened, EVIDENCE, key, wanted, dry_run=dry_run)


def rate(
    project: str | Path, claim_id: str, cells: Mapping[str, str], *, dry_run: bool = False
) -> WrittenRow:
    """Records a certainty: a new row of certainty.csv, or cells of an existing one.

    A row is told from the claim's others by outcome, comparator, time point, rating, appraiser
    and the review that reported it, as in `appraise`. A judgement names the claim's retracted
    works, which were left out of it. Raises UsageError as `appraise` does.
    """
    opened = open_project(Path(project))
    library = load(opened, source_texts=False)
    the_claim(library, claim_id)
    wanted = _written(CERTAINTY, cells)
    if "rating" not in wanted and any(name in wanted for name in (*_REPORTED, *_JUDGED)):
        reported = any(wanted.get(name) for name in _REPORTED)
        wanted["rating"] = "reported" if reported else "judged"
    retracted = _retracted(library, the_claim(library, claim_id))
    if retracted and any(wanted.get(name) for name in _JUDGED):
        wanted.setdefault("without", ";".join(retracted))
    rows = library.ratings_by_claim.get(claim_id, ())
    row = _row_meant(rows, _RATING_KEY, wanted, claim_id)
    new = {"claim_id": claim_id, "rating": "judged", **wanted}
    key = _key(opened, CERTAINTY, ("claim_id", *_RATING_KEY), row, new)
    return _put(opened, CERTAINTY, key, wanted, dry_run=dry_run)


def review(
    project: str | Path,
    claim_id: str,
    *,
    by: str,
    verdict: Verdict,
    note: str = "",
    dry_run: bool = False,
) -> WrittenRow:
    """Signs a claim off as it stands now: a new row at the end of reviews.csv, with digests.

    by: who signs; recorded, no proof of identity. Raises UsageError without a name, for an
    unknown claim and for an id that several rows share.
    """
    if not by.strip():
        raise UsageError("A sign-off needs a name.", "Give it with --by.")
    opened = open_project(Path(project))
    library = load(opened, source_texts=False)
    digests = part_digests(library, the_claim(library, claim_id))
    cells = {
        "verdict": verdict.value,
        "reviewed_by": by,
        "reviewed_on": today().isoformat(),
        "claim_digest": digests.claim,
        "citations_digest": ";".join(f"{k}={d}" for k, d in digests.citations.items()),
        "certainty_digest": digests.certainty,
        "anchor_digest": digests.anchor,
        "note": note,
    }
    key = {"claim_id": claim_id}
    return _put(opened, REVIEWS, key, _written(REVIEWS, cells), append=True, dry_run=dry_run)


def the_claim(library: Library, claim_id: str) -> Claim:
    """The one claim with this id; raises UsageError where there is none or more than one."""
    claims = library.claims_by_id.get(claim_id, ())
    if not claims:
        raise UsageError(
            f"There is no claim {one_line(claim_id, 80)} in {library.claims_path}.",
            _no_claim_hint(library, claim_id),
        )
    if len(claims) > 1:
        lines = ", ".join(str(claim.location.line) for claim in claims)
        raise UsageError(
            f"{len(claims)} claims have the id {claim_id} (lines {lines} of "
            f"{library.claims_path}).",
            "Give each an id of its own first.",
        )
    return claims[0]


def _no_claim_hint(library: Library, claim_id: str) -> str:
    if claim_id in library.reference_by_key:
        return "That is a citekey; name a claim here. `needle-evidence claims` lists them."
    known = library.claims_by_id
    return suggestion(claim_id, known) or "`needle-evidence claims` lists them."


def recorded_cells(row: Result | CertaintyRating) -> dict[str, str]:
    """What a row of evidence.csv or certainty.csv holds, by column; only filled cells."""
    table: AppraisalTable[Any] = EVIDENCE if isinstance(row, Result) else CERTAINTY
    domains = row.domains if isinstance(row, CertaintyRating) else {}
    values = {name: domains.get(name, getattr(row, name, None)) for name in table.column_names}
    texts = {name: _text(value) for name, value in values.items()}
    return {name: text for name, text in texts.items() if text}


def result_fault(column: str, text: str) -> str:
    """Why a cell of evidence.csv cannot hold a text, with the way out; "" where it can."""
    return _fault(EVIDENCE, column, text)


def rating_fault(column: str, text: str) -> str:
    """Why a cell of certainty.csv cannot hold a text, with the way out; "" where it can."""
    return _fault(CERTAINTY, column, text)


def _retracted(library: Library, claim: Claim) -> list[str]:
    keys = dict.fromkeys((*claim.references, *library.considered(claim)))
    return [key for key in keys if key in retracted_works(library)]


def _fault(table: AppraisalTable[Any], column: str, text: str) -> str:
    try:
        values = _written(table, {column: text})
        put_row(
            None, path=table.path, columns=table.column_names, key={"claim_id": "a"}, values=values
        )
    except UsageError as error:
        return str(error)
    return ""


def _text(value: object) -> str:
    if isinstance(value, DomainJudgement):
        return f"{value.word}: {value.reason}" if value.reason else value.word
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, enum.Enum):
        return str(value.value)
    return "" if value is None else str(value)


def _written(table: AppraisalTable[Any], cells: Mapping[str, str]) -> dict[str, str]:
    """The cells as they are written: known words in their spelling, dates as ISO."""
    return {name: table.written_form(name, text) for name, text in cells.items()}


def _row_meant(
    rows: Sequence[Record], names: Sequence[str], cells: Mapping[str, str], about: str
) -> Record | None:
    """The one row that has all those of the named cells that were given; None for a new one."""
    fitting = [
        row
        for row in rows
        if all(_text(getattr(row, name)) == cells[name] for name in names if name in cells)
    ]
    if len(fitting) > 1:
        listed = "; ".join(
            f"line {row.location.line}: {_told_apart(row, names) or 'all empty'}"
            for row in fitting[:5]
        )
        options = ", ".join(_OPTIONS.get(name, f"--{name}") for name in names)
        more = "; …" if len(fitting) > 5 else ""
        raise UsageError(
            f"{len(fitting)} rows are about {about}: {listed}{more}.",
            f'Say which one with {options} ("" for an empty cell); where two say the same, '
            "delete one of them.",
        )
    return fitting[0] if fitting else None


def _told_apart(row: Result | CertaintyRating, names: Sequence[str]) -> str:
    texts = ((name, _text(getattr(row, name))) for name in names)
    return ", ".join(f"{name} “{one_line(text, 40)}”" for name, text in texts if text)


def _key(
    opened: Project,
    table: AppraisalTable[Any],
    names: Sequence[str],
    row: Result | CertaintyRating | None,
    new: Mapping[str, str],
) -> dict[str, str]:
    """The cells by which the row is found: as the file writes them, where there is one."""
    if row is None:
        return {name: new.get(name, "") for name in names}
    written = table.cells_at(read_file(opened, table.path), row.location.line or 0)
    return {name: written.get(name, "") for name in names}


def _put(
    opened: Project,
    table: AppraisalTable[Any],
    key: Mapping[str, str],
    cells: Mapping[str, str],
    *,
    append: bool = False,
    dry_run: bool,
) -> WrittenRow:
    """Writes one row, dated today, after reading it back on trial: what cannot be is refused."""
    values = {name: text for name, text in cells.items() if name not in key}
    arguments: dict[str, Any] = {"columns": table.column_names, "key": key, "append": append}

    def write(dry: bool) -> WrittenRow:
        return write_row(opened, table.path, values=values, dry_run=dry, **arguments)

    trial = write(dry=True)
    if not append:
        if not trial.diff:
            return trial
        if not trial.edit.before:
            _refuse_nothing(table, values)
        if not values.get("appraised_on"):
            values["appraised_on"] = today().isoformat()
            trial = write(dry=True)
    _, problems = table.read(trial.edit.data)
    for problem in problems:
        own = problem.location.field in {*values, *key} or problem.kind in _WHOLE_ROW
        if problem.location.line == trial.edit.line and own:
            raise UsageError(problem.message, problem.way_out)
    return trial if dry_run else write(dry=False)


def _refuse_nothing(table: AppraisalTable[Any], values: Mapping[str, str]) -> None:
    """A row that says only who and when records no judgement."""
    if not any(text for name, text in values.items() if name not in _WHO_AND_WHEN):
        raise UsageError(
            f"Nothing was given to record, so no row was added to {table.path}.",
            "Give at least one judgement, such as --directness."
            if table is EVIDENCE
            else "Give at least one domain, such as --imprecision, or --reported-certainty.",
        )
