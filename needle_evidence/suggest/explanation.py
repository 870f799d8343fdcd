"""Why a reference was suggested: which words of the claim it holds, where, and as what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from needle_evidence.language.thesaurus import Relation
from needle_evidence.model.reference import Reference
from needle_evidence.suggest.claim_words import ClaimTerm, ClaimWords
from needle_evidence.suggest.index import ReferenceIndex, fields_of
from needle_evidence.suggest.ranking import name_counts
from needle_evidence.suggest.text_terms import text_terms


@dataclass(frozen=True, kw_only=True, slots=True)
class MatchedWord:
    """One word of the claim, or a term in it, that a reference holds.

    claim_words, reference_words: as they stand there; the latter a name of the thesaurus where
    the match goes through one. where: "title", "keywords" or "abstract", the first that holds
    it. relation: None for the claim's own word, else how the other name stands to the claim's.
    """

    claim_words: str
    reference_words: str
    where: str
    relation: Relation | None = None

    @property
    def sentence(self) -> str:
        """The words, and through what they matched, such as "heel pain (as plantalgia)"."""
        if self.relation is None:
            return self.claim_words
        how = "" if self.relation is Relation.SAME else f", {self.relation.label}"
        return f"{self.claim_words} (as {self.reference_words}{how})"


def matched_words(index: ReferenceIndex, words: ClaimWords, number: int) -> tuple[MatchedWord, ...]:
    """The words that one reference of the index shares with a claim, in the claim's order.

    Other names of its terms follow, where the reference does not hold all the claim's own words.
    """
    places = _places(index.references[number])
    own: dict[str, MatchedWord] = {}
    for word in words.words:
        if word.stem in places and word.word not in own:
            where, as_written = places[word.stem]
            own[word.word] = MatchedWord(
                claim_words=word.word, reference_words=as_written, where=where
            )
    named = [found for term in words.terms if (found := _other_name(index, term, number, places))]
    return (*own.values(), *named)


def missing_words(words: ClaimWords, matched: Iterable[MatchedWord]) -> tuple[str, ...]:
    """The words of the claim's sentence that a reference has in no form, in the claim's order."""
    found = list(matched)
    own = {each.claim_words for each in found if each.relation is None}
    own.update(
        term.word
        for each in found
        if each.relation is not None
        for term in text_terms(each.claim_words)
    )
    sentence = dict.fromkeys(word.word for word in words.words if not word.in_cell)
    return tuple(word for word in sentence if word not in own)


def _places(reference: Reference) -> dict[str, tuple[str, str]]:
    """Where each stem stands first, and as which word."""
    places: dict[str, tuple[str, str]] = {}
    for field, text in fields_of(reference):
        for term in text_terms(text):
            for stem in term.stems:
                places.setdefault(stem, (field, term.word))
    return places


def _other_name(
    index: ReferenceIndex, term: ClaimTerm, number: int, places: dict[str, tuple[str, str]]
) -> MatchedWord | None:
    if all(stem in places for stem in term.stems):
        return None
    best = max(
        (other for other in term.others if number in name_counts(index, other.stems)),
        key=lambda other: (other.worth, len(other.stems)),
        default=None,
    )
    if best is None:
        return None
    return MatchedWord(
        claim_words=term.words,
        reference_words=best.name,
        where=places[best.stems[0]][0],
        relation=best.relation,
    )
