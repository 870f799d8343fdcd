"""Which entries of a library are worth comparing: those that share something telling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from needle_evidence.curation.work_features import WorkFeatures

# Letters of a title; many end in "a randomized controlled trial".
_START, _END = 24, 40
# In a larger group each is compared with so many neighbours in the order of titles and places.
_LARGEST_GROUP, _NEIGHBOURS = 24, 8


def candidate_pairs(works: Sequence[WorkFeatures]) -> Iterator[tuple[int, int]]:
    """Pairs of places in the sequence, each once, the earlier place first.

    Works are grouped by identifiers, beginnings and ends of titles, first author and year, and
    place in a journal; so the number of pairs grows with the number of works and no faster.
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, work in enumerate(works):
        for key in _keys(work):
            groups[key].append(number)
    orders = [_order(work) for work in works]
    seen: set[tuple[int, int]] = set()
    for members in groups.values():
        for pair in _pairs(members, orders):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _pairs(members: list[int], orders: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    reach = len(members)
    if reach > _LARGEST_GROUP:
        members = sorted(members, key=lambda number: orders[number])
        reach = _NEIGHBOURS
    for place, one in enumerate(members):
        for other in members[place + 1 : place + 1 + reach]:
            yield (one, other) if one < other else (other, one)


def _keys(work: WorkFeatures) -> Iterator[tuple[str, ...]]:
    year, title, first = str(work.year), work.title, work.authors.first
    yield from work.identifiers.items()
    for isbn in work.isbns:
        yield ("ISBN", isbn)
    if work.cochrane:
        yield ("Cochrane", work.cochrane)
    if title.compact:
        yield ("title", title.compact)
        yield ("start of title", title.compact[:_START])
        yield ("end of title", title.compact[-_END:])
        yield ("main title", title.main[:60])
    if title.other:
        yield ("title", title.other)
    page = work.pages.number
    if page:
        yield ("year and page", year, page)
        yield ("volume and page", work.volume, page)
        yield ("author and page", first, page)
    if first:
        yield ("author and year", first, year)
        if title.compact:
            yield ("author and title", first, title.compact[:8])


def _order(work: WorkFeatures) -> tuple[str, ...]:
    """By content alone, so that the order of the entries does not count."""
    title = work.title.compact
    place = (str(work.year), work.volume, work.pages.first)
    return (title, *place, work.authors.first, work.reference.key, work.reference.raw[:200])
