"""Fields that entries hold themselves."""

from __future__ import annotations

from needle_evidence.checks.own_fields import own_fields
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference


def test_inherited_empty_and_other_fields_are_left_out() -> None:
    reference = Reference(
        key="a",
        entry_type="article",
        location=Location(path="references.bib", line=1),
        fields={"doi": " 10.1234/a ", "pmid": "", "isbn": "1", "title": "t"},
        inherited=frozenset({"isbn"}),
    )
    found = list(own_fields(Library(references=(reference,)), "doi", "pmid", "isbn", "url"))
    assert found == [(reference, "doi", "10.1234/a")]


def test_a_very_long_value_is_cut() -> None:
    reference = Reference(
        key="a",
        entry_type="article",
        location=Location(path="references.bib", line=1),
        fields={"doi": "9" * 1_000_000},
    )
    ((_, _, value),) = own_fields(Library(references=(reference,)), "doi")
    assert len(value) == 2_000
