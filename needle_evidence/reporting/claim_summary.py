"""The first line of a claim: who and how many, what against what, effect, when, how certain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from needle_evidence.appraisal.assessment import ClaimAssessment
from needle_evidence.appraisal.cited_work import AppraisedWork
from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.appraisal.printable_sentence import (
    PrintableSentence,
    SentenceBasis,
    recorded_result_sentence,
)
from needle_evidence.language.folded_text import folded
from needle_evidence.model.certainty import CertaintyRating
from needle_evidence.model.claim import Claim, ClaimGroup, Question
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import RATIO_MEASURES, Directness, Result, Stance
from needle_evidence.reporting.recorded_numbers import (
    interval_in_words,
    people_counted,
    with_unit,
    zero_events_in_words,
)
from needle_evidence.reporting.reference_view import ReferenceView, compared_with

_HARMS = (Question.COMMON_HARM, Question.RARE_HARM)
# "healthy men", "older adults with …": words that a number can stand before.
_CAN_BE_COUNTED = re.compile(
    r"(?!one |a |an |the )(?:[^\W\d][\w-]* ){0,3}?"
    r"(?:people|adults|patients|women|men|persons|children|infants|volunteers|participants|"
    r"athletes|workers|students)\b",
    re.IGNORECASE,
)
_ITSELF = ("before", "after", "baseline")  # comparators that are the same people
_NAMES_DIFFERENCE = re.compile(
    r"\bminim(?:al|um) (?:clinically )?important (?:difference|change)", re.IGNORECASE
)
_LONG, _SHORT = 220, 120  # characters of a person's own words
_SEARCHED = 1000
_WITHOUT_RESULT = {
    ClaimStatus.UNCITED: "no work is cited",
    ClaimStatus.BROKEN: "what is cited is not in the reference file",
    ClaimStatus.RETRACTED: "what is cited was retracted",
    ClaimStatus.UNRELATED_ONLY: "what is cited studied something else",
    ClaimStatus.UNAPPRAISED: "nobody recorded what the cited works found",
    ClaimStatus.OPINION_ONLY: "what is cited has no data of its own",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimSummary:
    """The parts of the line, each as it is printed; "" where nothing is recorded.

    All but `certainty` and `harms` come from one recorded result: rests_on names its work
    ("Cotchett et al. 2014"), citekey is its key. remark: what must be said of that result
    ("indirect: it differs in population", "not cited by the claim"), or why there is none.
    """

    people: str = ""
    comparison: str = ""
    effect: str = ""
    when: str = ""
    certainty: str = ""
    harms: str = ""
    rests_on: str = ""
    citekey: str = ""
    remark: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """What there is to print, in its order, with the work that it comes from last but one."""
        found = (self.people, self.comparison, self.effect, self.when, self.certainty, self.harms)
        return tuple(part for part in found if part)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Chosen:
    work: AppraisedWork
    result: Result
    cited: bool


def claim_summary(
    assessment: ClaimAssessment,
    printable: PrintableSentence,
    by_key: Mapping[str, ReferenceView],
    certainty: str,
    harms: Mapping[str, Sequence[Result]],
) -> ClaimSummary:
    """The first line of a claim's card, from what is recorded and nothing else.

    The result that the printable sentence rests on; else the first direct one of a cited work,
    one with numbers before others; else the first indirect one. certainty: what stands beside
    the status. harms: what works found about harms, by citekey, from `recorded_harms`.
    """
    claim = assessment.claim
    if not claim.needs_evidence:
        return ClaimSummary()
    chosen = _chosen(assessment, printable)
    if chosen is None:
        return ClaimSummary(certainty=certainty, remark=_why_none(assessment))
    reference = by_key[chosen.work.citekey]
    result = chosen.result
    return ClaimSummary(
        people=_people(result, reference),
        comparison=_comparison(claim, chosen, reference),
        effect=_effect(result),
        when=_words(result.timepoint, _SHORT) or "time not recorded",
        certainty=_certainty(assessment, result, certainty),
        harms=_harms(claim, result, reference, harms),
        rests_on=one_line(reference.short_name, _SHORT),
        citekey=reference.citekey,
        remark=_remark(assessment, chosen),
    )


def recorded_harms(assessments: Iterable[ClaimAssessment]) -> dict[str, tuple[Result, ...]]:
    """What each work found about harms, by citekey: results of claims that ask for a harm.

    Those with counted events come first. Unrelated results and works that count nowhere have
    no place here.
    """
    found: dict[str, list[Result]] = {}
    for assessment in assessments:
        if assessment.claim.question in _HARMS:
            for work in assessment.evidence:
                told = [r for r in work.results if _is_recorded(r)]
                found.setdefault(work.citekey, []).extend(told)
    return {
        key: tuple(sorted(results, key=lambda result: result.events is None))
        for key, results in found.items()
        if results
    }


def _is_recorded(result: Result) -> bool:
    return result.directness is not Directness.UNRELATED and bool(
        result.result or result.events is not None
    )


def _chosen(assessment: ClaimAssessment, printable: PrintableSentence) -> _Chosen | None:
    if printable.basis is SentenceBasis.CERTAINTY and assessment.governing is not None:
        for chosen in _rated(assessment, assessment.governing.rating):
            return chosen
    named = folded(assessment.claim.outcome)
    harm = assessment.claim.question in _HARMS
    found = [
        _Chosen(work=work, result=result, cited=True)
        for work in assessment.works
        if work.counts
        for result in work.results
        if result.directness is not Directness.UNRELATED and _says_something(result)
    ]
    found.sort(
        key=lambda one: (
            not _is_told(one, printable),
            one.result.directness is not Directness.DIRECT,
            harm and one.result.stance is not Stance.SUPPORTS,
            bool(named) and folded(one.result.outcome) != named,
            not _has_numbers(one.result),
        )
    )
    return found[0] if found else None


def _is_told(chosen: _Chosen, printable: PrintableSentence) -> bool:
    """Whether the printable sentence is about this very result."""
    return (
        printable.basis is SentenceBasis.RECORDED_RESULT
        and recorded_result_sentence(chosen.work, chosen.result) == printable.clinician
    )


def _rated(assessment: ClaimAssessment, rating: CertaintyRating) -> Iterator[_Chosen]:
    """The results that a rating is about: its outcome, comparator and time point."""
    for works, cited in ((assessment.works, True), (assessment.considered, False)):
        for work in works:
            if not work.counts or (rating.reported and work.citekey != rating.reported_by):
                continue
            for result in work.results:
                if _topic(result) == _topic(rating) and _says_something(result):
                    yield _Chosen(work=work, result=result, cited=cited)


def _topic(row: Result | CertaintyRating) -> tuple[str, str, str]:
    comparator = "" if compared_with(row.comparator) == "without a control" else row.comparator
    return folded(row.outcome), folded(comparator), folded(row.timepoint)


def _says_something(result: Result) -> bool:
    return result.stance is not None or _has_numbers(result) or bool(result.result.strip())


def _has_numbers(result: Result) -> bool:
    return result.effect is not None or bool(interval_in_words(result))


def _why_none(assessment: ClaimAssessment) -> str:
    why = _WITHOUT_RESULT.get(assessment.status.status, "no result is recorded")
    considered = sum(1 for work in assessment.considered if work.counts)
    if not considered:
        return why
    return f"{why}; {considered} {'work was' if considered == 1 else 'works were'} considered"


def _remark(assessment: ClaimAssessment, chosen: _Chosen) -> str:
    result = chosen.result
    parts = []
    if result.directness is Directness.INDIRECT:
        differs = ", ".join(result.indirect_because)
        parts.append(f"indirect: it differs in {differs}" if differs else "indirect")
    elif result.directness is None:
        parts.append("whether it is direct is not recorded")
    if not chosen.cited:
        parts.append("not cited by the claim")
    return "; ".join((*parts, *_contrary(assessment, result)))


def _contrary(assessment: ClaimAssessment, shown: Result) -> Iterator[str]:
    """How many works say the opposite of the result that is shown: one line shows one side."""
    other = Stance.SUPPORTS if shown.stance is Stance.REFUTES else Stance.REFUTES
    side = "for" if other is Stance.SUPPORTS else "against"
    for works, which in (
        (assessment.works, "cited"),
        (assessment.considered, "that {} not cited"),
    ):
        count = sum(work.counts and _says_directly(work, other) for work in works)
        if count:
            one = count == 1
            noun, verb = ("work", "speaks") if one else ("works", "speak")
            words = which.format("is" if one else "are")
            named = f"{words} {noun}" if which == "cited" else f"{noun} {words}"
            yield f"{count} {named} {verb} {side} the claim"


def _says_directly(work: AppraisedWork, stance: Stance) -> bool:
    return any(
        result.stance is stance and result.directness is Directness.DIRECT
        for result in work.results
    )


def _people(result: Result, reference: ReferenceView) -> str:
    count = people_counted(result, reference.sample_size)
    who = _words(dict(reference.studied).get("population", ""), _LONG)
    if count is None:
        return f"{who}, number not recorded" if who else "people and number not recorded"
    if not who:
        return f"{count:,} {'person' if count == 1 else 'people'}"
    if count == 1:
        return who if who.lower().startswith(("one ", "a ", "an ", "1 ")) else f"1 person: {who}"
    return f"{count:,} {who}" if _CAN_BE_COUNTED.match(who) else f"{count:,} people: {who}"


def _comparison(claim: Claim, chosen: _Chosen, reference: ReferenceView) -> str:
    studied = dict(reference.studied).get("intervention", "")
    other = "intervention" in chosen.result.indirect_because and studied
    treatment = _words(other or claim.intervention or studied, _SHORT)
    treatment = treatment or "treatment not recorded"
    comparator = _words(chosen.result.comparator, _SHORT)
    if not comparator:
        return f"{treatment}, comparator not recorded"
    if compared_with(chosen.result.comparator) == "without a control":
        return f"{treatment}, without a control"
    # "against before needling" is no English.
    joint = "compared with" if comparator.lower().startswith(_ITSELF) else "against"
    return f"{treatment} {joint} {comparator}"


def _effect(result: Result) -> str:
    """The outcome with the effect, its interval and the minimal important difference."""
    outcome = _words(result.outcome, _SHORT)
    numbers = _numbers(result)
    told = numbers or _words(result.result, _LONG) or "no figure recorded"
    return f"{outcome}: {_started_small(told)}" if outcome else told


def _started_small(words: str) -> str:
    """Words after a colon; "MD" and "VAS" stay as they are."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _numbers(result: Result) -> str:
    if not _has_numbers(result):
        return ""
    interval = interval_in_words(result)
    ends = f"95% CI {interval}" if interval else "no interval recorded"
    text = ends if result.unit or result.measure != "MD" else f"{ends}, unit not recorded"
    if result.effect is not None:
        text = f"{result.measure} {with_unit(result.effect, result.unit)} ({text})".strip()
    if result.measure == "proportion" or (result.measure in RATIO_MEASURES and result.mid is None):
        return text
    if result.mid is None and (told := _told_of_difference(result)):
        return f"{text}; {told}"
    if result.mid is None:
        return f"{text}, minimal important difference not recorded"
    return f"{text}, minimal important difference {with_unit(result.mid, result.unit)}"


