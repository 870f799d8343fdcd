"""The forest plots of all claims, each drawn when it is asked for: most libraries have many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from needle_evidence.model.result import Directness
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.pictures.forest_plot import ClaimForests, claim_forests
from needle_evidence.reporting.work_view import ResultView


@dataclass(frozen=True, kw_only=True, slots=True)
class ForestsByClaim(Mapping[str, ClaimForests]):
    """The forest plots of each claim that has any, by the anchor of the claim.

    views: the claims with a recorded interval that can be drawn, by their anchors.
    """

    views: Mapping[str, ClaimView] = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, anchor: str) -> ClaimForests:
        """The plots of one claim; raises KeyError for a claim that has none."""
        return claim_forests(self.views[anchor])

    def __iter__(self) -> Iterator[str]:
        """The anchors, in the order of the claims."""
        return iter(self.views)

    def __len__(self) -> int:
        """The number of claims with forest plots."""
        return len(self.views)


def forests_by_claim(views: Iterable[ClaimView]) -> ForestsByClaim:
    """The forest plots of these claims."""
    drawn = {view.anchor: view for view in views if _has_interval(view)}
    return ForestsByClaim(views=MappingProxyType(drawn))


def _has_interval(view: ClaimView) -> bool:
    """Whether a plot can be drawn: a work with data of its own has a result with an interval."""
    return any(
        work.own_data
        and work.directness != "unrelated"
        and any(_can_be_drawn(result) for result in work.results)
        for work in (*view.works, *view.considered)
    )


def _can_be_drawn(result: ResultView) -> bool:
    record = result.record
    has_ends = record.ci_low is not None and record.ci_high is not None
    return has_ends and record.directness is not Directness.UNRELATED
