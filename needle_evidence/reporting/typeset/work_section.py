"""What to fix as one prints it: the first things for a clinician, the whole list for an editor."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.typeset.printed_finding import place, printed_waiver
from needle_evidence.reporting.typeset.printed_report import (
    Block,
    Paragraph,
    PrintedReport,
    Section,
    Table,
    Words,
    code,
    counted,
    label,
    paragraph,
    strong,
)
from needle_evidence.reporting.typeset.reading_section import made_from
from needle_evidence.reporting.work_list import WorkItem

_FIRST = 8
_MOST_PLACES = 8
_NOW, _PRINTED, _WHY = 600, 1200, 900  # characters; longer ones end in "…"
_ORDER = (
    "In this order: first what could hurt a reader who believes the page, and of equal harm what "
    "takes the least work. Harm and effort are inferred by the program from statuses, words and "
    "findings; nobody judged them."
)


def first_work_section(view: EvidenceView) -> Iterator[Section]:
    """What to fix first; nothing where nothing is to be done."""
    if view.work:
        more = len(view.work) - _FIRST
        blocks: list[Block] = [_first(item) for item in view.work[:_FIRST]]
        if more > 0:
            things = counted(more, "thing")
            blocks.append(paragraph(f"{things} more: see the work list for editors.", role="meta"))
        yield Section(title="What to fix first", anchor="work", blocks=tuple(blocks))


def editor_report(view: EvidenceView) -> PrintedReport:
    """The work list: what to change, where, and into which words."""
    return PrintedReport(
        title="Work list",
        lead=tuple(_lead(view)),
        sections=(*_by_harm(view), *_waived(view)),
        made=_made(view),
        contents=False,
        wide=True,
        dated=view.generated_on,
    )


def _lead(view: EvidenceView) -> Iterator[Block]:
    if view.work:
        ready = sum(bool(item.instead) for item in view.work)
        yield paragraph(
            strong(f"{counted(len(view.work), 'thing')} to do."),
            f" For {ready} the sentence that may be printed is here." if ready else "",
            role="lead",
        )
        yield paragraph(_ORDER)
    else:
        yield paragraph(strong("Nothing to do."), " No finding is open.", role="lead")
    if view.unread:
        rows = counted(view.unread, "row or entry", "rows or entries")
        hides = " could not be read and may hide more work."
        yield paragraph(strong(rows), hides, role="error")


def _first(item: WorkItem) -> Paragraph:
    parts: list[str | Words] = [strong(f"{one_line(item.task, 300)}. "), one_line(item.why, _NOW)]
    if item.instead:
        parts += [" ", label("May be printed:"), f"“{one_line(item.instead, _PRINTED)}”"]
    return paragraph(*parts, " ", code(f"({_where(item)})"), role="item", level=1)


def _by_harm(view: EvidenceView) -> Iterator[Section]:
    """A table for each harm; the numbers go on."""
    number = 0
    for harm, group in groupby(view.work, key=lambda item: item.harm):
        items = list(group)
        title = f"{harm or 'To do'} ({len(items)})"
        rows = tuple(_row(number + place, item) for place, item in enumerate(items, start=1))
        number += len(items)
        table = Table(
            header=("Done", "No.", "What to do, and why", "The sentence now", "May be printed"),
            rows=rows,
            widths=(6, 5, 35, 25, 29),
            about="Each thing to do, with the sentence as it is and as it may be printed",
        )
        yield Section(title=title, anchor=f"harm-{number}", blocks=(table,))


def _row(number: int, item: WorkItem) -> tuple[tuple[Paragraph, ...], ...]:
    how = one_line(item.how, _WHY)
    codes = f"  ·  {', '.join(item.codes)}" if item.codes else ""
    limits = one_line(item.limits, _PRINTED)
    return (
        (paragraph("☐"),),
        (paragraph(str(number)),),
        _kept(
            paragraph(strong(one_line(item.task, 300))),
            paragraph(one_line(item.why, _WHY)),
            paragraph(label("What is needed:") if how else "", how),
            paragraph(code(_where(item)), f"  ·  work: {item.effort}{codes}", role="meta"),
        ),
        _kept(paragraph(one_line(item.now, _NOW))),
        _kept(
            paragraph(one_line(item.instead, _PRINTED) or "–"),
            paragraph(label("Beside it:") if limits else "", limits),
            paragraph(*((label("With it, cite:"), code(item.cite)) if item.cite else ())),
        ),
    )


def _where(item: WorkItem) -> str:
    others = [one for one in item.places[:_MOST_PLACES] if one != item.location]
    subject = [one_line(item.subject, 120)] if item.subject else []
    return "; ".join([*subject, place(item.location), *map(place, others)])


def _waived(view: EvidenceView) -> Iterator[Section]:
    if view.waived:
        yield Section(
            title=f"Waived: somebody lives with it ({len(view.waived)})",
            anchor="waived",
            blocks=tuple(printed_waiver(item, named=True) for item in view.waived),
        )


def _made(view: EvidenceView) -> str:
    lost = f" {counted(len(view.not_checked), 'thing')} could not be checked: the list may be "
    missing = f"{lost}incomplete." if view.not_checked else ""
    notices = "".join(f" {one_line(notice, _NOW)}" for notice in view.notices)
    return f"{made_from(view)}{missing}{notices}"


def _kept(*lines: Paragraph) -> tuple[Paragraph, ...]:
    return tuple(line for line in lines if line.words)