def _told_of_difference(result: Result) -> str:
    """What the appraiser says of the minimal important difference where its figure is missing."""
    clauses = re.split(r"[;.]\s", result.result[:_SEARCHED])
    named = next((clause for clause in clauses if _NAMES_DIFFERENCE.search(clause)), "")
    return _started_small(_words(named, _LONG))


def _certainty(assessment: ClaimAssessment, result: Result, certainty: str) -> str:
    """The certainty, with what it is about where that is not the result of this line."""
    governing = assessment.governing
    if governing is None or _topic(governing.rating) == _topic(result):
        return certainty
    rating = governing.rating
    against = "" if _differs_otherwise(rating, result) else compared_with(rating.comparator)
    named = (rating.outcome, against, rating.timepoint)
    about = ", ".join(_words(part, 80) for part in named if part)
    return f"{certainty} (for {about})" if about else certainty


def _differs_otherwise(rating: CertaintyRating, result: Result) -> bool:
    """Whether outcome or time tell a rating from a result, so that its comparator need not."""
    rated, shown = _topic(rating), _topic(result)
    return (rated[0], rated[2]) != (shown[0], shown[2])


def _harms(
    claim: Claim, result: Result, reference: ReferenceView, harms: Mapping[str, Sequence[Result]]
) -> str:
    """How harms were counted: in the result itself, or by the same work for another claim."""
    if claim.group is not ClaimGroup.HEALTH_EFFECT:
        return ""
    if claim.question in _HARMS:
        return _events(result) or "events not counted"
    told = harms.get(reference.citekey, ())
    if not told:
        return "harms not recorded"
    first = told[0]
    zero = _events(first) if zero_events_in_words(first) else ""
    words = _words(first.result, _LONG)
    words = ", ".join(filter(None, (words, zero))) if words else _outcome_events(first)
    more = f" (and {len(told) - 1} more)" if len(told) > 1 else ""
    return f"harms in the same work: {words[:1].lower() + words[1:]}{more}"


def _outcome_events(result: Result) -> str:
    return ", ".join(filter(None, (_words(result.outcome, _SHORT), _events(result))))


def _events(result: Result) -> str:
    if result.events is None:
        return ""
    if result.participants:
        counted = f"counted in {result.events:,} of {result.participants:,}"
        return ", ".join(filter(None, (counted, zero_events_in_words(result))))
    return f"counted {result.events:,} times, among how many is not recorded"


def _words(text: str, limit: int) -> str:
    """A person's own words on one line, without the marks that end a sentence."""
    return " ".join(one_line(text, limit).split()).rstrip(" .,;:")
