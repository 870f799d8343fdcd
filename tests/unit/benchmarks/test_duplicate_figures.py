"""The benchmark of duplicates counts pairs within groups, and versions as found."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.duplicates import measure_cases, measure_set

RECORDS = """ID,title,year,author,pages,volume,number,ENTRYTYPE,journal
a,Needling of plantar heels,2014,"Cotchett, M. and Landorf, K.",1083-1094,94,,article,Phys Ther
b,Needling of plantar heels.,2014,"Cotchett, M. and Landorf, K.",1083-94,94,,article,Phys. Ther.
c,Needling of plantar heels,2014,"Cotchett, M. and Landorf, K.",,,,article,medRxiv
d,Acupuncture for chronic neck pain,2006,"Witt, C.",98-106,125,,article,Pain
"""


def test_pairs_within_a_group_are_true(tmp_path: Path) -> None:
    (tmp_path / "records_pre_merged.csv").write_text(RECORDS, encoding="utf-8")
    (tmp_path / "merged_record_ids.csv").write_text("merged_ids\nb;a;d\n", encoding="utf-8")
    measured = measure_set(tmp_path)
    assert measured.truth == {("a", "b"), ("a", "d"), ("b", "d")}
    everything, merged = measured.lines()
    assert "precision 0.3333 (1 of 3;" in everything
    assert "recall 0.3333 (1 of 3;" in everything
    assert "precision 1.0000 (1 of 1;" in merged
    assert [line.split()[:4] for line in measured.errors()] == [
        ["not", "labelled", "a", "c:"],
        ["not", "labelled", "b", "c:"],
        ["not", "found", "a", "d"],
        ["not", "found", "b", "d"],
    ]


def test_each_case_stands_alone(tmp_path: Path) -> None:
    record = {"ENTRYTYPE": "article", "ID": "1", "title": "Needling", "journal": None}
    other = {**record, "doi": "10.1000/a"}
    cases = [
        {"id": "one", "record_a": other, "record_b": other, "expected_duplicate": True},
        {"id": "two", "record_a": record, "record_b": other, "expected_duplicate": False},
    ]
    file = tmp_path / "test_cases.json"
    file.write_text(json.dumps({"cases": cases}), encoding="utf-8")
    measured = measure_cases(file)
    assert measured.truth == {("one-a", "one-b")} == measured.found.keys()
