"""A result: one thing that a reference found about a claim, as a person recorded it."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from needle_evidence.model.finding import Location


class Stance(enum.Enum):
    """What a result says about a claim; `neutral` where it settles nothing."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    NEUTRAL = "neutral"


class Directness(enum.Enum):
    """Whether a work studied what the claim says."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    UNRELATED = "unrelated"


# In what an indirect work may differ from the claim (GRADE's PICO).
INDIRECT_PARTS = ("population", "intervention", "comparator", "outcome")
MEASURES = ("MD", "SMD", "RR", "OR", "HR", "RD", "proportion")
RATIO_MEASURES = frozenset({"RR", "OR", "HR"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """One row of evidence.csv.

    stance, directness: None where nobody recorded them. indirect_because: parts in which an
    indirect work differs. result: in the appraiser's own words. passage: verbatim from the
    work. effect, ci_low, ci_high: in `unit`; 1 is no effect for a ratio, 0 for any other
    measure. better: "lower", "higher" or "". mid: minimal important difference, in `unit`.
    """

    claim_id: str
    citekey: str
    location: Location
    outcome: str = ""
    comparator: str = ""
    timepoint: str = ""
    stance: Stance | None = None
    directness: Directness | None = None
    indirect_because: tuple[str, ...] = ()
    result: str = ""
    passage: str = ""
    locator: str = ""
    measure: str = ""
    unit: str = ""
    effect: Decimal | None = None
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    better: str = ""
    mid: Decimal | None = None
    mid_source: str = ""
    participants: int | None = None
    events: int | None = None
    appraiser: str = ""
    appraised_on: datetime.date | None = None
    note: str = ""
    columns: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What makes a result one of its own; no two rows may share it."""
        return (self.claim_id, self.citekey, self.outcome, self.comparator, self.timepoint)

    def cell(self, column: str) -> Location:
        """Where this row's cell of one column stands."""
        return self.location.in_column(column, self.columns)
