"""The words of a text that say what it is about, in a form that bears comparing."""

from __future__ import annotations

import re
from functools import lru_cache

from needle_evidence.language.folded_text import folded

# A word, or a name with a number in it (b12, hba1c). Plain numbers and measures (12, 24h) are
# no topic.
_WORD = re.compile(r"\b[a-z][a-z0-9]+\b")
_SHORTEST = 3
_PREFIX = 5

_STOP_TEXT = """
    about above after again against all almost also among and any are aren around been before
    being below between both but can cannot could did does doing done down during each either
    even every few for from further had has have having her here him his how however into its
    itself just least less like made make makes making many may might mine more most much must
    neither new non nor not now off often once one only other our out over own per perhaps rather
    same seem seems several shall she should since some someone such than that the their them then
    there these they this those three through thus together too toward towards two under until
    upon use used useful uses using usual usually very via was way ways well were what when where
    whether which while who whom whose why will with within without would yet you your
    aim aims associated association based case cases change changes data day days due found group
    groups help helps high higher increase increased increases increasing improve improved
    improvement improves improving known large level levels low lower lowers main men method
    methods month months number outcome outcomes people person persons possible potential
    present rate rates reduce reduced reduces reducing reduction relief related role small
    time times trial trials type types week weeks women work works worked working year years
    adult adults human humans subject subjects participant participants population populations
    """
_STOP_WORDS = frozenset(_STOP_TEXT.split())
# Words of every study, whatever it is about.
_GENERIC_TEXT = """
    analys clinic compar conclu control effect efficac evaluat eviden interven investigat
    literatur meta outcom patient prospectiv protocol random research result retrospectiv review
    significan stud systematic therap treat
    """
_GENERIC = tuple(_GENERIC_TEXT.split())
# Words that a page and a paper use for the same thing; the first stands for all. Prefixes.
_SAME_THING = tuple(
    (group.split()[0], tuple(group.split()))
    for group in (
        "harm advers safe safet complicat risk danger toxic injur",
        "cancer tumor neoplas carcino oncolog malignan",
        "kidney renal nephro",
        "heart cardia cardio coronar",
        "liver hepat",
        "lung pulmon respirat",
        "stomach gastr",
        "brain cerebr neuro",
        "skin derm cutaneo",
        "child pediatr infant adolescen",
        "elder geriatr older aged",
        "bone osteo fractur",
        "stroke cerebrovasc",
        "bloodpressure hypertens antihypertens",
        "sleep insomn",
        "pregnan gestat matern obstetr",
        "mouth oral dental",
        "drug medicat pharmac",
    )
)
_PHRASES = (
    (re.compile(r"\bside effects?\b"), "harm"),
    (re.compile(r"\bblood pressure\b"), "bloodpressure blood pressure"),
)


def topic_words(*texts: str) -> frozenset[str]:
    """The marks of all words that say what these texts are about; empty where none does.

    A mark is a word's stem (plural and -ing, -ed endings removed) and, for words of five or
    more letters, its first five: two texts share a topic word where they share a mark. Small
    words, words of every study ("trial", "effect") and numbers have none; neither has text
    outside the Latin script.
    """
    marks: set[str] = set()
    for text in texts:
        for word in _words(text):
            marks.update(_marks_of_word(word))
    return frozenset(marks)


def latin_script(text: str) -> bool:
    """Whether at least half of the text's letters are Latin ones."""
    letters = [character for character in folded(text) if character.isalpha()]
    latin = sum("a" <= character <= "z" for character in letters)
    return bool(letters) and latin * 2 >= len(letters)


def _words(text: str) -> set[str]:
    plain = folded(text)
    for phrase, word in _PHRASES:
        plain = phrase.sub(word, plain)
    return set(_WORD.findall(plain))


@lru_cache(maxsize=65536)
def _marks_of_word(word: str) -> tuple[str, ...]:
    if word in _STOP_WORDS or word.startswith(_GENERIC):
        return ()
    if len(word) < _SHORTEST and not any(character.isdigit() for character in word):
        return ()
    word = _one_spelling(word)
    kin = tuple(first for first, prefixes in _SAME_THING if word.startswith(prefixes))
    beginning = (word[:_PREFIX],) if len(word) >= _PREFIX else ()
    return (*kin, _stem(word), *beginning)


def _one_spelling(word: str) -> str:
    """British and American spellings as one: oedema, haemorrhage, tumour, fibre."""
    word = word.replace("ae", "e").replace("oe", "e").replace("our", "or")
    return word[:-2] + "er" if word.endswith(("bre", "tre")) else word


def _stem(word: str) -> str:
    if word.endswith(("ies", "ied")) and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    for ending in ("ing", "ed", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
