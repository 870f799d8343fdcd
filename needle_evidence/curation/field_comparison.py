"""One field of a reference beside the same field of a registry's record: agree, differ, unknown.

Each function gives "" where the two agree, "2019 here, 2015 there" where they differ, and None
where one of them says nothing.
"""

from __future__ import annotations

import re

from needle_evidence.language.folded_text import folded
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import PersonName, Reference

_LONGEST = 500
_MOST_NAMES = 200
_DIGITS = re.compile(r"\d{1,9}")
_PAGE = re.compile(r"([A-Za-z]{0,4})\.?\s?(\d{1,9})([A-Za-z]?)")
_PAGE_RANGE = re.compile(r"\s*(?:--?|[‐-―−])\s*")
_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]")
_SMALL = frozenset(
    {"a", "an", "and", "at", "d", "de", "der", "des", "di", "die", "du", "e", "en", "et", "for"}
    | {"fur", "la", "le", "les", "of", "on", "the", "to", "und", "van", "y"}
)


def first_author_difference(entry: Reference, record: Reference) -> str | None:
    """The family names of the two first authors; particles, accents and case do not count."""
    ours, theirs = _persons(entry), _persons(record)
    if not ours or not theirs:
        return None
    if _same_family(ours[0], theirs[0]):
        return ""
    return f"first author {_shown(ours[0].display)} here, {_shown(theirs[0].display)} there"


def number_of_authors_difference(entry: Reference, record: Reference) -> str | None:
    """How many persons; None where a list is cut, and where an entry may be ("et al.")."""
    ours, theirs = _persons(entry), _persons(record)
    if not ours or not theirs or record.authors_truncated:
        return None
    if entry.authors_truncated and len(ours) <= len(theirs):
        return None
    return "" if len(ours) == len(theirs) else f"{len(ours)} here, {len(theirs)} there"


def share_an_author(entry: Reference, record: Reference) -> bool | None:
    """Whether any family name stands in both lists; None where one names nobody."""
    ours, theirs = _names(entry), _names(record)
    if not ours or not theirs:
        return None
    return not ours.isdisjoint(theirs)


def year_difference(entry: Reference, record: Reference) -> str | None:
    """The years; one apart is no difference, as online and print editions often are."""
    if not entry.year or not record.year:
        return None
    apart = abs(int(entry.year) - int(record.year))
    return "" if apart <= 1 else f"{entry.year} here, {record.year} there"


def container_difference(entry: Reference, record: Reference) -> str | None:
    """The journals or books, in full, abbreviated or by their initials; the same ISSN decides."""
    theirs = [record.text(name) for name in ("journaltitle", "journal", "booktitle")]
    theirs = [name for name in (*theirs, record.text("shortjournal")) if name]
    ours = [name for name in (entry.container, entry.text("shortjournal")) if name]
    if not ours or not theirs:
        return None
    if _issns(entry) & _issns(record):
        return ""
    if any(_same_container(one, other) for one in ours for other in theirs):
        return ""
    return f"“{_shown(ours[0])}” here, “{_shown(theirs[0])}” there"


def volume_difference(entry: Reference, record: Reference) -> str | None:
    """The first number of the volumes."""
    ours, theirs = (_DIGITS.search(r.text("volume")[:_LONGEST]) for r in (entry, record))
    if not ours or not theirs:
        return None
    if int(ours.group()) == int(theirs.group()):
        return ""
    return f"{ours.group()} here, {theirs.group()} there"


def pages_difference(entry: Reference, record: Reference) -> str | None:
    """The first pages; an article's number beside pages that begin with 1 tells nothing."""
    ours, theirs = (_first_page(r.text("pages", "eid")) for r in (entry, record))
    if ours is None or theirs is None:
        return None
    if ours == theirs or ours[1] == theirs[1]:
        return ""
    if "1" in (ours[1], theirs[1]):
        return None
    shown = [_shown(r.text("pages", "eid")) for r in (entry, record)]
    return f"{shown[0]} here, {shown[1]} there"


def _persons(reference: Reference) -> list[PersonName]:
    return [name for name in reference.authors[:_MOST_NAMES] if not name.literal and name.family]


def _names(reference: Reference) -> set[str]:
    people = reference.authors or reference.editors
    found = {_family(name) for name in people[:_MOST_NAMES]}
    return {name for name in found if name}


def _family(name: PersonName) -> str:
    words = folded((name.literal or name.family)[:_LONGEST]).split()
    return words[-1] if words and not name.literal else " ".join(words)


def _same_family(one: PersonName, other: PersonName) -> bool:
    """Whether two names may be one; "van der Berg" and "Berg", and a name with its parts turned."""
    first, second = _whole_family(one), _whole_family(other)
    if first == second or first.endswith(" " + second) or second.endswith(" " + first):
        return True
    return "".join(first.split()) == "".join(second.split())


def _whole_family(name: PersonName) -> str:
    return folded(f"{name.particle} {name.family}"[:_LONGEST])


def _issns(reference: Reference) -> set[str]:
    found = re.findall(r"\b\d{4}-?\d{3}[\dXx]\b", reference.text("issn")[:_LONGEST])
    return {issn.replace("-", "").upper() for issn in found}


def _same_container(one: str, other: str) -> bool:
    first, second = _container_words(one), _container_words(other)
    if not first or not second:
        return False
    if first == second:
        return True
    short, long = sorted((first, second), key=lambda words: sum(map(len, words)))
    if len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long):
        return True
    return _abbreviates(short, long)


def _container_words(name: str) -> list[str]:
    plain = _PARENTHESIS.sub("", name[:_LONGEST]).partition(" : ")[0]
    return [word for word in folded(plain.replace("&", " ")).split() if word not in _SMALL]


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """Whether each word begins, or leaves letters out of, the word at its place."""
    return len(short) == len(long) and all(
        _shortens(brief, whole) or _shortens(whole, brief)
        for brief, whole in zip(short, long, strict=True)
    )


def _shortens(brief: str, whole: str) -> bool:
    """As "orthop" shortens "orthopaedic", and "intl" shortens "international"."""
    if not whole.startswith(brief[0]):
        return False
    letters = iter(whole)
    return whole.startswith(brief) or (len(brief) > 1 and all(c in letters for c in brief))


def _first_page(text: str) -> tuple[str, str] | None:
    """Letters and number of the first page, "" and "745" of "745-749"."""
    first = _PAGE_RANGE.split(text[:_LONGEST].strip(), maxsplit=1)[0]
    found = _PAGE.search(first)
    return (found[1].lower(), found[2].lstrip("0")) if found else None


def _shown(text: str) -> str:
    return one_line(text.replace(";", ","), 80)
