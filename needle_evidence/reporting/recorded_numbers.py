"""Recorded numbers as a report prints them: effects, intervals, people."""

from __future__ import annotations

from decimal import Decimal

from needle_evidence.model.result import Result

_LONGEST = 12  # signs of a number that is printed as it was written


def number_in_words(number: Decimal) -> str:
    """A recorded number: as written, with a real minus sign; far too long ones shortened."""
    if not number.is_finite():
        return "no number"
    if number and not -6 <= number.adjusted() <= 8:
        text = f"{number:.2e}"
    else:
        text = format(number, "f")
        text = text if len(text) <= _LONGEST else f"{number:.6g}"
    return text.replace("-", "−")


def interval_in_words(result: Result) -> str:
    """The interval: "−23.5 to −5.2", "" where not both ends are recorded."""
    if result.ci_low is None or result.ci_high is None:
        return ""
    return f"{number_in_words(result.ci_low)} to {number_in_words(result.ci_high)}"


def with_unit(number: Decimal, unit: str) -> str:
    """A number with its unit: "−14.4 mm", "32%"."""
    space = "" if unit in ("", "%") else " "
    return f"{number_in_words(number)}{space}{unit}"


def zero_events_in_words(result: Result) -> str:
    """What no event among so many people shows: "which rules out no more than about 3 in 84".

    "" where events were counted or it is not recorded among how many (the rule of three; Hanley
    and Lippman-Hand 1983).
    """
    if result.events != 0 or not result.participants:
        return ""
    if result.participants <= 3:
        return "which rules out nothing"
    return f"which rules out no more than about 3 in {result.participants:,}"


def people_counted(result: Result, sample_size: str) -> int | None:
    """How many people a result is about: as its row says, else as its work does."""
    if result.participants:
        return result.participants
    size = sample_size.replace(",", "").strip()
    return int(size) if size.isascii() and size.isdigit() and len(size) < 10 else None
