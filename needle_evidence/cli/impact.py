"""`needle-evidence impact`: what falls with a work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import TABLE_FORMATS, is_person, print_details, print_rows

if TYPE_CHECKING:
    from needle_evidence.api.judging import ClaimAssessment, ClaimImpact

_COLUMNS = (
    "claim_id", "status", "status_after", "certainty", "certainty_after", "wording_after",
    "what_remains", "place",
)  # fmt: skip


@click.command()
@click.argument("citekey", shell_complete=complete_names)
@click.option("--if-retracted", is_flag=True, help="Treat the works as retracted, still listed.")
@click.option(
    "--without", multiple=True, metavar="CITEKEY", shell_complete=complete_names,
    help="A further work that falls too; may be repeated.",
)  # fmt: skip
@click.option(
    "--format", "-f", "form", type=click.Choice(TABLE_FORMATS), default="table",
    show_default=True, help="A block per claim; a piped table is tab-separated.",
)  # fmt: skip
@common_options
@click.pass_obj
def impact(
    invocation: Invocation, citekey: str, if_retracted: bool, without: tuple[str, ...], form: str
) -> None:
    """Tell what would become of the claims if a work were retracted or taken out.

    Lists each claim that rests on the work: its status, the certainty that remains, and
    whether its wording then says too much. Writes nothing.

    \b
    Examples:
      needle-evidence impact cotchett2014effectiveness --if-retracted
      needle-evidence impact smith2019 --without jones2020 --format csv
    """
    from needle_evidence.api.judging import impact_of
    from needle_evidence.api.projects import load_library

    library = load_library(invocation.project, source_texts=False)
    found = impact_of(library, (citekey, *without), retracted=if_retracted)
    if form == "table" and is_person():
        for item in found:
            _print_claim(item)
    else:
        print_rows([_row(item) for item in found], _COLUMNS, form)
    if form == "table" and not invocation.quiet:
        changing = sum(item.changes_status for item in found)
        over = sum(item.becomes_over_claim for item in found)
        click.echo(
            f"Claims that rest on it: {len(found)}. Status changes: {changing}. "
            f"Wording that would newly say too much: {over}."
        )


def _print_claim(item: ClaimImpact) -> None:
    """One claim for a person: eight columns would leave no room for its id."""
    row = {name: str(value).replace("_", " ") for name, value in _row(item).items()}

    def change(name: str) -> str:
        before, after = row[name], row[f"{name}_after"]
        return f"{before} → {after}" if before != after else f"{before}, as now"

    remains = [work.citekey for work in item.after.works]
    print_details(
        f"{item.claim.claim_id}: {item.claim.text}",
        [
            ("status", change("status")),
            ("certainty", change("certainty")),
            ("wording", change("wording")),
            ("still cites", "; ".join(remains) or "nothing that counts"),
            ("place", _place(item)),
        ],
    )


def _row(item: ClaimImpact) -> dict[str, object]:
    again = " (judge again)" if item.must_be_judged_again else ""
    return {
        "claim_id": item.claim.claim_id,
        "status": item.before.status.status.value,
        "status_after": item.after.status.status.value,
        "certainty": _certainty(item.before),
        "certainty_after": _certainty(item.after) + again,
        "wording": item.before.wording.verdict.value,
        "wording_after": item.after.wording.verdict.value,
        "what_remains": [work.citekey for work in item.after.works],
        "place": _place(item),
    }


def _place(item: ClaimImpact) -> str:
    location = item.claim.location
    return "; ".join((f"{location.path}:{location.line}", *item.claim.articles))


def _certainty(assessment: ClaimAssessment) -> str:
    return assessment.certainty.label if assessment.certainty else "not judged"
