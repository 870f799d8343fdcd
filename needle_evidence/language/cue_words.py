"""The cue words of a text: which words of it are in the table of wording cues, and where."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from needle_evidence.language.data_table import data_table

# Classes that compete for the same words; classes of different lanes may share words.
_LANES = {
    "absolute": "strength",
    "assertive": "strength",
    "probable": "strength",
    "possible": "strength",
    "uncertain": "strength",
    "magnitude_large": "magnitude",
    "magnitude_small": "magnitude",
    "magnitude_trivial": "magnitude",
    "establishment": "establishment",
    "reassurance": "reassurance",
    "correlational": "correlational",
    "causal": "causal",
    "advice": "advice",
    "no_claim": "no_claim",
}
_LONGEST_GAP = 3
# Words that no gap runs over: "the risk is, for once, not low".
_TURN_ROUND = frozenset({"not", "never", "no", "nor", "neither", "hardly"})

# Characters that are not seen count as part of the word that they are hidden in.
_HIDDEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_HIDDEN}])*(?:['’][^\W_]+)*%?")
_HIDDEN_CHARACTER = re.compile(f"[{_HIDDEN}]")
_LIST_MARK = re.compile(r"\n[ \t]*[-*·–+]|[•‣◦▪|]")
_STOP = re.compile(r"\.[\"'”’)\]*_]*\s")
_CLAUSE_MARK = re.compile(r"[;:—]|\s[–-]\s")
_CONTRACTIONS = {"cannot": "can", "can't": "can", "won't": "will", "shan't": "shall"}


class Gap(enum.IntEnum):
    """What stands between a word and the one before it."""

    NONE = 0
    COMMA = 1
    CLAUSE = 2
    SENTENCE = 3
    QUESTION = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """One word in lower case. start, end: offsets into the text as written.

    hyphenated: the second or a later part of a word such as "low-risk".
    """

    text: str
    start: int
    end: int
    gap: Gap = Gap.NONE
    hyphenated: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CueEntry:
    """One row of wording_cues.csv.

    pattern: words with a space between; `a|b` either word, `a?` may be missing, `_` up to
    three words that deny nothing, `#` a number. kind: the class of the cue. governs: what a hedge
    weakens: "verb" (the next one and those joined to it), "next" (the next word only),
    "clause" (all that follows in its clause), "past" (a result told in the past tense); of a
    `no_claim` phrase: the one lane that it silences ("" for all).
    """

    pattern: str
    kind: str
    governs: str = ""
    warn_only: bool = False
    note: str = ""
    source: str = ""
    fires: str = ""
    quiet: str = ""

    @property
    def lane(self) -> str:
        """Cues of one lane never share a word; the longest wins."""
        return _LANES[self.kind]


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """A cue found: the numbers of its first and last word."""

    entry: CueEntry
    first: int
    last: int


@cache
def cue_entries() -> tuple[CueEntry, ...]:
    """All rows of the table, in its order."""
    return tuple(
        CueEntry(
            pattern=row["cue"],
            kind=row["class"],
            governs=row["governs"],
            warn_only=row["warn_only"] == "yes",
            note=row["note"],
            source=row["source"],
            fires=row["fires"],
            quiet=row["quiet"],
        )
        for row in data_table("wording_cues")
    )


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text; "can't" gives "can" and "not", "low-risk" gives "low" and "risk".

    A question at the end of the text is closed by a word without letters.
    """
    return tuple(_words(text))


def find_cues(words: Sequence[Word]) -> tuple[Match, ...]:
    """The cues among these words by place; words of a `no_claim` phrase are in no other cue."""
    lanes: dict[str, list[Match]] = {}
    for match in _all_matches(words):
        lanes.setdefault(match.entry.lane, []).append(match)
    silent = _longest(lanes.pop("no_claim", []))
    found: list[Match] = list(silent)
    for lane, matches in lanes.items():
        silencing = [match for match in silent if match.entry.governs in {"", lane}]
        found.extend(_longest(_heard(matches, silencing)))
    return tuple(sorted(found, key=lambda match: (match.first, match.last)))


