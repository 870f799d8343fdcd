"""The lines that differ between two versions of a file, in time linear for long files."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.table_records import split_lines

# Lines from, to (half-open) of the one version, and of the other.
_Region = tuple[int, int, int, int]


def diff_of(path: str, old: bytes | None, new: bytes) -> str:
    """The changed lines as a unified diff without context, "" where none changed."""
    before = split_lines(decode(old, path=path).text) if old else []
    after = split_lines(decode(new, path=path).text)
    lines: list[str] = []
    for a, b, c, d in _changes(before, after):
        lines.append(f"@@ -{_range(a, b - a)} +{_range(c, d - c)} @@")
        lines += [f"-{line}" for line in before[a:b]]
        lines += [f"+{line}" for line in after[c:d]]
    source = f"a/{path}" if old is not None else "/dev/null"
    return "\n".join([f"--- {source}", f"+++ b/{path}", *lines, ""]) if lines else ""


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[_Region]:
    """The regions that differ.

    difflib takes quadratic time. Lines that occur once in each version, in one order, hold
    both together ("patience" diff); only what lies between two of them is left to it.
    """
    for a, b, c, d in _between(before, after):
        same = _alike(before[a:b], after[c:d])
        a, c = a + same, c + same
        rest = _alike(before[a:b][::-1], after[c:d][::-1])
        matcher = difflib.SequenceMatcher(None, before[a : b - rest], after[c : d - rest])
        for tag, start, end, other_start, other_end in matcher.get_opcodes():
            if tag != "equal":
                yield a + start, a + end, c + other_start, c + other_end


def _between(before: Sequence[str], after: Sequence[str]) -> Iterator[_Region]:
    """The regions between the lines that both versions share, in order."""
    first = other = 0
    for place, other_place in [*_shared(before, after), (len(before), len(after))]:
        if first < place or other < other_place:
            yield first, place, other, other_place
        first, other = place + 1, other_place + 1


def _shared(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The longest series of lines that occur once in each version, in the order of both."""
    once, once_after = Counter(before), Counter(after)
    places = {line: n for n, line in enumerate(after) if once_after[line] == 1}
    pairs = [(n, places[x]) for n, x in enumerate(before) if once[x] == 1 and x in places]
    ends: list[int] = []  # the lowest place at which a series of each length ends
    chain: list[int] = []
    previous: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        chain[length : length + 1] = [index]
        previous.append(chain[length - 1] if length else -1)
    series: list[tuple[int, int]] = []
    index = chain[-1] if chain else -1
    while index >= 0:
        series.append(pairs[index])
        index = previous[index]
    return series[::-1]


def _alike(some: Sequence[str], others: Sequence[str]) -> int:
    """How many lines are the same from the start on."""
    pairs = zip(some, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _range(first: int, count: int) -> str:
    """A range of lines as diffs write it: an empty one names the line before it."""
    start = first + 1 if count else first
    return str(start) if count == 1 else f"{start},{count}"
