"""EndNote's XML export."""

from __future__ import annotations

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.references.endnote_xml import REFERENCE_FORMAT
from needle_evidence.model.reference import PersonName, Reference

RECORD = """<?xml version="1.0" encoding="UTF-8" ?><xml><records><record>
<database name="My.enl">My.enl</database><rec-number>7</rec-number>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">von Landorf, Karl B.</style></author>
<author>Heel Group,</author></authors></contributors>
<titles><title><style face="normal">Heel </style><style face="italic">in vivo</style>
<style face="normal"> pain</style></title><secondary-title>Heel Journal</secondary-title></titles>
<periodical><full-title>Heel Journal</full-title><abbr-1>Heel J</abbr-1></periodical>
<pages>1083-94</pages><volume>12</volume><number>3</number>
<keywords><keyword>foot</keyword><keyword>pain</keyword></keywords>
<dates><year>2014</year><pub-dates><date>Aug 5</date></pub-dates></dates>
<isbn>1111-2222</isbn><accession-num>11111111</accession-num>
<electronic-resource-num>https://doi.org/10.1000/made.1</electronic-resource-num>
<urls><related-urls><url>https://example.org/a</url><url>https://example.org/b</url></related-urls>
</urls><custom2>PMC222</custom2><custom7>mine</custom7><remote-database-name>PubMed
</remote-database-name></record></records></xml>"""


def read(xml: str) -> Reference:
    assert REFERENCE_FORMAT.read is not None
    table = REFERENCE_FORMAT.read(xml.encode(), "e.xml")
    assert table.problems == ()
    (reference,) = table.references
    return reference


def test_every_field_of_a_record() -> None:
    reference = read(RECORD)
    assert (reference.key, reference.entry_type) == ("", "article")
    assert reference.authors == (
        PersonName(family="Landorf", given="Karl B.", particle="von"),
        PersonName(literal="Heel Group"),
    )
    assert dict(reference.fields) == {
        "author": "Karl B. von Landorf; Heel Group",
        "title": "Heel in vivo pain",
        "volume": "12",
        "number": "3",
        "doi": "10.1000/made.1",
        "journal": "Heel Journal",
        "shortjournal": "Heel J",
        "year": "2014",
        "month": "August",
        "day": "5",
        "pages": "1083-1094",
        "issn": "1111-2222",
        "pmid": "11111111",
        "pmcid": "PMC222",
        "keywords": "foot; pain",
        "url": "https://example.org/a",
        "endnote-related-urls": "https://example.org/b",
        "endnote-database": "My.enl",
        "endnote-rec-number": "7",
        "endnote-custom7": "mine",
        "endnote-remote-database-name": "PubMed",
    }


def test_an_accession_number_of_another_database_is_no_pmid() -> None:
    fields = read(RECORD.replace("PubMed", "Scopus")).fields
    assert "pmid" not in fields
    assert fields["endnote-accession-num"] == "11111111"


def test_a_part_of_a_book() -> None:
    reference = read(RECORD.replace("Journal Article", "Book Section"))
    assert (reference.entry_type, reference.fields["booktitle"]) == ("incollection", "Heel Journal")
    assert reference.fields["isbn"] == "1111-2222"


def test_a_type_that_bibtex_lacks_is_kept() -> None:
    reference = read(RECORD.replace("Journal Article", "Artwork"))
    assert (reference.entry_type, reference.fields["endnote-ref-type"]) == ("misc", "Artwork")


def test_a_label_that_is_a_citekey_is_the_key() -> None:
    assert read(RECORD.replace("<custom7>", "<label>landorf2014</label><custom7>")).key == (
        "landorf2014"
    )


def test_a_file_that_breaks_off() -> None:
    assert REFERENCE_FORMAT.read is not None
    table = REFERENCE_FORMAT.read(RECORD.replace("</records></xml>", "<record>").encode(), "e.xml")
    assert len(table.references) == 1
    assert [problem.kind for problem in table.problems] == ["broken_block"]


def test_what_is_no_endnote_file() -> None:
    assert REFERENCE_FORMAT.read is not None
    with pytest.raises(UnreadableInputError, match="no <record>"):
        REFERENCE_FORMAT.read(b"<xml><records/></xml>", "e.xml")
    assert REFERENCE_FORMAT.recognises(RECORD)
    assert not REFERENCE_FORMAT.recognises("<PubmedArticleSet><PubmedArticle>")


def test_what_pubmed_gives_endnote_is_no_edition_and_the_issns_are_bare() -> None:
    isbn = (
        "<isbn>1538-6724 (Electronic)&#xD;0031-9023 (Linking)</isbn><edition>2014/04/12</edition>"
    )
    reference = read(RECORD.replace("<isbn>1111-2222</isbn>", isbn))
    assert reference.fields["issn"] == "1538-6724; 0031-9023"
    assert "(Electronic)" in reference.fields["endnote-isbn"]
    assert "edition" not in reference.fields
    assert reference.fields["endnote-edition"] == "2014/04/12"
