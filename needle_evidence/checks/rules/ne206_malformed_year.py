"""NE206: a year or date that is none."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.own_fields import own_fields
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_EARLIEST, _LATEST = 1400, 2100
_NUMBER = re.compile(r"\d+")
# ISO 8601 and EDTF, as BibLaTeX reads them: 2014-08, 2014-08-31T10:00Z, 2014~, 199X, 19uu,
# -0044; month 21 to 41 is a season or a part of the year.
_ISO_DATE = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?[?~%]{0,2}")
_OPEN_DECADE = re.compile(r"(?i)-?\d{1,3}[xu]{1,3}(?:-[xu\d]{2}){0,2}[?~%]{0,2}|Y-?\d+(?:E\d+)?")
_NOT_YET = re.compile(
    r"(?i)\b(?:in\s+press|(?:in\s+)?print|forthcoming|to\s+(?:be|appear)|accepted|submitted"
    r"|unpublished|preprint|in\s+(?:preparation|review|revision)|under\s+review|ahead\s+of"
    r"|not\s+dated|undated|no\s+date|ongoing|present|prepublished)|\bn\.?\s*d\b|\bs\.?\s*[da]\b"
    r"|\b[os]\.?\s*j\b"
)


def _look(library: Library) -> Iterator[Problem]:
    for reference, name, value in own_fields(library, "year", "date"):
        fault = _fault(value)
        if fault:
            yield Problem(
                message=f"The {name} “{one_line(value, 60)}” {fault}.",
                location=reference.place(name),
                subject=reference.key,
            )


def _fault(value: str) -> str:
    """What is wrong with the value, or ""."""
    ends = [end.strip() for end in value.split("/") if end.strip(" .")]
    if ends and all(_ISO_DATE.fullmatch(end) or _OPEN_DECADE.fullmatch(end) for end in ends):
        return next(filter(None, map(_date_fault, ends)), "")
    if _NOT_YET.search(value):
        return ""
    numbers = _NUMBER.findall(value)
    years = [number for number in numbers if len(number) == 4 and _plausible(int(number))]
    # "20144" beside no year is a slip; "May 12, 2014", "1998--99" and "c2001" hold a year.
    if years:
        return ""
    if not numbers:
        return "holds no year"
    if any(len(number) == 4 for number in numbers):
        return f"is not between {_EARLIEST} and {_LATEST}"
    return "is not a year of four digits"


def _date_fault(date: str) -> str:
    match = _ISO_DATE.fullmatch(date)
    if not match:
        return ""
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if year > 0 and not _plausible(year):
        return f"is not between {_EARLIEST} and {_LATEST}"
    if match.group(2) and not (1 <= month <= 12 or 21 <= month <= 41):
        return f"has the month {month:02d}, which does not exist"
    # Whoever knows no day writes 00 in some programs; that is no mistake worth a finding.
    if day and (month > 12 or day > calendar.monthrange(max(year, 1), month)[1]):
        return f"has the day {day:02d}, which that month does not have"
    return ""


def _plausible(year: int) -> bool:
    return _EARLIEST <= year <= _LATEST


CHECK = Check(
    code="NE206",
    name="malformed-year",
    severity=Severity.WARNING,
    summary="A year or date field holds no plausible year.",
    why="The work is printed with a wrong year, or none, and counts as undated.",
    bad="year = {20144}",
    good="year = {2014}",
    way_out="Write the year with four digits, a date as 2014-08-31, or `in press`.",
    look=_look,
)
