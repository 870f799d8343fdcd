"""A text made ready for finding many quotes in it: its words and signs, and where each stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Scripts without spaces between words (Chinese, Japanese, Thai, Lao, Burmese, Khmer): each
# character counts as one word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003134f"
)
# Accents and vowel signs that follow a letter, and what web pages leave inside words.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u0900-\u0963\u0966-\u0dff\u20d0-\u20ff\ufe00-\ufe0f"
)
_INVISIBLE = "\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_LETTER = rf"[^\W_{_UNSPACED}]"
_REST = rf"(?:[^\W_{_UNSPACED}]|[{_MARKS}{_INVISIBLE}])*"
_TOKEN = re.compile(
    rf"\d+(?:[.,·]\d+)+{_REST}"
    rf"|{_LETTER}{_REST}(?:['’ʼ]{_LETTER}{_REST})*"
    rf"|[{_UNSPACED}][{_MARKS}{_INVISIBLE}]*"
    rf"|\.{{3}}|~~|[^\s{_INVISIBLE}]"
)
# Marks of emphasis in Markdown.
_EMPHASIS = frozenset({"*", "_", "`", "~~"})
_SIGNS = {
    **dict.fromkeys("-‐‑‒–—―−﹘﹣－", "-"),
    **dict.fromkeys("'’‘‚‛ʼ′´\"“”„‟«»‹›″「」『』", "'"),
    **dict.fromkeys("≤≦⩽", "≤"),
    **dict.fromkeys("≥≧⩾", "≥"),
    **dict.fromkeys("∼≈", "≈"),
    **dict.fromkeys("·∙⋅․‧•", "·"),
    "...": "…",
}
_APOSTROPHES = str.maketrans("’ʼ", "''")
_DROPPED = re.compile(f"[{_INVISIBLE}\u0640\u064b-\u065f\u0670\u0591-\u05bd\u05bf-\u05c7]+")
# Folding these would turn 10² into 102 and ½ into 12.
_KEPT_FORMS = ("<super>", "<sub>", "<fraction>")


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class SearchableText:
    """A text with its words and signs.

    forms: the normal form of each word or sign, in which case, kind of quotes, dashes and
    spaces, soft hyphens, ligatures and marks of emphasis do not count. starts, ends: offsets
    of each in the text. words: which of them are words (or numbers). places: by form, where in
    `words` it stands, ascending.
    """

    text: str
    forms: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[int]
    places: Mapping[str, Sequence[int]]

    def word_form(self, word: int) -> str:
        """The normal form of a word, by its number among the words."""
        return self.forms[self.words[word]]


def prepare(text: str) -> SearchableText:
    """Takes a text apart into words and signs, in time in proportion to its length."""
    known: dict[str, str] = {}
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    words: list[int] = []
    places: dict[str, list[int]] = {}
    for match in _TOKEN.finditer(text):
        written = match.group()
        form = known.get(written)
        if form is None:
            form = known[written] = _normal_form(written)
        if not form:
            continue
        if form[0].isalnum():
            places.setdefault(form, []).append(len(words))
            words.append(len(forms))
        forms.append(form)
        starts.append(match.start())
        ends.append(match.end())
    return SearchableText(
        text=text, forms=forms, starts=starts, ends=ends, words=words, places=places
    )


def _normal_form(written: str) -> str:
    """The form in which a word or sign is compared; "" for one that does not count."""
    if written in _EMPHASIS:
        return ""
    if written in _SIGNS:
        return _SIGNS[written]
    if written.isascii():
        return written.lower()
    if written[0].isdigit():
        written = written.replace("·", ".")
    kept = any(
        unicodedata.decomposition(character).startswith(_KEPT_FORMS) for character in written
    )
    composed = unicodedata.normalize("NFC" if kept else "NFKC", written.casefold())
    return _DROPPED.sub("", composed).translate(_APOSTROPHES)
