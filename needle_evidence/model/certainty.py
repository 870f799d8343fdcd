"""How certain the evidence for one outcome is, as a person judged it or a review reported it."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from needle_evidence.model.finding import Location


class Certainty(enum.Enum):
    """GRADE's four levels of certainty (GRADE Handbook 5.1); points as GRADE counts them."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"

    @property
    def points(self) -> int:
        """4 for high down to 1 for very low."""
        return _POINTS[self]

    @property
    def label(self) -> str:
        """The word that a person reads: "very low"."""
        return self.value.replace("_", " ")

    @property
    def symbol(self) -> str:
        """Filled and empty circles, always printed beside the word: "⊕⊕◯◯"."""
        return "⊕" * self.points + "◯" * (4 - self.points)


_POINTS = {Certainty.HIGH: 4, Certainty.MODERATE: 3, Certainty.LOW: 2, Certainty.VERY_LOW: 1}
# The domains of GRADE, in the order of the columns: five that lower, three that raise.
LOWERING_DOMAINS = (
    "risk_of_bias",
    "inconsistency",
    "indirectness",
    "imprecision",
    "publication_bias",
)
RAISING_DOMAINS = ("large_effect", "dose_response", "opposing_confounding")


@dataclass(frozen=True, kw_only=True, slots=True)
class DomainJudgement:
    """What one cell of a GRADE domain says: a word ("serious") and its reason ("" for none)."""

    word: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CertaintyRating:
    """One row of certainty.csv: claim × outcome × comparator × time point × rating × appraiser.

    rating: "judged" (by a person, from domains) or "reported" (copied from a cited review).
    importance: "critical", "important", "not_important" or "". direction: "reduces",
    "increases", "none" or "". effect_size: "large", "moderate", "small", "trivial" or "".
    start: "randomized", "observational" or "". domains: only those that were assessed.
    reported_certainty, reported_by, locator: only in reported rows. without: citekeys of works
    that were left out of the judgement, for they were retracted. Cells that could not be
    read are empty here, and a problem of the library.
    """

    claim_id: str
    location: Location
    outcome: str = ""
    comparator: str = ""
    timepoint: str = ""
    population: str = ""
    rating: str = "judged"
    importance: str = ""
    direction: str = ""
    effect_size: str = ""
    studies: int | None = None
    participants: int | None = None
    start: str = ""
    domains: Mapping[str, DomainJudgement] = field(default_factory=lambda: MappingProxyType({}))
    reported_certainty: Certainty | None = None
    reported_by: str = ""
    locator: str = ""
    without: tuple[str, ...] = ()
    appraiser: str = ""
    appraised_on: datetime.date | None = None
    note: str = ""
    columns: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def reported(self) -> bool:
        """Whether the row repeats what a cited review printed."""
        return self.rating == "reported"

    def cell(self, column: str) -> Location:
        """Where this row's cell of one column stands."""
        return self.location.in_column(column, self.columns)
