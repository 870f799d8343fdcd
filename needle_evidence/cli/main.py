"""The command `needle-evidence`: its group of commands, and how a process ends."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

import click

from needle_evidence import __version__
from needle_evidence.cli import (
    add,
    anchor,
    appraise,
    certainty,
    check,
    cite,
    claims,
    dedupe,
    diff,
    explain,
    export,
    impact,
    import_references,
    import_retractions,
    init,
    link,
    refs,
    rename,
    report,
    review,
    show,
    suggest,
    tidy,
    uncovered,
    verify,
    wording,
    workbook,
)
from needle_evidence.cli.exit_codes import CLEAN, CRASH, EXIT_CODES_HELP, INTERRUPTED, WRONG_USE
from needle_evidence.cli.invocation import Invocation, common_options
from needle_evidence.cli.terminal import wrapped
from needle_evidence.errors import NeedleEvidenceError
from needle_evidence.model.plain_text import visible


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXIT_CODES_HELP,
)
@click.version_option(__version__, prog_name="needle-evidence")
@common_options
def main() -> None:
    """Which claims of a health article are backed: by what, how directly, how certainly.

    Reads claims.csv, references.bib, the articles and what people recorded in appraisal/,
    writes evidence reports, and tells which row to fix.

    \b
    Examples:
      needle-evidence init                  a small working project in this folder
      needle-evidence report                writes reports/evidence.html, .md and .json
      needle-evidence import FILE           references of any format into references.bib
      needle-evidence check                 what is wrong, where, and what to do
      needle-evidence show CLAIM_ID         everything about one claim or reference
      needle-evidence explain NE101         why a check matters
      needle-evidence appraise CLAIM_ID CITEKEY    record what a work says about a claim
      needle-evidence dedupe                the same work under two citekeys
      needle-evidence add --online DOI      a work into references.bib, by an identifier
      needle-evidence verify --online       are the references right, and not retracted
      needle-evidence suggest CLAIM_ID      references that may speak about a claim
      needle-evidence link CLAIM_ID KEY     cite a reference for a claim
      needle-evidence rename-key OLD NEW    another citekey, in every file
      needle-evidence wording CLAIM_ID      which sentence the evidence licenses
      needle-evidence impact CITEKEY        what falls with a work
      needle-evidence diff HEAD~1           what changed in the evidence since a revision
      needle-evidence anchor                record where claims stand in the article
      needle-evidence uncovered             claims of the article that are in no row
      needle-evidence workbook out          the tables for a spreadsheet program, and back
      needle-evidence cite ARTICLE          a copy with citations for the claims that stand
    """


for command in (
    init.init, report.report, check.check, claims.claims, refs.refs, show.show, explain.explain,
    appraise.appraise, certainty.certainty, wording.wording, impact.impact, review.review,
    diff.diff, suggest.suggest, link.link, link.unlink, rename.rename_key, rename.rename_claim,
    anchor.anchor, uncovered.uncovered, cite.cite,
    import_references.import_references, export.export, tidy.tidy, dedupe.dedupe,
    add.add, verify.verify, import_retractions.import_retractions, workbook.workbook,
):  # fmt: skip
    main.add_command(command)


def run() -> NoReturn:
    """Runs the command line and ends the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(execute())


def execute(arguments: Sequence[str] | None = None) -> int:
    """Runs one command line (the process's own, if none is given) and returns its exit code.

    Every way to end becomes one clear line and a code; raises nothing.
    """
    invocation = Invocation()
    try:
        result = main.main(
            arguments, obj=invocation, standalone_mode=False, prog_name="needle-evidence"
        )
        sys.stdout.flush()
    except NeedleEvidenceError as error:
        _complain(str(error))
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return WRONG_USE
    except click.ClickException as error:
        _complain(_with_help(error))
        return WRONG_USE
    except (KeyboardInterrupt, click.exceptions.Abort):
        _complain("Stopped; nothing half-written was left.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing is wrong.
        sys.stdout = None  # keeps Python from flushing it again
        return CLEAN
    except Exception as error:  # noqa: BLE001 - the last line of defence: no traceback for users
        return _crash(error, debug=invocation.debug)
    return result if isinstance(result, int) else CLEAN


def _with_help(error: click.ClickException) -> str:
    """The error, and where the command's examples stand, should it have been typed wrongly."""
    message = error.format_message()
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
    if not command:
        return message
    end = "" if message.endswith((".", "?", "!")) else "."
    return f"{message}{end} `{command} --help` shows examples."


def _complain(message: str) -> None:
    text = f"needle-evidence: {visible(message)}"
    click.echo(wrapped(text) if sys.stderr.isatty() else text, err=True)


def _crash(error: Exception, *, debug: bool) -> int:
    if debug:
        traceback.print_exception(error)
    hint = "" if debug else " Run it again with --debug and report what it prints."
    _complain(f"This is a fault of the tool ({type(error).__name__}).{hint}")
    return CRASH
