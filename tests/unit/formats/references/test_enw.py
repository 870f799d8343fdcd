"""EndNote's refer format: signs as tags, multi-line values, types by name."""

from __future__ import annotations

from needle_evidence.formats.references.enw import REFERENCE_FORMAT
from needle_evidence.model.reference import PersonName, Reference

TWO = """%0 Journal Article
%A Smith, Ann B.
%A Liu R.
%D 2014
%8 August 15
%T Needling
%J J Pain
%V 5
%N 2
%P 10-19
%@ 0022-3263
%! Needling
%R 10.1000/x
%U https://example.org/a
%M PMID: 20123456
%K pain
needles
%X First paragraph.

Second paragraph.
%F smith2014
%+ A University
%a small

%0 Book Section
%A Doe, Jo
%E Roe, Ri
%T Chapter
%B Book
%S Series
%I Press
%C Perth
%@ 9780306406157
%Z a note
"""


def read(text: str) -> tuple[Reference, ...]:
    assert REFERENCE_FORMAT.read is not None
    return REFERENCE_FORMAT.read(text.encode(), "x.enw").references


def test_article_and_chapter() -> None:
    article, chapter = read(TWO)
    assert (article.key, article.entry_type) == ("smith2014", "article")
    assert article.authors[1] == PersonName(family="Liu", given="R.")
    wanted = {
        "title": "Needling",
        "journal": "J Pain",
        "year": "2014",
        "month": "August",
        "day": "15",
        "pages": "10-19",
        "issn": "0022-3263",
        "doi": "10.1000/x",
        "pmid": "20123456",
        "keywords": "pain; needles",
        "abstract": "First paragraph. Second paragraph.",
        "enw-plus": "A University",
        "enw-small-a": "small",
    }
    assert {name: article.fields.get(name) for name in wanted} == wanted
    assert (chapter.entry_type, chapter.container) == ("incollection", "Book")
    assert (chapter.fields["series"], chapter.fields["isbn"]) == ("Series", "9780306406157")
    assert (chapter.editors[0].family, chapter.fields["note"]) == ("Roe", "a note")


def test_written_again_it_is_the_same() -> None:
    assert REFERENCE_FORMAT.write is not None
    first = read(TWO)
    text = REFERENCE_FORMAT.write(first).decode()
    assert [(r.key, r.fields, r.authors) for r in read(text)] == [
        (r.key, r.fields, r.authors) for r in first
    ]
    assert "%+ A University\n" in text
    assert "BibTeX" not in text


def test_unknown_type_is_kept() -> None:
    (found,) = read("%0 Music\n%T Song\n%M 123\n")
    assert (found.entry_type, found.fields["enw-0"]) == ("misc", "Music")
    assert (found.fields["enw-m"], found.fields.get("pmid")) == ("123", None)


def test_recognises() -> None:
    assert REFERENCE_FORMAT.recognises("\ufeff%0 Book".lstrip("\ufeff"))
    assert not REFERENCE_FORMAT.recognises("%T LaTeX comment\n")
