"""Whatever is pasted, reading it fails never and invents nothing."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.printed_cases import read_cases
from needle_evidence.formats.references.text import read_printed_list, read_printed_reference
from needle_evidence.model.reference import Reference

# Soft hyphens and marks of direction part no words.
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_OWN_WORDS = ("confidence", "note")
TEXTS = [case.text for case in read_cases()]
pieces = st.sampled_from(
    [word for text in TEXTS[::3] for word in text.split()]
    + ["…", "&", "et al.", "(", ")", "[", "]", "“", "”", ":", ";", "10.1000/x", "\n", "\n\n", "1."]
)
mixtures = st.lists(pieces, max_size=60).map(" ".join)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def assert_printed(reference: Reference, text: str) -> None:
    """Every word of every field stands in the text; an initial may be part of a word ("JA")."""
    text = INVISIBLE.sub("", text)
    for name, value in reference.fields.items():
        if name not in _OWN_WORDS:
            missing = [word for word in words(value) if word not in text]
            assert missing == [], (name, value)


@settings(max_examples=150, deadline=None)
@given(mixtures)
def test_mixed_pieces(text: str) -> None:
    assert_printed(read_printed_reference(text), text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    assert_printed(read_printed_reference(text), text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(TEXTS), st.text(max_size=80), mixtures), max_size=6))
def test_any_list(parts: list[str]) -> None:
    text = "\n".join(parts)
    table = read_printed_list(text, path="list.txt")
    for reference in table.references:
        assert_printed(reference, text)
        assert 1 <= (reference.location.line or 0) <= text.count("\n") + text.count("\r") + 200


@settings(max_examples=60, deadline=None)
@given(text=st.sampled_from(TEXTS), data=st.data())
def test_a_text_cut_short(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    cut = text[start:end]
    assert_printed(read_printed_reference(cut), cut)


def test_no_identifier_is_invented() -> None:
    for text in TEXTS:
        fields = read_printed_reference(text).fields
        for name in ("doi", "pmid", "pmcid", "isbn", "eprint", "url"):
            assert fields.get(name, "") in text
