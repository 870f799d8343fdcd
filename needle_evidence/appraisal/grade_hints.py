"""Hints for a person who rates GRADE's domains: offered beside the cell, never applied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from needle_evidence.language.folded_text import folded
from needle_evidence.model.certainty import CertaintyRating
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import RATIO_MEASURES, Directness, Result

# Common rules of thumb for the optimal information size and for reading a funnel plot.
ENOUGH_PARTICIPANTS = 400
ENOUGH_EVENTS = 300
ENOUGH_STUDIES_FOR_A_FUNNEL = 10
_COUNTS_EVENTS = frozenset({"RR", "OR", "HR", "RD", "proportion"})
# Differences, where a minimal important difference may lie on either side of no effect.
_DIFFERENCES = frozenset({"MD", "SMD", "RD"})
_SINGLE_WORKS = frozenset(
    {"rct", "quasi_rct", "n_of_1", "nonrandomized_controlled", "inception_cohort", "cohort",
     "case_control", "nested_case_control", "cross_sectional_blinded_ref", "cross_sectional",
     "historically_controlled", "case_series", "case_report"}
)  # fmt: skip
_NO_COMPARISON = frozenset({"case_series", "case_report"})
# Citekeys that one hint names.
_NAMED = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Hint:
    """One thing to look at before rating a domain, in one plain sentence."""

    domain: str
    text: str


def hints(
    rating: CertaintyRating,
    *,
    results: Sequence[Result],
    study_designs: Sequence[str] = (),
    needling: bool = False,
) -> tuple[Hint, ...]:
    """What the recorded numbers suggest to look at, in the order of the domains.

    results: of the claim; those of another outcome, comparator or time point than the row
    names, and those of unrelated works, are left aside. study_designs: codes of the works
    that the row rests on. needling: the claim's intervention is a needling one. A reported
    row gets none, for it copies what a review judged. Source: GRADE Handbook 5.1 and common
    rules of thumb.
    """
    if rating.reported:
        return ()
    own = [result for result in results if _is_of(result, rating)]
    designs = {design.strip().lower() for design in study_designs}
    studies = rating.studies
    if studies is None and len(study_designs) == 1 and designs <= _SINGLE_WORKS:
        studies = 1
    return (
        *_bias_hints(designs, needling=needling),
        *_single_study_hints(studies),
        *_indirectness_hints(own),
        *_size_hints(rating, own),
        *_interval_hints(own),
        *_funnel_hints(studies),
    )


def _is_of(result: Result, rating: CertaintyRating) -> bool:
    """Whether a result belongs to the body of evidence that a row rates."""
    if result.claim_id != rating.claim_id or result.directness is Directness.UNRELATED:
        return False
    pairs = (
        (rating.outcome, result.outcome),
        (rating.comparator, result.comparator),
        (rating.timepoint, result.timepoint),
    )
    return all(not wanted or folded(wanted) == folded(found) for wanted, found in pairs)


def _bias_hints(designs: set[str], *, needling: bool) -> Iterator[Hint]:
    if needling:
        yield Hint(
            domain="risk_of_bias",
            text=(
                "Participants and therapists can rarely be blinded to needling: say which item "
                "drove the rating."
            ),
        )
    if designs and designs <= _NO_COMPARISON:
        yield Hint(
            domain="risk_of_bias",
            text="Only case series or reports, without a comparison: such evidence usually ends "
            "at very low.",
        )


def _single_study_hints(studies: int | None) -> Iterator[Hint]:
    if studies == 1:
        yield Hint(
            domain="inconsistency",
            text="One study only: write “not applicable: single study”, not “serious”.",
        )


def _indirectness_hints(results: Sequence[Result]) -> Iterator[Hint]:
    indirect = [result for result in results if result.directness is Directness.INDIRECT]
    if indirect:
        parts = list(dict.fromkeys(part for r in indirect for part in r.indirect_because))
        differ = f" ({', '.join(one_line(part, 60) for part in parts[:4])})" if parts else ""
        yield Hint(
            domain="indirectness",
            text=(
                f"Recorded as indirect{differ}: {_keys(indirect)}. Would the difference change "
                "the effect? A difference alone is not enough."
            ),
        )


def _size_hints(rating: CertaintyRating, results: Sequence[Result]) -> Iterator[Hint]:
    """Too few people for a continuous outcome, too few events for one that is counted."""
    counted = any(result.measure in _COUNTS_EVENTS for result in results)
    continuous = any(result.measure in {"MD", "SMD"} for result in results)
    people = rating.participants
    if people is None:
        people = _total((result.citekey, result.participants) for result in results)
    if people is not None and people < ENOUGH_PARTICIPANTS and (continuous or not counted):
        kind = "" if continuous else ", if the outcome is continuous"
        yield Hint(
            domain="imprecision",
            text=f"{people} participants, fewer than {ENOUGH_PARTICIPANTS}{kind}: look at "
            "imprecision.",
        )
    events = _total(
        (result.citekey, result.events) for result in results if result.measure in _COUNTS_EVENTS
    )
    if events is not None and events < ENOUGH_EVENTS:
        yield Hint(
            domain="imprecision",
            text=f"{events} events, fewer than {ENOUGH_EVENTS}: look at imprecision.",
        )


def _total(counts: Iterable[tuple[str, int | None]]) -> int | None:
    """The sum over works of each one's largest count; None where a work has none recorded."""
    by_work: dict[str, int | None] = {}
    for citekey, count in counts:
        known = by_work.setdefault(citekey, count)
        if count is not None and (known is None or known < count):
            by_work[citekey] = count
    numbers = [count for count in by_work.values() if count is not None]
    return sum(numbers) if numbers and len(numbers) == len(by_work) else None


