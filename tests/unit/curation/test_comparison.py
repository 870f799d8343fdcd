"""A reference beside a registry's record: the same work, another field, another work, no answer."""

from __future__ import annotations

import dataclasses
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


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        (PersonName(family="Mueller"), PersonName(family="Müller"), True),
        (PersonName(family="García"), PersonName(family="García-López"), True),
        (PersonName(family="MP", given="Cotchett"), PersonName(family="Cotchett"), True),
        (PersonName(family="Jianfeng", given="Tu"), PersonName(family="Tu", given="Jian-Feng"),
         True),
        (PersonName(family="Li", given="Wei"), PersonName(family="Wei", given="Ming"), False),
        (PersonName(family="Smith"), PersonName(family="Smithson"), False),
    ],
)  # fmt: skip
def test_forms_of_one_name(ours: PersonName, theirs: PersonName, same: bool) -> None:
    rows = [
        beside(
            dataclasses.replace(work(), authors=(one,)),
            dataclasses.replace(work(), authors=(other,)),
        )
        for one, other in ((ours, theirs), (theirs, ours))
    ]
    assert [row.record is RecordMatch.VERIFIED for row in rows] == [same, same]


def test_et_al_in_a_list_of_names_cuts_it() -> None:
    for name in (PersonName(literal="et al."), PersonName(family="al.", given="et")):
        cut = dataclasses.replace(work(), authors=(*work().authors[:2], name))
        assert beside(cut, work()).record is RecordMatch.VERIFIED


def test_a_group_may_be_left_out_or_taken_for_a_person() -> None:
    group = PersonName(literal="Heel Pain Group")
    named = dataclasses.replace(work(), authors=(*work().authors, group))
    person = PersonName(family="Group", given="Heel Pain")
    taken = dataclasses.replace(work(), authors=(*work().authors, person))
    for other in (work(), taken):
        assert beside(named, other).record is RecordMatch.VERIFIED
    assert beside(work(), taken).record is RecordMatch.FIELD_MISMATCH


def test_article_numbers_beside_pages() -> None:
    assert beside(work(pages="12--20"), work(pages="e1000097")).record is RecordMatch.VERIFIED
    assert beside(work(pages="105"), work(pages="3-12", eid="105")).record is RecordMatch.VERIFIED
    assert beside(work(pages="1094"), work()).record is RecordMatch.VERIFIED  # the last one alone
    assert beside(work(pages="S12"), work(pages="40")).record is RecordMatch.FIELD_MISMATCH


def test_proceedings_may_go_on_with_their_year() -> None:
    name = "Medical Image Computing and Computer-Assisted Intervention"
    one = work({"title": FIELDS["title"], "year": "2014", "booktitle": f"{name} (MICCAI)"},
               entry_type="inproceedings")  # fmt: skip
    other = work({"title": FIELDS["title"], "year": "2014", "booktitle": f"{name} – MICCAI 2014",
                  "series": "Lecture Notes in Computer Science"})  # fmt: skip
    assert beside(one, other).record is RecordMatch.VERIFIED
    in_series = work({**FIELDS, "journal": "", "booktitle": "Lect Notes Comput Sci"})
    assert beside(in_series, other).differing == ()


def test_another_title_and_other_authors_are_another_work() -> None:
    other = work(title="Sleep and tea in students", year="2001", authors=("Ito", "Hall"))
    row = beside(work(), other)
    assert row.record is RecordMatch.WRONG_WORK
    assert "“Sleep and tea in students” there" in row.differs
    assert beside(work(), work(authors=("Ito",))).record is RecordMatch.FIELD_MISMATCH
    same_people = work(title="Sleep and tea in students")
    assert beside(work(), same_people).record is RecordMatch.FIELD_MISMATCH
    elsewhere = work(title="Sleep and tea in students", pages="1-9", volume="3")
    assert beside(work(), elsewhere).record is RecordMatch.WRONG_WORK
    same_volume = work(title="Sleep and tea in students", pages="200-9")
    assert beside(work(), same_volume).record is RecordMatch.WRONG_WORK


def test_another_title_without_a_place_that_agrees_is_another_work() -> None:
    bare = {"title": FIELDS["title"], "journal": "Physical Therapy", "year": "2014"}
    assert beside(work(bare), work(title="Sleep and tea in students")).record is (
        RecordMatch.WRONG_WORK
    )
    in_volume = work({**bare, "volume": "94"})
    assert beside(in_volume, work(title="Sleep and tea in students")).record is (
        RecordMatch.FIELD_MISMATCH
    )
    matter = work({**FIELDS, "title": "Front Matter", "pages": "i-iv"}, authors=())
    assert beside(work(), matter).record is RecordMatch.WRONG_WORK


def test_a_title_in_the_works_own_language_is_its_title() -> None:
    german = "Nadelung von Triggerpunkten bei Fersenschmerz"
    for field in ("origtitle", "nbib-tt"):
        record = work({**FIELDS, field: german})
        assert beside(work(title=german), record).record is RecordMatch.VERIFIED


