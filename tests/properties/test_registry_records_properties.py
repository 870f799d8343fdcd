"""Whatever JSON a registry sends, it is a record, an absence or a reason, and nothing else."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needle_evidence.model.registry import RegistryRecord
from needle_evidence.sources.marked_up_text import unmarked
from needle_evidence.sources.source import NoAnswerError, Reply, Request, Source, sources

NAME_TEXT = """
    DOI doi id ids title titles author authors creators editor issued published-print
    date-parts updated-by update-to type types resourceTypeGeneral page ISBN ISSN abstract
    descriptions description descriptionType dates date dateType container publisher name
    family given sequence is_retracted authorships biblio primary_location source
    display_name identifiers isbn_13 publish_date publishers updated institution
    container-title state first_page
    """
NAMES = NAME_TEXT.split()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inner, max_size=5)
    ),
    max_leaves=25,
)
WORKS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=15)
DOI, ISBN = "10.1000/x", "9780306406157"


def asked(source: Source, kind: str, value: str, body: object) -> RegistryRecord | None:
    def fetch(_: Request) -> Reply:
        return Reply(
            status=200,
            media_type="application/json",
            body=json.dumps(body).encode(),
            answered_on=datetime.date(2026, 1, 1),
        )

    try:
        return source.look_up(kind, value, fetch)
    except NoAnswerError:
        return None


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
@settings(max_examples=60, deadline=None)
@given(body=VALUES)
def test_any_json_is_an_answer_or_a_reason(source: Source, body: object) -> None:
    kind = source.answers[0]
    value = {"doi": DOI, "isbn": ISBN, "pmid": "1"}[kind]
    asked(source, kind, value, body)


@settings(max_examples=150, deadline=None)
@given(work=WORKS)
def test_any_work_is_read_as_far_as_it_goes(work: dict[str, object]) -> None:
    by_name = {source.name: source for source in sources()}
    crossref = asked(by_name["crossref"], "doi", DOI, {"message": work | {"DOI": DOI}})
    datacite = asked(by_name["datacite"], "doi", DOI, {"data": {"attributes": work | {"doi": DOI}}})
    openalex = asked(by_name["openalex"], "doi", DOI, work | {"ids": {"doi": DOI}, "doi": DOI})
    book = work | {"identifiers": {}, "title": "T"}
    library = asked(by_name["open_library"], "isbn", ISBN, {f"ISBN:{ISBN}": book})
    for record in (crossref, datacite, openalex, library):
        assert record is not None
        assert all(isinstance(text, str) for text in record.reference.fields.values())
        assert all(person.display for person in record.reference.authors)


@given(text=st.text(alphabet='<>/&;apijts:=" \n', max_size=60))
def test_markup_never_stays_behind_half(text: str) -> None:
    plain = unmarked(text)
    assert plain == " ".join(plain.split())
    assert "<jats:p>" not in plain
