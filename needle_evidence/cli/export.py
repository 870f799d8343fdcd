"""`needle-evidence export`: references in another program's format."""

from __future__ import annotations

from pathlib import Path

import click

from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import is_person, print_text


@click.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...", shell_complete=complete_names)
@click.option(
    "--to", "form", default="", metavar="FORMAT",
    help="bibtex, ris, enw (EndNote), nbib (PubMed), csl-json (Zotero), csv, xlsx; else what FILE "
    "ends in.",
)  # fmt: skip
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Where to write; else standard output.",
)  # fmt: skip
@click.option("--cited", is_flag=True, help="Only references that a claim cites.")
@common_options
@click.pass_obj
def export(
    invocation: Invocation, keys: tuple[str, ...], form: str, output: Path | None, cited: bool
) -> None:
    """Write the references (all, those with KEY, or those cited) in another format.

    EndNote, Zotero, Mendeley and Citavi all read RIS.

    \b
    Examples:
      needle-evidence export -o references.ris
      needle-evidence export -o for-endnote.enw
      needle-evidence export -o for-the-board.xlsx --cited
      needle-evidence export --to csl-json cotchett2014effectiveness
    """
    from needle_evidence.api.exporting import export_references

    exported = export_references(invocation.project, form, keys=keys, cited=cited, output=output)
    if output is not None:
        if not invocation.quiet:
            number = f"{exported.count} reference{'' if exported.count == 1 else 's'}"
            print_text(f"Wrote {output}: {number} as {exported.form}.")
    elif is_person():
        print_text(exported.data.decode("utf-8", "replace"))
    else:
        click.echo(exported.data, nl=False)
