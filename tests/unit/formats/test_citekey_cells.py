"""Citekeys listed in a cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.formats.citekey_cells import (
    listed_keys,
    renamed_key,
    renamed_keys,
    with_keys,
    without_keys,
)

CELLS = st.text(alphabet="ab@;, \n", max_size=20)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("old2014", "new2014"),
        ("@old2014", "@new2014"),
        ("a1; old2014 ;b2", "a1; new2014 ;b2"),
        ("old2014x;old2014", "old2014x;new2014"),
        ("new2014;old2014", "new2014"),
        ("old2014; new2014", "new2014"),
        ("a;old2014;new2014;b", "a;new2014;b"),
        ("a;new2014;b;old2014", "a;new2014;b"),
        ("a, old2014 old2014", "a, new2014"),
        ("new2014;a;new2014", "new2014;a;new2014"),
        ("a;old2014;old2014; ", "a;new2014; "),
        ("", ""),
    ],
)
def test_listed_keys(cell: str, expected: str) -> None:
    assert renamed_keys(cell, "old2014", "new2014") == expected


def test_one_key() -> None:
    assert renamed_key("@old2014", "old2014", "new2014") == "@new2014"
    assert renamed_key("old2014;b", "old2014", "new2014") == "old2014;b"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("", "n1;n2"), ("a", "a;n1;n2"), ("a, b", "a, b, n1, n2"), ("a; b c", "a; b c n1 n2")],
)
def test_keys_are_put_behind(cell: str, expected: str) -> None:
    assert with_keys(cell, ["n1", "n2"], ";") == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("a", ""), ("@a;b", "b"), ("b; a", "b"), ("b; a; c", "b; c"), ("a;b;a", "b"), ("ab", "ab")],
)
def test_keys_are_taken_out(cell: str, expected: str) -> None:
    assert without_keys(cell, {"a"}) == expected


@given(CELLS)
def test_only_the_asked_for_goes(cell: str) -> None:
    left = tuple(key for key in listed_keys(cell) if key != "a")
    assert listed_keys(without_keys(cell, {"a"})) == left
    if "a" not in listed_keys(cell):
        assert without_keys(cell, {"a"}) == cell


@given(CELLS)
def test_renaming_keeps_the_order(cell: str) -> None:
    before, after = listed_keys(cell), listed_keys(renamed_keys(cell, "a", "b"))
    if "a" not in before:
        assert after == before
        return
    named = [("b" if key == "a" else key) for key in before]
    first = named.index("b")
    assert after == tuple(key for n, key in enumerate(named) if key != "b" or n == first)
