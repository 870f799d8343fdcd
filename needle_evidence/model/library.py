"""Everything that one load of a project gave, frozen."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol, TypeVar

from needle_evidence.model.anchor import Anchor, Placement
from needle_evidence.model.article import Article
from needle_evidence.model.certainty import CertaintyRating
from needle_evidence.model.claim import Claim
from needle_evidence.model.decision import Review, Search, Waiver
from needle_evidence.model.finding import Problem
from needle_evidence.model.reference import Reference
from needle_evidence.model.result import Result
from needle_evidence.model.source_text import SourceText
from needle_evidence.model.thesaurus import ThesaurusTerm
from needle_evidence.model.verification import Verification

# Kinds of problems behind which a row or an entry is missing.
_UNREAD = frozenset({"broken_block", "duplicate_citekey", "missing_cell", "unreadable_row"})


class _OfAClaim(Protocol):
    @property
    def claim_id(self) -> str: ...


Record = TypeVar("Record", bound=_OfAClaim)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Library:
    """A project's claims and references, what people recorded about them, and reading problems.

    references: one per citekey, the first of a doubled one. results, ratings, searches,
    reviews, waivers, terms, verifications: the rows of the tables in `appraisal/`.
    source_texts: stored texts by citekey, of works from which a passage is recorded. articles:
    the pages that make the claims, the unreadable ones included. anchors: where claims stood
    when a person last looked. placements: where they stand now, by claim id. problems: what
    the readers could not read or had to repair. available: names of the parts that were loaded
    (a check that needs another one is *not checked*). today: the day on which dates are
    judged; None where no day is known. robins_i: non-randomised studies were appraised with
    ROBINS-I. max_age_days: how long a registry's answer counts. Two libraries are equal only if
    they are one and the same.
    """

    claims: tuple[Claim, ...] = ()
    references: tuple[Reference, ...] = ()
    results: tuple[Result, ...] = ()
    ratings: tuple[CertaintyRating, ...] = ()
    searches: tuple[Search, ...] = ()
    reviews: tuple[Review, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    terms: tuple[ThesaurusTerm, ...] = ()
    verifications: tuple[Verification, ...] = ()
    source_texts: Mapping[str, SourceText] = field(default_factory=lambda: MappingProxyType({}))
    articles: tuple[Article, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    placements: Mapping[str, tuple[Placement, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    problems: tuple[Problem, ...] = ()
    available: frozenset[str] = frozenset({"claims", "references"})
    claims_path: str = "claims.csv"
    references_path: str = "references.bib"
    today: datetime.date | None = None
    robins_i: bool = False
    max_age_days: int = 90
    language: str = "en"
    reference_by_key: Mapping[str, Reference] = field(init=False)
    claims_by_reference: Mapping[str, tuple[Claim, ...]] = field(init=False)
    claims_by_id: Mapping[str, tuple[Claim, ...]] = field(init=False)
    articles_by_path: Mapping[str, Article] = field(init=False)
    results_by_claim: Mapping[str, tuple[Result, ...]] = field(init=False)
    ratings_by_claim: Mapping[str, tuple[CertaintyRating, ...]] = field(init=False)
    reviews_by_claim: Mapping[str, tuple[Review, ...]] = field(init=False)

    def __post_init__(self) -> None:
        by_key = {reference.key: reference for reference in self.references}
        citing: dict[str, list[Claim]] = {}
        for claim in self.claims:
            for key in dict.fromkeys(claim.references):
                citing.setdefault(key, []).append(claim)
        where_used = {key: tuple(claims) for key, claims in citing.items()}
        object.__setattr__(self, "reference_by_key", MappingProxyType(by_key))
        object.__setattr__(self, "claims_by_reference", MappingProxyType(where_used))
        object.__setattr__(self, "claims_by_id", _by_claim(self.claims))
        by_path = {article.path: article for article in self.articles}
        object.__setattr__(self, "articles_by_path", MappingProxyType(by_path))
        object.__setattr__(self, "results_by_claim", _by_claim(self.results))
        object.__setattr__(self, "ratings_by_claim", _by_claim(self.ratings))
        object.__setattr__(self, "reviews_by_claim", _by_claim(self.reviews))

    @property
    def unread(self) -> tuple[Problem, ...]:
        """The rows and entries that could not be loaded: no number counts them."""
        return tuple(problem for problem in self.problems if problem.kind in _UNREAD)

    def cited(self, claim: Claim) -> tuple[Reference, ...]:
        """The known references that a claim cites, in the row's order, each once."""
        keys = dict.fromkeys(claim.references)
        return tuple(self.reference_by_key[key] for key in keys if key in self.reference_by_key)

    def results_of(self, claim: Claim, citekey: str) -> tuple[Result, ...]:
        """What people recorded that one work found about a claim, in file order."""
        recorded = self.results_by_claim.get(claim.claim_id, ())
        return tuple(result for result in recorded if result.citekey == citekey)

    def considered(self, claim: Claim) -> tuple[str, ...]:
        """Citekeys of works with a recorded result about the claim that it does not cite."""
        recorded = self.results_by_claim.get(claim.claim_id, ())
        keys = dict.fromkeys(result.citekey for result in recorded)
        return tuple(key for key in keys if key not in claim.references)


def _by_claim(records: Iterable[Record]) -> Mapping[str, tuple[Record, ...]]:
    grouped: dict[str, list[Record]] = {}
    for record in records:
        grouped.setdefault(record.claim_id, []).append(record)
    return MappingProxyType({claim_id: tuple(rows) for claim_id, rows in grouped.items()})
