"""Whether one list of names says all that another says, so that it may stand in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from needle_evidence.language.folded_text import folded
from needle_evidence.model.reference import PersonName

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_RUN = 4  # "MP", "JKLM": initials without stops
_OMITTED = frozenset({"", "et al"})


def says_all_of(second: Sequence[PersonName], first: Sequence[PersonName]) -> bool:
    """Whether the second list names everyone of the first, in the same order, as fully or fuller.

    The second may have more people, full given names for initials, and a longer family name
    ("Díaz", "Saddi Díaz") where the initials agree. A mark of omission ("…") in the first is
    nobody. A given name in the place of a family name, another initial and another spelling
    make it False: which list is right is then for a person to see. Linear in the lists.
    """
    left: Iterable[PersonName] = iter(second)
    # Each name is looked for behind the one before it.
    return all(any(_may_be(name, other) for other in left) for name in first if not _omits(name))


def _omits(name: PersonName) -> bool:
    return folded(name.literal or name.display) in _OMITTED


def _may_be(name: PersonName, other: PersonName) -> bool:
    """Whether the other form is the same name, with no part of it lost."""
    if name.literal or other.literal:
        return folded(name.display) == folded(other.display)
    words, others = _family_words(name), _family_words(other)
    return bool(words) and words <= others and _initials(other).startswith(_initials(name))


def _family_words(name: PersonName) -> frozenset[str]:
    return frozenset(folded(f"{name.particle} {name.family}").split())


def _initials(name: PersonName) -> str:
    letters = (
        word if len(word) <= _LONGEST_RUN and word.isupper() else word[:1]
        for word in _WORD.findall(name.given)
    )
    return folded("".join(letters)).replace(" ", "")
