"""Who wrote a work: names brought to one form, and whether two lists name the same people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from needle_evidence.curation.work_places import Agreement
from needle_evidence.language.folded_text import folded
from needle_evidence.language.work_words import word_set
from needle_evidence.model.reference import PersonName, Reference

_MOST_NAMES = 200
_LONGEST = 300
_MOST, _SOME = 0.6, 0.3  # of the names of the shorter list
_MOST_MISSPELT = 12
_NOBODY = re.compile(
    r"(?:unknown|anonymous|anon|none|no authors?(?: name)?(?: listed| available)?|n a)"
)
_LIKE_INITIALS = re.compile(r"\W*(?:\w\W+)*\w{1,2}\W*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authors:
    """The people of a work.

    first: the family name that stands first. initial: first letter of that one's given name.
    names: the words of all family names. words: those of all names. count: of people.
    """

    first: str = ""
    initial: str = ""
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    count: int = 0


def work_authors(reference: Reference) -> Authors:
    """The authors of a reference, its editors where it has none."""
    people = (reference.authors or reference.editors)[:_MOST_NAMES]
    people = tuple(name for name in people if not _NOBODY.fullmatch(folded(_whole(name))))
    if not people:
        return Authors()
    families = [_family(name) for name in people]
    words = {word for name in people for word in _words(_whole(name))}
    first = next((family for family in families if family), "")
    return Authors(
        first=first,
        initial=folded(people[0].given)[:1],
        names=frozenset(word for family in families for word in family.split()),
        words=frozenset(words),
        count=len(people),
    )


def compare_authors(first: Authors, second: Authors) -> Agreement:
    """Whether the same people are named: most of the shorter list stands in the longer one.

    Shortened lists, initials, changed order and names taken apart wrongly do not count.
    """
    if not first.names or not second.names:
        return Agreement.UNKNOWN
    if first.count == second.count == 1 and _namesakes(first, second):
        return Agreement.NO
    share = shared(first, second)
    same_first = _first_agrees(first, second)
    if share >= _MOST or (same_first and share >= _SOME):
        return Agreement.YES
    return Agreement.UNKNOWN if same_first or share >= _SOME else Agreement.NO


def shared(first: Authors, second: Authors) -> float:
    """Which share of the names of the shorter list stands in the longer one, 0 to 1."""
    short, long = sorted((first, second), key=lambda authors: (len(authors.names), authors.first))
    found = max(
        _found(short, long), _found(long, short) if len(long.names) == len(short.names) else 0
    )
    return found / max(len(short.names), 1)


def same_team(first: Authors, second: Authors) -> bool:
    """Whether nearly all names are shared: at least two thirds of those of both lists."""
    if not first.names or not second.names:
        return False
    both = min(_found(first, second), _found(second, first))
    return both * 3 >= 2 * (len(first.names) + len(second.names) - both)


def _found(one: Authors, other: Authors) -> int:
    left = one.names - other.names - other.words
    if len(left) > _MOST_MISSPELT:
        return len(one.names) - len(left)
    missing = sum(1 for name in left if not _misspelt(name, other.names - one.names))
    return len(one.names) - missing


def _misspelt(name: str, others: frozenset[str]) -> bool:
    """Whether a name stands among others with one letter changed ("Albarqo", "Albarqouni")."""
    if len(name) < 4 or not others:
        return False
    return any(_one_name(name, other) for other in others)


def _one_name(name: str, other: str) -> bool:
    if name[0] != other[0] or abs(len(name) - len(other)) > 3:
        return False
    if min(len(name), len(other)) >= 5 and (name.startswith(other) or other.startswith(name)):
        return True
    from rapidfuzz.distance import OSA

    return OSA.distance(name, other, score_cutoff=1) <= 1


def _namesakes(first: Authors, second: Authors) -> bool:
    """Whether two people share the family name and not the first letter of the given one."""
    if not first.initial or not second.initial or first.initial == second.initial:
        return False
    initials = {word[0] for word in first.words}
    return first.first == second.first and second.initial not in initials


def _first_agrees(first: Authors, second: Authors) -> bool:
    if first.initial and second.initial and first.initial != second.initial:
        return False
    one, other = set(first.first.split()), set(second.first.split())
    return bool(one & other) or (
        bool(first.first and second.first) and _one_name(first.first, second.first)
    )


def _family(name: PersonName) -> str:
    """The telling words of a family name; the longest word of a name taken apart wrongly."""
    if name.literal:
        return " ".join(_words(name.literal))
    words = _words(name.family)
    if _LIKE_INITIALS.fullmatch(name.family) or not words:
        words = _words(name.given)[:1] or words  # "Smith, J." turned round, "Di, Bonito L"
    return " ".join(words)


def _whole(name: PersonName) -> str:
    return name.literal or f"{name.given} {name.family}"


@lru_cache(maxsize=65_536)
def _words_of(text: str) -> tuple[str, ...]:
    no_names = word_set("no name")
    words = folded(text).split()
    return tuple(word for word in words if len(word) > 1 and word not in no_names)


def _words(text: str) -> Sequence[str]:
    return _words_of(text[:_LONGEST])
