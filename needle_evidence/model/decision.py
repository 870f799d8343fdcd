"""What people decided and did: sign-offs, waivers, searches for contrary evidence."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from needle_evidence.model.finding import Location


class Verdict(enum.Enum):
    """What a reviewer decided about a claim."""

    APPROVED = "approved"
    REJECTED = "rejected"
    NEEDS_WORK = "needs-work"


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """One row of reviews.csv: a person's sign-off on a claim.

    digests: a short fingerprint of each part of the claim as it stood then: "claim",
    "certainty", "anchor" ("" where the part was absent). citations: the same per citekey.
    """

    claim_id: str
    location: Location
    verdict: Verdict | None = None
    reviewed_by: str = ""
    reviewed_on: datetime.date | None = None
    note: str = ""
    digests: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    citations: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    columns: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def cell(self, column: str) -> Location:
        """Where this row's cell of one column stands."""
        return self.location.in_column(column, self.columns)


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiver:
    """One row of waivers.csv: a written decision to live with a finding until a day.

    subject: the finding's subject (a claim id, a citekey …). expires_on: the last day on
    which it holds; None where the cell is empty or unreadable, and then it does not hold.
    """

    code: str
    subject: str
    location: Location
    reason: str = ""
    owner: str = ""
    expires_on: datetime.date | None = None
    columns: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def cell(self, column: str) -> Location:
        """Where this row's cell of one column stands."""
        return self.location.in_column(column, self.columns)


@dataclass(frozen=True, kw_only=True, slots=True)
class Search:
    """One row of searches.csv: a search for contrary evidence on a claim or a whole topic.

    found: what it found, in the searcher's words.
    """

    location: Location
    claim_id: str = ""
    topic: str = ""
    searched_on: datetime.date | None = None
    by: str = ""
    source: str = ""
    query: str = ""
    found: str = ""
    columns: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def cell(self, column: str) -> Location:
        """Where this row's cell of one column stands."""
        return self.location.in_column(column, self.columns)
