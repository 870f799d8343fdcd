"""Whether two words are one word: in British and American spelling, or with a typo mended."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from needle_evidence.language.data_table import data_table

_SHORTEST = 4  # letters
_LONGEST = 40
# Of the most common words, how often the right one must occur in the corpus of the word list
# (some 160,000 words, the rarest 50 times): a rare word may be one letter from a missing one.
# A word of so many letters is told from another by more than one of them.
_LONG_ENOUGH = 7
_COMMON = 300
_ISE = re.compile(r"(?<=\w{3})is(e|ed|es|er|ers|ing|ation|ations|able)$")
# Drugs, substances and diseases: "insulin" and "inulin" are one letter apart.
_TECHNICAL = re.compile(
    r"(?:ine?|ins|ole?|ide|ate|ase|ose|one|ene|ane|yl|ium|ia|itis|osis|oma|pathy|a?emia|uria"
    r"|algia|ec?tomy|ostomy|plasty|scopy|mab|nib|vir|pril|artan|statin|illin|mycin|ic)$"
)


def spelled_alike(one: str, other: str) -> bool:
    """Whether two words in lower case differ by British and American spelling only."""
    return one == other or _american(one) == _american(other)


def confusable(one: str, other: str) -> bool:
    """Whether two words look alike and mean something else: abduction, adduction."""
    pair = frozenset({one, other})
    pairs, starts, ends = _confusables()
    if pair in pairs:
        return True
    for first, second in starts:
        if _swapped(one, other, first, second) or _swapped(other, one, first, second):
            return True
    turned = one[::-1], other[::-1]
    for first, second in ends:
        if _swapped(*turned, first, second) or _swapped(turned[1], turned[0], first, second):
            return True
    return False


@lru_cache(maxsize=4096)
def mended_typo(one: str, other: str) -> bool:
    """Whether one of two words in lower case is a common English word, the other it misspelt.

    The misspelt one is in no word list, in British spelling either. Two neighbouring letters
    are in the wrong order, one is doubled or not, or one inside is missing or too many; another
    letter only in a long word, since rare words ("keto", "gluten") are in no list. Short words,
    names of substances and diseases, and words that look like others of medicine are never
    taken for typos. The word list is that of
    pyspellchecker.
    """
    if min(len(one), len(other)) < _SHORTEST or max(len(one), len(other)) > _LONGEST:
        return False
    if not (one.isascii() and one.isalpha() and other.isascii() and other.isalpha()):
        return False
    if not _slip(one, other) or confusable(one, other):
        return False
    first, second = _occurrences(one), _occurrences(other)
    if (first > 0) == (second > 0) or max(first, second) < _COMMON:
        return False
    right, wrong = (one, other) if first else (other, one)
    # Two letters in the wrong order make no name of a substance by chance.
    turned = sorted(right) == sorted(wrong)
    return not _TECHNICAL.search(right) and (turned or not _TECHNICAL.search(wrong))


def misspelt(word: str) -> bool:
    """Whether a word in lower case is in no word list."""
    return not _occurrences(word)


def _american(word: str) -> str:
    for written, counts_as in _variants():
        if written in word:
            word = word.replace(written, counts_as)
    return _ISE.sub(r"iz\1", word)


@cache
def _variants() -> tuple[tuple[str, str], ...]:
    return tuple((row["written"], row["counts_as"]) for row in data_table("spelling_variants"))


@cache
def _confusables() -> tuple[
    frozenset[frozenset[str]], tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]
]:
    rows = data_table("confusable_words")
    words = frozenset(
        frozenset({row["one"], row["other"]}) for row in rows if row["place"] == "word"
    )
    starts = tuple((row["one"], row["other"]) for row in rows if row["place"] == "start")
    ends = tuple((row["one"][::-1], row["other"][::-1]) for row in rows if row["place"] == "end")
    return words, starts, ends


def _swapped(one: str, other: str, first: str, second: str) -> bool:
    if not (one.startswith(first) and other.startswith(second)):
        return False
    return one[len(first) :] == other[len(second) :]


def _slip(one: str, other: str) -> bool:
    """Whether the two differ as a slip of the hand makes them differ."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, others = one[start:], other[start:]
    if len(rest) == len(others):
        swapped = rest[:2] == others[1::-1] if len(others) > 1 else False
        another = rest[1:] == others[1:] and len(one) >= _LONG_ENOUGH
        return another or (swapped and rest[2:] == others[2:])
    longer, shorter = (rest, others) if len(rest) > len(others) else (others, rest)
    if longer[1:] != shorter:
        return False
    whole = one if len(one) > len(other) else other
    doubled = start > 0 and whole[start] == whole[start - 1]
    return doubled or 0 < start < len(whole) - 1


def _occurrences(word: str) -> int:
    """How often a word stands in the list, in its American spelling too."""
    listed = _word_list()
    return listed.get(word, 0) or listed.get(_american(word), 0)


@cache
def _word_list() -> Mapping[str, int]:
    from spellchecker import SpellChecker

    dictionary: Mapping[str, int] = SpellChecker(language="en").word_frequency.dictionary
    return dictionary
