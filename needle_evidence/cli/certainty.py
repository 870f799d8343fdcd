"""`needle-evidence certainty`: showing and recording how certain the evidence is."""

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
from needle_evidence.cli.terminal import print_details, print_written_row
from needle_evidence.model.certainty import LOWERING_DOMAINS, RAISING_DOMAINS, Certainty

if TYPE_CHECKING:
    from needle_evidence.api.judging import ClaimAssessment, RatedOutcome

_LOWERS = ("not serious", "serious: why", "very serious: why")
CELLS = {
    "outcome": ("--outcome", "Outcome", ()),
    "comparator": ("--comparator", "Compared with", ()),
    "timepoint": ("--timepoint", "When it was measured", ()),
    "population": ("--population", "In whom", ()),
    "rating": ("--rating", "Whose rating it is", ("judged", "reported")),
    "importance": (
        "--importance", "How much the outcome matters", ("critical", "important", "not_important"),
    ),
    "direction": ("--direction", "Which way the effect goes", ("reduces", "increases", "none")),
    "effect_size": (
        "--effect-size", "How large the effect is", ("large", "moderate", "small", "trivial"),
    ),
    "studies": ("--studies", "Number of studies", ()),
    "participants": ("--participants", "Number of people", ()),
    "start": ("--start", "What kind of studies", ("randomized", "observational")),
    "risk_of_bias": ("--risk-of-bias", "Risk of bias", _LOWERS),
    "inconsistency": ("--inconsistency", "Inconsistency",
                      (*_LOWERS, "not applicable: single study")),
    "indirectness": ("--indirectness", "Indirectness", _LOWERS),
    "imprecision": ("--imprecision", "Imprecision", _LOWERS),
    "publication_bias": ("--publication-bias", "Publication bias",
                         ("undetected", "suspected: why", "not assessable: why")),
    "large_effect": ("--large-effect", "Large effect", ("no", "yes: why", "very large: why")),
    "dose_response": ("--dose-response", "Dose response", ("no", "yes: why")),
    "opposing_confounding": ("--opposing-confounding", "Opposing confounding", ("no", "yes: why")),
    "reported_certainty": ("--reported-certainty", "What a cited review printed",
                           tuple(certainty.value for certainty in Certainty)),
    "reported_by": ("--reported-by", "Citekey of that review", ()),
    "locator": ("--locator", "Where it is printed, such as abstract or table 2", ()),
    "appraiser": ("--by", "Who judges or copied it", ()),
    "appraised_on": ("--on", "Day, year-month-day", ()),
    "note": ("--note", "A note", ()),
}  # fmt: skip
_KEY = ("outcome", "comparator", "timepoint", "appraiser")
_ASKED = ("importance", "direction", "effect_size", "studies", "participants", "start",
          *LOWERING_DOMAINS)  # fmt: skip


@click.command()
@click.argument("claim_id", shell_complete=complete_names)
@cell_options(CELLS)
@click.option("--ask", is_flag=True, help="Go through the domains, with hints.")
@click.option("--dry-run", is_flag=True, help="Show the row, write nothing.")
@common_options
@click.pass_obj
def certainty(
    invocation: Invocation, /, claim_id: str, ask: bool, dry_run: bool, **options: str | None
) -> None:
    """Show how certain the evidence for a claim is, or record it in appraisal/certainty.csv.

    Without further options it writes nothing: it shows each rating with the reason per domain,
    and hints. A domain that cannot be judged stays empty, and then no certainty is computed.

    \b
    Examples:
      needle-evidence certainty treats-heel-pain
      needle-evidence certainty treats-heel-pain --ask
      needle-evidence certainty treats-heel-pain --imprecision "serious: 84 people"
      needle-evidence certainty treats-heel-pain --reported-certainty low --reported-by lee2021
    """
    from needle_evidence.api.appraising import rate

    cells = given_cells(options)
    if not cells and not ask:
        _print_profile(_assessment(invocation, claim_id))
        return
    if ask:
        assessment = _assessment(invocation, claim_id)
        _print_profile(assessment)
        cells |= _ask(assessment, cells)
    written = rate(invocation.project, claim_id, cells, dry_run=dry_run)
    print_written_row(written.path, written.diff, dry_run=dry_run, quiet=invocation.quiet)
    if invocation.quiet:
        return
    if written.edit.encoding_changed:
        click.echo(written.edit.encoding_changed)
    if written.diff and not dry_run:
        found = _assessment(invocation, claim_id).certainty
        click.echo(f"The certainty that counts is now: {found.label if found else 'not judged'}.")


