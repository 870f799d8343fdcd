"""Whatever the style of a table, one row is put in and every other line stays as it is."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.errors import UnreadableInputError, UsageError
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.delimited_table import read_table
from needle_evidence.formats.table_edits import TableEdit, put_row

COLUMNS = ("claim_id", "citekey", "note")
HEADER = (*COLUMNS, "My column")
# No letter below à: two Windows-1252 letters of that range can look like one in UTF-8.
CELL_TEXT = st.text(st.sampled_from("ab cZ09,;|\t\"'\n.-=@()àéßÿ"), max_size=12)
NEW_TEXT = st.text(st.sampled_from("ab c,;|\"'.()àé≤\n"), max_size=12).map(lambda t: "w" + t)
IDS = st.sampled_from(["heel", "hip", "arm"])
ROWS = st.lists(st.tuples(IDS, st.integers(0, 9), CELL_TEXT, CELL_TEXT), max_size=6)
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    delimiter: str
    end: str
    quoting: int
    encoding: str
    ended: bool
    separator_line: bool


STYLES = st.builds(
    Style,
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]),
    ended=st.booleans(),
    separator_line=st.booleans(),
)


def written(rows: list[tuple[str, int, str, str]], style: Style) -> bytes:
    file = io.StringIO(newline="")
    # Before Python 3.13 the writer left LF bare where rows end in CR: no spreadsheet does.
    quoting = csv.QUOTE_ALL if style.end == "\r" else style.quoting
    writer = csv.writer(
        file,
        delimiter=style.delimiter,
        lineterminator=style.end,
        quoting=quoting,  # type: ignore[arg-type]  # a drawn int; typeshed wants its literals
    )
    writer.writerow(HEADER)
    for claim_id, number, note, mine in rows:
        writer.writerow([claim_id, f"key{number}", note, mine])
    text = file.getvalue()
    if style.separator_line:
        text = f"sep={style.delimiter}{style.end}{text}"
    return (text if style.ended else text.removesuffix(style.end)).encode(style.encoding)


def rows_of(data: bytes) -> list[dict[str, str]]:
    text = decode(data, path="").text
    table = read_table(text, path="", known_columns=COLUMNS)
    assert not table.problems
    return [dict(row.cells) for row in table.rows]


def lines_of(data: bytes) -> list[str]:
    return LINE.findall(decode(data, path="").text)


def flattened(text: str) -> str:
    return re.sub(r"[ \n]*\n[ \n]*", " ", text.strip())


def put(data: bytes, key: dict[str, str], note: str, *, append: bool = False) -> TableEdit:
    return put_row(
        data, path="t.csv", columns=COLUMNS, key=key, values={"note": note}, append=append
    )


@given(rows=ROWS, style=STYLES, claim_id=IDS, note=NEW_TEXT, append=st.booleans())
def test_new_row_is_read_beside_the_old_ones_whose_lines_stay(
    rows: list[tuple[str, int, str, str]], style: Style, claim_id: str, note: str, append: bool
) -> None:
    data = written(rows, style)
    edit = put(data, {"claim_id": claim_id, "citekey": "new"}, note, append=append)
    new = {"claim_id": claim_id, "citekey": "new", "note": flattened(note), "My column": ""}
    after = rows_of(edit.data)
    old = rows_of(data)
    place = after.index(new)
    assert after[:place] + after[place + 1 :] == old
    ids = [row["claim_id"] for row in old]
    if append or claim_id not in ids:
        assert place == len(old)
    else:
        assert ids[place - 1] == claim_id not in ids[place:]
    lines = lines_of(edit.data)
    kept = lines[: edit.line - 1] + lines[edit.line :]
    if place == len(old) and not style.ended:
        assert not lines[-1].endswith(("\r", "\n"))
        known = style.end if rows or style.separator_line else "\n"
        kept[-1] = kept[-1].removesuffix(known)
    assert kept == lines_of(data)
    assert lines[edit.line - 1].rstrip("\r\n") == edit.after
    if not edit.encoding_changed:
        assert_same_bytes_around(data, edit.data, edit.after)
    else:
        assert style.encoding == "cp1252"
        assert "≤" in note


def assert_same_bytes_around(old: bytes, new: bytes, row: str) -> None:
    """The new bytes are the old ones with one piece put in, about as long as the row."""
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    assert new.endswith(old[start:])
    assert len(new) - len(old) <= 2 * len(row) + 4


@given(rows=ROWS.filter(bool), style=STYLES, index=st.integers(0, 5), note=NEW_TEXT)
def test_changed_row_differs_in_its_cell_alone(
    rows: list[tuple[str, int, str, str]], style: Style, index: int, note: str
) -> None:
    data = written(rows, style)
    old = rows_of(data)
    index %= len(old)
    key = {name: old[index][name] for name in ("claim_id", "citekey")}
    same = [row for row in old if {name: row[name] for name in key} == key]
    if len(same) > 1:
        try:
            put(data, key, note)
        except UsageError:
            return
        raise AssertionError("one of several rows was changed")
    edit = put(data, key, note)
    after = rows_of(edit.data)
    assert flattened(after[index]["note"]) == flattened(note)
    assert after == [*old[:index], old[index] | {"note": after[index]["note"]}, *old[index + 1 :]]
    changed = edit.before.count("\n") + edit.before.count("\r") - edit.before.count("\r\n") + 1
    before_lines, after_lines = lines_of(data), lines_of(edit.data)
    assert after_lines[: edit.line - 1] == before_lines[: edit.line - 1]
    rest = before_lines[edit.line - 1 + changed :]
    assert after_lines[len(after_lines) - len(rest) :] == rest
    again = put(edit.data, key, note)
    assert again.data == edit.data


BROKEN_LINES = st.lists(
    st.sampled_from(
        ["a,b,c", 'a,"b,c', 'a,"b",c', '"a', 'x"', 'a,b "q", r', "", ",,", '"","b"x', "a,b,c,d,e"]
    ),
    max_size=8,
)


@given(
    lines=BROKEN_LINES,
    noise=st.binary(max_size=12),
    end=st.sampled_from([b"\n", b"\r\n", b"\r"]),
    append=st.booleans(),
)
def test_damaged_table_keeps_every_byte_or_is_refused(
    lines: list[str], noise: bytes, end: bytes, append: bool
) -> None:
    data = end.join([b"claim_id,citekey,note", *map(str.encode, lines), noise])
    key = {"claim_id": "a", "citekey": "unheard-of"}
    try:
        edit = put(data, key, "w", append=append)
    except (UsageError, UnreadableInputError):
        return
    assert not edit.encoding_changed
    assert_same_bytes_around(data, edit.data, edit.after)
