"""Tables of names, places, publishers and words of titles that ship with the labeller."""

from __future__ import annotations

import importlib.resources
import unicodedata
from collections.abc import Mapping
from functools import cache

_LETTERS = {
    "given_names": "g",
    "family_names": "f",
    "english_words": "e",
    "foreign_words": "o",
    "journal_words": "j",
    "proceedings_words": "c",
    "publisher_words": "p",
    "places": "l",
}


def tables_of(word: str) -> str:
    """The letters of the tables that hold a folded word, "" for none; "gf" is a name of both."""
    found = _words().get(word, "")
    if not found and "-" in word:
        parts = [_words().get(part, "") for part in word.split("-")]
        found = "".join(sorted(set.intersection(*map(set, parts))))
    return found


def in_table(table: str, word: str) -> bool:
    """Whether a table ("given_names") holds a word, in any letter case, with or without accents."""
    return _LETTERS[table] in _words().get(fold(word.strip(".,;:")), "")


@cache
def table_words(table: str) -> tuple[str, ...]:
    """The words of a table ("given_names"), in order."""
    folder = importlib.resources.files("needle_evidence.formats.printed_reference") / "words"
    return tuple((folder / f"{table}.txt").read_text(encoding="utf-8").split())


def fold(text: str) -> str:
    """In lower case without accents, as the tables hold words."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    parts = unicodedata.normalize("NFKD", lowered)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@cache
def _words() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for table, letter in _LETTERS.items():
        for word in table_words(table):
            found[word] = found.get(word, "") + letter
    return found
