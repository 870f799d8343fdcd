"""Everything that is derived about each claim from its works and what people recorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from needle_evidence.appraisal.cited_work import (
    RANDOMIZED_DESIGNS,
    REVIEW_DESIGNS,
    AppraisedWork,
    appraised_work,
    cited_work,
)
from needle_evidence.appraisal.claim_status import (
    CitedWork,
    ClaimStatus,
    StatusReport,
    claim_status,
)
from needle_evidence.appraisal.printed_words import limits_stand_beside, printed_sentences
from needle_evidence.appraisal.schemes.grade import (
    Governing,
    GradeResult,
    governing_rating,
    rate_certainty,
)
from needle_evidence.appraisal.sign_off import SignOff, SignOffState, part_digests, sign_off
from needle_evidence.appraisal.verdict import retracted_works
from needle_evidence.appraisal.wording import WordingJudgement, WordingVerdict, judge_wording
from needle_evidence.model.certainty import Certainty, CertaintyRating
from needle_evidence.model.claim import Claim
from needle_evidence.model.decision import Search
from needle_evidence.model.finding import Finding, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness, Stance


@dataclass(frozen=True, kw_only=True, slots=True)
class Balance:
    """How many works speak for, against and neither way; works without data do not count.

    A work with results both for and against counts on both sides; one that also has neutral
    results does not count as neutral. Each number: of works.
    """

    supporting: int = 0
    refuting: int = 0
    neutral: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class RatedOutcome:
    """One row of certainty.csv with what GRADE's rules make of it."""

    rating: CertaintyRating
    grade: GradeResult


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimAssessment:
    """What is derived about one claim; nothing here is stored.

    works: the known works it cites, in the row's order. considered: known works with a
    recorded result that it does not cite. governing: the rating that licenses its wording,
    None where no certainty is recorded. searches: for contrary evidence, on this claim or its
    topic, oldest first; undated ones first of all.
    """

    claim: Claim
    status: StatusReport
    works: tuple[AppraisedWork, ...]
    considered: tuple[AppraisedWork, ...]
    cited_balance: Balance
    considered_balance: Balance
    ratings: tuple[RatedOutcome, ...]
    governing: Governing | None
    wording: WordingJudgement
    sign_off: SignOff
    searches: tuple[Search, ...]

    @property
    def certainty(self) -> Certainty | None:
        """The certainty that licenses the wording; None where none is recorded."""
        return self.governing.certainty if self.governing else None

    @property
    def evidence(self) -> tuple[AppraisedWork, ...]:
        """All works that can count, cited ones first."""
        return tuple(work for work in (*self.works, *self.considered) if work.counts)


@lru_cache(maxsize=2)
def assess(library: Library) -> tuple[ClaimAssessment, ...]:
    """The assessment of every claim, in the order of `library.claims`; remembered per library."""
    searches = searches_by_subject(library)
    gone = retracted_works(library)
    return tuple(assess_claim(library, claim, searches, gone) for claim in library.claims)


def assess_claim(
    library: Library,
    claim: Claim,
    searches: Mapping[tuple[str, str], Sequence[Search]],
    retracted: frozenset[str] = frozenset(),
) -> ClaimAssessment:
    """The assessment of one claim.

    searches: by ("claim", id) and ("topic", name). retracted: citekeys of works that count
    nowhere because they were retracted: not in the status, the balance or the wording, and no
    certainty that rests on one counts.
    """
    known = library.reference_by_key
    works = {
        reference.key: appraised_work(library, claim, reference)
        for reference in library.cited(claim)
        if reference.key not in retracted
    }
    considered = tuple(
        appraised_work(library, claim, known[key])
        for key in library.considered(claim)
        if key in known and key not in retracted
    )
    status = claim_status(
        CitedWork(citekey=key, retracted=True)
        if key in retracted and key in known
        else cited_work(key, works.get(key))
        for key in dict.fromkeys(claim.references)
    )
    cited = tuple(works.values())
    fallen = _fallen(library, claim, retracted)
    ratings = _ratings(library, claim, (*cited, *considered), fallen, retracted)
    governing = governing_rating([(row.rating, row.grade) for row in ratings], claim.outcome)
    return ClaimAssessment(
        claim=claim,
        status=status,
        works=cited,
        considered=considered,
        cited_balance=_balance(cited),
        considered_balance=_balance(considered),
        ratings=ratings,
        governing=governing,
        wording=_wording(library, claim, governing, cited),
        sign_off=_sign_off(library, claim),
        searches=_of_claim(claim, searches),
    )


def searches_by_subject(library: Library) -> Mapping[tuple[str, str], Sequence[Search]]:
    """The recorded searches, by ("claim", id) and ("topic", name in lower case, single spaces)."""
    found: dict[tuple[str, str], list[Search]] = {}
    for search in library.searches:
        if search.claim_id:
            found.setdefault(("claim", search.claim_id), []).append(search)
        elif search.topic:
            found.setdefault(("topic", _folded(search.topic)), []).append(search)
    return found


def stands(assessment: ClaimAssessment, findings: Sequence[Finding]) -> bool:
    """Whether a claim stands: only then may it be published as backed.

    Its status is `supported`, its wording was checked and is no over-claim, no error is open
    on it (`findings`: those about this claim), and its sign-off is approved and not stale.
    """
    return (
        assessment.status.status is ClaimStatus.SUPPORTED
        and assessment.wording.verdict in (WordingVerdict.LICENSED, WordingVerdict.UNDER_CLAIM)
        and not any(finding.severity is Severity.ERROR for finding in findings)
        and assessment.sign_off.state is SignOffState.APPROVED
    )


