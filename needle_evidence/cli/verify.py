"""`needle-evidence verify`: whether references are what they say, and still stand."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from needle_evidence.cli.exit_codes import CLEAN, FINDINGS
from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import (
    TABLE_FORMATS,
    print_alarm,
    print_details,
    print_rows,
    print_text,
    print_written_row,
    progress_bar,
)
from needle_evidence.model.plain_text import one_line

if TYPE_CHECKING:
    from needle_evidence.api.verifying import VerifiedReference, VerifyRun

_COLUMNS = ("citekey", "verdict", "notice", "sources", "answered_on", "compared", "because")
_JUDGEMENTS = ("retraction", "concern", "correction", "none")
_PATH = "appraisal/verification.csv"


@click.command()
@click.argument("citekeys", nargs=-1, metavar="[KEY...]", shell_complete=complete_names)
@click.option("--online", is_flag=True, help="Ask the registries; else their last answers count.")
@click.option("--check", is_flag=True, help="End with 1 for a retracted, wrong or invented one.")
@click.option(
    "--judge", type=click.Choice(_JUDGEMENTS), default=None,
    help="Record what a notice of unknown nature about KEY is.",
)  # fmt: skip
@click.option("--by", default="", metavar="NAME", help="With --judge: who judged.")
@click.option("--because", default="", metavar="TEXT", help="With --judge: why, in a sentence.")
@click.option("--dry-run", is_flag=True, help="Show the change, write nothing.")
@click.option(
    "--format", "-f", "form", type=click.Choice(TABLE_FORMATS), default="table",
    show_default=True, help="A piped table is tab-separated.",
)  # fmt: skip
@common_options
@click.pass_obj
def verify(
    invocation: Invocation,
    citekeys: tuple[str, ...],
    online: bool,
    check: bool,
    judge: str | None,
    by: str,
    because: str,
    dry_run: bool,
    form: str,
) -> int:
    """Tell of each reference (or of KEY) whether registries know it so, and whether it stands.

    With --online Crossref, PubMed, DataCite, OpenAlex and Open Library are asked; without, what
    they answered last counts, until it is older than max_age_days. What is new goes into
    appraisal/verification.csv. A registry that does not answer leaves a reference *not checked*,
    with the reason: neither good nor bad.

    \b
    Examples:
      needle-evidence verify --online
      needle-evidence verify --check
      needle-evidence verify cotchett2014effectiveness
      needle-evidence verify hall2018 --judge correction --by "R. Hall" --because "a typing error"
    """
    from needle_evidence.api.verifying import judge_notice, verify_references

    quiet = invocation.quiet
    if judge is not None:
        if len(citekeys) != 1 or online:
            raise click.UsageError("--judge takes one KEY, and does not go with --online.")
        edited = judge_notice(
            invocation.project, citekeys[0], judge, by=by, because=because, dry_run=dry_run
        )
        print_written_row(edited.path, edited.diff, dry_run=dry_run, quiet=quiet)
        return CLEAN
    if by or because:
        raise click.UsageError("--by and --because go with --judge.")
    with progress_bar("Asking registries", quiet=quiet or not online) as progress:
        run = verify_references(
            invocation.project, citekeys, online=online, dry_run=dry_run, progress=progress
        )
    _print(run, form, in_full=bool(citekeys) and form == "table")
    if not quiet and form == "table":
        _print_summary(run, online=online, dry_run=dry_run)
    return FINDINGS if check and any(found.serious for found in run.references) else CLEAN


def _print(run: VerifyRun, form: str, *, in_full: bool) -> None:
    if not in_full:
        print_rows([_row(found) for found in run.references], _COLUMNS, form)
        return
    for found in run.references:
        print_details(
            f"{found.citekey}: {found.label}",
            [
                ("title", one_line(found.title, 200)),
                ("notice", found.notice),
                ("compared", ", ".join(found.compared)),
                ("answered by", ", ".join(found.sources)),
                ("oldest answer", found.answered_on.isoformat() if found.answered_on else ""),
                *(("because", reason) for reason in found.reasons),
                ("cited by", ", ".join(found.claims)),
            ],
        )


def _row(found: VerifiedReference) -> dict[str, object]:
    return {
        "citekey": found.citekey,
        "verdict": found.verdict,
        "notice": found.notice,
        "sources": list(found.sources),
        "answered_on": found.answered_on.isoformat() if found.answered_on else "",
        "compared": list(found.compared),
        "because": "; ".join(found.reasons),
    }


def _print_summary(run: VerifyRun, *, online: bool, dry_run: bool) -> None:
    for found in run.references:
        if found.serious:
            cited = f", cited by {', '.join(found.claims[:5])}" if found.claims else ""
            more = f" and {len(found.claims) - 5} more" if len(found.claims) > 5 else ""
            print_alarm(f"{found.label.upper()}  {one_line(found.citekey, 80)}{cited}{more}")
    counts = Counter(found.label for found in run.references)
    told = ", ".join(f"{count} {label}" for label, count in counts.most_common())
    number = len(run.references)
    print_text(f"{number} reference{'' if number == 1 else 's'}: {told or 'none'}.")
    if not online and any(found.not_checked for found in run.references):
        print_text("Not asked anew; `needle-evidence verify --online` asks the registries.")
    if run.edited is not None:
        print_text(f"Nothing was written (--dry-run): {_PATH}" if dry_run else f"Wrote {_PATH}")
