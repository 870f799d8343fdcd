"""Dates of BibTeX and BibLaTeX entries (ISO 8601-2 ranges, month names) as CSL dates."""

from __future__ import annotations

import calendar
import re

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_NO_DATE = frozenset({"", "n.d.", "n.d", "nd", "no date", "s.a.", "?"})
_ISO_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{1,2}|XX)(?:-(?P<day>\d{1,2}|XX))?)?(?:T[\d:.Z+-]*)?"
    r"(?P<unsure>[?~%])?"
)
_YEAR = re.compile(r"(?i)(?P<circa>c(?:irca|a)?\.?\s*)?\[?(?P<year>\d{4})\]?(?P<unsure>[?~%])?")
_YEAR_RANGE = re.compile(r"(?P<first>\d{4})\s*[-‐-―/]{1,3}\s*(?P<last>\d{4})")


def csl_date(text: str) -> dict[str, object]:
    """An ISO date, a part of one, or a range (`2014-05/2014-08`) as a CSL date.

    Anything else that is not empty becomes `{"literal": text}`; no date becomes `{}`.
    """
    if text.strip().lower() in _NO_DATE:
        return {}
    first, slash, last = (part.strip() for part in text.partition("/"))
    begin = _iso_parts(first)
    if begin is None:
        return {"literal": text.strip()}
    end = _iso_parts(last) if slash else None
    return _with_doubt(begin, end)


def publication_date(*, date: str, year: str, month: str, day: str) -> dict[str, object]:
    """The date of publication as a CSL date: BibLaTeX's `date`, else `year` with `month`.

    month: a name, its abbreviation, a number, a season, a range of two ("July–August"), or
    a month with a day ("15 Aug"). What is not understood of it is left out.
    """
    if date.strip():
        return csl_date(date)
    if match := _YEAR_RANGE.fullmatch(year.strip()):
        return {"date-parts": [[int(match["first"])], [int(match["last"])]]}
    match = _YEAR.fullmatch(year.strip())
    if match is None:
        return csl_date(year)
    issued: dict[str, object] = _month_parts(int(match["year"]), month, day)
    if match["circa"] or match["unsure"]:
        issued["circa"] = True
    return issued


def _iso_parts(text: str) -> tuple[list[int], int, bool] | None:
    """Parts of an ISO date, its season (0: none) and whether it is unsure; None: no date."""
    match = _ISO_DATE.fullmatch(text)
    if match is None:
        return None
    parts = [int(match["year"])]
    month = _number(match["month"])
    season = month - 20 if 21 <= month <= 24 else 0
    if 1 <= month <= 12:
        parts.append(month)
        day = _number(match["day"])
        if 1 <= day <= calendar.monthrange(parts[0] or 4, month)[1]:
            parts.append(day)
    return parts, season, bool(match["unsure"])


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _with_doubt(
    begin: tuple[list[int], int, bool], end: tuple[list[int], int, bool] | None
) -> dict[str, object]:
    result: dict[str, object] = {"date-parts": [begin[0], end[0]] if end else [begin[0]]}
    if begin[1] and not end:
        result["season"] = begin[1]
    if begin[2] or (end and end[2]):
        result["circa"] = True
    return result


def _month_parts(year: int, month: str, day: str) -> dict[str, object]:
    names = re.findall(r"[^\W\d_]+", month.lower())
    numbers = [int(number) for number in re.findall(r"\d+", month)]
    months = [found for name in names if (found := _month_number(name))]
    if not months and not names:
        months = [number for number in numbers if 1 <= number <= 12]
        numbers = []
    if not months:
        season = next((_SEASONS[name] for name in names if name in _SEASONS), 0)
        issued: dict[str, object] = {"date-parts": [[year]]}
        return {**issued, "season": season} if season else issued
    if len(months) > 1:
        return {"date-parts": [[year, months[0]], [year, months[1]]]}
    last = calendar.monthrange(year or 4, months[0])[1]
    days = [*numbers, *(int(number) for number in re.findall(r"\d+", day))]
    days = [number for number in days if 1 <= number <= last]
    return {"date-parts": [[year, months[0], *days[:1]]]}


def _month_number(name: str) -> int:
    """1 to 12 for an English month, in full or cut to three letters or more; else 0."""
    if len(name) < 3:
        return 0
    return next((n for n, full in enumerate(_MONTHS, start=1) if full.startswith(name)), 0)
