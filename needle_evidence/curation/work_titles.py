"""Titles of works brought to one form, and how much alike two of them are."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from needle_evidence.language.folded_text import folded
from needle_evidence.language.spelling import spelled_alike
from needle_evidence.language.work_words import word_set

_LONGEST = 1_000  # characters of a title that are compared
_SHORTEST_PREFIX = 25  # letters that a title must have to be taken for the beginning of another
_ENOUGH_LETTERS, _ENOUGH_WORDS = 20, 4
_SHORTEST_WORD, _SHORT_WORD, _LONG_WORD = 3, 4, 9  # letters
_NEARLY, _ROUGHLY = 0.92, 0.75
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,14}(?: [^<>]{0,80})?/?>")
# What databases put behind a title: "[Review] [97 refs]", "(Structured abstract)", …
_NOTE_WORDS = (
    r"(?:review|\d+ refs?|(?:structured|provisional|meeting|conference)? ?abstract|brief record"
    r"|erratum appears|errata|correction appears|published erratum|comment|see comments?"
    r"|author'?s? repl"
    r"|corrected|retracted|retraction|summary for|republished|original article|in process citation"
    r"|article in|in \w+$|letter|editorial|withdrawn|preprint|poster|proceeding)"
)
_NOTE = re.compile(
    rf"\s*[\[(](?:{_NOTE_WORDS})[^\[\]()]{{0,200}}(?:\([^()]{{0,60}}\)[^\[\]()]{{0,200}})*[\])]?"
    r"\s*\.?\s*$",
    re.IGNORECASE,
)
_KIND_BEHIND = re.compile(r"\s*[:.–-]\s*(?:original (?:article|paper|research))\s*$", re.IGNORECASE)
_STATE = re.compile(
    r"^\W{0,3}(?:retracted(?: article| paper)?|withdrawn(?: article)?|temporary removal|removed"
    r"|reprint(?: of)?|republished(?: article| paper)?)\W{0,3}\s*[:\]–—-]+\s*",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[([^\[\]]{12,})\]")
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi",
    "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "φ": "phi", "χ": "chi",
    "ψ": "psi", "ω": "omega",
}  # fmt: skip
_GREEK_LETTERS = str.maketrans({letter: f" {name} " for letter, name in _GREEK.items()})
_GREEK_NAMES = frozenset(_GREEK.values())
_SUBTITLE = re.compile(r"\s*(?::|\?|\.\s|\s[–—-]{1,2}\s)\s*")
_COUNTED = {
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8",
    "ix": "9", "x": "10", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "first": "1", "second": "2", "third": "3",
    "a": "1", "b": "2", "c": "3", "d": "4",
}  # fmt: skip
_NUMBER = re.compile(r"\d+[a-z]?$|\d+")
_ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "ix"})
_PART = re.compile(
    r"\b(?:part|parts|section|study|paper|experiment|report|volume|vol|chapter|series|teil"
    r"|partie|parte|module|lecture)\s+(?:no |number |nr )?"
    r"(i{1,3}|iv|vi{0,3}|ix|x|\d{1,3}|[a-d]|one|two|three|four|five|six|seven|eight)\b"
)
# "… of the uterine cervix. I: Experience with …", "… in adults II".
_ROMAN_PART = re.compile(
    r"[.:,;–—-]\s*\(?(I{1,3}|IV|VI{0,3}|IX|X|\d)\)?\s*[.:–—-]|\s(I{1,3}|IV|V)\s*$"
)
_NO_TITLE = frozenset(
    {"unknown", "untitled", "no title", "no title available", "title not available"}
)


class TitleMatch(IntEnum):
    """How much alike two titles are, from nothing known to the same."""

    UNKNOWN = 0
    DIFFERENT = 1
    ROUGH = 2
    BEGINNING = 3
    NEAR = 4
    SAME = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkTitle:
    """A title to compare.

    words: folded, in order. vocabulary: each word once. compact: their letters without spaces.
    telling: the same without little words. without_greek: without names of Greek letters too,
    "" where it has none. main: the compact title before its subtitle. other: the compact
    translation or original given beside it, "" for none. parts: numbers of a part ("part II"
    is "2"). generic: many works bear such a title.
    """

    words: tuple[str, ...] = ()
    vocabulary: frozenset[str] = frozenset()
    compact: str = ""
    telling: str = ""
    without_greek: str = ""
    main: str = ""
    other: str = ""
    parts: frozenset[str] = frozenset()
    generic: bool = True


def work_title(text: str) -> WorkTitle:
    """A title without markup, databases' remarks and prefixes such as "RETRACTED:"."""
    plain = plain_title(text)
    plain, other = _translations(plain)
    words = _words(plain)
    if " ".join(words) in _NO_TITLE:
        return WorkTitle()
    halves = _SUBTITLE.split(plain, maxsplit=1)
    compact = "".join(words)
    return WorkTitle(
        words=words,
        vocabulary=frozenset(words),
        compact=compact,
        telling=_joined(words, word_set("little")),
        without_greek=""
        if _GREEK_NAMES.isdisjoint(words)
        else _joined(words, word_set("little") | _GREEK_NAMES),
        main="".join(_words(halves[0])) if len(halves) > 1 and halves[1] else compact,
        other="".join(_words(other)),
        parts=_parts(plain),
        generic=_is_generic(words, compact),
    )


