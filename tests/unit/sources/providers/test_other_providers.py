"""DataCite, OpenAlex and Open Library."""

from __future__ import annotations

import datetime

import pytest

from needle_evidence.model.reference import PersonName
from needle_evidence.model.registry import Notice, NoticeKind, RegistryAnswer, RegistryRecord
from needle_evidence.sources import ask, sources
from tests.fake_registries import FakeRegistries
from tests.fake_registries.other_answers import datacite, open_library, openalex

ALL = sources()
DATA, DOI, ISBN = "10.5061/dryad.abc", "10.2522/ptj.20130255", "9780702046018"


def asked(registries: FakeRegistries, source: str, identifier: str) -> RegistryAnswer:
    (answer,) = ask(ALL, [(source, identifier)], settings=registries.settings())
    return answer


def found(registries: FakeRegistries, source: str, identifier: str) -> RegistryRecord:
    answer = asked(registries, source, identifier)
    assert answer.record is not None, answer.reason
    return answer.record


def test_every_source_is_whole() -> None:
    assert {s.name for s in ALL} >= {
        "crossref", "pubmed", "datacite", "openalex", "open_library",
    }  # fmt: skip
    for source in ALL:
        assert source.title
        assert source.about
        assert source.hosts
        assert set(source.answers) <= {"doi", "pmid", "pmcid", "arxiv", "isbn"}
        assert source.calls_per_second <= 5


@pytest.mark.parametrize(
    ("source", "identifier"),
    [("datacite", f"doi:{DATA}"), ("openalex", f"doi:{DOI}"), ("open_library", f"isbn:{ISBN}"),
     ("datacite", "arxiv:2101.00001")],
)  # fmt: skip
def test_unknown_works_are_absent(
    fake_registries: FakeRegistries, source: str, identifier: str
) -> None:
    answer = asked(fake_registries, source, identifier)
    assert answer.absent, answer.reason


def test_a_data_set(fake_registries: FakeRegistries) -> None:
    fake_registries.set(f"api.datacite.org/dois/{DATA}", datacite(DATA))
    record = found(fake_registries, "datacite", f"doi:{DATA}")
    assert record.notices == ()
    assert record.reference.entry_type == "misc"
    assert record.reference.authors == (
        PersonName(family="Landorf", given="Karl"),
        PersonName(literal="Heel Pain Group"),
    )
    assert dict(record.reference.fields) == {
        "author": "Karl Landorf; Heel Pain Group",
        "title": "Data of a needling trial",
        "publisher": "Dryad",
        "year": "2015",
        "month": "June",
        "day": "30",
        "doi": DATA,
    }


def test_an_article_at_datacite(fake_registries: FakeRegistries) -> None:
    fake_registries.set(f"api.datacite.org/dois/{DATA}", datacite(
        DATA,
        types={"resourceTypeGeneral": "JournalArticle"},
        publisher={"name": "A Press"},
        container={"title": "J Pain", "volume": "3", "issue": "2", "firstPage": "10",
                   "lastPage": "12"},
        publicationYear=2014,
        creators=[{"name": "von Landorf, Karl"}, {"name": "Plato"}],
        titles=[{"title": "<i>Needles</i>"}, {"title": "A trial", "titleType": "Subtitle"}],
        descriptions=[{"descriptionType": "Abstract", "description": "<p>Pain.</p>"}],
    ))  # fmt: skip
    reference = found(fake_registries, "datacite", f"doi:{DATA}").reference
    assert reference.entry_type == "article"
    assert reference.title == "Needles: A trial"
    assert reference.container == "J Pain"
    assert reference.fields["pages"] == "10-12"
    assert (reference.year, "month" in reference.fields) == ("2014", False)
    assert reference.fields["abstract"] == "Pain."
    assert reference.authors[1] == PersonName(literal="Plato")


@pytest.mark.parametrize("asked_for", ["arxiv:2101.00001", "arxiv:2101.00001v3"])
def test_arxiv(fake_registries: FakeRegistries, asked_for: str) -> None:
    doi = "10.48550/arxiv.2101.00001"
    types = {"resourceTypeGeneral": "Preprint"}
    place = f"api.datacite.org/dois/{doi}"
    fake_registries.set(place, datacite(doi, types=types, publisher="arXiv"))
    fields = found(fake_registries, "datacite", asked_for).reference.fields
    assert (fields["eprint"], fields["archiveprefix"]) == ("2101.00001", "arXiv")
    assert fields["note"] == "Preprint"