@pytest.mark.parametrize(
    "words",
    [
        "Correction: ", "Erratum to: ", "Corrigendum to “", "Author Correction: ", "Comment on: ",
        "Reply to: ", "Re: ", "Letter to the Editor: ", "Author response to: ", "Response to “",
        "Invited commentary: ", "Correction for Cotchett et al., ",
    ],
)  # fmt: skip
def test_what_is_about_a_work_is_not_that_work(words: str) -> None:
    about = work(title=words + FIELDS["title"], pages="1431")
    bare = {name: FIELDS[name] for name in ("title", "journal", "year")}
    for entry in (work(), work(bare)):
        row = beside(entry, about)
        assert row.record is RecordMatch.WRONG_WORK
        assert words.strip() in row.differs
    assert beside(about, work()).record is RecordMatch.WRONG_WORK
    assert beside(about, about).record is RecordMatch.VERIFIED


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Retraction: ", NoticeState.RETRACTION),
        ("Retraction notice to “", NoticeState.RETRACTION),
        ("Retraction—", NoticeState.RETRACTION),
        ("Expression of Concern: ", NoticeState.CONCERN),
    ],
)
def test_the_identifier_of_its_retraction_notice_tells_that_a_work_fell(
    words: str, state: NoticeState
) -> None:
    row = beside(work(), work(title=words + FIELDS["title"], pages="1431"))
    assert (row.record, row.notice, row.notice_id) == (RecordMatch.FIELD_MISMATCH, state, DOI)
    assert "title" in row.differing
    # The notice of another work tells nothing about this one.
    row = beside(work(), work(title=words + "Sleep and tea in students", pages="1431"))
    assert row.record is RecordMatch.WRONG_WORK
    assert not row.notice.is_retraction


def test_a_preprint_is_not_the_article() -> None:
    preprint = work({"title": FIELDS["title"], "year": "2013", "note": "Preprint"})
    row = beside(work(), preprint)
    assert (row.record, row.differing) == (RecordMatch.FIELD_MISMATCH, ("container",))
    assert beside(work(journal="medRxiv"), preprint).record is RecordMatch.VERIFIED
    # An article may name its preprint's arXiv number besides.
    assert beside(work(), preprint, "arxiv:2101.00001").record is RecordMatch.VERIFIED


def test_what_belongs_to_a_work_is_not_that_work() -> None:
    review = work({"title": FIELDS["title"], "year": "2014", "type": "Peer review"})
    assert beside(work(), review).record is RecordMatch.WRONG_WORK
    data = work({"title": FIELDS["title"], "year": "2014"}, entry_type="dataset")
    assert beside(work(), data).record is RecordMatch.WRONG_WORK


def test_a_title_that_many_works_bear_is_not_enough() -> None:
    ours, theirs = work(title="Editorial"), work(title="Editorial", authors=("Ito",))
    assert beside(ours, theirs).record is RecordMatch.WRONG_WORK


def test_without_names_another_title_counts_where_nothing_else_agrees() -> None:
    entry = work(fields={"title": FIELDS["title"], "year": "2014"}, authors=())
    other = work(fields={"title": "Sleep and tea in students", "year": "1987"}, authors=())
    assert beside(entry, other).record is RecordMatch.WRONG_WORK
    pages = {"year": "2014", "pages": "1083-94"}
    same_pages = work(fields={"title": "Sleep and tea in students", **pages}, authors=())
    entry = work(fields={"title": FIELDS["title"], **pages}, authors=())
    assert beside(entry, same_pages).record is RecordMatch.FIELD_MISMATCH


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
        ("Med Sci Sports Exerc", "Medicine & Science in Sports & Exercise", True),
        ("Proc Natl Acad Sci U S A", "Proceedings of the National Academy of Sciences", True),
        ("J Hand Surg Am", "The Journal of Hand Surgery", True),
        ("J Bone Joint Surg Am", "The Journal of Bone and Joint Surgery-American Volume", True),
        (
            "The Journal of bone and joint surgery. American volume",
            "The Journal of Bone & Joint Surgery",
            True,
        ),
        ("JAMA: The Journal of the American Medical Association", "JAMA", True),
        ("QJM : monthly journal of the Association of Physicians", "QJM", True),
        ("AJR Am J Roentgenol", "American Journal of Roentgenology", True),
        ("Clin Orthop Relat Res", "Clinical Orthopaedics and Related Research®", True),
        ("Nederlands Tijdschrift voor Geneeskunde", "Ned Tijdschr Geneeskd", True),
        ("J Hand Surg Am", "Journal of Hand Surgery. European volume", False),
        (
            "Scandinavian Journal of Surgery",
            "Scandinavian journal of surgery : SJS : official "
            "organ for the Finnish Surgical Society",
            True,
        ),
        ("Ulusal Cerrahi Dergisi", "Ulusal cerrahi dergisi = Turkish journal of surgery", True),
        (
            "International Journal of Cancer",
            "International journal of cancer.Journal international du cancer",
            True,
        ),
        ("Annales fran?aises d'anesth?sie", "Annales Françaises d'Anesthésie", True),
        ("N. Engl. J. Med.", "Nature", False),
        ("Circulation", "Circulation: Heart Failure", False),
        ("Lancet Neurology", "The Lancet", False),
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


def test_the_mended_form_of_a_retracted_work_is_no_notice() -> None:
    mended = (Notice(kind=NoticeKind.REPLACEMENT, identifier="pmid:7"),)
    assert answered(about=mended).notice is NoticeState.NONE
    notice = answered(
        about=mended, title="Notice of Retraction and Replacement: " + FIELDS["title"]
    )
    assert notice.notice is not NoticeState.NONE


def test_huge_texts_are_compared_in_time() -> None:
    huge = dict.fromkeys(FIELDS, "a b. (" * 20000)
    assert beside(work(huge), work(huge)).record in (RecordMatch.VERIFIED, RecordMatch.INCOMPLETE)
    assert len(beside(work(huge), work()).differs) < 2_000
