"""All articles of a project made ready, as one text, for finding many quotes in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from needle_evidence.anchoring.match_quote import (
    Places,
    Span,
    find_exact,
    find_normalised,
    prepare,
    spellings,
)
from needle_evidence.anchoring.searchable_text import SearchableText
from needle_evidence.anchoring.similar_quote import Candidate, find_similar
from needle_evidence.model.article import Article, BlockKind, plain_path

# Stands between two articles, and before what is not searched; no quote goes across it.
_WALL = "\x00"
_BETWEEN = f"\n\n{_WALL}\n\n"


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Shelf:
    """The articles that could be read, with one searchable text of them all.

    starts: where each article begins in that text. numbers: of an article, by its path.
    Reference lists are not searched. All spans that are given and taken are of one article.
    """

    articles: tuple[Article, ...]
    text: SearchableText
    starts: tuple[int, ...]
    numbers: Mapping[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundWords:
    """Where the words of a quote stand in one article: letter for letter, or nearly so.

    exact, normalised: places of either kind; where there are exact ones, normalised ones are
    those as well.
    """

    exact: Places
    normalised: Places


def build_shelf(articles: Iterable[Article]) -> Shelf:
    """Takes the articles that could be read; of two with one path, the first."""
    by_path: dict[str, Article] = {}
    for article in articles:
        if not article.unreadable:
            by_path.setdefault(plain_path(article.path), article)
    starts: list[int] = []
    parts: list[str] = []
    length = 0
    for article in by_path.values():
        starts.append(length)
        parts.append(_without_references(article))
        length += len(parts[-1]) + len(_BETWEEN)
    return Shelf(
        articles=tuple(by_path.values()),
        text=prepare(_BETWEEN.join(parts)),
        starts=tuple(starts),
        numbers=MappingProxyType({path: number for number, path in enumerate(by_path)}),
    )


def find_words(shelf: Shelf, quote: str, number: int, *, as_copied: bool = False) -> FoundWords:
    """Where the words of a quote stand in the article of that number.

    as_copied: quotation marks around the quote, its full stop and its citation marks may be
    left out, too.
    """
    within = _within(shelf, number)
    forms = [prepare(form) for form in (spellings(quote) if as_copied else (quote,))]
    exact = next((p for form in forms if (p := find_exact(form, shelf.text, within)).count), None)
    if exact is None:
        exact = Places()
    normalised = next(
        (p for form in forms if (p := find_normalised(form, shelf.text, within)).count), exact
    )
    return FoundWords(
        exact=_inside(shelf, number, exact), normalised=_inside(shelf, number, normalised)
    )


def articles_with(shelf: Shelf, quote: str) -> frozenset[int]:
    """Numbers of the articles in which the words of a quote stand, as copied."""
    found: set[int] = set()
    for form in spellings(quote):
        prepared = prepare(form)
        places = find_normalised(prepared, shelf.text)
        if places.count == len(places.spans):
            found.update(_number_at(shelf, start) for start, _ in places.spans)
        else:
            found.update(
                number
                for number in range(len(shelf.articles))
                if find_normalised(prepared, shelf.text, _within(shelf, number)).count
            )
    return frozenset(found)


def similar_words(
    shelf: Shelf, quote: str, number: int | None, prefix: str = "", suffix: str = ""
) -> tuple[tuple[int, Candidate], ...]:
    """Numbers of articles with stretches that could be an edited quote, best first.

    number: look in this article only; None for all of them.
    """
    within = None if number is None else _within(shelf, number)
    found = []
    for candidate in find_similar(quote, shelf.text, within, prefix=prefix, suffix=suffix):
        place = _number_at(shelf, candidate.start)
        low, high = _within(shelf, place)
        if low <= candidate.start and candidate.end <= high and number in (None, place):
            moved = replace(candidate, start=candidate.start - low, end=candidate.end - low)
            found.append((place, moved))
    return tuple(found)


def _without_references(article: Article) -> str:
    parts: list[str] = []
    done = 0
    for block in article.blocks:
        if block.kind is BlockKind.REFERENCE and block.end > block.start >= done:
            parts.append(article.text[done : block.start])
            parts.append(_WALL + " " * (block.end - block.start - 1))
            done = block.end
    parts.append(article.text[done:])
    return "".join(parts)


def _within(shelf: Shelf, number: int) -> Span:
    start = shelf.starts[number]
    return start, start + len(shelf.articles[number].text)


def _number_at(shelf: Shelf, offset: int) -> int:
    return bisect_right(shelf.starts, offset) - 1


def _inside(shelf: Shelf, number: int, places: Places) -> Places:
    start = shelf.starts[number]
    return Places(
        spans=tuple((first - start, last - start) for first, last in places.spans),
        count=places.count,
    )
