"""CSL-JSON from several programs, and back."""

from __future__ import annotations

import json
from types import MappingProxyType

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.reference_format import ReferenceTable
from needle_evidence.formats.references.csl_json import REFERENCE_FORMAT
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference


def table(text: str) -> ReferenceTable:
    assert REFERENCE_FORMAT.read is not None
    return REFERENCE_FORMAT.read(text.encode(), "c.json")


def read(**item: object) -> Reference:
    found = table(json.dumps([{"title": "T", **item}]))
    assert found.problems == ()
    (reference,) = found.references
    return reference


def written(*references: Reference) -> list[dict[str, object]]:
    assert REFERENCE_FORMAT.write is not None
    items: list[dict[str, object]] = json.loads(REFERENCE_FORMAT.write(references))
    return items


def made(entry_type: str = "article", **fields: str) -> Reference:
    return Reference(
        key="k",
        entry_type=entry_type,
        location=Location(path="r.bib"),
        fields=MappingProxyType(fields),
    )


def again(reference: Reference) -> Reference:
    assert REFERENCE_FORMAT.write is not None
    (found,) = table(REFERENCE_FORMAT.write([reference]).decode()).references
    return found


def test_an_article_of_zotero() -> None:
    reference = read(
        id="http://zotero.org/users/1/items/AB12",
        type="article-journal",
        title="On <i>heels</i> &amp; H<sub>2</sub>O",
        author=[
            {"family": "Landorf", "given": "Karl B.", "non-dropping-particle": "von"},
            {"literal": "Heel Group"},
        ],
        issued={"date-parts": [["2014", 8, "5"]]},
        page="1083-94",
        volume=12,
        issue="3",
        note="PMID: 11111111\nSeen by me",
        **{"container-title": "Heel Journal", "citation-key": "landorf2014", "source": "PubMed"},
    )
    assert (reference.key, reference.entry_type) == ("landorf2014", "article")
    assert dict(reference.fields) == {
        "author": "Karl B. von Landorf; Heel Group",
        "title": "On heels & H2O",
        "volume": "12",
        "journal": "Heel Journal",
        "number": "3",
        "pages": "1083-1094",
        "year": "2014",
        "month": "August",
        "day": "5",
        "note": "PMID: 11111111\nSeen by me",
        "pmid": "11111111",
        "csl-id": "http://zotero.org/users/1/items/AB12",
        "csl-source": "PubMed",
    }
    assert reference.authors[1] == PersonName(literal="Heel Group")


def test_an_answer_of_crossref() -> None:
    message = {
        "type": "journal-article",
        "title": ["Heels"],
        "container-title": ["Heel Journal"],
        "short-container-title": ["Heel J"],
        "DOI": "10.1000/made.1",
        "ISSN": ["1111-2222", "3333-4444"],
        "author": [{"given": "A", "family": "Au", "sequence": "first", "ORCID": "0-1"}],
        "issued": {"date-parts": [[None]]},
        "published-print": {"date-parts": [[2014, 8]]},
    }
    (reference,) = table(json.dumps({"status": "ok", "message": message})).references
    assert reference.title == "Heels"
    assert (reference.fields["journal"], reference.fields["shortjournal"]) == (
        "Heel Journal",
        "Heel J",
    )
    assert reference.fields["issn"] == "1111-2222; 3333-4444"
    assert (reference.year, reference.fields["month"]) == ("2014", "August")
    assert "0-1" in reference.fields["csl-author"]


@pytest.mark.parametrize(
    ("issued", "fields"),
    [
        ({"date-parts": [[2014]]}, {"year": "2014"}),
        ({"date-parts": [[2014, 5], [2014, 8]]}, {"date": "2014-05/2014-08", "year": "2014"}),
        ({"date-parts": [[2014]], "season": 2}, {"year": "2014", "month": "Summer"}),
        ({"date-parts": [[1900]], "circa": True}, {"year": "c. 1900"}),
        ({"raw": "2014-08-05"}, {"year": "2014", "month": "August", "day": "5"}),
        ({"literal": "in press"}, {"year": "in press"}),
        ("2014", {"year": "2014"}),
        (2014, {"year": "2014"}),
        ({"date-parts": [[]]}, {}),
        ({"date-parts": [[2014, 13]]}, {"csl-issued": '{"date-parts":[[2014,13]]}'}),
    ],
)
def test_dates(issued: object, fields: dict[str, str]) -> None:
    assert dict(read(issued=issued).fields) == {"title": "T", **fields}


