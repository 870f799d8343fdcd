"""Dates of one table column, in ISO form or as spreadsheets save them."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# A year outside is a slip of the keyboard: nobody plans or records a review then.
_YEARS = range(1900, 2200)
# Excel and LibreOffice count days from here (so that 1 March 1900 is day 61, as in Excel).
_SERIAL_ZERO = datetime.date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119; keeps bare years and other numbers out

_TIME = re.compile(
    r"(?:T|,?\s+)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?\s?[Mm]\.?)?"
    r"\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?$"
)
_WEEKDAY = re.compile(r"^[^\W\d_]{2,12}\.?,\s*")
_YEAR_FIRST = re.compile(r"(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})\.?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\.?")
_DAY_NAME = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.|º)?[\s/-]*(?:de\s+)?([^\W\d_]+)\.?,?[\s/-]*(?:de\s+)?(\d{4}|\d{2})"
)
_NAME_DAY = re.compile(r"([^\W\d_]+)\.?[\s-]*(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|[\s-]+)(\d{4}|\d{2})")
_LONGEST = 60

# English, German, French, Spanish, Italian, Portuguese, Dutch and Scandinavian, without accents.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier janv enero ene gennaio gen janeiro januari",
            "feb february februar fevrier fevr fev febrero febbraio fevereiro februari",
            "mar march marz mrz mars marzo marco maart mrt marts",
            "apr april avril avr abril abr aprile",
            "may mai mayo maggio mag maio mei maj",
            "jun june juni juin junio giugno giu junho",
            "jul july juli juillet juil julio luglio lug julho",
            "aug august aout agosto ago augustus augusti",
            "sep sept september septembre septiembre settembre set setembro",
            "oct october oktober okt octobre octubre ottobre ott outubro out",
            "nov november novembre noviembre novembro",
            "dec december dezember dez decembre diciembre dic dicembre dezembro desember des",
        ),
        start=1,
    )
    for name in names.split()
}


@dataclass(frozen=True, kw_only=True, slots=True)
class DateColumn:
    """The dates of one column.

    dates: one per value; None where the value is blank, ambiguous or no date. ambiguous:
    indices of values that could be day-month or month-day. impossible: indices of values
    that are no date.
    """

    dates: tuple[datetime.date | None, ...]
    ambiguous: tuple[int, ...] = ()
    impossible: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _TwoNumbers:
    """A date whose day and month are both numbers, in unknown order."""

    first: int
    second: int
    year: int
    dotted: bool

    @property
    def day_first(self) -> datetime.date | None:
        return _date(self.year, self.second, self.first)

    @property
    def month_first(self) -> datetime.date | None:
        return _date(self.year, self.first, self.second)


def read_dates(values: Sequence[str]) -> DateColumn:
    """Reads a column's dates; the order of day and month is decided from the whole column.

    Read: 2026-12-31 and 2026/12/31, 31/12/2026, 12/31/26, 31.12.2026, 31-Dec-26,
    Dec 31, 2026, a time behind any of them, 20261231, and the day numbers of spreadsheets
    (46387). Where one value can only be day-first (or month-first) and none says the
    contrary, all are. Dates with dots are day-first unless the column says otherwise, since
    no spreadsheet writes month-first ones. Two-digit years: 00 to 68 are 2000 to 2068.
    """
    # Columns repeat few dates over and over: each is read once.
    parsed = {value: _parse(value) for value in dict.fromkeys(values)}
    day_first = _order([value for value in parsed.values() if isinstance(value, _TwoNumbers)])
    decided = {value: _decide(meaning, day_first) for value, meaning in parsed.items()}
    unread = [i for i, value in enumerate(values) if decided[value] is None and value.strip()]
    ambiguous = {
        value
        for value, meaning in parsed.items()
        if decided[value] is None and isinstance(meaning, _TwoNumbers) and meaning.day_first
    }
    return DateColumn(
        dates=tuple([decided[value] for value in values]),
        ambiguous=tuple(i for i in unread if values[i] in ambiguous),
        impossible=tuple(i for i in unread if values[i] not in ambiguous),
    )


def _order(values: Sequence[_TwoNumbers]) -> bool | None:
    """True for day-first, False for month-first, None where the column does not tell."""
    only_day_first = any(v.day_first and not v.month_first for v in values)
    only_month_first = any(v.month_first and not v.day_first for v in values)
    if only_day_first == only_month_first:
        return None
    return only_day_first


def _decide(
    value: datetime.date | _TwoNumbers | None, day_first: bool | None
) -> datetime.date | None:
    if not isinstance(value, _TwoNumbers):
        return value
    one, other = value.day_first, value.month_first
    if one is None or other is None or one == other:
        return one or other
    if day_first is None:
        return one if value.dotted else None
    return one if day_first else other


def _parse(value: str) -> datetime.date | _TwoNumbers | None:
    text = value.strip()
    if len(text) > _LONGEST:
        return None
    if ":" in text:
        text = _TIME.sub("", text)
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(int(match[1]), int(match[3]), int(match[4]))
    if match := _COMPACT.fullmatch(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _SERIAL.fullmatch(text):
        days = int(match[1])
        return _SERIAL_ZERO + datetime.timedelta(days) if days in _SERIALS else None
    text = _WEEKDAY.sub("", text)
    if match := _YEAR_LAST.fullmatch(text):
        return _TwoNumbers(
            first=int(match[1]),
            second=int(match[3]),
            year=_full_year(match[4]),
            dotted=match[2] == ".",
        )
    return _parse_named(text)


def _parse_named(text: str) -> datetime.date | None:
    if match := _DAY_NAME.fullmatch(text):
        day, name, year = match.groups()
    elif match := _NAME_DAY.fullmatch(text):
        name, day, year = match.groups()
    else:
        return None
    decomposed = unicodedata.normalize("NFD", name.casefold())
    month = _MONTHS.get("".join(c for c in decomposed if not unicodedata.combining(c)), 0)
    return _date(_full_year(year), month, int(day))


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year <= 68 else 1900)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    if year not in _YEARS:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
