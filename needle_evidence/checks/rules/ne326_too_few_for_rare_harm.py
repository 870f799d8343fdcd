"""NE326: studies too small to say that a rare harm does not occur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.cited_work import NO_PEOPLE_DESIGNS, AppraisedWork
from needle_evidence.appraisal.scheme import zero_events_sentence
from needle_evidence.checks.check import Check
from needle_evidence.language.quantities import quantities
from needle_evidence.language.wording_strength import LONGEST_TEXT, Strength, Wording
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

# The rule of three: no event in n people leaves a risk of up to about 3 in n. Harms are called
# rare from 1 in 1,000 on (CIOMS), which needs 3,000 people.
ENOUGH_PEOPLE = 3_000
_MOST = 5  # works named in one message


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for assessment in assess(library):
        claim, judged = assessment.claim, assessment.wording
        sizes = {work.citekey: _people(work) for work in assessment.works if _studies_people(work)}
        if claim.question is not Question.RARE_HARM or not sizes:
            continue
        if judged.wording.not_checked:
            reason = one_line(judged.wording.not_checked, 200)
            yield NotChecked(reason=reason, subject=claim.claim_id)
        largest = max(sizes.values())
        if largest >= ENOUGH_PEOPLE or not _reassures(judged.wording):
            continue
        if not _names_a_size(judged.judged_text, sizes.values()):
            yield _too_few(claim, sizes, largest)


def _too_few(claim: Claim, sizes: Mapping[str, int], largest: int) -> Problem | NotChecked:
    """The problem; a work whose size nobody recorded might be the large one."""
    unknown = [one_line(key, 60) for key, size in sizes.items() if not size]
    if unknown:
        more = " …" if len(unknown) > _MOST else ""
        reason = f"no number of people is recorded for {', '.join(unknown[:_MOST])}{more}"
        return NotChecked(reason=reason, subject=claim.claim_id)
    return Problem(
        message=f"The largest cited work has {largest} people. "
        f"{one_line(zero_events_sentence(largest), 200)}",
        location=claim.cell("references"),
        subject=claim.claim_id,
    )


def _studies_people(work: AppraisedWork) -> bool:
    return work.counts and work.design.code not in NO_PEOPLE_DESIGNS


def _reassures(wording: Wording) -> bool:
    """Whether it plays a harm down or denies one; "unclear whether it is safe" does neither."""
    cues = (*wording.reassurance, *(cue for cue in wording.cues if cue.denied))
    return any(cue.strength.rank > Strength.UNCERTAIN.rank for cue in cues)


def _names_a_size(text: str, sizes: Iterable[int]) -> bool:
    """Whether the words say themselves how many people a cited work looked at."""
    named = {number.value for number in quantities(text[:LONGEST_TEXT])}
    return any(Decimal(size) in named for size in sizes if size)


def _people(work: AppraisedWork) -> int:
    """The largest number recorded for a work, 0 for none."""
    size = work.reference.text("samplesize").replace(",", "").strip()
    recorded = [result.participants or 0 for result in work.results]
    if size.isascii() and size.isdigit() and len(size) < 10:
        recorded.append(int(size))
    return max(recorded, default=0)


CHECK = Check(
    code="NE326",
    name="too-few-for-rare-harm",
    severity=Severity.ERROR,
    summary="A reassurance about rare harms rests on studies too small to show it.",
    why=(
        "A trial of 84 people in which nothing happened leaves open a serious harm in 1 of 28 "
        "(the rule of three). Only thousands of people, or a register, speak about rare harms."
    ),
    bad="low-risk (rare_harm) cites a trial of 84 people",
    good="low-risk (rare_harm) cites a survey of 20,000 treatments",
    way_out="Cite a study of thousands, or write how many people were studied and what was seen.",
    look=_look,
)
