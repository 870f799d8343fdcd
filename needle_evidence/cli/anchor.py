"""`needle-evidence anchor`: recording where claims stand in their articles."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import print_text
from needle_evidence.model.plain_text import one_line

if TYPE_CHECKING:
    from needle_evidence.api.anchoring import AnchorChange

_SIGNS = {"new": "+", "changed": "~", "removed": "-", "not anchored": "!"}
_WIDEST = 100


@click.command()
@click.argument("claim_ids", nargs=-1, metavar="[CLAIM_ID]...", shell_complete=complete_names)
@click.option(
    "--accept", multiple=True, metavar="CLAIM_ID", shell_complete=complete_names,
    help="Record a doubtful place as it is now: you looked at it. May be repeated.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Show what would change, write nothing.")
@common_options
@click.pass_obj
def anchor(
    invocation: Invocation, claim_ids: tuple[str, ...], accept: tuple[str, ...], dry_run: bool
) -> None:
    """Record where each claim stands in its article: appraisal/anchors.json.

    An anchor holds the claim's words, the rest of the sentence, the list's lead-in and the
    heading. After an edit of the page, `check` compares with it and names what changed. A
    claim that is found only by likeness, in several places or with another meaning is left as
    it was until you accept it.

    \b
    Examples:
      needle-evidence anchor
      needle-evidence anchor --dry-run
      needle-evidence anchor --accept treats-heel-pain
    """
    from needle_evidence.api.anchoring import anchor as record

    if accept:  # `--accept A B` means both
        accept = (*accept, *claim_ids)
    run = record(invocation.project, claim_ids, accept=accept, dry_run=dry_run)
    if invocation.quiet:
        return
    told = [change for change in run.changes if not _only_renewed(change)]
    for change in told:
        _print_change(change)
    counts = Counter(change.kind for change in told)
    renewed = len(run.changes) - len(told)
    summary = ", ".join(
        [f"{counts[kind]} {kind}" for kind in _SIGNS if counts[kind]]
        + [f"{renewed} with the same words, renewed"] * bool(renewed)
    )
    anchors = f"{run.anchors} {'anchor' if run.anchors == 1 else 'anchors'}"
    if not run.file.diff:
        print_text(f"{run.file.path} already says so ({anchors}); nothing was changed.")
    elif dry_run:
        print_text(f"Nothing was written (--dry-run): {run.file.path}, {anchors}; {summary}.")
    else:
        print_text(f"Wrote {run.file.path}: {anchors}; {summary}.")
    if counts["not anchored"]:
        print_text("What is marked ! was not anchored: correct it, or use --accept CLAIM_ID.")


def _only_renewed(change: AnchorChange) -> bool:
    """Whether a record has the same words and only another place or an older page."""
    same = change.before == change.after and not change.reasons
    return change.kind == "changed" and same


def _print_change(change: AnchorChange) -> None:
    place = ", ".join(filter(None, (change.article, change.where)))
    print_text(f"{_SIGNS[change.kind]} {change.claim_id}  {place}")
    if change.before and change.before != change.after:
        print_text(f"    - {one_line(change.before, _WIDEST)}")
    if change.after and (change.kind != "changed" or change.before != change.after):
        print_text(f"    + {one_line(change.after, _WIDEST)}")
    for reason in change.reasons:
        print_text(f"    {one_line(reason, _WIDEST)}")
