"""The status of a claim, derived from its citations by one function and never stored."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from needle_evidence.model.result import Directness, Result, Stance


class ClaimStatus(enum.Enum):
    """What the cited works, taken together, say about a claim."""

    UNCITED = "uncited"
    BROKEN = "broken"
    RETRACTED = "retracted"
    UNRELATED_ONLY = "unrelated_only"
    UNAPPRAISED = "unappraised"
    OPINION_ONLY = "opinion_only"
    INDIRECT_ONLY = "indirect_only"
    MIXED = "mixed"
    SUPPORTED = "supported"
    REFUTED = "refuted"
    NEUTRAL_ONLY = "neutral_only"

    @property
    def label(self) -> str:
        """The words that a person reads."""
        return _LABELS[self]


_LABELS = {
    ClaimStatus.UNCITED: "No reference",
    ClaimStatus.BROKEN: "Reference not found",
    ClaimStatus.RETRACTED: "Retracted",
    ClaimStatus.UNRELATED_ONLY: "Only unrelated works",
    ClaimStatus.UNAPPRAISED: "Cited, not appraised",
    ClaimStatus.OPINION_ONLY: "Opinion only",
    ClaimStatus.INDIRECT_ONLY: "Indirect evidence only",
    ClaimStatus.MIXED: "Mixed",
    ClaimStatus.SUPPORTED: "Supported by a cited study",
    ClaimStatus.REFUTED: "Refuted by a cited study",
    ClaimStatus.NEUTRAL_ONLY: "Settled by no cited study",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class CitedWork:
    """What is known of one citation of a claim.

    known: its citekey is in the library. own_data: False for narrative reviews, commentaries,
    protocols and opinion. results: what a person recorded; empty where nothing was.
    """

    citekey: str
    known: bool = True
    retracted: bool = False
    own_data: bool = True
    results: tuple[Result, ...] = ()

    @property
    def unrelated(self) -> bool:
        """Whether every recorded directness of this work says `unrelated`."""
        recorded = [r.directness for r in self.results if r.directness is not None]
        return bool(recorded) and all(d is Directness.UNRELATED for d in recorded)

    @property
    def appraised(self) -> bool:
        """Whether a person recorded a stance that counts, or that the work is unrelated."""
        return self.unrelated or bool(_stances(self))


@dataclass(frozen=True, kw_only=True, slots=True)
class StatusReport:
    """A claim's status, and how complete the appraisal behind it is.

    cited: number of different works listed. appraised: how many of them, retracted ones
    aside, a person appraised.
    unknown, retracted, unrelated: citekeys set aside before the status was derived.
    """

    status: ClaimStatus
    cited: int
    appraised: int
    unknown: tuple[str, ...] = ()
    retracted: tuple[str, ...] = ()
    unrelated: tuple[str, ...] = ()


def claim_status(works: Iterable[CitedWork]) -> StatusReport:
    """The status of a claim from the works it cites (each once; considered-only works excluded).

    Unknown, retracted and unrelated works are set aside; then the first status of the
    project's list that applies is taken. Never raises.
    """
    listed = tuple(works)
    known = [work for work in listed if work.known]
    standing = [work for work in known if not work.retracted]
    related = [work for work in standing if not work.unrelated]
    return StatusReport(
        status=_status(listed, known, standing, related),
        cited=len(listed),
        appraised=sum(work.appraised for work in standing),
        unknown=tuple(work.citekey for work in listed if not work.known),
        retracted=tuple(work.citekey for work in known if work.retracted),
        unrelated=tuple(work.citekey for work in standing if work.unrelated),
    )


def _stances(work: CitedWork) -> list[Result]:
    """The results of a work that say something about the claim."""
    return [
        result
        for result in work.results
        if result.stance is not None and result.directness is not Directness.UNRELATED
    ]


def _status(
    listed: Sequence[CitedWork],
    known: Sequence[CitedWork],
    standing: Sequence[CitedWork],
    related: Sequence[CitedWork],
) -> ClaimStatus:
    if not listed:
        return ClaimStatus.UNCITED
    if not known:
        return ClaimStatus.BROKEN
    if not related:
        # Nothing is left: a retracted work among those set aside decides.
        return ClaimStatus.RETRACTED if len(standing) < len(known) else ClaimStatus.UNRELATED_ONLY
    with_data = [work for work in related if work.own_data]
    results = [result for work in with_data or related for result in _stances(work)]
    if not results:
        return ClaimStatus.UNAPPRAISED
    if not with_data:
        return ClaimStatus.OPINION_ONLY
    direct = {r.stance for r in results if r.directness is Directness.DIRECT}
    if not direct:
        # A stance whose directness nobody recorded is half an appraisal: not yet one.
        indirect = any(r.directness is Directness.INDIRECT for r in results)
        return ClaimStatus.INDIRECT_ONLY if indirect else ClaimStatus.UNAPPRAISED
    if Stance.SUPPORTS in direct and Stance.REFUTES in direct:
        return ClaimStatus.MIXED
    if Stance.SUPPORTS in direct:
        return ClaimStatus.SUPPORTED
    return ClaimStatus.REFUTED if Stance.REFUTES in direct else ClaimStatus.NEUTRAL_ONLY
