"""`needle-evidence check`: the gate."""

from __future__ import annotations

from collections.abc import Sequence

import click

from needle_evidence.cli.exit_codes import EXIT_CODES_HELP, code_of
from needle_evidence.cli.invocation import Invocation, common_options, complete_codes
from needle_evidence.config import FAIL_ON_VALUES


@click.command(epilog=EXIT_CODES_HELP)
@click.option(
    "--format", "-f", "form", default="text", show_default=True, metavar="FORM",
    help="text, json, sarif or github.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(FAIL_ON_VALUES),
    help="Lowest severity that ends with code 1. Default: from the settings, or error.",
)  # fmt: skip
@click.option(
    "--select", multiple=True, metavar="CODE", shell_complete=complete_codes,
    help="Run only these checks (codes, or beginnings such as NE2, with commas between); may be "
    "repeated.",
)  # fmt: skip
@click.option(
    "--ignore", multiple=True, metavar="CODE", shell_complete=complete_codes,
    help="Leave these checks out; may be repeated.",
)  # fmt: skip
@click.option(
    "--require", multiple=True, metavar="CODE", shell_complete=complete_codes,
    help="End with code 5 if one of these could not check everything; may be repeated.",
)  # fmt: skip
@click.option(
    "--pack", "packs", multiple=True, metavar="NAME",
    help="Run the checks of this rule pack too (ftc); may be repeated.",
)  # fmt: skip
@click.option(
    "--base", default="", metavar="REV",
    help="List the settings that can silence findings and changed since this git revision.",
)  # fmt: skip
@common_options
@click.pass_obj
def check(
    invocation: Invocation,
    form: str,
    fail_on: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    require: tuple[str, ...],
    packs: tuple[str, ...],
    base: str,
) -> int:
    """Say what is wrong with the claims and references, where, and what to do.

    Writes nothing. With --quiet the text form prints nothing: the exit code speaks.

    \b
    Examples:
      needle-evidence check
      needle-evidence check --fail-on warning --ignore NE211
      needle-evidence check --format github --base origin/main
      needle-evidence check --pack ftc
    """
    from needle_evidence.api.checking import check_project, render_findings, unchecked_codes
    from needle_evidence.cli.terminal import print_findings

    run, config = check_project(
        invocation.project,
        select=_codes(select),
        ignore=_codes(ignore),
        require=_codes(require),
        packs=packs,
        base=base,
    )
    text = render_findings(run, form)
    if form != "text":
        click.echo(text, nl=False)
    elif not invocation.quiet:
        print_findings(text)
    unchecked = unchecked_codes(run, config.require)
    if unchecked and form == "text" and not invocation.quiet:
        click.echo(f"required, but not everything was checked: {', '.join(unchecked)}")
    return code_of(run, fail_on or config.fail_on, unchecked)


def _codes(values: Sequence[str]) -> tuple[str, ...]:
    """The codes of an option that may be repeated, and may hold several with commas between."""
    return tuple(code.strip() for value in values for code in value.split(","))
