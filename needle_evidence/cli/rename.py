"""`needle-evidence rename-key` and `rename-claim`: another name, in every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from needle_evidence.cli.changed_marks import print_marks
from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import print_text
from needle_evidence.model.plain_text import one_line

if TYPE_CHECKING:
    from needle_evidence.api.renaming import Renaming


@click.command("rename-key")
@click.argument("old", shell_complete=complete_names)
@click.argument("new", shell_complete=complete_names)
@click.option("--dry-run", is_flag=True, help="Show what would change, write nothing.")
@common_options
@click.pass_obj
def rename_key(invocation: Invocation, old: str, new: str, dry_run: bool) -> None:
    """Give a work another citekey: in references.bib, every table, and fulltext/.

    Marks such as [@OLD] in articles are your text: they are listed, not changed. If you
    renamed the entry by hand already, the rows that still say OLD follow. A sign-off goes on
    covering a work of which only the name changed. Cut short, the same command does the rest.

    \b
    Examples:
      needle-evidence rename-key smith2019 smith2019needling
      needle-evidence rename-key smith2019 smith2019needling --dry-run
    """
    from needle_evidence.api.renaming import rename_key as rename

    done = rename(invocation.project, old, new, dry_run=dry_run)
    _print_files(done, invocation, old, new, dry_run=dry_run)
    if not invocation.quiet:
        print_marks(done.by_hand, old, new)


@click.command("rename-claim")
@click.argument("old", shell_complete=complete_names)
@click.argument("new", shell_complete=complete_names)
@click.option("--dry-run", is_flag=True, help="Show what would change, write nothing.")
@common_options
@click.pass_obj
def rename_claim(invocation: Invocation, old: str, new: str, dry_run: bool) -> None:
    """Give a claim another id: in claims.csv and in all that is recorded about it.

    If you changed the id in claims.csv by hand already, the rows in appraisal/ that still say
    OLD follow. A sign-off counts as long as the claim says what was signed. Cut short, the
    same command does the rest.

    \b
    Examples:
      needle-evidence rename-claim treats-heel-pain eases-heel-pain
      needle-evidence rename-claim treats-heel-pain eases-heel-pain --dry-run
    """
    from needle_evidence.api.renaming import rename_claim as rename

    done = rename(invocation.project, old, new, dry_run=dry_run)
    _print_files(done, invocation, old, new, dry_run=dry_run)


def _print_files(
    done: Renaming, invocation: Invocation, old: str, new: str, *, dry_run: bool
) -> None:
    if invocation.quiet:
        return
    if not done.files:
        print_text(f"{new} is there and no row says {one_line(old, 80)}: nothing was changed.")
        return
    for file in done.files:
        print_text(file.diff if dry_run else f"{file.path}: {_extent(file.diff)}")
    count = len(done.files)
    files = f"{count} file{'' if count == 1 else 's'}"
    print_text(f"Nothing was written (--dry-run): {files}." if dry_run else f"Changed {files}.")


def _extent(diff: str) -> str:
    """What a diff changes, in words."""
    lines = diff.splitlines()
    for line in lines:
        if line.startswith("rename to "):
            return line.replace("rename", "renamed", 1)
    changed = sum(line.startswith("+") for line in lines[2:])
    return f"{changed} line{'' if changed == 1 else 's'}"
