"""NE310: a stance that its own result text or interval contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from needle_evidence.checks.check import Check
from needle_evidence.language.result_direction import result_directions
from needle_evidence.language.wording_strength import Strength, classify_wording
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import RATIO_MEASURES, Directness, Result, Stance

# Whose results say that something got better, so that the words of a result can be compared.
_BENEFITS = frozenset({Question.TREATMENT_BENEFIT, Question.COMPARISON, Question.SCREENING})
_HARMS = frozenset({Question.COMMON_HARM, Question.RARE_HARM})
_OF_EFFECTS = _BENEFITS | _HARMS | {Question.MECHANISM, None}
_LONGEST = 4_000  # characters of a claim
_NOTHING = frozenset({"nothing"})
# A claim with one of these may be borne out by a result that shows nothing.
_TURNED = re.compile(
    r"\b(?:not(?! only)|never|cannot|nobody|nor|neither|unlikely|hardly|scarcely|little)\b"
    r"|n['’]t\b"
)
_SPARED = re.compile(r"\b(?:no|without|free|rare|rarely|seldom|few|fewer|safe|safer|low|mild)\b")


def _look(library: Library) -> Iterator[Problem]:
    for result in library.results:
        claims = library.claims_by_id.get(result.claim_id, ())
        if not claims or result.stance in (None, Stance.NEUTRAL):
            continue
        if result.directness is Directness.UNRELATED:
            continue
        message = _contradiction(result, claims[0])
        if message:
            yield Problem(
                message=f"{one_line(result.citekey, 80)} is recorded as “{_stance(result)}”, "
                f"but {message}.",
                location=result.cell("stance"),
                subject=one_line(result.claim_id, 80),
            )


def _stance(result: Result) -> str:
    return result.stance.value if result.stance else ""


def _contradiction(result: Result, claim: Claim) -> str:
    """What the row itself says against its stance, "" for nothing."""
    benefit = claim.question in _BENEFITS
    words = result_directions(result.result, result.comparator)
    numbers = _against_numbers(result, benefit=benefit)
    spoken = claim.question in _OF_EFFECTS and _against_words(result, words, benefit=benefit)
    denied = claim.question in _OF_EFFECTS and _against_denial(result, words)
    # Most rows contradict nothing, whatever their claim says; reading the claim takes longer.
    if not (numbers or spoken or denied):
        return ""
    says = result_directions(claim.text, claim.comparator)
    shown = f"its result reads “{one_line(result.result, 120)}”"
    if says == _NOTHING:
        return f"the claim says that there is no effect, and {shown}" if denied else ""
    if says & {"nothing", "equal"} or (benefit and "against" in says) or _turned(claim):
        return ""
    return numbers or (shown if spoken else "")


def _turned(claim: Claim) -> bool:
    """Whether the claim denies something, says that a harm is rare, or leaves all open."""
    text = claim.text[:_LONGEST].lower()
    if _TURNED.search(text):
        return True
    wording = classify_wording(claim.text)
    spared = claim.question not in _BENEFITS and (wording.reassurance or _SPARED.search(text))
    return bool(spared) or wording.strength is Strength.UNCERTAIN


def _against_numbers(result: Result, *, benefit: bool) -> str:
    """What the effect and its interval say against the stance, "" for nothing."""
    none = Decimal(1) if result.measure in RATIO_MEASURES else Decimal(0)
    low, high, effect = result.ci_low, result.ci_high, result.effect
    if result.measure in ("", "proportion"):
        return ""
    whole = low is not None and high is not None and low <= high
    holds_none = low is not None and high is not None and low <= none <= high
    if result.stance is Stance.SUPPORTS and holds_none:
        return f"its interval ({low} to {high}) contains {none}, which is no effect"
    better = _is_better(effect, none, result.better) if effect is not None else None
    if benefit and result.stance is Stance.SUPPORTS and better is False:
        return f"its effect {effect} is a change for the worse ({result.better} is better)"
    if benefit and result.stance is Stance.REFUTES and whole and not holds_none and better:
        return "" if _too_small(result) else _wholly_better(result)
    return ""


def _wholly_better(result: Result) -> str:
    return f"its interval ({result.ci_low} to {result.ci_high}) lies wholly on the better side"


def _too_small(result: Result) -> bool:
    """Whether the interval does not reach the difference that matters: that may well refute."""
    ends = [abs(end) for end in (result.ci_low, result.ci_high) if end is not None]
    return result.mid is not None and max(ends) < abs(result.mid)


def _is_better(effect: Decimal, none: Decimal, better: str) -> bool | None:
    if not better or effect == none:
        return None
    return (effect < none) == (better == "lower")


def _against_words(result: Result, says: frozenset[str], *, benefit: bool) -> bool:
    """Whether the words speak against the stance; where they say both, a person decides."""
    if result.stance is Stance.REFUTES:
        return benefit and says == {"for"}
    against = {"nothing", "against"} if benefit else {"nothing"}
    return bool(says) and says <= against


def _against_denial(result: Result, says: frozenset[str]) -> bool:
    """The same where the claim says that there is no effect."""
    return says == ({"for"} if result.stance is Stance.SUPPORTS else _NOTHING)


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
    needs=frozenset({"claims"}),
    look=_look,
)
