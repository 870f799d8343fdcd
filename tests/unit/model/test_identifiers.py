"""Identifiers: what counts as one, and where it leads."""

from __future__ import annotations

import pytest

from needle_evidence.model.identifiers import (
    bare_doi,
    doi_link,
    normalise_doi,
    normalise_isbn,
    normalise_pmcid,
    normalise_pmid,
    web_address,
)


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.2522/ptj.20130255", "10.2522/ptj.20130255"),
        ("https://doi.org/10.1000/ABC", "10.1000/abc"),
        ("http://dx.doi.org/10.1000/a%28b%29", "10.1000/a(b)"),
        ("doi: 10.1000/x", "10.1000/x"),
        ("DOI:10.1002/(SICI)1097-0258(19980815/30)17:15<1661::AID>3.0.CO;2-2",
         "10.1002/(sici)1097-0258(19980815/30)17:15<1661::aid>3.0.co;2-2"),
        ("11.1000/x", ""),
        ("10.1000", ""),
        ("10.1000/a b", ""),
        ("https://example.org/10.1000/x", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_doi(written: str, doi: str) -> None:
    assert normalise_doi(written) == doi


def test_doi_keeps_its_letter_case_for_printing_and_its_link_is_safe() -> None:
    assert bare_doi("https://doi.org/10.1000/ABC") == "10.1000/ABC"
    assert doi_link('10.1000/a<b>"c') == "https://doi.org/10.1000/a%3Cb%3E%22c"


@pytest.mark.parametrize(
    ("written", "pmid"),
    [
        ("20140448", "20140448"),
        ("PMID: 20140448", "20140448"),
        ("https://pubmed.ncbi.nlm.nih.gov/20140448/", "20140448"),
        ("0", ""),
        ("123456789", ""),
        ("PMC123", ""),
    ],
)
def test_pmid(written: str, pmid: str) -> None:
    assert normalise_pmid(written) == pmid


@pytest.mark.parametrize(
    ("written", "pmcid"),
    [
        ("PMC6242300", "PMC6242300"),
        ("6242300", "PMC6242300"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC6242300/", "PMC6242300"),
        ("PMCx", ""),
    ],
)
def test_pmcid(written: str, pmcid: str) -> None:
    assert normalise_pmcid(written) == pmcid


@pytest.mark.parametrize(
    ("written", "isbn"),
    [
        ("978-0-306-40615-7", "9780306406157"),
        ("ISBN-10: 0-306-40615-2", "0306406152"),
        ("080442957X", "080442957X"),
        ("978-0-306-40615-8", ""),
        ("123", ""),
    ],
)
def test_isbn(written: str, isbn: str) -> None:
    assert normalise_isbn(written) == isbn


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (" http://example.org ", "http://example.org"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://", ""),
        ("https://[x", ""),
        ("https://example.org/a b", ""),
        ('https://example.org/"onclick="x', ""),
        ("//example.org", ""),
    ],
)
def test_web_address(written: str, address: str) -> None:
    assert web_address(written) == address