def _words(text: str) -> Iterator[Word]:
    end = 0
    for found in _WORD.finditer(text):
        between = text[end : found.start()]
        gap = _gap(between, found[0]) if end else Gap.NONE
        start, end = found.span()
        plain = found[0]
        if not plain.isascii():
            plain = _HIDDEN_CHARACTER.sub("", unicodedata.normalize("NFKC", plain))
            plain = plain.replace("’", "'")
        plain = plain.lower()
        negated = plain.endswith("n't") or plain == "cannot"
        first = _CONTRACTIONS.get(plain, plain.removesuffix("n't")) if negated else plain
        yield Word(
            text=first,
            start=start,
            end=end,
            gap=gap,
            hyphenated=between in {"-", "\u2010", "\u2011"},
        )
        if negated:
            yield Word(text="not", start=start, end=end)
    if "?" in text[end:] or "？" in text[end:]:
        yield Word(text="", start=len(text), end=len(text), gap=Gap.QUESTION)


def _gap(between: str, word: str) -> Gap:
    """The strongest mark in the characters between two words."""
    if between == " " or not between:
        return Gap.NONE
    if "?" in between or "？" in between:
        return Gap.QUESTION
    lower = word[:1].islower()
    if "!" in between or "。" in between or _LIST_MARK.search(between) or between.count("\n") > 1:
        return Gap.SENTENCE
    if not lower and ("\n" in between or _STOP.search(between)):
        return Gap.SENTENCE
    if _CLAUSE_MARK.search(between):
        return Gap.CLAUSE
    return Gap.COMMA if "," in between else Gap.NONE


@dataclass(frozen=True, kw_only=True, slots=True)
class _Step:
    words: frozenset[str]
    optional: bool = False
    any_words: bool = False
    number: bool = False


@cache
def _by_first_word() -> Mapping[str, tuple[tuple[CueEntry, tuple[_Step, ...]], ...]]:
    index: dict[str, list[tuple[CueEntry, tuple[_Step, ...]]]] = {}
    for entry in cue_entries():
        first, *rest = entry.pattern.split(" ")
        steps = tuple(_step(part) for part in rest)
        for word in first.split("|"):
            index.setdefault(word, []).append((entry, steps))
    return {word: tuple(entries) for word, entries in index.items()}


def _step(part: str) -> _Step:
    if part == "_":
        return _Step(words=frozenset(), any_words=True)
    if part == "#":
        return _Step(words=frozenset(), number=True)
    return _Step(words=frozenset(part.removesuffix("?").split("|")), optional=part.endswith("?"))


def _all_matches(words: Sequence[Word]) -> Iterator[Match]:
    index = _by_first_word()
    for place, word in enumerate(words):
        for entry, steps in index.get(word.text, ()):
            last = _last_word(words, place, steps)
            if last is not None:
                yield Match(entry=entry, first=place, last=last)


def _last_word(words: Sequence[Word], place: int, steps: Sequence[_Step]) -> int | None:
    """The number of the last word of a match whose first is at `place`; None for no match."""
    for number, step in enumerate(steps):
        if step.any_words:
            return _after_gap(words, place, steps[number + 1 :])
        following = place + 1
        if following < len(words) and _fits(words[following], step):
            place = following
        elif not step.optional:
            return None
    return place


def _after_gap(words: Sequence[Word], place: int, steps: Sequence[_Step]) -> int | None:
    for skipped in range(_LONGEST_GAP + 1):
        following = place + skipped
        if skipped and (following >= len(words) or not _skippable(words[following])):
            return None
        last = _last_word(words, following, steps)
        if last is not None and last > following:
            return last
    return None


def _skippable(word: Word) -> bool:
    return word.gap <= Gap.COMMA and word.text not in _TURN_ROUND


def _fits(word: Word, step: _Step) -> bool:
    if word.gap > Gap.NONE:
        return False
    return word.text[:1].isdigit() if step.number else word.text in step.words


def _heard(matches: Sequence[Match], silencing: Sequence[Match]) -> list[Match]:
    """The matches that share no word with a silencing phrase of their own length or longer."""
    length_there = {place: _length(match) for match in silencing for place in _places(match)}
    return [
        match
        for match in matches
        if all(length_there.get(place, 0) < _length(match) for place in _places(match))
    ]


def _length(match: Match) -> int:
    return match.last - match.first + 1


def _places(match: Match) -> range:
    return range(match.first, match.last + 1)


def _longest(matches: Sequence[Match]) -> list[Match]:
    """Matches that share no word, the longer first."""
    kept: list[Match] = []
    taken: set[int] = set()
    for match in sorted(matches, key=lambda found: (-_length(found), found.first)):
        places = _places(match)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(match)
    return sorted(kept, key=lambda found: found.first)
