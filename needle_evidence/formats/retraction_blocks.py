"""The few blocks of a long list of retractions in which a wanted identifier can stand.

Parsing a million rows takes longer than looking for identifiers in their bytes, and nearly all
rows are about works that nobody here cites.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import IO

_BLOCK = 1 << 18
_LONGEST_BLOCK = 1 << 23
_MOST_LINES_BACK = 2_000
# Up to the first sign that a list may write in another way (percent-encoded, quoted, …), and
# without a full stop at the end, which a list may have put there.
_DOI_BEGINNING = re.compile(rb"10\.\d{4,9}(?:\.\d+)*/[a-z0-9_.\-/]*(?<!\.)")
_ENCODED = ((b"%2f", b"/"), (b"%2e", b"."), (b"%2d", b"-"), (b"%5f", b"_"))
# Only digits are kept, and a blank for each sign that can stand between two cells or numbers.
_DIGITS, _BETWEEN = b"0123456789", b',;\t\r\n ."'
_NUMBERS = bytes(sign if sign in _DIGITS else 32 for sign in range(256))
_NO_NUMBERS = bytes(sign for sign in range(256) if sign not in _DIGITS + _BETWEEN)
_OLDEST_YEAR = 1900


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Whole records. lines: how many. sure: the first and the last one are certainly whole."""

    text: bytes
    lines: int
    sure: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What to look for. beginnings: of DOIs, as far as all spellings agree. pmids: their digits."""

    beginnings: frozenset[bytes]
    pmids: frozenset[bytes]

    def may_stand_in(self, text: bytes) -> bool:
        """Whether a wanted identifier may stand in these records; a false "no" cannot be."""
        lower = text.lower()
        if b"%" in lower:
            for encoded, plain in _ENCODED:
                lower = lower.replace(encoded, plain)
        if not self.beginnings.isdisjoint(_DOI_BEGINNING.findall(lower)):
            return True
        return bool(self.pmids) and not self.pmids.isdisjoint(
            text.translate(_NUMBERS, _NO_NUMBERS).split()
        )


def wanted(identifiers: Collection[str], *, pmids: bool) -> Wanted:
    """What to look for; pmids: the list has a column for them."""
    beginnings, numbers = set(), set()
    for identifier in identifiers:
        scheme, _, value = identifier.partition(":")
        if scheme == "doi":
            found = _DOI_BEGINNING.match(value.lower().encode("utf-8", "replace"))
            if found:
                beginnings.add(found.group())
        elif scheme == "pmid" and pmids:
            numbers.add(value.encode())
    return Wanted(beginnings=frozenset(beginnings), pmids=frozenset(numbers))


def blocks(stream: IO[bytes], tell: Callable[[bytes], object]) -> Iterator[Block]:
    """The stream in blocks of whole records; every byte is also given to `tell`, in order.

    A record ends at a line end before which the number of quotation marks is even; where no
    such place is near, the block is not `sure`, and neither is the next one.
    """
    rest, sure = b"", True
    while chunk := stream.read(_BLOCK):
        tell(chunk)
        text = rest + chunk
        end = _record_end(text)
        if not end and len(text) <= _LONGEST_BLOCK:
            rest = text
            continue
        ends_record = bool(end)
        end = end or len(text)
        yield Block(text=text[:end], lines=text.count(b"\n", 0, end), sure=sure and ends_record)
        rest, sure = text[end:], ends_record
    if rest:
        yield Block(text=rest, lines=rest.count(b"\n") or 1, sure=sure and not rest.count(b'"') % 2)


def _record_end(text: bytes) -> int:
    """Where the last whole record ends, 0 where that is not seen; the text begins with one."""
    end = text.rfind(b"\n") + 1
    odd = text.count(b'"', 0, end) % 2
    for _ in range(_MOST_LINES_BACK):
        if not end or not odd:
            return end
        before = text.rfind(b"\n", 0, end - 1) + 1
        odd = (odd + text.count(b'"', before, end)) % 2
        end = before
    return 0


class NewestDay:
    """The newest day that stands in a list and has come, found without parsing its rows.

    Days written 2022-05-31, or 5/31/2022 (month first, as Retraction Watch writes them).
    """

    def __init__(self, today: datetime.date) -> None:
        self._today = today
        self.day = datetime.date(_OLDEST_YEAR, 1, 1)
        self._patterns = _day_patterns(_OLDEST_YEAR, today.year)

    def look(self, text: bytes) -> None:
        """Looks at further records, for days of the years that can still be newer."""
        american, iso = self._patterns
        written = {
            text[max(0, found.start() - 5) : found.end()] for found in american.finditer(text)
        }
        days = {day for part in written for day in _american_day(part)}
        days |= {day for part in {*iso.findall(text)} for day in _iso_day(part)}
        newest = max((day for day in days if self.day < day <= self._today), default=self.day)
        if newest.year > self.day.year:
            self._patterns = _day_patterns(newest.year, self._today.year)
        self.day = newest

    @property
    def found(self) -> datetime.date | None:
        """The newest day, None where none was met."""
        return self.day if self.day.year > _OLDEST_YEAR else None


def _day_patterns(first: int, last: int) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Of the year behind month and day, and of a whole ISO day, from one year to another.

    Each begins with letters that are fixed, as far as can be: then the search is fast.
    """
    years = [str(year) for year in range(first, max(first, last) + 1)]
    pairs = zip(years[0], years[-1], strict=True)
    head = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    tails = "|".join(year[len(head) :] for year in years)
    american = re.compile(rf"/{head}(?:{tails})(?!\d)".encode())
    return american, re.compile(rf"{head}(?:{tails})-\d\d-\d\d(?!\d)".encode())


def _american_day(text: bytes) -> Iterator[datetime.date]:
    parts = re.search(rb"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})\Z", text)
    if parts:
        yield from _day(int(parts[3]), int(parts[1]), int(parts[2]))


def _iso_day(text: bytes) -> Iterator[datetime.date]:
    year, month, day = map(int, text.split(b"-"))
    yield from _day(year, month, day)


def _day(year: int, month: int, day: int) -> Iterator[datetime.date]:
    if 1 <= month <= 12 and 1 <= day <= 31:
        try:
            yield datetime.date(year, month, day)
        except ValueError:  # the 31st of a short month
            return
