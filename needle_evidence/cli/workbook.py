"""`needle-evidence workbook`: the tables in a spreadsheet program, and back again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from needle_evidence.cli.exit_codes import FINDINGS
from needle_evidence.cli.invocation import Invocation, common_options
from needle_evidence.cli.terminal import print_text, print_wrapped
from needle_evidence.model.plain_text import one_line

if TYPE_CHECKING:
    from needle_evidence.api.workbook import SheetConflict, TableCount, WorkbookIn

_LONGEST = 100
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def workbook() -> None:
    """Edit claims, evidence, certainty and searches in Excel or LibreOffice.

    `out` writes one workbook with drop-downs and real dates; `in` brings the changes back.

    \b
    Examples:
      needle-evidence workbook out
      needle-evidence workbook in --dry-run
      needle-evidence workbook in
    """


@workbook.command("out", short_help="Write the tables as one workbook.")
@click.argument("file", required=False, type=_FILE)
@click.option("--replace", is_flag=True, help="Write over a workbook that is there.")
@common_options
@click.pass_obj
def workbook_out(invocation: Invocation, file: Path | None, replace: bool) -> None:
    """Write the tables as one workbook: FILE, else workbook.xlsx in the project.

    Sheets Claims, Evidence, Certainty and Searches, with a note on what each column holds.
    Ids are locked; new rows go below the last one.

    \b
    Examples:
      needle-evidence workbook out
      needle-evidence workbook out for-the-board.xlsx
      needle-evidence workbook out --replace
    """
    from needle_evidence.api.workbook import workbook_out as write

    written = write(invocation.project, file, replace=replace)
    if invocation.quiet:
        return
    for note in written.notes:
        print_wrapped(note)
    rows = ", ".join(f"{name} {count:,}" for name, count in written.rows.items())
    print_wrapped(f"Wrote {written.file}: {rows}.")


@workbook.command("in", short_help="Bring its changes back into the tables.")
@click.argument("file", required=False, type=_FILE)
@click.option(
    "--take-workbook",
    is_flag=True,
    help="Where the file was changed differently meanwhile, take the workbook's text.",
)
@click.option("--dry-run", is_flag=True, help="Show the changes, write nothing.")
@common_options
@click.pass_context
def workbook_in(
    context: click.Context, file: Path | None, take_workbook: bool, dry_run: bool
) -> None:
    """Bring the changes of FILE (else workbook.xlsx) back into the tables, and show them.

    Rows are found by their key, whatever their order. A cell is changed where only the workbook
    changed it; where the file was changed differently since, both texts are shown and the file
    keeps its own. Rows deleted in the workbook are taken out unless the file has changed them.
    Nothing but these cells and rows changes in the files. Ends with 1 if something was not taken.

    \b
    Examples:
      needle-evidence workbook in --dry-run
      needle-evidence workbook in
      needle-evidence workbook in from-the-board.xlsx --take-workbook
    """
    from needle_evidence.api.workbook import workbook_in as take

    invocation: Invocation = context.obj
    taken = take(invocation.project, file, take_workbook=take_workbook, dry_run=dry_run)
    if not invocation.quiet:
        for edited in taken.files:
            print_text(edited.diff)
        for note in taken.notes:
            print_wrapped(note)
    for problem in taken.problems:
        print_wrapped(f"{problem.place}: {problem.message} {problem.way_out}".rstrip())
    for conflict in taken.conflicts:
        _print_conflict(conflict)
    if not invocation.quiet:
        print_text(_summary(taken, dry_run=dry_run))
    if taken.problems or taken.conflicts:
        context.exit(FINDINGS)


def _print_conflict(conflict: SheetConflict) -> None:
    where = f"{conflict.path}, line {conflict.line}" if conflict.line else conflict.path
    if not conflict.column:
        print_wrapped(
            f"{conflict.place} ({conflict.exported}): {conflict.workbook} in the workbook, but "
            f"{conflict.file} in {where}; it stays as it is in the file."
        )
        return
    print_wrapped(f"{conflict.place}: {conflict.column} was changed here and in {where}:")
    for side in ("exported", "workbook", "file"):
        print_text(f"  {side:<9} {one_line(getattr(conflict, side), _LONGEST) or '(empty)'}")


def _summary(taken: WorkbookIn, *, dry_run: bool) -> str:
    lines = []
    for table in taken.tables:
        verb = "would change" if dry_run else "changed"
        lines.append(f"{table.path} {verb}: {_counted(table)}.")
    if not taken.tables:
        lines.append("The tables already say what the workbook says; nothing was changed.")
    if taken.conflicts:
        number = len(taken.conflicts)
        lines.append(
            f"{number} conflict{'' if number == 1 else 's'}: the file keeps its own. Settle them "
            "there or in the workbook, or use --take-workbook."
        )
    if taken.problems:
        number = len(taken.problems)
        lines.append(f"{number} problem{'' if number == 1 else 's'}: those rows were not taken.")
    if dry_run:
        lines.append("Nothing was written (--dry-run).")
    return "\n".join(lines)


def _counted(table: TableCount) -> str:
    numbers = {"changed": table.changed, "added": table.added, "removed": table.removed}
    words = [(number, word) for word, number in numbers.items() if number]
    nouns = ["row " if words[0][0] == 1 else "rows ", *("" for _ in words[1:])]
    return ", ".join(f"{n:,} {noun}{word}" for (n, word), noun in zip(words, nouns, strict=True))
