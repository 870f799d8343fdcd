"""GRADE: the certainty of a rating, which rating governs a claim, where two people differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from needle_evidence.appraisal.grade_domains import (
    DOMAIN_POINTS,
    domain_points,
    plain_word,
    step_reason,
)
from needle_evidence.appraisal.grade_refusals import (
    design_refusals,
    domain_refusals,
    question_refusals,
    reported_row_refusals,
    row_refusals,
)
from needle_evidence.appraisal.scheme import Scheme
from needle_evidence.language.folded_text import folded
from needle_evidence.model.certainty import (
    LOWERING_DOMAINS,
    RAISING_DOMAINS,
    Certainty,
    CertaintyRating,
)
from needle_evidence.model.claim import Question
from needle_evidence.model.plain_text import one_line

JUDGED_LABEL = "Certainty judged with the GRADE domains, not a GRADE panel assessment"
_COMPARED_COLUMNS = ("start", "direction", "effect_size")  # beside the domains
_STARTS = {"randomized": Certainty.HIGH.points, "observational": Certainty.LOW.points}


@dataclass(frozen=True, kw_only=True, slots=True)
class GradeResult:
    """The certainty of one row of certainty.csv, or why there is none.

    certainty: None where anything is refused or missing. refusals: why GRADE refuses, one
    sentence each, led by the column. missing: domains not assessed that would have to be.
    steps: per assessed domain its name, the points it moves (-3 to +2) and the reason, in the
    order of the columns. start_points: 4 or 2, None where the row does not say. label: what such a
    certainty may be called.
    """

    certainty: Certainty | None
    refusals: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    steps: tuple[tuple[str, int, str], ...] = ()
    start_points: int | None = None
    label: str = JUDGED_LABEL


@dataclass(frozen=True, kw_only=True, slots=True)
class Governing:
    """The rating whose certainty counts for a claim, and one sentence on which and why."""

    rating: CertaintyRating
    result: GradeResult
    certainty: Certainty
    because: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Disagreement:
    """One thing on which two appraisers of the same row differ.

    domain: a column of certainty.csv, or "certainty". first, second: appraiser and word, in
    file order; both rated the same claim, outcome, comparator and time point.
    """

    domain: str
    first: tuple[str, str]
    second: tuple[str, str]
    rating: CertaintyRating
    other: CertaintyRating


Rated = tuple[CertaintyRating, GradeResult]


def rate_certainty(
    rating: CertaintyRating,
    question: Question | None,
    *,
    study_designs: tuple[str, ...] = (),
    robins_i: bool = False,
) -> GradeResult:
    """The certainty of a rating for a claim's question; never raises.

    study_designs: codes of the works that the rating rests on, to see contradictions; empty
    for not known. robins_i: non-randomised studies were appraised with ROBINS-I and start at
    high. A reported row gives what the review printed. In a judged row all five lowering
    domains must be assessed; a raising one only where it could still raise the result, that
    is in observational evidence below high that nothing lowers. Points: start minus lowered
    plus raised, held between very low and high. Source: GRADE Handbook 5.1; ACIP GRADE
    handbook ch. 9; GRADE gives no rating without studies and raises no randomised evidence.
    """
    if rating.reported:
        return _reported_result(rating, question)
    steps = tuple(
        (domain, domain_points(domain, rating.domains[domain]), step_reason(rating.domains[domain]))
        for domain in DOMAIN_POINTS
        if domain in rating.domains
    )
    start = _start_points(rating, robins_i)
    refusals = (
        *question_refusals(question),
        *row_refusals(rating),
        *design_refusals(rating, study_designs),
        *domain_refusals(rating, robins_i=robins_i),
    )
    missing = _missing_domains(rating, start, lowered=any(change < 0 for _, change, _ in steps))
    certainty = None
    if start is not None and not refusals and not missing:
        certainty = _certainty(start + sum(change for _, change, _ in steps))
    return GradeResult(
        certainty=certainty, refusals=refusals, missing=missing, steps=steps, start_points=start
    )


def governing_rating(ratings: Sequence[Rated], outcome: str) -> Governing | None:
    """The rating that counts for a claim whose outcome is `outcome` ("" where it names none).

    The rating of that outcome, else the lowest among the critical outcomes (without any so
    marked: among those not marked unimportant); of several, the lowest, a reported one before
    a judged one. None where no certainty is left: also where the named outcome has ratings
    but none of them a certainty, for another outcome's certainty says nothing about it.
    """
    named = folded(outcome)
    own = [rated for rated in ratings if named and folded(rated[0].outcome) == named]
    if own:
        return _lowest(own, f"It rates “{one_line(outcome, 60)}”, the outcome that the claim names")
    overall = overall_certainty(ratings)
    if overall is None:
        return None
    asked = f"No rating is of “{one_line(outcome, 60)}”, the outcome that the claim names. "
    lead = asked if named else "The claim names no outcome. "
    return replace(overall, because=lead + overall.because)


def overall_certainty(ratings: Sequence[Rated]) -> Governing | None:
    """The certainty over several outcomes: the lowest among the critical ones.

    Where no row is marked critical, those that are not marked unimportant take their place.
    Source: ACIP GRADE handbook ch. 10. None where no certainty is left.
    """
    critical = [rated for rated in ratings if rated[0].importance == "critical"]
    if critical:
        return _lowest(critical, "It rates a critical outcome")
    rest = [rated for rated in ratings if rated[0].importance != "not_important"]
    return _lowest(rest, "No outcome is marked critical")


def disagreements(ratings: Sequence[Rated]) -> tuple[Disagreement, ...]:
    """Where two appraisers judged one claim, outcome, comparator and time point differently.

    Only judged rows count, and only what both assessed: a domain left open is no opinion.
    Of several rows by one appraiser the first counts. In each column each appraiser is
    compared once, with the first one before who wrote another word.
    """
    groups: dict[tuple[str, ...], dict[str, Rated]] = {}
    for rated in ratings:
        row = rated[0]
        if not row.reported:
            places = (row.outcome, row.comparator, row.timepoint)
            key = (row.claim_id, *(folded(place) for place in places))
            groups.setdefault(key, {}).setdefault(folded(row.appraiser), rated)
    return tuple(found for group in groups.values() for found in _differences(group.values()))


def _reported_result(rating: CertaintyRating, question: Question | None) -> GradeResult:
    """What a review printed, if the row says which review, where, and what."""
    refusals = tuple(reported_row_refusals(rating, question))
    return GradeResult(
        certainty=None if refusals else rating.reported_certainty,
        refusals=refusals,
        label=f"GRADE, as reported by {one_line(rating.reported_by, 60) or 'nobody named'}",
    )


def _missing_domains(
    rating: CertaintyRating, start: int | None, *, lowered: bool
) -> tuple[str, ...]:
    """The domains that are not assessed and could still move the result."""
    could_raise = rating.start == "observational" and start != Certainty.HIGH.points and not lowered
    needed = (*LOWERING_DOMAINS, *(RAISING_DOMAINS if could_raise else ()))
    return tuple(domain for domain in needed if domain not in rating.domains)


def _start_points(rating: CertaintyRating, robins_i: bool) -> int | None:
    if robins_i and rating.start == "observational":
        return Certainty.HIGH.points
    return _STARTS.get(rating.start)


def _certainty(points: int) -> Certainty:
    """The certainty for points, never above high nor below very low."""
    held = max(Certainty.VERY_LOW.points, min(points, Certainty.HIGH.points))
    return next(certainty for certainty in Certainty if certainty.points == held)


def _lowest(ratings: Sequence[Rated], why: str) -> Governing | None:
    """The lowest certainty of these ratings; `why`: the sentence that says why these."""
    found = [
        (certainty, rating, result)
        for rating, result in ratings
        if (certainty := result.certainty) is not None
    ]
    if not found:
        return None
    certainty, rating, result = min(found, key=lambda one: (one[0].points, not one[1].reported))
    of_several = f"; the lowest of {len(found)} ratings" if len(found) > 1 else ""
    left_out = len(ratings) - len(found)
    gap = f" Ratings left out because they give no certainty: {left_out}." if left_out else ""
    because = f"{_row_name(rating)}: {certainty.label}. {why}{of_several}.{gap}"
    return Governing(rating=rating, result=result, certainty=certainty, because=because)


def _row_name(rating: CertaintyRating) -> str:
    """The words that tell a row from the claim's others."""
    who = f"reported by {rating.reported_by}" if rating.reported else "judged"
    if not rating.reported and rating.appraiser:
        who = f"judged by {rating.appraiser}"
    outcome = rating.outcome or "no outcome named"
    against = f"compared with {rating.comparator}" if rating.comparator else ""
    parts = (outcome, against, rating.timepoint, who)
    return ", ".join(one_line(part, 80) for part in parts if part)


