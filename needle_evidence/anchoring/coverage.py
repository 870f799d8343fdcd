"""Which sentences of an article make a health claim that no row of the claims table holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from needle_evidence.language.claim_sentences import ClaimKind, claim_made
from needle_evidence.model.anchor import AnchorState, Placement
from needle_evidence.model.article import Article, Sentence
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimingSentence:
    """A sentence or list item of an article that makes a health claim.

    start, end: offsets into the article's plain text. lead_in: the sentence that leads its
    list in. heading: the nearest one above. cue: the words that made it a claim. registered: a row
    of the claims table stands in it.
    """

    article: str
    start: int
    end: int
    text: str
    kind: ClaimKind
    cue: str
    location: Location
    lead_in: str = ""
    heading: str = ""
    registered: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleCoverage:
    """How much of one article's claims the table holds.

    sentences: those that make a claim, registered or not. not_checked: why they could
    not be looked for, "" where they could.
    """

    article: str
    sentences: tuple[ClaimingSentence, ...] = ()
    not_checked: str = ""

    @property
    def uncovered(self) -> tuple[ClaimingSentence, ...]:
        """The claim sentences that no row holds."""
        return tuple(sentence for sentence in self.sentences if not sentence.registered)

    @property
    def registered(self) -> int:
        """Number of claim sentences that a row holds."""
        return len(self.sentences) - len(self.uncovered)


@lru_cache(maxsize=2)
def coverage(library: Library) -> tuple[ArticleCoverage, ...]:
    """The coverage of each readable article, in the library's order; remembered per library."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for placements in library.placements.values():
        for placement in placements:
            article = library.articles_by_path.get(placement.article)
            if article is not None:
                spans.setdefault(article.path, []).extend(_held(placement, article))
    return tuple(
        article_coverage(article, spans.get(article.path, ()), language=library.language)
        for article in library.articles
        if not article.unreadable
    )


def article_coverage(
    article: Article, registered: Iterable[tuple[int, int]] = (), *, language: str = "en"
) -> ArticleCoverage:
    """The claim sentences of one article.

    registered: start and end of each registered claim's words in the plain text. language: of
    the article, as the settings say.
    """
    from needle_evidence.language.claim_sentences import readable

    if language != "en" or not readable(article.text):
        return ArticleCoverage(
            article=article.path, not_checked="claims can only be found in English text"
        )
    held = _overlapping(article.sentences, sorted(registered))
    claiming = (
        _claiming(article, sentence, number in held)
        for number, sentence in enumerate(article.sentences)
    )
    found = [one for one in claiming if one is not None]
    # A page that repeats a sentence under one heading makes one claim.
    said = {_said(one) for one in found if one.registered}
    return ArticleCoverage(
        article=article.path,
        sentences=tuple(replace(one, registered=_said(one) in said) for one in found),
    )


def _held(placement: Placement, article: Article) -> Iterator[tuple[int, int]]:
    """Where a claim stands: also a doubtful place is one that somebody registered.

    A quote in several places registers only sentences that it makes up for the most part: else
    a row whose quote is "pain" would register every sentence about pain. Words that were never
    recorded there and differ in meaning register nothing.
    """
    unlike = placement.state is AnchorState.MEANING_CHANGED and placement.recorded is None
    if placement.start < 0 or unlike:
        return
    length = placement.end - placement.start
    places = (placement.start, *placement.others)
    for start in places:
        span = (start, start + length)
        if placement.state is not AnchorState.AMBIGUOUS or _fills_its_sentence(article, *span):
            yield span


def _fills_its_sentence(article: Article, start: int, end: int) -> bool:
    return all(
        2 * (end - start) >= sentence.end - sentence.start
        for sentence in article.sentences_between(start, end)
    )


def _said(sentence: ClaimingSentence) -> tuple[str, str, str]:
    return sentence.heading, sentence.lead_in, sentence.text


def _overlapping(sentences: Sequence[Sentence], spans: Sequence[tuple[int, int]]) -> set[int]:
    """The numbers of the sentences that share a character with a span; both are ascending."""
    held: set[int] = set()
    first = 0
    for start, end in spans:
        while first < len(sentences) and sentences[first].end <= start:
            first += 1
        number = first
        while number < len(sentences) and sentences[number].start < end:
            held.add(number)
            number += 1
    return held


def _claiming(article: Article, sentence: Sentence, registered: bool) -> ClaimingSentence | None:
    block = article.blocks[sentence.block]
    text = article.text[sentence.start : sentence.end]
    lead_in, heading = article.last_sentence(block.lead_in), article.block_text(block.heading)
    made = claim_made(text, block_kind=block.kind.value, lead_in=lead_in, heading=heading)
    if made is None:
        return None
    return ClaimingSentence(
        article=article.path,
        start=sentence.start,
        end=sentence.end,
        text=text,
        kind=made.kind,
        cue=made.cue,
        location=article.location(sentence.start),
        lead_in=lead_in,
        heading=heading,
        registered=registered,
    )
