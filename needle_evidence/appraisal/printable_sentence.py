"""The sentence that may be printed instead of a claim, and why it is this one."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from needle_evidence.appraisal.assessment import ClaimAssessment
from needle_evidence.appraisal.cited_work import AppraisedWork
from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.appraisal.informative_statements import (
    licensed_sentence,
    limits_sentence,
    no_study_sentence,
)
from needle_evidence.appraisal.wording import WordingVerdict
from needle_evidence.model.certainty import Certainty
from needle_evidence.model.claim import Claim, ClaimGroup, Question
from needle_evidence.model.result import RATIO_MEASURES, Directness, Result, Stance

_PEOPLE_WITH = re.compile(
    r"(?:people|adults|patients|women|men|persons|children|those) (?:with|who have) ", re.IGNORECASE
)
_SYMPTOMS_OF = re.compile(r"(?:the )?symptoms? of ", re.IGNORECASE)
# What tables write where nothing, or nothing that has a name, was compared with.
_NO_COMPARATOR = frozenset(
    {"none", "nothing", "no control", "no comparator", "control", "comparison group", "n/a", "-"}
)
_HARMS = (Question.COMMON_HARM, Question.RARE_HARM)


class SentenceBasis(enum.Enum):
    """What licenses a sentence."""

    CERTAINTY = "certainty"
    RECORDED_RESULT = "recorded_result"
    NO_STUDY = "no_study"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintableSentence:
    """What may be printed.

    clinician: with the field's words. plain: for lay readers; "" where only the field's words
    are licensed. limits: the sentence about the limits of the evidence that must stand beside
    it, "" for none. cite: the work that must be cited with it where the claim does not cite it
    yet. why: why no sentence is licensed, or what the sentence rests on.
    """

    basis: SentenceBasis
    clinician: str = ""
    plain: str = ""
    limits: str = ""
    cite: str = ""
    why: str = ""


def printable_sentence(assessment: ClaimAssessment) -> PrintableSentence:
    """The sentence that the recorded evidence licenses for a claim about an effect.

    Where a certainty is recorded, the GRADE informative statement (Santesso 2020); else the
    recorded result of a cited work, in the past tense, "certainty not judged"; where all cited
    works are unrelated, that none of them tested it. Harm claims are never softened.
    """
    claim = assessment.claim
    if claim.group is not ClaimGroup.HEALTH_EFFECT:
        return _none("Sentences are licensed for claims about effects only.")
    if assessment.status.status is ClaimStatus.UNRELATED_ONLY:
        sentence = no_study_sentence(
            intervention=claim.intervention or "this treatment", condition=_condition(claim)
        )
        return PrintableSentence(
            basis=SentenceBasis.NO_STUDY,
            clinician=sentence,
            plain=sentence,
            why="No cited work studied this claim.",
        )
    if claim.question not in _HARMS:
        graded = _from_certainty(assessment)
        if graded is not None:
            return graded
    return _from_result(assessment)


def recorded_result_sentence(work: AppraisedWork, result: Result) -> str:
    """What one work found, in the past tense, with its size, comparator, time and interval."""
    people = result.participants or _people(work)
    who = f" of {people} {'person' if people == 1 else 'people'}" if people else ""
    study = (work.design.label or "study").lower()
    article = "an" if study[:1] in "aeiou" else "a"
    against = f", compared with {result.comparator}" if _real(result.comparator) else ""
    at = "at " if result.timepoint[:1].isdigit() else ""
    when = f", {at}{result.timepoint}" if result.timepoint else ""
    return f"In {article} {study}{who}{against}{when}: {_finding_words(result)}."


def _from_certainty(assessment: ClaimAssessment) -> PrintableSentence | None:
    """The GRADE statement for the rating that governs; None where it licenses none."""
    governing = assessment.governing
    if governing is None or governing.certainty is None:
        return None
    claim, rating = assessment.claim, governing.rating
    outcome = _outcome(claim, rating.outcome)
    words: dict[str, Any] = {
        "intervention": claim.intervention or "the treatment",
        "outcome": outcome,
        "population": _other_words(rating.population or claim.population, outcome),
        "comparator": _real(rating.comparator) or _real(claim.comparator),
        "timepoint": rating.timepoint,
        "direction": rating.direction,
        "effect_size": rating.effect_size,
    }
    clinician = licensed_sentence(certainty=governing.certainty, **words)
    if not clinician:
        return None
    weak = governing.certainty in (Certainty.LOW, Certainty.VERY_LOW)
    reasons = _different(
        {name: reason for name, change, reason in governing.result.steps if change < 0}
    )
    cite = rating.reported_by if rating.reported_by not in claim.references else ""
    return PrintableSentence(
        basis=SentenceBasis.CERTAINTY,
        clinician=clinician,
        plain=licensed_sentence(certainty=governing.certainty, plain=True, **words),
        limits=limits_sentence(governing.certainty, reasons) if weak else "",
        cite=cite,
        why=governing.because,
    )


def _from_result(assessment: ClaimAssessment) -> PrintableSentence:
    """The recorded result of a cited work with data that studied the claim itself."""
    harm = assessment.claim.question in _HARMS
    found = [
        (work, result)
        for work in assessment.works
        if work.counts
        for result in work.results
        if result.directness is Directness.DIRECT and (result.result or result.effect is not None)
        if result.stance is not None and not (harm and result.stance is not Stance.SUPPORTS)
    ]
    if not found:
        return _none(_why_none(assessment))
    # A result against the claim is as printable as one for it: the first recorded one stands.
    work, result = found[0]
    return PrintableSentence(
        basis=SentenceBasis.RECORDED_RESULT,
        clinician=recorded_result_sentence(work, result),
        limits=_certainty_sentence(assessment),
        why=f"The recorded result of {work.citekey}, in the past tense.",
    )


def _certainty_sentence(assessment: ClaimAssessment) -> str:
    """What must stand beside a recorded result: how certain the evidence is."""
    governing = assessment.governing
    if governing is None:
        return "The certainty of the evidence was not judged."
    source = governing.rating.reported_by
    reported = f", as reported by {_authors(assessment, source)}" if source else ""
    outcome = f" on {governing.rating.outcome}" if governing.rating.outcome else ""
    return f"The certainty of the evidence{outcome} is {governing.certainty.label}{reported}."


def _authors(assessment: ClaimAssessment, citekey: str) -> str:
    """A work as a sentence names it: "Llurda-Almuzara and colleagues (2021)"; else its key."""
    works = (*assessment.works, *assessment.considered)
    reference = next((w.reference for w in works if w.citekey == citekey), None)
    if reference is None or not reference.authors:
        return citekey
    first = reference.authors[0]
    name = first.literal or " ".join(part for part in (first.particle, first.family) if part)
    others = " and colleagues" if len(reference.authors) > 1 else ""
    return f"{name}{others} ({reference.year})" if reference.year else f"{name}{others}"


def _why_none(assessment: ClaimAssessment) -> str:
    status = assessment.status.status
    if status is ClaimStatus.UNCITED:
        return "No reference is listed, so no sentence about an effect is licensed."
    if status in (ClaimStatus.OPINION_ONLY, ClaimStatus.INDIRECT_ONLY):
        return "No cited work with data of its own studied exactly this."
    if assessment.claim.question in _HARMS:
        if assessment.wording.verdict is WordingVerdict.OVER_CLAIM:
            return "No cited work counts this harm: how often, among how many, and where printed."
        return "Warnings of harm are printed as they are."
    return "Nobody recorded yet what the cited works found."


def _none(why: str) -> PrintableSentence:
    return PrintableSentence(basis=SentenceBasis.NONE, why=why)


def _condition(claim: Claim) -> str:
    """The condition in a claim's cells: "carpal tunnel syndrome"."""
    population = _PEOPLE_WITH.sub("", claim.population, count=1).strip()
    return population or _SYMPTOMS_OF.sub("", claim.outcome, count=1).strip() or "this"


