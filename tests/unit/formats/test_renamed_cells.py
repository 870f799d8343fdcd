"""Renaming names in the cells of tables, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from needle_evidence.errors import UnreadableInputError, UsageError
from needle_evidence.formats.citekey_cells import renamed_keys
from needle_evidence.formats.renamed_cells import change_cells

COLUMNS = ("claim_id", "claim", "references")


def listed(cells: Mapping[str, str], _: int) -> Mapping[str, str]:
    cell = cells["references"]
    renamed = renamed_keys(cell, "old2014", "new2014")
    return {} if renamed == cell else {"references": renamed}


def changed(data: bytes) -> bytes:
    return change_cells(data, path="claims.csv", columns=COLUMNS, names=("old2014",), change=listed)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_all_else_stays_byte_for_byte(encoding: str, end: str, delimiter: str) -> None:
    lines = [
        ("claim_id", "claim", "references", "own"),
        ("a", '"Größe: ""so"", und so"', ' "x1,old2014 " ', "  b"),
        ("b", "Zwei", "old2014", ""),
        ("c", f'"Drei{end}Zeilen"', '"old2014x"', "old2014"),
        ("d", "kurz"),
    ]
    text = end.join(delimiter.join(line) for line in lines)
    expected = text.replace("x1,old2014 ", "x1,new2014 ").replace(
        f"Zwei{delimiter}old2014", f"Zwei{delimiter}new2014"
    )
    assert expected.count("new2014") == 2
    assert changed(text.encode(encoding)) == expected.encode(encoding)


def test_nothing_to_rename_gives_the_same_bytes() -> None:
    data = b'claim_id,claim,references\na,"x"y,z\nb,B,c\n'
    assert changed(data) is data
    assert changed(b"") == b""


def test_an_unreadable_row_with_the_name_stops_it() -> None:
    data = b"claim_id,claim,references\na,A,old2014\nb,B,old2014,too,many\n"
    with pytest.raises(UnreadableInputError, match="line 3: this row cannot be read"):
        changed(data)


def test_a_name_that_the_encoding_cannot_hold_is_refused() -> None:
    data = "claim_id,claim,references\na,Größe,old\n".encode("cp1252")
    with pytest.raises(UsageError, match="Windows-1252"):
        change_cells(
            data,
            path="claims.csv",
            columns=COLUMNS,
            names=("old",),
            change=lambda cells, line: {"references": "łukasz2014"},
        )
