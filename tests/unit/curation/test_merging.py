"""Which value of two entries of one work a merged entry has, and what is left to a person."""

from __future__ import annotations

import pytest

from needle_evidence.curation.merging import FieldChoice, Kept, merge
from needle_evidence.formats.bibtex_text.person_names import split_names
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference


def work(entry_type: str = "article", inherited: str = "", **fields: str) -> Reference:
    own = {name.replace("_", "-"): value for name, value in fields.items()}
    authors, more = split_names(fields.get("author", ""))
    return Reference(
        key="key",
        entry_type=entry_type,
        location=Location(path="references.bib", line=1),
        fields=own,
        authors=authors,
        authors_truncated=more,
        inherited=frozenset({inherited} - {""}),
    )


def choice(one: Reference, other: Reference, name: str, *take: str) -> FieldChoice:
    found = [each for each in merge(one, other, take).choices if each.name == name]
    assert len(found) == 1
    return found[0]


# Field, its value in the entry to keep and in the other one, and whose is kept.
VALUES = (
    ("doi", "", "10.1000/a", Kept.SECOND),
    ("doi", "10.1000/a", "", Kept.FIRST),
    ("doi", "10.1000/a", "https://doi.org/10.1000/A", Kept.FIRST),
    ("doi", "10.1000/a", "10.1000/b", Kept.CONFLICT),
    ("pmid", "123", "124", Kept.CONFLICT),
    ("isbn", "978-0-7020-4601-8", "9780702046018", Kept.FIRST),
    ("title", "Needling of heels", "Needling of Heels.", Kept.FIRST),
    ("title", "Needling of painful heels. [Review]", "Needling of painful heels", Kept.SECOND),
    (
        "title",
        "Needling of painful heels in adults",
        "Needling of painful heels in adults: a trial",
        Kept.SECOND,
    ),
    (
        "title",
        "Needling of painful heels in adults: a trial",
        "Needling of painful heels in adults",
        Kept.FIRST,
    ),
    ("title", "Needling of painful heels", "Acupuncture of the neck", Kept.CONFLICT),
    ("journal", "Phys Ther", "Physical Therapy", Kept.SECOND),
    ("journal", "Physical Therapy", "Phys. Ther.", Kept.FIRST),
    ("journal", "Physical Therapy", "Pain", Kept.CONFLICT),
    ("pages", "1083", "1083--1094", Kept.SECOND),
    ("pages", "1083-94", "1083--1094", Kept.SECOND),
    ("pages", "1083--1094", "1083-94", Kept.FIRST),
    ("pages", "1083--1094", "1083--1096", Kept.CONFLICT),
    ("pages", "1083--1094", "12--20", Kept.CONFLICT),
    ("year", "2014", "2015", Kept.CONFLICT),
    ("volume", "94", "94", Kept.FIRST),
    ("note", "Read", "Read twice", Kept.CONFLICT),
    ("samplesize", "84", "80", Kept.CONFLICT),
    ("abstract", "Needles help. " * 10, "Needles help. " * 30, Kept.SECOND),
    ("abstract", "Needles help. " * 10, "Something else. " * 30, Kept.CONFLICT),
    ("author", "Cotchett, M. and others", "Cotchett, M. P. and Landorf, K. B.", Kept.SECOND),
    ("author", "Cotchett, M. and Landorf, K.", "Cotchett, Matthew and Landorf, Karl", Kept.SECOND),
    ("author", "Cotchett, Matthew and Landorf, Karl", "Cotchett, M. and Landorf, K.", Kept.FIRST),
    ("author", "Cotchett, M.", "Cotchett, M. and Landorf, K.", Kept.SECOND),
    ("author", "Cotchett, M. and Landorf, K.", "Cotchett, M. and others", Kept.FIRST),
    ("author", "Cotchett, M. and Landorf, K.", "Witt, C. and Landorf, K.", Kept.CONFLICT),
)


@pytest.mark.parametrize(("name", "one", "other", "kept"), VALUES)
def test_whose_value_is_kept(name: str, one: str, other: str, kept: Kept) -> None:
    found = choice(work(**{name: one}), work(**{name: other}), name)
    assert found.kept is kept
    assert (found.first, found.second) == (one, other)
    assert found.why


def test_conflict_is_decided_by_the_person_who_asks() -> None:
    one, other = work(year="2014", volume="94"), work(year="2015", volume="95")
    assert choice(one, other, "year", "year").kept is Kept.SECOND
    assert choice(one, other, "volume", "year").kept is Kept.CONFLICT


def test_fields_that_say_the_same_under_two_names() -> None:
    one, other = work(journal="Pain", year="2014"), work(journaltitle="Pain", date="2014-05")
    assert choice(one, other, "journal").source == "journaltitle"
    assert choice(one, other, "year").kept is Kept.FIRST
    assert {each.name for each in merge(one, other).choices} == {"journal", "year"}


def test_take_understands_either_name() -> None:
    one, other = work(journal="Pain"), work(journaltitle="Pain Medicine")
    for name in ("journal", "journaltitle"):
        found = choice(one, other, "journal", name)
        assert (found.kept, found.second) == (Kept.SECOND, "Pain Medicine")


def test_what_an_entry_inherits_or_says_of_itself_stays_behind() -> None:
    other = work(publisher="Elsevier", inherited="publisher", crossref="book", date_added="2014")
    assert merge(work(title="Needles"), other).taken == ()


def test_another_entry_type_is_reported() -> None:
    proposal = merge(work("misc", title="Needles"), work("article", title="Needles"))
    assert [each.name for each in proposal.conflicts] == ["entry type"]


def test_neither_entry_is_changed() -> None:
    one, other = work(title="Needles"), work(title="Needles", doi="10.1000/a")
    proposal = merge(one, other)
    assert (proposal.first, proposal.second) == (one, other)
    assert dict(one.fields) == {"title": "Needles"}
