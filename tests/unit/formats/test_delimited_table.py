"""Tables in every dialect, and tables that are damaged."""

from __future__ import annotations

import csv

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.delimited_table import Table, read_table
from needle_evidence.model.finding import Severity

KNOWN = ("claim_id", "claim", "references", "note")


def read(text: str) -> Table:
    return read_table(
        text, path="claims.csv", known_columns=KNOWN, required_columns=("claim_id", "claim")
    )


def ids(table: Table) -> list[str]:
    return [row.cells["claim_id"] for row in table.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_end_are_found(delimiter: str, end: str) -> None:
    rows = [["claim_id", "claim", "note"], ["a", "One, two; three", "n"], ["b", "x|y", ""]]
    text = end.join(
        delimiter.join(f'"{cell}"' if "," in cell or "|" in cell else cell for cell in row)
        for row in rows
    )
    table = read(text)
    assert table.delimiter == delimiter
    assert [tuple(row.cells.values()) for row in table.rows] == [tuple(r) for r in rows[1:]]
    assert [row.location.line for row in table.rows] == [2, 3]
    assert not table.problems


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;;"])
def test_separator_line_of_excel_is_honoured_and_no_row(first: str) -> None:
    table = read(f"{first}\nclaim_id;claim\na;One, two\n")
    assert ids(table) == ["a"]
    location = table.rows[0].location
    assert (location.line, location.row) == (3, 2)


def test_separator_line_may_name_an_unusual_delimiter() -> None:
    assert read("sep=#\nclaim_id#claim\na#One, two\n").rows[0].cells["claim"] == "One, two"


def test_header_names_match_in_any_spelling_and_others_stay_as_written() -> None:
    table = read("\ufeffClaim ID , CLAIM,Editor's  Mark,re-ferences\na,One,ok,x\n")
    assert dict(table.columns) == {
        "claim_id": 1,
        "claim": 2,
        "Editor's Mark": 3,
        "re-ferences": 4,
    }
    assert read('"claim-id","Claim"\na,One\n').columns == {"claim_id": 1, "claim": 2}


def test_mark_that_was_read_as_windows_1252_is_taken_off() -> None:
    assert ids(read("ï»¿claim_id,claim\na,One\n")) == ["a"]


def test_spreadsheet_row_is_told_where_it_differs_from_the_line() -> None:
    table = read('claim_id,claim\na,"One\ntwo"\n\nb,Three\n')
    first, last = (row.location for row in table.rows)
    assert (first.line, first.row) == (2, None)
    assert (last.line, last.row) == (5, 4)
    assert table.rows[0].cells["claim"] == "One\ntwo"
    assert table.rows[0].raw == 'a,"One\ntwo"'


def test_blank_rows_are_skipped_silently() -> None:
    table = read('\n,,,\nclaim_id,claim,note\n\n,,,,,,\n"","",""\n  \na,One,\n')
    assert ids(table) == ["a"]
    assert not table.problems


def test_missing_trailing_cells_are_empty_and_extra_empty_ones_harmless() -> None:
    table = read("claim_id,claim,note,,\na,One\nb,Two,n,,,,\n")
    assert [row.cells["note"] for row in table.rows] == ["", "n"]
    assert list(table.columns) == ["claim_id", "claim", "note"]
    assert not table.problems


@pytest.mark.parametrize("header", ["claim_id,claim,note", "claim_id,claim,note,"])
def test_row_with_too_many_cells_is_a_problem_and_the_others_load(header: str) -> None:
    table = read(f"{header}\na,One\nb,Heel, foot, and hip\nc,Three\n")
    assert ids(table) == ["a", "c"]
    (problem,) = table.problems
    assert problem.kind == "unreadable_row"
    assert (problem.location.line, problem.location.column) == (3, 4)
    assert problem.raw == "b,Heel, foot, and hip"
    assert "4 cells" in problem.message
    assert "comma in double quotes" in problem.way_out


def test_spaces_around_quoted_cells_are_no_fault() -> None:
    table = read('claim_id, claim, note\na, "One, two" , "n"\n')
    assert table.rows[0].cells == {"claim_id": "a", "claim": "One, two", "note": "n"}
    assert not table.problems


def test_inch_mark_inside_a_bare_cell_is_text() -> None:
    assert read('claim_id,claim\na,A 5" needle\n').rows[0].cells["claim"] == 'A 5" needle'


@pytest.mark.parametrize(
    "broken",
    ['b,"Treats "trigger" points",n', 'b,"5" needle,n', 'b,"say \\"hi\\" now",n'],
)
def test_quotation_mark_that_is_not_doubled_costs_only_its_row(broken: str) -> None:
    table = read(f"claim_id,claim,note\na,One\n{broken}\nc,Three\n")
    assert ids(table) == ["a", "c"]
    (problem,) = table.problems
    assert (problem.kind, problem.location.line, problem.raw) == ("unreadable_row", 3, broken)
    assert '""' in problem.way_out


@pytest.mark.parametrize("rest", ["c,Three,n\nd,Four,n\n", 'c,"Three, 3",n\nd,Four,"n"\n'])
def test_unclosed_quotation_mark_is_named_and_later_rows_load(rest: str) -> None:
    table = read(f'claim_id,claim,note\na,One,n\nb,"Two,n\n{rest}')
    assert ids(table) == ["a", "c", "d"]
    (problem,) = table.problems
    assert problem.kind == "unreadable_row"
    assert problem.location.line == 3
    assert problem.raw == 'b,"Two,n'
    assert "line 3 is not closed" in problem.message


def test_unclosed_mark_in_the_second_line_of_a_row_is_named_there() -> None:
    table = read('claim_id,claim,note\nb,"One\ntwo","n\nc,Three,n\n')
    assert ids(table) == ["c"]
    assert table.problems[0].location.line == 3
    assert table.problems[0].raw == 'b,"One\ntwo","n'


def test_row_swallowed_between_two_stray_quotation_marks_is_found() -> None:
    table = read('claim_id,claim,note\na,One,"\nb,Two,n\nc,Three,"\nd,Four,n\n')
    assert ids(table) == ["b", "d"]
    assert [problem.location.line for problem in table.problems] == [2, 4]


def test_prose_inside_a_broken_cell_is_not_taken_for_a_row() -> None:
    text = (
        'claim_id,claim,note\na,"first line\nsecond "bad" line\nheel, hip, arm\nend",n\nb,Two,n\n'
    )
    table = read(text)
    assert ids(table) == ["b"]
    assert table.problems[0].raw == 'a,"first line\nsecond "bad" line\nheel, hip, arm\nend",n'


def test_unclosed_mark_without_later_rows_ends_with_the_file() -> None:
    table = read('claim_id,claim,note\na,"One\n')
    assert not table.rows
    assert table.problems[0].raw == 'a,"One'


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize(("length", "loaded"), [(100_000, True), (100_001, False)])
def test_cell_of_over_100000_characters_is_not_loaded(
    quote: str, length: int, loaded: bool
) -> None:
    before = csv.field_size_limit()
    table = read(f"claim_id,claim\na,One\nb,{quote}{'x' * length}{quote}\nc,Three\n")
    assert ids(table) == (["a", "b", "c"] if loaded else ["a", "c"])
    assert csv.field_size_limit() == before
    if not loaded:
        (problem,) = table.problems
        assert problem.location.line == 3
        assert "100,001 characters" in problem.message
        assert len(problem.raw) < 11_000


def test_wide_cells_that_are_long_only_together_load() -> None:
    long = "x" * 90_000
    table = read(f"claim_id,claim,note\na,{long},{long}\n")
    assert table.rows[0].cells["note"] == long


def test_row_of_very_many_cells_is_a_problem() -> None:
    table = read("claim_id,claim\na,One\nb," + "x,|" * 200_000 + "\nc,Three\n")
    assert ids(table) == ["a", "c"]
    assert "more than" in table.problems[0].message or "cells" in table.problems[0].message


def test_doubled_column_is_a_problem_and_kept_under_another_name() -> None:
    table = read("claim_id,claim,note,note\na,One,first,second\n")
    assert table.rows[0].cells["note"] == "first"
    assert table.rows[0].cells["note (column 4)"] == "second"
    (problem,) = table.problems
    assert problem.kind == "duplicate_column"
    assert (problem.location.line, problem.location.column) == (1, 4)
    assert problem.location.field == "note"


def test_nameless_column_between_others_is_kept() -> None:
    assert read("claim_id,,claim\na,b,c\n").rows[0].cells == {
        "claim_id": "a",
        "column 2": "b",
        "claim": "c",
    }


def test_misspelt_column_is_pointed_out() -> None:
    table = read("claim_id,claim,reference\na,One,smith2010\n")
    (problem,) = table.problems
    assert problem.severity is Severity.WARNING
    assert "“references”" in problem.message
    assert table.rows[0].cells["reference"] == "smith2010"


@pytest.mark.parametrize("text", ["", "\n\n", " \r\n", "\ufeff", ",,,\n;;\n", "sep=;\n"])
def test_blank_file_is_empty(text: str) -> None:
    with pytest.raises(UnreadableInputError, match=r"claims\.csv is empty"):
        read(text)


def test_missing_columns_are_named_with_what_was_found() -> None:
    with pytest.raises(UnreadableInputError) as caught:
        read("claimid,text\na,One\n")
    assert "line 1: no column is called claim_id or claim" in caught.value.problem
    assert "claimid, text" in caught.value.problem
    assert "“claimid” looks like claim_id" in caught.value.way_out
    assert caught.value.exit_code == 3


def test_quotation_mark_left_open_in_the_header_stops_with_its_line() -> None:
    with pytest.raises(UnreadableInputError) as caught:
        read('\nclaim_id,claim,"note\na,One,n\n')
    assert "line 2" in caught.value.problem
    assert "not closed" in caught.value.problem


def test_header_of_a_million_characters_is_refused() -> None:
    with pytest.raises(UnreadableInputError, match="characters long"):
        read("claim_id,claim," + "x" * 2_000_000)


def test_cells_that_began_with_a_tab_or_line_break_are_remembered() -> None:
    table = read('claim_id,claim,note\na,"\tOne","\n=1"\n')
    assert table.rows[0].blank_starts == ("claim", "note")
    assert table.rows[0].cells["claim"] == "One"


def test_file_of_open_quotation_marks_takes_time_in_step_with_its_size() -> None:
    # Read again from each fault to the end of the file, this would take minutes.
    text = "claim_id,claim,note\n" + 'd",e,"x\na,b,c\n' * 20_000
    table = read(text)
    covered = sum(problem.raw.count("\n") + 1 for problem in table.problems) + len(table.rows)
    assert covered == 40_000
