"""The sentence that may be printed instead of a claim, and why it is this one."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from needle_evidence.appraisal.assessment import ClaimAssessment
from needle_evidence.appraisal.cited_work import NO_PEOPLE_DESIGNS, AppraisedWork
from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.appraisal.informative_statements import (
    licensed_sentence,
    limits_sentence,
    no_study_sentence,
)
from needle_evidence.appraisal.scheme import zero_events_sentence
from needle_evidence.appraisal.study_design import DESIGN_LABELS
from needle_evidence.appraisal.wording import WordingVerdict
from needle_evidence.language.folded_text import folded
from needle_evidence.model.certainty import Certainty
from needle_evidence.model.claim import Claim, ClaimGroup, Question
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import PersonName
from needle_evidence.model.result import RATIO_MEASURES, Directness, Result, Stance

_WHO = r"(?:people|adults|patients|women|men|persons|children|infants|those)"
# "older adults with", and not "pain in adults with": what stands before is said of the people.
_PEOPLE_WITH = re.compile(
    rf"^(?:(?!in |of |among |for )[\w-]+ ){{0,3}}?{_WHO} (?:with|who have) ", re.IGNORECASE
)
_PEOPLE = re.compile(rf"\b{_WHO}\b", re.IGNORECASE)
_COMPARED = re.compile(r"^(?:compared (?:with|to)|versus|vs\.?|than)\s+", re.IGNORECASE)
_SYMPTOMS_OF = re.compile(r"(?:the )?symptoms? of ", re.IGNORECASE)
# What tables write where nothing, or nothing that has a name, was compared with.
_NO_COMPARATOR = frozenset(
    {"none", "nothing", "no control", "no comparator", "control", "comparison group", "n/a", "-"}
)
_HARMS = (Question.COMMON_HARM, Question.RARE_HARM)
_BOTH_WAYS = frozenset({Stance.SUPPORTS, Stance.REFUTES})
# Names of designs that do not read as the start of "a … of 40 people".
_STUDY_WORDS = {
    "nonrandomized_controlled": "non-randomised controlled study",
    "cross_sectional_blinded_ref": "diagnostic study",
    "in_vitro": "laboratory study",
    "mechanism": "study",
    "other": "study",
}
_LONGEST_WORDS, _LONGEST_NAME = 1000, 300  # characters of a person's own words that are shown


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
    works are unrelated, that none of them tested it. Harm claims are never softened, and
    neither is a claim whose question nobody recorded, for it may be one.
    """
    claim = assessment.claim
    if claim.group is not ClaimGroup.HEALTH_EFFECT:
        return _none("Sentences are licensed for claims about effects only.")
    if claim.question is None:
        return _none("The kind of question is not recorded: this may be a promise or a warning.")
    if assessment.status.status is ClaimStatus.UNRELATED_ONLY and claim.question not in _HARMS:
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
    people = None if work.design.code in NO_PEOPLE_DESIGNS else result.participants or _people(work)
    who = f" of {people} {'person' if people == 1 else 'people'}" if people else ""
    study = _study_words(work)
    article = "an" if study.startswith(("a", "e", "i", "o", "n-")) else "a"
    comparator = _real(result.comparator)
    against = f", compared with {comparator}" if comparator else ""
    time = _name(result.timepoint)
    when = f", {'at ' if time[:1].isdigit() else ''}{time}" if time else ""
    return f"In {article} {study}{who}{against}{when}: {_finding_words(result)}."