def _outcome(claim: Claim, rated: str) -> str:
    """The outcome as a sentence names it: the rated one, without "symptoms of"."""
    outcome = rated or claim.outcome or _condition(claim)
    return _SYMPTOMS_OF.sub("", outcome, count=1)


def _different(reasons: Mapping[str, str]) -> dict[str, str]:
    """The reasons without those that another one says too: "one patient" in "one patient, …"."""
    return {
        name: reason
        for name, reason in reasons.items()
        if not any(reason != other and reason in other for other in reasons.values())
    }


def _other_words(population: str, outcome: str) -> str:
    """The population, "" where the outcome already says whom: golfer's elbow in people with it."""
    return "" if _PEOPLE_WITH.sub("", population, count=1).strip() in outcome else population


def _people(work: AppraisedWork) -> int | None:
    size = work.reference.text("samplesize").replace(",", "").strip()
    return int(size) if size.isascii() and size.isdigit() and len(size) < 10 else None


def _finding_words(result: Result) -> str:
    """The appraiser's own words, with the effect and its interval where they are recorded."""
    words = result.result.strip().rstrip(". ")
    if words[1:2].islower():
        words = words[0].lower() + words[1:]
    numbers = _numbers(result)
    if not words:
        return f"{result.outcome or 'the result'}, {numbers}"
    return f"{words} ({numbers})" if numbers else words


def _numbers(result: Result) -> str:
    """The effect and its interval: "MD −14.4 mm, 95% CI −23.5 to −5.2", "" for none."""
    unit = f" {result.unit}" if result.unit and result.measure not in RATIO_MEASURES else ""
    parts = []
    if result.effect is not None and result.measure != "proportion":
        parts.append(f"{result.measure} {_signed(result.effect)}{unit}".strip())
    if result.ci_low is not None and result.ci_high is not None:
        parts.append(f"95% CI {_signed(result.ci_low)} to {_signed(result.ci_high)}")
    return ", ".join(parts)


def _real(comparator: str) -> str:
    """The comparator, "" where the words name none."""
    return "" if comparator.strip().lower() in _NO_COMPARATOR else comparator


def _signed(number: Decimal) -> str:
    """A number with a real minus sign."""
    return format(number, "f").replace("-", "−")
