"""One claim as reports show it: what it rests on, how certain that is, and what may be printed."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from needle_evidence.appraisal.assessment import (
    Balance,
    ClaimAssessment,
    RatedOutcome,
    stands,
)
from needle_evidence.appraisal.claim_status import ClaimStatus, StatusReport
from needle_evidence.appraisal.printable_sentence import PrintableSentence, printable_sentence
from needle_evidence.appraisal.sign_off import SignOffState
from needle_evidence.appraisal.wording import WordingVerdict
from needle_evidence.appraisal.wording_remarks import HARMS, plays_down, warns_of_rare_harm
from needle_evidence.model.certainty import Certainty, CertaintyRating
from needle_evidence.model.claim import Claim, ClaimGroup
from needle_evidence.model.finding import Finding, WaivedFinding
from needle_evidence.model.library import Library
from needle_evidence.reporting.claim_place import ClaimPlace, claim_places, shortened
from needle_evidence.reporting.claim_summary import ClaimSummary, claim_summary, recorded_harms
from needle_evidence.reporting.reference_view import ReferenceView, name_in_page
from needle_evidence.reporting.work_view import WorkView, about, work_view

# Of two claims with one id, each shows what is wrong with its own row, and this.
_ON_EACH = "duplicate-claim-id"
_VERDICTS = {
    WordingVerdict.LICENSED: "Licensed by the evidence",
    WordingVerdict.OVER_CLAIM: "Says too much",
    WordingVerdict.UNDER_CLAIM: "Says less than the evidence",
    WordingVerdict.NOT_CHECKED: "Not checked",
}
# Without a certainty only warnings of harm pass, and no evidence licenses those.
_WARNS = "Not too strong for a warning of harm"
_NO_EVIDENCE = (ClaimStatus.UNCITED, ClaimStatus.BROKEN, ClaimStatus.UNRELATED_ONLY)


@dataclass(frozen=True, kw_only=True, slots=True)
class RatingView:
    """One rating of the certainty. reasons: (domain, points, reason). governs: it licenses.

    kind: "reported" (copied from a review) or "judged" (by the appraiser). about: outcome,
    comparator and time point, as far as recorded. certainty: None where GRADE gives none, for
    the reasons in `refusals` and `missing`. record: the row itself.
    """

    kind: str
    about: tuple[str, ...]
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
    record: CertaintyRating


@dataclass(frozen=True, kw_only=True, slots=True)
class WordingView:
    """The wording as it is and as it may be. verdict: "over_claim" …; label: in words.

    text: what was judged, at most 3,000 characters of it. reassures: the claim is about a harm,
    and its words play it down or deny it. warns: they play down only how often it comes, and
    say that it can: a warning all the same.
    """

    verdict: str
    label: str
    text: str
    judged_from: str
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    not_checked: str
    printable: PrintableSentence
    reassures: bool = False
    warns: bool = False


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
    claim of a doubled id has one of its own. judges: whether its wording is shown (claims
    about effects). certainty_label: what must stand beside the status: "low certainty,
    reported", "certainty not judged", "" where neither applies. ratings: reported ones first.
    last_search: the day of the last search for contrary evidence, None for none. stands: it
    may be published as backed. good: the colour for good may be used. problems: open
    findings; waived: those that somebody lives with. places: where it stands in the articles,
    or that it was not found there; of two claims with one id, the first has them. retracted:
    cited works that were retracted, which are in no other part. summary: the first line.
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
    certainty_label: str
    certainty_why: str
    ratings: tuple[RatingView, ...]
    wording: WordingView
    cited_balance: Balance
    considered_balance: Balance
    last_search: datetime.date | None
    sign_off: SignOffView
    stands: bool
    good: bool
    problems: tuple[Finding, ...]
    waived: tuple[WaivedFinding, ...]
    places: tuple[ClaimPlace, ...] = ()
    retracted: tuple[ReferenceView, ...] = ()
    summary: ClaimSummary = field(default_factory=ClaimSummary)

    @property
    def references(self) -> tuple[ReferenceView, ...]:
        """The known references that the claim cites, retracted ones last."""
        return (*(work.reference for work in self.works), *self.retracted)


def claim_views(
    library: Library,
    assessments: Sequence[ClaimAssessment],
    by_key: Mapping[str, ReferenceView],
    by_subject: Mapping[str, Sequence[Finding]],
    waived: Iterable[WaivedFinding] = (),
) -> tuple[ClaimView, ...]:
    """A view per claim, in file order; by_subject: open findings by their subject."""
    anchors = _anchors([claim.claim_id for claim in library.claims])
    by_waived_subject: dict[str, list[WaivedFinding]] = {}
    for item in waived:
        by_waived_subject.setdefault(item.finding.subject, []).append(item)
    places = dict(claim_places(library))
    harms = recorded_harms(assessments)
    views = []
    for assessment, anchor in zip(assessments, anchors, strict=True):
        claim = assessment.claim
        found = by_subject.get(claim.claim_id, ())
        problems = tuple(one for one in found if _is_about(one, claim, library))
        accepted = by_waived_subject.get(claim.claim_id, ())
        lived_with = tuple(one for one in accepted if _is_about(one.finding, claim, library))
        standing = places.pop(claim.claim_id, ())
        view = _claim_view(assessment, anchor, by_key, problems, lived_with, standing)
        line = claim_summary(
            assessment, view.wording.printable, by_key, view.certainty_label, harms
        )
        views.append(replace(view, summary=line))
    return tuple(views)


def _claim_view(
    assessment: ClaimAssessment,
    anchor: str,
    by_key: Mapping[str, ReferenceView],
    problems: tuple[Finding, ...],
    waived: tuple[WaivedFinding, ...],
    places: tuple[ClaimPlace, ...],
) -> ClaimView:
    claim, report = assessment.claim, assessment.status
    needs_evidence = claim.needs_evidence or report.status is not ClaimStatus.UNCITED
    status = report.status if needs_evidence else None
    searched = [search.searched_on for search in assessment.searches if search.searched_on]
    standing = stands(assessment, problems)
    ratings = [_rating_view(row, assessment) for row in assessment.ratings]
    return ClaimView(
        claim=claim,
        anchor=anchor,
        status=status,
        status_label=status.label if status else "Needs no reference",
        report=report,
        question=claim.question.value.replace("_", " ") if claim.question else "",
        works=tuple(work_view(work, by_key) for work in assessment.works),
        considered=tuple(work_view(work, by_key) for work in assessment.considered),
        unknown_keys=report.unknown,
        judges=claim.group is ClaimGroup.HEALTH_EFFECT,
        certainty=assessment.certainty,
        certainty_label=_certainty_label(assessment, status),
        certainty_why=assessment.governing.because if assessment.governing else "",
        ratings=tuple(sorted(ratings, key=lambda rating: rating.kind != "reported")),
        wording=_wording_view(assessment),
        cited_balance=assessment.cited_balance,
        considered_balance=assessment.considered_balance,
        last_search=max(searched, default=None),
        sign_off=_sign_off_view(assessment),
        stands=standing,
        good=standing or _is_good(assessment),
        problems=problems,
        waived=waived,
        places=places,
        retracted=tuple(by_key[key] for key in report.retracted if key in by_key),
    )


def _certainty_label(assessment: ClaimAssessment, status: ClaimStatus | None) -> str:
    governing = assessment.governing
    if governing is not None:
        return f"{governing.certainty.label} certainty, {_kind(governing.rating)}"
    return "" if status is None or status in _NO_EVIDENCE else "certainty not judged"


def _is_good(assessment: ClaimAssessment) -> bool:
    """Whether the wording is licensed by a moderate or high certainty."""
    return assessment.wording.verdict is WordingVerdict.LICENSED and assessment.certainty in (
        Certainty.HIGH,
        Certainty.MODERATE,
    )


def _is_about(finding: Finding, claim: Claim, library: Library) -> bool:
    """Whether a finding with a claim's name is about it: its own row, or an appraisal table.

    A reference may have the same name as a claim: what stands in its file is not the claim's.
    """
    if finding.location.path != claim.location.path:
        return finding.location.path != library.references_path
    return finding.location.line == claim.location.line or finding.name == _ON_EACH


def _rating_view(row: RatedOutcome, assessment: ClaimAssessment) -> RatingView:
    rating, grade = row.rating, row.grade
    return RatingView(
        kind=_kind(rating),
        about=about(rating),
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
        record=rating,
    )


def _kind(rating: CertaintyRating) -> str:
    return "reported" if rating.reported else "judged"


def _wording_view(assessment: ClaimAssessment) -> WordingView:
    wording = assessment.wording
    harm = assessment.claim.question in HARMS
    warns = wording.verdict is WordingVerdict.LICENSED and assessment.certainty is None
    return WordingView(
        verdict=wording.verdict.value,
        label=_WARNS if warns else _VERDICTS[wording.verdict],
        text=shortened(wording.judged_text),
        judged_from=wording.judged_from,
        reasons=wording.reasons,
        notes=wording.notes,
        not_checked=wording.not_checked,
        printable=printable_sentence(assessment),
        reassures=harm and plays_down(wording.wording),
        warns=harm and warns_of_rare_harm(wording.wording),
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
