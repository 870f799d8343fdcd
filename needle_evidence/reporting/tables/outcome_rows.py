"""What is known of each outcome of a claim: its ratings, and the results that can count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from needle_evidence.appraisal.printable_sentence import PrintableSentence, SentenceBasis
from needle_evidence.language.folded_text import folded
from needle_evidence.model.certainty import CertaintyRating
from needle_evidence.model.result import Directness, Result
from needle_evidence.reporting.claim_view import ClaimView, RatingView
from needle_evidence.reporting.reference_view import compared_with
from needle_evidence.reporting.work_view import ResultView, WorkView, effect_in_words

_Key = tuple[str, str, str]
_COMPARED = 200  # characters of a result that a sentence is looked through for
_WITHOUT = compared_with("none")


@dataclass(frozen=True, kw_only=True, slots=True)
class OutcomeResult:
    """A result of a work that can count; cited: by the claim, else only considered."""

    work: WorkView
    result: ResultView
    cited: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OutcomeRow:
    """One outcome × comparator × time point of a claim; without any, the claim alone.

    ratings: reported ones first. told: the sentence that may be printed of the claim is about
    it; without such a sentence, it is the claim's first row.
    """

    claim: ClaimView
    outcome: str
    comparator: str
    timepoint: str
    ratings: tuple[RatingView, ...]
    results: tuple[OutcomeResult, ...]
    told: bool = False

    @property
    def governs(self) -> bool:
        """Whether a rating of this outcome licenses the claim's wording."""
        return any(rating.governs for rating in self.ratings)


def outcome_rows(claim: ClaimView) -> tuple[OutcomeRow, ...]:
    """The outcomes of a claim: the one that licenses its wording first, then as recorded.

    Works that cannot count (unrelated ones, those without data of their own) are left out. A
    claim with nothing recorded has one row, with its own outcome.
    """
    ratings: dict[_Key, list[RatingView]] = {}
    results: dict[_Key, list[OutcomeResult]] = {}
    for rating in claim.ratings:
        key = _key(rating.outcome, rating.comparator, rating.timepoint)
        ratings.setdefault(key, []).append(rating)
    for found in _results(claim):
        record = found.result.record
        key = _key(record.outcome, record.comparator, record.timepoint)
        results.setdefault(key, []).append(found)
    rows = [
        _row(claim, ratings.get(key, []), results.get(key, []))
        for key in dict.fromkeys((*ratings, *results))
    ]
    rows.sort(key=lambda row: not row.governs)
    if not rows:
        rows = [_row(claim, [], [])]
    told = _told(rows, claim.wording.printable)
    return tuple(replace(row, told=number == told) for number, row in enumerate(rows))


def effects_in_words(results: tuple[OutcomeResult, ...]) -> str:
    """A line per result: the work, its effect and interval, what it says, how it fits."""
    return "\n".join(map(_effect, results))


def studied_instead(row: OutcomeRow, part: str) -> str:
    """What was studied where every result of an outcome differs in this part from the claim.

    part: "population" or "intervention". "" where a rating or a result is about the claim's own.
    """
    differing = [one for one in row.results if part in one.result.record.indirect_because]
    if not differing or len(differing) < len(row.results):
        return ""
    named = [dict(one.work.reference.studied).get(part, "") for one in differing]
    return "; ".join(dict.fromkeys(named)) if all(named) else f"not the {part} of the claim"


def minimal_important_differences(results: tuple[OutcomeResult, ...]) -> str:
    """The different ones that are recorded, with unit and source."""
    found = dict.fromkeys(_mid(one.result) for one in results)
    return "; ".join(words for words in found if words)


def _results(claim: ClaimView) -> Iterator[OutcomeResult]:
    for works, cited in ((claim.works, True), (claim.considered, False)):
        for work in works:
            for result in work.results if work.counts else ():
                unrelated = result.record.directness is Directness.UNRELATED
                if not unrelated and not result.is_blank:
                    yield OutcomeResult(work=work, result=result, cited=cited)


def _told(rows: list[OutcomeRow], sentence: PrintableSentence) -> int:
    """The number of the row that the printable sentence is about: else the first.

    A sentence that a certainty licenses is about the row that governs, and that is first; one
    about a recorded result repeats the appraiser's words for it.
    """
    if sentence.basis is not SentenceBasis.RECORDED_RESULT:
        return 0
    said = sentence.clinician.casefold()
    return next(
        (
            number
            for number, row in enumerate(rows)
            for found in row.results
            if found.result.result and _beginning(found.result.result) in said
        ),
        0,
    )


def _beginning(words: str) -> str:
    return words[:_COMPARED].casefold().strip().rstrip(".")


def _row(claim: ClaimView, ratings: list[RatingView], results: list[OutcomeResult]) -> OutcomeRow:
    records: list[CertaintyRating | Result] = [
        *(rating.record for rating in ratings),
        *(one.result.record for one in results),
    ]
    named = records[0] if records else None
    comparators = [record.comparator for record in records if record.comparator]
    return OutcomeRow(
        claim=claim,
        outcome=named.outcome if named else claim.claim.outcome,
        comparator=next(iter(comparators), "" if named else claim.claim.comparator),
        timepoint=named.timepoint if named else "",
        ratings=tuple(ratings),
        results=tuple(results),
    )


def _key(outcome: str, comparator: str, timepoint: str) -> _Key:
    """What makes an outcome one; "no control" and an empty cell both name no comparator."""
    against = "" if compared_with(comparator) == _WITHOUT else folded(comparator)
    return folded(outcome), against, folded(timepoint)


def _effect(found: OutcomeResult) -> str:
    result = found.result
    # The difference that matters has a column of its own.
    record = replace(result.record, mid=None)
    numbers = effect_in_words(record)
    words = result.result.rstrip(" .")
    stance = result.stance or "stance not recorded"
    directness = result.directness
    if result.because:
        directness = f"{directness}: {', '.join(result.because)}"
    cited = "" if found.cited else "; considered, not cited"
    said = "; ".join(part for part in (words, numbers) if part) or "no number recorded"
    return f"{found.work.reference.short_name}: {said} ({stance}; {directness}{cited})"


def _mid(result: ResultView) -> str:
    record = result.record
    if record.mid is None:
        return ""
    unit = f" {record.unit}" if record.unit and record.unit != "%" else record.unit
    source = f" ({record.mid_source})" if record.mid_source else ""
    return f"{format(record.mid, 'f').replace('-', '−')}{unit}{source}"
