"""`needle-evidence claims`: the claims as a table."""

from __future__ import annotations

import click

from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import TABLE_FORMATS, print_rows

_COLUMNS = ("claim_id", "claim", "topic", "question", "status", "references", "line")


@click.command()
@click.option("--uncited", is_flag=True, help="Only claims that need a reference and have none.")
@click.option("--topic", default="", metavar="T", help="Only claims of this topic.")
@click.option(
    "--cites", default="", metavar="CITEKEY", shell_complete=complete_names,
    help="Only claims that cite this reference.",
)  # fmt: skip
@click.option(
    "--format", "-f", "form", type=click.Choice(TABLE_FORMATS), default="table",
    show_default=True, help="A piped table is tab-separated.",
)  # fmt: skip
@common_options
@click.pass_obj
def claims(invocation: Invocation, uncited: bool, topic: str, cites: str, form: str) -> None:
    """List the claims with their status and references.

    \b
    Examples:
      needle-evidence claims --uncited
      needle-evidence claims --topic Pain --format csv
      needle-evidence claims --cites cotchett2014effectiveness
    """
    from needle_evidence.api.browsing import list_claims
    from needle_evidence.api.projects import load_library

    library = load_library(invocation.project, source_texts=False)
    found = list_claims(library, uncited=uncited, topic=topic, cites=cites)
    rows = [
        {
            "claim_id": claim.claim_id,
            "claim": claim.text,
            "topic": claim.topic,
            "question": claim.question.value if claim.question else "",
            "status": report.status.value if claim.needs_evidence else "needs_no_evidence",
            "references": list(claim.references),
            "line": claim.location.line,
        }
        for claim, report in found
    ]
    print_rows(rows, _COLUMNS, form)