def _differences(group: Iterable[Rated]) -> Iterator[Disagreement]:
    """Each row of one group against the first before it that holds another word."""
    firsts: dict[str, list[tuple[str, CertaintyRating]]] = {}
    for rated in group:
        row = rated[0]
        for domain, word in _opinions(rated):
            # The first row and the first that differs from it are enough for every row after.
            known = firsts.setdefault(domain, [])
            other = next((one for one in known if one[0] != word), None)
            if other is not None:
                yield Disagreement(
                    domain=domain,
                    first=(other[1].appraiser, other[0]),
                    second=(row.appraiser, word),
                    rating=other[1],
                    other=row,
                )
            if len(known) < 2 and all(one[0] != word for one in known):
                known.append((word, row))


def _opinions(rated: Rated) -> Iterator[tuple[str, str]]:
    """Column and word of all that a row says; what it leaves open is no opinion."""
    row, result = rated
    words = [(domain, _word(row, domain)) for domain in DOMAIN_POINTS]
    words += [(column, getattr(row, column)) for column in _COMPARED_COLUMNS]
    if result.certainty is not None:
        words.append(("certainty", result.certainty.label))
    return ((column, word) for column, word in words if word)


def _word(rating: CertaintyRating, domain: str) -> str:
    """The word of a domain, "" where it is not assessed."""
    return plain_word(rating.domains[domain]) if domain in rating.domains else ""


SCHEME = Scheme(
    name="grade",
    title="GRADE",
    attribution="GRADE Working Group, GRADE Handbook",
    disclaimer=(
        "Where a person filled in the domains, the certainty is judged with the GRADE domains and "
        "is not a GRADE panel assessment."
    ),
)
