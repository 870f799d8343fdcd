"""Rows of claims.csv to claims, and what is said about the cells that are damaged."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.claims_table import COLUMNS, ClaimsTable, read_claims
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.finding import Problem, Severity

SAMPLES = Path(__file__).parents[2] / "samples" / "claims"


def read(text: str) -> ClaimsTable:
    return read_claims(text.encode(), path="claims.csv")


def only(table: ClaimsTable) -> Claim:
    (claim,) = table.claims
    return claim


def problem_of(header: str, row: str) -> Problem:
    (problem,) = read(f"{header}\n{row}\n").problems
    return problem


def without_location(claim: Claim) -> dict[str, object]:
    own = {name: getattr(claim, name) for name in Claim.__slots__ if name != "location"}
    return own | {"extra": dict(claim.extra), "columns": dict(claim.columns)}


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("iso.csv", []),
        ("excel_semicolon_utf8bom.csv", []),
        ("excel_cp1252.csv", ["guessed_encoding"]),
        ("excel_tab_utf16.txt", []),
        ("libreoffice_all_quoted.csv", []),
    ],
)
def test_what_a_spreadsheet_makes_of_the_file_reads_the_same(name: str, kinds: list[str]) -> None:
    expected = read_claims((SAMPLES / "iso.csv").read_bytes(), path="claims.csv")
    table = read_claims((SAMPLES / name).read_bytes(), path="claims.csv")
    assert len(table.claims) == 4
    assert list(map(without_location, table.claims)) == list(map(without_location, expected.claims))
    assert [problem.kind for problem in table.problems] == kinds


def test_every_column_reaches_its_claim() -> None:
    row = (
        "heel-pain,Needling eases pain.,Pain,Treatment benefit,needling,adults,sham,"
        "pain at 6 weeks,a2010;@b2011 ; c2012,one.md; two words.md,Eases pain | eases a|b,"
        "31/12/2026,Check.,mine"
    )
    claim = only(read(f"{','.join(COLUMNS)},My column\n{row}\n"))
    assert claim.claim_id == "heel-pain"
    assert claim.text == "Needling eases pain."
    assert claim.topic == "Pain"
    assert claim.question is Question.TREATMENT_BENEFIT
    assert claim.intervention == "needling"
    assert claim.population == "adults"
    assert claim.comparator == "sham"
    assert claim.outcome == "pain at 6 weeks"
    assert claim.references == ("a2010", "b2011", "c2012")
    assert claim.articles == ("one.md", "two words.md")
    assert claim.quotes == ("Eases pain", "eases a|b")
    assert claim.review_due == datetime.date(2026, 12, 31)
    assert claim.note == "Check."
    assert claim.extra == {"My column": "mine"}
    assert claim.cell("note").column == COLUMNS.index("note") + 1
    assert claim.location.line == 2


@pytest.mark.parametrize(
    "cell", ["a2010;b2011", "a2010; b2011;", '"a2010, b2011"', "a2010 b2011", '"a2010\n@b2011"']
)
def test_citekeys_are_split_at_whatever_no_citekey_holds(cell: str) -> None:
    claim = only(read(f"claim_id,claim,references\na,One,{cell}\n"))
    assert claim.references == ("a2010", "b2011")


def test_doubled_citekeys_and_doubled_ids_are_kept_for_the_checks() -> None:
    table = read("claim_id,claim,references\na,One,k;k\na,Two,\n")
    assert table.claims[0].references == ("k", "k")
    assert [claim.claim_id for claim in table.claims] == ["a", "a"]
    assert not table.problems


def test_line_breaks_in_cells_become_spaces_but_part_articles() -> None:
    row = 'a,"One \n two","one.md\ntwo.md","kept |\nas two","x\ny"'
    claim = only(read(f"claim_id,claim,article,quote,mine\n{row}\n"))
    assert claim.text == "One two"
    assert claim.articles == ("one.md", "two.md")
    assert claim.quotes == ("kept", "as two")
    assert claim.extra == {"mine": "x y"}


def test_typographic_quotes_stay() -> None:
    assert only(read("claim_id,claim\na,“It’s” – so\n")).text == "“It’s” – so"


@pytest.mark.parametrize("cell", ["Treatment benefit", "TREATMENT-BENEFIT", "treatment_benefit"])
def test_question_is_read_in_any_spelling(cell: str) -> None:
    table = read(f"claim_id,claim,question\na,One,{cell}\n")
    assert only(table).question is Question.TREATMENT_BENEFIT
    assert not table.problems


def test_unknown_question_offers_the_nearest() -> None:
    problem = problem_of("claim_id,claim,question", "a,One,benefit")
    assert problem.kind == "malformed_cell"
    assert problem.subject == "a"
    assert problem.raw == "benefit"
    assert (problem.location.line, problem.location.column) == (2, 3)
    assert problem.location.field == "question"
    assert "treatment_benefit" in problem.message
    assert "screening" in problem.way_out


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (",Eases pain.,x", "claim_id", "no claim_id"),
        ("a, ,x", "claim", "no claim;"),
        (",,x", "claim_id", "no claim_id and no claim"),
    ],
)
def test_row_without_id_or_claim_is_reported_with_its_text(
    row: str, column: str, words: str
) -> None:
    table = read(f"claim_id,claim,note\n{row}\nb,Two,\n")
    assert [claim.claim_id for claim in table.claims] == ["b"]
    (problem,) = table.problems
    assert problem.kind == "missing_cell"
    assert problem.location.field == column
    assert words in problem.message
    assert problem.raw == row


@pytest.mark.parametrize(
    ("claim_id", "words", "severity"),
    [
        ("3-Jan", "looks like a date", None),
        ("Jan-26", "looks like a date", None),
        ("03.01.2026", "looks like a date", None),
        ("1.23E+05", "looks like a number", None),
        ("12345", "looks like a number", None),
        ("TRUE", "looks like a number", None),
        ("Heel Pain", "not made of small letters", None),
        ("-a", "not made of small letters", None),
        ("#NAME?", "not made of small letters", None),
        ("jan-3", "would turn", Severity.WARNING),
        ("march10", "would turn", Severity.WARNING),
        ("true", "would turn", Severity.WARNING),
    ],
)
def test_odd_claim_id_is_reported_and_kept(
    claim_id: str, words: str, severity: Severity | None
) -> None:
    table = read(f"claim_id,claim\n{claim_id},One\n")
    assert only(table).claim_id == claim_id
    (problem,) = table.problems
    assert (problem.kind, problem.severity) == ("malformed_cell", severity)
    assert problem.raw == claim_id
    assert words in problem.message


@pytest.mark.parametrize("claim_id", ["a", "mar-therapy", "january-effect", "d3-vitamin", "x-1-2"])
def test_ordinary_ids_are_no_problem(claim_id: str) -> None:
    assert not read(f"claim_id,claim\n{claim_id},One\n").problems


@pytest.mark.parametrize(
    "cell",
    ['"=HYPERLINK(""http://x"")"', "+one", "-one", "@one", '"\tone"', '"\n=1+1"', "-", " =1"],
)
def test_cell_that_a_spreadsheet_takes_for_a_formula_is_reported(cell: str) -> None:
    problem = problem_of("claim_id,claim,note", f"a,One,{cell}")
    assert problem.kind == "formula_cell"
    assert problem.location.field == "note"
    assert "Remove the sign" in problem.way_out


@pytest.mark.parametrize("cell", ["-5", "-14.4", "-14,4 %", "+3", '"-1,000"', "a = b", "Every one"])
def test_negative_numbers_and_inner_signs_are_no_formulas(cell: str) -> None:
    cell = cell if cell.startswith('"') else f'"{cell}"'
    assert not read(f"claim_id,claim,note\na,One,{cell}\n").problems


def test_sign_before_a_citekey_is_taken_off_silently() -> None:
    assert not read("claim_id,claim,references\na,One,@k2010; @l2011\n").problems


@pytest.mark.parametrize("cell", ["#NAME?", "#REF!", "Err:508"])
def test_error_that_a_spreadsheet_left_in_place_of_text_is_reported(cell: str) -> None:
    problem = problem_of("claim_id,claim", f"a,{cell}")
    assert problem.kind == "malformed_cell"
    assert cell in problem.message


def test_ambiguous_dates_of_a_column_are_one_problem() -> None:
    table = read("claim_id,claim,review_due\na,One,03/04/2026\nb,Two,05/06/2026\nc,Three,\n")
    assert [claim.review_due for claim in table.claims] == [None, None, None]
    (problem,) = table.problems
    assert problem.kind == "ambiguous_dates"
    assert "2 dates are not read (lines 2, 3)" in problem.message
    assert (problem.location.line, problem.location.column) == (2, 3)
    assert problem.raw == "03/04/2026\n05/06/2026"


def test_each_impossible_date_is_a_problem_of_its_cell() -> None:
    table = read("claim_id,claim,review_due\na,One,2026-02-30\nb,Two,soon\nc,Three,2026-03-01\n")
    assert [claim.review_due for claim in table.claims] == [None, None, datetime.date(2026, 3, 1)]
    assert [(p.kind, p.subject, p.raw) for p in table.problems] == [
        ("malformed_cell", "a", "2026-02-30"),
        ("malformed_cell", "b", "soon"),
    ]


def test_guessed_encoding_is_one_note() -> None:
    table = read_claims("claim_id,claim\na,Café\nb,Fuß\n".encode("cp1252"), path="claims.csv")
    assert [claim.text for claim in table.claims] == ["Café", "Fuß"]
    (problem,) = table.problems
    assert (problem.kind, problem.severity) == ("guessed_encoding", Severity.NOTE)
    assert problem.location.path == "claims.csv"


def test_problems_stand_in_file_order_with_a_way_out() -> None:
    table = read(
        "claim_id,claim,question,review_due,note\n"
        "A,One,none,soon,=1\n,x,,,\nb,Two,,,a,b\nc,Three,,03/04/2026,\n"
    )
    places = [(p.location.line or 0, p.location.column or 0) for p in table.problems]
    assert places == [(2, 1), (2, 3), (2, 4), (2, 5), (3, 1), (4, 6), (5, 4)]
    assert all(p.message and p.way_out and p.subject and p.raw for p in table.problems)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"name;price\nhammer;3\n", b"PK\x03\x04"])
def test_file_that_is_no_claims_table_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableInputError, match=r"claims\.csv"):
        read_claims(data, path="claims.csv")
