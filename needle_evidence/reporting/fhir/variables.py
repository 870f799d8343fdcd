"""Who and what an outcome is about, as the `variableDefinition` of a FHIR R5 Evidence."""

from __future__ import annotations

from collections.abc import Iterable

from needle_evidence.model.result import Directness
from needle_evidence.reporting.fhir.plain_elements import markdown, plain
from needle_evidence.reporting.fhir.published_codes import VARIABLE_ROLE, concept
from needle_evidence.reporting.known_parts import Node, known
from needle_evidence.reporting.reference_view import compared_with
from needle_evidence.reporting.tables.outcome_rows import OutcomeRow

_WITHOUT = compared_with("none")


def variables(row: OutcomeRow) -> list[Node]:
    """Population, exposure, comparator and outcome: as the claim means and as they were studied.

    What is not recorded is left out, but for the outcome: then it says so, for FHIR wants one
    variable. How well the two match is said in words, where the results agree: the published
    codes grade the match, and nobody graded it.
    """
    claim = row.claim.claim
    without = compared_with(row.comparator) == _WITHOUT
    outcome = ", ".join(part for part in (row.outcome, row.timepoint) if part)
    found = (
        _variable(row, "population", "population", claim.population, _population(row)),
        _variable(row, "exposure", "intervention", claim.intervention, _studied(row)),
        _variable(
            row,
            "referenceExposure",
            "comparator",
            claim.comparator,
            "" if without else row.comparator,
            "Without a control" if without else "",
        ),
        _variable(
            row,
            "measuredVariable",
            "outcome",
            claim.outcome,
            row.outcome,
            outcome or "Outcome not recorded",
        ),
    )
    return [variable for variable in found if variable]


def _variable(
    row: OutcomeRow, role: str, part: str, intended: str, observed: str, words: str = ""
) -> Node:
    if not (intended.strip() or observed.strip() or words):
        return {}
    both = intended.strip() and observed.strip()
    return known(
        {
            "description": markdown(words),
            "variableRole": concept(VARIABLE_ROLE, role),
            "observed": known({"display": plain(observed)}),
            "intended": known({"display": plain(intended)}),
            "directnessMatch": known({"text": _match(row, part) if both else ""}),
        }
    )


def _match(row: OutcomeRow, part: str) -> str:
    """Whether the results studied this part as the claim says it, "" where they do not agree."""
    words = set()
    for found in row.results:
        record = found.result.record
        if record.directness is Directness.DIRECT:
            words.add("direct")
        elif part in record.indirect_because:
            words.add("indirect: not as the claim says")
        else:
            words.add("")
    return words.pop() if len(words) == 1 else ""


def _population(row: OutcomeRow) -> str:
    rated = _only(rating.record.population for rating in row.ratings)
    return rated or _only(
        dict(found.work.reference.studied).get("population", "") for found in row.results
    )


def _studied(row: OutcomeRow) -> str:
    return _only(
        dict(found.work.reference.studied).get("intervention", "") for found in row.results
    )


def _only(texts: Iterable[str]) -> str:
    """The text if there is but one, else "": several are no one variable."""
    different = {text for text in texts if text.strip()}
    return different.pop() if len(different) == 1 else ""
