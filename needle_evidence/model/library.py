"""Everything that one load of a project gave, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Problem
from needle_evidence.model.reference import Reference

# Kinds of problems behind which a row or an entry is missing.
_UNREAD = frozenset({"broken_block", "duplicate_citekey", "missing_cell", "unreadable_row"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Library:
    """A project's claims and references, and what its readers had to say.

    references: one per citekey, the first of a doubled one. problems: what the readers could
    not read or had to repair. available: names of the parts that were loaded (a check that
    needs another one is *not checked*).
    """

    claims: tuple[Claim, ...] = ()
    references: tuple[Reference, ...] = ()
    problems: tuple[Problem, ...] = ()
    available: frozenset[str] = frozenset({"claims", "references"})
    claims_path: str = "claims.csv"
    references_path: str = "references.bib"
    reference_by_key: Mapping[str, Reference] = field(init=False)
    claims_by_reference: Mapping[str, tuple[Claim, ...]] = field(init=False)

    def __post_init__(self) -> None:
        by_key = {reference.key: reference for reference in self.references}
        citing: dict[str, list[Claim]] = {}
        for claim in self.claims:
            for key in dict.fromkeys(claim.references):
                citing.setdefault(key, []).append(claim)
        where_used = {key: tuple(claims) for key, claims in citing.items()}
        object.__setattr__(self, "reference_by_key", MappingProxyType(by_key))
        object.__setattr__(self, "claims_by_reference", MappingProxyType(where_used))

    @property
    def unread(self) -> tuple[Problem, ...]:
        """The rows and entries that could not be loaded: no number counts them."""
        return tuple(problem for problem in self.problems if problem.kind in _UNREAD)

    def cited(self, claim: Claim) -> tuple[Reference, ...]:
        """The known references that a claim cites, in the row's order, each once."""
        keys = dict.fromkeys(claim.references)
        return tuple(self.reference_by_key[key] for key in keys if key in self.reference_by_key)
