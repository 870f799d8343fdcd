"""`needle-evidence import`: references from files of any format into references.bib."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from needle_evidence.cli.imported_works import print_imported
from needle_evidence.cli.invocation import Invocation, common_options

if TYPE_CHECKING:
    from needle_evidence.api.referencing import ImportSource

_STANDARD_INPUT = "-"
_HINT = "Run it again with --complete to put in what the entries lack."


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--from", "form", default="", metavar="FORMAT",
    help="bibtex, ris, nbib, text (a pasted list), …; else the content tells.",
)  # fmt: skip
@click.option(
    "--complete",
    is_flag=True,
    help="Put into entries that are there already what they lack.",
)
@click.option(
    "--take", multiple=True, metavar="FIELD",
    help="With --complete: where a file contradicts an entry in this field, use the file's "
    "value; may be repeated.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Show the change, write nothing.")
@common_options
@click.pass_obj
def import_references(
    invocation: Invocation,
    files: tuple[str, ...],
    form: str,
    complete: bool,
    take: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Add the works of each FILE to references.bib, each once; - reads standard input.

    Reads BibTeX, RIS, PubMed (nbib, XML), EndNote, Web of Science, CSL-JSON, CSV exports, and
    with --from text a pasted reference list. What is in references.bib stays byte for byte;
    works that are there already are named and not added again. Then it lists what needs a look.

    --complete puts what a file knows of a work that is there already into its entry: fields that
    the entry lacks, and the more complete of two that say the same (both ends of the pages, full
    names). Where they contradict each other, the entry keeps its value and both are shown.

    \b
    Examples:
      needle-evidence import pubmed.nbib
      needle-evidence import --from text list.txt
      needle-evidence import pubmed.nbib --complete --dry-run
      needle-evidence import pubmed.nbib --complete --take author
      needle-evidence import zotero.bib scopus.csv --dry-run
      pbpaste | needle-evidence import --from text -
    """
    from needle_evidence.api.referencing import import_references as import_all

    if take and not complete:
        raise click.UsageError("--take goes with --complete.")
    imported = import_all(
        invocation.project,
        _sources(files),
        form=form,
        complete=complete,
        take=take,
        dry_run=dry_run,
    )
    if not invocation.quiet:
        print_imported(imported, dry_run=dry_run, hint=_HINT)


def _sources(files: Sequence[str]) -> list[ImportSource | str]:
    from needle_evidence.api.referencing import ImportSource

    if files.count(_STANDARD_INPUT) > 1:
        raise click.UsageError("Standard input (-) can be read only once.")
    return [
        ImportSource(name="standard input", data=_standard_input())
        if file == _STANDARD_INPUT
        else file
        for file in files
    ]


def _standard_input() -> bytes:
    """What is sent or typed, up to a little more than an import takes: it may never end."""
    from needle_evidence.api.referencing import LARGEST_FILE

    if sys.stdin.isatty():
        end = "Ctrl-Z and Enter" if sys.platform == "win32" else "Enter and Ctrl-D"
        click.echo(f"Paste the references here, then press {end}.", err=True)
    return sys.stdin.buffer.read(LARGEST_FILE + 1)
