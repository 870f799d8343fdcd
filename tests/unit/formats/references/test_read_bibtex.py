"""Reading BibTeX: everything is loaded or named in a problem, with its line."""

from __future__ import annotations

import pytest

from needle_evidence.formats.references.bibtex import read_references
from needle_evidence.model.finding import Problem
from needle_evidence.model.reference import Reference


def read(text: str) -> tuple[dict[str, Reference], list[Problem]]:
    table = read_references(text, path="references.bib")
    return {r.key: r for r in table.references}, list(table.problems)


def said(problems: list[Problem]) -> list[tuple[str, str, int | None]]:
    return [(p.kind, p.subject, p.location.line) for p in problems]


def test_macros_concatenation_months_and_case() -> None:
    found, problems = read(
        '@STRING{JP = "Journal of Pain"}\n@string(suffix = { Research})\n@preamble{"x"}\n'
        "@comment{@article{no, title={No}}}\n"
        '@Article(a, TITLE = "A {T}itle", journal = jp # suffix, month = 4 # "~" # aug, '
        "year = 2014)\n"
    )
    assert problems == []
    assert found["a"].fields == {
        "title": "A Title",
        "journal": "Journal of Pain Research",
        "month": "4 August",
        "year": "2014",
    }
    assert found["a"].raw_fields["title"] == "A {T}itle"
    assert (found["a"].entry_type, found["a"].year) == ("article", "2014")


def test_crossref_and_xdata_inherit_in_any_order() -> None:
    found, problems = read(
        "@incollection{chapter, crossref={book}, title={Chapter}, pages={1--9}}\n"
        "@collection{book, title={Book}, editor={Ed, Itor}, xdata={press}, doi={10.1/book}}\n"
        "@xdata{press, publisher={Press}, location={Perth}}\n"
    )
    assert problems == []
    chapter = found["chapter"]
    assert (chapter.title, chapter.container) == ("Chapter", "Book")
    assert (chapter.fields["publisher"], chapter.editors[0].family) == ("Press", "Ed")
    assert "doi" not in chapter.fields
    assert chapter.inherited == {"booktitle", "editor", "publisher", "location"}
    assert [r.is_work for r in found.values()] == [True, True, False]


def test_circle_and_missing_parent_are_named_once() -> None:
    _, problems = read(
        "@book{a, crossref={b}}\n@book{b, crossref={c}}\n@book{c, crossref={a}}\n"
        "@book{d, crossref={nobody}}\n"
    )
    assert said(problems) == [("inheritance", "a", 1), ("inheritance", "d", 4)]
    assert "a → b → c → a" in problems[0].message


def test_second_entry_of_a_citekey_is_named_with_both_lines() -> None:
    found, problems = read("@book{a, title={First}}\n\n@book{a, title={Second}}\n")
    assert found["a"].title == "First"
    assert said(problems) == [("duplicate_citekey", "a", 3)]
    assert "line 1" in problems[0].message
    assert "Second" in problems[0].raw


def test_doubled_citekey_is_seen_behind_a_doubled_field() -> None:
    found, problems = read("@book{a, title={One}}\n@book{a, title={Two}, title={Three}}\n")
    assert found["a"].title == "One"
    assert ("duplicate_citekey", "a", 2) in said(problems)


@pytest.mark.parametrize(
    ("fields", "title", "year", "line"),
    [
        ("title = {A}\n  year = {2014},\n doi = {10.1/x}", "A", "2014", 2),
        ('title = "A"\n  year = 2014', "A", "2014", 2),
        ("year = 2014\n title = {A}", "A", "2014", 2),
        ("title={A} year={2014}", "A", "2014", 2),
        ("title = {A {B} C}\n  year = 2014\n  volume = 3", "A B C", "2014", 2),
    ],
)
def test_missing_comma_loses_nothing(fields: str, title: str, year: str, line: int) -> None:
    found, problems = read(f"@article{{a,\n {fields}\n}}\n")
    assert (found["a"].title, found["a"].year) == (title, year)
    assert {p.kind for p in problems} == {"missing_comma"}
    assert problems[0].location.line == line
    assert "comma after the field" in problems[0].message


@pytest.mark.parametrize(
    "value",
    ["{A} # {B}", '"a" # jan', "{x = y}", '"{\\"a} b"', "{a \\} b}", "{{A} and {B}}", '{a "b" c}'],
)
def test_whole_values_are_not_taken_apart(value: str) -> None:
    _, problems = read(f"@misc{{a, title = {value}, year = 2014}}\n")
    assert problems == []


def test_everything_lost_between_entries_is_named() -> None:
    found, problems = read(
        "article{a,\n title={A}}\n\nmisc{b, title={B}}\n\n@book{c, title={C}}\n\n"
        "@comment jabref-meta: 1\n\n@ article{d, title={D}}\n\n@article\n{e, title={E}}\n"
        "@article f, title={F}}\n"
    )
    assert list(found) == ["c", "d", "e"]
    assert {p.subject for p in problems} == {"a", "b", "f"}
    assert found["d"].location.line == 10


def test_fields_outside_any_entry_are_named() -> None:
    found, problems = read("@book{a, title={A}},\n  year = {2014},\n  doi = {10.1/x}\n}\n")
    assert "year" not in found["a"].fields
    assert said(problems) == [("broken_block", "", 2)]


def test_unclosed_entries_do_not_take_others_with_them() -> None:
    found, problems = read("@book{a, title={A\n\n@book{b, title={B}}\n@book{c, title={C}\n")
    assert list(found) == ["b"]
    assert said(problems) == [("broken_block", "a", 1), ("broken_block", "c", 4)]
    assert "next entry begins" in problems[0].message
    assert "file ends" in problems[1].message


@pytest.mark.parametrize(("text", "words"), [("", "is empty"), ("TY  - JOUR\n", "no BibTeX")])
def test_file_without_entries(text: str, words: str) -> None:
    _, problems = read(text)
    assert [p.kind for p in problems] == ["no_entries"]
    assert words in problems[0].message


def test_line_ends_and_lines() -> None:
    for end in ("\n", "\r\n", "\r"):
        found, _ = read(end.join(["", "@book{a,", "  title = {A},", "  doi = {10.1/x}", "}"]))
        assert found["a"].location.line == 2
        assert found["a"].place("doi").line == 4


def test_addresses_keep_what_latex_would_change() -> None:
    found, _ = read(r"@misc{a, url={https://x.org/~me/a--b\_c}, doi={10.1/a$<$1::b$>$}}")
    assert found["a"].fields["url"] == "https://x.org/~me/a--b_c"
    assert found["a"].fields["doi"] == "10.1/a<1::b>"


def test_names() -> None:
    found, _ = read(
        "@book{a, title={T}, author={de la Pe{\\~n}a, Ana and {World Health Organization} "
        "and others}}"
    )
    assert [n.display for n in found["a"].authors] == [
        "Ana de la Peña",
        "World Health Organization",
    ]
    assert found["a"].authors[0].particle == "de la"
    assert found["a"].authors_truncated
