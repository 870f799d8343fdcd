"""References as CSL-JSON: types, names, dates, numbers, titles, identifiers."""

from __future__ import annotations

import pytest

from needle_evidence.formats.csl.csl_dates import csl_date, publication_date
from needle_evidence.formats.csl.csl_item import to_csl
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference


def reference(entry_type: str = "article", **fields: str) -> Reference:
    location = Location(path="references.bib", line=1)
    return Reference(key="key", entry_type=entry_type, location=location, fields=fields)


def csl(entry_type: str = "article", **fields: str) -> dict[str, object]:
    item = to_csl(reference(entry_type, **fields))
    del item["id"], item["type"]
    return item


@pytest.mark.parametrize(
    ("entry_type", "fields", "expected"),
    [
        ("article", {"journal": "J"}, "article-journal"),
        ("article", {"journaltitle": "J"}, "article-journal"),
        ("article", {}, "document"),
        ("article", {"url": "https://example.org"}, "webpage"),
        ("article", {"eprint": "2401.01234"}, "article"),
        ("article", {"journal": "J", "eprint": "2401.01234"}, "article-journal"),
        ("article", {"journal": "J", "entrysubtype": "newspaper"}, "article-newspaper"),
        ("book", {}, "book"),
        ("inbook", {"booktitle": "B"}, "chapter"),
        ("inbook", {"chapter": "3"}, "book"),
        ("incollection", {"booktitle": "B"}, "chapter"),
        ("inproceedings", {"booktitle": "B"}, "paper-conference"),
        ("proceedings", {}, "book"),
        ("phdthesis", {}, "thesis"),
        ("thesis", {}, "thesis"),
        ("techreport", {}, "report"),
        ("manual", {}, "report"),
        ("guideline", {}, "report"),
        ("online", {}, "webpage"),
        ("www", {}, "webpage"),
        ("misc", {}, "document"),
        ("misc", {"url": "https://example.org"}, "webpage"),
        ("misc", {"url": "javascript:alert(1)"}, "document"),
        ("misc", {"howpublished": "Online: https://example.org/x."}, "webpage"),
        ("misc", {"eprint": "x", "eprinttype": "medrxiv"}, "article"),
        ("misc", {"journal": "J"}, "article-journal"),
        ("unpublished", {}, "manuscript"),
        ("somethingelse", {"booktitle": "B"}, "chapter"),
    ],
)
def test_types(entry_type: str, fields: dict[str, str], expected: str) -> None:
    assert to_csl(reference(entry_type, **fields))["type"] == expected


def test_an_article() -> None:
    work = reference(
        journal="Physical Therapy",
        title="Dry needling",
        year="2014",
        month="August",
        volume="94",
        number="8",
        pages="1083–1094",
        doi="https://doi.org/10.2522/PTJ.20130255",
        pmid="PMID: 24700136",
        pmcid="4118073",
        issn="0031-9023",
        langid="american",
        shortjournal="Phys Ther",
        note="not for print",
        abstract="not for print either",
    )
    assert to_csl(work) == {
        "id": "key",
        "type": "article-journal",
        "title": "Dry needling",
        "container-title": "Physical Therapy",
        "container-title-short": "Phys Ther",
        "issued": {"date-parts": [[2014, 8]]},
        "volume": "94",
        "issue": "8",
        "page": "1083-1094",
        "language": "en-US",
        "DOI": "10.2522/PTJ.20130255",
        "PMID": "24700136",
        "PMCID": "PMC4118073",
        "ISSN": "0031-9023",
    }


