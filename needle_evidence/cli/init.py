"""`needle-evidence init`: a small working project in a folder."""

from __future__ import annotations

import click

from needle_evidence.cli.invocation import Invocation, common_options


@click.command()
@common_options
@click.pass_obj
def init(invocation: Invocation) -> None:
    """Put a small working project into the current folder (or --project DIR).

    Writes example rows, settings and .gitattributes; never overwrites a file.

    \b
    Examples:
      needle-evidence init
      needle-evidence init --project my-page
    """
    from needle_evidence.api.projects import init_project

    names = init_project(invocation.project)
    if invocation.quiet:
        return
    click.echo(f"Made {', '.join(names)}.")
    click.echo("Next:")
    click.echo("  needle-evidence check     what is wrong, where, and what to do")
    click.echo("  needle-evidence report    writes reports/evidence.html, .md and .json")
    click.echo("  needle-evidence claims    the claims as a table")
    click.echo("  needle-evidence appraise  records what a work says about a claim")
