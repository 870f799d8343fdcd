"""One field of a reference beside the same field of a registry's record: agree, differ, unknown.

Each function gives "" where the two agree, "2019 here, 2015 there" where they differ, and None
where one of them says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from needle_evidence.curation.container_names import same_container
from needle_evidence.curation.work_kinds import Kind, work_kind
from needle_evidence.curation.work_places import read_journal, read_pages
from needle_evidence.language.folded_text import folded
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import PersonName, Reference

_LONGEST = 500
_MOST_NAMES = 200
_DIGITS = re.compile(r"\d{1,9}")
_PAGE = re.compile(r"([A-Za-z]{0,4})\.?\s?(\d{1,9})([A-Za-z]?)")
_CONTAINERS = ("journaltitle", "journal", "booktitle", "shortjournal", "series")
_OTHER_CONTAINERS = ("shortjournal", "series")
_OMITTED = frozenset({"al", "et al", "others", "and others", "u a", "et coll"})
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\W?){1,3}")
# As German and Nordic letters are written without their signs.
_TWO_LETTERS = re.compile("(?<=[aou])e|(?<=a)a")
_PAGE_RANGE = re.compile(r"\s*(?:--?|[‐-―−])\s*")


def first_author_difference(entry: Reference, record: Reference) -> str | None:
    """The family names of the two first authors; particles, accents and case do not count.

    Nor do names whose parts were turned ("Cotchett MP" read as Mr MP), one of two family names
    ("García", "García-López"), and "Mueller" for "Müller".
    """
    ours, theirs = _persons(entry), _persons(record)
    if not ours or not theirs:
        return None
    if _same_person(ours[0], theirs[0]):
        return ""
    return f"first author {_shown(ours[0].display)} here, {_shown(theirs[0].display)} there"


def number_of_authors_difference(entry: Reference, record: Reference) -> str | None:
    """How many persons; None where a list is cut, and where an entry may be ("et al.")."""
    ours, theirs = _persons(entry), _persons(record)
    if not ours or not theirs or _is_cut(record):
        return None
    if _is_cut(entry) and len(ours) <= len(theirs):
        return None
    # A group that the one gives as such may be taken for a person, or left out, by the other.
    groups = sum(bool(name.literal) for r in (entry, record) for name in r.authors[:_MOST_NAMES])
    apart = abs(len(ours) - len(theirs))
    return "" if apart <= groups else f"{len(ours)} here, {len(theirs)} there"


def share_an_author(entry: Reference, record: Reference) -> bool | None:
    """Whether anybody stands in both lists; None where one names nobody.

    Linear in the lists: the family names are looked up, and the first two are compared in full.
    """
    ours, theirs = _people(entry), _people(record)
    if not ours or not theirs:
        return None
    if not _name_keys(ours).isdisjoint(_name_keys(theirs)):
        return True
    return _same_person(ours[0], theirs[0])


def year_difference(entry: Reference, record: Reference) -> str | None:
    """The years; one apart is no difference, as online and print editions often are."""
    if not entry.year or not record.year:
        return None
    apart = abs(int(entry.year) - int(record.year))
    return "" if apart <= 1 else f"{entry.year} here, {record.year} there"


def container_difference(entry: Reference, record: Reference) -> str | None:
    """The journals or books, in full, abbreviated or by their initials; the same ISSN decides."""
    theirs = [name for field in _CONTAINERS if (name := record.text(field))]
    ours = [name for name in (entry.container, *map(entry.text, _OTHER_CONTAINERS)) if name]
    if ours and _is_preprint(record) and not read_journal(ours[0]).is_preprint_server:
        return f"“{_shown(ours[0])}” here, a preprint there"
    if not ours or not theirs:
        return None
    if _issns(entry) & _issns(record):
        return ""
    of_a_book = not {"journal", "journaltitle"} & record.fields.keys()
    if any(same_container(one, other, of_a_book=of_a_book) for one in ours for other in theirs):
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
    """The first pages, or the last where only that is given; an article's number tells nothing.

    Such a number has a letter ("e1000097"), or stands beside pages that begin with 1.
    """
    ours, theirs = _first_pages(entry), _first_pages(record)
    if not ours or not theirs:
        return None
    if {number for _, number in ours} & {number for _, number in theirs}:
        return ""
    if _only_last(entry, theirs=record) or _only_last(record, theirs=entry):
        return ""
    if any(number == "1" for _, number in (*ours, *theirs)):
        return None
    if all(_is_number_beside_page(one, other) for one in ours for other in theirs):
        return None
    shown = [_shown(r.text("pages", "eid")) for r in (entry, record)]
    return f"{shown[0]} here, {shown[1]} there"


def _persons(reference: Reference) -> list[PersonName]:
    return [
        name
        for name in reference.authors[:_MOST_NAMES]
        if not name.literal and name.family and not _omits(name)
    ]


def _people(reference: Reference) -> list[PersonName]:
    people = (reference.authors or reference.editors)[:_MOST_NAMES]
    return [name for name in people if folded(name.display[:_LONGEST]) and not _omits(name)]


def _omits(name: PersonName) -> bool:
    return folded(name.display[:40]) in _OMITTED


def _is_cut(reference: Reference) -> bool:
    return reference.authors_truncated or any(map(_omits, reference.authors[-1:]))


def _name_keys(people: Iterable[PersonName]) -> set[str]:
    """The forms of family names under which people may be found in another list."""
    found: set[str] = set()
    for name in people:
        if name.literal:
            found.add(folded(name.literal[:_LONGEST]))
            continue
        words = _family(name).split()
        found.update({"".join(words), words[0], words[-1]} if words else ())
    return {_plain(key) for key in found if len(key) > 1}


def _same_person(one: PersonName, other: PersonName) -> bool:
    """Whether two names may be one, by the family name or by its parts in the other order."""
    if one.literal or other.literal:
        return folded(one.display[:_LONGEST]) == folded(other.display[:_LONGEST])
    first, second = _family(one), _family(other)
    if _one_family(first, second):
        return True
    given, others = folded(one.given[:_LONGEST]), folded(other.given[:_LONGEST])
    turned = _joined(first) == _joined(others) and _joined(second) == _joined(given)
    return turned and bool(first)


def _one_family(first: str, second: str) -> bool:
    short, long = sorted((first.split(), second.split()), key=len)
    if short and short in (long[: len(short)], long[-len(short) :]):
        return True
    return bool(short) and _plain(_joined(first)) == _plain(_joined(second))


def _family(name: PersonName) -> str:
    """The family name with its particle; what was taken for one and is initials is not it."""
    if _INITIALS.fullmatch(name.family) and len(name.given.split()) == 1 < len(name.given):
        return folded(name.given[:_LONGEST])
    return folded(f"{name.particle} {name.family}"[:_LONGEST])


def _joined(words: str) -> str:
    return words.replace(" ", "")


def _plain(name: str) -> str:
    return _TWO_LETTERS.sub("", name)


def _issns(reference: Reference) -> set[str]:
    found = re.findall(r"\b\d{4}-?\d{3}[\dXx]\b", reference.text("issn")[:_LONGEST])
    return {issn.replace("-", "").upper() for issn in found}


def _is_preprint(reference: Reference) -> bool:
    place = read_journal(reference.container[:_LONGEST])
    kind, _ = work_kind(reference, place, read_pages(reference.text("pages")))
    return kind is Kind.PREPRINT or reference.text("note") == "Preprint"


def _first_pages(reference: Reference) -> list[tuple[str, str]]:
    found = (_first_page(reference.text(field)) for field in ("pages", "eid"))
    return [page for page in found if page is not None]


def _only_last(ours: Reference, *, theirs: Reference) -> bool:
    """Whether the single page of one is the last page of the other."""
    one, other = (read_pages(r.text("pages")) for r in (ours, theirs))
    return bool(one.first) and one.first == one.last == other.last and other.several


def _first_page(text: str) -> tuple[str, str] | None:
    """Letters and number of the first page, "" and "745" of "745-749"."""
    first = _PAGE_RANGE.split(text[:_LONGEST].strip(), maxsplit=1)[0]
    found = _PAGE.search(first)
    if not found:
        return None
    letters = found[1].lower()
    return ("" if letters in {"p", "pp"} else letters), found[2].lstrip("0")


def _is_number_beside_page(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether one has a letter and the other has not; "S12" is a page of a supplement."""
    return bool(one[0]) != bool(other[0]) and "s" not in (one[0], other[0])


def _shown(text: str) -> str:
    return one_line(text.replace(";", ","), 80)
