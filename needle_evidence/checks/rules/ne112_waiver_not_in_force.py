"""NE112: a waiver that does not hold: incomplete, expired, or for a code that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.model.decision import Waiver
from needle_evidence.model.finding import Location, NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_CODE = re.compile(r"[A-Z]{2,}\d{3,}")


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for waiver in library.waivers:
        found = _fault(waiver)
        if found is not None:
            place, message = found
            yield _problem(waiver, place, message)
        elif library.today is None:
            yield NotChecked(reason="today's date is not known", subject=_name(waiver))
        elif waiver.expires_on is not None and waiver.expires_on < library.today:
            message = f"The waiver of {_name(waiver)} ended on {waiver.expires_on.isoformat()}."
            yield _problem(waiver, waiver.cell("expires_on"), message)


def _fault(waiver: Waiver) -> tuple[Location, str] | None:
    if not _CODE.fullmatch(waiver.code):
        shown = one_line(waiver.code, 40)
        return waiver.cell("code"), f"“{shown}” is no code of a check, so nothing is waived."
    lacking = [name for name in ("reason", "owner") if not getattr(waiver, name)]
    if waiver.expires_on is None:
        lacking.append("expires_on")
    if lacking:
        names = " and no ".join(lacking)
        return waiver.cell(lacking[0]), f"The waiver of {_name(waiver)} has no {names}."
    return None


def _name(waiver: Waiver) -> str:
    return f"{one_line(waiver.code, 20)} for {one_line(waiver.subject, 80)}"


def _problem(waiver: Waiver, place: Location, message: str) -> Problem:
    return Problem(message=message, location=place, subject=one_line(waiver.subject, 80))


CHECK = Check(
    code="NE112",
    name="waiver-not-in-force",
    severity=Severity.WARNING,
    summary="A waiver does not hold: it is incomplete, it has expired, or its code is none.",
    why=(
        "A waiver is a decision to live with a finding: somebody made it, for a reason, until a "
        "day. One that lacks any of these, or whose day has passed, silences nothing."
    ),
    bad="code,subject,reason,owner,expires_on\nNE101,reduces-hip-pain,,R. Hall,2020-01-31",
    good=(
        "code,subject,reason,owner,expires_on\n"
        "NE101,reduces-hip-pain,The page is rewritten in March.,R. Hall,2199-03-31"
    ),
    way_out="Complete the row, set a new last day, or delete the row and mend what it waived.",
    needs=frozenset({"waivers"}),
    look=_look,
)
