"""One row is put into tables of every style, and nothing else in them moves."""

from __future__ import annotations

import codecs
from collections.abc import Mapping

import pytest

from needle_evidence.errors import NeedleEvidenceError, UnreadableInputError, UsageError
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.delimited_table import read_table
from needle_evidence.formats.table_edits import TableEdit, put_row

COLUMNS = ("claim_id", "citekey", "outcome", "stance", "effect", "note")
BOM = codecs.BOM_UTF8
HEADER = "claim_id,citekey,outcome,stance,effect,note\n"
TABLE = HEADER + "heel,a2014,pain,supports,-14.4,x\nhip,b2015,,neutral,,\n"


def put(
    data: bytes | str | None,
    key: str | Mapping[str, str] = "",
    *,
    keep_others: bool = True,
    append: bool = False,
    **values: str,
) -> TableEdit:
    if isinstance(key, str):
        key = dict(zip(("claim_id", "citekey"), key.split(), strict=False))
    return put_row(
        data.encode() if isinstance(data, str) else data,
        path="evidence.csv",
        columns=COLUMNS,
        key=key,
        values=values,
        keep_others=keep_others,
        append=append,
    )


def text_of(edit: TableEdit) -> str:
    return edit.data.decode("utf-8")


def test_new_file_has_all_columns_and_the_style_of_the_example() -> None:
    edit = put(None, "heel a2014", note='so "it" is, here')
    assert edit.data == BOM + (HEADER + 'heel,a2014,,,,"so ""it"" is, here"\n').encode()
    assert (edit.before, edit.line, edit.added_columns) == ("", 2, ())
    assert edit.after == 'heel,a2014,,,,"so ""it"" is, here"'


def test_new_file_gains_a_column_that_is_not_among_the_known_ones() -> None:
    assert put(b" \n", "heel", mine="y").data == (
        BOM + (HEADER[:-1] + ",mine\nheel,,,,,,y\n").encode()
    )


def test_row_with_the_key_is_changed_in_the_named_cells_only() -> None:
    edit = put(TABLE, "heel a2014", stance="refutes")
    assert text_of(edit) == TABLE.replace("supports", "refutes")
    assert edit.before == "heel,a2014,pain,supports,-14.4,x"
    assert edit.after == "heel,a2014,pain,refutes,-14.4,x"
    assert (edit.line, edit.encoding_changed) == (2, "")


def test_key_is_compared_trimmed_and_exactly() -> None:
    table = HEADER + ' heel , "a2014" ,,supports,,\nHEEL,a2014,,neutral,,\n'
    edit = put(table, "heel a2014", stance="refutes")
    assert text_of(edit) == table.replace("supports", "refutes")


def test_same_values_leave_every_byte_even_a_line_break_in_a_cell() -> None:
    table = HEADER + 'heel,a2014,"pain\r\n at night",supports,,\n'
    edit = put(table, "heel a2014", outcome="pain at night", stance="supports ")
    assert edit.data == table.encode()
    assert edit.before == edit.after != ""


def test_cells_that_are_not_named_can_be_emptied_but_never_unknown_columns() -> None:
    table = "claim_id,citekey,mine,stance,note\nheel,a2014,keep,supports,old\n"
    edit = put(table, "heel a2014", keep_others=False, stance="neutral")
    assert text_of(edit) == "claim_id,citekey,mine,stance,note\nheel,a2014,keep,neutral,\n"


def test_short_row_grows_up_to_the_cell_and_a_long_one_stays() -> None:
    table = HEADER + "heel,a2014\nhip,b2015,,,,,,\n"
    assert text_of(put(table, "heel a2014", effect="3")) == table.replace(
        "heel,a2014\n", "heel,a2014,,,3\n"
    )
    assert text_of(put(table, "hip b2015", note="n")) == table.replace(",,,,,,\n", ",,,,n,,\n")


def test_several_rows_with_the_key_are_named_and_none_is_changed() -> None:
    with pytest.raises(UsageError, match=r"lines 2, 3 and 4: these rows have the same claim_id"):
        put(HEADER + "heel,a2014,,,,\n" * 3, "heel a2014", stance="neutral")


def test_new_row_goes_after_the_last_of_its_claim_else_to_the_end() -> None:
    table = HEADER + 'heel,a2014,"two\nlines",,,\nhip,b2015,,,,\n'
    edit = put(table, "heel c2016")
    assert text_of(edit) == table.replace("hip,", "heel,c2016,,,,\nhip,")
    assert edit.line == 4
    assert text_of(put(table, "arm c2016")) == table + "arm,c2016,,,,\n"


def test_appending_always_adds_at_the_end_also_a_row_that_is_there() -> None:
    edit = put(TABLE, "heel a2014", append=True, stance="supports")
    assert text_of(edit) == TABLE + "heel,a2014,,supports,,\n"
    assert edit.before == ""


