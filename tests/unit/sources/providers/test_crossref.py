"""Crossref's answers as records: fields, types, and which way a notice points."""

from __future__ import annotations

import datetime

import pytest

from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.model.registry import Notice, NoticeKind, RegistryAnswer, RegistryRecord
from needle_evidence.sources import ask, sources
from tests.fake_registries import FakeRegistries
from tests.fake_registries import crossref_answers as crossref

ALL = sources()
DOI = "10.2522/ptj.20130255"


def asked(registries: FakeRegistries, body: object, doi: str = DOI) -> RegistryAnswer:
    registries.set(f"api.crossref.org/works/{doi}", body)
    (answer,) = ask(ALL, [("crossref", f"doi:{doi}")], settings=registries.settings())
    return answer


def record_of(registries: FakeRegistries, **fields: object) -> RegistryRecord:
    answer = asked(registries, crossref.work(DOI, **fields))
    assert answer.record is not None, answer.reason
    return answer.record


def reference_of(registries: FakeRegistries, **fields: object) -> Reference:
    return record_of(registries, **fields).reference


def test_an_article(fake_registries: FakeRegistries) -> None:
    reference = reference_of(fake_registries, abstract=(
        "<jats:title>Abstract</jats:title><jats:sec><jats:title>Background</jats:title>"
        "<jats:p>Pain &amp; needles, p &lt; .05.</jats:p></jats:sec>"
    ))  # fmt: skip
    assert (reference.key, reference.entry_type) == ("", "article")
    assert dict(reference.fields) == {
        "author": "Matthew P. Cotchett; Shannon E. Munteanu; Karl B. Landorf",
        "title": "Effectiveness of trigger point dry needling for plantar heel pain",
        "journal": "Physical Therapy",
        "volume": "94",
        "number": "8",
        "pages": "1083-1094",
        "year": "2014",
        "month": "August",
        "day": "1",
        "doi": DOI,
        "issn": "0031-9023",
        "abstract": "Background: Pain & needles, p < .05.",
    }
    assert reference.authors[0] == PersonName(family="Cotchett", given="Matthew P.")


def test_the_year_is_that_of_the_issue_else_the_first_that_is_known(
    fake_registries: FakeRegistries,
) -> None:
    issued = {"date-parts": [[2013, 12, 30]]}
    assert reference_of(fake_registries, issued=issued).year == "2014"
    online = reference_of(fake_registries, issued=issued, published_print=None)
    assert (online.year, online.fields["month"]) == ("2013", "December")
    empty = {"date-parts": [[None]]}
    assert reference_of(fake_registries, issued=empty, published_print=empty).year == ""


def test_names_bodies_and_the_first_author(fake_registries: FakeRegistries) -> None:
    reference = reference_of(fake_registries, author=[
        {"name": "Heel Pain Group", "sequence": "additional", "affiliation": []},
        {"family": "Landorf", "given": "Karl", "suffix": "Jr.", "sequence": "first"},
        {"family": "", "given": "Plato", "sequence": "additional"},
        {}, "no object",
    ])  # fmt: skip
    assert reference.authors == (
        PersonName(family="Landorf", given="Karl", suffix="Jr."),
        PersonName(literal="Heel Pain Group"),
        PersonName(literal="Plato"),
    )


def test_titles_lose_their_markup_and_get_their_subtitle(fake_registries: FakeRegistries) -> None:
    reference = reference_of(
        fake_registries,
        title=["H<sub>2</sub>O &amp;amp; <i>in vitro</i>\n needling"],
        subtitle=["A trial"],
    )
    assert reference.title == "H2O & in vitro needling: A trial"
    same = reference_of(fake_registries, title=["Needling: a trial"], subtitle=["A trial"])
    assert same.title == "Needling: a trial"


def test_no_sign_of_a_registry_steers_a_terminal(fake_registries: FakeRegistries) -> None:
    reference = reference_of(fake_registries, title=["A \x1b[31mtitle\u202e, turned\x07\n round"])
    assert reference.title == "A [31mtitle, turned round"


def test_entities_in_names_and_the_title_in_the_works_own_language(
    fake_registries: FakeRegistries,
) -> None:
    reference = reference_of(
        fake_registries,
        author=[{"family": "O&#8217;Neill", "given": "Se&aacute;n"}, {"name": "Pain &amp; Co"}],
        original_title=["Nadelung bei <i>Fersenschmerz</i>"],
    )
    assert reference.authors == (
        PersonName(family="O’Neill", given="Seán"),
        PersonName(literal="Pain & Co"),
    )
    assert reference.fields["origtitle"] == "Nadelung bei Fersenschmerz"


def test_what_only_belongs_to_a_work_says_so(fake_registries: FakeRegistries) -> None:
    assert reference_of(fake_registries, type="peer-review").fields["type"] == "Peer review"
    assert "type" not in reference_of(fake_registries).fields


@pytest.mark.parametrize(
    ("kind", "entry_type", "expected"),
    [
        ("book-chapter", "incollection", {"booktitle": "Pain", "publisher": "Elsevier"}),
        ("proceedings-article", "inproceedings", {"booktitle": "Pain"}),
        ("monograph", "book", {"publisher": "Elsevier", "isbn": "9780306406157"}),
        ("dissertation", "phdthesis", {"school": "Elsevier"}),
        ("report", "techreport", {"institution": "Elsevier"}),
        ("something-new", "misc", {"publisher": "Elsevier"}),
    ],
)
def test_types(
    fake_registries: FakeRegistries, kind: str, entry_type: str, expected: dict[str, str]
) -> None:
    reference = reference_of(
        fake_registries,
        type=kind,
        publisher="Elsevier",
        container_title=["Pain"],
        ISBN=["http://id.crossref.org/isbn/9780306406157"],
    )
    assert reference.entry_type == entry_type
    assert expected.items() <= reference.fields.items()