def _study_words(work: AppraisedWork) -> str:
    """What a sentence calls a work: its design, "study" where that is only guessed."""
    code = work.design.code
    if code not in DESIGN_LABELS or not work.design.certain:
        return "study"
    return _STUDY_WORDS.get(code, DESIGN_LABELS[code].lower())


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
        "comparator": _real(rating.comparator if rating.comparator.strip() else claim.comparator),
        "timepoint": rating.timepoint,
        "direction": rating.direction,
        "effect_size": rating.effect_size,
    }
    clinician = licensed_sentence(certainty=governing.certainty, **words)
    if not clinician:
        return None
    weak = governing.certainty in (Certainty.LOW, Certainty.VERY_LOW)
    cite = rating.reported_by if rating.reported_by not in claim.references else ""
    return PrintableSentence(
        basis=SentenceBasis.CERTAINTY,
        clinician=clinician,
        plain=licensed_sentence(certainty=governing.certainty, plain=True, **words),
        limits=limits_sentence(governing.certainty, _reasons(assessment)) if weak else "",
        cite=cite,
        why=governing.because,
    )


def _reasons(assessment: ClaimAssessment) -> Mapping[str, str]:
    """Why the certainty that governs is lowered; of a reported one we only know who said so."""
    governing = assessment.governing
    if governing is None:
        return {}
    rating = governing.rating
    if rating.reported:
        who = _authors(assessment, rating.reported_by)
        return {"reported": f"{who} rated its certainty as {governing.certainty.label}"}
    return _different(
        {name: reason for name, change, reason in governing.result.steps if change < 0}
    )


def _from_result(assessment: ClaimAssessment) -> PrintableSentence:
    """The recorded result of a cited work with data that studied the claim itself."""
    claim = assessment.claim
    found = [
        (work, result)
        for work in assessment.works
        if work.counts
        for result in work.results
        if _printable(result, harm=claim.question in _HARMS)
    ]
    if not found:
        return _none(_why_none(assessment))
    # A result against the claim is as printable as one for it: the first recorded one stands,
    # of the outcome that the claim names where there is one.
    named = folded(claim.outcome)
    found.sort(key=lambda pair: not named or folded(pair[1].outcome) != named)
    work, result = found[0]
    contested = {other.stance for _, other in found} >= _BOTH_WAYS
    guessed = "" if work.design.stated else " Its design is inferred from its words."
    return PrintableSentence(
        basis=SentenceBasis.RECORDED_RESULT,
        clinician=recorded_result_sentence(work, result),
        limits=_certainty_sentence(assessment)
        + (" The cited results point both ways." if contested else "")
        + _zero_events(result),
        why=f"The recorded result of {work.citekey}, in the past tense.{guessed}",
    )


def _printable(result: Result, *, harm: bool) -> bool:
    """Whether a result says what a direct study found; beside a warning, only one for it."""
    if result.directness is not Directness.DIRECT or result.stance is None:
        return False
    if harm and result.stance is not Stance.SUPPORTS:
        return False
    return bool(_name(result.result)) or result.effect is not None


def _certainty_sentence(assessment: ClaimAssessment) -> str:
    """What must stand beside a recorded result: how certain the evidence is."""
    governing = assessment.governing
    if governing is None:
        return "The certainty of the evidence was not judged."
    source = governing.rating.reported_by
    reported = f", as reported by {_authors(assessment, source)}" if source else ""
    outcome = _name(governing.rating.outcome)
    # The same review may rate another time otherwise.
    time = _name(governing.rating.timepoint)
    when = f" ({time})" if outcome and time else ""
    on = f" on {outcome}{when}" if outcome else ""
    return f"The certainty of the evidence{on} is {governing.certainty.label}{reported}."


def _zero_events(result: Result) -> str:
    """What must be said where nobody was harmed: how much that leaves open; "" otherwise."""
    if result.events != 0 or not result.participants:
        return ""
    return f" {zero_events_sentence(result.participants)}"


def _authors(assessment: ClaimAssessment, citekey: str) -> str:
    """A work as a sentence names it: "Llurda-Almuzara and colleagues (2021)"; else its key."""
    works = (*assessment.works, *assessment.considered)
    reference = next((w.reference for w in works if w.citekey == citekey), None)
    if reference is None or not reference.authors:
        return citekey
    names = [_surname(author) for author in reference.authors]
    shown = names[0]
    if len(names) > 2 or reference.authors_truncated:
        shown = f"{names[0]} and colleagues"
    elif len(names) == 2:
        shown = f"{names[0]} and {names[1]}"
    return f"{shown} ({reference.year})" if reference.year else shown


