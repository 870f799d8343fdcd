"""`needle-evidence import-retractions`: looking the references up on a list of retractions."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from needle_evidence.cli.invocation import Invocation, common_options
from needle_evidence.cli.terminal import print_alarm, print_text
from needle_evidence.model.plain_text import one_line

if TYPE_CHECKING:
    from needle_evidence.api.retractions import ListedWork, RetractionImport

_PATH = "appraisal/verification.csv"
_MOST = 8  # names in one line


@click.command("import-retractions")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--dated", type=click.DateTime(formats=["%Y-%m-%d"]), default=None, metavar="YYYY-MM-DD",
    help="The day of the list; else the newest day in it.",
)  # fmt: skip
@click.option("--source", default="", metavar="NAME", help="What to call the list.")
@click.option("--dry-run", is_flag=True, help="Tell what is found, write nothing.")
@common_options
@click.pass_obj
def import_retractions(
    invocation: Invocation,
    file: Path,
    dated: datetime.datetime | None,
    source: str,
    dry_run: bool,
) -> None:
    """Look every reference up on a list: FILE is Retraction Watch's CSV, or one with its columns.

    The columns OriginalPaperDOI (or OriginalPaperPubMedID) and RetractionDOI are enough. What is
    found, and that the others do not stand on the list, goes into appraisal/verification.csv
    with the list's day and digest. Where the list does not name the nature of a notice
    (RetractionNature), a person decides: `needle-evidence verify KEY --judge …`.

    \b
    Examples:
      needle-evidence import-retractions retraction_watch.csv
      needle-evidence import-retractions retraction_watch.csv --dated 2026-11-20 --dry-run
    """
    from needle_evidence.api.retractions import import_retractions as look_up

    day = dated.date() if dated is not None else None
    found = look_up(invocation.project, file, dated=day, source=source, dry_run=dry_run)
    for work in found.listed:
        _print_work(work)
    if not invocation.quiet:
        _print_summary(found, dry_run=dry_run)


def _print_work(work: ListedWork) -> None:
    details = [work.notice_on.isoformat() if work.notice_on else "", work.notice_id]
    inside = ", ".join(one_line(part, 120) for part in details if part)
    cited = f"; cited by {_listed(work.claims)}" if work.claims else "; no claim cites it"
    line = f"{one_line(work.citekey, 80)}: {work.notice}{f' ({inside})' if inside else ''}{cited}"
    if work.retracted:
        print_alarm(f"RETRACTED  {line}")
    else:
        print_text(line)


def _print_summary(found: RetractionImport, *, dry_run: bool) -> None:
    whose = "the newest day in it" if found.as_of_from_list else "as you said"
    works, standing = found.searched, len({work.citekey for work in found.listed})
    print_text(
        f"Looked {works} reference{'' if works == 1 else 's'} up on {found.lines:,} lines of "
        f"{found.source}, a list of {found.as_of} ({whose}); {standing} "
        f"{'stands' if standing == 1 else 'stand'} on it."
    )
    if not found.names_nature and found.listed:
        print_text(
            "The list does not name the nature of its notices: open each, then record it with "
            "`needle-evidence verify KEY --judge …`."
        )
    if found.not_checkable:
        print_text(
            "Not checked, as they give no identifier that the list has: "
            f"{_listed(found.not_checkable)}."
        )
    if found.kept:
        print_text(
            f"No longer on the list, and kept as an earlier one had it: {_listed(found.kept)}."
        )
    if found.edited is None:
        print_text(f"{_PATH} already says so; nothing was changed.")
    else:
        print_text(f"Nothing was written (--dry-run): {_PATH}" if dry_run else f"Wrote {_PATH}")
    if any(work.retracted and work.claims for work in found.listed):
        print_text("`needle-evidence check` names the claims that fall, `impact KEY` what is left.")


def _listed(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(one_line(name, 80) for name in names[:_MOST]) + more
