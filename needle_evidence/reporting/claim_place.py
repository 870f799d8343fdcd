"""Where each claim stands in the articles, with the names of those places in a report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from needle_evidence.model.anchor import AnchorState, Placement
from needle_evidence.model.article import Article, BlockKind
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library

_MOST_WORDS = 3_000  # characters of the words at one place that a report holds


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimPlace:
    """One place of a claim in an article, or the word that it was not found there.

    article, title: path and title of the article. article_anchor: the article's place in the
    report; anchor: that of the claim's mark in it, "" where it has none. section: the heading
    above, "" for none. words: what stands there, at most
    3,000 characters. start, end: offsets into the article's plain
    text, -1 for none. others: further offsets at which the words begin, where ambiguous.
    """

    article: str
    title: str
    article_anchor: str
    anchor: str
    section: str
    state: AnchorState
    location: Location
    words: str
    differences: tuple[str, ...]
    start: int = -1
    end: int = -1
    others: tuple[int, ...] = ()

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each stretch of text that may be the claim's."""
        if self.start < 0:
            return ()
        length = self.end - self.start
        return ((self.start, self.end), *((start, start + length) for start in self.others))


def claim_places(library: Library) -> Mapping[str, tuple[ClaimPlace, ...]]:
    """The places of each claim in the readable articles, in the articles' order, by claim id."""
    readable = {
        article.path: (number, article, _headings(article))
        for number, article in enumerate(library.articles, start=1)
        if not article.unreadable
    }
    found: dict[str, tuple[ClaimPlace, ...]] = {}
    for claim_id, placements in library.placements.items():
        numbered = []
        for placement in placements:
            if placement.article in readable:
                number, article, headings = readable[placement.article]
                numbered.append((number, _place(placement, article, number, headings)))
        if numbered:
            numbered.sort(key=lambda pair: (pair[0], pair[1].start))
            found[claim_id] = tuple(place for _, place in numbered)
    return found


def article_anchor(number: int) -> str:
    """The name in the report of an article; number: from 1, in the library's order."""
    return f"article-{number}"


def mark_anchor(article: str, start: int) -> str:
    """The name in the report of the mark that begins at an offset of an article's text."""
    return f"{article}-at-{start}"


def shortened(text: str) -> str:
    """Words of a page as a report holds them with each claim: at most 3,000 characters."""
    return text if len(text) <= _MOST_WORDS else f"{text[: _MOST_WORDS - 1]}…"


def _place(
    placement: Placement, article: Article, number: int, headings: Sequence[int]
) -> ClaimPlace:
    start, end = _inside(article, placement.start, placement.end)
    anchor = article_anchor(number)
    last = len(article.text) - (end - start)
    return ClaimPlace(
        article=article.path,
        title=article.title or article.path,
        article_anchor=anchor,
        anchor=mark_anchor(anchor, start) if start >= 0 else "",
        section=_section(article, headings, start),
        state=placement.state,
        location=placement.location,
        words=shortened(placement.governed.quote or article.text[max(start, 0) : max(end, 0)]),
        differences=placement.differences,
        start=start,
        end=end,
        others=tuple(other for other in placement.others if start >= 0 and 0 <= other <= last),
    )


def _inside(article: Article, start: int, end: int) -> tuple[int, int]:
    """The stretch as far as it holds text of a block; (-1, -1) where it holds none.

    A mark begins where text begins, so a stretch that begins between blocks begins later.
    """
    if not 0 <= start < min(end, len(article.text)) or not article.blocks:
        return -1, -1
    number = article.block_at(start)
    if start >= article.blocks[number].end:
        if number + 1 >= len(article.blocks):
            return -1, -1
        start = article.blocks[number + 1].start
    end = min(end, len(article.text))
    return (start, end) if start < end else (-1, -1)


def _headings(article: Article) -> tuple[int, ...]:
    """The numbers of the blocks that are headings."""
    return tuple(n for n, block in enumerate(article.blocks) if block.kind is BlockKind.HEADING)


def _section(article: Article, headings: Sequence[int], start: int) -> str:
    if start < 0:
        return ""
    before = bisect_right(headings, article.block_at(start)) - 1
    return article.block_text(headings[before]) if before >= 0 else ""
