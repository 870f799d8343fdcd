"""A claim: one statement of an article that needs evidence."""

from __future__ import annotations

import datetime
import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from needle_evidence.model.finding import Location

CLAIM_ID_PATTERN = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class Question(enum.Enum):
    """What kind of question a claim asks; it decides which study designs can answer it."""

    TREATMENT_BENEFIT = "treatment_benefit"
    COMMON_HARM = "common_harm"
    RARE_HARM = "rare_harm"
    PROGNOSIS = "prognosis"
    DIAGNOSIS = "diagnosis"
    PREVALENCE = "prevalence"
    SCREENING = "screening"
    COMPARISON = "comparison"
    MECHANISM = "mechanism"
    DEFINITION = "definition"
    OTHER = "other"


class ClaimGroup(enum.Enum):
    """How headlines count a claim.

    A claim whose question was not recorded counts among the health effects, so that leaving
    the cell empty never makes a page look better backed.
    """

    HEALTH_EFFECT = "health_effect"
    MECHANISM = "mechanism"
    OTHER_QUESTION = "other_question"
    NEEDS_NO_EVIDENCE = "needs_no_evidence"


_GROUPS = {
    None: ClaimGroup.HEALTH_EFFECT,
    Question.TREATMENT_BENEFIT: ClaimGroup.HEALTH_EFFECT,
    Question.COMMON_HARM: ClaimGroup.HEALTH_EFFECT,
    Question.RARE_HARM: ClaimGroup.HEALTH_EFFECT,
    Question.COMPARISON: ClaimGroup.HEALTH_EFFECT,
    Question.MECHANISM: ClaimGroup.MECHANISM,
    Question.DEFINITION: ClaimGroup.NEEDS_NO_EVIDENCE,
    Question.OTHER: ClaimGroup.NEEDS_NO_EVIDENCE,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """One row of claims.csv.

    text: the claim in one sentence. question: None where the cell is empty or unreadable.
    references: citekeys as listed, doubles included. articles: paths; empty means all.
    quotes: accepted variants of the article's own words. extra: columns that are not ours,
    by header, in file order. columns: number of each column in the file, from 1.
    """

    claim_id: str
    text: str
    location: Location
    topic: str = ""
    question: Question | None = None
    intervention: str = ""
    population: str = ""
    comparator: str = ""
    outcome: str = ""
    references: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    review_due: datetime.date | None = None
    note: str = ""
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    columns: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def group(self) -> ClaimGroup:
        """How headlines count this claim."""
        return _GROUPS.get(self.question, ClaimGroup.OTHER_QUESTION)

    @property
    def needs_evidence(self) -> bool:
        """False for definitions and `other`, which never count as uncited."""
        return self.group is not ClaimGroup.NEEDS_NO_EVIDENCE

    def cell(self, column: str) -> Location:
        """Where this claim's cell of one column stands."""
        return self.location.in_column(column, self.columns)
