"""verification.csv: what is read, what is written, and which answer takes the place of which."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.verification_table import (
    VERIFICATION,
    can_be_written,
    put_verifications,
    replaces,
)
from needle_evidence.model.verification import NoticeState, RecordMatch, Verification

DAY = datetime.date(2026, 11, 1)
ANSWER = Verification(
    citekey="hall2018",
    source="crossref",
    identifier="doi:10.1234/hall",
    record=RecordMatch.FIELD_MISMATCH,
    compared=("title", "year"),
    differs="year: 2018 here, 2014 there",
    notice=NoticeState.RETRACTION,
    notice_id="doi:10.1234/notice",
    notice_on=datetime.date(2022, 5, 31),
    answered_on=DAY,
    reason="a, “b” and\nc",
)
OUTAGE = Verification(
    citekey="hall2018",
    source="crossref",
    identifier="doi:10.1234/hall",
    record=RecordMatch.UNCHECKED,
    reason="Crossref answered 429 four times",
)
LISTED = Verification(
    citekey="hall2018",
    source="retraction_watch",
    identifier="doi:10.1234/hall",
    notice=NoticeState.NONE,
    answered_on=DAY,
    as_of=DAY,
    digest="sha256:1",
)


def rows(data: bytes) -> list[Verification]:
    read, problems = VERIFICATION.read(data)
    assert problems == ()
    return [replace(row, location=None, columns=ANSWER.columns) for row in read]


def test_what_was_written_is_read_back() -> None:
    data = put_verifications(None, [ANSWER, LISTED])
    assert rows(data) == [replace(ANSWER, reason="a, “b” and c"), LISTED]
    assert data.startswith(b"\xef\xbb\xbfcitekey,source,identifier,record,")
    assert data.count(b"\n") == 3


def test_rows_are_sorted_and_nothing_new_leaves_every_byte() -> None:
    other = replace(LISTED, citekey="adams2001")
    data = put_verifications(None, [ANSWER, LISTED, other])
    assert [row.citekey for row in rows(data)] == ["adams2001", "hall2018", "hall2018"]
    windows = data.replace(b"\n", b"\r\n")
    assert put_verifications(windows, [LISTED, OUTAGE]) == windows


def test_the_newer_answer_of_a_source_takes_the_place_of_the_older() -> None:
    newer = replace(ANSWER, answered_on=datetime.date(2026, 11, 20), notice=NoticeState.NONE)
    data = put_verifications(put_verifications(None, [ANSWER]), [newer])
    assert [row.notice for row in rows(data)] == [NoticeState.NONE]
    assert put_verifications(data, [ANSWER]) == data


def test_an_outage_takes_the_place_of_no_answer() -> None:
    data = put_verifications(None, [ANSWER])
    assert put_verifications(data, [OUTAGE]) == data
    assert [row.record for row in rows(put_verifications(None, [OUTAGE]))] == [
        RecordMatch.UNCHECKED
    ]
    assert replaces(ANSWER, OUTAGE)


def test_another_identifier_takes_the_place_of_the_old_one() -> None:
    moved = replace(OUTAGE, identifier="doi:10.1234/other")
    assert rows(put_verifications(put_verifications(None, [ANSWER]), [moved])) == [moved]
    by_pmid = replace(ANSWER, identifier="pmid:1", reason="")
    both = put_verifications(put_verifications(None, [ANSWER]), [by_pmid])
    assert len(rows(both)) == 2


def test_the_silence_of_a_later_list_takes_no_notice_away() -> None:
    told = replace(LISTED, notice=NoticeState.RETRACTION)
    later = replace(LISTED, as_of=datetime.date(2026, 11, 20), digest="sha256:2")
    assert not replaces(later, told)
    assert replaces(told, replace(LISTED, digest="sha256:0"))
    assert not replaces(replace(LISTED, answered_on=datetime.date(2026, 11, 9)), LISTED)


def test_columns_and_rows_of_ones_own_are_kept() -> None:
    own = "citekey;source;mine;notice\nhall2018;crossref;look again;correction\nzz;list;x;\n"
    data = put_verifications(own.encode("cp1252"), [ANSWER])
    lines = data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("citekey,source,mine,notice,identifier")
    assert lines[1:] == [
        "hall2018,crossref,look again,correction,,,,,,,,,,,",
        "hall2018,crossref,,retraction,doi:10.1234/hall,field_mismatch,title;year,"
        '"year: 2018 here, 2014 there",doi:10.1234/notice,2022-05-31,2026-11-01,,,'
        '"a, “b” and c",',
        "zz,list,x,,,,,,,,,,,,",
    ]


def test_a_row_that_cannot_be_read_is_not_lost() -> None:
    broken = b"citekey,source\nhall2018,crossref,x,y\n"
    with pytest.raises(UnreadableInputError, match="line 2"):
        put_verifications(broken, [ANSWER])
    _, problems = VERIFICATION.read(b"citekey,source,notice\nhall2018,crossref,retracted?\n")
    assert [problem.kind for problem in problems] == ["malformed_cell"]


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1 more", "@x", "-"])
def test_no_cell_begins_like_a_formula(text: str) -> None:
    (line,) = put_verifications(None, [replace(ANSWER, reason=text)]).decode().splitlines()[1:]
    assert f",“{text}”," in line
    assert not can_be_written(text)
    assert put_verifications(None, [replace(ANSWER, citekey=text)]).count(b"\n") == 1


def test_hostile_texts_stay_on_one_line() -> None:
    hostile = "a\x00b\u202ec\ud800d\r\n" + "x" * 100_000
    data = put_verifications(None, [replace(ANSWER, differs=f"title: {hostile}")])
    assert data.count(b"\n") == 2
    assert len(data) < 3_000
    assert rows(data)[0].differing == ("title",)
