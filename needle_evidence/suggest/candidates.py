"""The candidates for a claim, with all that a person needs to judge them: nothing is linked."""

from __future__ import annotations

from dataclasses import dataclass

from needle_evidence.appraisal.cited_work import StudyDesign, study_design
from needle_evidence.appraisal.scope import Fit, ScopeFit, scope_fit
from needle_evidence.appraisal.verdict import retracted_works
from needle_evidence.language.thesaurus import build_thesaurus
from needle_evidence.model.claim import Claim
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.suggest.claim_words import ClaimWords, claim_words
from needle_evidence.suggest.explanation import MatchedWord, matched_words, missing_words
from needle_evidence.suggest.index import ReferenceIndex, build_index
from needle_evidence.suggest.ranking import Ranked, rank

# Of what finding every word of the claim would be worth: less than the first, and a work is
# not listed; where no work reaches the second, none fits. A work that a claim of SciFact cites
# has less than the first in one case of twenty.
LEAST_SHARE, LEAST_BEST_SHARE = 0.1, 0.15
# A work on another intervention or condition, as far as words tell, is worth less than its words.
_UNRELATED = 0.8
# Retracted works go last and unrelated ones down: so many more are looked at than are shown.
_MORE = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A reference that may speak about a claim: by its words only, nobody has judged it.

    share: how much finding its words is worth, of what finding each often would be, 0 to 1.
    matched: the words. missing: the claim's other words. scope: how its intervention, people
    and outcome compare with the claim's. cited: the claim lists it. considered: it has a
    recorded result and is not listed. retracted: some source says so.
    """

    reference: Reference
    share: float
    matched: tuple[MatchedWord, ...]
    missing: tuple[str, ...]
    scope: ScopeFit
    design: StudyDesign
    cited: bool
    considered: bool
    retracted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """The candidates for one claim, best first, retracted ones last. searched: number of works.

    without_abstract: how many of them have none, so that only their title could match.
    """

    claim: Claim
    candidates: tuple[Candidate, ...]
    searched: int
    without_abstract: int


def library_index(library: Library) -> ReferenceIndex:
    """The index of a library's works, with its own thesaurus; for many claims build it once."""
    return build_index(library.references, build_thesaurus(library.terms))


def suggest_references(
    library: Library, index: ReferenceIndex, claim: Claim, *, top: int
) -> Suggestion:
    """Up to `top` works of an index that may speak about a claim; none where none fits."""
    words = claim_words(index, claim)
    retracted = retracted_works(library)
    ranked = [each for each in rank(index, words, top + _MORE) if each.share >= LEAST_SHARE]
    if not ranked or ranked[0].share < LEAST_BEST_SHARE:
        ranked = []
    scopes = [scope_fit(claim, index.references[each.number], index.thesaurus) for each in ranked]
    compared = list(zip(ranked, scopes, strict=True))
    compared.sort(key=lambda pair: _order(pair[0], pair[1], index, retracted))
    found = [
        _candidate(library, claim, each, scope, index=index, words=words, retracted=retracted)
        for each, scope in compared[:top]
    ]
    return Suggestion(
        claim=claim,
        candidates=tuple(found),
        searched=len(index.references),
        without_abstract=index.without_abstract,
    )


def _order(
    ranked: Ranked, scope: ScopeFit, index: ReferenceIndex, retracted: frozenset[str]
) -> tuple[bool, float]:
    """Retracted works last, else by score; equals keep the order that they come in."""
    worth = _UNRELATED if scope.fit is Fit.UNRELATED else 1.0
    return index.references[ranked.number].key in retracted, -ranked.score * worth


def _candidate(
    library: Library,
    claim: Claim,
    ranked: Ranked,
    scope: ScopeFit,
    *,
    index: ReferenceIndex,
    words: ClaimWords,
    retracted: frozenset[str],
) -> Candidate:
    reference = index.references[ranked.number]
    matched = matched_words(index, words, ranked.number)
    return Candidate(
        reference=reference,
        share=ranked.share,
        matched=matched,
        missing=missing_words(words, matched),
        scope=scope,
        design=study_design(reference),
        cited=reference.key in claim.references,
        considered=reference.key in library.considered(claim),
        retracted=reference.key in retracted,
    )
