"""NE003: a column of dates whose order of day and month stays open."""

from __future__ import annotations

from needle_evidence.checks.check import Check, reading_check
from needle_evidence.model.finding import Severity

CHECK = Check(
    code="NE003",
    name="ambiguous-dates",
    severity=Severity.WARNING,
    summary="A column of dates can be read as day before month and as month before day.",
    why=(
        "Spreadsheets rewrite dates in the order of the computer's country. Where no date of "
        "the column settles which order that was, a review could fall due months early or late."
    ),
    bad="reduces-hip-pain,Dry needling reduces hip pain.,05/04/2026",
    good="reduces-hip-pain,Dry needling reduces hip pain.,2026-04-05",
    way_out="Write the dates of that column as year-month-day, for example 2026-04-05.",
    look=reading_check("ambiguous_dates"),
)
