"""All pictures of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest

from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.pictures import evidence_map as maps
from needle_evidence.reporting.pictures import timeline as timelines
from needle_evidence.reporting.pictures.certainty_profile import (
    CertaintyProfile,
    certainty_profile,
)
from needle_evidence.reporting.pictures.coverage_bar import CoverageBar, coverage_bar
from needle_evidence.reporting.pictures.forest_plot import ForestPlot
from needle_evidence.reporting.pictures.forests_by_claim import ForestsByClaim, forests_by_claim
from needle_evidence.reporting.reference_view import ReferenceView
from needle_evidence.reporting.topic_view import TopicView

_MOST_FOREST_FILES = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Gallery:
    """The pictures of a report, each with its geometry; None where there is nothing to draw.

    Pictures with much on them are there twice, for a phone and for a wide page. forests: the
    forest plots of each claim that has any, by the anchor of the claim. filed_forests: those
    that become files, at most 30, the first of each claim before its others.
    """

    coverage: CoverageBar | None = None
    certainty: CertaintyProfile | None = None
    evidence_map: maps.EvidenceMap | None = None
    wide_evidence_map: maps.EvidenceMap | None = None
    timeline: timelines.Timeline | None = None
    wide_timeline: timelines.Timeline | None = None
    forests: ForestsByClaim = field(default_factory=ForestsByClaim)
    filed_forests: tuple[ForestPlot, ...] = ()


def gallery(
    topics: Sequence[TopicView],
    claims: Sequence[ClaimView],
    references: Sequence[ReferenceView],
    generated_on: str = "",
) -> Gallery:
    """The pictures of these claims and works; generated_on: the report's ISO date or ""."""
    forests = forests_by_claim(claims)
    return Gallery(
        coverage=coverage_bar(topics),
        certainty=certainty_profile(topics),
        evidence_map=maps.evidence_map(topics, claims),
        wide_evidence_map=maps.evidence_map(topics, claims, maps.WIDE),
        timeline=timelines.timeline(references, generated_on),
        wide_timeline=timelines.timeline(references, generated_on, timelines.WIDE),
        forests=forests,
        filed_forests=_filed(forests),
    )


def _filed(forests: ForestsByClaim) -> tuple[ForestPlot, ...]:
    """The first plot of each claim, then the second of each, and so on."""
    first = [forests[anchor].plots for anchor in islice(forests, _MOST_FOREST_FILES)]
    turns = (plot for turn in zip_longest(*first) for plot in turn if plot is not None)
    return tuple(islice(turns, _MOST_FOREST_FILES))