def test_versions_are_no_notices_and_withdrawal_is_one(fake_registries: FakeRegistries) -> None:
    place = f"api.datacite.org/dois/{DATA}"
    newer = [{"relationType": "IsObsoletedBy", "relatedIdentifier": "10.5061/dryad.new"}]
    fake_registries.set(place, datacite(DATA, relatedIdentifiers=newer))
    assert found(fake_registries, "datacite", f"doi:{DATA}").notices == ()
    dates = [{"date": "2019-05-04", "dateType": "Withdrawn"}]
    fake_registries.set(place, datacite(DATA, dates=dates))
    assert found(fake_registries, "datacite", f"doi:{DATA}").notices == (
        Notice(kind=NoticeKind.RETRACTION, published_on=datetime.date(2019, 5, 4)),
    )


def test_openalex(fake_registries: FakeRegistries) -> None:
    fake_registries.set(f"api.openalex.org/works/doi:{DOI}", openalex(DOI))
    record = found(fake_registries, "openalex", f"doi:{DOI}")
    reference = record.reference
    assert record.notices == ()
    assert (reference.entry_type, reference.year) == ("article", "2014")
    assert reference.authors[0] == PersonName(family="Cotchett", given="Matthew P.")
    assert reference.fields["pmid"] == "24700136"
    assert reference.fields["pages"] == "1083-1094"
    assert reference.container == "Physical Therapy"


def test_openalex_names_no_nature(fake_registries: FakeRegistries) -> None:
    fake_registries.set(f"api.openalex.org/works/doi:{DOI}", openalex(DOI, is_retracted=True))
    record = found(fake_registries, "openalex", f"doi:{DOI}")
    assert record.notices == (Notice(kind=NoticeKind.UNKNOWN),)


def test_openalex_by_pubmed_number(fake_registries: FakeRegistries) -> None:
    fake_registries.set("api.openalex.org/works/pmid:24700136", openalex(DOI))
    assert found(fake_registries, "openalex", "pmid:24700136").reference.fields["doi"] == DOI


def test_a_book(fake_registries: FakeRegistries) -> None:
    fake_registries.set(f"openlibrary.org/api/books?bibkeys=ISBN:{ISBN}", open_library(ISBN))
    reference = found(fake_registries, "open_library", f"isbn:{ISBN}").reference
    assert reference.entry_type == "book"
    assert dict(reference.fields) == {
        "author": "Jan Dommerholt",
        "title": "Trigger Point Dry Needling: an evidence and clinical-based approach",
        "publisher": "Churchill Livingstone",
        "address": "Edinburgh",
        "year": "2013",
        "isbn": ISBN,
    }


@pytest.mark.parametrize(
    ("source", "identifier", "place", "body"),
    [
        ("datacite", f"doi:{DATA}", f"api.datacite.org/dois/{DATA}", datacite("10.1000/x")),
        ("openalex", f"doi:{DOI}", f"api.openalex.org/works/doi:{DOI}", openalex("10.1000/x")),
        ("open_library", f"isbn:{ISBN}", f"openlibrary.org/api/books?bibkeys=ISBN:{ISBN}",
         open_library(ISBN, identifiers={"isbn_10": ["0306406152"]})),
        ("open_library", f"isbn:{ISBN}", f"openlibrary.org/api/books?bibkeys=ISBN:{ISBN}",
         open_library("9780306406157")),
    ],
)  # fmt: skip
def test_another_work_is_no_answer(
    fake_registries: FakeRegistries, source: str, identifier: str, place: str, body: object
) -> None:
    fake_registries.set(place, body)
    answer = asked(fake_registries, source, identifier)
    assert "record of another" in answer.reason
    assert not answer.absent


@pytest.mark.parametrize("source", ["datacite", "openalex", "open_library"])
@pytest.mark.parametrize("status", [200, 404])
def test_other_json_is_neither_a_record_nor_an_absence(
    fake_registries: FakeRegistries, source: str, status: int
) -> None:
    places = {
        "datacite": (f"doi:{DOI}", f"api.datacite.org/dois/{DOI}"),
        "openalex": (f"doi:{DOI}", f"api.openalex.org/works/doi:{DOI}"),
        "open_library": (f"isbn:{ISBN}", f"openlibrary.org/api/books?bibkeys=ISBN:{ISBN}"),
    }
    identifier, place = places[source]
    fake_registries.set(place, {"hello": "world"}, status=status)
    answer = asked(fake_registries, source, identifier)
    assert answer.reason
    assert not answer.absent
