"""`needle-evidence report`: the evidence reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from needle_evidence.cli.exit_codes import CLEAN, code_of
from needle_evidence.cli.invocation import Invocation, common_options
from needle_evidence.cli.terminal import print_alarm, print_text
from needle_evidence.config import FAIL_ON_VALUES
from needle_evidence.model.audience import Audience
from needle_evidence.model.plain_text import one_line

if TYPE_CHECKING:
    from needle_evidence.api.report_runs import ReportRun, WrittenRun
    from needle_evidence.api.reports import WrittenReports
    from needle_evidence.api.rewording import RewordedArticles
    from needle_evidence.api.watching import Rebuild
    from needle_evidence.model.finding import Location

_MOST_NAMED = 4  # files in one line
_KINDS = {"changed": "changed", "new": "is new", "gone": "is gone"}


@click.command()
@click.option(
    "--format", "-f", "formats", multiple=True, metavar="FORM",
    help="html, markdown, json, pdf, docx …, or all; may be repeated. Default: html, markdown "
    "and json. docs/reference/report-forms.md tells them all.",
)  # fmt: skip
@click.option(
    "--audience", type=click.Choice([one.value for one in Audience]),
    default=Audience.CLINICIAN.value, show_default=True,
    help="clinician: everything. patient: plain sentences for the claims that stand. "
    "editor: what to change, where, and into which words.",
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
@click.option(
    "--since", default="", metavar="REV",
    help="Also tell what changed since a git revision (or against a folder with a project).",
)  # fmt: skip
@click.option(
    "--history", is_flag=True,
    help="Also draw how many claims cited a reference over the git history.",
)  # fmt: skip
@click.option("--dated", is_flag=True, help="Print today's date, or that of SOURCE_DATE_EPOCH.")
@click.option("--open", "open_page", is_flag=True, help="Open the HTML report in the browser.")
@click.option(
    "--apply-wording", is_flag=True,
    help="With --audience editor: also write a copy of each article in which sentences that say "
    "too much are replaced by what may be printed. The articles themselves are not touched.",
)  # fmt: skip
@click.option(
    "--watch", is_flag=True,
    help="Write the reports again whenever a file of the project is saved, until Ctrl-C.",
)  # fmt: skip
@common_options
@click.pass_obj
def report(
    invocation: Invocation,
    formats: tuple[str, ...],
    audience: str,
    output: Path | None,
    style: str,
    fail_on: str,
    since: str,
    history: bool,
    dated: bool,
    open_page: bool,
    apply_wording: bool,
    watch: bool,
) -> int:
    """Write the evidence report: which claims are cited, by what, and which are not.

    The same input gives the same bytes. Ends with code 0 once the files are written, unless
    --fail-on is given; with --watch, when you stop it.

    \b
    Examples:
      needle-evidence report
      needle-evidence report --format html --open
      needle-evidence report --audience editor --apply-wording
      needle-evidence report --style vancouver --output ~/evidence
      needle-evidence report --format html --watch
      needle-evidence report --since v1.0
    """
    from needle_evidence.api.report_runs import ReportRun

    if apply_wording and audience != Audience.EDITOR.value:
        raise click.UsageError("--apply-wording goes with --audience editor.")
    if watch and fail_on != "never":
        raise click.UsageError("--watch has no end at which --fail-on could be told.")
    run = ReportRun(
        project=invocation.project,
        formats=formats,
        audience=Audience(audience),
        output=output,
        style=style,
        dated=dated,
        since=since,
        history=history,
        apply_wording=apply_wording,
    )
    if watch:
        return _watch(run, quiet=invocation.quiet, open_page=open_page)
    return _write(run, quiet=invocation.quiet, open_page=open_page, fail_on=fail_on)


def _write(run: ReportRun, *, quiet: bool, open_page: bool, fail_on: str) -> int:
    from needle_evidence.api.report_runs import write_run

    written = write_run(run)
    if not quiet:
        _print_files(written)
        _print_counts(written.reports)
    if open_page:
        _open(written)
    return code_of(written.reports.run, fail_on)


def _watch(run: ReportRun, *, quiet: bool, open_page: bool) -> int:
    """Goes on until it is interrupted."""
    from needle_evidence.api.watching import watch_reports

    opened = not open_page
    for rebuild in watch_reports(run):
        if rebuild.changed and not quiet:
            print_text(_saved(rebuild))
        if rebuild.written is None:
            print_alarm(rebuild.problem)
        elif not rebuild.changed and not quiet:
            _print_files(rebuild.written)
        if not rebuild.changed and not quiet:
            click.echo("Watching the project's files; stop with Ctrl-C.")
        if rebuild.written is None:
            continue
        if not opened:
            _open(rebuild.written)
            opened = True
    return CLEAN


def _saved(rebuild: Rebuild) -> str:
    """What was saved, and what was written of it: "page.md changed: wrote … in 0.4 s"."""
    shown = [f"{one.path} {_KINDS[one.kind]}" for one in rebuild.changed[:_MOST_NAMED]]
    more = len(rebuild.changed) - len(shown)
    saved = ", ".join(shown) + (f" and {more} more" if more else "")
    if rebuild.written is None:
        return f"{saved}: the reports were not written."
    names = [file.name for file in rebuild.written.files]
    rest = len(names) - _MOST_NAMED
    files = ", ".join(names[:_MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
    return f"{saved}: wrote {files} in {rebuild.written.seconds:.1f} s."


def _print_files(written: WrittenRun) -> None:
    folders: dict[Path, list[Path]] = {}
    for file in written.reports.files:
        folders.setdefault(file.parent, []).append(file)
    for number, (folder, files) in enumerate(folders.items()):
        if number and len(files) > _MOST_NAMED:
            print_text(f"Wrote {len(files)} files in {folder}")
            continue
        for file in files:
            print_text(f"Wrote {file}")
    for remark in written.reports.remarks:
        print_text(remark)
    if written.wording is not None:
        _print_wording(written.wording)


def _print_counts(reports: WrittenReports) -> None:
    view = reports.view
    tally = view.headline
    click.echo(
        f"Health-effect claims: {tally.claims}. With a reference: {tally.cited}. "
        f"Without: {tally.uncited}. Reference not found: {tally.not_found}."
    )
    if view.claim_sentences:
        click.echo(
            f"Claim sentences of the articles: {view.claim_sentences}. "
            f"Registered: {view.registered_sentences}."
        )
    if view.unread:
        click.echo(f"Rows or entries that could not be read: {view.unread}.")


def _print_wording(wording: RewordedArticles) -> None:
    """What was reworded, with the words, and what was left, with the reason."""
    for one in wording.changed:
        print_text(f"reworded  {one.claim_id}  {_place(one.location)}")
        print_text(f"    - {one_line(one.before)}")
        print_text(f"    + {one_line(one.after)}")
        if one.cite:
            print_text(f"    cite {one_line(one.cite, 100)} with it")
    for left in wording.left:
        print_text(f"left      {left.claim_id}  {_place(left.location)}: {left.reason}")
    for path, file in wording.files:
        changed = sum(one.location.path == path for one in wording.changed)
        print_text(f"Wrote {file}: {changed} of {one_line(path, 120)}'s sentences reworded.")
    if not wording.files:
        click.echo("No sentence may be reworded, so no copy was written.")


def _place(location: Location) -> str:
    where = f"line {location.line}" if location.line else location.field
    return ", ".join(filter(None, (one_line(location.path, 120), where)))


def _open(written: WrittenRun) -> None:
    pages = [file for file in written.reports.files if file.suffix == ".html"]
    if pages:
        import webbrowser

        webbrowser.open(pages[0].resolve().as_uri())
