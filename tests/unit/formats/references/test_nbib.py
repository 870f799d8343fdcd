"""MEDLINE: PubMed's own fields, nothing of them lost, and written as PubMed writes them."""

from __future__ import annotations

from needle_evidence.formats.references.nbib import REFERENCE_FORMAT
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference

RECORD = """PMID- 24700136
OWN - NLM
STAT- MEDLINE
IS  - 1538-6724 (Electronic)
IS  - 0031-9023 (Linking)
VI  - 94
IP  - 8
DP  - 2014 Aug
TI  - Effectiveness of a needle: a randomized
      controlled trial.
PG  - 1083-94
LID - 10.2000/ptj.1 [doi]
LID - e0123 [pii]
AB  - BACKGROUND: Pain. RESULTS: It got
      better.
CI  - (c) 2014 The Association.
FAU - Smith, Ann B
AU  - Smith AB
AUID- ORCID: 0000-0001
AD  - Faculty of Health.
FAU - van den Berg, Carl 3rd
AU  - van den Berg C 3rd
CN  - Needle Study Group
LA  - eng
PT  - Journal Article
PT  - Randomized Controlled Trial
PL  - United States
TA  - Phys Ther
JT  - Physical therapy
MH  - Adult
MH  - *Needles
OTO - NOTNLM
OT  - dry needling
OT  - *heel
PMC - PMC4000000
CIN - J Phys. 2015 Jan;1:2. PMID: 25000000
RIN - Phys Ther. 2016 Mar;96:1
AID - ptj.1 [pii]
AID - 10.2000/ptj.1 [doi]
SO  - Phys Ther. 2014 Aug;94(8):1083-94.
"""


def read(text: str) -> tuple[Reference, ...]:
    assert REFERENCE_FORMAT.read is not None
    return REFERENCE_FORMAT.read(text.encode(), "pubmed.nbib").references


def test_every_field_of_a_record() -> None:
    (found,) = read(RECORD)
    assert found.entry_type == "article"
    assert found.authors == (
        PersonName(family="Smith", given="Ann B"),
        PersonName(family="Berg", given="Carl", particle="van den", suffix="3rd"),
        PersonName(literal="Needle Study Group"),
    )
    assert dict(found.fields) == {
        "pmid": "24700136",
        "author": "Ann B Smith; Carl van den Berg 3rd; Needle Study Group",
        "title": "Effectiveness of a needle: a randomized controlled trial",
        "journal": "Physical therapy",
        "shortjournal": "Phys Ther",
        "year": "2014",
        "month": "August",
        "volume": "94",
        "number": "8",
        "pages": "1083-1094",
        "doi": "10.2000/ptj.1",
        "pmcid": "PMC4000000",
        "issn": "1538-6724; 0031-9023",
        "abstract": "BACKGROUND: Pain. RESULTS: It got better.",
        "keywords": "dry needling; heel",
        "language": "eng",
        "nbib-own": "NLM",
        "nbib-stat": "MEDLINE",
        "nbib-is": "1538-6724 (Electronic); 0031-9023 (Linking)",
        "nbib-lid": "e0123 [pii]",
        "nbib-ci": "(c) 2014 The Association.",
        "nbib-auid": "ORCID: 0000-0001",
        "nbib-ad": "Faculty of Health.",
        "nbib-pt": "Journal Article; Randomized Controlled Trial",
        "nbib-pl": "United States",
        "nbib-mh": "Adult; *Needles",
        "nbib-oto": "NOTNLM",
        "nbib-cin": "J Phys. 2015 Jan;1:2. PMID: 25000000",
        "nbib-rin": "Phys Ther. 2016 Mar;96:1",
        "nbib-aid": "ptj.1 [pii]",
        "nbib-so": "Phys Ther. 2014 Aug;94(8):1083-94.",
    }


def test_what_a_record_holds_is_written_again() -> None:
    assert REFERENCE_FORMAT.write is not None
    first = read(RECORD)
    data = REFERENCE_FORMAT.write(first)
    (again,) = read(data.decode())
    assert again.fields == first[0].fields
    assert again.authors == first[0].authors
    assert sorted(data.decode().splitlines()[:1]) == ["PMID- 24700136"]
    assert set(RECORD.splitlines()) - set(data.decode().splitlines()) == {
        # The one is known by its DOI; the pages are whole; the others are wrapped elsewhere.
        "AID - 10.2000/ptj.1 [doi]",
        "PG  - 1083-94",
        "OT  - *heel",
        "TI  - Effectiveness of a needle: a randomized",
        "      controlled trial.",
        "AB  - BACKGROUND: Pain. RESULTS: It got",
        "      better.",
    }


def test_dates_short_names_and_lists_cut_off() -> None:
    first, second, third = read(
        "PMID- 1\nTI  - A\nDP  - 2014 Jul-Aug\nAU  - Smith JA Jr\nAU  - et al\n"
        "PMID- 2\nTI  - B\nDP  - 2014 Spring\n\n"
        "PMID- 3\nTI  - C\nDP  - 2014 Dec-2015 Jan\n"
    )
    assert first.fields["month"] == "July-August"
    assert first.authors == (PersonName(family="Smith", given="JA", suffix="Jr"),)
    assert first.authors_truncated
    assert (second.fields["month"], second.year) == ("Spring", "2014")
    assert third.fields["nbib-dp"] == "2014 Dec-2015 Jan"
    assert third.year == "2014"


def test_chapters_of_books() -> None:
    chapter, book = read(
        "PMID- 1\nTI  - Pain\nBTI - StatPearls\nPB  - SP\nPL  - Tampa (FL)\nISBN- 9780306406157\n"
        "FED - Doe, Jo\nED  - Doe J\n\nPMID- 2\nBTI - A book\n"
    )
    assert (chapter.entry_type, chapter.container) == ("incollection", "StatPearls")
    assert (chapter.fields["address"], chapter.fields["isbn"]) == ("Tampa (FL)", "9780306406157")
    assert chapter.editors == (PersonName(family="Doe", given="Jo"),)
    assert (book.entry_type, book.title) == ("book", "A book")


def test_long_values_are_wrapped_as_pubmed_wraps_them() -> None:
    assert REFERENCE_FORMAT.write is not None
    reference = Reference(
        key="smith2014",
        entry_type="article",
        location=Location(path="references.bib", line=1),
        fields={"title": "word " * 40, "samplesize": "84"},
    )
    lines = REFERENCE_FORMAT.write([reference]).decode().splitlines()
    assert lines[0] == "PMID- "
    assert lines[1].startswith("TI  - word")
    assert lines[2].startswith("      word")
    assert max(map(len, lines)) <= 88
    assert "GN  - BibTeX samplesize: 84" in lines
    (again,) = read("\n".join(lines))
    assert (again.key, again.fields["samplesize"]) == ("smith2014", "84")


def test_recognises() -> None:
    assert REFERENCE_FORMAT.recognises("\n\nPMID- 1\nTY  - no\n")
    assert not REFERENCE_FORMAT.recognises("TY  - JOUR\n")
