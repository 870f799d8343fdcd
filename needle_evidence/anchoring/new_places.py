"""Finds the places of a claim that nobody has recorded yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from needle_evidence.anchoring.article_shelf import (
    Shelf,
    articles_with,
    find_words,
    similar_words,
)
from needle_evidence.anchoring.governing_words import governed_quote
from needle_evidence.anchoring.match_quote import Span
from needle_evidence.anchoring.meaning_guard import Comparison, compare
from needle_evidence.anchoring.similar_quote import Candidate
from needle_evidence.language.thesaurus import Thesaurus
from needle_evidence.model.anchor import AnchorState, GovernedQuote, Placement
from needle_evidence.model.claim import Claim

# A candidate is offered from this similarity on; one of another meaning is named from that.
_OFFERED, _NAMED = 0.6, 0.75
_MARGIN = 0.05


def wanted_words(claim: Claim) -> tuple[str, ...]:
    """The words that an article may hold of a claim: its quotes, else its own text."""
    return tuple(dict.fromkeys(claim.quotes)) or (claim.text,)


def articles_holding(shelf: Shelf, quotes: Iterable[str]) -> frozenset[int]:
    """Numbers of the articles in which any of these quotes stands."""
    return frozenset(number for quote in quotes for number in articles_with(shelf, quote))


def place_found(
    claim: Claim, shelf: Shelf, number: int, quotes: Iterable[str], taken: Iterable[Span] = ()
) -> list[Placement]:
    """A placement for each place in one article where one of the quotes stands.

    A quote that stands in several places is ambiguous. Places that overlap one that is taken
    count as found.
    """
    spans = list(taken)
    ambiguous: list[tuple[Span, ...]] = []
    placed: list[Placement] = []
    for quote in quotes:
        words = find_words(shelf, quote, number, as_copied=True)
        places = words.exact if words.exact.count else words.normalised
        if places.count > 1:
            ambiguous.append(places.spans)
        elif places.count and not _overlaps(places.spans[0], spans):
            spans.append(places.spans[0])
            state = AnchorState.ANCHORED if words.exact.count else AnchorState.NORMALISED
            placed.append(_placement(claim, shelf, number, places.spans[0], state))
    for several in ambiguous:
        if any(_overlaps(span, spans) for span in several):
            continue
        spans.extend(several)
        placed.append(_ambiguous(claim, shelf, number, several))
    return placed


def place_similar(
    claim: Claim, shelf: Shelf, number: int | None, thesaurus: Thesaurus
) -> Placement | None:
    """The place of words that could be an edited quote; None where none is like enough.

    number: of the only article to look in.
    """
    likely: list[tuple[float, int, Candidate, Comparison]] = []
    for quote in wanted_words(claim):
        candidates = similar_words(shelf, quote, number)
        for place, candidate in candidates:
            close = candidate.similarity > candidates[0][1].similarity - _MARGIN
            if not close or candidate.similarity < _OFFERED:
                continue
            words = shelf.articles[place].text[candidate.start : candidate.end]
            compared = compare(GovernedQuote(quote=quote), GovernedQuote(quote=words), thesaurus)
            if not compared.changes or candidate.similarity >= _NAMED:
                likely.append((candidate.similarity, place, candidate, compared))
    if not likely:
        return None
    _, place, found, compared = min(
        likely, key=lambda one: (not one[3].same, bool(one[3].changes), -one[0], one[1])
    )
    return _placement(
        claim,
        shelf,
        place,
        (found.start, found.end),
        _state(compared),
        () if compared.same else compared.changes or compared.rewordings,
    )


def not_found(claim: Claim, path: str) -> Placement:
    """The placement of a claim that an article does not hold: at its cell of the table."""
    return Placement(
        claim_id=claim.claim_id,
        article=path,
        state=AnchorState.ORPHANED,
        location=claim.cell("quote") if claim.quotes else claim.location,
    )


def _state(compared: Comparison) -> AnchorState:
    if compared.same:
        return AnchorState.NORMALISED
    return AnchorState.MEANING_CHANGED if compared.changes else AnchorState.REANCHORED


def _ambiguous(claim: Claim, shelf: Shelf, number: int, spans: tuple[Span, ...]) -> Placement:
    first = _placement(claim, shelf, number, spans[0], AnchorState.AMBIGUOUS)
    return replace(first, others=tuple(start for start, _ in spans[1:]))


def _placement(
    claim: Claim,
    shelf: Shelf,
    number: int,
    span: Span,
    state: AnchorState,
    differences: tuple[str, ...] = (),
) -> Placement:
    article = shelf.articles[number]
    return Placement(
        claim_id=claim.claim_id,
        article=article.path,
        state=state,
        location=article.location(span[0]),
        start=span[0],
        end=span[1],
        governed=governed_quote(article, *span),
        differences=differences,
    )


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