def _surname(author: PersonName) -> str:
    name = author.literal or " ".join(part for part in (author.particle, author.family) if part)
    return one_line(name or author.given, 80)


def _why_none(assessment: ClaimAssessment) -> str:
    status = assessment.status.status
    harm = assessment.claim.question in _HARMS
    if status is ClaimStatus.UNCITED:
        return "No reference is listed, so no sentence about an effect is licensed."
    if status is ClaimStatus.BROKEN:
        return "None of the listed references is known."
    if status is ClaimStatus.RETRACTED:
        return "What was cited is retracted, so no sentence about an effect is licensed."
    if harm and status is ClaimStatus.REFUTED:
        return "The cited works speak against this harm: whether to warn is for a person to decide."
    if status in (ClaimStatus.OPINION_ONLY, ClaimStatus.INDIRECT_ONLY):
        return "No cited work with data of its own studied exactly this."
    if harm:
        if assessment.wording.verdict is WordingVerdict.OVER_CLAIM:
            return "No cited work counts this harm: how often, among how many, and where printed."
        return "Warnings of harm are printed as they are."
    return "Nobody recorded yet what the cited works found."


def _none(why: str) -> PrintableSentence:
    return PrintableSentence(basis=SentenceBasis.NONE, why=why)


def _condition(claim: Claim) -> str:
    """What was treated, from a claim's cells: "carpal tunnel syndrome", "falls in old people"."""
    outcome = _SYMPTOMS_OF.sub("", claim.outcome, count=1).strip()
    population = _PEOPLE_WITH.sub("", claim.population.strip(), count=1)
    if outcome and population == claim.population.strip() and _PEOPLE.search(population):
        return f"{outcome} in {population}"
    return population or outcome or "this"


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
    return "" if _PEOPLE_WITH.sub("", population.strip(), count=1) in outcome else population


def _people(work: AppraisedWork) -> int | None:
    size = work.reference.text("samplesize").replace(",", "").strip()
    return int(size) if size.isascii() and size.isdigit() and len(size) < 10 else None


def _finding_words(result: Result) -> str:
    """The appraiser's own words, with the effect and its interval where they are recorded."""
    words = _name(result.result, _LONGEST_WORDS)
    if words[1:2].islower():
        words = words[0].lower() + words[1:]
    numbers = _numbers(result, named=not words)
    if not words:
        return f"{_name(result.outcome) or 'the result'}, {numbers}"
    return f"{words} ({numbers})" if numbers else words


def _numbers(result: Result, *, named: bool) -> str:
    """The effect and its interval: "MD −14.4 mm, 95% CI −23.5 to −5.2", "" for none.

    named: no words beside it tell a proportion.
    """
    unit = f" {_name(result.unit)}" if result.unit and result.measure not in RATIO_MEASURES else ""
    parts = []
    if result.effect is not None and (named or result.measure != "proportion"):
        parts.append(f"{result.measure} {_signed(result.effect)}{unit}".strip())
    if result.ci_low is not None and result.ci_high is not None:
        parts.append(f"95% CI {_signed(result.ci_low)} to {_signed(result.ci_high)}")
    return ", ".join(parts)


def _real(comparator: str) -> str:
    """The comparator, "" where the words name none."""
    name = _COMPARED.sub("", _name(comparator))
    return "" if name.lower() in _NO_COMPARATOR else name


def _name(text: str, limit: int = _LONGEST_NAME) -> str:
    """A person's own words on one line, without the marks that end a sentence."""
    return " ".join(one_line(text, limit).split()).rstrip(" .,;:")


def _signed(number: Decimal) -> str:
    """A number with a real minus sign."""
    return format(number, "f").replace("-", "−")
