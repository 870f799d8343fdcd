"""Tagged formats: what is written reads back, and no text of any kind stops a reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.formats.reference_format import ReferenceFormat
from needle_evidence.formats.references import enw, nbib, ris, web_of_science
from needle_evidence.formats.tagged_lines import TaggedStyle, read_tagged_lines
from needle_evidence.formats.tagged_reference.proven_writing import one_form
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference

PEOPLE = ("author", "editor")
WRITTEN = [form.REFERENCE_FORMAT for form in (ris, nbib, enw)]
READ = [*WRITTEN, web_of_science.REFERENCE_FORMAT]

# Any character but those that UTF-8 cannot write; line ends, tags and controls among them.
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
awkward = st.sampled_from(
    [
        "A title\r\nTY  - JOUR\nER  - ",
        "PMID- 123\n\nPMID- 4",
        "%0 Journal Article\n%T x",
        "PT J\nER\nEF",
        "a; b;c , d",
        "10.1000/x; 10.1000/y",
        "2014",
        "e0123\x0b\x0c\u2028x",
        "1083--1094",
        "a\x00b\x1bc",
        "et al.",
        "BibTeX: no",
        "January-February",
        "15",
        " \t ",
        "word " * 40,
    ]
)
texts = st.one_of(awkward, anything)
FIELD_NAMES = (
    "title journal booktitle series volume number pages eid year month day doi url issn isbn pmid "
    "pmcid abstract keywords language publisher school institution address edition type note "
    "shorttitle shortjournal studydesign samplesize urldate crossref ris-m1 ris-ad ris-ty ris-do "
    "nbib-mh nbib-pt nbib-is enw-0 enw-at enw-small-a wos-ut journaltitle date location"
)
field_names = st.sampled_from(FIELD_NAMES.split())
names = st.one_of(
    st.builds(PersonName, family=texts, given=texts, particle=texts, suffix=texts),
    st.builds(PersonName, literal=texts),
    st.sampled_from(
        [
            PersonName(family="Smith", given="John A.", suffix="Jr."),
            PersonName(family="Schoot", given="Rens", particle="van de"),
            PersonName(literal="World Health Organization"),
            PersonName(literal="Smith, Jones and Partners"),
            PersonName(family="Liu", given="R."),
            PersonName(family="Plato"),
            PersonName(family="de Silva", given="P"),
        ]
    ),
)
TYPES = (
    "article book incollection inproceedings phdthesis mastersthesis techreport online misc "
    "dataset proceedings strange"
)
references = st.builds(
    lambda key, entry_type, fields, authors, editors, more: Reference(
        key=key,
        entry_type=entry_type,
        location=Location(path="references.bib", line=1),
        fields=fields,
        authors=tuple(authors),
        editors=tuple(editors),
        authors_truncated=more,
    ),
    st.sampled_from(["", "smith2014", "smith:2014/x", "1", "a b", "é"]),
    st.sampled_from(TYPES.split()),
    st.dictionaries(field_names, texts, max_size=8),
    st.lists(names, max_size=4),
    st.lists(names, max_size=2),
    st.booleans(),
)


def essence(reference: Reference) -> dict[str, object]:
    fields = {name: text for name, text in reference.fields.items() if name not in PEOPLE}
    return {
        "key": reference.key,
        "type": reference.entry_type,
        "authors": reference.authors,
        "more": reference.authors_truncated,
        "editors": reference.editors,
        **fields,
    }


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
@given(written=st.lists(references, min_size=1, max_size=3))
def test_what_is_written_reads_back(form: ReferenceFormat, written: list[Reference]) -> None:
    assert form.write is not None
    assert form.read is not None
    data = form.write(written)
    table = form.read(data, "out")
    wanted = [essence(one_form(reference)) for reference in written]
    found = [essence(reference) for reference in table.references]
    assert len(found) == len(wanted)
    for want, got in zip(wanted, found, strict=True):
        assert {name: got.get(name) for name in want} == want
    assert table.problems == ()


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
@given(written=st.lists(references, min_size=1, max_size=2))
def test_a_second_round_changes_nothing(form: ReferenceFormat, written: list[Reference]) -> None:
    assert form.write is not None
    assert form.read is not None
    first = form.read(form.write(written), "out").references
    second = form.read(form.write(first), "out").references
    assert [essence(r) for r in second] == [essence(r) for r in first]


TAGS = "TY AU TI T1 T2 JO DO PY DA SP EP SN ER N1 AB KW UR ID PMID FAU LID DP IS PT"
lines = st.lists(
    st.one_of(
        texts,
        st.builds(
            "{}{}{}".format,
            st.sampled_from(TAGS.split()),
            st.sampled_from(["  - ", " - ", "- ", " ", "\t- "]),
            texts,
        ),
        st.sampled_from(["TY  - JOUR", "ER  - ", "PMID- 1", "%0 Book", "PT J", "ER", "", "2."]),
    ),
    max_size=30,
)


@given(lines=lines, end=st.sampled_from(["\n", "\r", "\r\n"]), style=st.sampled_from(TaggedStyle))
def test_every_word_is_in_a_record_or_a_problem(
    lines: list[str], end: str, style: TaggedStyle
) -> None:
    marked = [f"{line.strip()} w{number}w" for number, line in enumerate(lines)]
    text = end.join(" ".join(line.split()) if "\n" in line else line for line in marked)
    tagged = read_tagged_lines(text, path="x", style=style)
    kept = "\n".join(
        [
            *(line.value for record in tagged.records for line in record.lines),
            *(problem.raw for problem in tagged.problems),
        ]
    )
    headers = ("FN ", "VR ", "EF ")
    for number, line in enumerate(marked):
        if not line.startswith(headers):
            assert f"w{number}w" in kept


@pytest.mark.parametrize("form", READ, ids=lambda form: form.name)
@given(lines=lines)
def test_no_record_stops_a_reader(form: ReferenceFormat, lines: list[str]) -> None:
    assert form.read is not None
    opening = {"ris": "TY  - JOUR", "nbib": "PMID- 1", "enw": "%0 Book"}.get(form.name, "PT J")
    # Enough plain words that the control characters do not make it a binary file.
    data = "\n".join([opening, "word " * 8_000, *lines]).replace("\x00", "").encode()
    for reference in form.read(data, "x").references:
        assert reference.raw
        assert all(text == " ".join(text.split()) for text in reference.fields.values())
