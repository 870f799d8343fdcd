"""Where the words of two texts differ, and which of these differences are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from needle_evidence.anchoring.compared_words import ComparedWord
from needle_evidence.language.guarded_words import guarded_vocabulary
from needle_evidence.language.spelling import mended_typo, misspelt, spelled_alike

# Words that differ between the first and the last difference: beyond, it is one difference.
_MOST_ALIGNED = 600
_WORDS_PER_TYPO = 6
_SHORTEST_PART = 4
# "A-symptomatic" is not "a symptomatic".
_PREFIXES = frozenset({"a", "an", "un", "in", "im", "dis", "il", "ir", "mis", "anti"})
# In small letters these are other words, or other units.
_CAPITALS_TEXT = "aids us who it all act cat pet sad fit hit doc rice cold aid tens"
_CAPITALS = frozenset(_CAPITALS_TEXT.split())
_UNITS = frozenset({"mg", "mw"})


@dataclass(frozen=True, kw_only=True, slots=True)
class WordDifference:
    """Words of the first text (numbers first to end) and what stands for them in the second."""

    first: int
    end: int
    other_first: int
    other_end: int


def differing_words(
    one: Sequence[ComparedWord], other: Sequence[ComparedWord]
) -> tuple[WordDifference, ...]:
    """The differences in order, for equal beginnings and ends in time linear in the length."""
    a, b = [word.form for word in one], [word.form for word in other]
    start = 0
    shortest = min(len(a), len(b))
    while start < shortest and a[start] == b[start]:
        start += 1
    tail = 0
    while tail < shortest - start and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    a, b = a[start : len(a) - tail], b[start : len(b) - tail]
    if not a and not b:
        return ()
    if not a or not b or max(len(a), len(b)) > _MOST_ALIGNED:
        codes = [("replace", 0, len(a), 0, len(b))]
    else:
        codes = list(SequenceMatcher(None, a, b, autojunk=False).get_opcodes())
    return tuple(
        WordDifference(first=start + i, end=start + j, other_first=start + k, other_end=start + m)
        for tag, i, j, k, m in codes
        if tag != "equal"
    )


def real_differences(
    found: Sequence[WordDifference],
    one: Sequence[ComparedWord],
    other: Sequence[ComparedWord],
    guarded: Callable[[ComparedWord, bool], bool],
) -> tuple[WordDifference, ...]:
    """Those that are more than British or American spelling, a hyphen or a mended typo.

    guarded: whether a word (of the first text where True is said) may not be a typo. More
    than one typo in six words is no mending. English only.
    """
    left, typos = [], 0
    for difference in found:
        a = one[difference.first : difference.end]
        b = other[difference.other_first : difference.other_end]
        mended = _mendings(a, b, guarded)
        if mended is None:
            left.append(difference)
        else:
            typos += mended
    allowed = max(1, min(len(one), len(other)) // _WORDS_PER_TYPO)
    return tuple(found) if typos > allowed else tuple(left)


def guarded_typo(
    part: WordDifference, one: Sequence[ComparedWord], other: Sequence[ComparedWord]
) -> tuple[int, ComparedWord, str] | None:
    """Which text (0, 1) has one word misspelt, the word, and the right one; None for no typo."""
    if part.end - part.first != 1 or part.other_end - part.other_first != 1:
        return None
    a, b = one[part.first], other[part.other_first]
    if a.number or b.number or not mended_typo(a.form, b.form):
        return None
    return (0, a, b.written) if misspelt(a.form) else (1, b, a.written)


def same_capitals(one: Sequence[ComparedWord], other: Sequence[ComparedWord]) -> bool:
    """Whether no acronym became a word ("AIDS", "aids") and no unit another ("mg", "Mg").

    The two have the same forms. A text all in capitals is compared with any.
    """
    if _shouted(one) or _shouted(other):
        return True
    for a, b in zip(one, other, strict=False):
        if a.form in _CAPITALS and a.written.isupper() != b.written.isupper():
            return False
        if a.form in _UNITS and a.written != b.written:
            return False
    return True


def same_prefixes(one: Sequence[ComparedWord], other: Sequence[ComparedWord]) -> bool:
    """Whether no hyphen makes a prefix of a word. The two have the same forms."""
    return all(
        a.joined == b.joined
        for before, a, b in zip(one, one[1:], other[1:], strict=False)
        if before.form in _PREFIXES
    )


def _mendings(
    a: Sequence[ComparedWord],
    b: Sequence[ComparedWord],
    guarded: Callable[[ComparedWord, bool], bool],
) -> int | None:
    """How many typos turn one into the other; 0 where it is spelling only, None for none."""
    if len(a) == len(b):
        typos = 0
        for before, after in zip(a, b, strict=True):
            if before.number or after.number:
                return None
            if spelled_alike(before.form, after.form):
                continue
            if guarded(before, True) or guarded(after, False):
                return None
            if not mended_typo(before.form, after.form):
                return None
            typos += 1
        return typos
    return _joining(a, b, guarded)


def _joining(
    a: Sequence[ComparedWord],
    b: Sequence[ComparedWord],
    guarded: Callable[[ComparedWord, bool], bool],
) -> int | None:
    """The same for words written as one: "re-anchored", "reanchored"; "heelpain", "heel pain"."""
    if not a or not b or any(word.number for word in (*a, *b)):
        return None
    if "".join(word.form for word in a) != "".join(word.form for word in b):
        return None
    parts, first = (a, True) if len(a) > len(b) else (b, False)
    if len(parts) != 2 or len(a) + len(b) != 3:
        return None
    if parts[1].joined and parts[0].form != "re":  # "re-covered" is not "recovered"
        return 0
    short = any(len(word.form) < _SHORTEST_PART for word in parts)
    return None if short or any(guarded(word, first) for word in parts) else 1


def may_not_be_typo(word: ComparedWord) -> bool:
    """Whether a word carries meaning by itself, wherever it stands."""
    return word.form in guarded_vocabulary() or word.written[1:].lower() != word.written[1:]


def _shouted(words: Sequence[ComparedWord]) -> bool:
    return sum(len(word.written) > 3 and word.written.isupper() for word in words) > 0 and all(
        word.written == word.written.upper() for word in words
    )
