"""`needle-evidence review`: signing a claim off."""

from __future__ import annotations

import click

from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import print_text, print_written_row
from needle_evidence.model.decision import Verdict


@click.command()
@click.argument("claim_id", shell_complete=complete_names)
@click.option("--by", required=True, metavar="NAME", help="Who signs; recorded, not proved.")
@click.option(
    "--verdict", required=True, type=click.Choice([verdict.value for verdict in Verdict]),
    help="What you decided.",
)  # fmt: skip
@click.option("--note", default="", metavar="TEXT", help="Why, in a sentence.")
@click.option("--dry-run", is_flag=True, help="Show the row, write nothing.")
@common_options
@click.pass_obj
def review(
    invocation: Invocation, claim_id: str, by: str, verdict: str, note: str, dry_run: bool
) -> None:
    """Sign one claim off as it stands now: a row in appraisal/reviews.csv.

    The row holds a fingerprint of each part of the claim. When the sentence, a reference, a
    recorded result or the certainty changes later, the approval is out of date, and `check`
    names the part.

    \b
    Examples:
      needle-evidence review treats-heel-pain --by "R. Hall" --verdict approved
      needle-evidence review treats-heel-pain --by "R. Hall" --verdict needs-work --note "strong"
    """
    from needle_evidence.api.appraising import review as sign

    written = sign(
        invocation.project, claim_id, by=by, verdict=Verdict(verdict), note=note, dry_run=dry_run
    )
    print_written_row(written.path, written.diff, dry_run=dry_run, quiet=invocation.quiet)
    if not (invocation.quiet or dry_run):
        _print_standing(invocation, claim_id)


def _print_standing(invocation: Invocation, claim_id: str) -> None:
    """Whether the claim stands now; an approval alone does not make it."""
    from needle_evidence.api.browsing import ClaimDetails
    from needle_evidence.api.browsing import show as find
    from needle_evidence.api.projects import load_library

    for details in find(load_library(invocation.project), claim_id):
        if isinstance(details, ClaimDetails):
            missing = "; ".join(details.missing)
            print_text(
                f"{claim_id} does not stand: {missing}." if missing else f"{claim_id} stands."
            )