def test_a_preprint_says_so(fake_registries: FakeRegistries) -> None:
    reference = reference_of(
        fake_registries,
        type="posted-content",
        subtype="preprint",
        institution=[{"name": "medRxiv"}],
        published_print=None,
        container_title=[],
    )
    assert reference.entry_type == "misc"
    assert reference.fields["howpublished"] == "medRxiv"
    assert reference.fields["note"] == "Preprint"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("retraction", NoticeKind.RETRACTION),
        ("withdrawal", NoticeKind.RETRACTION),
        ("removal", NoticeKind.RETRACTION),
        ("retract-and-replace", NoticeKind.REPLACEMENT),
        ("expression_of_concern", NoticeKind.CONCERN),
        ("correction", NoticeKind.CORRECTION),
        ("erratum", NoticeKind.CORRECTION),
        ("corrigendum", NoticeKind.CORRECTION),
        ("addendum", NoticeKind.CORRECTION),
        ("clarification", NoticeKind.CORRECTION),
        ("partial_retraction", NoticeKind.UNKNOWN),
        ("something_new", NoticeKind.UNKNOWN),
        ("new_version", None),
        ("new_edition", None),
    ],
)
def test_kinds_of_notices(
    fake_registries: FakeRegistries, kind: str, expected: NoticeKind | None
) -> None:
    record = record_of(fake_registries, updated_by=[crossref.update("10.1000/N", kind)])
    found = [notice.kind for notice in record.notices]
    assert found == ([] if expected is None else [expected])
    assert record.notice_about == ()


def test_a_withdrawn_cochrane_review_may_only_be_out_of_date(
    fake_registries: FakeRegistries,
) -> None:
    doi = "10.1002/14651858.cd001234.pub2"
    withdrawn = crossref.work(doi, updated_by=[crossref.update(doi, "withdrawal")])
    answer = asked(fake_registries, withdrawn, doi)
    assert answer.record is not None
    assert [notice.kind for notice in answer.record.notices] == [NoticeKind.UNKNOWN]


def test_a_notice_is_not_what_it_is_about(fake_registries: FakeRegistries) -> None:
    record = record_of(fake_registries, update_to=[crossref.update("10.1000/bad", "retraction")])
    assert record.notices == ()
    assert record.notice_about == (
        Notice(
            kind=NoticeKind.RETRACTION,
            identifier="doi:10.1000/bad",
            published_on=datetime.date(2016, 3, 1),
        ),
    )


def test_a_notice_in_the_place_of_the_article_is_about_it(fake_registries: FakeRegistries) -> None:
    record = record_of(fake_registries, update_to=[crossref.update(DOI.upper(), "retraction")])
    assert [notice.kind for notice in record.notices] == [NoticeKind.RETRACTION]
    assert record.notice_about == ()


def test_one_notice_reported_twice_is_one(fake_registries: FakeRegistries) -> None:
    record = record_of(fake_registries, updated_by=[
        crossref.update("10.1000/n", "retraction", (2016,)),
        crossref.update("10.1000/N", "retraction", (2016, 3, 1), source="retraction-watch"),
        crossref.update("10.1000/c", "correction"),
    ])  # fmt: skip
    assert [(n.kind, n.published_on) for n in record.notices] == [
        (NoticeKind.RETRACTION, datetime.date(2016, 3, 1)),
        (NoticeKind.CORRECTION, datetime.date(2016, 3, 1)),
    ]


@pytest.mark.parametrize(
    "odd",
    [
        {"author": "Smith", "title": None, "container_title": {}, "issued": 5, "page": []},
        {"updated_by": {"type": "retraction"}, "update_to": [None, 3], "ISBN": "x", "type": 7},
        {"published_print": {"date-parts": "2014"}, "author": [{"family": ["a"]}]},
        {"published_print": {"date-parts": [[99999, 77, -3]]}, "institution": ["x"]},
    ],
)
def test_odd_records_are_read_as_far_as_they_go(
    fake_registries: FakeRegistries, odd: dict[str, object]
) -> None:
    assert reference_of(fake_registries, **odd).fields["doi"] == DOI


@pytest.mark.parametrize("body", [[], {"message": 5}, {"message": {}}, "text"])
def test_what_is_no_record_is_no_answer(fake_registries: FakeRegistries, body: object) -> None:
    answer = asked(fake_registries, body)
    assert answer.reason.startswith("Crossref sent")
    assert not answer.absent


def test_a_404_of_something_else_is_no_absence(fake_registries: FakeRegistries) -> None:
    fake_registries.set(f"api.crossref.org/works/{DOI}", {"message": "no route"}, status=404)
    (answer,) = ask(ALL, [("crossref", f"doi:{DOI}")], settings=fake_registries.settings())
    assert "answered 404, but not as it does" in answer.reason
    assert not answer.absent


def test_awkward_dois_reach_the_registry_whole(fake_registries: FakeRegistries) -> None:
    doi = "10.1002/(sici)1097-0258(19980815/30)17:15<1661::aid-sim968>3.0.co;2-2"
    answer = asked(fake_registries, crossref.work(doi), doi)
    assert answer.record is not None
    for hostile in ("10.1000/../../members", "10.1000/a?b=c#d", "10.1000/ä%2f"):
        assert asked(fake_registries, crossref.work(hostile), hostile).record is not None
