"""`needle-evidence diff`: what changed between two versions of the evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from needle_evidence.cli.exit_codes import CLEAN, FINDINGS
from needle_evidence.cli.invocation import Invocation, common_options
from needle_evidence.cli.terminal import print_text, print_wrapped
from needle_evidence.model.plain_text import one_line

if TYPE_CHECKING:
    from needle_evidence.api.changes import ChangesView, ClaimChange, Difference

_FORMS = ("text", "markdown", "html", "json")
_SIGNS = {"better": "▲", "worse": "▼", "both": "▲▼", "": "·"}
_LONGEST = 300


@click.command()
@click.argument("before", metavar="REV1")
@click.argument("after", metavar="[REV2]", default="", required=False)
@click.option(
    "--format", "-f", "form", type=click.Choice(_FORMS), default="text", show_default=True,
    help="What to print, or to write into --output (text: as Markdown).",
)  # fmt: skip
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write it into this file.",
)  # fmt: skip
@click.option(
    "--fail-on-worse", is_flag=True,
    help="End with code 1 if a claim is worse backed than before, or a reference fell.",
)  # fmt: skip
@common_options
@click.pass_obj
def diff(
    invocation: Invocation,
    before: str,
    after: str,
    form: str,
    output: Path | None,
    fail_on_worse: bool,
) -> int:
    """Tell what changed in the evidence between two versions.

    REV1 and REV2 are git revisions, or folders that hold a project; without REV2 it is the
    files as they are now. Claims added, removed and reworded, status and certainty up or down,
    references added, removed and fallen. Writes nothing but --output.

    \b
    Examples:
      needle-evidence diff HEAD~1
      needle-evidence diff v1.0 main --format markdown
      needle-evidence diff ../last-month --format html -o changes.html
    """
    from needle_evidence.api.changes import changes_between

    form = "markdown" if output and form == "text" else form
    changes, text = changes_between(invocation.project, before, after, form=form, output=output)
    if output:
        if not invocation.quiet:
            print_text(f"Wrote {output}")
    elif form == "text":
        _print(changes)
    else:
        click.echo(text, nl=False)
    fallen = any(one.kind == "fallen" for one in changes.references)
    return FINDINGS if fail_on_worse and (changes.worse or fallen) else CLEAN


def _print(changes: ChangesView) -> None:
    print_text(f"From {one_line(changes.before, 80)} to {one_line(changes.after, 80)}")
    for count in changes.counts:
        if count.before != count.after:
            sign = _SIGNS[count.direction]
            print_text(f"{sign} {count.label}: {count.before} → {count.after}")
    for claim in changes.claims:
        _print_claim(claim)
    for work in changes.references:
        was = f" (was {work.was})" if work.was else ""
        note = f": {work.note}" if work.note else ""
        cited = f"; cited by {', '.join(work.claims)}" if work.claims else ""
        print_wrapped(
            f"{'▼' if work.kind == 'fallen' else '·'} reference {work.kind}: "
            f"{work.citekey}{was}, {one_line(work.name, 120)}{note}{one_line(cited, _LONGEST)}"
        )
    if changes.nothing:
        print_text("Nothing that a reader would see changed.")


def _print_claim(claim: ClaimChange) -> None:
    was = f" (was {claim.was})" if claim.was else ""
    text = one_line(claim.text, _LONGEST)
    print_wrapped(f"{_SIGNS[claim.direction]} claim {claim.kind}: {claim.claim_id}{was}: {text}")
    if claim.kind in ("added", "removed"):
        print_wrapped(f"    {claim.label}", hanging=6)
    for one in claim.differences:
        print_wrapped(f"    {_SIGNS[one.direction]} {_difference(one)}", hanging=6)


def _difference(one: Difference) -> str:
    before, after = one_line(one.before, _LONGEST), one_line(one.after, _LONGEST)
    change = f"{before} → {after}" if before and after else before or after
    return f"{one.what}: {change}"
