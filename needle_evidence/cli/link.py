"""`needle-evidence link` and `unlink`: which references a claim cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import print_text, print_wrapped
from needle_evidence.model.plain_text import one_line

if TYPE_CHECKING:
    from needle_evidence.api.linking import LinkRun


@click.command()
@click.argument("claim_id", shell_complete=complete_names)
@click.argument(
    "citekeys", metavar="KEY...", nargs=-1, required=True, shell_complete=complete_names
)
@click.option("--dry-run", is_flag=True, help="Show the row, write nothing.")
@common_options
@click.pass_obj
def link(invocation: Invocation, claim_id: str, citekeys: tuple[str, ...], dry_run: bool) -> None:
    """List references in a claim's row of claims.csv.

    They go behind those that it cites already; every other byte of the file stays. What a
    work says about the claim is recorded with `appraise`.

    \b
    Examples:
      needle-evidence link treats-heel-pain cotchett2014effectiveness
      needle-evidence link treats-heel-pain smith2019 jones2020 --dry-run
    """
    from needle_evidence.api.linking import link as put_in

    run = put_in(invocation.project, claim_id, citekeys, dry_run=dry_run)
    _print_run(run, invocation, f"{run.claim_id} cites {{}} already", dry_run=dry_run)
    if run.changed and not (dry_run or invocation.quiet):
        print_wrapped(
            f"Next: `needle-evidence appraise {run.claim_id} {one_line(run.changed[0], 80)}` "
            "records what it says about the claim."
        )


@click.command()
@click.argument("claim_id", shell_complete=complete_names)
@click.argument(
    "citekeys", metavar="KEY...", nargs=-1, required=True, shell_complete=complete_names
)
@click.option("--dry-run", is_flag=True, help="Show the row, write nothing.")
@common_options
@click.pass_obj
def unlink(invocation: Invocation, claim_id: str, citekeys: tuple[str, ...], dry_run: bool) -> None:
    """Take references out of a claim's row of claims.csv.

    The entries stay in references.bib, and so does what was recorded about them in
    appraisal/: a work with a recorded result then counts as considered, not cited.

    \b
    Examples:
      needle-evidence unlink treats-heel-pain jones2020
      needle-evidence unlink treats-heel-pain jones2020 --dry-run
    """
    from needle_evidence.api.linking import unlink as take_out

    run = take_out(invocation.project, claim_id, citekeys, dry_run=dry_run)
    _print_run(run, invocation, f"{run.claim_id} does not cite {{}}", dry_run=dry_run)


def _print_run(run: LinkRun, invocation: Invocation, nothing: str, *, dry_run: bool) -> None:
    if invocation.quiet:
        return
    for key in run.unchanged:
        print_text(f"{nothing.format(one_line(key, 80))}.")
    if not run.file.diff:
        print_text(f"Nothing was changed in {run.file.path}.")
        return
    print_text(run.file.diff)
    written = f"Nothing was written (--dry-run): {run.file.path}"
    print_text(written if dry_run else f"Wrote {run.file.path}")
    if run.note:
        print_text(run.note)