def plain_title(text: str) -> str:
    """A title as it is printed, without markup and what databases put around it."""
    plain = text[:_LONGEST]
    if "&" in plain:
        plain = html.unescape(plain)
    if "<" in plain:
        plain = _TAG.sub("", plain)
    plain = " ".join(plain.split())
    for _ in range(6):
        shorter = _STATE.sub("", _KIND_BEHIND.sub("", _NOTE.sub("", plain)))
        if shorter == plain or not shorter.strip(" .[]"):
            break
        plain = shorter
    return plain


def compare_titles(first: WorkTitle, second: WorkTitle) -> TitleMatch:
    """How much alike two titles are; the order of the two does not count."""
    if not first.compact or not second.compact:
        return TitleMatch.UNKNOWN
    if first.compact == second.compact or first.telling == second.telling:
        return TitleMatch.SAME
    if _greek_was_lost(first, second) or _translation_agrees(first, second):
        return TitleMatch.SAME
    if _begins(first, second) or _begins(second, first):
        return TitleMatch.BEGINNING
    return _alike(first, second)


def parts_conflict(first: WorkTitle, second: WorkTitle) -> bool:
    """Whether the titles name two different parts of one series."""
    return bool(first.parts and second.parts and first.parts.isdisjoint(second.parts))


def numbers_conflict(first: WorkTitle, second: WorkTitle) -> bool:
    """Whether each title has a number or single letter that the other lacks: grade 1, grade 2."""
    one, other = Counter(_marks(first)), Counter(_marks(second))
    return bool(one - other) and bool(other - one)


def words_conflict(first: WorkTitle, second: WorkTitle) -> bool:
    """Whether each title has a word that the other lacks, in no spelling of it."""
    one = _rest(first, second)
    other = _rest(second, first)
    return any(not any(_one_word(a, b) for b in other) for a in one) and any(
        not any(_one_word(a, b) for a in one) for b in other
    )


def words_missing(first: WorkTitle, second: WorkTitle) -> bool:
    """Whether one of the titles has a word that the other lacks, in no spelling of it."""
    one, other = _rest(first, second), _rest(second, first)
    return any(not any(_one_word(a, b) for b in other) for a in one) or any(
        not any(_one_word(a, b) for a in one) for b in other
    )


def _words(text: str) -> tuple[str, ...]:
    plain = text
    if not plain.isascii():
        plain = plain.casefold().translate(_GREEK_LETTERS)
    return tuple(word for word in folded(plain).replace("'", "").split() if word not in "<>=+%")


def _translations(plain: str) -> tuple[str, str]:
    """The title, and the one in brackets beside it: "Titre. [Title]" or "[Title] Titre"."""
    stripped = plain.strip(" .")
    if stripped.startswith("[") and stripped.endswith("]") and stripped.count("[") == 1:
        return stripped[1:-1], ""
    match = _BRACKETED.search(plain)
    if match is None:
        return plain.lstrip("["), ""
    outside = (plain[: match.start()] + " " + plain[match.end() :]).strip(" .:-–")
    if len(match[1].split()) < 3 or len(outside.split()) < 3:
        return plain, ""
    at_an_end = not plain[: match.start()].strip() or not plain[match.end() :].strip(" .")
    return (outside, match[1]) if at_an_end else (plain, "")


