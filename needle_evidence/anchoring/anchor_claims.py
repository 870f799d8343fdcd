"""Where each claim stands in each article now, and the record to keep of it.

The ladder is that of evidence-rules.md §6, with the field names of the W3C Web Annotation Data
Model (TextQuoteSelector, TextPositionSelector).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from needle_evidence.anchoring.article_shelf import Shelf, build_shelf
from needle_evidence.anchoring.governing_words import governed_quote
from needle_evidence.anchoring.new_places import (
    articles_holding,
    not_found,
    place_found,
    place_similar,
    wanted_words,
)
from needle_evidence.anchoring.recorded_anchors import Recorded, headings_of, place_recorded
from needle_evidence.anchoring.same_words import normal_words
from needle_evidence.language.thesaurus import Thesaurus
from needle_evidence.model.anchor import Anchor, Placement
from needle_evidence.model.article import Article, plain_path
from needle_evidence.model.claim import Claim

__all__ = ["anchor_of", "governed_quote", "place_claims"]

_BESIDE = 32


def place_claims(
    claims: Sequence[Claim],
    articles: Sequence[Article],
    anchors: Sequence[Anchor],
    thesaurus: Thesaurus,
) -> Mapping[str, tuple[Placement, ...]]:
    """The places of each claim, by claim id, in the order of the articles and of their text.

    A recorded anchor is found again by the ladder. Where a named article has no record of a
    claim, its quotes (its own text, where it has none) are looked for. A claim that names no
    article is looked for in all; only where it stands in none it is orphaned, once. An article
    that could not be read gives no placement, and neither does a claim without a named article
    that may stand in it; nor an article that is named but not given. Anchors of claims and
    articles that are not there, or that the row does not name any more, are passed over.
    """
    shelf = build_shelf(articles)
    complete = not any(article.unreadable for article in articles)
    records: dict[tuple[str, int], list[Anchor]] = {}
    for anchor in anchors:
        number = shelf.numbers.get(plain_path(anchor.article))
        if number is not None:
            records.setdefault((anchor.claim_id, number), []).append(anchor)
    placing = _Placing(
        shelf=shelf,
        records=records,
        headings={number: headings_of(article) for number, article in enumerate(shelf.articles)},
        thesaurus=thesaurus,
        complete=complete,
    )
    placed: dict[str, tuple[Placement, ...]] = {}
    for claim in claims:
        found = (*placed.get(claim.claim_id, ()), *placing.places_of(claim))
        placed[claim.claim_id] = tuple(dict.fromkeys(found))
    return MappingProxyType(placed)


def anchor_of(placement: Placement, article: Article) -> Anchor:
    """The record to write for a placement in an article.

    Raises ValueError where the claim was not found.
    """
    if placement.start < 0:
        raise ValueError(f"Claim {placement.claim_id} was not found in {article.path}.")
    start, end = placement.start, placement.end
    return Anchor(
        claim_id=placement.claim_id,
        article=article.path,
        governed=governed_quote(article, start, end),
        prefix=article.text[max(0, start - _BESIDE) : start],
        suffix=article.text[end : end + _BESIDE],
        start=start,
        end=end,
        source_sha256=article.sha256,
    )


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Placing:
    """What the placing of each claim needs.

    records: recorded anchors by claim id and number of the article. headings: of each article.
    complete: whether all articles could be read.
    """

    shelf: Shelf
    records: Mapping[tuple[str, int], Sequence[Anchor]]
    headings: Mapping[int, frozenset[str]]
    thesaurus: Thesaurus
    complete: bool

    def places_of(self, claim: Claim) -> list[Placement]:
        """All placements of one claim."""
        if claim.articles:
            paths = dict.fromkeys(plain_path(path) for path in claim.articles)
            numbers = [self.shelf.numbers[path] for path in paths if path in self.shelf.numbers]
            return [place for number in sorted(numbers) for place in self._named(claim, number)]
        placed: list[Placement] = []
        every = range(len(self.shelf.articles))
        recorded = {number for number in every if (claim.claim_id, number) in self.records}
        holding: frozenset[int] = frozenset()
        if len(recorded) < len(every):
            holding = articles_holding(self.shelf, wanted_words(claim))
        for number in sorted(recorded.union(holding)):
            if number in recorded:
                placed.extend(self._recorded(claim, number))
            else:
                found = place_found(claim, self.shelf, number, wanted_words(claim))
                placed.extend(_in_order(found))
        if placed or not self.shelf.articles or not self.complete:
            return placed
        similar = place_similar(claim, self.shelf, None, self.thesaurus)
        return [similar or not_found(claim, self.shelf.articles[0].path)]

    def _named(self, claim: Claim, number: int) -> list[Placement]:
        """Placements in an article that the claim's row names."""
        if (claim.claim_id, number) in self.records:
            return self._recorded(claim, number)
        placed = place_found(claim, self.shelf, number, wanted_words(claim))
        if placed:
            return _in_order(placed)
        similar = place_similar(claim, self.shelf, number, self.thesaurus)
        return [similar or not_found(claim, self.shelf.articles[number].path)]

    def _recorded(self, claim: Claim, number: int) -> list[Placement]:
        """Placements of recorded anchors, and of quotes of the row that have none yet."""
        anchors = self.records[claim.claim_id, number]
        placed = place_recorded(
            [
                Recorded(
                    anchor=anchor,
                    claim=claim,
                    shelf=self.shelf,
                    number=number,
                    headings=self.headings[number],
                    thesaurus=self.thesaurus,
                )
                for anchor in anchors
            ]
        )
        known = {normal_words(anchor.governed.quote) for anchor in anchors}
        new = [quote for quote in claim.quotes if normal_words(quote) not in known]
        taken = [(place.start, place.end) for place in placed if place.start >= 0]
        return _in_order([*placed, *place_found(claim, self.shelf, number, new, taken)])


def _in_order(placed: Iterable[Placement]) -> list[Placement]:
    """By place in the text, those that were not found last."""
    return sorted(placed, key=lambda place: (place.start < 0, place.start))
