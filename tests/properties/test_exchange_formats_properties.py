"""What is written as CSL-JSON or CSV is read again as it was, whatever is in it."""

from __future__ import annotations

import csv
import io
import json
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from needle_evidence.formats.reference_format import ReferenceFormat
from needle_evidence.formats.references.csl_json import REFERENCE_FORMAT as CSL_JSON
from needle_evidence.formats.references.delimited import REFERENCE_FORMAT as CSV
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference

NAMES = [
    "title",
    "journal",
    "booktitle",
    "year",
    "month",
    "day",
    "date",
    "volume",
    "number",
    "pages",
    "doi",
    "pmid",
    "pmcid",
    "isbn",
    "issn",
    "url",
    "publisher",
    "institution",
    "language",
    "abstract",
    "keywords",
    "note",
    "edition",
    "series",
    "type",
    "eid",
    "eprint",
    "eprinttype",
    "studydesign",
    "samplesize",
    "csl-source",
    "csl-type",
    "csl-event-date",
    "ris-m1",
    "csv-eid",
    "urldate",
    "shortjournal",
    "howpublished",
    "organization",
    "school",
    "translator",
    "subtitle",
    "chapter",
    "pubstate",
]
# Letters that mean something in JSON, CSV, CSL, names and dates among those that do not.
PIECES = st.sampled_from(
    [
        *"abZ é中𝕏,;:|\t'\"\\/{}[]()<>&=+-@.#%$~^_0129–",
        "<i>",
        "</i>",
        "&amp;",
        "et al.",
        "and ",
        "\n",
    ]
)
TEXT = st.lists(PIECES, min_size=1, max_size=12).map(lambda parts: "".join(parts).strip())
LIKELY = st.sampled_from(
    [
        "2014",
        "2014-08-05",
        "2014/2015",
        "August",
        "5",
        "12",
        "1083-94",
        "1083–1094",
        "10.1000/x",
        "https://doi.org/10.1000/X",
        "PMC12",
        "0",
        "[1]",
        '{"a":1}',
        '"x"',
        "n.d.",
        "en",
        "e12",
    ]
)
VALUES = (TEXT | LIKELY).filter(bool)
FIELDS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8)
WORD = st.text(st.sampled_from("AÉbz-.' "), min_size=1, max_size=8).map(
    lambda text: " ".join(text.split())
)
FAMILY = WORD.filter(lambda text: text[:1].isupper())
PERSON = st.builds(
    PersonName,
    family=FAMILY,
    given=WORD,
    particle=st.sampled_from(["", "", "von", "de la"]),
    suffix=st.sampled_from(["", "", "Jr.", "III"]),
)
BODY = st.builds(PersonName, literal=TEXT.map(lambda text: " ".join(text.split())))
PEOPLE = st.lists((PERSON | BODY).filter(lambda name: bool(name.display)), max_size=3).map(tuple)
KEYS = st.from_regex(r"[a-z][a-z0-9:_-]{0,8}", fullmatch=True) | st.just("")
TYPES = st.sampled_from(
    ["article", "book", "incollection", "techreport", "misc", "online", "thesis"]
)


@st.composite
def references(draw: st.DrawFn) -> Reference:
    authors, editors = draw(PEOPLE), draw(PEOPLE)
    people = {
        role: "; ".join(name.display for name in names)
        for role, names in (("author", authors), ("editor", editors))
        if names
    }
    return Reference(
        key=draw(KEYS),
        entry_type=draw(TYPES),
        location=Location(path="r"),
        fields=MappingProxyType({**people, "title": "T", **draw(FIELDS)}),
        authors=authors,
        editors=editors,
        authors_truncated=bool(authors) and draw(st.booleans()),
    )


def seen(reference: Reference, *, with_names: bool) -> tuple[object, ...]:
    fields = {
        name: text
        for name, text in reference.fields.items()
        if with_names or name not in ("author", "editor")
    }
    names = (reference.authors, reference.editors) if with_names else ()
    return reference.key, reference.entry_type, fields, names, reference.authors_truncated


def again(form: ReferenceFormat, written: bytes) -> tuple[Reference, ...]:
    assert form.read is not None
    table = form.read(written, "x")
    assert table.problems == ()
    return table.references


def write(form: ReferenceFormat, works: list[Reference]) -> bytes:
    assert form.write is not None
    return form.write(works)


@settings(max_examples=100, deadline=None)
@given(works=st.lists(references(), min_size=1, max_size=3))
def test_csl_json(works: list[Reference]) -> None:
    found = again(CSL_JSON, write(CSL_JSON, works))
    assert [seen(work, with_names=True) for work in found] == [
        seen(work, with_names=True) for work in works
    ]


@settings(max_examples=100, deadline=None)
@given(works=st.lists(references(), min_size=1, max_size=3))
def test_csv(works: list[Reference]) -> None:
    written = write(CSV, works)
    found = again(CSV, written)
    assert [seen(work, with_names=True) for work in found] == [
        seen(work, with_names=True) for work in works
    ]
    for row in csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")):
        assert not any(cell[:1] in "=@" and cell for cell in row)


@settings(max_examples=100, deadline=None)
@given(works=st.lists(references(), min_size=1, max_size=3))
def test_csl_json_written_twice_is_the_same(works: list[Reference]) -> None:
    once = write(CSL_JSON, works)
    assert write(CSL_JSON, list(again(CSL_JSON, once))) == once


ITEM_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | VALUES | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["family", "date-parts", "literal", "raw", "x"]), inner)
    ),
    max_leaves=6,
)
ITEM_NAMES = st.sampled_from(
    [
        "id",
        "type",
        "author",
        "editor",
        "issued",
        "accessed",
        "page",
        "DOI",
        "note",
        "keyword",
        "custom",
        "container-title",
        "number",
        "issue",
        "translator",
        "message",
        "citation-key",
        "event-date",
        "X-y",
    ]
)


@settings(max_examples=150, deadline=None)
@given(item=st.dictionaries(ITEM_NAMES, ITEM_VALUES, max_size=6))
def test_any_item_is_read_and_stays_as_it_was_read(item: dict[str, object]) -> None:
    assert CSL_JSON.read is not None
    (first,) = CSL_JSON.read(json.dumps([{"title": "T", **item}]).encode(), "x").references
    (second,) = again(CSL_JSON, write(CSL_JSON, [first]))
    assert seen(second, with_names=True) == seen(first, with_names=True)
