"""Text brought to one form, so that case, accents, spaces and punctuation do not count."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = re.compile("[\u0300-\u036f]+")
# Signs that change what a statement says stay: "< 5" is not "> 5".
_SEPARATORS = re.compile(r"(?:[^\w<>=≤≥±×+%]|_)+")
# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th"})


def folded(text: str) -> str:
    """The text in lower case without accents, its words and numbers one space apart."""
    if text.isascii():
        plain = text.lower()
    else:
        parts = unicodedata.normalize("NFKD", text).casefold()
        plain = _ACCENTS.sub("", parts).replace("æ", "ae").replace("œ", "oe").translate(_LETTERS)
    return _SEPARATORS.sub(" ", plain).strip()
