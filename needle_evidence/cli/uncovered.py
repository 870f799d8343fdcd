"""`needle-evidence uncovered`: the claims of the articles that no row holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from needle_evidence.cli.invocation import Invocation, common_options
from needle_evidence.cli.terminal import TABLE_FORMATS, print_rows, print_text

if TYPE_CHECKING:
    from needle_evidence.api.anchoring import ProposedRow

_IN_A_TABLE = ("where", "kind", "claim_id", "claim")
_IN_A_FILE = ("article", "line", "kind", "cue", "claim_id", "claim", "question", "quote")


@click.command()
@click.option("--write", is_flag=True, help="Append the rows to the claims table, uncited.")
@click.option("--dry-run", is_flag=True, help="With --write: show the rows, write nothing.")
@click.option(
    "--format", "form", type=click.Choice(TABLE_FORMATS), default="table", show_default=True,
    help="How to list them.",
)  # fmt: skip
@common_options
@click.pass_obj
def uncovered(invocation: Invocation, write: bool, dry_run: bool, form: str) -> None:
    """List the sentences that make a health claim and are in no row of the claims table.

    Each with file and line and a row for the table. A sentence that is no health claim gets
    the question `other` in its row; then nobody asks for it again.

    \b
    Examples:
      needle-evidence uncovered
      needle-evidence uncovered --format csv
      needle-evidence uncovered --write
    """
    from needle_evidence.api.anchoring import uncovered as find

    run = find(invocation.project, write=write, dry_run=dry_run)
    columns = _IN_A_TABLE if form == "table" else _IN_A_FILE
    print_rows([_row(row) for row in run.rows], columns, form)
    if invocation.quiet or form != "table":
        return
    claims = sum(len(one.sentences) for one in run.articles)
    held = sum(one.registered for one in run.articles)
    print_text(f"{held} of {claims} claim sentences are registered.")
    for one in run.articles:
        if one.not_checked:
            print_text(f"Not checked: {one.article}: {one.not_checked}.")
    if run.file is not None:
        print_text(run.file.diff)
        print_text(f"{'Nothing was written (--dry-run):' if dry_run else 'Wrote'} {run.file.path}")


def _row(row: ProposedRow) -> dict[str, object]:
    location = row.sentence.location
    place = f":{location.line}" if location.line else f", {location.field}" * bool(location.field)
    return {
        "where": f"{location.path}{place}",
        "line": location.line,
        "kind": row.sentence.kind.label,
        "cue": row.sentence.cue,
        **row.cells,
    }
