"""Where sentences begin and end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.language.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It helps. It hurts.", ["It helps.", "It hurts."]),
        ("Pain fell by 2.5 mm, e.g. in adults.", ["Pain fell by 2.5 mm, e.g. in adults."]),
        ("  bleeding ", ["bleeding"]),
        ("针灸有效。它不治病。", ["针灸有效。", "它不治病。"]),
        ("他说“有效。”然后走了。", ["他说“有效。”", "然后走了。"]),
        ("", []),
        ("   ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet="ab .!?。:\n ", max_size=80))
def test_spans_ascend_and_hold_every_letter(text: str) -> None:
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert sum(c.isalpha() for c in text) == sum(c.isalpha() for s in sentences(text) for c in s)
