"""NE310: a stance that its own result text or interval contradicts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from needle_evidence.checks.check import Check
from needle_evidence.language.result_direction import result_directions
from needle_evidence.model.claim import Question
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import RATIO_MEASURES, Directness, Result, Stance

# Whose results say that something got better, so that the words of a result can be compared.
_BENEFITS = (Question.TREATMENT_BENEFIT, Question.COMPARISON)


def _look(library: Library) -> Iterator[Problem]:
    for result in library.results:
        if result.stance is None or result.directness is Directness.UNRELATED:
            continue
        claims = library.claims_by_id.get(result.claim_id, ())
        benefit = any(claim.question in _BENEFITS for claim in claims)
        message = _against_numbers(result, benefit=benefit)
        if not message and benefit:
            message = _against_words(result)
        if message:
            yield Problem(
                message=f"{one_line(result.citekey, 80)} is recorded as “{result.stance.value}”, "
                f"but {message}.",
                location=result.cell("stance"),
                subject=one_line(result.claim_id, 80),
            )


def _against_numbers(result: Result, *, benefit: bool) -> str:
    """What the effect and its interval say against the stance, "" for nothing."""
    none = Decimal(1) if result.measure in RATIO_MEASURES else Decimal(0)
    low, high, effect = result.ci_low, result.ci_high, result.effect
    if result.measure in ("", "proportion"):
        return ""
    holds_none = low is not None and high is not None and low <= none <= high
    if result.stance is Stance.SUPPORTS and holds_none:
        return f"its interval ({low} to {high}) holds no effect ({none})"
    better = _is_better(effect, none, result.better) if effect is not None else None
    if benefit and result.stance is Stance.SUPPORTS and better is False:
        return f"its effect {effect} is a change for the worse ({result.better} is better)"
    excludes_none = low is not None and high is not None and not holds_none
    if benefit and result.stance is Stance.REFUTES and excludes_none and better:
        return f"its interval ({low} to {high}) lies wholly on the better side"
    return ""


def _is_better(effect: Decimal, none: Decimal, better: str) -> bool | None:
    if not better or effect == none:
        return None
    return (effect < none) == (better == "lower")


def _against_words(result: Result) -> str:
    """What the words of the result say against the stance, "" where they say both or nothing."""
    says = result_directions(result.result)
    if len(says) != 1:
        return ""
    (only,) = says
    shown = one_line(result.result, 120)
    if result.stance is Stance.SUPPORTS and only in ("nothing", "against"):
        return f"its result reads “{shown}”"
    if result.stance is Stance.REFUTES and only == "for":
        return f"its result reads “{shown}”"
    return ""


CHECK = Check(
    code="NE310",
    name="stance-against-result",
    severity=Severity.WARNING,
    summary="A recorded stance does not fit the result that stands beside it.",
    why=(
        "The stance decides a claim's status. Where the result's own words or interval say "
        "something else, one of the cells was filled in by mistake, or the row mixes two results."
    ),
    bad="stance: supports; result: “Needling was no better than sham.”",
    good="stance: refutes; result: “Needling was no better than sham.”",
    way_out="Correct the stance, or split the row by outcome, comparator or time point.",
    needs=frozenset({"claims", "results"}),
    look=_look,
)
