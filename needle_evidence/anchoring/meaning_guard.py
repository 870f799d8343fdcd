"""Whether a claim still says what it said: what was recorded against what stands there now.

Only what is the same word for word passes; of what differs, the guard names what changes the
meaning (a negation, a hedge, a number, …), in the quote and in what governs it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from needle_evidence.anchoring.compared_words import ComparedWord, compared_words
from needle_evidence.anchoring.guarded_features import (
    Feature,
    Stretches,
    changed_places,
    differences,
    features,
    numbers_only,
    order_changed,
)
from needle_evidence.anchoring.word_differences import (
    WordDifference,
    differing_words,
    guarded_typo,
    may_not_be_typo,
    real_differences,
    same_capitals,
    same_prefixes,
)
from needle_evidence.language.cue_words import words_of
from needle_evidence.language.data_table import data_table
from needle_evidence.language.guarded_words import guarded_vocabulary
from needle_evidence.language.language_guess import looks_english
from needle_evidence.language.spelling import confusable
from needle_evidence.language.thesaurus import Thesaurus
from needle_evidence.language.wording_strength import Strength, classify_wording
from needle_evidence.model.anchor import GovernedQuote

_LONGEST = 20_000  # characters of a text in which features are looked for
_LONGEST_SHOWN = 80
_MOST_NAMED = 12
_MOST_PARTS = 40
_FEW, _LONG_WORD = 8, 6
_NOT_ENGLISH = "language not understood: the words differ, and only English can be judged"
# Where one of these stands, commas and dashes may say what it is about.
_TURNING_TEXT = """
    no not never none nobody nothing neither nor without only just unless except if who whom
    whose which where because however but rather instead
    """
_TURNING = frozenset(_TURNING_TEXT.split())
_LISTING = frozenset({"and", "or", "too"})
_NEGATING = ("un", "in", "im", "ir", "il", "non", "dis", "a", "mis", "anti", "de", "under", "over")
# What may stand elsewhere in a sentence: an adverb, a time, a size.
_ADVERBIAL = frozenset({"time", "magnitude", "quantifier", "time unit"})
_ASKING = frozenset({"what", "how", "who", "when", "where"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """What was recorded, against what stands there now.

    same: word for word the same, but for typography, white space, case, markup, spelling and
    mended typos. changes: differences that change the meaning, each in words ("number changed:
    4 weeks → 24 weeks"; what governs the quote after "rest of the sentence:", "list lead-in:",
    "heading:"). rewordings: other differences ("wording changed: “lessens” → “reduces”").
    Not the same without changes: somebody has to read it.
    """

    same: bool
    changes: tuple[str, ...] = ()
    rewordings: tuple[str, ...] = ()


def compare(
    recorded: GovernedQuote,
    current: GovernedQuote,
    thesaurus: Thesaurus,
    *,
    moved_heading: bool = False,
) -> Comparison:
    """Compares a quote and what governs it with what was recorded (evidence-rules.md §6).

    moved_heading: the paragraph stands under another heading than it did; a heading that only
    names another neutral section ("Overview", "How it works") then counts as the same. In
    texts that are not English nothing but the words and numbers is judged. Never raises.
    """
    if recorded == current:
        return Comparison(same=True)
    english = _english(recorded) and _english(current)
    changes: list[str] = []
    rewordings: list[str] = []
    for name, one, other in _parts(recorded, current):
        if one == other:
            continue
        pair = _Pair(one, other, thesaurus, english)
        if pair.same() or (moved_heading and name == "heading: " and pair.both_neutral()):
            continue
        found, reworded = pair.judge()
        changes.extend(name + text for text in found)
        rewordings.extend(name + text for text in reworded)
    if not changes and not rewordings and not _same_pauses(recorded, current):
        rewordings.append("punctuation changed beside a word that turns the meaning")
    if rewordings and not changes and english:
        changes.extend(_strength_changed(recorded, current))
    if rewordings and not english:
        rewordings.append(_NOT_ENGLISH)
    return Comparison(
        same=not changes and not rewordings,
        changes=_named(changes),
        rewordings=_named(rewordings),
    )


class _Pair:
    """One part of a quote or of what governs it: as recorded, and as it is now."""

    def __init__(self, one: str, other: str, thesaurus: Thesaurus, english: bool) -> None:
        self._texts = one, other
        self._words = compared_words(one), compared_words(other)
        self._thesaurus = thesaurus
        self._english = english
        self._all = differing_words(*self._words)
        self._known: tuple[tuple[Feature, ...], tuple[Feature, ...]] | None = None

    def same(self) -> bool:
        """Whether nothing differs that counts."""
        if not self._all:
            return same_capitals(*self._words) and same_prefixes(*self._words)
        return self._english and not self._differences()

    def both_neutral(self) -> bool:
        """Whether these are two headings that say nothing about what stands under them."""
        if not all(self._texts) or not self._english:
            return False
        telling = [[one for one in found if not _idle(one)] for found in self._features()]
        if tuple(differences(*telling)):
            return False
        bags = [Counter(word.form for word in words) for words in self._words]
        for words, gone in zip(self._words, (bags[0] - bags[1], bags[1] - bags[0]), strict=True):
            if "?" in gone and words[0].form in _ASKING:
                del gone["?"]
            if not gone.keys() <= _neutral_words():
                return False
        return True

    def judge(self) -> tuple[list[str], list[str]]:
        """The changes of meaning and the other differences; not both are empty."""
        found = self._differences()
        features_of = self._mended_features(found)
        changes = list(differences(*features_of))
        changes.extend(self._signs())
        if self._english:
            changes.extend(_look_alikes(found, self._words, self._in_amounts()))
            if not changes:
                turned = order_changed(*features_of, self._texts) or self._words_turned(found)
                changes.extend([turned] if turned else [])
        rewordings = list(self._rewordings(found, named=bool(changes)))
        if not changes and not rewordings:
            rewordings.append("capitals, hyphens or punctuation changed")
        return changes, rewordings

    def _differences(self) -> tuple[WordDifference, ...]:
        if not self._english:
            return self._all
        return real_differences(self._all, *self._words, self._guarded)

    def _guarded(self, word: ComparedWord, first: bool) -> bool:
        if may_not_be_typo(word):
            return True
        found = self._features()[0 if first else 1]
        return any(one.start <= word.start < one.end for one in found)

    def _features(self) -> tuple[tuple[Feature, ...], tuple[Feature, ...]]:
        if self._known is None:
            one, other = (
                self._features_of(text[:_LONGEST], words)
                for text, words in zip(self._texts, self._words, strict=True)
            )
            self._known = one, other
        return self._known

    def _features_of(self, text: str, words: Sequence[ComparedWord]) -> tuple[Feature, ...]:
        near = [word for word in words if word.end <= _LONGEST]
        if not self._english:
            return numbers_only(near)
        return features(text, near, self._thesaurus)

    def _mended_features(
        self, found: Sequence[WordDifference]
    ) -> tuple[Sequence[Feature], Sequence[Feature]]:
        """The features where typos in guarded words are read as the words that are meant."""
        one, other = self._features()
        texts = list(self._texts)
        for part in reversed(found if self._english else ()):
            typo = guarded_typo(part, *self._words)
            if typo is not None:
                side, word, right = typo
                texts[side] = texts[side][: word.start] + right + texts[side][word.end :]
        if tuple(texts) == self._texts:
            return one, other
        mended = [self._features_of(text[:_LONGEST], compared_words(text)) for text in texts]
        return mended[0], mended[1]

    def _in_amounts(self) -> tuple[Stretches, Stretches]:
        """Where numbers with their words stand ("nine out of ten"): these are compared as such."""
        one, other = (
            Stretches((feature.start, feature.end) for feature in found if feature.kind == "number")
            for found in self._features()
        )
        return one, other

    def _signs(self) -> Iterator[str]:
        """Question and quotation marks that came or went."""
        one, other = (Counter(word.form for word in words) for words in self._words)
        for sign, name in (("?", "question mark"), ('"', "quotation marks")):
            if one[sign] != other[sign]:
                yield f"{name} {'added' if one[sign] < other[sign] else 'dropped'}"

    def _words_turned(self, found: Sequence[WordDifference]) -> str:
        """What stands elsewhere where the same words stand in another order, or ""."""
        one, other = (Counter(word.form for word in words) for words in self._words)
        if not found or one != other:
            return ""
        moved = [word for part in found for word in self._words[0][part.first : part.end]]
        adverbial = [one for one in self._features()[0] if one.kind in _ADVERBIAL]
        elsewhere = Stretches((one.start, one.end) for one in adverbial)
        guarded = [
            word
            for word in moved
            if not word.form.endswith("ly") and not elsewhere.hold(word.start)
        ]
        shown = " ".join(dict.fromkeys(word.written for word in guarded))
        return f"order of words changed: “{_cut(shown)}”" if guarded else ""

    def _rewordings(self, found: Sequence[WordDifference], *, named: bool) -> Iterator[str]:
        """The differences; where features that changed are named, those outside of them."""
        one, other = self._features() if named else ((), ())
        gone, come = changed_places(one, other), changed_places(other, one)
        for part in found:
            before = self._words[0][part.first : part.end]
            after = self._words[1][part.other_first : part.other_end]
            named_before = all(gone.hold(word.start) for word in before)
            named_after = all(come.hold(word.start) for word in after)
            if (before and named_before) or (after and named_after):
                continue
            yield _wording(_shown(self._texts[0], before), _shown(self._texts[1], after))


def _parts(one: GovernedQuote, other: GovernedQuote) -> Iterator[tuple[str, str, str]]:
    yield "", one.quote, other.quote
    yield "rest of the sentence: ", one.before, other.before
    yield "rest of the sentence: ", one.after, other.after
    yield "list lead-in: ", one.lead_in, other.lead_in
    yield "heading: ", one.heading, other.heading


def _sentence(governed: GovernedQuote) -> str:
    return f"{governed.before} {governed.quote} {governed.after}"


def _english(governed: GovernedQuote) -> bool:
    """Whether its words are English; of a few words one that only English has is enough."""
    text = f"{_sentence(governed)} {governed.lead_in}"[:_LONGEST]
    words = words_of(text)
    if looks_english(text, words):
        return True
    told = (word.text for word in words if len(word.text) >= _LONG_WORD)
    return (
        text.isascii() and len(words) <= _FEW and any(word in guarded_vocabulary() for word in told)
    )


def _same_pauses(recorded: GovernedQuote, current: GovernedQuote) -> bool:
    """Whether commas, colons, brackets and dashes stand alike where they can change meaning."""
    one, other = (compared_words(_sentence(governed)) for governed in (recorded, current))
    if _TURNING.isdisjoint(word.form for word in one):
        return True
    return _pauses(one) == _pauses(other)


def _pauses(words: Sequence[ComparedWord]) -> list[bool]:
    return [word.soft and word.form not in _LISTING for word in words[1:]]


def _look_alikes(
    found: Sequence[WordDifference],
    words: tuple[Sequence[ComparedWord], Sequence[ComparedWord]],
    amounts: tuple[Stretches, Stretches],
) -> Iterator[str]:
    """Words that became their opposite by a syllable, or another that only looks like them."""
    for part in found[:_MOST_PARTS]:
        after = words[1][part.other_first : part.other_end]
        for before in words[0][part.first : part.end][:_MOST_NAMED]:
            for word in after[:_MOST_NAMED]:
                if amounts[0].hold(before.start) and amounts[1].hold(word.start):
                    continue
                if _opposite(before.form, word.form):
                    yield f"negation changed: {before.written} → {word.written}"
                elif confusable(before.form, word.form):
                    yield f"term changed: {before.written} → {word.written}"


def _opposite(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < 4:
        return False
    if any(long == prefix + short for prefix in _NEGATING):
        return True
    return short.removesuffix("ful") == long.removesuffix("less") or (
        short.removesuffix("less") == long.removesuffix("ful") and one != other
    )


def _strength_changed(recorded: GovernedQuote, current: GovernedQuote) -> Iterator[str]:
    one, other = (
        classify_wording(_sentence(governed)).strength for governed in (recorded, current)
    )
    if Strength.NONE not in {one, other} and one is not other:
        yield f"strength changed: {one.label} → {other.label}"


def _idle(feature: Feature) -> bool:
    """Whether a feature of a heading is none there: "More information"."""
    return all(word.form in _neutral_words() for word in compared_words(feature.shown))


@cache
def _neutral_words() -> frozenset[str]:
    return frozenset(row["word"] for row in data_table("neutral_heading_words"))


def _shown(text: str, words: Sequence[ComparedWord]) -> str:
    if not words:
        return ""
    return _cut(" ".join(text[words[0].start : words[-1].end].split()))


def _wording(before: str, after: str) -> str:
    if not after:
        return f"words dropped: “{before}”"
    return f"wording changed: “{before}” → “{after}”" if before else f"words added: “{after}”"


def _cut(shown: str) -> str:
    return shown if len(shown) <= _LONGEST_SHOWN else shown[: _LONGEST_SHOWN - 1] + "…"


def _named(texts: Sequence[str]) -> tuple[str, ...]:
    """Each once, and no more than a person reads."""
    each = list(dict.fromkeys(texts))
    more = len(each) - _MOST_NAMED
    return (*each[:_MOST_NAMED], f"and {more} more") if more > 0 else tuple(each)
