"""`needle-evidence refs`: the references as a table."""

from __future__ import annotations

import click

from needle_evidence.cli.invocation import Invocation, common_options
from needle_evidence.cli.terminal import TABLE_FORMATS, print_rows

_COLUMNS = ("citekey", "year", "title", "study_design", "sample_size", "used_by", "line")


@click.command()
@click.option("--unused", is_flag=True, help="Only references that no claim cites.")
@click.option(
    "--format", "-f", "form", type=click.Choice(TABLE_FORMATS), default="table",
    show_default=True, help="A piped table is tab-separated.",
)  # fmt: skip
@common_options
@click.pass_obj
def refs(invocation: Invocation, unused: bool, form: str) -> None:
    """List the references with their study design and the claims that use them.

    \b
    Examples:
      needle-evidence refs
      needle-evidence refs --unused --format csv
    """
    from needle_evidence.api.browsing import list_references
    from needle_evidence.api.projects import load_library

    library = load_library(invocation.project, source_texts=False, claims_needed=False)
    found = list_references(library, unused=unused)
    rows = [
        {
            "citekey": details.reference.key,
            "year": details.reference.year,
            "title": details.reference.title,
            "study_design": details.design.label
            + ("" if details.design.stated or not details.design.code else " (inferred)"),
            "sample_size": details.reference.text("samplesize"),
            "used_by": [claim.claim_id for claim in details.used_by],
            "line": details.reference.location.line,
        }
        for details in found
    ]
    print_rows(rows, _COLUMNS, form)
