"""Recording what people judge: results, certainty and sign-offs, one row at a time."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from needle_evidence.appraisal.sign_off import part_digests
from needle_evidence.errors import UsageError
from needle_evidence.formats.appraisal_tables import (
    CERTAINTY,
    EVIDENCE,
    REVIEWS,
    AppraisalTable,
)
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.claim import Claim
from needle_evidence.model.decision import Verdict
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.workspace import Project, load, open_project
from needle_evidence.workspace.loading import today
from needle_evidence.workspace.table_writing import WrittenRow, write_row

_RESULT_KEY = ("outcome", "comparator", "timepoint")
_RATING_KEY = ("outcome", "comparator", "timepoint", "rating", "appraiser", "reported_by")


def appraise(
    project: str | Path,
    claim_id: str,
    citekey: str,
    cells: Mapping[str, str],
    *,
    dry_run: bool = False,
) -> WrittenRow:
    """Records what one work says about one claim: a new row of evidence.csv, or cells of one.

    cells: column → text; of an existing row only these change. Where outcome, comparator and
    time point are not among them and the claim has one row for the work, that row is meant.
    The day is filled in. Raises UsageError for an unknown claim or work, for a cell that
    cannot be read back, and where several rows could be meant; nothing is written then.
    """
    opened = open_project(Path(project))
    library = load(opened)
    the_claim(library, claim_id)
    if citekey not in library.reference_by_key:
        raise UsageError(
            f"There is no reference {one_line(citekey, 80)} in {library.references_path}.",
            suggestion(citekey, library.reference_by_key),
        )
    key = {"claim_id": claim_id, "citekey": citekey}
    known = [
        {name: getattr(result, name) for name in _RESULT_KEY}
        for result in library.results_by_claim.get(claim_id, ())
        if result.citekey == citekey
    ]
    key |= _rest_of_key(_RESULT_KEY, cells, known, f"{claim_id} and {citekey}")
    return _put(opened, EVIDENCE, key, _dated(cells), dry_run=dry_run)


def rate(
    project: str | Path, claim_id: str, cells: Mapping[str, str], *, dry_run: bool = False
) -> WrittenRow:
    """Records a certainty: a new row of certainty.csv, or cells of an existing one.

    A row is told from the claim's others by outcome, comparator, time point, rating, appraiser
    and the review that reported it. Where none of these is given and the claim has one row,
    that row is meant. Raises UsageError as `appraise` does.
    """
    opened = open_project(Path(project))
    library = load(opened)
    the_claim(library, claim_id)
    known = [
        {name: getattr(rating, name) for name in _RATING_KEY}
        for rating in library.ratings_by_claim.get(claim_id, ())
    ]
    reported = "reported" if cells.get("reported_certainty") else "judged"
    given = {"rating": reported, **cells} if len(known) != 1 or _names(cells) else cells
    key = {"claim_id": claim_id} | _rest_of_key(_RATING_KEY, given, known, claim_id)
    return _put(opened, CERTAINTY, key, _dated(cells), dry_run=dry_run)


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
    library = load(opened)
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
    return _put(opened, REVIEWS, {"claim_id": claim_id}, cells, append=True, dry_run=dry_run)


def the_claim(library: Library, claim_id: str) -> Claim:
    """The one claim with this id; raises UsageError where there is none or more than one."""
    claims = library.claims_by_id.get(claim_id, ())
    if not claims:
        raise UsageError(
            f"There is no claim {one_line(claim_id, 80)} in {library.claims_path}.",
            suggestion(claim_id, library.claims_by_id)
            or "`needle-evidence claims` lists them.",
        )
    if len(claims) > 1:
        lines = ", ".join(str(claim.location.line) for claim in claims)
        raise UsageError(
            f"{len(claims)} claims have the id {claim_id} (lines {lines} of "
            f"{library.claims_path}).",
            "Give each an id of its own first.",
        )
    return claims[0]


def _names(cells: Mapping[str, str]) -> bool:
    """Whether the cells tell one rating of a claim from another."""
    return any(name in cells for name in (*_RATING_KEY, "reported_certainty"))


def _rest_of_key(
    names: tuple[str, ...],
    cells: Mapping[str, str],
    known: list[dict[str, str]],
    about: str,
) -> dict[str, str]:
    """The cells that tell a row from others; those of the only known row where none is given."""
    if any(name in cells for name in names):
        return {name: cells.get(name, "") for name in names}
    if len(known) > 1:
        listed = "; ".join(
            ", ".join(f"{name} “{one_line(text, 40)}”" for name, text in row.items() if text)
            or "all empty"
            for row in known[:5]
        )
        raise UsageError(
            f"{len(known)} rows are about {about}: {listed}.",
            f"Say which one with {', '.join(f'--{name}' for name in names[:3])}.",
        )
    return known[0] if known else dict.fromkeys(names, "")


def _dated(cells: Mapping[str, str]) -> dict[str, str]:
    day: str | datetime.date = cells.get("appraised_on") or today()
    return {**cells, "appraised_on": str(day)}


def _put(
    opened: Project,
    table: AppraisalTable[Any],
    key: Mapping[str, str],
    cells: Mapping[str, str],
    *,
    append: bool = False,
    dry_run: bool,
) -> WrittenRow:
    """Writes one row after reading it back on trial: what could not be read is not written."""
    values = {name: " ".join(text.split()) for name, text in {**cells, **key}.items()}
    arguments: dict[str, Any] = {
        "columns": table.column_names,
        "key": {name: values[name] for name in key},
        "values": values,
        "append": append,
    }
    trial = write_row(opened, table.path, dry_run=True, **arguments)
    _, problems = table.read(trial.edit.data)
    for problem in problems:
        if problem.location.line == trial.edit.line:
            raise UsageError(problem.message, problem.way_out)
    return trial if dry_run else write_row(opened, table.path, **arguments)
