"""Web of Science: lists by line, wrapped texts, full names before short ones."""

from __future__ import annotations

from needle_evidence.formats.references.web_of_science import REFERENCE_FORMAT
from needle_evidence.model.reference import PersonName

TEXT = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Smith, AB
   van den Berg, C
AF Smith, Ann B.
   van den Berg, Carl
CA Needle Study Grp
TI Needling of the heel: a randomized
   trial
SO PHYSICAL THERAPY
LA English
DT Article
DE dry needling; heel
   pain
ID TRIGGER POINTS; PAIN
AB Pain is
   common.
CR Doe J, 2001, J PAIN, V1, P2
   Roe R, 2002, J PAIN, V2, P3
PU OXFORD UNIV PRESS
PI CARY
SN 0031-9023
EI 1538-6724
JI Phys. Ther.
PD AUG
PY 2014
VL 94
IS 8
BP 1083
EP 1094
DI 10.2000/ptj.1
UT WOS:000340000000005
PM 24700136
ER

PT B
AU Doe, J
BE Roe, R
TI Chapter
SO BOOK
DT Article; Book Chapter
BN 978-0-306-40615-7
PY 2010
AR 17
ER

EF
"""


def test_article_and_chapter() -> None:
    assert REFERENCE_FORMAT.read is not None
    table = REFERENCE_FORMAT.read(TEXT.encode("utf-8-sig"), "savedrecs.txt")
    article, chapter = table.references
    assert table.problems == ()
    assert article.authors == (
        PersonName(family="Smith", given="Ann B."),
        PersonName(family="Berg", given="Carl", particle="van den"),
        PersonName(literal="Needle Study Grp"),
    )
    assert dict(article.fields) == {
        "author": "Ann B. Smith; Carl van den Berg; Needle Study Grp",
        "title": "Needling of the heel: a randomized trial",
        "journal": "PHYSICAL THERAPY",
        "shortjournal": "Phys. Ther.",
        "year": "2014",
        "month": "August",
        "volume": "94",
        "number": "8",
        "pages": "1083-1094",
        "publisher": "OXFORD UNIV PRESS",
        "address": "CARY",
        "issn": "0031-9023; 1538-6724",
        "language": "English",
        "doi": "10.2000/ptj.1",
        "pmid": "24700136",
        "abstract": "Pain is common.",
        "keywords": "dry needling; heel pain",
        "wos-dt": "Article",
        "wos-id": "TRIGGER POINTS; PAIN",
        "wos-cr": "Doe J, 2001, J PAIN, V1, P2; Roe R, 2002, J PAIN, V2, P3",
        "wos-ut": "WOS:000340000000005",
    }
    assert (chapter.entry_type, chapter.container) == ("incollection", "BOOK")
    assert (chapter.fields["isbn"], chapter.fields["eid"]) == ("978-0-306-40615-7", "17")
    assert chapter.editors == (PersonName(family="Roe", given="R"),)


def test_recognises_its_first_record() -> None:
    assert REFERENCE_FORMAT.recognises(TEXT)
    assert not REFERENCE_FORMAT.recognises("PT  - Journal Article\n")
