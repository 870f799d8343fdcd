"""Texts to values of a spreadsheet and back."""

from __future__ import annotations

import datetime

import pytest

from needle_evidence.errors import UsageError
from needle_evidence.formats.typed_table import Column
from needle_evidence.formats.workbook.cell_values import (
    CellFault,
    as_written,
    given_text,
    iso_dates,
    meaning,
    placeholder,
    shown_value,
    with_decimal_comma,
)
from needle_evidence.formats.workbook.sheet_tables import OWN

TEXT = Column(name="note")
NUMBER = Column(name="effect", holds="number")
COUNT = Column(name="participants", holds="count")
DATE = Column(name="appraised_on", holds="date")
WORD = Column(name="stance", holds="word", choices=("supports", "refutes"))
MINE = Column(name="mine", holds=OWN)


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("-14,4", NUMBER, -14.4),
        ("−3", NUMBER, -3.0),
        ("0.1234567890123456789", NUMBER, "0.1234567890123456789"),
        ("1,463", NUMBER, "1,463"),
        ("1,463", COUNT, 1463.0),
        ("many", COUNT, "many"),
        ("2026-12-31", DATE, datetime.date(2026, 12, 31)),
        ("1900-02-01", DATE, "1900-02-01"),
        ("03/04/2026", DATE, "03/04/2026"),
        ("00123", TEXT, "00123"),
        ("=1+1", TEXT, "=1+1"),
    ],
)
def test_shown_value(text: str, column: Column, value: object) -> None:
    assert shown_value(text, column) == value


@pytest.mark.parametrize(
    ("value", "column", "text"),
    [
        (" a\r\nb ", TEXT, "a\nb"),
        (84.0, COUNT, "84"),
        (1e-7, NUMBER, "0.0000001"),
        (1e20, NUMBER, "100000000000000000000"),
        (-14.4, NUMBER, "-14.4"),
        (True, TEXT, "TRUE"),
        (datetime.datetime(2026, 1, 2, 3, 4), DATE, "2026-01-02"),
        (datetime.date(2026, 1, 2), MINE, "2026-01-02"),
        (datetime.time(6, 12), MINE, "06:12:00"),
    ],
)
def test_given_text(value: object, column: Column, text: str) -> None:
    assert given_text(value, column) == text


def test_date_in_place_of_text_is_a_fault() -> None:
    for value in (datetime.date(2026, 12, 6), datetime.time(6, 12), datetime.timedelta(hours=30)):
        assert isinstance(given_text(value, TEXT), CellFault)
    assert isinstance(given_text(datetime.date(2026, 1, 2), NUMBER), CellFault)


@pytest.mark.parametrize(
    ("one", "other", "column"),
    [
        ("10.0", "10", NUMBER),
        ("-14,4", "-14.40", NUMBER),
        ("0", "-0.0", NUMBER),
        ("Supports", "supports", WORD),
        ("2026-12-31", "31.12.2026", DATE),
        ("two\nlines", "two lines", TEXT),
        ("1,463", "1463", COUNT),
    ],
)
def test_same_meaning(one: str, other: str, column: Column) -> None:
    assert meaning(one, column) == meaning(other, column)


def test_other_meaning() -> None:
    assert meaning("10", TEXT) != meaning("10.0", TEXT)
    assert meaning("a  b", TEXT) != meaning("a b", TEXT)
    assert meaning("perhaps", WORD) == "perhaps"


def test_placeholder_for_what_no_cell_holds() -> None:
    assert placeholder("x" * 32_767) == ""
    assert "32,768 characters" in placeholder("x" * 32_768)
    assert "16,384 characters" in placeholder("😀" * 16_384)
    assert placeholder("a\nb\tc\u2028") == ""
    for odd in ("\x00", "\x0b", "\x1f", "\ud800", "\uffff", "\r"):
        assert "control characters" in placeholder(f"a{odd}")
    assert placeholder("\n" * 300) != ""


def test_written_form() -> None:
    assert as_written("0.0000001", NUMBER) == "0.0000001"
    assert as_written("REFUTES", WORD) == "refutes"
    assert as_written("31.12.2026", DATE) == "2026-12-31"
    assert as_written("a\nb", TEXT) == "a\nb"
    with pytest.raises(UsageError, match="none of the known words"):
        as_written("perhaps", WORD)


def test_decimal_comma_only_where_it_is_certain() -> None:
    assert with_decimal_comma("-14.4") == "-14,4"
    assert with_decimal_comma("1.463") == "1.463"
    assert with_decimal_comma("14") == "14"


def test_dates_of_a_whole_column() -> None:
    assert iso_dates(["31/12/2026", "03/04/2026", "", "?"]) == ["2026-12-31", "2026-04-03", "", "?"]
