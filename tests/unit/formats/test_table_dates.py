"""Dates as people and spreadsheets write them."""

from __future__ import annotations

import datetime

import pytest

from needle_evidence.formats.table_dates import read_dates

NEW_YEARS_EVE = datetime.date(2026, 12, 31)


@pytest.mark.parametrize(
    "written",
    [
        "2026-12-31",
        " 2026-12-31 ",
        "2026/12/31",
        "2026.12.31",
        "2026. 12. 31.",
        "20261231",
        "31/12/2026",
        "12/31/2026",
        "12/31/26",
        "31.12.2026",
        "31.12.26",
        "31. 12. 2026",
        "31-12-2026",
        "31-Dec-26",
        "31-dec-2026",
        "31 December 2026",
        "31st December 2026",
        "Dec 31, 2026",
        "December 31, 2026",
        "Thursday, December 31, 2026",
        "31. Dezember 2026",
        "31 déc. 2026",
        "31 de diciembre de 2026",
        "31/12/2026 00:00",
        "12/31/2026 12:00:00 AM",
        "2026-12-31T00:00:00Z",
        "2026-12-31 10:30:00.000+01:00",
        "46387",
        "46387.5",
        "46387,25",
    ],
)
def test_each_form_is_read(written: str) -> None:
    column = read_dates([written])
    assert column.dates == (NEW_YEARS_EVE,)
    assert column.ambiguous == column.impossible == ()


def test_one_clear_date_decides_the_order_of_the_whole_column() -> None:
    day_first = read_dates(["03/04/2026", "2026-01-01", "31/12/2026"])
    assert day_first.dates[0] == datetime.date(2026, 4, 3)
    month_first = read_dates(["03/04/2026", "", "12/31/2026"])
    assert month_first.dates[0] == datetime.date(2026, 3, 4)
    assert month_first.dates[1] is None
    assert day_first.ambiguous == month_first.ambiguous == ()


def test_undecided_column_leaves_only_its_ambiguous_dates_unknown() -> None:
    column = read_dates(["03/04/2026", "05/05/2026", "2026-12-31", "06/07/26"])
    assert column.ambiguous == (0, 3)
    assert column.dates == (None, datetime.date(2026, 5, 5), NEW_YEARS_EVE, None)
    assert column.impossible == ()


def test_column_that_contradicts_itself_decides_nothing() -> None:
    column = read_dates(["31/12/2026", "12/31/2026", "03/04/2026"])
    assert column.dates == (NEW_YEARS_EVE, NEW_YEARS_EVE, None)
    assert column.ambiguous == (2,)


def test_dates_with_dots_are_day_first_unless_the_column_says_otherwise() -> None:
    assert read_dates(["03.04.2026"]).dates == (datetime.date(2026, 4, 3),)
    assert read_dates(["03.04.2026", "12/31/2026"]).dates[0] == datetime.date(2026, 3, 4)


@pytest.mark.parametrize(
    ("written", "year"), [("31-Dec-00", 2000), ("31-Dec-68", 2068), ("31-Dec-69", 1969)]
)
def test_two_digit_years_turn_at_69(written: str, year: int) -> None:
    assert read_dates([written]).dates == (datetime.date(year, 12, 31),)


@pytest.mark.parametrize(
    "written",
    [
        "31/13/2026",
        "2026-02-30",
        "30/02/2026",
        "29 Feb 2027",
        "soon",
        "2026",
        "2026-12",
        "12345",
        "0202-12-31",
        "31 Market 2026",
        "٣١/١٢/٢٠٢",
        "=TODAY()",
        "31/12-2026",
        "9" * 1_000,
    ],
)
def test_what_is_no_date_is_said_so(written: str) -> None:
    column = read_dates([written])
    assert column.dates == (None,)
    assert column.impossible == (0,)
    assert column.ambiguous == ()


def test_blank_cells_are_neither_dates_nor_problems() -> None:
    column = read_dates(["", "  "])
    assert column.dates == (None, None)
    assert column.impossible == column.ambiguous == ()
