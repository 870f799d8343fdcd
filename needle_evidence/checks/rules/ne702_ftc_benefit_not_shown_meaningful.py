"""NE702: a benefit claim whose recorded results are not significant, or too small to matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from needle_evidence.appraisal.assessment import ClaimAssessment
from needle_evidence.checks.benefit_claims import benefit_claims, quoted
from needle_evidence.checks.check import Check
from needle_evidence.language.ftc_words import find_phrases, plain_words
from needle_evidence.model.claim import Question
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import RATIO_MEASURES, Directness, Result, Stance

_RULE = "NE702"
_FAULT = "No supporting result is shown to be both significant and large enough to matter."
_MOST_RESULTS = 3  # named in one message
_SIGNIFICANT, _LARGE = "no interval is recorded", "no minimal important difference is recorded"
# "As effective as", "no worse than": such a claim rests on an interval that holds no effect.
_CLAIMS_NO_DIFFERENCE = re.compile(
    r"\bas (?:effective|effectively|good|helpful|useful|strong|strongly|fast|quickly|much) as\b"
    r"|\b(?:no|not) (?:worse|less|better|more|inferior|superior|different)\b"
    r"|\b(?:equal|equally|equivalent|similar|similarly|comparable|non-?inferior)\b",
    re.IGNORECASE,
)


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for assessment in benefit_claims(library):
        results = _supporting(assessment)
        if results:
            yield from _check(assessment, results)


def _supporting(assessment: ClaimAssessment) -> list[Result]:
    return [
        result
        for work in assessment.works
        if work.counts
        for result in work.results
        if result.stance is Stance.SUPPORTS and result.directness is Directness.DIRECT
    ]


def _check(assessment: ClaimAssessment, results: list[Result]) -> Iterator[Problem | NotChecked]:
    claim = assessment.claim
    if _claims_no_difference(assessment):
        reason = "it claims no difference, which an interval around no effect may bear out"
        yield NotChecked(reason=reason, subject=claim.claim_id)
        return
    open_reasons = [_unknown(result) for result in results]
    faults = [(result, fault) for result in results if (fault := _fault(result))]
    failed = {id(result) for result, _ in faults}
    shown = any(
        not reason and id(result) not in failed
        for result, reason in zip(results, open_reasons, strict=True)
    )
    if shown:
        return
    if faults:
        named = "; ".join(f"{_name(result)}: {fault}" for result, fault in faults[:_MOST_RESULTS])
        yield Problem(
            message=one_line(f"{_FAULT} {named}", 900) + ".",
            location=faults[0][0].location,
            subject=claim.claim_id,
        )
        return
    for result, reason in zip(results, open_reasons, strict=True):
        yield NotChecked(reason=reason, subject=f"{claim.claim_id}, {one_line(result.citekey, 80)}")


def _claims_no_difference(assessment: ClaimAssessment) -> bool:
    """Whether a claim says "as effective as" of two treatments, or "does not reduce"."""
    judged, question = assessment.wording, assessment.claim.question
    effects = [cue for cue in judged.wording.cues if cue.kind == "assertive"]
    if effects and all(cue.denied for cue in effects):
        return True
    trivial = any(cue.kind == "magnitude_trivial" for cue in judged.wording.cues)
    if trivial and len(effects) <= 1:  # "results in little to no difference"
        return True
    if question is Question.TREATMENT_BENEFIT:
        return False
    return _CLAIMS_NO_DIFFERENCE.search(plain_words(judged.judged_text)) is not None


def _unknown(result: Result) -> str:
    """What the numbers of a result leave open, "" where they answer both questions."""
    if result.measure == "proportion":
        return "a proportion alone is no effect: nothing is recorded that it was compared with"
    interval = result.ci_low is not None and result.ci_high is not None
    size = result.mid is not None and result.effect is not None
    if not interval and not size:
        return "neither an interval nor a minimal important difference is recorded"
    if not result.measure:
        return "the measure is not recorded, so which number is no effect is not known"
    if not interval:
        return f"{_SIGNIFICANT}: whether chance explains the effect is not known"
    return "" if size else f"{_LARGE}: whether the effect matters to people is not known"


def _fault(result: Result) -> str:
    """Why a result does not show a benefit, "" where it does or nothing tells."""
    if result.measure not in ("", "proportion"):
        fault = _not_significant(result) or _too_small(result)
        if fault:
            return fault
    if not _unknown(result):
        return ""  # its numbers answer both questions; its words may be about another outcome
    text = plain_words(f"{result.result}\n\n{result.passage}")
    phrases = find_phrases(text, _RULE)
    return f"its own words are {quoted(phrases)}" if phrases else ""


def _not_significant(result: Result) -> str:
    none = Decimal(1) if result.measure in RATIO_MEASURES else Decimal(0)
    low, high = result.ci_low, result.ci_high
    if low is None or high is None or not min(low, high) <= none <= max(low, high):
        return ""
    return f"its interval ({_shown(low)} to {_shown(high)}) holds no effect ({none})"


def _too_small(result: Result) -> str:
    effect, least = result.effect, result.mid
    if effect is None or least is None:
        return ""
    if result.measure in RATIO_MEASURES:
        if effect <= 0 or least <= 0:
            return ""
        smaller = max(effect, 1 / effect) < max(least, 1 / least)
    else:
        smaller = abs(effect) < abs(least)
    if not smaller:
        return ""
    unit = f" {one_line(result.unit, 30)}" if result.unit else ""
    size = f"its effect {_shown(effect)}{unit}"
    nearer = "nearer to no effect" if result.measure in RATIO_MEASURES else "smaller"
    return f"{size} is {nearer} than the minimal important difference {_shown(least)}"


def _shown(number: Decimal) -> str:
    return one_line(str(number), 20)


def _name(result: Result) -> str:
    parts = [part for part in (result.outcome, result.timepoint) if part]
    about = f" ({one_line(', '.join(parts), 60)})" if parts else ""
    return f"{one_line(result.citekey, 60)}{about}"


CHECK = Check(
    code=_RULE,
    name="ftc-benefit-not-shown-meaningful",
    severity=Severity.WARNING,
    summary=(
        "The supporting results of a benefit claim are, as recorded, not statistically "
        "significant or too small to matter to people."
    ),
    why=(
        "A result backs a health claim only if chance does not explain it and people would notice "
        "it (Health Products Compliance Guidance, 2022, as published notes tell it). An interval "
        "that holds no effect, or an effect below the minimal important difference, shows "
        "neither. Not legal advice."
    ),
    bad="effect: -8, ci_low: -14, ci_high: -2, mid: 19, unit: mm on a 100 mm scale",
    good="effect: -24, ci_low: -30, ci_high: -18, mid: 19, unit: mm on a 100 mm scale",
    way_out=(
        "Say on the page how small or uncertain the effect was, or take the claim off. Record a "
        "result that does show it, with its interval and its minimal important difference."
    ),
    needs=frozenset({"claims", "references", "results"}),
    look=_look,
    pack="ftc",
)
