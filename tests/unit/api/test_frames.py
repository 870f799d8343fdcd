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


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    (tmp_path / "references.bib").write_text(REFERENCES, encoding="utf-8")
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


def test_summaries(library: Library) -> None:
    coverage = ne.coverage_by_topic(library)
    assert coverage.loc["Pain"].to_dict() == {"claims": 2, "cited": 1, "uncited": 1, "share": 0.5}
    assert coverage.index.tolist() == ["Pain", "Safety"]
    assert ne.designs_by_topic(library).loc["Pain", "Randomised trial"] == 1
    used = ne.where_used(library)
    assert used[["citekey", "claims"]].values.tolist() == [["x", 2], ["y", 0]]


def test_empty_library() -> None:
    empty = Library()
    for frame in (ne.claims_frame, ne.references_frame, ne.citations_frame, ne.where_used):
        assert len(frame(empty)) == 0
    assert len(ne.coverage_by_topic(empty)) == len(ne.designs_by_topic(empty)) == 0
