"""`needle-evidence appraise`: recording what one work says about one claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from needle_evidence.cli.cell_options import ask_for_cells, cell_options, given_cells
from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import print_details, print_written_row
from needle_evidence.model.result import INDIRECT_PARTS, MEASURES, Directness, Stance

if TYPE_CHECKING:
    from needle_evidence.api.judging import CitationHints

CELLS = {
    "stance": ("--stance", "What it says of the claim", tuple(s.value for s in Stance)),
    "directness": ("--directness", "Did it study the claim", tuple(d.value for d in Directness)),
    "indirect_because": ("--because", "In what an indirect work differs", INDIRECT_PARTS),
    "outcome": ("--outcome", "Outcome", ()),
    "comparator": ("--comparator", "Compared with", ()),
    "timepoint": ("--timepoint", "When it was measured", ()),
    "result": ("--result", "The result in your own words", ()),
    "passage": ("--passage", "Verbatim passage that shows it", ()),
    "locator": ("--locator", "Where the passage stands, such as abstract or p. 5", ()),
    "measure": ("--measure", "Measure of the effect", MEASURES),
    "unit": ("--unit", "Unit of the effect", ()),
    "effect": ("--effect", "The effect, a number", ()),
    "ci_low": ("--ci-low", "Lower end of the 95% interval", ()),
    "ci_high": ("--ci-high", "Upper end of the 95% interval", ()),
    "better": ("--better", "Which way is better", ("lower", "higher")),
    "mid": ("--mid", "Minimal important difference, a number", ()),
    "mid_source": ("--mid-source", "Where that number comes from", ()),
    "participants": ("--participants", "Number of people", ()),
    "events": ("--events", "Number of events", ()),
    "appraiser": ("--by", "Who judges", ()),
    "appraised_on": ("--on", "Day, year-month-day", ()),
    "note": ("--note", "A note", ()),
}
_ASKED = ("outcome", "comparator", "timepoint", "directness", "indirect_because", "stance",
          "result", "passage", "locator", "appraiser")  # fmt: skip


@click.command()
@click.argument("claim_id", shell_complete=complete_names)
@click.argument("citekey", shell_complete=complete_names)
@cell_options(CELLS)
@click.option("--dry-run", is_flag=True, help="Show the row, write nothing.")
@common_options
@click.pass_obj
def appraise(
    invocation: Invocation, /, claim_id: str, citekey: str, dry_run: bool, **options: str | None
) -> None:
    """Record what one work says about one claim: a row in appraisal/evidence.csv.

    Without --stance and --directness it asks, after showing what words suggest. With them it
    asks nothing. Cells that are not given stay as they are.

    \b
    Examples:
      needle-evidence appraise treats-heel-pain cotchett2014effectiveness
      needle-evidence appraise treats-heel-pain smith2019 --stance supports --directness direct
      needle-evidence appraise treats-heel-pain jones2020 --directness unrelated --by "R. Hall"
    """
    from needle_evidence.api.appraising import appraise as record
    from needle_evidence.api.judging import citation_hints
    from needle_evidence.api.projects import load_library

    cells = given_cells(options)
    if "stance" not in cells and "directness" not in cells:
        found = citation_hints(load_library(invocation.project), claim_id, citekey)
        _print_hints(found)
        known = {**_only_row(found), **cells}
        cells |= ask_for_cells(CELLS, [name for name in _ASKED if name not in cells], known)
    written = record(invocation.project, claim_id, citekey, cells, dry_run=dry_run)
    print_written_row(written.path, written.diff, dry_run=dry_run, quiet=invocation.quiet)
    if written.edit.encoding_changed and not invocation.quiet:
        click.echo(written.edit.encoding_changed)


def _only_row(found: CitationHints) -> dict[str, str]:
    """What the one row of this work about the claim holds; nothing where there are more."""
    if len(found.work.results) != 1:
        return {}
    (row,) = found.work.results
    return {
        "outcome": row.outcome,
        "comparator": row.comparator,
        "timepoint": row.timepoint,
        "stance": row.stance.value if row.stance else "",
        "directness": row.directness.value if row.directness else "",
        "indirect_because": ";".join(row.indirect_because),
        "result": row.result,
        "passage": row.passage,
        "locator": row.locator,
        "appraiser": row.appraiser,
    }


def _print_hints(found: CitationHints) -> None:
    work, scope = found.work, found.scope
    design = work.design
    inferred = design.inferred
    words = "; ".join(f"“{text}” in the {field}" for field, text in inferred.words[:3]) if (
        inferred
    ) else ""
    print_details(
        work.reference.title or work.citekey,
        [
            ("design", (design.label or "not known") + (f" (inferred: {words})" if words else "")),
            ("level", work.level_text),
            ("people", work.reference.text("samplesize")),
            ("treatment", work.reference.text("intervention")),
            ("compared with", work.reference.text("comparator")),
            ("words say", f"{scope.fit.value.replace('_', ' ')}: {scope.explanation}"),
            ("recorded", f"{len(work.results)} results" if work.results else "nothing yet"),
        ],
    )
