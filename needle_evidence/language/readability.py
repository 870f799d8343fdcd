"""How hard an English text is to read: Flesch-Kincaid grade and words per sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from needle_evidence.language.cue_words import words_of
from needle_evidence.language.language_guess import looks_english
from needle_evidence.language.sentences import sentence_spans

LONGEST_SENTENCE = 20  # words; Cochrane plain language template 2022
HIGHEST_GRADE = 8.0
_MOST_CHARACTERS = 200_000  # of a text that are read
_MOST_LETTERS = 40  # of a word that are counted
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_PIECE = re.compile(r"[a-z]+")
_VOWELS = re.compile(r"[aeiouy]+")
# In "quite" and "guess" the u is no vowel; "people" and "science" break the rules below.
_SPELT_AS_SAID = (
    (re.compile(r"qu|gu(?=[aeiouy])"), "g"),
    (re.compile(r"people"), "peepel"),
    (re.compile(r"science"), "sighens"),
    (re.compile(r"every(?=.)"), "evry"),
    (re.compile(r"aches$"), "akes"),
    (re.compile(r"(?<=pat)ie(?=nt)|(?<=[cgtxsn])io(?=us|n)|(?<=[cgt])ia(?=l|n)"), "e"),
)
# "make", "makes", "tables", "asked", "safely"; not "table", "passes", "needed", "the".
_SILENT = re.compile(
    r"(?:(?<=[^aeiouylr])|(?<=[aeiouy][lr])|(?<=[lr][lr]))e(?:s(?<![csxz]es)(?<![cs]hes)(?<!ges))?$"
    r"|(?<![dtl])ed$|(?<=[aeiouyl]l)ed$"
    r"|e(?=(?:ments?|ful|less|ness|ly|ty|where|body|thing|times?|lines?|selves|self)$)"
)
# Two vowels side by side that are two syllables: "bias", "studio", "fluid", "oasis".
_APART = re.compile(
    r"ia|io|iu|ua(?!r[dr])|uou|eo|eu(?=m|s)|ii|uie(?=t)|ao|yi"
    r"|ui(?=t[yi]|ds?$)|(?<=[tlnvr])ie(?=nt|nc)|ie(?=t)|ism"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadingLevel:
    """How hard a text is to read.

    grade: Flesch-Kincaid, in years of school (US), one decimal; None where it was not computed,
    for the reason in `not_computed`. sentences, words: numbers. longest: words of the longest
    sentence. long: how many sentences have more than 20 words.
    """

    grade: float | None = None
    not_computed: str = ""
    sentences: int = 0
    words: int = 0
    longest: int = 0
    long: int = 0

    @property
    def easy(self) -> bool:
        """Whether no sentence is over 20 words and the grade, where computed, is at most 8."""
        return not self.long and (self.grade is None or self.grade <= HIGHEST_GRADE)


def reading_level(texts: Iterable[str]) -> ReadingLevel:
    """The reading level of texts, each of one or more whole sentences.

    0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid et al. 1975, Research
    Branch Report 8-75). The syllables are counted by spelling, so the grade is approximate.
    Not computed for texts that are not English, or without words.
    """
    joined = "\n".join(texts)[:_MOST_CHARACTERS]
    sentences = [
        found
        for line in joined.splitlines()
        for start, end in sentence_spans(line)
        if (found := _WORD.findall(line[start:end]))
    ]
    if not sentences:
        return ReadingLevel(not_computed="there are no sentences")
    lengths = [len(words) for words in sentences]
    total = sum(lengths)
    english = looks_english(joined, words_of(joined))
    return ReadingLevel(
        grade=_grade(sentences, total) if english else None,
        not_computed="" if english else "the text does not look English",
        sentences=len(sentences),
        words=total,
        longest=max(lengths),
        long=sum(length > LONGEST_SENTENCE for length in lengths),
    )


def syllables(word: str) -> int:
    """About how many syllables an English word has, at least 1; a number counts as one.

    By spelling: groups of vowels, without silent ones, and with those that are said apart. Of
    running words of reference lists and abstracts, 96 to 98 in 100 are right by the CMU
    Pronouncing Dictionary, and the sum is at most 1 in 100 off.
    """
    return max(1, sum(_in_piece(piece) for piece in _PIECE.findall(word[:_MOST_LETTERS].lower())))


def _in_piece(piece: str) -> int:
    for spelt, said in _SPELT_AS_SAID:
        piece = spelt.sub(said, piece)
    if not _VOWELS.search(piece):
        return len(piece)  # "html" is spelt out
    rest = _SILENT.sub("", piece)
    return max(1, len(_VOWELS.findall(rest)) + len(_APART.findall(rest)))


def _grade(sentences: Sequence[Sequence[str]], words: int) -> float:
    sounds = sum(syllables(word) for sentence in sentences for word in sentence)
    grade = 0.39 * words / len(sentences) + 11.8 * sounds / words - 15.59
    return round(max(grade, 0.0), 1)
