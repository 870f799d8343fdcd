"""NE303: two rows of one appraisal table that say what they say about the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.language.folded_text import folded
from needle_evidence.model.certainty import CertaintyRating
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Result


def _look(library: Library) -> Iterator[Problem]:
    results: dict[tuple[str, ...], Result] = {}
    for result in library.results:
        before = results.setdefault(_result_key(result), result)
        if before is not result:
            yield _repeated_result(before, result)
    ratings: dict[tuple[str, ...], CertaintyRating] = {}
    for rating in library.ratings:
        earlier = ratings.setdefault(_rating_key(rating), rating)
        if earlier is not rating:
            yield _repeated_rating(earlier, rating)


def _result_key(result: Result) -> tuple[str, ...]:
    return (result.claim_id, result.citekey, *_places(result))


def _rating_key(rating: CertaintyRating) -> tuple[str, ...]:
    by = (rating.reported_by, _same(rating.appraiser))
    return (rating.claim_id, rating.rating, *by, *_places(rating))


def _places(row: Result | CertaintyRating) -> tuple[str, ...]:
    return tuple(map(_same, (row.outcome, row.comparator, row.timepoint)))


def _same(text: str) -> str:
    """One form of a cell: capitals, blanks and hyphens tell no two things apart."""
    return folded(text) or text


def _repeated_result(before: Result, result: Result) -> Problem:
    message = (
        f"Line {before.location.line} already holds a result of {one_line(result.citekey, 80)} "
        f"for the same {_of_what(result)}"
    )
    if before.stance is not result.stance:
        there, here = (row.stance.value if row.stance else "none" for row in (before, result))
        message += f", and the stances differ: {there} there, {here} here"
    return _problem(result.location, message, result.claim_id)


def _repeated_rating(before: CertaintyRating, rating: CertaintyRating) -> Problem:
    source = f"by {one_line(rating.appraiser, 80)}" if rating.appraiser else "without a name"
    if rating.reported_by:
        source = f"from {one_line(rating.reported_by, 80)}"
    message = (
        f"Line {before.location.line} already holds a {rating.rating} certainty {source} for "
        f"the same {_of_what(rating)}"
    )
    return _problem(rating.location, message, rating.claim_id)


def _of_what(row: Result | CertaintyRating) -> str:
    named = "outcome, comparator and time point"
    return named if any(_places(row)) else f"{named} (the rows name none)"


def _problem(place: Location, message: str, claim_id: str) -> Problem:
    return Problem(message=f"{message}.", location=place, subject=one_line(claim_id, 80))


CHECK = Check(
    code="NE303",
    name="repeated-row",
    severity=Severity.ERROR,
    summary="Two rows of evidence.csv, or of certainty.csv, are about the same thing.",
    why=(
        "Two rows about the same result may contradict each other, and then nobody can tell which "
        "one was meant. Both are counted until one is removed."
    ),
    bad=(
        "claim_id,citekey,outcome,stance\nreduces-hip-pain,hall2018effects,pain,supports\n"
        "reduces-hip-pain,hall2018effects,pain,neutral"
    ),
    good=(
        "claim_id,citekey,outcome,stance\nreduces-hip-pain,hall2018effects,pain,supports\n"
        "reduces-hip-pain,hall2018effects,walking,neutral"
    ),
    way_out="Keep one of the rows, or tell them apart by outcome, comparator or time point.",
    look=_look,
)
