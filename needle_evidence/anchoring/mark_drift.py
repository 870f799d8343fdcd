"""Where an article's citation marks, its reference list and the claims table do not agree.

A mark stands beside a claim where it stands between the beginning of the claim's quote and the
end of its sentence. In a sentence with several claims it belongs to those whose quote it follows
at once, else to all that begin before it. Only what is known is compared: a mark whose entry in
references.bib could not be told says nothing about the table.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from needle_evidence.anchoring.cited_entries import CitedEntries, MarkResolver
from needle_evidence.anchoring.page_references import EntryMatch, match_entries
from needle_evidence.model.anchor import Placement
from needle_evidence.model.article import Article, CitationMark, MarkKind, PageReference
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference

# Words by which a mark of this kind cites for sure; "(Denver, 2014)" may be a place.
_SEVERAL_AUTHORS = (" et al", "&", " and ")


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkWithoutEntry:
    """A mark that names what neither the page's list nor references.bib has.

    text: the mark as written. labels: those of its labels that have no entry.
    """

    article: str
    location: Location
    text: str
    labels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MarksWithoutList:
    """A page whose marks are numbers, and which prints no list for them.

    count: how many such marks it has. location: of the first.
    """

    article: str
    location: Location
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryWithoutMark:
    """A printed reference that no mark in the text names."""

    article: str
    location: Location
    entry: PageReference


@dataclass(frozen=True, kw_only=True, slots=True)
class ListWithoutMarks:
    """A page that prints references, none of which any mark in the text names.

    count: of printed references. location: of the first.
    """

    article: str
    location: Location
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class UnmatchedEntry:
    """A printed reference for which references.bib has no entry, or several.

    citekeys: the several. reason: why none was taken, as in `EntryMatch`.
    """

    article: str
    location: Location
    entry: PageReference
    citekeys: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class UnlistedCitation:
    """A reference that the article cites beside a claim, and that the table does not list for it.

    text: the mark as written. location: of the mark.
    """

    claim_id: str
    citekey: str
    article: str
    location: Location
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class UnmarkedCitation:
    """A reference that the table lists for a claim, and that no mark beside it names.

    location: of the claim in the article. printed: whether the page's reference list has it.
    """

    claim_id: str
    citekey: str
    article: str
    location: Location
    printed: bool


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class CitingPage:
    """An article with what its printed references and its marks are.

    cited: of each mark, in the order of `article.marks`.
    """

    article: Article
    matches: tuple[EntryMatch, ...]
    cited: tuple[CitedEntries, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkDrift:
    """Everything that does not agree, by article and place."""

    marks_without_entry: tuple[MarkWithoutEntry, ...] = ()
    marks_without_list: tuple[MarksWithoutList, ...] = ()
    entries_without_mark: tuple[EntryWithoutMark, ...] = ()
    lists_without_marks: tuple[ListWithoutMarks, ...] = ()
    unmatched_entries: tuple[UnmatchedEntry, ...] = ()
    unlisted: tuple[UnlistedCitation, ...] = ()
    unmarked: tuple[UnmarkedCitation, ...] = ()


def find_mark_drift(
    claims: Sequence[Claim],
    articles: Sequence[Article],
    placements: Mapping[str, tuple[Placement, ...]],
    references: Sequence[Reference],
) -> MarkDrift:
    """Compares marks, printed references, the claims table and references.bib.

    placements: by claim id. Those that do not hold are passed over, and articles that could not
    be read. Takes time in proportion to marks, printed references and claims.
    """
    pages = [read_page(article, references) for article in articles if not article.unreadable]
    beside = [pair for page in pages for pair in compare_claims(page, claims, placements)]
    return MarkDrift(
        marks_without_entry=tuple(found for page in pages for found in marks_without_entry(page)),
        marks_without_list=tuple(found for page in pages for found in marks_without_list(page)),
        entries_without_mark=tuple(found for page in pages for found in entries_without_mark(page)),
        lists_without_marks=tuple(found for page in pages for found in lists_without_marks(page)),
        unmatched_entries=tuple(found for page in pages for found in unmatched_entries(page)),
        unlisted=tuple(found for found in beside if isinstance(found, UnlistedCitation)),
        unmarked=tuple(found for found in beside if isinstance(found, UnmarkedCitation)),
    )


def read_page(article: Article, references: Sequence[Reference]) -> CitingPage:
    """What the printed references and the marks of an article are."""
    matches = match_entries(article, references)
    resolver = MarkResolver(article, matches, references)
    return CitingPage(
        article=article,
        matches=matches,
        cited=tuple(resolver.resolve(mark) for mark in article.marks),
    )


def mark_location(article: Article, mark: CitationMark) -> Location:
    """Where a mark itself stands in the file."""
    found = article.source_map.of_source(mark.start) if mark.start >= 0 else None
    if found is None:
        return article.location(mark.offset)
    return Location(path=article.path, line=found[0], character=found[1])


def marks_without_entry(page: CitingPage) -> Iterator[MarkWithoutEntry]:
    """Marks whose labels neither list has; numbers only where the page prints a list.

    An author with a year that could be a place with a year is passed over, unless other marks
    of this kind have their entries.
    """
    article = page.article
    by_author = any(
        mark.kind is MarkKind.AUTHOR_YEAR and (cited.citekeys or cited.entries)
        for mark, cited in zip(article.marks, page.cited, strict=True)
    )
    for mark, cited in zip(article.marks, page.cited, strict=True):
        if not cited.missing or (mark.kind is MarkKind.NUMBER and not article.references):
            continue
        sure = by_author or any(sign in mark.text for sign in _SEVERAL_AUTHORS)
        if mark.kind is MarkKind.AUTHOR_YEAR and not (article.references and sure):
            continue
        yield MarkWithoutEntry(
            article=article.path,
            location=mark_location(article, mark),
            text=mark.text,
            labels=cited.missing,
        )


def marks_without_list(page: CitingPage) -> Iterator[MarksWithoutList]:
    """One record where a page has numbers as marks and prints no references."""
    article = page.article
    numbers = [mark for mark in article.marks if mark.kind is MarkKind.NUMBER]
    if numbers and not article.references:
        yield MarksWithoutList(
            article=article.path, location=mark_location(article, numbers[0]), count=len(numbers)
        )


def entries_without_mark(page: CitingPage) -> Iterator[EntryWithoutMark]:
    """Printed references that no mark names, on a page where marks name others."""
    named = _named(page)
    for number, entry in enumerate(page.article.references):
        if named and number not in named:
            yield EntryWithoutMark(
                article=page.article.path, location=_entry_location(page, entry), entry=entry
            )


def lists_without_marks(page: CitingPage) -> Iterator[ListWithoutMarks]:
    """One record where a page prints references and no mark names any of them."""
    entries = page.article.references
    if entries and not _named(page):
        yield ListWithoutMarks(
            article=page.article.path,
            location=_entry_location(page, entries[0]),
            count=len(entries),
        )


def unmatched_entries(page: CitingPage) -> Iterator[UnmatchedEntry]:
    """Printed references for which references.bib has no entry, or several."""
    for match in page.matches:
        if len(match.citekeys) != 1:
            yield UnmatchedEntry(
                article=page.article.path,
                location=_entry_location(page, match.entry),
                entry=match.entry,
                citekeys=match.citekeys,
                reason=match.reason,
            )


def compare_claims(
    page: CitingPage, claims: Sequence[Claim], placements: Mapping[str, tuple[Placement, ...]]
) -> Iterator[UnlistedCitation | UnmarkedCitation]:
    """What the article cites beside its claims against what the table lists for them."""
    places = [
        _Place(page.article, claim, placement)
        for claim in claims
        for placement in placements.get(claim.claim_id, ())
        if placement.article == page.article.path and placement.state.holds and placement.start >= 0
    ]
    places.sort(key=lambda place: place.start)
    beside = _marks_beside(page, places)
    resolvable = any(cited.citekeys for cited in page.cited)
    printed = {match.citekeys[0] for match in page.matches if len(match.citekeys) == 1}
    for number, place in enumerate(places):
        yield from _unlisted(page, place, beside[number])
        if resolvable:
            yield from _unmarked(page, place, printed)


class _Place:
    """A claim that holds in an article, with the stretch in which a mark stands beside it."""

    def __init__(self, article: Article, claim: Claim, placement: Placement) -> None:
        self.claim = claim
        self.location = placement.location
        self.start, self.end = placement.start, placement.end
        sentences = article.sentences_between(self.start, self.end)
        self.sentence_start = min([self.start, *(sentence.start for sentence in sentences[:1])])
        self.sentence_end = max([self.end, *(sentence.end for sentence in sentences[-1:])])
        block = article.blocks[article.block_at(self.start)] if article.blocks else None
        self.lead_in = block.lead_in if block else -1

    @property
    def listed(self) -> frozenset[str]:
        return frozenset(self.claim.references)


def _marks_beside(page: CitingPage, places: Sequence[_Place]) -> dict[int, list[int]]:
    """Numbers of the marks that belong to each place, by its number."""
    text = page.article.text
    owners: dict[int, list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        for mark in _marks_between(page.article, place.start + 1, place.sentence_end):
            owners[mark].append(number)
    beside: dict[int, list[int]] = defaultdict(list)
    for mark, around in owners.items():
        offset = page.article.marks[mark].offset
        followed = [
            number
            for number in around
            if places[number].end <= offset
            and not any(map(str.isalnum, text[places[number].end : offset]))
        ]
        for number in followed or around:
            beside[number].append(mark)
    return beside


def _marks_between(article: Article, start: int, end: int) -> range:
    """Numbers of the marks that stand from one offset of the plain text to another."""
    return range(
        bisect_left(article.marks, start, key=lambda mark: mark.offset),
        bisect_right(article.marks, end, key=lambda mark: mark.offset),
    )


def _unlisted(page: CitingPage, place: _Place, marks: Sequence[int]) -> Iterator[UnlistedCitation]:
    seen = set(place.listed)
    for number in sorted(marks):
        mark = page.article.marks[number]
        for citekey in page.cited[number].citekeys:
            if citekey not in seen:
                seen.add(citekey)
                yield UnlistedCitation(
                    claim_id=place.claim.claim_id,
                    citekey=citekey,
                    article=page.article.path,
                    location=mark_location(page.article, mark),
                    text=mark.text,
                )


def _unmarked(page: CitingPage, place: _Place, printed: set[str]) -> Iterator[UnmarkedCitation]:
    """Nothing is said where a mark's entry is unknown: it may be the one that is looked for."""
    article = page.article
    marks = [*_marks_between(article, place.sentence_start, place.sentence_end)]
    if place.lead_in >= 0:
        block = article.blocks[place.lead_in]
        marks += _marks_between(article, block.start, block.end)
    cited = [page.cited[number] for number in marks]
    if any(one.unsure or one.missing for one in cited):
        return
    named = {citekey for one in cited for citekey in one.citekeys}
    for citekey in dict.fromkeys(place.claim.references):
        if citekey not in named:
            yield UnmarkedCitation(
                claim_id=place.claim.claim_id,
                citekey=citekey,
                article=article.path,
                location=place.location,
                printed=citekey in printed,
            )


def _named(page: CitingPage) -> set[int]:
    """Numbers of the printed references that marks name, by label or by citekey."""
    citekeys = {citekey for cited in page.cited for citekey in cited.citekeys}
    named = {number for cited in page.cited for number in cited.entries}
    return named | {
        number
        for number, match in enumerate(page.matches)
        if len(match.citekeys) == 1 and match.citekeys[0] in citekeys
    }


def _entry_location(page: CitingPage, entry: PageReference) -> Location:
    return page.article.location(page.article.blocks[entry.block].start)