def _parts(plain: str) -> frozenset[str]:
    lower = plain.lower()
    found = {match[1] for match in _PART.finditer(lower)}
    found |= {(m[1] or m[2]).lower() for m in _ROMAN_PART.finditer(plain)}
    return frozenset(_COUNTED.get(part, part.lstrip("0")) for part in found)


def _is_generic(words: tuple[str, ...], compact: str) -> bool:
    telling = [w for w in words if w not in word_set("generic title") and not w.isdigit()]
    return len(telling) < 2 or len(compact) < 14


def _joined(words: tuple[str, ...], without: frozenset[str]) -> str:
    return "".join(word for word in words if word not in without)


def _greek_was_lost(first: WorkTitle, second: WorkTitle) -> bool:
    """Whether the titles are one but for the Greek letters, which one of them lacks."""
    if bool(first.without_greek) == bool(second.without_greek):
        return False
    return (first.without_greek or first.telling) == (second.without_greek or second.telling)


def _translation_agrees(first: WorkTitle, second: WorkTitle) -> bool:
    ones = {first.compact, first.other} - {""}
    others = {second.compact, second.other} - {""}
    return not ones.isdisjoint(others)


def _begins(short: WorkTitle, long: WorkTitle) -> bool:
    """Whether one title is the beginning of the other: truncated, or without its subtitle."""
    enough = len(short.compact) >= _SHORTEST_PREFIX or (
        short.compact == long.main
        and len(short.words) >= _ENOUGH_WORDS
        and len(short.compact) >= _ENOUGH_LETTERS
    )
    return enough and long.compact.startswith(short.compact)


def _alike(first: WorkTitle, second: WorkTitle) -> TitleMatch:
    from rapidfuzz.fuzz import ratio

    found = ratio(first.compact, second.compact, score_cutoff=100 * _ROUGHLY) / 100
    if found >= _NEARLY:
        return TitleMatch.NEAR
    one_main = first.main == second.main and len(first.main) >= _ENOUGH_LETTERS
    if found >= _ROUGHLY or one_main or _one_within_other(first, second):
        return TitleMatch.ROUGH
    return TitleMatch.DIFFERENT


def _one_within_other(first: WorkTitle, second: WorkTitle) -> bool:
    """Whether nearly all words of one title stand in the other."""
    least = min(len(first.vocabulary), len(second.vocabulary))
    if least <= _ENOUGH_WORDS:
        return False
    return len(first.vocabulary & second.vocabulary) >= _NEARLY * least


def _marks(title: WorkTitle) -> Iterator[str]:
    """The numbers and single letters of a title, Roman and spelt-out numbers as digits."""
    for word, following in zip(title.words, (*title.words[1:], ""), strict=True):
        if word in _ROMAN or (len(word) == 1 and (word != "a" or _no_article(following))):
            yield _COUNTED.get(word, word.lstrip("0") or word)
        else:
            # "HPV16" is written "HPV 16" too; "grade 1a" is not "grade 1b".
            yield from (number.lstrip("0") for number in _NUMBER.findall(word))


def _no_article(following: str) -> bool:
    """Whether the "a" before a word is a letter of its own: "hepatitis A in Norway"."""
    return not following or following == "virus" or following in word_set("little")


def _rest(title: WorkTitle, other: WorkTitle) -> list[str]:
    left = Counter(title.words) - Counter(other.words)
    return [word for word in left if word not in word_set("little")]


@lru_cache(maxsize=65_536)
def _one_word(one: str, other: str) -> bool:
    """Whether two words are one, in British or American spelling, in plural, or mistyped."""
    if spelled_alike(one, other):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST_WORD and long.startswith(short) and len(long) - len(short) <= 2:
        return True
    from rapidfuzz.distance import OSA

    # In a short word a lost letter is a slip, another letter may be another word: HPV, HIV.
    lost = len(short) >= _SHORTEST_WORD and len(long) == len(short) + 1 and long.isalpha()
    allowed = 1 if len(short) < _LONG_WORD else 2
    return (lost or len(short) > _SHORT_WORD) and (
        OSA.distance(one, other, score_cutoff=allowed) <= allowed
    )
