"""`needle-evidence init`: a small working project in a folder, or one made from a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from needle_evidence.cli.invocation import Invocation, common_options
from needle_evidence.cli.terminal import print_text

if TYPE_CHECKING:
    from needle_evidence.api.starting import StartedProject


@click.command()
@click.argument("page", required=False, type=click.Path(path_type=Path))
@common_options
@click.pass_obj
def init(invocation: Invocation, page: Path | None) -> None:
    """Start a project in the current folder (or --project DIR), from PAGE if you name one.

    PAGE is an article as .md, .html, .docx, .txt or JATS .xml: its claim sentences become
    rows, its reference list becomes entries, its citation marks become links. Without PAGE:
    example rows. Never overwrites a file.

    \b
    Examples:
      needle-evidence init
      needle-evidence init page.docx
      needle-evidence init --project my-page page.html
    """
    from needle_evidence.api.starting import init_project

    started = init_project(invocation.project, page)
    if invocation.quiet:
        return
    print_text(f"Made {', '.join(started.files)}.")
    if page is None:
        _print_next("claims", "the claims as a table", "appraise", "records what a work says")
    else:
        _print_found(started)
        _print_next("appraise", "records what a work says about a claim")


def _print_found(started: StartedProject) -> None:
    if started.not_checked:
        print_text(f"No claim was looked for in {started.article}: {started.not_checked}.")
    else:
        print_text(
            f"{_count(started.claims, 'claim sentence')} of {started.article} became rows, "
            f"{started.linked} of them with a reference; its list gave "
            f"{_count(started.references, 'reference')}."
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _print_next(*others: str) -> None:
    click.echo("Next:")
    steps = [
        ("check", "what is wrong, where, and what to do"),
        *zip(others[::2], others[1::2], strict=True),
        ("report", "writes reports/evidence.html, .md and .json"),
    ]
    for command, what in steps:
        click.echo(f"  needle-evidence {command:<9} {what}")
