"""What a claim asks of the library: its words with their weights, and its terms' other names."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from needle_evidence.language.thesaurus import Relation, find_terms, relate
from needle_evidence.language.topic_words import latin_script, topic_words
from needle_evidence.model.claim import Claim
from needle_evidence.suggest.index import ReferenceIndex
from needle_evidence.suggest.text_terms import text_terms

# A word that stands in titles more often than words do, or that a text which has it repeats,
# says what texts are about: "paraquat" against "conjunction". Smoothed towards the usual share
# of titles, and number of mentions, as if it stood in some more texts.
_USUAL_IN_TITLE, _USUAL_MENTIONS, _MORE_TEXTS = 0.2, 1.9, 5
_TITLE_POWER, _MENTIONS_POWER = 0.2, 0.4
# Words of every claim and study ("reduces", "level", "trial") are worth a little less, and at
# most this much of a usual topic word: in titles they are rare, which says nothing of the topic.
_GENERIC, _MOST_GENERIC = 0.9, 0.5
_CELLS = 0.5  # a word of the PICO cells that the claim's sentence does not have
# What a match through another name is worth, against one by the claim's own words.
_OTHER_NAMES = {Relation.SAME: 0.5, Relation.NARROWER: 0.4, Relation.BROADER: 0.2}


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimWord:
    """One word of a claim, as it stands there, with what finding it is worth.

    in_cell: it stands in a PICO cell only, not in the claim's sentence.
    """

    stem: str
    word: str
    weight: float
    in_cell: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherName:
    """Another name of a term that the claim names. worth: of it, 0 to 1; relation: to the term.

    name: as the thesaurus writes it. stems: of its words.
    """

    name: str
    stems: tuple[str, ...]
    relation: Relation
    worth: float


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimTerm:
    """A term of the thesaurus that the claim names, with its words there and its other names."""

    words: str
    stems: tuple[str, ...]
    others: tuple[OtherName, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimWords:
    """A claim as it is looked for. whole: what finding each word of its sentence would be worth."""

    words: tuple[ClaimWord, ...]
    terms: tuple[ClaimTerm, ...]
    whole: float

    def weight(self, stem: str) -> float:
        """What a stem of the claim is worth, 0 for another one."""
        return next((word.weight for word in self.words if word.stem == stem), 0.0)


def claim_words(index: ReferenceIndex, claim: Claim) -> ClaimWords:
    """Reads a claim's sentence and its PICO cells for searching an index."""
    cells = " ; ".join((claim.intervention, claim.population, claim.comparator, claim.outcome))
    sentence = dict(_weighted(index, claim.text))
    more = {stem: word for stem, word in _weighted(index, cells) if stem not in sentence}
    topical = [word.weight for word in sentence.values() if not _is_generic(word.word)]
    most = _MOST_GENERIC * sum(topical) / len(topical) if topical else math.inf
    words = [
        replace(word, weight=part * _capped(word, most), in_cell=known is more)
        for part, known in ((1.0, sentence), (_CELLS, more))
        for word in known.values()
    ]
    return ClaimWords(
        words=tuple(words),
        terms=tuple(_terms(index, f"{claim.text} ; {cells}")),
        whole=sum(word.weight for word in words if word.stem in sentence),
    )


def _capped(word: ClaimWord, most: float) -> float:
    return min(word.weight, most) if _is_generic(word.word) else word.weight


def _weighted(index: ReferenceIndex, text: str) -> Iterator[tuple[str, ClaimWord]]:
    """The stems of a text, each once, with what they are worth by themselves."""
    seen: set[str] = set()
    for term in text_terms(text):
        for stem in term.stems:
            if stem not in seen:
                seen.add(stem)
                weight = _weight(index, stem, term.word)
                yield stem, ClaimWord(stem=stem, word=term.word, weight=weight)


def _is_generic(word: str) -> bool:
    return latin_script(word) and not topic_words(word)


def _weight(index: ReferenceIndex, stem: str, word: str) -> float:
    """BM25's inverse document frequency, times how much the word says what texts are about."""
    total, postings = len(index.references), index.postings.get(stem)
    holding = len(postings.numbers) if postings else 0
    weight = math.log(1 + (total - holding + 0.5) / (holding + 0.5))
    if _is_generic(word):
        weight *= _GENERIC
    if postings is None:
        return weight
    texts = holding + _MORE_TEXTS
    in_title = (postings.titles + _MORE_TEXTS * _USUAL_IN_TITLE) / texts
    mentions = (postings.mentions + _MORE_TEXTS * _USUAL_MENTIONS) / texts
    weight *= (in_title / _USUAL_IN_TITLE) ** _TITLE_POWER
    return float(weight * (mentions / _USUAL_MENTIONS) ** _MENTIONS_POWER)


def _terms(index: ReferenceIndex, text: str) -> Iterator[ClaimTerm]:
    seen: set[str] = set()
    for found in find_terms(index.thesaurus, text):
        if found.term not in seen:
            seen.add(found.term)
            stems = tuple(term.stems[0] for term in text_terms(found.words))
            others = tuple(_others(index, found.term, stems))
            yield ClaimTerm(words=" ".join(found.words.split()), stems=stems, others=others)


def _others(index: ReferenceIndex, term: str, own: tuple[str, ...]) -> Iterator[OtherName]:
    """The names of the term, of those that it includes, and of those that include it."""
    for other, names in index.names.items():
        relation = relate(index.thesaurus, other, term)
        if worth := _OTHER_NAMES.get(relation):
            for name, stems in names:
                if stems != own:
                    yield OtherName(name=name, stems=stems, relation=relation, worth=worth)
