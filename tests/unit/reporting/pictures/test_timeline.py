"""The timeline: when the works were published, and how old the newest is."""

from __future__ import annotations

from needle_evidence.reporting.pictures.timeline import Timeline, timeline
from tests.drawn_library import a_claim, a_result, a_view, a_work

CITED = a_work(year="2014")
CONSIDERED = a_work("later", year="2021")
UNUSED = a_work("unused", year="2021")
UNDATED = a_work("undated", year="in press")


def drawn(generated_on: str = "") -> Timeline:
    view = a_view([a_claim()], [CITED, CONSIDERED, UNUSED, UNDATED], [a_result(citekey="later")])
    picture = timeline(view.references, generated_on)
    assert picture is not None
    return picture


def test_works_are_counted_by_year_and_use() -> None:
    picture = drawn()
    filled = {column.years: column.counts for column in picture.columns if any(column.counts)}
    assert filled == {"2014": (1, 0, 0), "2021": (0, 1, 1)}
    assert (picture.works, picture.undated) == (3, 1)
    assert (picture.newest_cited, picture.newest) == (2014, 2021)


def test_years_without_works_keep_their_place() -> None:
    assert [column.years for column in drawn().columns] == [str(y) for y in range(2014, 2022)]


def test_an_age_needs_a_date() -> None:
    assert drawn().age(2014) is None
    assert drawn("2026-11-24").age(2014) == 12
    assert drawn("2013-01-01").age(2014) is None


def test_columns_are_as_high_as_they_have_works() -> None:
    picture = drawn()
    one = picture.columns[0].parts[0]
    two = picture.columns[-1].parts
    assert sum(part.height for part in two) == 2 * one.height
    assert min(part.y for part in two) + 2 * one.height == picture.floor


def test_centuries_of_works_share_columns() -> None:
    works = [a_work(f"w{year}", year=str(year)) for year in range(1700, 2020, 10)]
    view = a_view([a_claim(references=())], works)
    picture = timeline(view.references)
    assert picture is not None
    assert picture.span == 10
    assert len(picture.columns) <= 40
    assert picture.columns[0].years == "1700–1709"
    assert picture.columns[-1].x + picture.columns[-1].width <= picture.width


def test_without_years_there_is_no_picture() -> None:
    assert timeline(a_view([a_claim()], [a_work(year="")]).references) is None
