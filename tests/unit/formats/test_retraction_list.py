"""A list of retractions: what is found in it in which spelling, and what matches nothing."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import urllib.parse

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats import retraction_blocks
from needle_evidence.formats.retraction_list import (
    ListedNotice,
    RetractionList,
    listed_state,
    read_retraction_list,
)
from needle_evidence.model.verification import NoticeState

TODAY = datetime.date(2026, 11, 24)
HEADER = (
    "Record ID,Title,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDOI,"
    "OriginalPaperPubMedID,RetractionNature,Notes\n"
)
DOI = "10.1096/fj.06-7581com"


def row(
    doi: str = DOI,
    pmid: str = "0",
    nature: str = "Retraction",
    date: str = "5/31/2022 0:00",
    notice: str = "10.1096/Notice",
) -> str:
    stream = io.StringIO()
    cells = ["7", "A title, with\na break", date, notice, "0", doi, pmid, nature, 'a "quote"']
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()


def read(text: str | bytes, *identifiers: str) -> RetractionList:
    data = text.encode() if isinstance(text, str) else text
    return read_retraction_list(io.BytesIO(data), identifiers, path="list.csv", today=TODAY)


def states(found: RetractionList, identifier: str = f"doi:{DOI}") -> list[NoticeState]:
    return [notice.state for notice in found.notices.get(identifier, ())]


@pytest.mark.parametrize(
    "spelling",
    [
        DOI,
        DOI.upper(),
        f"https://doi.org/{DOI}",
        f"http://dx.doi.org/{DOI.upper()}",
        f"doi:{DOI}",
        f"{DOI}.",
        f"\u00a0{DOI}\u200b",
        f"{DOI}; ",
        f"DOI: {DOI}",
        f"{DOI} ",
        urllib.parse.quote(DOI, safe=""),
        "https://doi.org/" + urllib.parse.quote(DOI, safe=""),
    ],
)
def test_a_doi_is_found_in_any_spelling(spelling: str) -> None:
    found = read(HEADER + row("10.1/other") + row(spelling), f"doi:{DOI}")
    assert found.notices == {
        f"doi:{DOI}": (
            ListedNotice(
                state=NoticeState.RETRACTION,
                notice_id="doi:10.1096/notice",
                published_on=datetime.date(2022, 5, 31),
            ),
        )
    }
    assert found.notices_themselves == frozenset()


def test_signs_that_are_encoded_or_stand_for_a_cells_end() -> None:
    doi = "10.1002/(sici)1096-8644(199606)100:2<275::aid-ajpa9>3.0.co;2-z"
    for written in (doi, urllib.parse.quote(doi, safe="/"), urllib.parse.quote(doi.upper())):
        assert states(read(HEADER + row(written), f"doi:{doi}"), f"doi:{doi}")


@pytest.mark.parametrize("cell", ["unavailable", "Unavailable", "", "0", "NA", "10.1096", "none"])
def test_what_is_no_identifier_matches_nothing(cell: str) -> None:
    found = read(
        HEADER + row(cell, cell), f"doi:{DOI}", "doi:", "pmid:0", "pmid:", "doi:unavailable"
    )
    assert (found.notices, found.notices_themselves) == ({}, frozenset())


@pytest.mark.parametrize("cell", ["24700136", "24700136.0", " 24700136", "PMID: 24700136"])
def test_a_pubmed_number_is_found(cell: str) -> None:
    assert states(read(HEADER + row("unavailable", cell), "pmid:24700136"), "pmid:24700136")
    assert not states(read(HEADER + row("unavailable", "124700136"), "pmid:24700136"))


@pytest.mark.parametrize(
    ("nature", "state"),
    [
        ("Retraction", NoticeState.RETRACTION),
        ("Expression of concern", NoticeState.CONCERN),
        ("Correction", NoticeState.CORRECTION),
        ("Reinstatement", NoticeState.REINSTATED),
        ("", NoticeState.UNKNOWN),
        ("Something new", NoticeState.UNKNOWN),
    ],
)
def test_natures(nature: str, state: NoticeState) -> None:
    found = read(HEADER + row(nature=nature), f"doi:{DOI}")
    assert (states(found), found.names_nature) == ([state], True)


def test_a_list_without_natures_says_unknown() -> None:
    found = read(f"OriginalPaperDOI,RetractionDOI\n{DOI},10.1096/n\n", f"doi:{DOI}")
    assert (states(found), found.names_nature, found.newest) == ([NoticeState.UNKNOWN], False, None)
    assert found.schemes == {"doi"}


def test_several_rows_and_a_later_reinstatement() -> None:
    first, back = row(date="1/2/2020 0:00"), row(date="2021-03-04", nature="Reinstatement")
    found = read(HEADER + row(nature="Correction") + first + back, f"doi:{DOI}")
    told = listed_state(found.notices[f"doi:{DOI}"])
    assert told.state is NoticeState.CORRECTION
    again = read(HEADER + back + row(date="1/2/2022 0:00"), f"doi:{DOI}")
    assert listed_state(again.notices[f"doi:{DOI}"]).state is NoticeState.RETRACTION
    undated = read(HEADER + row(date="") + back, f"doi:{DOI}")
    assert listed_state(undated.notices[f"doi:{DOI}"]).state is NoticeState.RETRACTION


def test_the_notice_itself_and_a_notice_that_is_the_work() -> None:
    found = read(HEADER + row(notice=f"https://doi.org/{DOI}", doi="10.1096/x"), f"doi:{DOI}")
    assert not found.notices
    assert found.notices_themselves == {f"doi:{DOI}"}
    same = read(HEADER + row(notice=DOI), f"doi:{DOI}")
    assert (states(same), same.notices_themselves) == ([NoticeState.RETRACTION], frozenset())


def test_the_digest_and_the_newest_day_that_has_come() -> None:
    text = HEADER + row(date="12/31/2023 0:00") + row(date="2024-02-03") + row(date="1/1/2099 0:00")
    found = read(text, "doi:10.1/x")
    assert found.digest == "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    assert found.newest == datetime.date(2024, 2, 3)
    assert read(HEADER + row(date="13/13/2023"), "doi:10.1/x").newest is None


@pytest.mark.parametrize("size", [7, 64, 300])
def test_blocks_of_any_size_give_the_same(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(retraction_blocks, "_BLOCK", size)
    rows = "".join(row(f"10.1234/{n}", str(n)) for n in range(40))
    wanted = {f"doi:10.1234/{n}" for n in range(0, 40, 7)} | {"pmid:3"}
    found = read(HEADER + rows, *wanted)
    assert set(found.notices) == wanted
    assert found.digest == read(HEADER + rows).digest


def test_a_stray_quotation_mark_costs_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retraction_blocks, "_BLOCK", 64)
    stray = '7,A 5" needle,5/31/2022 0:00,10.1096/n,0,10.1234/other,0,Retraction,x\n'
    text = HEADER + stray + "1,2\n" + row() * 3 + stray + row("10.1234/z")
    assert set(read(text, f"doi:{DOI}", "doi:10.1234/z").notices) == {f"doi:{DOI}", "doi:10.1234/z"}


def test_encodings_and_line_ends() -> None:
    text = HEADER + row().replace("title", "title é")
    for data in (
        text.encode("utf-8-sig"),
        text.encode("cp1252"),
        text.replace("\n", "\r\n").encode(),
    ):
        assert states(read(data, f"doi:{DOI}"))
    semicolons = f"OriginalPaperDOI;RetractionDOI\n{DOI};x\n"
    assert states(read(semicolons, f"doi:{DOI}"))


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"a,b\n1,2\n", "x".encode("utf-16"), b"PK\x03\x04zip"]
)
def test_what_is_no_such_list(data: bytes) -> None:
    with pytest.raises(UnreadableInputError):
        read(data, f"doi:{DOI}")


def test_a_quotation_mark_that_is_not_closed_hides_no_row() -> None:
    """A list that hides rows must not say that a work does not stand on it."""
    hiding = HEADER + '7,"A title' + "," * 7 + "\n" + row("10.1/other", notice="x") * 3 + row()
    with pytest.raises(UnreadableInputError, match="quotation mark"):
        read(hiding, f"doi:{DOI}")
    wide = HEADER + row().rstrip("\n") + ",more\n"
    assert states(read(wide, f"doi:{DOI}")) == [NoticeState.RETRACTION]
