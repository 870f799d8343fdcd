"""What is written as BibTeX reads as the same; an edit leaves all other bytes alone."""

from __future__ import annotations

import re

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry, ParsingFailedBlock
from hypothesis import example, given
from hypothesis import strategies as st

from needle_evidence.formats.bibtex_text.bib_edits import (
    append_entries,
    remove_entry,
    rename_key,
    replace_entry,
    set_fields,
)
from needle_evidence.formats.bibtex_text.entry_spans import BlockKind, block_spans
from needle_evidence.formats.bibtex_text.entry_style import EntryStyle
from needle_evidence.formats.bibtex_text.entry_writer import write_entry
from needle_evidence.formats.bibtex_text.latex_escaping import clean, escape
from needle_evidence.formats.bibtex_text.latex_text import decode
from needle_evidence.formats.references.bibtex import read_references
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference

NASTY = [
    "{", "}", "\\", '"', "%", "#", "@", "@article{x,\n", "$", "~", "^", "_", "&", "--",
    "''", "`", "\n", "\r\n", " and ", ",", "=", "ø", "中", "\u2013", "e\u0301",
    "\\alpha", "\0", "\ud800", "\u2028", "DNA", "McGill", "3", " ", "others", "von", "Jr.", "…",
    "?`", "$<$x",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(NASTY) | st.text(max_size=4), min_size=1, max_size=8).map("".join)
