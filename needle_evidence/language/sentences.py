"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Chinese and Japanese put no space after a stop; after "vitamin C." the library sees initials.
_FULL_STOP = re.compile(
    r"[。！？][」』”’）]*"
    r"|(?i:\b(?:vitamins?|hepatitis|types?|groups?|grades?|factors?|influenza|strep|class|phase)\s)"
    r"(?:[A-Z]\d{0,2}|[IVX]+|\d{1,2})\.[”’)]*(?=\s+[A-Z])"
)
# Longer stretches without any end are no sentence of an article.
_LONGEST = 20_000


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence, ascending, without white space around them.

    Citation marks must be taken out before: ".[5]" hides the end of a sentence. A text without
    an end is one sentence. By syntok (github.com/fnl/syntok).
    """
    spans: list[tuple[int, int]] = []
    for start in range(0, len(text), _LONGEST):
        spans.extend(_spans(text[start : start + _LONGEST], start))
    return tuple(spans)


def _spans(text: str, shift: int) -> Iterator[tuple[int, int]]:
    if not any(mark in text for mark in ".!?。！？…:;"):
        stripped = text.strip()
        if stripped:
            start = text.index(stripped[0])
            yield shift + start, shift + start + len(stripped)
        return
    from syntok import segmenter  # 15 ms that a project without articles does without

    for paragraph in segmenter.analyze(text):
        for tokens in paragraph:
            first, last = tokens[0], tokens[-1]
            yield from _at_full_stops(text, first.offset, last.offset + len(last.value), shift)


def _at_full_stops(text: str, start: int, end: int, shift: int) -> Iterator[tuple[int, int]]:
    """The stretch cut after each full stop that the library does not see."""
    for stop in _FULL_STOP.finditer(text, start, end):
        yield shift + start, shift + stop.end()
        start = stop.end()
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield shift + start, shift + end
