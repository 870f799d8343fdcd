"""Where a quote stands in a text, word for word or written a little differently."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from needle_evidence.anchoring.searchable_text import SearchableText, prepare

__all__ = ["Places", "SearchableText", "find_exact", "find_normalised", "prepare", "spellings"]

Span = tuple[int, int]

# A quote that stands a thousand times must not take a thousand times as long.
_MOST_PLACES = 50
_MOST_COUNTED = 1_000
_MOST_LOOKED_AT = 20_000
_HYPHENS = frozenset("-‐‑")
_RANGE_DASHES = frozenset("-‐‑‒–−")
# Marks as an editor copies them with the words: [5], [2, 3–5], [^1], [@key; @other], ¹²,
# (Author et al., 2014).
_CITATION_MARK = re.compile(
    r"\s*\[\^?\d{1,4}(?:\s*[-–,;]\s*\d{1,4}){0,50}\]"
    r"|\s*\[-?@[^\[\]\s]{1,200}(?:\s?[;,]\s?-?@[^\[\]\s]{1,200}){0,50}\]"
    r"|(?<=[^\W\d]{3})[⁰¹²³⁴-⁹]{1,4}|(?<=[.,;:!?])[⁰¹²³⁴-⁹]{1,4}"
    r"|\s*\([^()\d]{2,80}\b(?:19|20)\d\d[a-z]?\)"
)
_AROUND = " \t\r\n\u00a0\"'“”„‟‘’‚‛«»‹›「」『』*_`"
_CLOSING = ".,;:!?。，；：！？…"


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """Where a quote stands: the first spans `[start, end)`, ascending.

    count: how many there are; counting ends at 1,000.
    """

    spans: tuple[Span, ...] = ()
    count: int = 0


def spellings(quote: str) -> tuple[str, ...]:
    """A quote as written, without what surrounds it, and without its citation marks.

    Quotation marks around it, a full stop at its end and marks such as [5] come from copying.
    """
    bare = quote.strip()
    trimmed = _trimmed(bare)
    unmarked = _CITATION_MARK.sub("", bare).strip()
    forms = (bare, trimmed, unmarked, _trimmed(unmarked))
    return tuple(dict.fromkeys(form for form in forms if form))


def find_exact(
    quote: str | SearchableText, text: SearchableText, within: Span | None = None
) -> Places:
    """All places where a quote stands letter for letter, from word border to word border.

    within: only this stretch `[start, end)` of the text. A quote without a letter or digit is
    found nowhere. Takes time in proportion to the number of its rarest word in the text.
    """
    wanted = prepare(quote) if isinstance(quote, str) else quote
    if not wanted.words:
        return Places()
    word = _rarest(wanted, text)
    offset = wanted.starts[wanted.words[word]]

    def spans() -> Iterator[Span]:
        for place in _stretch(text, wanted.word_form(word), within):
            start = text.starts[text.words[place]] - offset
            if start >= 0 and text.text.startswith(wanted.text, start):
                yield start, start + len(wanted.text)

    return _collected(spans(), text, within)


def find_normalised(
    quote: str | SearchableText, text: SearchableText, within: Span | None = None
) -> Places:
    """All places where a quote stands but for case, quotes, dashes, spaces and the like.

    within: as for `find_exact`, whose places are among these.
    """
    wanted = prepare(quote) if isinstance(quote, str) else quote
    if not wanted.words:
        return Places()
    word = _rarest(wanted, text)
    token, length = wanted.words[word], len(wanted.forms)

    def spans() -> Iterator[Span]:
        for place in _stretch(text, wanted.word_form(word), within):
            first = text.words[place] - token
            if first >= 0 and text.forms[first : first + length] == wanted.forms:
                yield text.starts[first], text.ends[first + length - 1]

    return _collected(spans(), text, within)


def _trimmed(quote: str) -> str:
    inner = quote.strip(_AROUND)
    return inner.rstrip(_CLOSING).rstrip(_AROUND + _CLOSING)


def _rarest(wanted: SearchableText, text: SearchableText) -> int:
    """Which word of the quote stands least often in the text."""
    return min(
        range(len(wanted.words)), key=lambda word: len(text.places.get(wanted.word_form(word), ()))
    )


def _stretch(text: SearchableText, form: str, within: Span | None) -> Sequence[int]:
    """Where a form stands in a stretch of the text, at most so many."""
    places = text.places.get(form, ())
    if within is None:
        return places[:_MOST_LOOKED_AT]
    first, last = word_at(text, within[0]), word_at(text, within[1])
    low = bisect_left(places, first)
    return places[low : min(bisect_left(places, last), low + _MOST_LOOKED_AT)]


def word_at(text: SearchableText, offset: int) -> int:
    """The number of the first word that begins at or after an offset."""
    token = bisect_left(text.starts, offset)
    return bisect_left(text.words, token)


def _collected(spans: Iterator[Span], text: SearchableText, within: Span | None) -> Places:
    kept: list[Span] = []
    count = 0
    for start, end in spans:
        if within is not None and not within[0] <= start <= end <= within[1]:
            continue
        if _cuts_a_word(text, start) or _cuts_a_word(text, end):
            continue
        count += 1
        if count <= _MOST_PLACES:
            kept.append((start, end))
        if count == _MOST_COUNTED:
            break
    return Places(spans=tuple(kept), count=count)


def _cuts_a_word(text: SearchableText, offset: int) -> bool:
    """Whether an offset lies inside a word, a number, "non-specific" or "4–8"."""
    before = bisect_right(text.starts, offset - 1) - 1
    if before < 0 or text.ends[before] < offset:
        return False
    if text.ends[before] > offset:
        return True
    return _is_joint(text, before) or (
        before + 1 < len(text.starts)
        and text.starts[before + 1] == offset
        and _is_joint(text, before + 1)
    )


def _is_joint(text: SearchableText, token: int) -> bool:
    """Whether a hyphen joins the words on both sides into one, or a dash two numbers."""
    if not 0 < token < len(text.forms) - 1 or text.forms[token] != "-":
        return False
    start, end = text.starts[token], text.ends[token]
    if text.ends[token - 1] != start or text.starts[token + 1] != end:
        return False
    sides = text.text[start - 1], text.text[end]
    dash = text.text[start]
    if all(side.isdigit() for side in sides):
        return dash in _RANGE_DASHES
    return dash in _HYPHENS and all(side.isalnum() for side in sides)