def test_names() -> None:
    people = (
        PersonName(family="Berg", given="Jan", particle="van der", suffix="Jr."),
        PersonName(literal="The SAMPLE Group"),
        PersonName(family="Tucker"),
        PersonName(given="Aristotle"),
    )
    location = Location(path="references.bib", line=1)
    work = Reference(
        key="k",
        entry_type="book",
        location=location,
        authors=people,
        editors=people[2:3],
        fields={"translator": "Ann Lee; {Sample Ltd}"},
        raw_fields={"translator": "Lee, Ann and {Sample Ltd}"},
    )
    item = to_csl(work)
    assert item["author"] == [
        {
            "family": "Berg",
            "given": "Jan",
            "non-dropping-particle": "van der",
            "suffix": "Jr.",
        },
        {"literal": "The SAMPLE Group"},
        {"family": "Tucker"},
        {"literal": "Aristotle"},
    ]
    assert item["editor"] == [{"family": "Tucker"}]
    assert item["translator"] == [{"family": "Lee", "given": "Ann"}, {"literal": "Sample Ltd"}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("n.d.", {}),
        ("2014", {"date-parts": [[2014]]}),
        ("2014-08", {"date-parts": [[2014, 8]]}),
        ("2014-08-01", {"date-parts": [[2014, 8, 1]]}),
        ("2014-08-01T10:00:00Z", {"date-parts": [[2014, 8, 1]]}),
        ("2014-02-30", {"date-parts": [[2014, 2]]}),
        ("2014-00", {"date-parts": [[2014]]}),
        ("2014-13", {"date-parts": [[2014]]}),
        ("2014-XX", {"date-parts": [[2014]]}),
        ("2014-05/2014-08", {"date-parts": [[2014, 5], [2014, 8]]}),
        ("2014/2016", {"date-parts": [[2014], [2016]]}),
        ("2014/", {"date-parts": [[2014]]}),
        ("2014~", {"date-parts": [[2014]], "circa": True}),
        ("2001-21", {"date-parts": [[2001]], "season": 1}),
        ("in press", {"literal": "in press"}),
        ("0000-02-29", {"date-parts": [[0, 2, 29]]}),
    ],
)
def test_iso_dates(text: str, expected: dict[str, object]) -> None:
    assert csl_date(text) == expected


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        ("2014", "", "", {"date-parts": [[2014]]}),
        ("2014", "August", "", {"date-parts": [[2014, 8]]}),
        ("2014", "aug.", "", {"date-parts": [[2014, 8]]}),
        ("2014", "08", "", {"date-parts": [[2014, 8]]}),
        ("2014", "Sept", "3", {"date-parts": [[2014, 9, 3]]}),
        ("2014", "15 Aug", "", {"date-parts": [[2014, 8, 15]]}),
        ("2014", "February 31", "", {"date-parts": [[2014, 2]]}),
        ("2014", "July–August", "", {"date-parts": [[2014, 7], [2014, 8]]}),
        ("2014", "7/8", "", {"date-parts": [[2014, 7], [2014, 8]]}),
        ("2014", "Spring", "", {"date-parts": [[2014]], "season": 1}),
        ("2014", "13", "", {"date-parts": [[2014]]}),
        ("2014", "Ma", "", {"date-parts": [[2014]]}),
        ("2014–2016", "", "", {"date-parts": [[2014], [2016]]}),
        ("c. 1998", "", "", {"date-parts": [[1998]], "circa": True}),
        ("[1998]", "", "", {"date-parts": [[1998]]}),
        ("2014a", "", "", {"literal": "2014a"}),
        ("in press", "", "", {"literal": "in press"}),
        ("", "August", "", {}),
    ],
)
def test_year_and_month(year: str, month: str, day: str, expected: dict[str, object]) -> None:
    assert publication_date(date="", year=year, month=month, day=day) == expected


def test_the_date_goes_before_the_year() -> None:
    issued = csl(date="2015-02", year="2014", month="May", urldate="2024-03-01")
    assert issued["issued"] == {"date-parts": [[2015, 2]]}
    assert issued["accessed"] == {"date-parts": [[2024, 3, 1]]}


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("252--265", {"page": "252-265"}),
        ("252 – 265", {"page": "252-265"}),
        ("S12—S15", {"page": "S12-S15"}),
        ("12, 15–17", {"page": "12, 15-17"}),
        ("e11225", {"number": "e11225"}),
        ("3300", {"page": "3300"}),
    ],
)
def test_pages(pages: str, expected: dict[str, str]) -> None:
    assert csl(journal="J", pages=pages) == {"container-title": "J", **expected}