def _of_claim(
    claim: Claim, searches: Mapping[tuple[str, str], Sequence[Search]]
) -> tuple[Search, ...]:
    found = [
        *searches.get(("claim", claim.claim_id), ()),
        *searches.get(("topic", _folded(claim.topic)), ()),
    ]
    found.sort(key=lambda search: search.searched_on.isoformat() if search.searched_on else "")
    return tuple(found)


def _folded(topic: str) -> str:
    return " ".join(topic.casefold().split())


def _balance(works: Sequence[AppraisedWork]) -> Balance:
    stances = [work.stances for work in works if work.counts]
    return Balance(
        supporting=sum(Stance.SUPPORTS in found for found in stances),
        refuting=sum(Stance.REFUTES in found for found in stances),
        neutral=sum(found == (Stance.NEUTRAL,) for found in stances),
    )


def rests_on(rating: CertaintyRating, works: Collection[str]) -> tuple[str, ...]:
    """Which of these works of its claim a certainty rests on; none for what it was made without.

    works: citekeys. A reported one rests on the review that reports it, a judged one on every
    work with a result that could count, but for those that its `without` cell names.
    """
    if rating.reported:
        return (rating.reported_by,) if rating.reported_by in works else ()
    return tuple(key for key in works if key not in rating.without)


def _fallen(library: Library, claim: Claim, retracted: frozenset[str]) -> tuple[str, ...]:
    """The retracted works whose results could count for the claim, and so in a judgement."""
    known = library.reference_by_key
    listed = (*claim.references, *library.considered(claim)) if retracted else ()
    keys = [key for key in listed if key in retracted and key in known]
    works = [appraised_work(library, claim, known[key]) for key in dict.fromkeys(keys)]
    return tuple(work.citekey for work in works if work.counts and work.results)


def _ratings(
    library: Library,
    claim: Claim,
    works: Sequence[AppraisedWork],
    fallen: Sequence[str],
    retracted: frozenset[str],
) -> tuple[RatedOutcome, ...]:
    """fallen: the retracted works with results that could count for this claim."""
    rows = library.ratings_by_claim.get(claim.claim_id, ())
    if not rows:
        return ()
    designs = tuple(work.design.code for work in works if work.counts and work.results)
    return tuple(
        RatedOutcome(
            rating=row,
            grade=_refused(
                _grade(row, claim, designs, robins_i=library.robins_i),
                rests_on(row, retracted if row.reported else fallen),
                reported=row.reported,
            ),
        )
        for row in rows
    )


def _refused(grade: GradeResult, fallen: Sequence[str], *, reported: bool) -> GradeResult:
    """The result without a certainty where it rests on retracted works."""
    if not fallen:
        return grade
    named = ", ".join(one_line(key, 60) for key in fallen)
    refusal = (
        f"{named}, which reported it, was retracted."
        if reported
        else f"It was judged with {named}, which was retracted: judge it again."
        if len(fallen) == 1
        else f"It was judged with {named}, which were retracted: judge it again."
    )
    return replace(grade, certainty=None, refusals=(*grade.refusals, refusal))


def _grade(
    row: CertaintyRating, claim: Claim, designs: tuple[str, ...], *, robins_i: bool
) -> GradeResult:
    """designs: of the works with a recorded result that can count."""
    grade = rate_certainty(row, claim.question, study_designs=designs, robins_i=robins_i)
    if designs or row.reported or grade.refusals:
        return grade
    refusal = "No study of this claim is recorded, and without studies GRADE gives no rating."
    return replace(grade, certainty=None, refusals=(refusal,))


def _wording(
    library: Library, claim: Claim, governing: Governing | None, works: Sequence[AppraisedWork]
) -> WordingJudgement:
    return judge_wording(
        claim,
        governing.certainty if governing else None,
        governing.rating.effect_size if governing else "",
        sentences=printed_sentences(library, claim),
        has_limits_sentence=limits_stand_beside(library, claim),
        supported_by_rct_or_review=_supported_by_trial_or_review(works),
        quantified=_quantified(works),
    )


def _supported_by_trial_or_review(works: Sequence[AppraisedWork]) -> bool | None:
    """Whether a direct result of a cited trial or review supports the claim.

    None where one does so whose design was only guessed from its words.
    """
    backing = [
        work
        for work in works
        if work.design.code in RANDOMIZED_DESIGNS | REVIEW_DESIGNS
        and any(
            result.stance is Stance.SUPPORTS and result.directness is Directness.DIRECT
            for result in work.results
        )
    ]
    return any(work.design.certain for work in backing) or (None if backing else False)


def _quantified(works: Sequence[AppraisedWork]) -> bool:
    """Whether a cited result gives events, people and the place where both are printed."""
    return any(
        result.events is not None
        and bool(result.participants)
        and bool(result.locator)
        and result.directness is not Directness.UNRELATED
        for work in works
        if work.counts
        for result in work.results
    )


def _sign_off(library: Library, claim: Claim) -> SignOff:
    reviews = library.reviews_by_claim.get(claim.claim_id, ())
    if not reviews:
        return SignOff(state=SignOffState.NONE)
    return sign_off(claim, reviews, part_digests(library, claim))