STYLES = st.builds(
    EntryStyle,
    separator=st.sampled_from(["\n  ", "\n\t", " "]),
    aligned=st.booleans(),
    quotes=st.booleans(),
    bare_numbers=st.booleans(),
    field_case=st.sampled_from([str.lower, str.upper, str.capitalize]),
    trailing_comma=st.booleans(),
    closing=st.sampled_from(["\n", "", " "]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
)
NAMES = st.builds(PersonName, literal=TEXT) | st.builds(
    PersonName,
    family=TEXT,
    given=TEXT | st.just(""),
    particle=st.sampled_from(["", "von", "de la", "Van"]),
    suffix=st.sampled_from(["", "Jr.", "III", "MD"]),
)


def reference(key: str = "k2020", **fields: str) -> Reference:
    return Reference(key=key, entry_type="article", location=Location(path="x.bib"), fields=fields)


def read_back(text: str) -> Reference:
    table = read_references(text, path="x.bib")
    assert not table.problems, table.problems
    (only,) = table.references
    return only


@given(TEXT)
@example("a--b'' `c' ?`d")
def test_escaped_text_reads_as_itself(text: str) -> None:
    assert decode(escape(text)) == clean(text)


@given(title=TEXT, note=TEXT, url=TEXT, style=STYLES)
@example(
    title="A } B { C", note="100% #1 @ home", url="https://x.org/a%20b_c~d", style=EntryStyle()
)
def test_fields_read_as_they_were_written(
    title: str, note: str, url: str, style: EntryStyle
) -> None:
    url = url.replace("$<$", "").replace("$>$", "")  # read as < and >, as some programs write it
    entry = write_entry(reference(title=title, note=note, url=url), style)
    wanted = {"title": clean(title), "note": clean(note), "url": clean(url)}
    assert read_back(entry).fields == {name: text for name, text in wanted.items() if text}


@given(st.lists(NAMES, min_size=1, max_size=4), st.booleans(), STYLES)
def test_names_keep_their_words(
    names: list[PersonName], truncated: bool, style: EntryStyle
) -> None:
    people = tuple(name for name in names if clean(name.display))
    if not people:
        return
    written = Reference(
        key="k", entry_type="book", location=Location(path="x.bib"), authors=people,
        authors_truncated=truncated,
    )  # fmt: skip
    found = read_back(write_entry(written, style))
    assert found.authors_truncated is truncated
    assert [clean(p.display) for p in found.authors] == [clean(p.display) for p in people]


PLAIN = (
    st.text("abcdeABCDE -'.öñ", min_size=1, max_size=12)
    .map(clean)
    .filter(lambda text: text.strip(" .-'") != "")
)


@given(family=PLAIN, given_name=PLAIN | st.just(""), suffix=st.sampled_from(["", "Jr.", "III"]))
def test_parts_of_a_name_stay_apart(family: str, given_name: str, suffix: str) -> None:
    name = PersonName(family=family, given=given_name, suffix=suffix)
    written = Reference(
        key="k", entry_type="book", location=Location(path="x.bib"), authors=(name,)
    )
    assert read_back(write_entry(written, EntryStyle())).authors == (name,)


BLOCKS = st.sampled_from([
    "@article{{{key},\n  title = {{One}},\n  year  = 2001\n}}",
    '@BOOK{{{key},\r\n\tTITLE="Two {{T}}",\r\n\tYEAR="2002",\r\n}}',
    "@misc({key}, title = {{Three)}}, note = jan # { x})".replace("{ x}", "{{ x}}"),
    "@ article\n {{ {key} ,title={{a}},}}",
    "@misc{{{key}}}",
    "@comment{{jabref-meta: {key};}}",
    '@string{{s{key} = "x"}}',
    "@preamble{{\"x\"}}",
    "% a line about {key} @ home",
    "@article{{broken{key}, title = {{never closed",
])  # fmt: skip
GAPS = st.sampled_from(["\n", "\n\n", "\r\n\r\n", "\r", "\n\n\n", "\n% note\n"])


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A file of blocks and the keys of those entries that can be read."""
    parts: list[str] = []
    for number in range(draw(st.integers(1, 5))):
        parts += [draw(BLOCKS).format(key=f"key{number}x"), draw(GAPS)]
    text = "".join(parts)
    return text, [block.key for block in block_spans(text) if block.kind is BlockKind.ENTRY]


def raw_entries(text: str) -> dict[str, str]:
    return {
        block.key: text[block.start : block.end]
        for block in block_spans(text)
        if block.kind is BlockKind.ENTRY
    }


@given(files(), st.data())
def test_one_edit_leaves_all_else(file: tuple[str, list[str]], data: st.DataObject) -> None:
    text, keys = file
    if not keys:
        return
    key = data.draw(st.sampled_from(keys))
    raw = raw_entries(text)[key]
    start = text.index(raw)
    before, after = text[:start], text[start + len(raw) :]
    for changed in (
        set_fields(text, key, {"doi": "10.1/x", "title": "N{w", "note": None}),
        set_fields(text, key, {"year": None}),
        replace_entry(text, key, reference(key, title="New")),
        rename_key(text, key, "other2020"),
    ):
        assert changed.startswith(before)
        assert changed.endswith(after)
    found = {r.key: r for r in read_references(text, path="x.bib").references}
    edited = set_fields(text, key, {"doi": "10.1/x", "title": "N{w", "note": None, "year": None})
    now = {r.key: r for r in read_references(edited, path="x.bib").references}
    assert list(now) == list(found)
    assert dict(now[key].fields) == {"title": "N{w", "doi": "10.1/x"}
    assert "other2020" in raw_entries(rename_key(text, key, "other2020"))


@given(files(), st.data())
def test_removing_leaves_the_other_entries(
    file: tuple[str, list[str]], data: st.DataObject
) -> None:
    text, keys = file
    if not keys:
        return
    key = data.draw(st.sampled_from(keys))
    raw = raw_entries(text)
    changed = remove_entry(text, key)
    assert {k: v for k, v in raw.items() if k != key} == raw_entries(changed)
    start = text.index(raw[key])
    assert changed.startswith(text[:start].rstrip())
    assert changed.endswith(text[start + len(raw[key]) :].lstrip())


@given(files(), st.lists(TEXT, min_size=1, max_size=3))
def test_adding_changes_no_byte_that_was_there(
    file: tuple[str, list[str]], titles: list[str]
) -> None:
    text, keys = file
    new = [reference(f"new{number}", title=title) for number, title in enumerate(titles)]
    changed = append_entries(text, new)
    assert changed.startswith(text)
    assert list(raw_entries(changed)) == [*keys, *(one.key for one in new)]


TOKENS = st.lists(
    st.sampled_from([
        "@article{", "@misc(", "@ book {", "@string{", "@comment{", "@preamble{", "k1", "k 2", ",",
        "=", "{", "}", '"', ")", "(", "\n", "\n  ", "title", "#", "jan", "2014", "\\", "\\{", "@",
        "%", "\n@article{a,", "x = {y},\n", "}\n", "@x{", '{"}',
    ]), max_size=30,
).map("".join)  # fmt: skip


@given(TOKENS)
def test_spans_are_those_of_the_reader(text: str) -> None:
    # A head spread over lines is joined for bibtexparser only by our reader.
    if re.search(r"@[ \t\n]+\w|@\w+[ \t]*\n\s*[{(]", text):
        return
    theirs = []
    for block in parse_string(text, parse_stack=[]).blocks:
        inner = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
        if isinstance(inner, Entry):
            theirs.append((inner.key, inner.raw, [(f.key, f.value) for f in inner.fields]))
    ours = [
        (b.key, text[b.start : b.end],
         [(f.name, text[f.value_start : f.value_end]) for f in b.fields])
        for b in block_spans(text) if b.kind is BlockKind.ENTRY
    ]  # fmt: skip
    assert ours == theirs
