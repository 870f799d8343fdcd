"""`needle-evidence appraise`: recording what one work says about one claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from needle_evidence.cli.cell_options import (
    HOW_TO_ANSWER,
    ask_for_cells,
    cell_options,
    given_cells,
)
from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import print_details, print_text, print_written_row
from needle_evidence.model.result import INDIRECT_PARTS, MEASURES, Directness, Stance

if TYPE_CHECKING:
    from needle_evidence.api.judging import CitationHints
    from needle_evidence.model.result import Result

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
_KEY = ("outcome", "comparator", "timepoint")
_LAST = ("result", "passage", "locator", "appraiser")


@click.command()
@click.argument("claim_id", shell_complete=complete_names)
@click.argument("citekey", shell_complete=complete_names)
@cell_options(CELLS)
@click.option("--ask", is_flag=True, help="Ask for what the options do not give.")
@click.option("--dry-run", is_flag=True, help="Show the row, write nothing.")
@common_options
@click.pass_obj
def appraise(
    invocation: Invocation,
    /,
    claim_id: str,
    citekey: str,
    ask: bool,
    dry_run: bool,
    **options: str | None,
) -> None:
    """Record what one work says about one claim: a row in appraisal/evidence.csv.

    Without options for cells it asks, after showing what words suggest. With them it asks
    nothing: of a row that is there already the other cells stay as they are. A work may have
    several rows about one claim, told apart by outcome, comparator and time point.

    \b
    Examples:
      needle-evidence appraise treats-heel-pain cotchett2014effectiveness
      needle-evidence appraise treats-heel-pain smith2019 --stance supports --directness direct
      needle-evidence appraise treats-heel-pain jones2020 --directness unrelated --by "R. Hall"
    """
    from needle_evidence.api.appraising import appraise as record

    cells = given_cells(options)
    if ask or not cells:
        cells |= _ask(invocation, claim_id, citekey, cells)
    written = record(invocation.project, claim_id, citekey, cells, dry_run=dry_run)
    print_written_row(written.path, written.diff, dry_run=dry_run, quiet=invocation.quiet)
    if invocation.quiet:
        return
    if written.edit.encoding_changed:
        click.echo(written.edit.encoding_changed)
    if written.diff and not dry_run:
        _print_status(invocation, claim_id, citekey)


def _ask(
    invocation: Invocation, claim_id: str, citekey: str, given: dict[str, str]
) -> dict[str, str]:
    """The guided form; asks only for what the answers so far leave open."""
    from needle_evidence.api.appraising import recorded_cells, result_fault
    from needle_evidence.api.judging import citation_hints
    from needle_evidence.api.projects import load_library

    found = citation_hints(load_library(invocation.project, source_texts=False), claim_id, citekey)
    _print_hints(found)
    click.echo(HOW_TO_ANSWER)
    rows = found.work.results
    known = recorded_cells(rows[0]) if len(rows) == 1 else {}
    answers = dict(given)

    def ask(*columns: str) -> None:
        asked = [name for name in columns if name not in answers]
        answers.update(ask_for_cells(CELLS, asked, known, result_fault))

    ask(*_KEY)
    key = {name: answers.get(name, "") for name in _KEY}
    row = next((r for r in rows if all(getattr(r, n) == key[n] for n in _KEY)), None)
    known = recorded_cells(row) if row else {}
    ask("directness")
    directness = answers.get("directness", "").strip().lower()
    if directness == "indirect":
        ask("indirect_because")
    if directness != "unrelated":
        ask("stance")
    ask(*_LAST)
    return {**key, **answers}


def _print_hints(found: CitationHints) -> None:
    work, scope = found.work, found.scope
    design, reference = work.design, work.reference
    words = "; ".join(
        f"“{text}” in the {field}"
        for field, text in (design.inferred.words[:3] if design.inferred else ())
    )
    print_details(
        found.claim.text,
        [
            ("work", f"{reference.title or work.citekey} ({reference.year or 'no year'})"),
            ("cited", "" if work.cited else "no: recorded as considered, not cited"),
            ("design", (design.label or "not known") + (f" (inferred: {words})" if words else "")),
            ("level", work.level_text),
            ("people", reference.text("samplesize")),
            ("treatment", reference.text("intervention")),
            ("compared with", reference.text("comparator")),
            ("words say", f"{scope.fit.value.replace('_', ' ')}: {scope.explanation}"),
            *(("recorded", _recorded(row)) for row in work.results),
            ("recorded", "" if work.results else "nothing yet"),
        ],
    )


def _recorded(row: Result) -> str:
    """One row in a few words: where it stands, what it is about, what it says."""
    about = ", ".join(text for text in (row.outcome, row.comparator, row.timepoint) if text)
    judged = [value.value for value in (row.directness, row.stance) if value is not None]
    return f"line {row.location.line}: {about or 'no outcome'}: {', '.join(judged) or 'no stance'}"


def _print_status(invocation: Invocation, claim_id: str, citekey: str) -> None:
    """What the claim's status is with the new row."""
    from needle_evidence.api.judging import assessment_of
    from needle_evidence.api.projects import load_library

    found = assessment_of(load_library(invocation.project, source_texts=False), claim_id)
    certainty = found.certainty.label if found.certainty else "not judged"
    if citekey not in found.claim.references:
        print_text(f"{claim_id} does not cite {citekey}: the row counts as considered, not cited.")
    label = found.status.status.label
    print_text(f"{claim_id} is now: {label[:1].lower()}{label[1:]}; certainty: {certainty}.")
