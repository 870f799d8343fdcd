"""Whatever the anchors are, they are read as they were written, and no text breaks the reader."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.formats.anchors_json import read_anchors, write_anchors
from needle_evidence.model.anchor import Anchor, GovernedQuote

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
FILLED = TEXT.filter(str.strip)
PLACES = st.one_of(
    st.just((-1, -1)),
    st.tuples(st.integers(0, 10**6), st.integers(0, 100)).map(lambda pair: (pair[0], sum(pair))),
)
ANCHORS = st.builds(
    lambda place, **fields: Anchor(start=place[0], end=place[1], **fields),
    place=PLACES,
    claim_id=FILLED,
    article=FILLED,
    governed=st.builds(
        GovernedQuote, quote=FILLED, before=TEXT, after=TEXT, lead_in=TEXT, heading=TEXT
    ),
    prefix=TEXT,
    suffix=TEXT,
    source_sha256=TEXT,
)


@given(
    st.lists(
        ANCHORS,
        max_size=6,
        unique_by=lambda a: (a.claim_id, a.article, a.start, a.end, a.governed.quote),
    )
)
def test_written_then_read_is_the_same(anchors: list[Anchor]) -> None:
    text = write_anchors(anchors)
    text.encode("utf-8")
    read, problems = read_anchors(text)
    assert problems == ()
    assert sorted(map(repr, read)) == sorted(map(repr, anchors))
    assert write_anchors(reversed(read)) == text
    assert len(text.split("\n")) == len(text.splitlines()) + 1


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["[", "]", "{", "}", ",", "\n", "\r", '"claim_id": ', '"a"', "NaN", "<<<<<<< a", "1e9"]
        ),
        ANCHORS.map(lambda anchor: write_anchors([anchor])[2:-3]),
        st.text(max_size=5),
    ),
    max_size=12,
).map("".join)


@given(PIECES)
def test_no_text_breaks_the_reader(text: str) -> None:
    anchors, problems = read_anchors(text)
    assert all(problem.message and problem.way_out for problem in problems)
    assert anchors or problems or not any(map(str.isalnum, text))
