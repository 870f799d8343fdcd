"""Finds again, rung by rung, the place of a claim that a person has looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from needle_evidence.anchoring.article_shelf import Shelf, find_words, similar_words
from needle_evidence.anchoring.governing_words import governed_quote
from needle_evidence.anchoring.match_quote import Places, Span
from needle_evidence.anchoring.meaning_guard import Comparison, compare
from needle_evidence.anchoring.neighbours import context_score, stretch_between
from needle_evidence.anchoring.same_words import same_words
from needle_evidence.language.thesaurus import Thesaurus
from needle_evidence.model.anchor import Anchor, AnchorState, GovernedQuote, Placement
from needle_evidence.model.article import Article, BlockKind
from needle_evidence.model.claim import Claim

# Of many places with the same words, so many that fit best beside their neighbours are judged.
_MOST_JUDGED = 10
# A candidate this like the quote may be reported as changed, or offered as reworded; one that
# is less like it only where it stands between the same neighbours.
_LIKE_ENOUGH_TO_NAME = 0.6
_LIKE_ENOUGH_TO_OFFER = 0.45
# Where the quote was taken out from between its neighbours, only a near copy can be it.
_LIKE_ENOUGH_ELSEWHERE = 0.8
_MARGIN = 0.05
_CLOSING = ".!?;:,。！？… "
_SAME = Comparison(same=True, changes=(), rewordings=())


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """One recorded anchor with all that is needed to find it again.

    number: of its article on the shelf. headings: the texts of all headings of the article.
    """

    anchor: Anchor
    claim: Claim
    shelf: Shelf
    number: int
    headings: frozenset[str]
    thesaurus: Thesaurus

    @property
    def article(self) -> Article:
        """The article as it is now."""
        return self.shelf.articles[self.number]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Judged:
    """A place with what governs the words there, and how they compare with the record.

    score: how well it fits beside its recorded neighbours.
    """

    span: Span
    governed: GovernedQuote
    comparison: Comparison
    score: float


def place_recorded(recorded: Sequence[Recorded]) -> list[Placement]:
    """Where the recorded anchors of one claim in one article stand now, in the same order.

    No two of them take the same place: first those that are where they were, then those whose
    words stand elsewhere, then the others.
    """
    placed: dict[int, Placement] = {}
    for rung in (_where_it_was, _same_words_elsewhere, _changed):
        for index, record in enumerate(recorded):
            if index in placed:
                continue
            taken = [(place.start, place.end) for place in placed.values() if place.start >= 0]
            found = rung(record, taken)
            if found is not None:
                placed[index] = found
    return [placed[index] for index in range(len(recorded))]


def headings_of(article: Article) -> frozenset[str]:
    """The texts of all headings of an article."""
    return frozenset(
        article.text[block.start : block.end]
        for block in article.blocks
        if block.kind is BlockKind.HEADING
    )


def _where_it_was(record: Recorded, taken: Iterable[Span]) -> Placement | None:
    span = record.anchor.start, record.anchor.end
    if not _stands_at_its_place(record) or _overlaps(span, taken):
        return None
    judged = _judge(record, span)
    return _placement(record, judged, AnchorState.ANCHORED) if judged.comparison.same else None


def _same_words_elsewhere(record: Recorded, taken: Sequence[Span]) -> Placement | None:
    """Rungs 2 to 4: the words stand elsewhere, or are written otherwise, and mean the same."""
    words = find_words(record.shelf, record.anchor.governed.quote, record.number)
    for places, state in (
        (words.exact, AnchorState.MOVED),
        (words.normalised, AnchorState.NORMALISED),
    ):
        holding = [j for j in _judge_all(record, places, taken) if j.comparison.same]
        if holding:
            return _chosen(record, holding, state)
    return None


def _changed(record: Recorded, taken: Sequence[Span]) -> Placement:
    """Rungs 5 to 8: a variant, an edited quote, or none."""
    words = find_words(record.shelf, record.anchor.governed.quote, record.number)
    unchanged = _judge_all(record, words.normalised, taken)
    if not unchanged:
        variants = list(_variants(record, taken))
        holding = [judged for judged in variants if judged.comparison.same]
        if holding:
            return _chosen(record, holding, AnchorState.VARIANT)
        unchanged = variants
    if unchanged and (_stands_at_its_place(record) or len(unchanged) == 1):
        at_its_place = [j for j in unchanged if j.span[0] == record.anchor.start]
        return _drifted(record, at_its_place or unchanged)
    candidates = _candidates(record, taken)
    holding = [judged for judged in candidates if judged.comparison.same]
    if len(holding) == 1 or (holding and not unchanged):
        return _chosen(record, holding, AnchorState.NORMALISED)
    if unchanged or candidates:
        return _drifted(record, unchanged or candidates)
    return _orphaned(record)


def _variants(record: Recorded, taken: Sequence[Span]) -> Iterator[_Judged]:
    """Places of the wordings that the claim's row accepts.

    A person accepted the words of `quote`, so only what governs them is compared; of the
    claim's own text nobody said that the article may say it so.
    """
    quote = record.anchor.governed.quote
    for variant in dict.fromkeys((*record.claim.quotes, record.claim.text)):
        if same_words(variant, quote):
            continue
        words = find_words(record.shelf, variant, record.number, as_copied=True)
        places = words.exact if words.exact.count else words.normalised
        accepted = variant in record.claim.quotes
        yield from _judge_all(record, places, taken, accepted=accepted)


def _candidates(record: Recorded, taken: Sequence[Span]) -> list[_Judged]:
    """Stretches that could be the quote after an edit, the likeliest first."""
    anchor = record.anchor
    similar = [
        (candidate.similarity, _to_borders(record, (candidate.start, candidate.end)))
        for _, candidate in similar_words(
            record.shelf, anchor.governed.quote, record.number, anchor.prefix, anchor.suffix
        )
        if not _overlaps((candidate.start, candidate.end), taken)
    ]
    between = stretch_between(record.shelf, record.number, anchor)
    likeness = similar[0][0] if similar else 0.0
    deleted = between is not None and between[0] == between[1]
    if likeness < (_LIKE_ENOUGH_ELSEWHERE if deleted else _LIKE_ENOUGH_TO_NAME):
        if deleted:
            return []
        if between is not None and not _overlaps(between, taken):
            return [_judge(record, between)]
        if likeness < _LIKE_ENOUGH_TO_OFFER:
            return []
    close = [span for alike, span in similar if alike > likeness - _MARGIN]
    judged = [_judge(record, span) for span in close]
    if likeness >= _LIKE_ENOUGH_TO_NAME:
        return judged
    return [one for one in judged if not one.comparison.changes]


def _to_borders(record: Recorded, span: Span) -> Span:
    """A candidate made as long as its sentence, on the sides where the quote was so."""
    was, now = record.anchor.governed, governed_quote(record.article, *span)
    start, end = span
    limit = len(was.quote)
    if not was.before and len(now.before) < limit:
        start = record.article.text.rfind(now.before, 0, start) if now.before else start
    bare = now.after.rstrip(_CLOSING)
    if not was.after.strip(_CLOSING) and 0 < len(bare) < limit:
        end = record.article.text.find(bare, end) + len(bare)
    return start, end


def _drifted(record: Recorded, judged: Sequence[_Judged]) -> Placement:
    """The placement of words that changed, or of which what governs them changed."""
    best = min(judged, key=_fit)
    state = AnchorState.MEANING_CHANGED if best.comparison.changes else AnchorState.REANCHORED
    return _chosen(record, judged, state)


def _chosen(record: Recorded, judged: Sequence[_Judged], state: AnchorState) -> Placement:
    """The place that fits best beside the recorded neighbours; ambiguous where two do."""
    best, *others = sorted(judged, key=lambda one: (_fit(one), one.span))
    tied = [one for one in others if _fit(one) == _fit(best) and one.span != best.span]
    if not tied:
        return _placement(record, best, state)
    starts = tuple(dict.fromkeys(one.span[0] for one in tied))
    return replace(_placement(record, best, AnchorState.AMBIGUOUS), others=starts)


def _fit(judged: _Judged) -> tuple[float, bool]:
    return -judged.score, bool(judged.comparison.changes)


def _judge_all(
    record: Recorded, places: Places, taken: Iterable[Span], *, accepted: bool = False
) -> list[_Judged]:
    taken = tuple(taken)
    spans = [span for span in places.spans if not _overlaps(span, taken)]
    if len(spans) > _MOST_JUDGED:
        spans = sorted(spans, key=partial(_score, record), reverse=True)[:_MOST_JUDGED]
    return [_judge(record, span, accepted=accepted) for span in spans]


def _score(record: Recorded, span: Span) -> float:
    return context_score(record.anchor, record.article, span, governed_quote(record.article, *span))


def _judge(record: Recorded, span: Span, *, accepted: bool = False) -> _Judged:
    """Compares what stands at a place with the record; of accepted words only the rest."""
    was = record.anchor.governed
    now = governed_quote(record.article, *span)
    if accepted:
        was = replace(was, quote=now.quote)
    moved = was.heading != now.heading and was.heading in record.headings
    same = was == now
    return _Judged(
        span=span,
        governed=now,
        comparison=_SAME if same else compare(was, now, record.thesaurus, moved_heading=moved),
        score=context_score(record.anchor, record.article, span, now),
    )


def _stands_at_its_place(record: Recorded) -> bool:
    start, end = record.anchor.start, record.anchor.end
    if not 0 <= start < end <= len(record.article.text):
        return False
    return record.article.text[start:end] == record.anchor.governed.quote


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _placement(record: Recorded, judged: _Judged, state: AnchorState) -> Placement:
    comparison = judged.comparison
    return Placement(
        claim_id=record.claim.claim_id,
        article=record.article.path,
        state=state,
        location=record.article.location(judged.span[0]),
        start=judged.span[0],
        end=judged.span[1],
        governed=judged.governed,
        differences=() if state.holds else comparison.changes or comparison.rewordings,
        recorded=record.anchor,
    )


def _orphaned(record: Recorded) -> Placement:
    return Placement(
        claim_id=record.claim.claim_id,
        article=record.article.path,
        state=AnchorState.ORPHANED,
        location=record.claim.cell("quote") if record.claim.quotes else record.claim.location,
        recorded=record.anchor,
    )