def _interval_hints(results: Sequence[Result]) -> Iterator[Hint]:
    crossing = [result for result in results if _holds(result, _no_effects(result))]
    if crossing:
        yield Hint(
            domain="imprecision",
            text=f"The interval holds no effect: {_keys(crossing)}. Look at imprecision.",
        )
    around = [result for result in results if _holds(result, _thresholds(result))]
    if around:
        yield Hint(
            domain="imprecision",
            text="The interval holds the minimal important difference: "
            f"{_keys(around)}. Look at imprecision.",
        )


def _no_effects(result: Result) -> tuple[Decimal, ...]:
    """The value that means no effect; a proportion compares nothing and has none."""
    if result.measure in RATIO_MEASURES:
        return (Decimal(1),)
    return (Decimal(0),) if result.measure in _DIFFERENCES else ()


def _thresholds(result: Result) -> tuple[Decimal, ...]:
    """Where the minimal important difference lies on the scale of the effect."""
    if result.mid is None or not result.mid.is_finite():
        return ()
    if result.measure not in _DIFFERENCES:
        return (result.mid,)
    size = abs(result.mid)
    sides = {"lower": (-size,), "higher": (size,)}
    return sides.get(result.better, (-size, size))


def _holds(result: Result, values: tuple[Decimal, ...]) -> bool:
    """Whether one of the values lies inside the confidence interval."""
    low, high = result.ci_low, result.ci_high
    if low is None or high is None or not (low.is_finite() and high.is_finite()):
        return False
    return any(min(low, high) <= value <= max(low, high) for value in values)


def _funnel_hints(studies: int | None) -> Iterator[Hint]:
    if studies is not None and 0 < studies < ENOUGH_STUDIES_FOR_A_FUNNEL:
        many = "1 study" if studies == 1 else f"{studies} studies"
        yield Hint(
            domain="publication_bias",
            text=(
                f"{many}, fewer than {ENOUGH_STUDIES_FOR_A_FUNNEL}: a funnel plot cannot be read, "
                "so publication bias could not be assessed from it, which is not “undetected”."
            ),
        )


def _keys(results: Sequence[Result]) -> str:
    """The works of some results, the first few by name."""
    keys = list(dict.fromkeys(result.citekey for result in results))
    more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    return ", ".join(one_line(key, 60) for key in keys[:_NAMED]) + more