def test_blank_rows_at_the_end_stay_there() -> None:
    table = TABLE + "\n,,,,,\n\n"
    assert text_of(put(table, "arm x")) == TABLE + "arm,x,,,,\n" + "\n,,,,,\n\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_end_is_the_file_s_and_a_missing_last_one_is_put_only_before_the_row(end: str) -> None:
    table = TABLE.replace("\n", end)
    assert put(table, "arm x").data == (table + "arm,x,,,," + end).encode()
    bare = table.removesuffix(end)
    assert put(bare, "arm x").data == (bare + end + "arm,x,,,,").encode()
    assert put(bare, "heel x").data == bare.replace("hip", f"heel,x,,,,{end}hip").encode()


def test_mixed_line_ends_stay_and_the_neighbour_gives_the_new_one() -> None:
    table = HEADER + "heel,a2014,,,,\r\nhip,b2015,,,,\n"
    assert text_of(put(table, "heel x")) == table.replace("hip", "heel,x,,,,\r\nhip")


def test_line_end_inside_a_cell_is_not_taken_for_that_of_rows() -> None:
    table = HEADER.replace("\n", "\r\n") + 'heel,a2014,,,,"two\nlines"'
    assert text_of(put(table, "arm x")) == table + "\r\narm,x,,,,"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_delimiter_is_the_file_s_and_a_cell_that_holds_it_is_quoted(delimiter: str) -> None:
    table = TABLE.replace(",", delimiter)
    edit = put(table, "arm x", note=f"a{'|' if delimiter == chr(9) else delimiter}b, c")
    row = text_of(edit).removeprefix(table)
    note = "a|b, c" if delimiter == "\t" else f'"a{delimiter}b, c"'
    assert row == delimiter.join(["arm", "x", "", "", "", note]) + "\n"


def test_separator_line_of_excel_stays() -> None:
    table = "sep=;\n" + TABLE.replace(",", ";")
    assert text_of(put(table, "arm x")) == table + "arm;x;;;;\n"
    unusual = "sep=#\n" + TABLE.replace(",", "#")
    edit = put(unusual, "arm x", mine="new")
    assert text_of(edit) == unusual.replace("note\n", "note#mine\n") + "arm#x#####new\n"


def test_quoting_is_that_of_the_neighbours() -> None:
    everything = '"claim_id","citekey","effect","note"\n"heel","a","-1.5",""\n'
    assert text_of(put(everything, "heel b", effect="2")) == everything + '"heel","b","2",""\n'
    texts = '"claim_id","citekey","effect","note"\n"heel","a",-1.5,\n'
    assert text_of(put(texts, "heel b", effect="2")) == texts + '"heel","b",2,\n'
    needed = 'claim_id,citekey,effect,note\nheel,a,-1.5,"x, y"\n'
    assert text_of(put(needed, "heel b", note="z")) == needed + "heel,b,,z\n"
    assert text_of(put(needed, "heel a", note="z")) == needed.replace("x, y", "z")
    header_only = '"claim_id","citekey"\n'
    assert text_of(put(header_only, "heel b", mine="m")) == (
        '"claim_id","citekey","mine"\n"heel","b","m"\n'
    )


def test_column_that_is_missing_is_added_to_the_header_alone() -> None:
    table = "claim_id,citekey\r\nheel,a\r\nhip,b,\r\n"
    edit = put(table, "heel a", stance="neutral", note="")
    assert text_of(edit) == "claim_id,citekey,stance\r\nheel,a,neutral\r\nhip,b,\r\n"
    assert edit.added_columns == ("stance",)
    nameless = "claim_id,citekey,,\nheel,a,,\n"
    assert text_of(put(nameless, "heel a", stance="neutral")) == (
        "claim_id,citekey,stance,\nheel,a,neutral,\n"
    )


def test_column_is_not_added_beside_its_misspelt_name() -> None:
    with pytest.raises(UsageError, match="did you mean “stance”"):
        put("claim_id,citekey,stances\nheel,a,supports\n", "heel a", stance="neutral")


def test_key_column_that_is_missing_counts_as_empty() -> None:
    table = "claim_id,citekey,stance\nheel,a,neutral\n"
    same = put(table, {"claim_id": "heel", "citekey": "a", "outcome": ""}, stance="supports")
    assert text_of(same) == table.replace("neutral", "supports")
    other = put(table, {"claim_id": "heel", "citekey": "a", "outcome": "pain"})
    assert text_of(other) == "claim_id,citekey,stance,outcome\nheel,a,neutral\nheel,a,,pain\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encoding_and_mark_stay(encoding: str) -> None:
    table = TABLE.replace("x\n", "Müller\n")
    edit = put(table.encode(encoding), "arm x", note="café – “so”")
    assert edit.data == (table + "arm,x,,,,café – “so”\n").encode(encoding)
    assert edit.encoding_changed == ""


def test_character_that_does_not_fit_makes_the_file_utf_8_and_is_named() -> None:
    table = TABLE.replace("x\n", "Müller\n")
    edit = put(table.encode("cp1252"), "arm x", note="p ≤ 0.05")
    assert edit.data == BOM + (table + "arm,x,,,,p ≤ 0.05\n").encode()
    assert edit.encoding_changed == (
        "the file was Windows-1252; “≤” does not fit, so it is now UTF-8"
    )


