"""When a work was published, as an ISO date of the precision that is recorded."""

from __future__ import annotations

import datetime
from collections.abc import Mapping


def publication_day(item: Mapping[str, object]) -> str:
    """The date of a CSL-JSON item: "2014", "2014-08" or "2014-08-05"; "" for none.

    The first day of a range. A year of fewer than four digits, and a month or day that no
    calendar has, are left out.
    """
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else []
    numbers = [number for number in first if isinstance(number, int)]
    if not numbers or not 1000 <= numbers[0] <= datetime.MAXYEAR:
        return ""
    for length in (3, 2):
        if len(numbers) >= length:
            try:
                day = datetime.date(numbers[0], numbers[1], numbers[2] if length == 3 else 1)
            except ValueError:
                continue
            return day.isoformat()[: 10 if length == 3 else 7]
    return str(numbers[0])
