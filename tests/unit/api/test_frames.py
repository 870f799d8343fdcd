"""The frames that notebooks read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import needle_evidence as ne
from needle_evidence.model.library import Library

CLAIMS = (
    "claim_id,claim,topic,question,references,review_due,owner\n"
    "a,First claim.,Pain,treatment_benefit,x;nokey,2027-01-31,Ann\n"
    "b,Second claim.,Pain,treatment_benefit,,,\n"
    "c,Third claim.,Words,definition,,,\n"
    "d,Fourth claim.,Safety,common_harm,x,,\n"
)
REFERENCES = (
    "@article{x, title={X}, author={Ann Lee and {A Group}}, year={2014}, studydesign={rct}, "
    "samplesize={1,084}, doi={https://doi.org/10.1000/ABC}}\n"
    "@article{y, title={Y}, samplesize={12 trials}}\n@xdata{z, year={2000}}\n"
)

EVIDENCE = (
    "claim_id,citekey,outcome,comparator,timepoint,stance,directness,indirect_because,result,"
    "passage,locator,measure,unit,effect,ci_low,ci_high,better,mid,participants,events,appraiser,"
    "appraised_on\n"
    "a,x,pain,sham,6 weeks,supports,direct,,Less pain.,less pain,p. 5,MD,mm,-14.4,-23.5,-5.2,"
    "lower,-19,84,12,Ann,2026-01-02\n"
    "b,y,,,,refutes,indirect,population;outcome,,,,,,,,,,,,,,\n"
    "b,gone,,,,,,,,,,,,,,,,,,,,\n"
)
CERTAINTY = (
    "claim_id,outcome,comparator,timepoint,rating,studies,participants,start,risk_of_bias,"
    "inconsistency,indirectness,imprecision,publication_bias,large_effect,dose_response,"
    "opposing_confounding,reported_certainty,reported_by,locator,appraiser,appraised_on\n"
    "a,pain,sham,6 weeks,judged,1,84,randomized,serious: one trial,not applicable: single study,"
    "not serious,serious: 84 people,undetected,no,no,no,,,,Ann,2026-01-02\n"
    "a,function,,,judged,,,randomized,,,,,,,,,,,,Ann,\n"
    "a,pain,,,reported,,,,,,,,,,,,moderate,y,table 1,Ann,\n"
    "d,soreness,,,judged,,,,,,,,,,,,,,,Ann,\n"
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    (tmp_path / "references.bib").write_text(REFERENCES, encoding="utf-8")
    return ne.load_library(tmp_path)


@pytest.fixture
def appraised(tmp_path: Path) -> Library:
    (tmp_path / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    (tmp_path / "references.bib").write_text(REFERENCES, encoding="utf-8")
    (tmp_path / "appraisal").mkdir()
    (tmp_path / "appraisal" / "evidence.csv").write_text(EVIDENCE, encoding="utf-8")
    (tmp_path / "appraisal" / "certainty.csv").write_text(CERTAINTY, encoding="utf-8")
    return ne.load_library(tmp_path)


def test_claims_frame(library: Library) -> None:
    frame = ne.claims_frame(library)
    assert frame["claim_id"].tolist() == ["a", "b", "c", "d"]
    assert frame["status"].tolist() == ["unappraised", "uncited", "uncited", "unappraised"]
    assert frame["cited"].tolist() == [1, 0, 0, 1]
    assert frame["references"].tolist()[0] == ["x", "nokey"]
    assert frame["owner"].tolist() == ["Ann", "", "", ""]
    assert frame["review_due"].iloc[0] == pd.Timestamp("2027-01-31")
    assert frame["review_due"].isna().tolist() == [False, True, True, True]


def test_references_frame(library: Library) -> None:
    frame = ne.references_frame(library).set_index("citekey")
    assert frame.index.tolist() == ["x", "y"]
    assert frame.loc["x", "sample_size"] == 1084
    assert frame["sample_size"].isna().tolist() == [False, True]
    assert frame.loc["x", "authors"] == ["Ann Lee", "A Group"]
    assert frame.loc["x", "doi"] == "10.1000/abc"
    assert frame.loc["x", "used_by"] == ["a", "d"]


def test_citations_frame(library: Library) -> None:
    frame = ne.citations_frame(library)
    pairs = list(zip(frame["claim_id"], frame["citekey"], frame["known"], strict=True))
    assert pairs == [("a", "x", True), ("a", "nokey", False), ("d", "x", True)]
    assert frame["study_design"].tolist() == ["Randomised trial", "", "Randomised trial"]


def test_evidence_frame(appraised: Library) -> None:
    frame = ne.evidence_frame(appraised)
    assert list(zip(frame["claim_id"], frame["citekey"], frame["cited"], strict=True)) == [
        ("a", "x", True),
        ("b", "y", False),
        ("b", "gone", False),
    ]
    first = frame.iloc[0]
    assert first[["effect", "ci_low", "ci_high", "mid"]].tolist() == [-14.4, -23.5, -5.2, -19.0]
    assert first[["participants", "events", "line"]].tolist() == [84, 12, 2]
    assert first[["outcome", "comparator", "timepoint"]].tolist() == ["pain", "sham", "6 weeks"]
    assert first[["measure", "unit", "better"]].tolist() == ["MD", "mm", "lower"]
    assert first[["result", "passage", "locator", "appraiser"]].tolist() == [
        "Less pain.",
        "less pain",
        "p. 5",
        "Ann",
    ]
    assert first["appraised_on"] == pd.Timestamp("2026-01-02")
    assert frame["stance"].tolist() == ["supports", "refutes", ""]
    assert frame["directness"].tolist() == ["direct", "indirect", ""]
    assert frame["indirect_because"].tolist() == [[], ["population", "outcome"], []]
    assert (
        frame[["effect", "participants", "events", "appraised_on"]].isna().sum().tolist() == [2] * 4
    )


def test_certainty_frame(appraised: Library) -> None:
    frame = ne.certainty_frame(appraised)
    assert frame["claim_id"].tolist() == ["a", "a", "a", "d"]
    assert frame["certainty"].tolist() == ["low", "", "moderate", ""]
    assert frame["rating"].tolist() == ["judged", "judged", "reported", "judged"]
    assert frame["governs"].tolist() == [True, False, False, False]
    assert frame["missing"].map(len).tolist()[:3] == [0, 5, 0]
    assert frame["missing"].iloc[1][0] == "risk_of_bias"
    assert frame["refusals"].map(len).tolist()[:3] == [0, 0, 0]
    assert len(frame["refusals"].iloc[3]) >= 1
    assert frame["label"].iloc[2] == "GRADE, as reported by y"
    assert frame["studies"].isna().tolist() == [False, True, True, True]
    assert frame["participants"].iloc[0] == 84
    assert frame["line"].tolist() == [2, 3, 4, 5]


def test_ratings_of_a_doubled_claim_stand_once(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text(CLAIMS + "a,Again.,,,,,\n", encoding="utf-8")
    (tmp_path / "references.bib").write_text(REFERENCES, encoding="utf-8")
    (tmp_path / "appraisal").mkdir()
    (tmp_path / "appraisal" / "evidence.csv").write_text(EVIDENCE, encoding="utf-8")
    (tmp_path / "appraisal" / "certainty.csv").write_text(CERTAINTY, encoding="utf-8")
    frame = ne.certainty_frame(ne.load_library(tmp_path))
    assert frame["line"].tolist() == [2, 3, 4, 5]


@pytest.mark.parametrize("rows", [0, 1])
def test_types_do_not_depend_on_the_rows(appraised: Library, rows: int) -> None:
    from_library = appraised if rows else Library()
    evidence = ne.evidence_frame(from_library).dtypes
    for name in ("effect", "ci_low", "ci_high", "mid"):
        assert evidence[name] == "float64"
    assert evidence["participants"] == evidence["events"] == "Int64"
    assert evidence["cited"] == "bool"
    assert evidence["appraised_on"].kind == "M"
    certainty = ne.certainty_frame(from_library).dtypes
    assert certainty["studies"] == certainty["participants"] == "Int64"
    assert certainty["governs"] == "bool"


def test_summaries(library: Library) -> None:
    coverage = ne.coverage_by_topic(library)
    assert coverage.loc["Pain"].to_dict() == {"claims": 2, "cited": 1, "uncited": 1, "share": 0.5}
    assert coverage.index.tolist() == ["Pain", "Safety"]
    assert ne.designs_by_topic(library).loc["Pain", "Randomised trial"] == 1
    used = ne.where_used(library)
    assert used[["citekey", "claims"]].values.tolist() == [["x", 2], ["y", 0]]


def test_empty_library() -> None:
    empty = Library()
    for frame in (
        ne.claims_frame,
        ne.references_frame,
        ne.citations_frame,
        ne.evidence_frame,
        ne.certainty_frame,
        ne.where_used,
    ):
        assert len(frame(empty)) == 0
    assert len(ne.coverage_by_topic(empty)) == len(ne.designs_by_topic(empty)) == 0
