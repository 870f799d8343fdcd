"""Whatever is written into an appraisal table, nothing is lost and nothing is guessed."""

from __future__ import annotations

import contextlib
import csv
import io
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.errors import UnreadableInputError, UsageError
from needle_evidence.formats.appraisal_tables import (
    CERTAINTY,
    EVIDENCE,
    REVIEWS,
    SEARCHES,
    THESAURUS,
    WAIVERS,
    AppraisalTable,
)
from needle_evidence.formats.typed_table import Column, read_typed_table, written_form

TABLES: tuple[AppraisalTable[Any], ...] = (
    EVIDENCE, CERTAINTY, SEARCHES, REVIEWS, WAIVERS, THESAURUS,
)  # fmt: skip
TEXT = st.text(
    st.one_of(
        st.sampled_from("a1,;|\t\"'\n.-−=@:() "), st.characters(exclude_categories=["Cs", "Cc"])
    ),
    max_size=30,
)
KINDS = ("text", "word", "words", "number", "count", "date", "judgement")
COLUMNS = tuple(Column(name=kind, holds=kind, choices=("serious", "not serious")) for kind in KINDS)


def file_of(names: tuple[str, ...], rows: list[list[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([names, *rows])
    return stream.getvalue().encode()


@given(table=st.sampled_from(TABLES), data=st.binary(max_size=300))
def test_bytes_of_any_kind_are_read_or_refused_in_words(
    table: AppraisalTable[Any], data: bytes
) -> None:
    header = ",".join(table.column_names).encode() + b"\n"
    for content in (data, header + data):
        with contextlib.suppress(UnreadableInputError):
            records, problems = table.read(content)
            assert all(problem.message and problem.way_out for problem in problems)
            assert all(record.location is not None for record in records)


@given(cells=st.lists(TEXT, min_size=len(KINDS), max_size=len(KINDS)))
def test_a_cell_has_a_value_or_a_problem(cells: list[str]) -> None:
    key = Column(name="claim_id", required=True)
    names = ("claim_id", *KINDS)
    table = read_typed_table(
        file_of(names, [["heel", *cells]]),
        path="t.csv", columns=(key, *COLUMNS), noun="row", needed=("claim_id",),
    )  # fmt: skip
    if any(problem.kind == "unreadable_row" for problem in table.problems):
        assert not table.rows
        return
    (row,) = table.rows
    complained = {problem.location.field for problem in table.problems}
    for kind, cell in zip(KINDS, cells, strict=True):
        filled = bool(cell.replace("\r", "\n").strip())
        assert (kind in row.values or kind in complained) == filled or (
            kind == "words" and not cell.strip(" ,;\n\t")
        )


@given(number=st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9),
                          max_value=10**9), comma=st.booleans(),
       minus=st.sampled_from("-−–—－"))  # fmt: skip
def test_numbers_survive_comma_and_minus(number: Decimal, comma: bool, minus: str) -> None:
    text = str(number).replace("-", minus)
    (record,), problems = EVIDENCE.read(
        file_of(
            ("claim_id", "citekey", "effect"),
            [["a", "b", text.replace(".", ",") if comma else text]],
        )
    )
    assert not problems
    assert record.effect == number


@given(text=TEXT.map(str.strip), column=st.sampled_from(COLUMNS))
def test_what_is_written_is_read_back_the_same(text: str, column: Column) -> None:
    text = " ".join(text.split())
    try:
        written = written_form(text, column)
    except UsageError:
        return
    assert written_form(written, column) == written