def _assessment(invocation: Invocation, claim_id: str) -> ClaimAssessment:
    from needle_evidence.api.judging import assessment_of
    from needle_evidence.api.projects import load_library

    return assessment_of(load_library(invocation.project, source_texts=False), claim_id)


def _ask(assessment: ClaimAssessment, given: dict[str, str]) -> dict[str, str]:
    """Asks for a judged rating; the domains that raise only where the studies are observational."""
    from needle_evidence.api.appraising import rating_fault, recorded_cells

    click.echo(HOW_TO_ANSWER)
    judged = [row.rating for row in assessment.ratings if not row.rating.reported]
    answers = {"rating": "judged", **given}
    known = {"outcome": assessment.claim.outcome, "comparator": assessment.claim.comparator}
    known = recorded_cells(judged[0]) if len(judged) == 1 else known

    def ask(*columns: str) -> None:
        asked = [name for name in columns if name not in answers]
        answers.update(ask_for_cells(CELLS, asked, known, rating_fault))

    ask(*_KEY)
    key = {name: answers.get(name, "") for name in _KEY}
    row = next((r for r in judged if all(getattr(r, n) == key[n] for n in _KEY)), None)
    known = recorded_cells(row) if row else {}
    ask(*_ASKED)
    if answers.get("start", "").strip().lower() == "observational":
        ask(*RAISING_DOMAINS)
    return {**key, **answers}


def _print_profile(assessment: ClaimAssessment) -> None:
    from needle_evidence.api.judging import certainty_hints

    governing = assessment.governing
    pairs = [
        ("certainty", _symbol(governing.certainty) if governing else "not judged"),
        ("because", governing.because if governing else ""),
    ]
    if not assessment.ratings:
        pairs.append(("rated", "nothing yet; go through the domains with --ask"))
    for row in assessment.ratings:
        pairs += _rating(row)
        pairs += [
            ("hint", f"{hint.domain.replace('_', ' ')}: {hint.text}")
            for hint in certainty_hints(assessment, row.rating)
            if not _followed(row, hint.domain)
        ]
    print_details(assessment.claim.text, pairs)


def _rating(row: RatedOutcome) -> list[tuple[str, str]]:
    """One rating: what it is of and by whom, then what each domain does to it."""
    rating, grade = row.rating, row.grade
    about = ", ".join(p for p in (rating.outcome, rating.comparator, rating.timepoint) if p)
    found = _symbol(grade.certainty) if grade.certainty else "no certainty"
    who = f"; by {rating.appraiser}" if rating.appraiser and not rating.reported else ""
    label = f" ({grade.label})" if grade.certainty else ""
    pairs = [(rating.rating, f"{about or 'no outcome named'}: {found}{label}{who}")]
    pairs += [
        ("", f"{name.replace('_', ' ')}{f' {change:+d}' if change else ''}: {reason}")
        for name, change, reason in grade.steps
    ]
    pairs += [("refused", refusal) for refusal in grade.refusals]
    missing = ", ".join(name.replace("_", " ") for name in grade.missing)
    return [*pairs, ("not assessed", missing)]


def _followed(row: RatedOutcome, domain: str) -> bool:
    """Whether the recorded word already says what a hint of its domain asks to look at."""
    word = row.rating.domains[domain].word if domain in row.rating.domains else ""
    if domain == "inconsistency":
        return word == "not applicable"
    return word not in ("", "not serious", "undetected")


def _symbol(certainty: Certainty) -> str:
    return f"{certainty.symbol} {certainty.label}"