def test_an_article_number_of_its_own() -> None:
    item = csl(journal="J", eid="102255", pages="1–9", number="2")
    assert (item["number"], item["page"], item["issue"]) == ("102255", "1-9", "2")


@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        ("2", "2"),
        ("2nd", "2"),
        ("2. ed.", "2"),
        ("Second", "2"),
        ("second edition", "2"),
        ("Revised", "Revised"),
        ("3rd revised edition", "3rd revised"),
    ],
)
def test_editions(edition: str, expected: str) -> None:
    assert csl("book", edition=edition) == {"edition": expected}


def test_titles_with_subtitles() -> None:
    assert csl("book", title="Pain", subtitle="the manual")["title"] == "Pain: the manual"
    assert csl("book", title="Pain?", subtitle="a manual")["title"] == "Pain? a manual"
    chapter = csl(
        "incollection", title="T", booktitle="B", booksubtitle="s", series="S", number="4"
    )
    assert chapter == {
        "title": "T",
        "container-title": "B: s",
        "collection-title": "S",
        "collection-number": "4",
    }


def test_who_published_it() -> None:
    assert csl("phdthesis", school="La Trobe") == {
        "publisher": "La Trobe",
        "genre": "Doctoral dissertation",
    }
    assert csl("thesis", type="mathesis")["genre"] == "Master’s thesis"
    assert csl("techreport", institution="NICE", number="NG59", address="London") == {
        "publisher": "NICE",
        "number": "NG59",
        "publisher-place": "London",
    }
    assert csl("misc", eprint="x", archiveprefix="medrxiv")["publisher"] == "medRxiv"
    assert "publisher" not in csl(journal="J", publisher="Elsevier")


def test_a_website_that_is_its_own_author() -> None:
    location = Location(path="references.bib", line=1)
    fields = {"organization": "WHO", "url": "https://example.org"}
    nobody = Reference(key="k", entry_type="online", location=location, fields=fields)
    who = Reference(
        key="k",
        entry_type="online",
        location=location,
        fields=fields,
        authors=(PersonName(literal="WHO"),),
    )
    assert to_csl(nobody)["container-title"] == "WHO"
    assert "container-title" not in to_csl(who)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"url": "https://example.org/a b"}, {}),
        ({"url": "javascript:alert(1)"}, {}),
        ({"url": "https://doi.org/10.5555/ABC"}, {"DOI": "10.5555/ABC"}),
        (
            {"url": "https://doi.org/10.5555/other", "doi": "10.5555/abc"},
            {"DOI": "10.5555/abc", "URL": "https://doi.org/10.5555/other"},
        ),
        ({"doi": "not a DOI", "pmid": "x", "pmcid": "x", "isbn": "123"}, {}),
        ({"isbn": "978-0-306-40615-7"}, {"ISBN": "9780306406157"}),
        (
            {"eprint": "arXiv:2401.01234v2", "eprinttype": "arxiv"},
            {"URL": "https://arxiv.org/abs/2401.01234v2", "publisher": "arXiv"},
        ),
        ({"eprint": "../x", "eprinttype": "arxiv"}, {"publisher": "arXiv"}),
    ],
)
def test_identifiers(fields: dict[str, str], expected: dict[str, str]) -> None:
    assert csl("misc", **fields) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ngerman", "de"), ("English", "en"), ("pt-BR", "pt-BR"), ("Klingon", None), ("", None)],
)
def test_languages(language: str, expected: str | None) -> None:
    assert csl("book", langid=language).get("language") == expected
