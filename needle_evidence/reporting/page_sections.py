"""A page cut at its headings, each part with its marked text and its sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from needle_evidence.anchoring.coverage import ClaimingSentence
from needle_evidence.model.article import Article, BlockKind, Sentence
from needle_evidence.model.finding import Location
from needle_evidence.reporting.claim_place import mark_anchor
from needle_evidence.reporting.marked_text import MOST_IN_ONE, Run, Span, Stretch, runs, stretches
from needle_evidence.reporting.page_mark import MarkView, PlacedClaim, mark_view
from needle_evidence.reporting.page_pieces import BlockView, Piece, RunView, pieces

# Their text is no sentence; it makes a row only where something in it is marked.
_NO_SENTENCES = frozenset({BlockKind.HEADING, BlockKind.REFERENCE})
_STOPS = frozenset(".!?…。")


@dataclass(frozen=True, kw_only=True, slots=True)
class SentenceRow:
    """One sentence of the page with the claims that stand in it, worst first.

    more: how many further claims there are. unregistered: it makes a claim that no row holds.
    """

    text: str
    location: Location
    claims: tuple[PlacedClaim, ...] = ()
    more: int = 0
    unregistered: ClaimingSentence | None = None

    @property
    def references(self) -> tuple[str, ...]:
        """Citekeys that its claims list, each once."""
        cited = (key for one in self.claims for key in one.view.claim.references)
        return tuple(dict.fromkeys(cited))


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionView:
    """A heading with what stands under it up to the next one.

    title: the heading's text, "" before the first. heading: None where there is none, or only
    the page's title again. depth: 1 for the uppermost headings; no depth is left out. marks:
    each once, in reading order. rows: its sentences.
    """

    anchor: str
    title: str
    heading: BlockView | None
    depth: int
    pieces: tuple[Piece, ...]
    marks: tuple[MarkView, ...]
    rows: tuple[SentenceRow, ...]


def sections(
    article: Article,
    anchor: str,
    placed: Sequence[PlacedClaim],
    uncovered: Sequence[ClaimingSentence],
) -> Iterator[SectionView]:
    """The sections of a page in order; one without a word is left out.

    anchor: the article's name in the report. placed: worst first. The time is linear in the
    text and in the number of marks.
    """
    page = _Page(article, anchor, placed, uncovered)
    levels: list[int] = []
    for part in _parts(article):
        views = [page.block(number) for number in part]
        heading = views.pop(0) if views[0].kind is BlockKind.HEADING else None
        title = article.block_text(part[0]) if heading else ""
        if heading and part[0] == page.first_heading and title == article.title:
            # The report has printed it already.
            heading = heading if heading.marked else None
        if heading:
            level = article.blocks[part[0]].level
            levels = [*(above for above in levels if above < level), level]
        marks = page.new_marks()
        if views or heading:
            yield SectionView(
                anchor=f"{anchor}-part-{part[0] + 1}",
                title=title,
                heading=heading,
                depth=max(1, len(levels)),
                pieces=tuple(pieces(views)),
                marks=marks,
                rows=tuple(row for number in part for row in page.rows(number)),
            )


def _parts(article: Article) -> Iterator[range]:
    """The numbers of the blocks of each section; a heading begins one."""
    first = 0
    for number, block in enumerate(article.blocks):
        if block.kind is BlockKind.HEADING and number > first:
            yield range(first, number)
            first = number
    if article.blocks:
        yield range(first, len(article.blocks))


class _Page:
    """An article with its stretches, sentences and citation marks, found by block."""

    def __init__(
        self,
        article: Article,
        anchor: str,
        placed: Sequence[PlacedClaim],
        uncovered: Sequence[ClaimingSentence],
    ) -> None:
        self._article = article
        self._anchor = anchor
        self._placed = placed
        self._uncovered = uncovered
        self._stretches = tuple(stretches(_spans(article.text, placed, uncovered)))
        # Where the entry's own words begin with its label, it is not printed twice.
        self._labels = {
            entry.block: entry.label
            for entry in article.references
            if entry.text == article.block_text(entry.block)
        }
        self._sentences: dict[int, list[Sentence]] = {}
        for sentence in article.sentences:
            self._sentences.setdefault(sentence.block, []).append(sentence)
        self._citing: dict[int, list[tuple[int, str]]] = {}
        for mark in article.marks if article.blocks else ():
            self._citing.setdefault(article.block_at(mark.offset), []).append(
                (mark.offset, mark.text)
            )
        self._marks: dict[tuple[int, tuple[int, ...]], MarkView] = {}
        self._new: list[MarkView] = []
        headings = (n for n, one in enumerate(article.blocks) if one.kind is BlockKind.HEADING)
        self.first_heading = next(headings, -1)

    def block(self, number: int) -> BlockView:
        """One block with its marks."""
        article = self._article
        block = article.blocks[number]
        found = self._between(block.start, block.end)
        citing = sorted(self._citing.get(number, ()), key=lambda mark: mark[0])
        cut = runs(article.text, block.start, block.end, found, citing)
        location = article.location(block.start)
        return BlockView(
            kind=block.kind,
            runs=tuple(self._run(run) for run in cut),
            level=block.level,
            row=str(location.line or block.place.rpartition(",")[0]),
            label=self._labels.get(number, ""),
        )

    def new_marks(self) -> tuple[MarkView, ...]:
        """The marks that were met since this was last asked."""
        met, self._new = tuple(self._new), []
        return met

    def rows(self, number: int) -> Iterator[SentenceRow]:
        """The sentences of one block."""
        block = self._article.blocks[number]
        if block.kind not in _NO_SENTENCES:
            for sentence in self._sentences.get(number, ()):
                yield self._row(sentence.start, sentence.end)
        elif self._between(block.start, block.end):
            yield self._row(block.start, block.end)

    def _between(self, start: int, end: int) -> tuple[Stretch, ...]:
        """The stretches that share a character with a part of the text."""
        first = last = bisect_right(self._stretches, start, key=lambda stretch: stretch.end)
        while last < len(self._stretches) and self._stretches[last].start < end:
            last += 1
        return self._stretches[first:last]

    def _run(self, run: Run) -> RunView:
        if run.stretch is None:
            return RunView(parts=run.parts)
        anchor = mark_anchor(self._anchor, run.start)
        key = (run.stretch.group, run.stretch.things)
        if key not in self._marks:
            claims, unregistered = self._things(run.stretch.things)
            self._marks[key] = mark_view(
                claims,
                unregistered,
                more=run.stretch.more,
                anchor=anchor,
                words=self._article.text[run.stretch.start : run.stretch.end],
                location=self._article.location(run.start),
            )
            self._new.append(self._marks[key])
        return RunView(parts=run.parts, mark=self._marks[key], anchor=anchor, closes=run.closes)

    def _things(self, numbers: Iterable[int]) -> tuple[list[PlacedClaim], ClaimingSentence | None]:
        """What the numbers in the spans stand for; at most one sentence, the last of them."""
        listed = list(numbers)
        count = len(self._placed)
        claims = [self._placed[number] for number in listed if number < count]
        last = listed[-1] - count if listed else -1
        return claims, self._uncovered[last] if last >= 0 else None

    def _row(self, start: int, end: int) -> SentenceRow:
        found = self._between(start, end)
        numbers = sorted({thing for stretch in found for thing in stretch.things})
        claims, unregistered = self._things(numbers)
        return SentenceRow(
            text=self._article.text[start:end],
            location=self._article.location(start),
            claims=tuple(claims[:MOST_IN_ONE]),
            more=max(0, len(claims) - MOST_IN_ONE) + max((s.more for s in found), default=0),
            unregistered=unregistered if not claims else None,
        )


def _spans(
    text: str, placed: Sequence[PlacedClaim], uncovered: Sequence[ClaimingSentence]
) -> Iterator[Span]:
    """Where things stand; claims are numbered first, in the order given."""
    for number, one in enumerate(placed):
        for start, end in one.place.spans:
            yield Span(start=start, end=_tidy_end(text, start, end), thing=number)
    for number, sentence in enumerate(uncovered, start=len(placed)):
        end = _tidy_end(text, sentence.start, sentence.end)
        yield Span(start=sentence.start, end=end, thing=number)


def _tidy_end(text: str, start: int, end: int) -> int:
    """The end without white space and with the full stop that follows.

    Quotes of one sentence differ in those, and would be marked apart for them.
    """
    while end - 1 > start and text[end - 1].isspace():
        end -= 1
    return end + 1 if text[end : end + 1] in _STOPS else end
