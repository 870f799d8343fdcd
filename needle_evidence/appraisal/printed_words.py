"""The words with which an article makes a claim, where the claim is anchored in one."""

from __future__ import annotations

from needle_evidence.appraisal.wording import states_limits
from needle_evidence.language.claim_strength import Strength
from needle_evidence.language.wording_strength import classify_wording
from needle_evidence.model.anchor import GovernedQuote, Placement
from needle_evidence.model.article import Article, BlockKind
from needle_evidence.model.claim import Claim
from needle_evidence.model.library import Library

_REACH = 1_000  # characters on each side


def printed_sentences(library: Library, claim: Claim) -> tuple[str, ...]:
    """The sentence around each place where the claim stands now, () where it stands nowhere.

    A list item whose own words claim nothing ("bleeding") is read behind the sentence that
    leads its list in, as a reader does.
    """
    found = (
        printed_sentence(library.articles_by_path[placement.article], placement)
        for placement in _places(library, claim)
    )
    return tuple(dict.fromkeys(found))


def printed_sentence(article: Article, placement: Placement) -> str:
    """The sentence around one place of a claim, behind its list's lead-in where that claims."""
    sentences = article.sentences_between(placement.start, placement.end)
    if not sentences:
        return article.text[placement.start : placement.end]
    # Of a sentence without end, what stands near the claim: thousands may share it.
    start = max(sentences[0].start, placement.start - _REACH)
    text = article.text[start : min(sentences[-1].end, placement.end + _REACH)]
    block = article.blocks[sentences[0].block]
    if block.kind is not BlockKind.LIST_ITEM or block.lead_in < 0:
        return text
    if classify_wording(text).strength is not Strength.NONE:
        return text
    return f"{article.last_sentence(block.lead_in)} {text}"


def limits_stand_beside(library: Library, claim: Claim) -> bool:
    """Whether everywhere the sentence after the claim's says that the evidence is limited."""
    places = _places(library, claim)
    return bool(places) and all(
        states_limits(_next_sentence(library.articles_by_path[place.article], place))
        for place in places
    )


def governed_words(library: Library, claim: Claim) -> tuple[tuple[str, GovernedQuote], ...]:
    """The article and the words of each place that a sign-off on the claim covers.

    Where the claim still stands as it was recorded, the recorded words: mended typography
    takes no approval back. A place that was lost gives empty words.
    """
    return tuple(
        (
            placement.article,
            placement.recorded.governed
            if placement.recorded is not None and placement.state.holds
            else placement.governed,
        )
        for placement in library.placements.get(claim.claim_id, ())
    )


def _places(library: Library, claim: Claim) -> tuple[Placement, ...]:
    return tuple(
        placement
        for placement in library.placements.get(claim.claim_id, ())
        if placement.start >= 0 and placement.article in library.articles_by_path
    )


def _next_sentence(article: Article, placement: Placement) -> str:
    """The sentence after the claim's in the same block, "" for none."""
    sentences = article.sentences_between(placement.start, placement.end)
    if not sentences:
        return ""
    block = article.blocks[sentences[-1].block]
    following = article.sentences_between(sentences[-1].end + 1, block.end)
    return article.text[following[0].start : following[0].end] if following else ""
