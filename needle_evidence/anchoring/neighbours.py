"""Tells places apart by what stood beside a quote when it was recorded."""

from __future__ import annotations

from needle_evidence.anchoring.article_shelf import Shelf, find_words
from needle_evidence.anchoring.match_quote import Span
from needle_evidence.model.anchor import Anchor, GovernedQuote
from needle_evidence.model.article import Article

# A neighbour shorter than this stands anywhere.
_SHORTEST = 8
# What a sentence put in the quote's place may be longer than it.
_TIMES_LONGER, _MORE = 3, 120


def context_score(anchor: Anchor, article: Article, span: Span, governed: GovernedQuote) -> float:
    """How well a place fits beside the recorded neighbours, 0 to 4.

    One each for the text before and after it (in part: the share that is the same), for the
    heading and for the list's lead-in. What is empty scores nothing: an empty prefix would
    fit everywhere.
    """
    before = article.text[max(0, span[0] - len(anchor.prefix)) : span[0]]
    after = article.text[span[1] : span[1] + len(anchor.suffix)]
    was = anchor.governed
    return (
        _share(anchor.prefix[::-1], before[::-1])
        + _share(anchor.suffix, after)
        + (bool(was.heading) and was.heading == governed.heading)
        + (bool(was.lead_in) and was.lead_in == governed.lead_in)
    )


def stretch_between(shelf: Shelf, number: int, anchor: Anchor) -> Span | None:
    """What stands now between the recorded neighbours of a quote, where both stand once.

    An empty span where nothing stands between them: the quote was taken out. None where they
    do not stand once, or where so much is between them that it can't be the quote.
    """
    article = shelf.articles[number]
    before = _only_place(shelf, number, _whole_words(anchor.prefix[::-1])[::-1])
    after = _only_place(shelf, number, _whole_words(anchor.suffix))
    if before is None or after is None:
        return None
    start, end = before[1], after[0]
    quote = anchor.governed.quote
    between = article.text[start:end]
    bare = between.strip()
    if start > end or len(bare) > _TIMES_LONGER * len(quote) + _MORE:
        return None
    if "\n\n" in bare and "\n\n" not in quote:
        return None
    start += len(between) - len(between.lstrip())
    return start, start + len(bare)


def _share(recorded: str, now: str) -> float:
    """How much of a neighbour is the same, from the quote outwards, 0 to 1."""
    same = 0
    for one, other in zip(recorded, now, strict=False):
        if one != other:
            break
        same += 1
    return same / len(recorded) if recorded else 0.0


def _whole_words(beside: str) -> str:
    """A neighbour without its last word, which the limit of its length may have cut."""
    cut = beside.rstrip()
    return cut[: cut.rfind(" ")] if " " in cut else cut


def _only_place(shelf: Shelf, number: int, beside: str) -> Span | None:
    if len(beside.strip()) < _SHORTEST:
        return None
    places = find_words(shelf, beside, number).exact
    return places.spans[0] if places.count == 1 else None
