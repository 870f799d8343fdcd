"""Entries made of the references that a page prints."""

from __future__ import annotations

import pytest

from needle_evidence.api.page_entries import page_entries
from needle_evidence.model.article import PageReference

TRIAL = "Cotchett MP, Munteanu SE. Dry needling for heel pain. Phys Ther. 2014;94(8):1083-94."


def printed(text: str, label: str = "", address: str = "") -> PageReference:
    return PageReference(label=label, text=text, block=0, address=address)


def test_a_printed_reference_becomes_an_entry() -> None:
    (entry,) = page_entries([printed(TRIAL, "1")])
    assert (entry.key, entry.entry_type) == ("cotchett2014dry", "article")
    assert entry.title == "Dry needling for heel pain"
    assert [name.family for name in entry.authors] == ["Cotchett", "Munteanu"]
    assert (entry.text("volume"), entry.text("number")) == ("94", "8")
    assert "title" in entry.text("confidence")


def test_a_text_that_names_no_work_stays_whole() -> None:
    first, second = page_entries([printed("See the leaflet in our clinic.", "7"), printed("Ibid.")])
    assert (first.key, first.entry_type) == ("reference7", "misc")
    assert first.fields["note"] == "See the leaflet in our clinic."
    assert (second.key, second.fields["note"]) == ("reference2", "Ibid.")


def test_lone_surrogates_are_written_out() -> None:
    (entry,) = page_entries([printed("a\ud800b")])
    assert entry.fields["note"] == r"a\ud800b"


def test_citekeys_are_unique_and_plain() -> None:
    texts = [(TRIAL, "1"), (TRIAL, "2"), ("x", "1"), ("x", "1"), ("x", "é"), ("x", "][")]
    entries = page_entries([printed(text, label) for text, label in texts])
    assert [entry.key for entry in entries] == [
        "cotchett2014dry", "cotchett2014dryb", "reference1", "reference1b", "reference5",
        "reference6",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "address", "doi", "url"),
    [
        (f"{TRIAL} doi:10.1000/ABC.1.", "", "10.1000/abc.1", ""),
        (TRIAL, "https://doi.org/10.1000/y", "10.1000/y", ""),
        (TRIAL, "https://example.org/a_b", "", "https://example.org/a_b"),
        (TRIAL, "javascript:alert(1)", "", ""),
        (TRIAL, "/local", "", ""),
        ("J. https://doi.org/10.1000/x(1)2)", "", "10.1000/x(1)2", ""),
        ("J. 10.1000/xPMID: 12", "", "10.1000/x", ""),
    ],
)
def test_doi_and_address(text: str, address: str, doi: str, url: str) -> None:
    (entry,) = page_entries([printed(text, address=address)])
    assert (entry.text("doi").lower(), entry.text("url")) == (doi, url)
