"""NE112: a waiver that does not hold: incomplete, expired, or for a code that does not exist."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from needle_evidence.checks.check import Check
from needle_evidence.model.decision import Waiver
from needle_evidence.model.finding import Location, NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    if not library.waivers:
        return
    codes = _codes()
    renewed = _renewed(library)
    for waiver in library.waivers:
        lacking = _lacking(waiver)
        if codes.get(waiver.code) != waiver.code:
            yield _unknown_code(waiver, codes)
        elif lacking:
            names = " and no ".join(lacking)
            yield _problem(
                waiver,
                waiver.cell(lacking[0].rpartition(" ")[2]),
                f"The waiver of {_name(waiver)} has no {names}, so it waives nothing.",
            )
        elif library.today is None:
            yield NotChecked(reason="today's date is not known", subject=_subject(waiver))
        elif _ended(waiver, library.today) and (waiver.code, waiver.subject) not in renewed:
            message = f"The waiver of {_name(waiver)} ended on {waiver.expires_on}."
            yield _problem(waiver, waiver.cell("expires_on"), message)


def _codes() -> Mapping[str, str]:
    """Code of each check by its code and by its name, as a waiver would hold either."""
    # Here, because the runner loads the rules and not the rules the runner.
    from needle_evidence.checks.runner import all_checks

    checks = all_checks()
    by_name = {check.name.upper(): check.code for check in checks}
    return {**by_name, **{check.code: check.code for check in checks}}


def _renewed(library: Library) -> frozenset[tuple[str, str]]:
    """Code and subject of each complete waiver that has not ended: an older one is history."""
    today = library.today
    return frozenset(
        (waiver.code, waiver.subject)
        for waiver in library.waivers
        if today is not None and not _lacking(waiver) and not _ended(waiver, today)
    )


def _lacking(waiver: Waiver) -> list[str]:
    lacking = [name for name in ("reason", "owner") if not getattr(waiver, name)]
    # A date that could not be read is as good as none; its cell has a finding of its own.
    return [*lacking, "readable expires_on"] if waiver.expires_on is None else lacking


def _ended(waiver: Waiver, today: datetime.date) -> bool:
    return waiver.expires_on is not None and waiver.expires_on < today


def _unknown_code(waiver: Waiver, codes: Mapping[str, str]) -> Problem:
    meant = codes.get(waiver.code.replace("_", "-"), "")
    return Problem(
        message=f"No check has the code “{one_line(waiver.code, 40)}”, so the row waives nothing."
        + (f" It is the name of {meant}." if meant else ""),
        location=waiver.cell("code"),
        subject=_subject(waiver),
        way_out="Write the code that the finding prints, such as NE101, or delete the row.",
    )


def _name(waiver: Waiver) -> str:
    return f"{one_line(waiver.code, 20)} for {_subject(waiver)}"


def _subject(waiver: Waiver) -> str:
    return one_line(waiver.subject, 80)


def _problem(waiver: Waiver, place: Location, message: str) -> Problem:
    return Problem(message=message, location=place, subject=_subject(waiver))


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
    look=_look,
)
