"""CSL dates (date-parts, raw, literal, seasons) as the date fields of an entry."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from needle_evidence.formats.reference_fields import dated_fields

_SEASONS = {1: "Spring", 2: "Summer", 3: "Autumn", 4: "Winter"}
_ISO_RANGE = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)/(\d{4}(?:-\d{2}(?:-\d{2})?)?)")
_KNOWN = frozenset({"date-parts", "season", "circa", "literal", "raw"})
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class DateFields:
    """A date as fields. iso: "2014-08-05", or a part of it. whole: nothing of it is left out."""

    fields: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    iso: str = ""
    whole: bool = True


def read_date(value: object) -> DateFields:
    """`year`, `month`, `day` of a CSL date; `date` of a range; the words of a literal one.

    value: an object with `date-parts` (numbers or texts), `raw` or `literal`, and perhaps
    `season` and `circa`; some programs write a text or a year. None is no date.
    """
    if value is None or value == "" or value == {}:
        return DateFields()
    if isinstance(value, str | int):
        return _of_words(str(value))
    if not isinstance(value, Mapping):
        return DateFields(whole=False)
    whole = _KNOWN.issuperset(value)
    parts = _parts(value.get("date-parts"))
    if parts:
        read = _of_parts(parts, value)
    else:
        words = value.get("raw") or value.get("literal") or ""
        read = _of_words(words if isinstance(words, str) else str(words))
        whole = whole and not any(_flat(value.get("date-parts")))
    return DateFields(fields=read.fields, iso=read.iso, whole=whole and read.whole)


def _flat(value: object) -> list[object]:
    rows = value if isinstance(value, list) else []
    return [part for row in rows if isinstance(row, list) for part in row]


def _parts(value: object) -> list[list[int]]:
    """One or two dates of one to three numbers; [] where they make no date."""
    if not isinstance(value, list) or not 1 <= len(value) <= 2:
        return []
    dates = []
    for row in value:
        if not isinstance(row, list) or not 1 <= len(row) <= 3:
            return []
        numbers = [_number(part) for part in row]
        while numbers and not numbers[-1]:
            numbers.pop()
        if not numbers or not _is_date(numbers):
            return []
        dates.append(numbers)
    return dates


def _number(value: object) -> int:
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,4}\s*", value):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _is_date(numbers: list[int]) -> bool:
    year, month, day = (*numbers, 1, 1)[:3]
    if not (1000 <= year <= 9999 and 1 <= month <= 12):
        return False
    return 1 <= day <= calendar.monthrange(year, month)[1]


def _of_parts(dates: list[list[int]], value: Mapping[str, object]) -> DateFields:
    iso = ["-".join((f"{date[0]:04d}", *(f"{part:02d}" for part in date[1:]))) for date in dates]
    season = _season(value.get("season"))
    if len(dates) == 2 and dates[0] != dates[1]:
        fields = {"date": "/".join(iso), "year": str(dates[0][0])}
        return DateFields(fields=fields, iso="/".join(iso), whole=not season)
    fields = dict(dated_fields(iso[0]))
    if season and len(dates[0]) == 1:
        fields["month"] = season
    if value.get("circa"):
        fields["year"] = f"c. {fields['year']}"
    return DateFields(fields=fields, iso=iso[0], whole=not season or len(dates[0]) == 1)


def _season(value: object) -> str:
    if isinstance(value, str) and not value.strip().isdecimal():
        return value.strip()
    number = _number(value)
    return _SEASONS.get(number - 20 if number > 20 else number, "")


def _of_words(text: str) -> DateFields:
    """A date in words: ISO where it is so, else as it stands."""
    bare = " ".join(text.split())
    if not bare:
        return DateFields()
    if fields := dated_fields(bare):
        return DateFields(fields=fields, iso=_iso_of(bare))
    if _ISO_RANGE.fullmatch(bare):
        return DateFields(fields={"date": bare, "year": bare[:4]}, iso=bare)
    return DateFields(fields={"year": bare}, iso="")


def _iso_of(text: str) -> str:
    numbers = [int(part) for part in re.findall(r"\d+", text)[:3]]
    while not _is_date(numbers) and len(numbers) > 1:
        numbers.pop()
    return "-".join((f"{numbers[0]:04d}", *(f"{part:02d}" for part in numbers[1:])))