@pytest.mark.parametrize(
    ("written_type", "entry_type", "container"),
    [
        ("chapter", "incollection", "booktitle"),
        ("paper-conference", "inproceedings", "booktitle"),
        ("webpage", "online", "organization"),
        ("article-newspaper", "article", "journal"),
    ],
)
def test_types_and_what_stands_around_a_work(
    written_type: str, entry_type: str, container: str
) -> None:
    reference = read(type=written_type, **{"container-title": "C"})
    assert (reference.entry_type, reference.fields[container]) == (entry_type, "C")


def test_a_type_that_bibtex_lacks_comes_back() -> None:
    reference = read(id="a", type="broadcast")
    assert (reference.entry_type, reference.fields["csl-type"]) == ("misc", "broadcast")
    assert written(reference)[0]["type"] == "broadcast"


def test_variables_without_a_field_come_back_as_they_were() -> None:
    item = {
        "id": "a",
        "type": "book",
        "title": "T",
        "director": [{"family": "D", "given": "E"}],
        "original-date": {"date-parts": [[1900]]},
        "call-number": "[12]",
        "custom": {"mine": [1, 2]},
    }
    (reference,) = table(json.dumps([item])).references
    assert written(reference) == [item]


@pytest.mark.parametrize("wrapped", ['{"items": [%s]}', '{"references": [%s], "x": 1}', "%s\n%s"])
def test_other_layouts(wrapped: str) -> None:
    item = '{"id": "a", "title": "T"}'
    found = table(wrapped.replace("%s", item))
    assert {reference.key for reference in found.references} == {"a"}
    assert found.problems == ()


def test_broken_items_cost_no_others() -> None:
    found = table(
        '[{"id": "a", "title": "A"},\n"text",\n{"id": "b", "title": "B" "x"},\n{"id": "c"},\n'
        '{"id": "d", "title": "D", "x": NaN},\n{"id": "e", "title": "E", "title": "F"}]'
    )
    assert [reference.key for reference in found.references] == ["a", "d", "e"]
    assert found.references[2].title == "E"
    assert [problem.location.line for problem in found.problems] == [2, 3, 4, 5, 6]
    assert [problem.kind for problem in found.problems] == [
        "broken_block",
        "broken_block",
        "broken_block",
        "broken_block",
        "broken_block",
    ]


def test_a_file_that_was_cut_off() -> None:
    found = table('[{"id": "a", "title": "A"},\n{"id": "b", "title": "B')
    assert [reference.key for reference in found.references] == ["a"]
    assert [problem.location.line for problem in found.problems] == [2]


@pytest.mark.parametrize("text", ["", "[1, 2]", '{"name": "x"}', "[" * 100_000, '{"a":' * 100_000])
def test_what_holds_no_work_is_refused(text: str) -> None:
    with pytest.raises(UnreadableInputError, match=r"c\.json"):
        table(text)


def test_an_empty_list_holds_nothing() -> None:
    found = table("[]")
    assert found.references == ()
    assert [problem.message for problem in found.problems] == [
        "c.json is an empty list: it holds no work."
    ]


def test_nothing_of_an_entry_is_lost() -> None:
    reference = made(
        "techreport",
        title="T",
        institution="I",
        date="2014-05",
        studydesign="rct",
        abstract="A",
        keywords="a; b",
        note="n",
        doi="no doi",
        pages="1–9",
        url="https://example.org/x",
    )
    found = again(reference)
    assert (found.key, found.entry_type) == ("k", "techreport")
    assert dict(found.fields) == dict(reference.fields)


def test_an_entry_without_a_key_has_a_number_and_comes_back_without() -> None:
    reference = Reference(
        key="", entry_type="article", location=Location(path="r"), fields={"title": "T"}
    )
    assert written(reference, reference)[1]["id"] == "2"
    assert again(reference).key == ""


def test_more_authors_than_named() -> None:
    reference = Reference(
        key="k",
        entry_type="book",
        location=Location(path="r"),
        fields={"author": "A Au", "title": "T"},
        authors=(PersonName(family="Au", given="A"),),
        authors_truncated=True,
    )
    assert again(reference).authors_truncated
    assert read(author=[{"family": "Au"}, {"literal": "others"}]).authors_truncated


def test_what_is_recognised() -> None:
    assert REFERENCE_FORMAT.recognises('[ {"id": "a", "type": "book", "title": "T"}')
    assert not REFERENCE_FORMAT.recognises('{"name": "x", "type": "module"}')
    assert not REFERENCE_FORMAT.recognises("TY  - JOUR")


def test_the_order_that_crossref_tells_needs_no_field() -> None:
    (found,) = table(
        '[{"title": "A", "author": [{"family": "Vos", "given": "C", "sequence": "first"}]}]'
    ).references
    assert "csl-author" not in found.fields
