"""`needle-evidence report`: the evidence reports."""

from __future__ import annotations

from pathlib import Path

import click

from needle_evidence.cli.exit_codes import code_of
from needle_evidence.cli.invocation import Invocation, common_options
from needle_evidence.config import FAIL_ON_VALUES


@click.command()
@click.option(
    "--format", "-f", "formats", multiple=True, metavar="FORM",
    help="html, markdown or json; may be repeated. Default: all.",
)  # fmt: skip
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="DIR",
    help="Folder for the reports; default: reports/ in the project.",
)  # fmt: skip
@click.option(
    "--style", default="", metavar="STYLE",
    help="ama, vancouver, apa, or a CSL file in the project. Default: from the settings, or ama.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(FAIL_ON_VALUES), default="never", show_default=True,
    help="End with code 1 if there are findings of this severity or above.",
)  # fmt: skip
@click.option("--dated", is_flag=True, help="Print today's date, or that of SOURCE_DATE_EPOCH.")
@click.option("--open", "open_page", is_flag=True, help="Open the HTML report in the browser.")
@common_options
@click.pass_obj
def report(
    invocation: Invocation,
    formats: tuple[str, ...],
    output: Path | None,
    style: str,
    fail_on: str,
    dated: bool,
    open_page: bool,
) -> int:
    """Write the evidence report: which claims are cited, by what, and which are not.

    The same input gives the same bytes. Ends with code 0 once the files are written, unless
    --fail-on is given.

    \b
    Examples:
      needle-evidence report
      needle-evidence report --format html --open
      needle-evidence report --style vancouver --output ~/evidence
    """
    from needle_evidence.api.reports import write_reports

    written = write_reports(
        invocation.project, formats=formats, output=output, style=style, dated=dated
    )
    if not invocation.quiet:
        tally = written.view.headline
        for file in written.files:
            click.echo(f"Wrote {file}")
        click.echo(
            f"Health-effect claims: {tally.claims}. With a reference: {tally.cited}. "
            f"Without: {tally.uncited}. Reference not found: {tally.not_found}."
        )
        if written.view.claim_sentences:
            click.echo(
                f"Claim sentences of the articles: {written.view.claim_sentences}. "
                f"Registered: {written.view.registered_sentences}."
            )
        if written.view.unread:
            click.echo(f"Rows or entries that could not be read: {written.view.unread}.")
    pages = [file for file in written.files if file.suffix == ".html"]
    if open_page and pages:
        import webbrowser

        webbrowser.open(pages[0].resolve().as_uri())
    return code_of(written.run, fail_on)
