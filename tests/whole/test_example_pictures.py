"""The pictures and first lines of the example project say what its tables say."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from needle_evidence.api.checking import check_library
from needle_evidence.api.evidence import evidence_view
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.workspace import load, open_project

ROOT = Path(__file__).parents[2]


@lru_cache(maxsize=1)
def example() -> EvidenceView:
    project = open_project(ROOT)
    library = load(project)
    run = check_library(library, project.config)
    return evidence_view(project, library, run, style="apa", dated=False)


def test_the_coverage_adds_up_to_the_headline() -> None:
    view = example()
    picture = view.pictures.coverage
    assert picture is not None
    stands, supported, cited, none = [line.count for line in picture.legend]
    assert stands == view.headline.stand
    assert stands + supported + cited == view.headline.cited
    assert none == view.headline.uncited + view.headline.not_found
    assert sum(sum(row.counts) for row in picture.rows) == view.headline.claims


def test_the_certainty_profile_counts_every_health_effect_claim_once() -> None:
    view = example()
    picture = view.pictures.certainty
    assert picture is not None
    drawn = sum(block.count for row in picture.rows for block in row.blocks)
    assert drawn == picture.claims == view.headline.claims
    assert picture.judged == sum(
        claim.judges and claim.certainty is not None for claim in view.claims
    )


def test_the_map_and_the_timeline_show_every_work() -> None:
    view = example()
    mapped, dated = view.pictures.evidence_map, view.pictures.timeline
    assert mapped is not None
    assert dated is not None
    judged = [claim for claim in view.claims if claim.judges]
    beside = sum(len(claim.works) + len(claim.considered) for claim in judged)
    assert mapped.pairs + mapped.unrelated == beside
    assert dated.works + dated.undated + dated.retracted == len(view.references)


def test_the_trial_of_the_heel_is_drawn_and_told_as_recorded() -> None:
    view = example()
    (claim,) = [c for c in view.claims if c.claim.claim_id == "treats-plantar-fasciitis"]
    summary = claim.summary
    assert summary.people == "84 people with plantar heel pain for at least 1 month"
    assert summary.comparison == "dry needling against sham dry needling"
    assert summary.effect == (
        "first-step pain: MD −14.4 mm (95% CI −23.5 to −5.2); "
        "the difference is below the minimal important difference"
    )
    assert summary.when == "6 weeks"
    assert summary.certainty.startswith("low certainty, reported")
    assert "70 real appointments (32%)" in summary.harms
    plot = view.pictures.forests[claim.anchor].plots[0]
    assert plot.rows[0].values == "−14.4 (−23.5 to −5.2)"
    assert [side.text for side in plot.sides] == [
        "favours dry needling",
        "favours sham dry needling",
    ]
