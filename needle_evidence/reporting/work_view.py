"""One work beside a claim as reports show it: what it found there, and its level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from needle_evidence.appraisal.cited_work import AppraisedWork
from needle_evidence.model.certainty import CertaintyRating
from needle_evidence.model.result import Directness, Result
from needle_evidence.reporting.recorded_numbers import zero_events_in_words
from needle_evidence.reporting.reference_view import ReferenceView, compared_with

_LONGEST_PASSAGE = 150  # words; longer ones are a finding
_MOST_CHARACTERS = 1500  # what that comes to, for scripts that put no spaces between words
_DIRECTNESS = {
    Directness.DIRECT: "direct",
    Directness.INDIRECT: "indirect",
    Directness.UNRELATED: "unrelated",
    None: "directness not recorded",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultView:
    """One recorded result. about: outcome, comparator and time point, as far as recorded.

    stance: "supports", "refutes", "neutral" or "". because: the parts in which an indirect
    result differs. numbers: effect and interval in words. passage: at most 150 words of it.
    passage_again: an earlier result of the same work has this passage too. record: the row
    itself, for forms that need its numbers as numbers.
    """

    about: tuple[str, ...]
    stance: str
    directness: str
    because: tuple[str, ...]
    result: str
    numbers: str
    passage: str
    passage_again: bool
    locator: str
    appraiser: str
    record: Result

    @property
    def is_blank(self) -> bool:
        """Whether the row says nothing beyond how the work fits the claim."""
        return not (self.about or self.stance or self.result or self.numbers or self.passage)


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkView:
    """One work beside the claim. stances: of all its results. directness: of the work.

    because: the parts in which any indirect result differs. level: as it may be printed;
    level_why: why there is none, "" where there is one. own_data: False for opinion. counts:
    whether its stance can count.
    """

    reference: ReferenceView
    stances: tuple[str, ...]
    directness: str
    because: tuple[str, ...]
    level: str
    level_why: str
    own_data: bool
    counts: bool
    results: tuple[ResultView, ...]


def work_view(work: AppraisedWork, by_key: Mapping[str, ReferenceView]) -> WorkView:
    """A work beside a claim; by_key: the views of the references."""
    why = work.level.reason if work.level_text and work.level.value is None else ""
    shown: set[str] = set()
    results = []
    for result in work.results:
        again = bool(result.passage) and result.passage in shown
        results.append(_result_view(result, passage_again=again))
        shown.add(result.passage)
    return WorkView(
        reference=by_key[work.citekey],
        stances=tuple(stance.value for stance in work.stances),
        directness=_DIRECTNESS[work.directness],
        because=work.because,
        level=work.level_text.removesuffix(f": {why}") if why else work.level_text,
        level_why=why.removeprefix(f"{work.design.label}: "),
        own_data=work.own_data,
        counts=work.counts,
        results=tuple(results),
    )


def about(row: Result | CertaintyRating) -> tuple[str, ...]:
    """Outcome, comparator and time point, as far as recorded."""
    parts = (row.outcome, compared_with(row.comparator), row.timepoint)
    return tuple(part for part in parts if part)


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
        of_all = f"{result.events} of {result.participants}"
        counts.append(", ".join(filter(None, (of_all, zero_events_in_words(result)))))
    elif result.participants is not None:
        counts.append(f"n = {result.participants}")
    elif result.events is not None:
        times = "event" if result.events == 1 else "events"
        counts.append(f"{result.events} {times}, among how many is not recorded")
    if result.mid is not None:
        counts.append(f"minimal important difference {_signed(result.mid)}{unit}")
    return "; ".join(part for part in (text, *counts) if part)


def _result_view(result: Result, *, passage_again: bool) -> ResultView:
    return ResultView(
        about=about(result),
        stance=result.stance.value if result.stance else "",
        directness=_DIRECTNESS[result.directness],
        because=result.indirect_because,
        result=result.result,
        numbers=effect_in_words(result),
        passage=_beginning(result.passage),
        passage_again=passage_again,
        locator=result.locator,
        appraiser=result.appraiser,
        record=result,
    )


def _beginning(passage: str) -> str:
    words = passage.split(maxsplit=_LONGEST_PASSAGE)
    if len(words) > _LONGEST_PASSAGE:
        passage = " ".join(words[:-1]) + " […]"
    if len(passage) > _MOST_CHARACTERS:
        passage = passage[:_MOST_CHARACTERS].removesuffix(" […]").rstrip() + " […]"
    return passage


def _signed(number: Decimal) -> str:
    return format(number, "f").replace("-", "−")
