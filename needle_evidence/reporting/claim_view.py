"""One claim as reports show it: what it rests on, how certain that is, and what may be printed."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from needle_evidence.appraisal.assessment import (
    Balance,
    ClaimAssessment,
    RatedOutcome,
    stands,
)
from needle_evidence.appraisal.cited_work import AppraisedWork
from needle_evidence.appraisal.claim_status import ClaimStatus, StatusReport
from needle_evidence.appraisal.printable_sentence import PrintableSentence, printable_sentence
from needle_evidence.appraisal.sign_off import SignOffState
from needle_evidence.appraisal.wording import WordingVerdict
from needle_evidence.model.certainty import Certainty
from needle_evidence.model.claim import Claim, ClaimGroup
from needle_evidence.model.finding import Finding
from needle_evidence.model.library import Library
from needle_evidence.model.result import Directness, Result
from needle_evidence.reporting.reference_view import ReferenceView, name_in_page

# Of two claims with one id, each shows what is wrong with its own row, and this.
_ON_EACH = "duplicate-claim-id"
_LONGEST_PASSAGE = 150  # words; longer ones are a finding
_DIRECTNESS = {
    Directness.DIRECT: "direct",
    Directness.INDIRECT: "indirect",
    Directness.UNRELATED: "unrelated",
    None: "directness not recorded",
}
_VERDICTS = {
    WordingVerdict.LICENSED: "Licensed by the evidence",
    WordingVerdict.OVER_CLAIM: "Says too much",
    WordingVerdict.UNDER_CLAIM: "Says less than the evidence",
    WordingVerdict.NOT_CHECKED: "Not checked",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultView:
    """One recorded result. about: outcome, comparator and time point, as far as recorded.

    stance: "supports", "refutes", "neutral" or "". numbers: effect and interval in words.
    passage: at most 150 words of it. details: (name, text) pairs.
    """

    about: tuple[str, ...]
    stance: str
    directness: str
    result: str
    numbers: str
    passage: str
    locator: str
    appraiser: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkView:
    """One work beside the claim. stances: of all its results. level: as it may be printed.

    own_data: False for opinion. counts: whether its stance can count.
    """

    reference: ReferenceView
    stances: tuple[str, ...]
    directness: str
    because: tuple[str, ...]
    level: str
    own_data: bool
    counts: bool
    results: tuple[ResultView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RatingView:
    """One rating of the certainty. reasons: (domain, points, reason). governs: it licenses.

    certainty: None where GRADE gives none, for the reasons in `refusals` and `missing`.
    """

    outcome: str
    comparator: str
    timepoint: str
    certainty: Certainty | None
    label: str
    appraiser: str
    reported_by: str
    locator: str
    reasons: tuple[tuple[str, int, str], ...]
    refusals: tuple[str, ...]
    missing: tuple[str, ...]
    governs: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class WordingView:
    """The wording as it is and as it may be. verdict: "over_claim" …; label: in words."""

    verdict: str
    label: str
    text: str
    judged_from: str
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    not_checked: str
    printable: PrintableSentence


@dataclass(frozen=True, kw_only=True, slots=True)
class SignOffView:
    """The last sign-off. state: "none", "approved", "stale", "rejected", "needs_work"."""

    state: str
    label: str
    who: str
    when: datetime.date | None
    note: str
    changes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimView:
    """One claim as reports show it.

    status: None for definitions and other rows that need no evidence. unknown_keys: listed
    citekeys that the reference file does not hold. anchor: its place in a page; the second
    claim of a doubled id has one of its own. judges: whether level, certainty and wording are
    shown (claims about effects). last_search: the day of the last search for contrary
    evidence, "" for none. stands: it may be published as backed.
    """

    claim: Claim
    anchor: str
    status: ClaimStatus | None
    status_label: str
    report: StatusReport
    question: str
    works: tuple[WorkView, ...]
    considered: tuple[WorkView, ...]
    unknown_keys: tuple[str, ...]
    judges: bool
    certainty: Certainty | None
    certainty_why: str
    ratings: tuple[RatingView, ...]
    wording: WordingView
    cited_balance: Balance
    considered_balance: Balance
    last_search: str
    sign_off: SignOffView
    stands: bool
    problems: tuple[Finding, ...]

    @property
    def references(self) -> tuple[ReferenceView, ...]:
        """The known references that the claim cites."""
        return tuple(work.reference for work in self.works)


def claim_views(
    library: Library,
    assessments: Sequence[ClaimAssessment],
    by_key: Mapping[str, ReferenceView],
    by_subject: Mapping[str, Sequence[Finding]],
) -> tuple[ClaimView, ...]:
    """A view per claim, in file order; by_subject: findings by their subject."""
    anchors = _anchors([claim.claim_id for claim in library.claims])
    return tuple(
        _claim_view(
            assessment,
            anchor,
            by_key,
            _problems(assessment.claim, by_subject.get(assessment.claim.claim_id, ()), library),
        )
        for assessment, anchor in zip(assessments, anchors, strict=True)
    )


def _claim_view(
    assessment: ClaimAssessment,
    anchor: str,
    by_key: Mapping[str, ReferenceView],
    problems: tuple[Finding, ...],
) -> ClaimView:
    claim, report = assessment.claim, assessment.status
    needs_evidence = claim.needs_evidence or report.status is not ClaimStatus.UNCITED
    status = report.status if needs_evidence else None
    searched = [search.searched_on for search in assessment.searches if search.searched_on]
    return ClaimView(
        claim=claim,
        anchor=anchor,
        status=status,
        status_label=status.label if status else "Needs no reference",
        report=report,
        question=claim.question.value.replace("_", " ") if claim.question else "",
        works=tuple(_work_view(work, by_key) for work in assessment.works),
        considered=tuple(_work_view(work, by_key) for work in assessment.considered),
        unknown_keys=report.unknown,
        judges=claim.group is ClaimGroup.HEALTH_EFFECT,
        certainty=assessment.certainty,
        certainty_why=assessment.governing.because if assessment.governing else "",
        ratings=tuple(_rating_view(row, assessment) for row in assessment.ratings),
        wording=_wording_view(assessment),
        cited_balance=assessment.cited_balance,
        considered_balance=assessment.considered_balance,
        last_search=max(searched).isoformat() if searched else "",
        sign_off=_sign_off_view(assessment),
        stands=stands(assessment, problems),
        problems=problems,
    )


def _problems(claim: Claim, findings: Sequence[Finding], library: Library) -> tuple[Finding, ...]:
    """The findings on a claim: in its own row, or in an appraisal table.

    A reference may have the same name as a claim: what stands in its file is not the claim's.
    """
    return tuple(
        finding
        for finding in findings
        if finding.location.path != library.references_path
        and (
            finding.location.path != claim.location.path
            or finding.location.line == claim.location.line
            or finding.name == _ON_EACH
        )
    )


def _work_view(work: AppraisedWork, by_key: Mapping[str, ReferenceView]) -> WorkView:
    return WorkView(
        reference=by_key[work.citekey],
        stances=tuple(stance.value for stance in work.stances),
        directness=_DIRECTNESS[work.directness],
        because=work.because,
        level=work.level_text,
        own_data=work.own_data,
        counts=work.counts,
        results=tuple(map(_result_view, work.results)),
    )


def _result_view(result: Result) -> ResultView:
    against = f"compared with {result.comparator}" if result.comparator else ""
    about = (result.outcome, against, result.timepoint)
    return ResultView(
        about=tuple(part for part in about if part),
        stance=result.stance.value if result.stance else "",
        directness=_DIRECTNESS[result.directness],
        result=result.result,
        numbers=effect_in_words(result),
        passage=_beginning(result.passage),
        locator=result.locator,
        appraiser=result.appraiser,
    )


def effect_in_words(result: Result) -> str:
    """The recorded numbers: "MD −14.4 mm (95% CI −23.5 to −5.2); n = 84"; "" for none."""
    parts = []
    unit = f" {result.unit}" if result.unit and result.unit != "%" else result.unit
    if result.effect is not None:
        parts.append(f"{result.measure} {_signed(result.effect)}{unit}".strip())
    if result.ci_low is not None and result.ci_high is not None:
        interval = f"95% CI {_signed(result.ci_low)} to {_signed(result.ci_high)}"
        parts.append(f"({interval})" if result.effect is not None else f"{interval}{unit}")
    text = " ".join(parts)
    counts = []
    if result.events is not None and result.participants is not None:
        counts.append(f"{result.events} of {result.participants}")
    elif result.participants is not None:
        counts.append(f"n = {result.participants}")
    if result.mid is not None:
        counts.append(f"minimal important difference {_signed(result.mid)}{unit}")
    return "; ".join(part for part in (text, *counts) if part)


def _beginning(passage: str) -> str:
    words = passage.split(maxsplit=_LONGEST_PASSAGE)
    return passage if len(words) <= _LONGEST_PASSAGE else " ".join(words[:-1]) + " […]"


def _signed(number: Decimal) -> str:
    return format(number, "f").replace("-", "−")


def _rating_view(row: RatedOutcome, assessment: ClaimAssessment) -> RatingView:
    rating, grade = row.rating, row.grade
    return RatingView(
        outcome=rating.outcome,
        comparator=rating.comparator,
        timepoint=rating.timepoint,
        certainty=grade.certainty,
        label=grade.label,
        appraiser=rating.appraiser,
        reported_by=rating.reported_by,
        locator=rating.locator,
        reasons=tuple(
            (name.replace("_", " "), points, reason) for name, points, reason in grade.steps
        ),
        refusals=grade.refusals,
        missing=tuple(name.replace("_", " ") for name in grade.missing),
        governs=assessment.governing is not None and assessment.governing.rating is rating,
    )


def _wording_view(assessment: ClaimAssessment) -> WordingView:
    wording = assessment.wording
    return WordingView(
        verdict=wording.verdict.value,
        label=_VERDICTS[wording.verdict],
        text=wording.judged_text,
        judged_from=wording.judged_from,
        reasons=wording.reasons,
        notes=wording.notes,
        not_checked=wording.not_checked,
        printable=printable_sentence(assessment),
    )


def _sign_off_view(assessment: ClaimAssessment) -> SignOffView:
    signed = assessment.sign_off
    review = signed.review
    return SignOffView(
        state=signed.state.value,
        label=signed.state.label,
        who=review.reviewed_by if review else "",
        when=review.reviewed_on if review else None,
        note=review.note if review and signed.state is not SignOffState.NONE else "",
        changes=signed.changes,
    )


def _anchors(claim_ids: Sequence[str]) -> list[str]:
    """A name in the page for each claim, in order; the first of a doubled id has the plain one."""
    met: Counter[str] = Counter()
    anchors = []
    for claim_id in claim_ids:
        met[claim_id] += 1
        again = f".{met[claim_id]}" if met[claim_id] > 1 else ""
        anchors.append(f"claim-{name_in_page(claim_id)}{again}")
    return anchors
