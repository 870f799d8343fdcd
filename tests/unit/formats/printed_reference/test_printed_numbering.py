"""Dates, volumes, issues and pages, taken apart by rule."""

from __future__ import annotations

import pytest

from needle_evidence.formats.printed_reference.numbering import read_date, read_pages, read_volume


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("44(8):", {"volume": "44", "number": "8"}),
        ("19(4),", {"volume": "19", "number": "4"}),
        ("vol. 44, no. 8,", {"volume": "44", "number": "8"}),
        ("Vol. 15, No. 6", {"volume": "15", "number": "6"}),
        ("v. 435 , n. 7039 ,", {"volume": "435", "number": "7039"}),
        ("Bd. 3, H. 2", {"volume": "3", "number": "2"}),
        ("5.Jg/Heft 3,", {"volume": "5", "number": "3"}),
        ("44 Suppl 2:", {"volume": "44", "number": "Suppl 2"}),
        ("34(Suppl. 2),", {"volume": "34", "number": "Suppl. 2"}),
        ("39(12 suppl 1):", {"volume": "39", "number": "12 suppl 1"}),
        ("144(1-2):", {"volume": "144", "number": "1-2"}),
        ("40 (6):", {"volume": "40", "number": "6"}),
        ("12, no. 3", {"volume": "12", "number": "3"}),
        ("45/4", {"volume": "45", "number": "4"}),
        ("(3):", {"number": "3"}),
        ("no. 36.", {"number": "36"}),
        ("17,", {"volume": "17"}),
        ("XLIII", {"volume": "XLIII"}),
        ("2 vols.", {"volumes": "2"}),
        ("23(11): 3059-3071 .", {"volume": "23", "number": "11", "pages": "3059–3071"}),
        ("2012; 30(15):", {"year": "2012", "volume": "30", "number": "15"}),
        ("", {}),
    ],
)
def test_volume_and_issue(text: str, expected: dict[str, str]) -> None:
    fields, rest = read_volume(text)
    assert fields == expected
    assert not any(map(str.isalnum, rest))


def test_what_is_no_volume_is_left() -> None:
    assert read_volume("44(8), Special Section")[1].strip(" ,") == "Special Section"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1083-94.", {"pages": "1083–94"}),
        ("pp. 252–265", {"pages": "252–265"}),
        ("(p.227)", {"pages": "227"}),
        ("S. 101–108.", {"pages": "101–108"}),
        ("S45-S52.", {"pages": "S45–S52"}),
        ("e123.", {"pages": "e123"}),
        ("CD001351.", {"pages": "CD001351"}),
        ("402.", {"pages": "402"}),
        ("Article 1404.", {"eid": "1404"}),
        ("412 p.", {"pagetotal": "412"}),
        ("216p.", {"pagetotal": "216"}),
        ("xi–xiv", {"pages": "xi–xiv"}),
        ("pii: e229000.", {"pages": "e229000"}),
        ("852-861, 870", {"pages": "852–861, 870"}),
    ],
)
def test_pages(text: str, expected: dict[str, str]) -> None:
    fields, rest = read_pages(text)
    assert fields == expected
    assert not any(map(str.isalnum, rest))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(2014).", {"year": "2014"}),
        ("(2018a)", {"year": "2018"}),
        ("2015 May;", {"year": "2015", "month": "May"}),
        ("2018 Mar 23;", {"year": "2018", "month": "Mar", "day": "23"}),
        ("(2022, June 8).", {"year": "2022", "month": "June", "day": "8"}),
        ("Mai 2010", {"year": "2010", "month": "Mai"}),
        ("2014-03-02", {"year": "2014", "month": "03", "day": "02"}),
        ("(1999/2000):", {"year": "1999/2000"}),
        ("(August-September, 1921).", {"year": "1921", "month": "August-September"}),
        ("(in press).", {"pubstate": "in press"}),
        ("(n.d.).", {}),
    ],
)
def test_dates(text: str, expected: dict[str, str]) -> None:
    fields, rest = read_date(text)
    assert fields == expected
    assert not any(map(str.isalnum, rest))


@pytest.mark.parametrize("read", [read_date, read_volume, read_pages])
@pytest.mark.parametrize("sign", ["1", "1-", "(", "12(3", "a", "Suppl ", "; "])
def test_long_text_takes_little_time(read: object, sign: str) -> None:
    assert callable(read)
    read(sign * (190 // len(sign)))
    read(sign * 2000)
