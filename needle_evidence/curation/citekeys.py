"""Proposes citekeys by a documented pattern: `cotchett2014effectiveness`.

Family name of the first author, year, first word of the title that says something; small ASCII
letters and digits only.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator, Set

from needle_evidence.model.identifiers import normalise_doi, normalise_pmid
from needle_evidence.model.reference import PersonName, Reference

_LONGEST_PART = 24
# Letters that Unicode does not take apart into an ASCII one and a mark.
_LATIN = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
        "ı": "i", "ħ": "h", "Ħ": "H", "ŋ": "n", "Ŋ": "N", "ĸ": "k", "ŧ": "t", "Ŧ": "T",
        "ə": "a", "Ə": "A", "ɓ": "b", "ɗ": "d", "ƒ": "f",
    }
)  # fmt: skip
# Words with which a title begins and that say nothing of it, in the languages of most titles.
_SMALL_WORDS = frozenset(
    """a an the on of in to for from and or with by at as is are was were be been do does did can
    could may might should will would has have had how what when where which who why that this
    these those there its it not no vs versus towards toward
    der die das ein eine einer eines zur zum von und im in am auf fur mit bei
    le la les l un une des de du d et en au aux sur dans pour
    el los las uno unos unas y e o del al con por para
    il lo gli i uno della delle dei degli di da nel nella
    os um uma do dos das na nas no nos
    het een van op met voor""".split()  # noqa: SIM905 - a list of 150 quoted words is no better
)
_TOKEN = re.compile(r"[a-z0-9]+(?:[-'’‐‑][a-z0-9]+)*")
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z]*[A-Z])\)")
_SMALL_IN_NAMES = frozenset({"of", "for", "and", "the", "in", "on", "de", "der", "des", "y", "e"})
_ODD = re.compile(
    r"[\s,;{}()\"'=%#\\~\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


def propose_citekey(reference: Reference, taken: Collection[str]) -> str:
    """A citekey for a work: `cotchett2014effectiveness`, a letter more where that is taken.

    The pattern, all in small ASCII letters and digits: the whole family name of the first
    author (else editor; without its "von"; of an organisation its initials, or its only word);
    the year, or `nd`; the first word of the title that is no article, preposition or question
    word. Latin letters lose their marks (ø is o, ß is ss). Without a name the first two words
    of the title stand around the year; without a word in Latin letters, `ref`, the year and six
    signs that depend on the DOI, PMID or title alone. Where that is taken, `b`, `c`, … `z`,
    `2b`, … follow. taken: in any letter case; a key is never proposed that differs from one of
    these by case only.
    """
    return first_free(reference, {key.lower() for key in taken})


def first_free(reference: Reference, occupied: Set[str]) -> str:
    """As `propose_citekey`; occupied: the keys in use, in lower case, for many works in a row."""
    return next(key for key in _numbered(_stem(reference)) if key not in occupied)


def is_fit(key: str) -> bool:
    """Whether a citekey of another program can stay: it breaks no table and no LaTeX."""
    return bool(key) and len(key) <= 80 and not _ODD.search(key) and key[0] not in "=+-@"


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 1
    while True:
        start = str(number) if number > 1 else ""
        yield from (f"{stem}{start}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
        number += 1


def _stem(reference: Reference) -> str:
    year = reference.year or "nd"
    words = _title_words(reference)
    name = next(filter(None, map(_name_part, (*reference.authors, *reference.editors))), "")
    word = next(words, "")
    if not name:
        name, word = word, next(words, "")
    if not name:
        return f"ref{year}{_digest(reference)}"
    # A spreadsheet takes 3e2014 for a number.
    return f"{name}{year}{word}" if name[0].isalpha() else f"ref{name}{year}{word}"


def _name_part(person: PersonName) -> str:
    if person.literal:
        return _organisation(person.literal)
    return _ascii(person.family or person.given)


def _organisation(name: str) -> str:
    """The initials of an organisation, as it prints them or made here; or its only word."""
    printed = _ACRONYM.search(name)
    if printed:
        return printed[1].lower()[:_LONGEST_PART]
    words = [_ascii(word) for word in name.split()]
    words = [word for word in words if word and word not in _SMALL_IN_NAMES]
    if len(words) < 3:
        return words[0] if words else ""
    return "".join(word[0] for word in words)[:_LONGEST_PART]


def _title_words(reference: Reference) -> Iterator[str]:
    title = reference.text("title", "booktitle", "journal", "journaltitle", "note")
    for match in _TOKEN.finditer(_without_marks(title[:1000]).lower()):
        word = re.sub(r"[^a-z0-9]", "", match.group())
        if word not in _SMALL_WORDS and not word.isdigit():
            yield word[:_LONGEST_PART]


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", _without_marks(text).lower())[:_LONGEST_PART]


def _without_marks(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.translate(_LATIN))
    return parts if parts.isascii() else "".join(c for c in parts if not unicodedata.combining(c))


def _digest(reference: Reference) -> str:
    """Six signs that are the same for the same work each time."""
    identity = (
        normalise_doi(reference.text("doi"))
        or normalise_pmid(reference.text("pmid"))
        or " ".join([reference.title, *(person.display for person in reference.authors)]).lower()
        or reference.raw
    )
    return hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:6]
