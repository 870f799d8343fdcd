"""Writing a reference as a BibTeX entry, in the look of its neighbours."""

from __future__ import annotations

import pytest

from needle_evidence.formats.bibtex_text.bib_edits import append_entries
from needle_evidence.formats.bibtex_text.entry_style import EntryStyle, neighbour_style
from needle_evidence.formats.bibtex_text.entry_writer import field_value, write_entry
from needle_evidence.formats.bibtex_text.name_writing import write_names
from needle_evidence.formats.references.bibtex import read_references
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference

WORK = Reference(
    key="cotchett2014",
    entry_type="article",
    location=Location(path="x"),
    fields={"year": "2014", "title": "Dry needling & DNA", "month": "August", "pages": "3-9"},
    authors=(PersonName(family="Cotchett", given="M. P."), PersonName(literal="WHO and friends")),
    authors_truncated=True,
)


def test_entry_in_our_own_style() -> None:
    assert write_entry(WORK, EntryStyle()) == (
        "@article{cotchett2014,\n"
        "  author = {Cotchett, M. P. and {WHO and friends} and others},\n"
        "  title  = {Dry needling \\& {DNA}},\n"
        "  year   = {2014},\n"
        "  month  = aug,\n"
        "  pages  = {3--9}\n"
        "}"
    )


@pytest.mark.parametrize(
    ("neighbours", "entry"),
    [
        (
            '@ARTICLE{a,\r\n\tTITLE="x",\r\n\tYEAR=2010,\r\n}\r\n',
            '@ARTICLE{k,\r\n\tTITLE="T",\r\n\tYEAR=2014,\r\n}',
        ),
        ("@article{a, title={x}, year=2000}\n", "@article{k, title={T}, year=2014}"),
        (
            "@Article{a,\n  author =       {x},\n  year =         {2010}}\n",
            "@Article{k,\n  title =        {T},\n  year =         {2014}}",
        ),
        (
            "@article{a,\n    title        = {x},\n    journal      = {y}\n}\n"
            "@article{b,\n    title        = {x},\n    organization = {y}\n}\n",
            "@article{k,\n    title        = {T},\n    year         = {2014}\n}",
        ),
        (
            "@article{a,\n title = {x},\n\n journal = {y},\n doi={z}\n}\n",
            "@article{k,\n title = {T},\n year = {2014}\n}",
        ),
    ],
)
def test_entry_looks_like_its_neighbours(neighbours: str, entry: str) -> None:
    work = Reference(
        key="k",
        entry_type="article",
        location=Location(path="x"),
        fields={"title": "T", "year": "2014"},
    )
    assert write_entry(work, neighbour_style(neighbours)) == entry


def test_blank_lines_between_entries_are_learnt() -> None:
    dense = "@misc{a, x={1}}\n@misc{b, x={1}}\n"
    assert append_entries(dense, [WORK, WORK]).count("\n\n") == 0
    airy = "@misc{a, x={1}}\n\n\n@misc{b, x={1}}\n"
    assert append_entries(airy, [WORK]).count("\n\n\n") == 2


@pytest.mark.parametrize(
    ("name", "text", "latex"),
    [
        ("title", "DNA on McGill's pain at T7 and A", "{DNA} on {McGill's} pain at {T7} and A"),
        ("title", "EFFECTS OF DNA", "EFFECTS OF DNA"),
        ("title", "(RCT) in-vitro", "({RCT}) in-vitro"),
        ("note", "50% of A_B {x}", r"50\% of A\_B \textbraceleft{}x\textbraceright{}"),
        ("note", "a--b ``c''", r"a-{}-b \textasciigrave{}\textasciigrave{}c'{}'"),
        ("url", "https://x.org/a%20b_c#d~e", "https://x.org/a%20b_c#d~e"),
        ("doi", "10.1/(SICI)12:3<4::AID>3.0.CO;2-#", "10.1/(SICI)12:3<4::AID>3.0.CO;2-#"),
        ("file", r"C:\to{x", r"C:\textbackslash{}to\textbraceleft{}x"),
        ("pages", "1083-1094, S3–S9", "1083--1094, S3--S9"),
        ("pages", "e12-3-4", "e12-3-4"),
        ("month", "Sept.", "sep"),
        ("month", "08", "aug"),
        ("month", "spring", "spring"),
        ("note", "line\n  two\tthree", "line two three"),
        ("note", "a\0b\ud800", "a\ufffdb\ufffd"),
    ],
)  # fmt: skip
def test_values_by_field(name: str, text: str, latex: str) -> None:
    assert field_value(name, text).latex == latex


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (PersonName(family="Lang", given="K.", particle="von", suffix="Jr."), "von Lang, Jr., K."),
        (PersonName(family="Tucker"), "Tucker"),
        (PersonName(family="De La Cruz"), "De La Cruz, {}"),
        (PersonName(family="A, B", given="C and D"), "{A, B}, {C and D}"),
        (PersonName(family="van Dyk", given="P"), "{van Dyk}, P"),
        (PersonName(literal="World Health Organization"), "{World Health Organization}"),
        (PersonName(family="others"), "others, {}"),
        (PersonName(family="Ørsted", given="Søren"), "Ørsted, Søren"),
    ],
)  # fmt: skip
def test_names(name: PersonName, written: str) -> None:
    assert write_names([name]) == written


def test_latex_of_a_bibtex_file_is_kept_and_macros_are_written_out() -> None:
    source = (
        '@string{pt = "Phys. Ther."}\n'
        "@article{a, author = {Karl {\\\"O}st and A B}, title = {The {Achilles} of $x^2$},\n"
        " journal = pt # {, 2}, file = {:C\\:\\\\x.pdf:PDF}, month = mar # \"~1\",\n"
        " groups = {A, B}, note = \"50\\% {\"}q{\"}\", abstract = {line\n  two}}\n"
    )  # fmt: skip
    (reference,) = read_references(source, path="x").references
    entry = write_entry(reference, EntryStyle(aligned=False))
    for kept in (
        'author = {Karl {\\"O}st and A B}', "title = {The {Achilles} of $x^2$}",
        "journal = {Phys. Ther., 2}", "file = {:C\\:\\\\x.pdf:PDF}", "groups = {A, B}",
        'note = {50\\% {"}q{"}}', "abstract = {line two}", "month = {March~1}",
    ):  # fmt: skip
        assert kept in entry
    assert read_references(entry, path="x").references[0].fields == reference.fields


def test_stale_latex_is_not_kept() -> None:
    (reference,) = read_references("@misc{a, title = {The {Old}}}", path="x").references
    changed = Reference(
        key="a", entry_type="misc", location=reference.location, raw=reference.raw,
        fields={"title": "The New"}, raw_fields=reference.raw_fields,
    )  # fmt: skip
    assert "{The New}" in write_entry(changed, EntryStyle())


def test_inherited_and_empty_fields_are_left_out() -> None:
    source = (
        "@inbook{a, title = {A}, note = { }, crossref = {b}}\n@book{b, title = {B}, year = 2001}"
    )
    child, _ = read_references(source, path="x").references
    entry = write_entry(child, EntryStyle(aligned=False))
    assert entry == "@inbook{a,\n  title = {A},\n  crossref = {b}\n}"
