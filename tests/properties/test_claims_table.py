"""Whatever dialect claims are written in, the same claims are read; and nothing is lost."""

from __future__ import annotations

import contextlib
import csv
import io
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.claims_table import COLUMNS, read_claims
from needle_evidence.formats.delimited_table import read_table
from needle_evidence.formats.table_records import split_lines
from needle_evidence.model.claim import Claim

HEADER = (*COLUMNS, "My column")
# No letter below à: two Windows-1252 letters of that range can look like one in UTF-8.
CELL_TEXT = st.text(st.sampled_from("ab cZ09,;|\t\"'\n.-=@()àéßÿ"), max_size=12)
IDS = st.from_regex(r"[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,3}){0,2}", fullmatch=True)
CLAIMS = st.lists(
    st.tuples(IDS, CELL_TEXT.map(lambda text: "Claim " + text), CELL_TEXT, CELL_TEXT),
    max_size=6,
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])


def written(
    rows: list[tuple[str, str, str, str]], delimiter: str, end: str, quoted: bool, encoding: str
) -> bytes:
    file = io.StringIO(newline="")
    # Before Python 3.13 the writer left LF bare where rows end in CR: no spreadsheet does.
    if quoted or end == "\r":
        writer = csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    else:
        writer = csv.writer(file, delimiter=delimiter, lineterminator=end)
    writer.writerow(HEADER)
    for claim_id, text, note, mine in rows:
        cells = dict.fromkeys(HEADER, "") | {
            "claim_id": claim_id,
            "claim": text,
            "note": note,
            "My column": mine,
        }
        writer.writerow(cells.values())
    return file.getvalue().encode(encoding)


def flattened(text: str) -> str:
    return " ".join(part.strip() for part in text.split("\n") if part.strip())


def seen(claim: Claim) -> tuple[str, str, str, str]:
    return claim.claim_id, claim.text, claim.note, claim.extra["My column"]


@given(
    rows=CLAIMS,
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoted=st.booleans(),
    encoding=ENCODINGS,
)
def test_same_claims_in_every_dialect(
    rows: list[tuple[str, str, str, str]], delimiter: str, end: str, quoted: bool, encoding: str
) -> None:
    data = written(rows, delimiter, end, quoted, encoding)
    table = read_claims(data, path="claims.csv")
    expected = [
        (claim_id, flattened(text), flattened(note), flattened(mine))
        for claim_id, text, note, mine in rows
    ]
    assert [seen(claim) for claim in table.claims] == expected
    assert not [problem for problem in table.problems if problem.kind == "unreadable_row"]


@given(data=st.binary(max_size=300))
def test_bytes_of_any_kind_are_read_or_refused_in_words(data: bytes) -> None:
    with contextlib.suppress(UnreadableInputError):
        read_claims(data, path="claims.csv")
    with contextlib.suppress(UnreadableInputError):
        read_claims(b"claim_id,claim\n" + data, path="claims.csv")


BODY = st.text(
    st.one_of(st.sampled_from('a-1,;|"" \n\r\t'), st.characters(exclude_categories=["Cs", "Cc"])),
    max_size=120,
)
ROWS = st.lists(
    st.sampled_from(
        [
            "a,b,c",
            'a,"b,c',
            'a,"b",c',
            '"a',
            'x"',
            'a,b "q", r',
            "",
            ",,",
            'a,""',
            '"","b"x',
            "a,b,c,d",
        ]
    )
).map("\n".join)


@settings(max_examples=300)
@given(body=st.one_of(BODY, ROWS))
def test_every_line_that_is_not_blank_is_in_a_row_or_a_problem(body: str) -> None:
    text = "claim_id,claim,note\n" + body
    table = read_table(text, path="claims.csv", known_columns=COLUMNS)
    kept = Counter[str]()
    for raw in (*(row.raw for row in table.rows), *(problem.raw for problem in table.problems)):
        kept.update(raw.split("\n"))
    lines = Counter(line for line in split_lines(text)[1:] if line.strip(' ,"') and line.strip())
    # A record of blank cells may hold line breaks and other blanks between its marks.
    lost = {line: count for line, count in (lines - kept).items() if line.strip(', "\t').strip()}
    assert not lost


@settings(max_examples=300)
@given(body=st.one_of(BODY, ROWS))
def test_every_row_is_a_claim_or_named_in_a_problem(body: str) -> None:
    text = "claim_id,claim,note\n" + body
    result = read_claims(text.encode(), path="claims.csv")
    rows = read_table(text, path="claims.csv", known_columns=COLUMNS).rows
    claimed = {claim.location.line for claim in result.claims}
    missing = {p.location.line for p in result.problems if p.kind == "missing_cell"}
    assert {row.location.line for row in rows} == claimed | missing
    assert not claimed & missing
    assert all(problem.raw for problem in result.problems if problem.location.line)
