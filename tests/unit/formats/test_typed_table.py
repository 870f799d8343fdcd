"""Cells to values of their column's kind, and what is said about each that cannot be read."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from needle_evidence.errors import UnreadableInputError, UsageError
from needle_evidence.formats.typed_table import Column, TypedTable, read_typed_table, written_form
from needle_evidence.model.certainty import DomainJudgement
from needle_evidence.model.finding import Problem, Severity

STANCE = Column(name="stance", holds="word", choices=("supports", "refutes", "neutral"))
PARTS = Column(name="parts", holds="words", choices=("population", "intervention"))
EFFECT = Column(name="effect", holds="number")
PEOPLE = Column(name="people", holds="count")
DAY = Column(name="day", holds="date")
BIAS = Column(name="bias", holds="judgement", choices=("not serious", "serious", "very serious"))
NOTE = Column(name="note")
COLUMNS = (
    Column(name="claim_id", required=True), NOTE, STANCE, PARTS, EFFECT, PEOPLE, DAY, BIAS,
)  # fmt: skip


def read(text: str | bytes) -> TypedTable:
    data = text if isinstance(text, bytes) else text.encode()
    return read_typed_table(
        data, path="appraisal/t.csv", columns=COLUMNS, noun="row", needed=("claim_id",)
    )


def cell(column: str, text: str) -> tuple[object, tuple[Problem, ...]]:
    """The value of one cell, quoted, and its problems; its row is always read."""
    quoted = '"' + text.replace('"', '""') + '"'
    table = read(f"claim_id,{column}\nheel,{quoted}\n")
    (row,) = table.rows
    assert row.text("claim_id") == "heel"
    return row.values.get(column), table.problems


def only_problem(column: str, text: str) -> Problem:
    value, (problem,) = cell(column, text)
    assert value is None
    assert (problem.kind, problem.location.line, problem.location.column) == (
        "malformed_cell",
        2,
        2,
    )
    assert (problem.location.field, problem.subject) == (column, "heel")
    assert problem.raw == text
    assert problem.way_out
    return problem


def test_every_kind_of_cell() -> None:
    header = "claim_id,note,stance,parts,effect,people,day,bias"
    row = 'heel,a note,supports,population;intervention,-14.4,84,2026-11-24,"serious: one: trial"'
    table = read(f"{header}\n{row}\n")
    (found,) = table.rows
    assert not table.problems
    assert found.text("note") == "a note"
    assert found.text("stance") == "supports"
    assert found.words("parts") == ("population", "intervention")
    assert found.number("effect") == Decimal("-14.4")
    assert found.count("people") == 84
    assert found.date("day") == datetime.date(2026, 11, 24)
    assert found.judgement("bias") == DomainJudgement(word="serious", reason="one: trial")
    assert found.location.line == 2
    assert found.columns["bias"] == 8


def test_empty_and_absent_cells_have_no_value() -> None:
    (found,) = read("claim_id,effect\nheel,\n").rows
    assert found.text("note") == ""
    assert found.words("parts") == ()
    for value in (found.number("effect"), found.count("people"), found.date("day")):
        assert value is None
    assert found.judgement("bias") is None


@pytest.mark.parametrize("text", ["Supports", " SUPPORTS ", "supports"])
def test_words_are_read_in_any_letter_case(text: str) -> None:
    assert cell("stance", text) == ("supports", ())


@pytest.mark.parametrize("text", ["not_serious", "Not-serious", "not  serious"])
def test_blanks_hyphens_and_underscores_are_one(text: str) -> None:
    assert cell("bias", text) == (DomainJudgement(word="not serious"), ())


@pytest.mark.parametrize(
    ("column", "text", "offered"),
    [
        ("stance", "suports", "supports"),
        ("parts", "population; intervntion", "intervention"),
        ("bias", "seriuos: one trial", "serious"),
    ],
)
def test_unknown_word_offers_the_nearest(column: str, text: str, offered: str) -> None:
    problem = only_problem(column, text)
    assert problem.message.endswith(f"is none of the known words; did you mean {offered}?")
    choices = next(c.choices for c in COLUMNS if c.name == column)
    assert all(choice in problem.way_out for choice in choices)


def test_word_that_is_like_none_gets_no_offer_and_the_whole_list() -> None:
    problem = only_problem("stance", "xyz")
    assert problem.message == "stance “xyz” is none of the known words."
    assert problem.way_out == "Write one of supports, refutes, neutral, or leave the cell empty."


def test_judgement_says_that_a_reason_belongs_to_it() -> None:
    assert "(then a colon and the reason)" in only_problem("bias", "bad").way_out
    assert cell("bias", "serious :  two lines\nof it ") == (
        DomainJudgement(word="serious", reason="two lines of it"), (),
    )  # fmt: skip


def test_several_words_each_once_whatever_parts_them() -> None:
    assert cell("parts", "intervention, population;; Intervention") == (
        ("intervention", "population"), (),
    )  # fmt: skip


MINUS_SIGNS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2796\u207b\ufe63\uff0d\u02d7\u2043"


@pytest.mark.parametrize("sign", MINUS_SIGNS, ids=lambda sign: f"U+{ord(sign):04X}")
@pytest.mark.parametrize("blank", ["", " ", "\u202f"])
def test_every_minus_sign(sign: str, blank: str) -> None:
    assert cell("effect", f"{sign}{blank}14.4") == (Decimal("-14.4"), ())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0,5", "0.5"), ("-14,4", "-14.4"), ("+3", "3"), (".5", "0.5"), ("-,25", "-0.25"),
        ("0,123", "0.123"), ("1463,5", "1463.5"), ("1.463", "1.463"), ("1.50", "1.50"),
    ],
)  # fmt: skip
def test_numbers_with_point_or_comma(text: str, number: str) -> None:
    value, problems = cell("effect", text)
    assert str(value) == number
    assert not problems


@pytest.mark.parametrize(("text", "either"), [("1,463", "1463 or 1.463"),
                                              ("−1,463", "-1463 or -1.463")])  # fmt: skip
def test_comma_that_could_part_thousands_is_not_guessed(text: str, either: str) -> None:
    problem = only_problem("effect", text)
    assert problem.message == f"effect “{text}” could be {either}."
    assert "decimal point" in problem.way_out


@pytest.mark.parametrize(
    "text",
    ["14.4 mm", "-", "5-7", "1.234,5", "1e5", "NaN", "inf", "=1+1", "#VALUE!", "9" * 40, "84%"],
)
def test_what_is_no_number(text: str) -> None:
    assert "is no number" in only_problem("effect", text).message


@pytest.mark.parametrize(
    ("text", "count"),
    [("84", 84), ("0", 0), ("1,463", 1463), ("1 463", 1463), ("1\u202f463", 1463),
     ("1’463", 1463), ("12,345,678", 12_345_678), ("84.0", 84), ("84,00", 84), ("007", 7)],
)  # fmt: skip
def test_counts(text: str, count: int) -> None:
    assert cell("people", text) == (count, ())


@pytest.mark.parametrize(
    "text", ["-3", "−3", "3.5", "1.463", "84 people", "about 80", "n/a", "1e3", "٣", "9" * 13]
)
def test_what_is_no_count(text: str) -> None:
    problem = only_problem("people", text)
    assert problem.message == f"people “{text}” is no whole number from 0."
    assert problem.way_out == "Write digits only, such as 84, or leave the cell empty."


def test_dates_take_their_order_from_the_column() -> None:
    table = read("claim_id,day\na,31/12/2026\nb,03/04/2026\nc,2026-05-06\n")
    assert [row.date("day") for row in table.rows] == [
        datetime.date(2026, 12, 31), datetime.date(2026, 4, 3), datetime.date(2026, 5, 6),
    ]  # fmt: skip
    assert not table.problems


def test_column_that_does_not_tell_day_from_month_is_one_problem() -> None:
    table = read("claim_id,day\na,01/02/2026\nb,03/04/2026\nc,2026-05-06\n")
    assert [row.date("day") for row in table.rows] == [None, None, datetime.date(2026, 5, 6)]
    (problem,) = table.problems
    assert (problem.kind, problem.location.line) == ("ambiguous_dates", 2)
    assert "2 dates are not read (lines 2, 3)" in problem.message


def test_no_date() -> None:
    problem = only_problem("day", "last spring")
    assert problem.message == "day “last spring” is no date."
    assert "2026-12-31" in problem.way_out


@pytest.mark.parametrize("text", ["=cmd|' /c calc'!A0", "-see p. 5", "+better", "@home"])
def test_formula_like_text_is_read_and_reported(text: str) -> None:
    value, (problem,) = cell("note", text)
    assert value == text
    assert problem.kind == "formula_cell"
    assert (problem.location.line, problem.location.field) == (2, "note")


def test_text_that_a_spreadsheet_destroyed() -> None:
    value, (problem,) = cell("note", "#NAME?")
    assert value == "#NAME?"
    assert (problem.kind, problem.raw) == ("malformed_cell", "#NAME?")


def test_line_breaks_become_spaces_and_lines_are_counted_in_the_file() -> None:
    table = read('claim_id,note,effect\na,"one \n two\r\n three",x\nb,,y\n')
    assert table.rows[0].text("note") == "one two three"
    assert [problem.location.line for problem in table.problems] == [2, 5]


def test_one_bad_cell_costs_neither_its_row_nor_the_table() -> None:
    table = read("claim_id,stance,people,effect\na,bad,x,y\nb,supports,3,1\n")
    assert [row.text("claim_id") for row in table.rows] == ["a", "b"]
    assert [p.location.field for p in table.problems] == ["stance", "people", "effect"]
    assert [p.location.column for p in table.problems] == [2, 3, 4]
    assert table.rows[1].count("people") == 3


def test_row_without_a_required_cell_is_named_with_its_text() -> None:
    table = read("claim_id,note\n,orphan\nheel,kept\n")
    assert [row.text("note") for row in table.rows] == ["kept"]
    (problem,) = table.problems
    assert (problem.kind, problem.location.line, problem.location.column) == ("missing_cell", 2, 1)
    assert problem.message == "The row has no claim_id; it was not read as a row."
    assert problem.raw == ",orphan"


def test_row_with_too_many_cells_is_named_and_the_rest_loads() -> None:
    table = read("claim_id,note\na,b,c\nheel,kept\n")
    assert [row.text("claim_id") for row in table.rows] == ["heel"]
    assert [(p.kind, p.location.line) for p in table.problems] == [("unreadable_row", 2)]


def test_unknown_columns_are_no_problem_but_misspelt_ones_are() -> None:
    assert not read("claim_id,my own column\nheel,x\n").problems
    (problem,) = read("claim_id,stances\nheel,supports\n").problems
    assert "did you mean “stance”?" in problem.message
    assert (problem.severity, problem.location.line) == (Severity.WARNING, 1)


def test_table_without_its_key_column_is_refused_in_words() -> None:
    with pytest.raises(UnreadableInputError) as error:
        read("claim,stance\nheel,supports\n")
    assert error.value.exit_code == 3
    assert "appraisal/t.csv, line 1: no column is called claim_id." in str(error.value)
    assert "“claim” looks like claim_id." in str(error.value)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b" \r\n\t"])
def test_blank_file_holds_no_rows_and_says_so(data: bytes) -> None:
    table = read(data)
    assert not table.rows
    (problem,) = table.problems
    assert (problem.kind, problem.severity) == ("malformed_cell", Severity.NOTE)
    assert problem.message == "The table is empty: it has no row of column names."


def test_header_alone_is_an_empty_table() -> None:
    assert read("claim_id,note\n") == TypedTable(rows=(), problems=())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_dialects(encoding: str, delimiter: str) -> None:
    text = delimiter.join(["claim_id", "note", "effect"]) + "\r\n"
    text += delimiter.join(["heel", "früh – ’s", "-1.5"]) + "\r\n"
    table = read(text.encode(encoding))
    assert not table.problems
    assert table.rows[0].text("note") == "früh – ’s"
    assert table.rows[0].number("effect") == Decimal("-1.5")


def test_guessed_encoding_is_said() -> None:
    table = read("claim_id;note;effect\nheel;früh – ’s;-1,5\n".encode("cp1252"))
    assert table.rows[0].text("note") == "früh – ’s"
    assert table.rows[0].number("effect") == Decimal("-1.5")
    assert [problem.kind for problem in table.problems] == ["guessed_encoding"]


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UnreadableInputError, match="perhaps an Excel"):
        read(b"PK\x03\x04rest")


def test_very_long_cells() -> None:
    table = read(
        f"claim_id,note,stance\na,{'x' * 99_000},\nb,{'x' * 102_400},\nc,,{'y' * 90_000}\n"
    )
    assert [row.text("claim_id") for row in table.rows] == ["a", "c"]
    assert len(table.rows[0].text("note")) == 99_000
    assert [(p.kind, p.location.line) for p in table.problems] == [
        ("unreadable_row", 3), ("malformed_cell", 4),
    ]  # fmt: skip
    assert all(len(p.message) < 300 for p in table.problems)


@pytest.mark.parametrize(
    ("column", "text", "written"),
    [
        (STANCE, "Supports", "supports"),
        (PARTS, "Population, intervention", "population;intervention"),
        (BIAS, "Not-Serious", "not serious"),
        (BIAS, "Serious:one trial", "serious: one trial"),
        (DAY, "31.12.2026", "2026-12-31"),
        (DAY, "Dec 31, 2026", "2026-12-31"),
        (EFFECT, "−14,4", "-14.4"),
        (PEOPLE, "1,463", "1463"),
        (NOTE, "as it is", "as it is"),
        (STANCE, "", ""),
    ],
)
def test_new_cells_are_written_in_one_form(column: Column, text: str, written: str) -> None:
    assert written_form(text, column) == written


@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        (STANCE, "suports", "did you mean supports"),
        (PEOPLE, "-3", "no whole number"),
        (DAY, "03/04/2026", "could be day-month or month-day"),
        (DAY, "soon", "is no date"),
    ],
)
def test_new_cell_that_could_not_be_read_back_is_refused(
    column: Column, text: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message) as error:
        written_form(text, column)
    assert error.value.way_out
