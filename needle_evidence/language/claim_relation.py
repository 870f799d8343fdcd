"""What relation a conclusion states: none, a correlation, or a cause, hedged or not."""

from __future__ import annotations

from collections.abc import Sequence

from needle_evidence.language.claim_strength import Strength
from needle_evidence.language.clause_scope import Hit
from needle_evidence.language.cue_words import Gap, Word

_CAUSAL = frozenset({"absolute", "assertive", "causal"})
_ADJECTIVES = frozenset({"increased", "decreased", "reduced", "lowered", "elevated", "impaired"})
# After these no object follows: "improved with age", "decreased over time".
_NO_OBJECT_TEXT = """
    in with by from at over during across after for to between among and but or as on than when
    while within until since significantly slightly only more less markedly
    """
_NO_OBJECT = frozenset(_NO_OBJECT_TEXT.split())
# "The risk increases with age": these, too, may have no object.
_CHANGES = frozenset({"increases", "decreases", "improves", "worsens", "delays", "impacts"})
_AFTER_NOUNS = frozenset({"is", "are", "was", "were", "that", "of"})
_AMOUNTS = frozenset(
    {"half", "about", "approximately", "over", "up", "around", "almost", "an", "a"}
)


def relation_of(hits: Sequence[Hit], words: Sequence[Word]) -> str:
    """One of "direct", "conditional", "correlational", "none" (Yu, Li and Wang, EMNLP 2019).

    hits: all cues of the text. words: those of the text. What somebody means to reach, advice
    ("should be …") and what research is still to find state no relation.
    """
    silent = {hit.clause for hit in hits if hit.match.entry.kind == "advice"}
    told = [hit for hit in hits if hit.clause not in silent and not hit.intent]
    causal = [hit for hit in told if hit.match.entry.kind in _CAUSAL and _heard(hit)]
    acting = [hit for hit in causal if not _without_object(hit, words)]
    kinds = {hit.match.entry.kind for hit in told}
    plain = [hit for hit in acting if hit.own.rank >= Strength.ASSERTIVE.rank]
    if plain and "correlational" in kinds and all(_weak(hit, words) for hit in plain):
        return "correlational"
    if plain:
        return "direct"
    if acting:
        return "conditional"
    observed = len(causal) > len(acting)
    return "correlational" if observed or "correlational" in kinds else "none"


def _weak(hit: Hit, words: Sequence[Word]) -> bool:
    """Whether a word such as "increased" may be part of what is "associated" beside it."""
    ed = words[hit.match.first].text.endswith("ed")
    return ed and hit.match.first == hit.match.last and words[hit.match.first].text in _ADJECTIVES


def _heard(hit: Hit) -> bool:
    """Whether it counts: "plays a role" names a cause only where a hedge says that it is one.

    "Has been shown to" leaves it to the verb that follows; "is superior to" says which of two
    is better, not what brings it about.
    """
    entry = hit.match.entry
    if (entry.governs and "found" in entry.pattern) or "which is better" in entry.note:
        return False
    hedged = hit.own.rank < Strength.ASSERTIVE.rank
    return hedged or "only under a hedge" not in entry.note


def _without_object(hit: Hit, words: Sequence[Word]) -> bool:
    """Whether it tells a change, not what caused it: "pain decreased over time"."""
    head = words[hit.match.first].text
    if hit.match.first != hit.match.last or not (head.endswith("ed") or head in _CHANGES):
        return False
    following = _after_adverbs(hit.match.last + 1, words)
    if following >= len(words) or words[following].gap is not Gap.NONE:
        return True
    word = words[following].text
    if word == "by" and head.endswith("ed") and following + 1 < len(words):
        agent = words[following + 1].text
        return agent[:1].isdigit() or agent in _AMOUNTS  # "improved by massage"
    return word in _NO_OBJECT or (head in _CHANGES and word in _AFTER_NOUNS)


def _after_adverbs(place: int, words: Sequence[Word]) -> int:
    """Runs over one word such as "linearly"."""
    adverb = place < len(words) and words[place].text.endswith("ly")
    return place + 1 if adverb and words[place].gap is Gap.NONE else place