def test_stray_bytes_of_other_rows_and_of_the_same_row_stay() -> None:
    data = (TABLE + "arm,c,µ–é–ß,").encode() + b"\xe9\x81,,\n"
    assert decode(data, path="").guessed
    edit = put(data, "arm c", note="fin – é")
    assert edit.data == data[:-1] + "fin – é\n".encode()
    latin = TABLE.replace("x\n", "Müller\n").encode("cp1252") + b"arm,c,\x81,,,\n"
    assert put(latin, "arm c", note="é").data == latin[:-1] + b"\xe9\n"


def test_file_whose_encoding_the_change_would_hide_becomes_utf_8() -> None:
    data = HEADER.encode() + b"heel,a,,,,caf\xe9\n"
    edit = put(data, "heel a", note="Ã© and Ã©")  # these bytes would be read as é
    assert edit.data == BOM + (HEADER + "heel,a,,,,Ã© and Ã©\n").encode()
    assert "could no longer be told" in edit.encoding_changed
    wide = TABLE.encode("utf-16-le")
    edit = put(wide, "arm x", note="Ā")  # its zero byte hides that the file is UTF-16
    assert text_of(edit) == "\ufeff" + TABLE + "arm,x,,,,Ā\n"
    assert edit.encoding_changed.startswith("the file was UTF-16; ")


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+3", "-min", "@x", "-", "\tx", "\rx", "a\x07b", "\x1b[3m", "\ud800", "a" * 100_001],
)
def test_cells_that_no_table_may_hold_are_refused(cell: str) -> None:
    with pytest.raises(UsageError, match=r"^note "):
        put(TABLE, "arm x", note=cell)


@pytest.mark.parametrize("cell", ["-14.4", "-14,4", "-.5", "-1e-5", "-3 %", "– dash"])
def test_negative_numbers_may_begin_with_a_minus(cell: str) -> None:
    assert text_of(put(TABLE, "arm x", effect=cell)).endswith(
        f',"{cell}",\n' if "," in cell else f",{cell},\n"
    )


def test_formula_that_stands_there_already_does_not_bar_a_change_of_other_cells() -> None:
    table = HEADER + "=heel,a,,neutral,,\n"
    assert text_of(put(table, "=heel a", stance="supports", claim_id="=heel")) == table.replace(
        "neutral", "supports"
    )


def test_line_breaks_and_tabs_become_a_space() -> None:
    edit = put(TABLE, "arm x", note=" one \r\n two\u2028three\tfour\x85five  six ")
    assert edit.after == "arm,x,,,,one two three four five  six"


def test_row_without_cells_or_key_is_refused() -> None:
    with pytest.raises(UsageError, match="without any cell"):
        put(TABLE, "", note="x")
    with pytest.raises(UsageError, match="without any cell"):
        put(TABLE, "", append=True, note=" ")
    assert text_of(put(TABLE, "", append=True, note="x")) == TABLE + ",,,,,x\n"


def test_rows_that_cannot_be_read_stay_byte_for_byte() -> None:
    broken = 'arm,c,"open,,,\n'
    ragged = "leg,d,,,,,too many\n"
    table = HEADER + "heel,a,,,,\n" + broken + ragged + "hip,b,,,,\n"
    assert text_of(put(table, "hip b", note="n")) == table.replace("hip,b,,,,", "hip,b,,,,n")
    assert text_of(put(table, "heel z")) == table.replace("arm", "heel,z,,,,\narm")


def test_broken_row_that_may_be_the_one_to_change_is_named() -> None:
    table = HEADER + 'hip,b,,,,\nheel,a,"open,,,\nleg,b,,,,\n'
    with pytest.raises(UnreadableInputError, match=r"line 3: .* may be the one to change"):
        put(table, "heel a", note="n")


def test_place_that_is_uncertain_is_refused_with_its_line() -> None:
    narrow = 'claim_id\nheel\n"open\n'
    with pytest.raises(UnreadableInputError, match="line 3"):
        put(narrow, "arm")
    hidden = "claim_id,citekey\nheel,a,a cell that the new column would name\n"
    with pytest.raises(UnreadableInputError, match="line 2"):
        put(hidden, "arm x", note="n")


def test_file_that_is_no_such_table_is_refused() -> None:
    with pytest.raises(UnreadableInputError, match="none of the column names"):
        put("heel,a2014\n", "arm x")
    with pytest.raises(UnreadableInputError, match="zip file"):
        put(b"PK\x03\x04", "arm x")


def test_row_that_would_not_be_read_back_is_an_internal_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("needle_evidence.formats.table_splices._quoted", lambda cell, _: cell)
    with pytest.raises(NeedleEvidenceError, match="nothing was changed") as raised:
        put(TABLE, "heel a2014", note='a, "b"')
    assert raised.value.exit_code == 70


def test_row_of_hostile_size_is_quick() -> None:
    cell = (" \n" * 30_000) + "x" + '" ,' * 20_000
    edit = put(TABLE, "arm x", note=cell, outcome=" " * 90_000 + "y" + " " * 9_000 + "z")
    table = read_table(decode(edit.data, path="").text, path="", known_columns=COLUMNS)
    assert table.rows[-1].cells["note"] == ("x" + '" ,' * 20_000)
