"""Changing one entry of a BibTeX text."""

from __future__ import annotations

import pytest

from needle_evidence.errors import UsageError
from needle_evidence.formats.bibtex_text.bib_edits import (
    append_entries,
    edit_entries,
    remove_entry,
    rename_key,
    replace_entry,
    set_fields,
)
from needle_evidence.formats.bibtex_text.entry_writer import FieldValue
from needle_evidence.formats.references.bibtex import read_references
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference

TWO = """% my library
@string{pt = "Physical Therapy"}

@article{hall2018,
  title   = {Hall {DNA}},
  journal = pt,
  year    = 2018
}

@comment{jabref-meta: groups;}

@Book{smith_2001,
  Title = "Smith",
  Year = "2001",
}
"""


def new(key: str = "new2020", **fields: str) -> Reference:
    return Reference(
        key=key, entry_type="article", location=Location(path="x"), fields=fields or {"title": "N"}
    )


def test_set_changes_adds_and_removes_fields() -> None:
    text = set_fields(TWO, "hall2018", {"title": "50% of R&D", "doi": "10.1/a_b", "journal": None})
    assert text == TWO.replace("Hall {DNA}", r"50\% of {R\&D}").replace(
        "  journal = pt,\n", ""
    ).replace("= 2018\n", "= 2018,\n  doi     = {10.1/a_b}\n")


def test_set_follows_the_entry_not_its_neighbours() -> None:
    text = set_fields(TWO, "smith_2001", {"title": 'A "B"', "publisher": "P"})
    assert '  Title = {A "B"},\n  Year = "2001",\n  Publisher = "P",\n}' in text


def test_last_field_goes_with_the_comma_before_it() -> None:
    assert "journal = pt\n}" in set_fields(TWO, "hall2018", {"year": None})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("@misc{a}", "@misc{a,\n  doi = {1}\n}"),
        ("@misc{a,}", "@misc{a,\n  doi = {1}\n}"),
        ("@misc{a,\n}", "@misc{a,\n  doi = {1}\n}"),
        ("@misc(a, title = {)}, x = y)", "@misc(a, title = {)}, x = y, doi = {1})"),
        ("@misc{a, title={x}}", "@misc{a, title={x}, doi={1}}"),
        ("@misc{a,\r\n\tb=1,\r\n\tc=2}", "@misc{a,\r\n\tb=1,\r\n\tc=2,\r\n\tdoi=1}"),
        ("@misc{a,\r b = {2}\r}", "@misc{a,\r b = {2},\r doi = {1}\r}"),
        ("@misc{a, b = {x}, }", "@misc{a, b = {x}, doi = {1}, }"),
    ],
)
def test_new_field_in_any_entry(before: str, after: str) -> None:
    text = set_fields(before, "a", {"doi": "1"})
    assert text == after
    assert read_references(text, path="x").references[0].text("doi") == "1"


def test_all_fields_may_go_and_one_may_come() -> None:
    text = set_fields("@misc{a, b = {x}, c = {y}}", "a", {"b": None, "c": None, "doi": "1"})
    assert dict(read_references(text, path="x").references[0].fields) == {"doi": "1"}


def test_first_of_doubled_entries_and_fields_is_meant() -> None:
    doubled = "@misc{a, b = {1}, B = {2}}\n@misc{a, b = {3}}\n"
    assert set_fields(doubled, "a", {"b": "x"}) == doubled.replace("{1}", "{x}")
    assert set_fields(doubled, "a", {"b": None}).startswith("@misc{a,}\n@misc{a, b = {3}}")
    with pytest.raises(UsageError, match=r"2 entries have the citekey a \(lines 1 and 2\)"):
        remove_entry(doubled, "a")
    assert remove_entry(doubled, "a", line=2) == doubled.splitlines(keepends=True)[0]


def test_missing_comma_is_refused_only_where_it_matters() -> None:
    text = "@misc{a,\n  x = {1}\n  y = {2},\n  z = {3}\n}\n"
    assert "z = {4}" in set_fields(text, "a", {"z": "4"})
    for name in ("x", "y"):
        with pytest.raises(UsageError, match="a comma is missing between x and y"):
            set_fields(text, "a", {name: "9"})


def test_unknown_entry_is_refused() -> None:
    with pytest.raises(UsageError, match="no entry nobody"):
        set_fields(TWO, "nobody", {"x": "1"})
    with pytest.raises(UsageError, match="no entry Hall2018"):
        remove_entry(TWO, "Hall2018")


def test_many_entries_at_once() -> None:
    text = edit_entries(
        TWO,
        {"smith_2001": {"year": "2002"}, "hall2018": {"month": FieldValue(latex="may", bare=True)}},
    )
    assert "  month   = may\n" in text
    assert 'Year = "2002"' in text


def test_broken_neighbour_stays_and_the_rest_is_found() -> None:
    text = "@article{open, title = {never closed\n@misc{a, b = {1}}\n"
    assert set_fields(text, "a", {"b": "2"}) == text.replace("{1}", "{2}")


def test_remove_takes_its_line_and_one_gap() -> None:
    assert remove_entry(TWO, "hall2018") == TWO.replace(
        TWO[TWO.index("@article") : TWO.index("@comment")], ""
    )
    assert remove_entry(TWO, "smith_2001") == TWO[: TWO.index("\n@Book")]
    assert remove_entry("@misc{a} @misc{b}\n", "a") == " @misc{b}\n"


def test_rename_follows_other_entries() -> None:
    text = (
        "@book{a, ids = {a, z}}\n@misc{b, crossref = {a}, xdata = {z, a ,aa}, title = {a}}\n"
        '@misc{c, related = "a", note = {see a}}\n'
    )
    assert rename_key(text, "a", "k1") == (
        "@book{k1, ids = {a, z}}\n@misc{b, crossref = {k1}, xdata = {z, k1 ,aa}, title = {a}}\n"
        '@misc{c, related = "k1", note = {see a}}\n'
    )
    with pytest.raises(UsageError, match="an entry b already"):
        rename_key(text, "a", "B")
    with pytest.raises(UsageError, match="holds ' '"):
        rename_key(text, "a", "two words")


def test_replace_keeps_place_and_style() -> None:
    text = replace_entry(TWO, "smith_2001", new("smith_2001", title="T", year="2003"))
    assert text.endswith('@Article{smith_2001,\n  Title = "T",\n  Year = "2003",\n}\n')
    assert text.startswith(TWO[: TWO.index("@Book")])


@pytest.mark.parametrize(
    ("before", "gap"),
    [
        ("", ""),
        ("\ufeff", ""),
        ("% note", "\n\n"),
        ("@misc{a, b={1}}", "\n\n"),
        ("@misc{a, b={1}}\n", "\n"),
        ("@misc{a, b={1}}\n\n\n", ""),
        ("@misc{a, b={1}}\r\n", "\r\n"),
        ("@misc{a,b={1}}\n@misc{c,b={1}}\n", ""),
    ],
)
def test_append_keeps_what_is_there_and_the_gap(before: str, gap: str) -> None:
    text = append_entries(before, [new()])
    assert text.startswith(f"{before}{gap}@")
    assert text.endswith(("}\n", "}\r\n"))


def test_append_refuses_a_key_that_no_entry_can_have() -> None:
    for key in ("", "a b", "a,b", "a}b", "@a", "a\u200bb"):
        with pytest.raises(UsageError, match="no entry can have it"):
            append_entries(TWO, [new(key)])
    assert append_entries(TWO, []) == TWO
