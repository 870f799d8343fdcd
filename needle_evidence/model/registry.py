"""What a registry of works (Crossref, PubMed …) answered about one identifier."""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass

from needle_evidence.model.reference import Reference


class NoticeKind(enum.Enum):
    """What was published about a work after it; five different things, and one not named."""

    RETRACTION = "retraction"
    REPLACEMENT = "replacement"  # retracted, and republished in a mended form
    CONCERN = "concern"  # expression of concern
    CORRECTION = "correction"
    UNKNOWN = "unknown"  # a notice of which the source does not name the nature


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """One notice about a work.

    identifier: of the notice, as "doi:10.1000/x" or "pmid:1"; "" where the source names none.
    published_on: None where the source names no day.
    """

    kind: NoticeKind
    identifier: str = ""
    published_on: datetime.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RegistryRecord:
    """A work as a registry holds it.

    reference: its fields under BibTeX's names, with an empty key. notices: what was published
    about it. notice_about: the works about which it is itself a notice, each with the kind of
    notice that it is and the identifier of that work.
    """

    reference: Reference
    notices: tuple[Notice, ...] = ()
    notice_about: tuple[Notice, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RegistryAnswer:
    """What one source answered to one question.

    source: its name, "crossref". identifier: what was asked for, "doi:10.1000/x", normalised.
    record: the work found. absent: the registry answered that it has no such identifier.
    reason: why there is no answer ("Crossref answered 429 four times"), in plain words; set
    exactly where there is neither a record nor an absence. answered_on: the day of the answer
    (UTC), which for a remembered one is the day on which the registry gave it.
    """

    source: str
    identifier: str
    record: RegistryRecord | None = None
    absent: bool = False
    reason: str = ""
    answered_on: datetime.date | None = None
