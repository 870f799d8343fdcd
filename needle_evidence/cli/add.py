"""`needle-evidence add`: works into references.bib by DOI, PubMed number, ISBN, address, …."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from needle_evidence.cli.exit_codes import CLEAN, FINDINGS
from needle_evidence.cli.imported_works import print_imported
from needle_evidence.cli.invocation import Invocation, common_options
from needle_evidence.cli.terminal import print_alarm, print_text, progress_bar
from needle_evidence.model.plain_text import one_line

if TYPE_CHECKING:
    from needle_evidence.api.adding import AddRun, FoundWork


@click.command()
@click.argument("works", nargs=-1, required=True, metavar="WORK...")
@click.option("--online", is_flag=True, help="Ask the registries; else their last answers serve.")
@click.option("--dry-run", is_flag=True, help="Show the change, write nothing.")
@common_options
@click.pass_obj
def add(invocation: Invocation, works: tuple[str, ...], online: bool, dry_run: bool) -> int:
    """Add each WORK to references.bib, once, under a citekey of its own.

    WORK is a DOI, PubMed number, PMCID, arXiv number or ISBN in any spelling, an address that
    holds one (the page is not fetched), or a whole printed reference in quotes. With --online
    Crossref, PubMed, DataCite and Open Library are asked; without, what they answered last. A
    work that was retracted is added too, with a warning. Ends with 1 if one was not found.

    \b
    Examples:
      needle-evidence add --online 10.2522/ptj.20130255
      needle-evidence add --online PMID:24700136 https://doi.org/10.1000/x
      needle-evidence add --online 978-0-7020-4601-8 --dry-run
      needle-evidence add "Cotchett MP, et al. Dry needling. Phys Ther. 2014;94:1083-94."
    """
    from needle_evidence.api.adding import add_works

    quiet = invocation.quiet
    with progress_bar("Asking registries", quiet=quiet or not online) as progress:
        run = add_works(
            invocation.project, works, online=online, dry_run=dry_run, progress=progress
        )
    if run.imported is not None and not quiet:
        print_imported(run.imported, dry_run=dry_run)
        if not online:
            _print_days(run)
    for work in run.found:
        _print_warnings(work)
    for missed in run.missed:
        print_text(f"not added  {one_line(missed.written, 100)}: {one_line(missed.reason, 400)}")
    return FINDINGS if run.missed else CLEAN


def _print_days(run: AddRun) -> None:
    days = sorted({work.answered_on for work in run.found if work.answered_on is not None})
    if days:
        print_text(f"From what registries answered on {days[0]}; --online asks them anew.")


def _print_warnings(work: FoundWork) -> None:
    title = one_line(work.reference.title, 80) or work.identifier
    for warning in work.warnings:
        if work.retracted:
            print_alarm(f"RETRACTED WORK  {title}: {one_line(warning, 300)}")
        else:
            print_text(f"warning  {title}: {one_line(warning, 300)}")
