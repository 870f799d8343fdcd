"""The words of a text in the form in which claims and references are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from needle_evidence.language.folded_text import folded
from needle_evidence.language.word_stems import word_stem

_WORD = re.compile(r"[^\W_]+(?:['’][sS]\b)?")
_POSSESSIVE = re.compile(r"['’][sS]$")
_PIECES = re.compile(r"[^\W\d_]+|\d+")
_LONGEST_WORD = 60
_LONGEST_TEXT = 100_000
_STOP_TEXT = """
    a about after against all also among an and any are as at be been before being between both
    but by can did do does due during each for from had has have if in into is it its may more
    most no not of on or other our over per some such than that the their then there these they
    this through to under used using via was we were which who whom whose will with
    """
_STOP_WORDS = frozenset(_STOP_TEXT.split())
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "π": "pi",
    "σ": "sigma", "τ": "tau", "ω": "omega",
}  # fmt: skip
_GREEK_LETTER = re.compile("|".join(_GREEK))
_IRREGULAR = {"children": "child", "men": "man", "mice": "mouse", "women": "woman", "feet": "foot"}
# British spellings of the field, as the other one writes them.
_SPELLINGS = (
    ("aemi", "emi"), ("haem", "hem"), ("oedem", "edem"), ("oestr", "estr"), ("paed", "ped"),
    ("tumour", "tumor"), ("iour", "ior"),
)  # fmt: skip


class Term(NamedTuple):
    """One word of a text. stems: its own stem, then those of its letters and its digits.

    "IL10" has the stems il10, il and 10, so that it also meets "IL-10".
    """

    stems: tuple[str, ...]
    word: str


def text_terms(text: str) -> Iterator[Term]:
    """The words of a text in order, without those that say nothing on their own.

    Case, accents, British spelling and word endings do not count; Greek letters are spelt out.
    Only the first 100,000 characters are read.
    """
    for found in _WORD.finditer(text, 0, _LONGEST_TEXT):
        if stems := word_stems(found[0]):
            yield Term(stems, found[0])


@lru_cache(maxsize=262_144)
def word_stems(word: str) -> tuple[str, ...]:
    """The stems under which one word is looked up; none for a stop word and an endless one."""
    if len(word) > _LONGEST_WORD:
        return ()
    spelt = _GREEK_LETTER.sub(lambda letter: _GREEK[letter[0]], _POSSESSIVE.sub("", word).lower())
    plain = folded(spelt).replace(" ", "")
    if not plain or plain in _STOP_WORDS:
        return ()
    plain = _one_spelling(_IRREGULAR.get(plain, plain))
    pieces = _PIECES.findall(plain) if not (plain.isalpha() or plain.isdigit()) else ()
    return tuple(map(word_stem, dict.fromkeys((plain, *pieces))))


def _one_spelling(word: str) -> str:
    if len(word) > 4:
        for british, other in _SPELLINGS:
            word = word.replace(british, other)
    return word
