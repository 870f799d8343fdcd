"""The Cochrane Library's plain text export → references."""

from __future__ import annotations

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.reference_format import read_reference_file
from needle_evidence.formats.references.cochrane import REFERENCE_FORMAT

EXPORT = """\
Record #1 of 2
ID: CN-00000001
AU: Vos C
AU: van den Berg R
TI: Heel pain: a trial
SO: Physical therapy
YR: 2014
VL: 94
NO: 8
PG: 1083-1094
PM: PUBMED 20123456
KY: Adult; Heel
DOI: 10.1000/182
AB: Background: none.
US: https://example.org/central/CN-00000001/full

Record #2 of 2
ID: CD001351
AU: Roe A
TI: Needling
SO: Cochrane Database of Systematic Reviews
YR: 2005
NO: 1
DOI: 10.1000/183
"""


def test_two_records() -> None:
    form, table = read_reference_file(EXPORT.encode(), "citation-export.txt")
    assert form.name == "cochrane"
    assert table.problems == ()
    first, second = table.references
    assert [name.display for name in first.authors] == ["C Vos", "R van den Berg"]
    expected = {
        "title": "Heel pain: a trial", "journal": "Physical therapy", "year": "2014",
        "volume": "94", "number": "8", "pages": "1083-1094", "pmid": "20123456",
        "doi": "10.1000/182", "keywords": "Adult; Heel", "abstract": "Background: none.",
        "url": "https://example.org/central/CN-00000001/full", "ris-an": "CN-00000001",
    }  # fmt: skip
    assert {name: first.fields[name] for name in expected} == expected
    assert (second.location.line, second.text("number"), second.year) == (17, "1", "2005")


def test_the_same_as_ris() -> None:
    text = "TY  - JOUR\n" + EXPORT.split("\n\n")[0].split("\n", 1)[1].replace(": ", "  - ", 1)
    lines = [
        line.replace(": ", " - " if line.startswith("DOI") else "  - ", 1)
        if ":" in line[:4]
        else line
        for line in text.split("\n")
    ]
    form, table = read_reference_file("\n".join([*lines, "ER  - "]).encode(), "x.ris")
    (found,) = table.references
    assert form.name == "ris"
    assert found.fields["doi"] == "10.1000/182"
    assert (found.fields["pages"], found.fields["pmid"]) == ("1083-1094", "20123456")


def test_another_text_is_refused() -> None:
    assert REFERENCE_FORMAT.read is not None
    with pytest.raises(UnreadableInputError, match="no record of the Cochrane Library"):
        REFERENCE_FORMAT.read(b"TI: Heel pain", "x.txt")
