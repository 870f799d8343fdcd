"""English words reduced to their stems, so that "needling" and "needled" are one word."""

from __future__ import annotations

import re
from functools import lru_cache

# The letters of a word as consonants (c) and vowels (v); Porter's measure counts "vc".
_VOWELS = frozenset("aeiou")
_MEASURE = re.compile("vc")
_RUNS = re.compile(r"(.)\1+")
_STEP_2 = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"),
    ("abli", "able"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"),
    ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"),
    ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
)  # fmt: skip
_STEP_3 = (
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""),
    ("ness", ""),
)  # fmt: skip
_STEP_4 = (
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous",
    "ive", "ize", "ion", "al", "er", "ic", "ou",
)  # fmt: skip
_LONGEST_WORD = 60


@lru_cache(maxsize=131_072)
def word_stem(word: str) -> str:
    """The stem of a word in lower case, by Porter's rules; other words come back as they are.

    A word with a digit, a sign or a letter beyond a to z, of one or two letters, or of more
    than sixty, is its own stem. Source: M. F. Porter, An algorithm for suffix stripping,
    Program 14 (1980) 130-137.
    """
    if not (2 < len(word) <= _LONGEST_WORD and word.isascii() and word.isalpha()):
        return word
    for step in (_plural, _past, _y_to_i, _double_suffix, _suffix, _last_suffix, _final_e):
        word = step(word)
    return word


def _shape(word: str) -> str:
    letters: list[str] = []
    for index, letter in enumerate(word):
        vowel = letter in _VOWELS or (letter == "y" and index > 0 and letters[-1] == "c")
        letters.append("v" if vowel else "c")
    return "".join(letters)


def _measure(stem: str) -> int:
    """How often a vowel is followed by a consonant, runs counted once."""
    return len(_MEASURE.findall(_RUNS.sub(r"\1", _shape(stem))))


def _has_vowel(stem: str) -> bool:
    return "v" in _shape(stem)


def _ends_double(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _shape(word)[-1] == "c"


def _ends_short(word: str) -> bool:
    """Consonant, vowel, consonant at the end, the last one no w, x or y."""
    return _shape(word)[-3:] == "cvc" and word[-1] not in "wxy"


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and _has_vowel(stem):
            if stem.endswith(("at", "bl", "iz")):
                return stem + "e"
            if _ends_double(stem) and stem[-1] not in "lsz":
                return stem[:-1]
            return stem + "e" if _measure(stem) == 1 and _ends_short(stem) else stem
    return word


def _y_to_i(word: str) -> str:
    return word[:-1] + "i" if word.endswith("y") and _has_vowel(word[:-1]) else word


def _double_suffix(word: str) -> str:
    return _mapped(word, _STEP_2)


def _suffix(word: str) -> str:
    return _mapped(word, _STEP_3)


def _mapped(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    for ending, other in endings:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            return stem + other if _measure(stem) else word
    return word


def _last_suffix(word: str) -> str:
    for ending in _STEP_4:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            fits = ending != "ion" or stem.endswith(("s", "t"))
            return stem if fits and _measure(stem) > 1 else word
    return word


def _final_e(word: str) -> str:
    if word.endswith("e"):
        measure = _measure(word[:-1])
        if measure > 1 or (measure == 1 and not _ends_short(word[:-1])):
            word = word[:-1]
    if word.endswith("ll") and _measure(word) > 1:
        word = word[:-1]
    return word
