"""Words that the FTC's guidance on health claims warns of: promises, testimonials, approvals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from needle_evidence.language.cue_words import Word, words_of
from needle_evidence.language.data_table import data_table
from needle_evidence.language.language_guess import looks_english

LONGEST_TEXT = 20_000  # characters
_BEFORE, _AFTER, _SENTENCE = 90, 90, 400  # characters looked at around a phrase

# Characters that are not seen, and marks that may stand inside a phrase: "FDA® **approved**".
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff®™©*`"))
_ALIKE = str.maketrans({"’": "'", "‘": "'", "\u2010": "-", "\u2011": "-", "_": " "})
_PARAGRAPH = re.compile(r"\n\s*\n")
_SPACES = re.compile(r"\s+")
# What turns a phrase round stands shortly before it, in its own clause: "not yet FDA approved",
# but neither "not only FDA approved" nor "not painful and FDA approved".
_DENIED = re.compile(
    r"\b(?:not(?! (?:only|just|merely)\b)|no(?! (?:doubt|wonder|surprise)\b)|never|neither|nor|none"
    r"|without|cannot|hardly|lacks?|lacking|yet to|\w{1,9}n't) "
    r"(?:(?!(?:and|but|also|using|via|through|because|with (?:our|an?|the|its|this))\b)"
    r"[\w'/-]{1,30} ){0,6}$|\b(?:non|un)[- ]?$",
    re.IGNORECASE,
)
# Said of something else: "better than traditional remedies".
_CONTRASTED = re.compile(
    r"\b(?:than|unlike|versus|vs\.?|compared (?:with|to)) (?:[\w'-]{1,30} ){0,2}$", re.IGNORECASE
)
# Said not to count: "what our patients say is no proof".
_DISOWNED = re.compile(
    r"^[^.;!?]{0,60}?\b(?:(?:is|are|was|were) (?:not|no|never)|(?:do|does|did|can|could) not"
    r"|\w{1,9}n't|cannot|never)\b [^.;!?]{0,30}?"
    r"\b(?:prove|proof|proven|evidence|establish|show that)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"')\]]{0,3}(?:\s|$)")
_NO_QUESTION = re.compile(r"\bdid you know\b", re.IGNORECASE)
# Rules whose words may be disowned; an approval that is implied is not undone so.
_MAY_BE_DISOWNED = frozenset({"NE703", "NE704", "NE706"})


@dataclass(frozen=True, kw_only=True, slots=True)
class FtcEntry:
    """One row of ftc_words.csv.

    rule: the code of the rule that it is for. pattern: a regular expression without regard to
    case. point: number of the point of the guidance, as docs/how-to/rule-packs.md counts them.
    citation: the guidance. severity: "note", "warning" or "error". remedy: what to do.
    fires, quiet: a sentence on which the row must speak, and one on which it must not.
    """

    rule: str
    pattern: re.Pattern[str]
    point: int
    citation: str
    severity: str
    remedy: str
    fires: str
    quiet: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FtcPhrase:
    """A phrase found. text: as `plain_words` shows it; start, end: its place there."""

    text: str
    start: int
    end: int
    entry: FtcEntry


@cache
def ftc_entries() -> tuple[FtcEntry, ...]:
    """All rows of the table, in its order; their patterns are compiled once."""
    return tuple(
        FtcEntry(
            rule=row["rule"],
            pattern=re.compile(row["pattern"], re.IGNORECASE),
            point=int(row["point"]),
            citation=row["citation"],
            severity=row["severity"],
            remedy=row["remedy"],
            fires=row["fires"],
            quiet=row["quiet"],
        )
        for row in data_table("ftc_words")
    )


def plain_words(text: str) -> str:
    """The first 20,000 characters of a text without hidden characters and emphasis, on one line."""
    text = text[:LONGEST_TEXT].translate(_DROPPED)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = _PARAGRAPH.sub(". ", text.strip()).translate(_ALIKE)
    return _SPACES.sub(" ", text)[:LONGEST_TEXT]


def find_phrases(text: str, rule: str) -> tuple[FtcPhrase, ...]:
    """The phrases of one rule in a text, by place; where two share words, the longer.

    text: what `plain_words` gave. Left out are phrases that are denied ("not FDA approved"),
    asked, said of what it is compared with, or said to prove nothing. Never raises.
    """
    found = [
        FtcPhrase(text=match[0], start=match.start(), end=match.end(), entry=entry)
        for entry in _by_rule().get(rule, ())
        for match in entry.pattern.finditer(text)
        if _asserted(text, match, rule)
    ]
    return tuple(_longest(found))


def reads_as_english(text: str, phrases: Iterable[FtcPhrase]) -> bool:
    """Whether a text looks English; each phrase found speaks for it like one English word."""
    known = tuple(Word(text="the", start=0, end=0) for _ in phrases)
    return looks_english(text, (*known, *words_of(text)))


def sentence_around(text: str, phrase: FtcPhrase) -> tuple[int, int]:
    """First character, and the one after the last, of the sentence that holds a phrase.

    No further than 400 characters from the phrase on either side.
    """
    first = max(0, phrase.start - _SENTENCE)
    for end in _SENTENCE_END.finditer(text, first, phrase.start):
        first = end.end()
    after = _SENTENCE_END.search(text, phrase.end, phrase.end + _SENTENCE)
    return first, after.end() if after else min(len(text), phrase.end + _SENTENCE)


@cache
def _by_rule() -> Mapping[str, tuple[FtcEntry, ...]]:
    rules = dict.fromkeys(entry.rule for entry in ftc_entries())
    return {rule: tuple(e for e in ftc_entries() if e.rule == rule) for rule in rules}


def _asserted(text: str, match: re.Match[str], rule: str) -> bool:
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    after = text[match.end() : match.end() + _AFTER]
    if _DENIED.search(before) or _CONTRASTED.search(before):
        return False
    if rule in _MAY_BE_DISOWNED and _DISOWNED.search(after):
        return False
    end = _SENTENCE_END.search(text, match.end(), match.end() + _SENTENCE)
    asked = end is not None and end[0].startswith("?")
    return not asked or _NO_QUESTION.search(before) is not None


def _longest(phrases: Iterable[FtcPhrase]) -> Iterator[FtcPhrase]:
    last: FtcPhrase | None = None
    for phrase in sorted(phrases, key=lambda found: (found.start, -found.end)):
        if last is None or phrase.start >= last.end:
            if last is not None:
                yield last
            last = phrase
        elif phrase.end - phrase.start > last.end - last.start:
            last = phrase
    if last is not None:
        yield last
