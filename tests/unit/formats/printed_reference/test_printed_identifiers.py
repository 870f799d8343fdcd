"""Identifiers, addresses and residue that rules read in a printed reference."""

from __future__ import annotations

from itertools import pairwise

import pytest

from needle_evidence.formats.printed_reference.identifiers import find_identifiers


def found(text: str) -> list[tuple[str, str]]:
    return [(find.field, find.value) for find in find_identifiers(text) if find.field]


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("2014;94(8):1083-94. doi:10.2522/ptj.20130255.", "10.2522/ptj.20130255"),
        ("https://doi.org/10.1000/182.", "10.1000/182"),
        ("http://dx.doi.org/10.1000/AB(12)3)", "10.1000/AB(12)3"),
        ("DOI: 10.1016/j.jbmt.2018.11.999", "10.1016/j.jbmt.2018.11.999"),
        ("doi: https://doi.org/10.1000/182, accessed", "10.1000/182"),
        (
            "doi:10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2.",
            "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2",
        ),
        ("doi:10.1177/0363546509000009PMID:19000001", "10.1177/0363546509000009"),
    ],
)
def test_doi(text: str, doi: str) -> None:
    assert ("doi", doi) in found(text)


def test_no_doi_is_made_of_what_looks_almost_like_one() -> None:
    assert found("Vol. 10.12/3, doi: pending, 10.1/x") == []


def test_glued_pmid_is_read() -> None:
    text = "doi:10.1136/bjsm.2004.011981pmid:http://www.ncbi.nlm.nih.gov/pubmed/16118294"
    assert found(text) == [("doi", "10.1136/bjsm.2004.011981"), ("pmid", "16118294")]


def test_pmid_and_pmcid() -> None:
    assert found("PMID: 24700136; PMCID: PMC4118073.") == [
        ("pmid", "24700136"),
        ("pmcid", "PMC4118073"),
    ]


def test_isbn_with_a_wrong_check_digit_is_not_taken() -> None:
    assert found("ISBN 978-3-16-148410-0") == [("isbn", "978-3-16-148410-0")]
    assert found("ISBN 978-3-16-148410-1") == []


def test_address_and_the_day_of_the_visit() -> None:
    text = "Retrieved May 3, 2020, from https://www.who.int/news/item."
    assert found(text) == [("urldate", "May 3, 2020"), ("url", "https://www.who.int/news/item")]


@pytest.mark.parametrize(
    "residue",
    ["Full text:", "Abstract:", "[Google Scholar]", "[PubMed]", "CrossRef Google Scholar", "PDF:"],
)
def test_residue_is_found_as_nothing(residue: str) -> None:
    finds = find_identifiers(f"Pain. 2010;3:1. {residue}")
    assert finds
    assert all(not find.field for find in finds)


def test_abstract_in_a_title_is_no_residue() -> None:
    assert find_identifiers("The abstract art of pain. Full text mining of journals.") == ()


def test_finds_are_in_order_and_do_not_overlap() -> None:
    text = "doi:10.1000/1 PMID: 3 https://a.org/b Full text: [cited 2020 Mar 3]. Abstract:"
    finds = find_identifiers(text)
    assert all(one.end <= other.start for one, other in pairwise(finds))


def test_a_long_text_of_signs_ends_soon() -> None:
    assert find_identifiers("[(" * 50_000) == ()
