"""A reference beside a registry's record: the same work, another field, another work, no answer."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest

from needle_evidence.curation.comparison import compare
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.model.registry import Notice, NoticeKind, RegistryAnswer, RegistryRecord
from needle_evidence.model.verification import NoticeState, RecordMatch, Verification

PLACE = Location(path="references.bib", line=1)
DOI = "doi:10.2522/ptj.20130255"
FIELDS = {
    "title": "Effectiveness of trigger point dry needling for plantar heel pain: a randomized "
    "controlled trial",
    "journal": "Physical Therapy",
    "year": "2014",
    "volume": "94",
    "pages": "1083--1094",
}
AUTHORS = ("Cotchett", "Munteanu", "Landorf")


def work(
    fields: Mapping[str, str] = FIELDS, authors: tuple[str, ...] = AUTHORS, **more: str
) -> Reference:
    kind = more.pop("entry_type", "article")
    return Reference(
        key="cotchett2014",
        entry_type=kind,
        location=PLACE,
        fields={**fields, **more},
        authors=tuple(PersonName(family=name) for name in authors),
    )


def beside(entry: Reference, record: Reference, identifier: str = DOI) -> Verification:
    answer = RegistryAnswer(
        source="crossref",
        identifier=identifier,
        record=RegistryRecord(reference=record),
        answered_on=datetime.date(2026, 11, 1),
    )
    return compare(entry, answer)


def test_the_same_work_is_verified_with_what_was_compared() -> None:
    row = beside(work(), work())
    assert (row.record, row.differs, row.notice) == (RecordMatch.VERIFIED, "", NoticeState.NONE)
    assert row.compared == ("title", "authors", "year", "container", "volume", "pages")
    assert (row.citekey, row.source, row.identifier) == ("cotchett2014", "crossref", DOI)
    assert row.answered_on == datetime.date(2026, 11, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Effectiveness of Trigger Point Dry Needling for Plantar Heel Pain"},
        {"title": "<i>Effectiveness</i> of trigger point dry needling for plantar heel pain: a "
         "randomised controlled trial."},
        {"title": "Effectiveness of trigger point dry needling for plantar heel pain", "subtitle":
         "A Randomized Controlled Trial"},
        {"title": "RETRACTED: " + FIELDS["title"]},
        {"year": "2013"},
        {"year": "2015"},
        {"journal": "Phys Ther"},
        {"journal": "Phys. Ther."},
        {"pages": "1083-94"},
        {"pages": "1083"},
        {"pages": "e1083"},
        {"volume": "Vol. 94"},
    ],
)  # fmt: skip
def test_what_makes_no_difference(change: Mapping[str, str]) -> None:
    assert beside(work({**FIELDS, **change}), work()).record is RecordMatch.VERIFIED
    assert beside(work(), work({**FIELDS, **change})).record is RecordMatch.VERIFIED


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({"year": "2019"}, "year: 2019 here, 2014 there"),
        ({"volume": "49"}, "volume: 49 here, 94 there"),
        ({"pages": "1038-1094"}, "pages: 1038-1094 here, 1083--1094 there"),
        ({"journal": "Pain; Practice"}, "container: “Pain, Practice” here, “Physical Therapy” th"),
        ({"title": "Effectiveness of trigger point dry needling for plantar heel pain: part II"},
         "title: “Effectiveness of trigger"),
    ],
)  # fmt: skip
def test_one_other_field_is_named_with_both_values(change: Mapping[str, str], differs: str) -> None:
    other = {"title": FIELDS["title"] + ", part I"} if "title" in change else {}
    row = beside(work({**FIELDS, **change}), work({**FIELDS, **other}))
    assert row.record is RecordMatch.FIELD_MISMATCH
    assert row.differs.startswith(differs)
    assert row.differing == tuple(change) if "journal" not in change else ("container",)


def test_authors_may_be_cut_and_written_in_other_ways() -> None:
    ours = [PersonName(family="Berg", particle="van den"), PersonName(family="Müller")]
    theirs = [PersonName(family="van den Berg"), PersonName(family="Muller")]
    entry = Reference(key="a", entry_type="article", location=PLACE, fields=FIELDS,
                      authors=tuple(ours))  # fmt: skip
    record = Reference(key="", entry_type="article", location=PLACE, fields=FIELDS,
                       authors=(*theirs, PersonName(literal="The Heel Group")))  # fmt: skip
    assert beside(entry, record).record is RecordMatch.VERIFIED
    cut = Reference(key="a", entry_type="article", location=PLACE, fields=FIELDS,
                    authors=tuple(ours[:1]), authors_truncated=True)  # fmt: skip
    assert beside(cut, record).record is RecordMatch.VERIFIED
    short = beside(work(authors=AUTHORS[:2]), work())
    assert (short.record, short.differs) == (
        RecordMatch.FIELD_MISMATCH, "authors: 2 here, 3 there"
    )  # fmt: skip
    turned = beside(work(authors=("Munteanu", "Cotchett", "Landorf")), work())
    assert turned.differs == "authors: first author Munteanu here, Cotchett there"


def test_another_title_and_other_authors_are_another_work() -> None:
    other = work(title="Sleep and tea in students", year="2001", authors=("Ito", "Hall"))
    row = beside(work(), other)
    assert row.record is RecordMatch.WRONG_WORK
    assert "“Sleep and tea in students” there" in row.differs
    assert beside(work(), work(authors=("Ito",))).record is RecordMatch.FIELD_MISMATCH
    same_people = work(title="Sleep and tea in students")
    assert beside(work(), same_people).record is RecordMatch.FIELD_MISMATCH
    elsewhere = work(title="Sleep and tea in students", pages="1-9", volume="3")
    assert beside(work(), elsewhere).record is RecordMatch.FIELD_MISMATCH  # page 1 tells nothing
    elsewhere = work(title="Sleep and tea in students", pages="200-9", volume="3")
    assert beside(work(), elsewhere).record is RecordMatch.WRONG_WORK


def test_a_title_that_many_works_bear_is_not_enough() -> None:
    ours, theirs = work(title="Editorial"), work(title="Editorial", authors=("Ito",))
    assert beside(ours, theirs).record is RecordMatch.WRONG_WORK


def test_without_names_another_title_counts_where_nothing_else_agrees() -> None:
    entry = work(fields={"title": FIELDS["title"], "year": "2014"}, authors=())
    other = work(fields={"title": "Sleep and tea in students", "year": "1987"}, authors=())
    assert beside(entry, other).record is RecordMatch.WRONG_WORK
    same_year = work(fields={"title": "Sleep and tea in students", "year": "2014"}, authors=())
    assert beside(entry, same_year).record is RecordMatch.FIELD_MISMATCH


def test_too_little_to_compare_is_said() -> None:
    row = beside(work(fields={"title": FIELDS["title"]}, authors=()), work())
    assert row.record is RecordMatch.INCOMPLETE
    assert row.reason == "the entry names no authors and year"
    empty = beside(work(), work(fields={}, authors=()))
    assert (empty.record, empty.compared) == (RecordMatch.INCOMPLETE, ())


def test_a_chapter_is_known_by_its_book_where_an_isbn_was_asked_for() -> None:
    entry = work(
        entry_type="incollection", title="The heel", booktitle="Trigger point dry needling"
    )
    record = work(entry_type="book", title="Trigger Point Dry Needling", authors=("Dommerholt",))
    assert beside(entry, record, "isbn:9780702046018").record is RecordMatch.VERIFIED


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("BMJ", "BMJ (Clinical research ed.)", True),
        ("J Orthop Sports Phys Ther", "The Journal of Orthopaedic & Sports Physical Therapy", True),
        ("JAMA", "Journal of the American Medical Association", True),
        ("Zeitschrift für Physik", "Zeitschrift fur Physik", True),
        ("Intl J Sports Phys Ther", "International Journal of Sports Physical Therapy", True),
        ("Pain", "Journal of Pain", False),
        ("Journal of Pain", "Journal of Pain Research", False),
        ("Journal of Physiotherapy", "Journal of Physiology", False),
    ],
)
def test_names_of_journals(one: str, other: str, same: bool) -> None:
    row = beside(work(journal=one), work(journal=other))
    assert (row.record is RecordMatch.VERIFIED) is same
    assert beside(work(journal=one, issn="0031-9023"), work(journal=other, issn="00319023")
                  ).record is RecordMatch.VERIFIED  # fmt: skip


def test_no_answer_and_an_absence() -> None:
    down = compare(work(), RegistryAnswer(source="crossref", identifier=DOI, reason="429 twice"))
    assert (down.record, down.reason, down.notice) == (
        RecordMatch.UNCHECKED, "429 twice", NoticeState.UNCHECKED
    )  # fmt: skip
    gone = compare(work(), RegistryAnswer(source="crossref", identifier=DOI, absent=True))
    assert gone.record is RecordMatch.BAD_IDENTIFIER
    other = compare(work(), RegistryAnswer(source="pubmed", identifier=DOI, absent=True))
    assert other.record is RecordMatch.UNCONFIRMED


def answered(*notices: Notice, title: str = "", about: tuple[Notice, ...] = ()) -> Verification:
    record = RegistryRecord(
        reference=work(title=title or FIELDS["title"]), notices=notices, notice_about=about
    )
    return compare(work(), RegistryAnswer(source="crossref", identifier=DOI, record=record))


def test_the_gravest_notice_is_told_and_the_others_named() -> None:
    day = datetime.date(2022, 5, 31)
    mended = Notice(kind=NoticeKind.CORRECTION, identifier="doi:10.1234/mended")
    gone = Notice(kind=NoticeKind.RETRACTION, identifier="doi:10.1234/gone", published_on=day)
    row = answered(mended, gone)
    assert (row.notice, row.notice_id, row.notice_on) == (
        NoticeState.RETRACTION, "doi:10.1234/gone", day
    )  # fmt: skip
    assert row.reason == "also: corrected (doi:10.1234/mended)"


def test_the_registrys_own_title_is_evidence() -> None:
    row = answered(title="RETRACTED ARTICLE: " + FIELDS["title"])
    assert (row.notice, row.record) == (NoticeState.RETRACTION, RecordMatch.VERIFIED)
    assert "RETRACTED ARTICLE" in row.reason
    about = (Notice(kind=NoticeKind.RETRACTION, identifier="doi:10.1234/work"),)
    assert answered(about=about).notice is NoticeState.IS_NOTICE
    assert answered(title="Retraction notice to: heel").notice is NoticeState.IS_NOTICE


def test_huge_texts_are_compared_in_time() -> None:
    huge = dict.fromkeys(FIELDS, "a b. (" * 20000)
    assert beside(work(huge), work(huge)).record in (RecordMatch.VERIFIED, RecordMatch.INCOMPLETE)
    assert len(beside(work(huge), work()).differs) < 2_000
