"""A whole BibTeX file from references."""

from __future__ import annotations

from needle_evidence.formats.references.bibtex import (
    REFERENCE_FORMAT,
    read_references,
    write_references,
)
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference

BOTH = """@inbook{child, author = {Al, A.}, title = {Heels}, crossref = {parent}}
@book{parent, editor = {Ek, E.}, title = {Feet of {DNA}}, year = 2001, month = oct}
"""


def reread(references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    return read_references(write_references(references).decode(), path="x").references


def test_parents_at_hand_are_still_inherited_from() -> None:
    both = read_references(BOTH, path="x").references
    again = reread(both)
    assert [(r.key, dict(r.fields)) for r in again[:1]] == [("child", dict(both[0].fields))]
    assert again[0].inherited == both[0].inherited
    assert "month  = oct" in write_references(both).decode()


def test_what_comes_from_elsewhere_is_written_out() -> None:
    child, _ = read_references(BOTH, path="x").references
    (alone,) = reread((child,))
    assert alone.inherited == frozenset()
    assert "crossref" not in alone.fields
    assert alone.fields["booktitle"] == "Feet of DNA"
    assert alone.editors == child.editors
    assert alone.authors == child.authors


def test_keys_that_other_formats_lack_or_bend() -> None:
    nameless = Reference(
        key="", entry_type="", location=Location(path="x"), authors=(PersonName(family="Al"),)
    )
    odd = Reference(key="a b{", entry_type="article", location=Location(path="x"))
    again = reread((nameless, odd))
    assert [(r.key, r.entry_type) for r in again] == [("reference1", "misc"), ("a-b-", "article")]
    assert again[0].authors == nameless.authors


def test_importing_reads_every_entry_of_a_doubled_key() -> None:
    doubled = b"@misc{a, title = {One}}\n@misc{a, title = {Two}}\n"
    assert REFERENCE_FORMAT.read is not None
    table = REFERENCE_FORMAT.read(doubled, "x.bib")
    assert [r.title for r in table.references] == ["One", "Two"]
    assert table.problems == ()
    assert len(read_references(doubled.decode(), path="x").references) == 1
