"""Identifiers: what counts as one, and where it leads."""

from __future__ import annotations

import pytest

from needle_evidence.model.identifiers import (
    bare_doi,
    doi_link,
    is_address,
    isbn_13,
    normalise_arxiv,
    normalise_doi,
    normalise_isbn,
    normalise_pmcid,
    normalise_pmid,
    read_identifier,
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


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("10.1000/X", "doi", "10.1000/x"),
        ("doi:10.1000/x.", "doi", "10.1000/x"),
        ("<https://doi.org/10.1000/ABC>", "doi", "10.1000/abc"),
        ("doi.org/10.1000/x?utm_source=mail", "doi", "10.1000/x"),
        ("https://onlinelibrary.wiley.com/doi/full/10.1002/abc.12/full?x=1",
         "doi", "10.1002/abc.12"),
        ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.01&type=printable",
         "doi", "10.1371/journal.pone.01"),
        ("https://link.springer.com/content/pdf/10.1007%2Fs00264-014-2361-6.pdf",
         "doi", "10.1007/s00264-014-2361-6"),
        ("https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf",
         "doi", "10.1101/2020.01.01.123456"),
        ("https://www.cochranelibrary.com/cdsr/doi/10.1002/14651858.CD001234.pub3/full",
         "doi", "10.1002/14651858.cd001234.pub3"),
        ("20140448", "pmid", "20140448"),
        ("PMID: 20140448", "pmid", "20140448"),
        ("https://pubmed.ncbi.nlm.nih.gov/20140448/?from_term=needling", "pmid", "20140448"),
        ("www.ncbi.nlm.nih.gov/pubmed/20140448", "pmid", "20140448"),
        ("https://europepmc.org/article/MED/20140448", "pmid", "20140448"),
        ("pmc4102321", "pmcid", "PMC4102321"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123/pdf/x.pdf", "pmcid", "PMC123"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC123/#abstract", "pmcid", "PMC123"),
        ("arXiv:2101.00001v2", "arxiv", "2101.00001v2"),
        ("https://arxiv.org/pdf/2101.00001.pdf", "arxiv", "2101.00001"),
        ("math.GT/0309136", "arxiv", "math.gt/0309136"),
        ("ISBN 0-306-40615-2", "isbn", "0306406152"),
        ("https://openlibrary.org/isbn/9780306406157", "isbn", "9780306406157"),
    ],
)  # fmt: skip
def test_read_identifier(text: str, kind: str, value: str) -> None:
    assert read_identifier(text) == (kind, value)


@pytest.mark.parametrize(
    "text",
    ["", "needles", "978-0-306-40615-8", "https://www.nature.com/articles/x", "http://[::1",
     "Smith J. Needles. J Pain. 2014;3:1-2. doi:10.1000/x", "x" * 5000],
)  # fmt: skip
def test_no_identifier(text: str) -> None:
    assert read_identifier(text) is None


def test_addresses_are_told_from_other_texts() -> None:
    assert is_address("https://example.org/page")
    assert is_address("www.example.org/page")
    assert not is_address("Smith J. Needles, https://example.org")
    assert not is_address("10.1000/x")


@pytest.mark.parametrize(
    ("written", "digits"),
    [("0-306-40615-2", "9780306406157"), ("9780306406157", "9780306406157"), ("123", "")],
)
def test_isbn_13(written: str, digits: str) -> None:
    assert isbn_13(written) == digits


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("arXiv:2101.00001", "2101.00001"),
        ("2101.123", ""),
        ("hep-th/9901001v1", "hep-th/9901001v1"),
    ],
)
def test_arxiv(written: str, number: str) -> None:
    assert normalise_arxiv(written) == number
