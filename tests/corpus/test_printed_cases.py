"""The project's own printed references are read, most of them without a fault."""

from __future__ import annotations

import pytest

from benchmarks.printed_cases import read_cases, read_values, score_cases
from needle_evidence.formats.references.text import read_printed_reference

CASES = read_cases()
LEAST_F1 = 0.97
FEWEST = 120


def test_all_values_together() -> None:
    assert len(CASES) >= FEWEST
    assert score_cases(CASES).f1() >= LEAST_F1


@pytest.mark.parametrize("field", ["author", "title", "journal", "year", "volume", "pages"])
def test_each_main_field(field: str) -> None:
    assert score_cases(CASES).f1(field) >= 0.95


@pytest.mark.parametrize("field", ["number", "doi", "pmid", "pmcid"])
def test_issue_numbers_and_identifiers(field: str) -> None:
    assert score_cases(CASES).f1(field) >= 0.98


@pytest.mark.parametrize("case", [case for case in CASES if case.exact], ids=lambda case: case.id)
def test_exact_case(case: object) -> None:
    chosen = next(one for one in CASES if one is case)
    assert read_values(read_printed_reference(chosen.text)) == dict(chosen.fields)


def test_enough_cases_are_exact() -> None:
    assert sum(case.exact for case in CASES) >= 100


def test_cases_expect_only_what_is_printed() -> None:
    for case in CASES:
        printed = "".join(filter(str.isalnum, case.text))
        for name, value in case.fields.items():
            if name not in ("author", "editor"):
                words = "".join(filter(str.isalnum, value))
                assert words in printed, (case.id, name)
