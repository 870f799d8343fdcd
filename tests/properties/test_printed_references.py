"""Whatever an entry holds, every style prints it without failing and without changing its words."""

from __future__ import annotations

import functools

from hypothesis import given, settings
from hypothesis import strategies as st

from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.reporting.bibliography import Style, format_reference, load_style

FIELDS = (
    "title",
    "subtitle",
    "journal",
    "booktitle",
    "publisher",
    "year",
    "date",
    "month",
    "urldate",
    "volume",
    "number",
    "pages",
    "eid",
    "edition",
    "type",
    "url",
    "doi",
    "pagetotal",
    "volumes",
    "chapter",
    "series",
    "langid",
    "translator",
)
TYPES = ("article", "book", "incollection", "phdthesis", "techreport", "online", "misc", "patent")
words = st.text(max_size=12)
values = words | st.from_regex(r"[A-Za-z]?\d{1,4}([-–/.,&]\d{1,4}){0,3}", fullmatch=True)
names = st.builds(PersonName, family=words, given=words, particle=words, suffix=words) | st.builds(
    PersonName, literal=words
)


@functools.cache
def style(name: str) -> Style:
    return load_style(name)


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(("ama", "vancouver", "apa")),
    entry_type=st.sampled_from(TYPES),
    fields=st.dictionaries(st.sampled_from(FIELDS), values),
    authors=st.lists(names, max_size=4),
    editors=st.lists(names, max_size=2),
    truncated=st.booleans(),
)
def test_every_entry_is_printed(
    name: str,
    entry_type: str,
    fields: dict[str, str],
    authors: list[PersonName],
    editors: list[PersonName],
    truncated: bool,
) -> None:
    reference = Reference(
        key="key",
        entry_type=entry_type,
        location=Location(path="references.bib", line=1),
        fields=fields,
        authors=tuple(authors),
        editors=tuple(editors),
        authors_truncated=truncated,
    )
    formatted = format_reference(style(name), reference)
    assert formatted.plain.strip()
    assert all(text for text, _ in formatted.runs)
    assert not any("\ufdd0" <= letter <= "\ufdef" for letter in formatted.plain)


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(("ama", "vancouver", "apa")),
    title=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1),
)
def test_a_title_is_printed_as_it_is(name: str, title: str) -> None:
    reference = Reference(
        key="key",
        entry_type="article",
        location=Location(path="references.bib", line=1),
        fields={"title": title, "journal": "J", "year": "2001"},
        authors=(PersonName(family="Doe", given="Jane"),),
    )
    assert title in format_reference(style(name), reference).plain
