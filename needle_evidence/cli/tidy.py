"""`needle-evidence tidy`: references.bib in one form of identifiers, pages, months and names."""

from __future__ import annotations

import click

from needle_evidence.cli.exit_codes import FINDINGS
from needle_evidence.cli.invocation import Invocation, common_options
from needle_evidence.cli.terminal import print_text, print_wrapped
from needle_evidence.model.plain_text import one_line

_LONGEST_VALUE = 100


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; end with 1 if anything would change.")
@click.option("--dry-run", is_flag=True, help="Show the change, write nothing.")
@common_options
@click.pass_context
def tidy(context: click.Context, check: bool, dry_run: bool) -> None:
    """Bring fields of references.bib into one form, and list every change.

    DOIs, PMIDs and PMCIDs without address or prefix; -- in ranges of pages; months as macros;
    names as "von Family, Given"; no stop behind a title; no doubled blanks. Only fields that
    change are touched; journals, notes, macros and names that look damaged stay.

    \b
    Examples:
      needle-evidence tidy --dry-run
      needle-evidence tidy
      needle-evidence tidy --check
    """
    from needle_evidence.api.referencing import tidy_references

    invocation: Invocation = context.obj
    tidied = tidy_references(invocation.project, dry_run=dry_run or check)
    if not invocation.quiet:
        for change in tidied.changes:
            before, after = (one_line(v, _LONGEST_VALUE) for v in (change.before, change.after))
            print_wrapped(f"{one_line(change.key, 80)}: {change.field}: {before} → {after}")
        if dry_run and tidied.edit.diff:
            print_text(tidied.edit.diff)
        if tidied.edit.encoding_changed:
            print_text(f"{tidied.edit.path}: {tidied.edit.encoding_changed}.")
        print_text(_summary(len(tidied.changes), tidied.edit.path, written=not (dry_run or check)))
    if check and tidied.changes:
        context.exit(FINDINGS)


def _summary(changes: int, path: str, *, written: bool) -> str:
    if not changes:
        return f"{path} is tidy; nothing was changed."
    fields = f"{changes} field{'' if changes == 1 else 's'}"
    return f"Wrote {path}: {fields} tidied." if written else f"{path}: {fields} would change."
