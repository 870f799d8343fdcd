"""Many rows changed, put in and taken out at once."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from needle_evidence.errors import UsageError
from needle_evidence.formats.table_changes import TableChange, change_rows

COLUMNS = ("claim_id", "claim", "note")
TABLE = b'claim_id;claim;note\r\na;"One; two";x\r\n\r\nb;Two;"y"\r\na;Three'


def changed(
    data: bytes | None,
    *,
    changed: Mapping[int, Mapping[str, str]] | None = None,
    removed: frozenset[int] = frozenset(),
    added: tuple[Mapping[str, str], ...] = (),
) -> bytes:
    change = TableChange(changed=changed or {}, removed=removed, added=added)
    return change_rows(data, change, path="t.csv", columns=COLUMNS).data


def test_nothing_to_do_leaves_the_bytes() -> None:
    assert changed(TABLE) == TABLE
    assert changed(None) == b""


def test_cells_keep_their_neighbours_bytes() -> None:
    data = changed(TABLE, changed={2: {"claim": "1; 2"}, 4: {"note": "z"}, 5: {"note": "new"}})
    assert data == b'claim_id;claim;note\r\na;"1; 2";x\r\n\r\nb;Two;"z"\r\na;Three;new'


def test_rows_go_with_their_line_ends() -> None:
    assert changed(TABLE, removed=frozenset({2, 5})) == b'claim_id;claim;note\r\n\r\nb;Two;"y"\r\n'
    every = changed(TABLE, removed=frozenset({2, 4, 5}))
    assert every == b"claim_id;claim;note\r\n\r\n"


def test_new_rows_go_behind_those_of_their_name() -> None:
    rows = ({"claim_id": "b", "claim": "B"}, {"claim_id": "c", "claim": "C"}, {"claim_id": "b"})
    assert changed(TABLE, added=rows) == (
        b'claim_id;claim;note\r\na;"One; two";x\r\n\r\nb;Two;"y"\r\nb;B;\r\nb;;\r\na;Three\r\nc;C;'
    )


def test_new_row_in_the_place_of_a_last_row_without_line_end() -> None:
    data = changed(TABLE, removed=frozenset({5}), added=({"claim_id": "c"}, {"claim_id": "d"}))
    assert data == b'claim_id;claim;note\r\na;"One; two";x\r\n\r\nb;Two;"y"\r\nc;;\r\nd;;'


def test_line_breaks_inside_are_the_files() -> None:
    data = changed(TABLE, changed={4: {"claim": "two\nlines"}})
    assert b'b;"two\r\nlines";"y"' in data


def test_missing_columns_are_added_when_filled() -> None:
    data = changed(b"claim_id,claim\na,A\nb,B\n", changed={3: {"note": "n", "claim": "B"}})
    assert data == b"claim_id,claim,note\na,A\nb,B,n\n"
    assert changed(b"claim_id,claim\na,A\n", changed={2: {"note": ""}}) == b"claim_id,claim\na,A\n"
    with pytest.raises(UsageError, match="did you mean"):
        changed(b"claim_id,claim,notee\na,A,x\n", changed={2: {"note": "n"}})


def test_new_table() -> None:
    data = changed(None, added=({"claim_id": "a", "claim": "A, b", "own": "x"},))
    assert data == '\ufeffclaim_id,claim,note,own\na,"A, b",,x\n'.encode()


def test_encoding_stays_until_a_character_does_not_fit() -> None:
    table = "claim_id,claim\na,Café\n".encode("cp1252")
    kept = change_rows(
        table, TableChange(changed={2: {"claim": "Cafés"}}), path="t.csv", columns=COLUMNS
    )
    assert (kept.data, kept.encoding_changed) == ("claim_id,claim\na,Cafés\n".encode("cp1252"), "")
    wide = change_rows(
        table, TableChange(changed={2: {"claim": "針"}}), path="t.csv", columns=COLUMNS
    )
    assert wide.data == "\ufeffclaim_id,claim\na,針\n".encode()
    assert "now UTF-8" in wide.encoding_changed


def test_broken_rows_stay() -> None:
    table = b"claim_id,claim\na,A\nbroken,x,y,z\nb,B\n"
    data = changed(table, changed={4: {"claim": "C"}}, removed=frozenset({2}))
    assert data == b"claim_id,claim\nbroken,x,y,z\nb,C\n"


def test_many_rows_are_quick() -> None:
    table = b"claim_id,claim\n" + b"".join(b"%d,1\n" % n for n in range(20_000))
    change = {n: {"claim": "2"} for n in range(2, 20_002)}
    assert changed(table, changed=change).count(b",2\n") == 20_000
