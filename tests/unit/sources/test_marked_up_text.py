"""Markup of registries as plain text."""

from __future__ import annotations

import time

import pytest

from needle_evidence.sources.marked_up_text import unmarked


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("A <i>b</i> of H<sub>2</sub>O", "A b of H2O"),
        ("<jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One. Two."),
        ("<jats:title>Abstract</jats:title><jats:p>Pain.</jats:p>", "Pain."),
        ("<jats:sec><jats:title>Aim:</jats:title><jats:p>x</jats:p></jats:sec>", "Aim: x"),
        ("p &lt; 0.05 &amp; q > 1", "p < 0.05 & q > 1"),
        ("&lt;i&gt;in vitro&lt;/i&gt;", "in vitro"),
        ("&amp;amp; &amp;lt;b&amp;gt;", "& "),
        ("if a <b and c> d", "if a d"),
        ("x <y and z> w", "x <y and z> w"),
        ("<mml:math><mml:mi>n</mml:mi><mml:mo>=</mml:mo></mml:math>", "n="),
        ("<jats:tex-math>\\alpha</jats:tex-math> and more", "and more"),
        ("line\n  break<br/>here", "line break here"),
        ("", ""),
    ],
)
def test_unmarked(marked: str, plain: str) -> None:
    assert unmarked(marked) == plain.strip()


@pytest.mark.parametrize(
    "hostile", ["<", "<jats:title>", "&lt;", "<i ", "</", "<jats:tex-math>", "<a" * 3 + ">"]
)
def test_long_hostile_text_takes_no_time(hostile: str) -> None:
    begun = time.monotonic()
    unmarked(hostile * 50_000)
    assert time.monotonic() - begun < 3
