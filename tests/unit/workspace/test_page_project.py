"""The files of a project made from a page: what goes in comes out again."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.formats.claims_table import read_claims
from needle_evidence.formats.references.bibtex import read_references
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference
from needle_evidence.workspace.page_project import (
    claims_file,
    references_file,
    settings_file,
)


def noted(text: str) -> Reference:
    where = Location(path="")
    return Reference(key="r", entry_type="misc", location=where, fields={"note": text})


def note_of(text: str) -> str:
    """The note that an entry has after a round trip through references.bib."""
    written = references_file([noted(text)], page="articles/page.md")
    read = read_references(written.decode(), path="references.bib")
    assert read.problems == ()
    (reference,) = read.references
    return reference.text("note")


@pytest.mark.parametrize(
    "text",
    [
        "Lee A. A { brace. J. 2021.", "Lee A. A } brace", "}{", "a\\", "\\", "{\\'e}",
        "\\textbf{x}",
        "50% of $5 & #1_x~y^z", '"quoted" and ``tex\'\'', "@article{evil, title={x}}",
        "a -- b --- c ---- d", "!`?` ,, << >> '' ```",
        "% all of it", "Müller-Lüdenscheidt É. 针刺. <b>x</b>", "x" * 20_000, "a={b}, c={d}",
    ],
)  # fmt: skip
def test_printed_text_survives(text: str) -> None:
    assert note_of(text) == text


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40))
def test_any_printable_text_survives(text: str) -> None:
    assert note_of(f"a{text}z") == f"a{text}z"


def test_page_name_cannot_leave_its_comment() -> None:
    name = "a\n@misc{evil, title={x}}.md"
    written = references_file([], page=name).decode()
    assert read_references(written, path="references.bib").references == ()


def test_claims_file_reads_back() -> None:
    cells = {"claim_id": "a", "claim": 'It "cures",\nthey; say |', "quote": "a | b", "topic": "é"}
    table = read_claims(claims_file([cells]), path="claims.csv")
    assert table.problems == ()
    assert table.claims[0].text == 'It "cures", they; say |'


@pytest.mark.parametrize("path", ["articles/a.md", 'a "b" \\ é.md', "a'''.md", "a\tb.md"])
def test_settings_name_the_page(path: str) -> None:
    assert tomllib.loads(settings_file(path).decode())["articles"] == [path]


def test_lone_surrogates_are_marked() -> None:
    assert "a\ufffdb".encode() in references_file([noted("a\ud800b")], page="p.md")
