"""Works beside a claim as one prints them: how each fits, what it found, the passage quoted."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.reference_view import ReferenceView
from needle_evidence.reporting.typeset.printed_reference import (
    notice_words,
    reference_mark,
    study_words,
)
from needle_evidence.reporting.typeset.printed_report import (
    Paragraph,
    Words,
    paragraph,
    stopped,
    strong,
    words,
)
from needle_evidence.reporting.work_view import ResultView, WorkView

_STANCES = {
    "supports": "Supports",
    "refutes": "Speaks against",
    "neutral": "Settles nothing",
}
_FITS = {"direct": "direct evidence", "indirect": "indirect evidence"}


def printed_work(work: WorkView) -> Iterator[Paragraph]:
    """A work that was cited or considered, with its results."""
    reference = work.reference
    studied = "; ".join(reference.studied_in_short)
    yield paragraph(
        reference_mark(reference),
        f" {one_line(reference.short_name, 120)}: ",
        *study_words(reference),
        f" ({one_line(studied, 400)})" if studied else "",
        ". ",
        _capital(stopped(_fit(work))),
        role="work",
        level=1,
    )
    if reference.verification.notice_label:
        yield Paragraph(words=notice_words(reference), role="error", level=2)
    for result in work.results:
        if not result.is_blank:
            yield Paragraph(words=_result(result, work), role="result", level=2)
            if passage := _passage(result):
                yield paragraph(passage, role="passage", level=2)


def printed_retracted(reference: ReferenceView) -> Paragraph:
    """A cited work that was retracted: it counts in nothing, so nothing else is told of it."""
    return paragraph(
        reference_mark(reference),
        f" {one_line(reference.short_name, 120)}: ",
        *notice_words(reference),
        " It counts in no status, no balance and no certainty.",
        role="work",
        level=1,
    )


def _fit(work: WorkView) -> str:
    """How the work fits the claim, and its level there."""
    if work.directness == "unrelated":
        return "unrelated: studied something else"
    fit = _FITS.get(work.directness, work.directness) if work.results else "not appraised"
    # A level says itself why it is indirect.
    indirect = work.results and work.directness == "indirect" and work.because
    if indirect and "indirect here" not in work.level:
        fit += f" (differs in {', '.join(work.because)})"
    if not work.own_data:
        return f"{fit}; no data of its own: no level, and it does not count"
    if not work.level:
        return fit
    if work.level_why:
        return f"{fit}; {work.level}: {work.level_why}"
    return f"{fit}; {work.level}{' by the inferred design' * work.reference.design_inferred}"


def _result(result: ResultView, work: WorkView) -> tuple[Words, ...]:
    about = one_line(", ".join(result.about), 600)
    told = bool(result.result or result.numbers)
    parts: list[str | Words] = []
    if result.stance:
        parts += [strong(_STANCES.get(result.stance, result.stance)), ". " if about or told else ""]
    parts.append(f"{_capital(about)}: " if about and told else _capital(about))
    parts.append(stopped(one_line(result.result, 1500)))
    parts.append(_numbers(result, work))
    if result.directness != work.directness:
        because = f": {', '.join(result.because)}" if result.because else ""
        parts.append(f" ({result.directness}{because})")
    return words(*parts)


def _numbers(result: ResultView, work: WorkView) -> str:
    """Numbers that the result's own words or the work's size already give are not repeated."""
    numbers = result.numbers
    if not numbers or numbers == f"n = {work.reference.sample_size}":
        return ""
    if numbers.removeprefix("proportion ") in result.result:
        return ""
    return f" {numbers.replace('proportion', 'Proportion', 1)}."


def _passage(result: ResultView) -> str:
    if result.passage_again:
        return "(the passage quoted above)"
    if not result.passage:
        return ""
    locator = f" ({one_line(result.locator, 200)})" if result.locator else ""
    return f"“{result.passage}”{locator}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
