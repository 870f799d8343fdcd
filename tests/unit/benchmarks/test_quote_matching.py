"""The generated quotes lie where the generator says; the finder reaches its figures."""

from __future__ import annotations

import pytest

from benchmarks.quote_matching import Script, generate, measure


@pytest.mark.parametrize("script", list(Script))
def test_the_truth_of_unedited_quotes_is_in_the_text(script: Script) -> None:
    made = generate(characters=20_000, quotes=60, script=script)
    spans = [made.text[quote.start : quote.end] for quote in made.quotes]
    same = sum(quote.words == span for quote, span in zip(made.quotes, spans, strict=True))
    assert same >= len(spans) - made.edited
    assert len(spans) // 2 < made.edited < len(spans)
    assert all(span.strip(" .。\n") == span for span in spans)
    assert generate(characters=20_000, quotes=60, script=script) == made


def test_edited_quotes_have_the_right_span() -> None:
    made = generate(characters=200_000, quotes=1_000, script=Script.LATIN)
    assert measure(made).share >= 0.99
