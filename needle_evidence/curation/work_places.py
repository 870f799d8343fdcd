"""Where a work appeared: names of journals, page ranges and volumes brought to one form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from needle_evidence.language.folded_text import folded
from needle_evidence.language.work_words import word_set

_LONGEST = 400
_PAGE = re.compile(r"([A-Za-z]{0,4})\s?(\d{1,9})\s?([A-Za-z]?)(?![\w])")
_RANGE = re.compile(r"\s*(?:[-‐‑‒–—−]+|\bto\b)\s*")
_VOLUME = re.compile(r"\d+")
_COCHRANE = re.compile(r"\b(?:cd|mr|ed)\s?(\d{6})\b", re.IGNORECASE)
_ALTERNATIVES = re.compile(r"\s*(?:[:=;/]|\.(?=\s*[A-Z\u00c0-\u024f])|\s-\s)\s*")
_ASIDE = re.compile(r"\s*[\[(][^\[\]()]{0,120}[\])]\s*")
_LOST_LETTER = re.compile("(?<=[A-Za-z])[?\ufffd](?=[A-Za-z])")
_ELISION = re.compile(r"\b[dlDL]['’]")
# Initials that do not give the words in their order, and former names.
_KNOWN = {
    "nejm": "new england journal medicine",
    "plos": "public library science",
    "jama": "journal american medical association",
    "bmj": "british medical journal",
    "pnas": "proceedings national academy sciences",
    "ajog": "american journal obstetrics gynecology",
    "ajcp": "american journal clinical pathology",
}


class Agreement(Enum):
    """Whether two values agree; unknown where one is missing or they cannot be compared."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A page range. first: the first page ("s251"), "" where unknown; last: the same way.

    number: the first page without letters. prefix: its letters.
    """

    first: str = ""
    last: str = ""
    prefix: str = ""
    number: str = ""

    @property
    def several(self) -> bool:
        """Whether the range has a first and another last page."""
        return bool(self.first and self.last and self.first != self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """A container's name. names: the ways in which it is given, each as its telling words."""

    names: tuple[tuple[str, ...], ...] = ()
    is_cochrane: bool = False
    is_preprint_server: bool = False


def read_pages(text: str) -> Pages:
    """The page range of a text such as "S123-8", "123--128", "e12724", "359"."""
    cut = text[:_LONGEST].replace("\u00a0", " ")
    halves = _RANGE.split(cut.split(",")[0].split(";")[0].strip(), maxsplit=1)
    match = _PAGE.search(halves[0])
    last = _PAGE.search(halves[1]) if len(halves) > 1 else None
    if match is None:
        return Pages()
    prefix, number, behind = match[1].lower(), match[2].lstrip("0") or "0", match[3].lower()
    if prefix in {"p", "pp", "page"}:
        prefix = ""
    first = prefix + number + behind
    if last is None:
        return Pages(
            first=first, last=first if len(halves) == 1 else "", prefix=prefix, number=number
        )
    end = last[2].lstrip("0") or "0"
    if len(end) < len(number):  # "123-8" ends on page 128
        end = number[: len(number) - len(end)] + end
    return Pages(first=first, last=prefix + end + behind, prefix=prefix, number=number)


def read_volume(text: str) -> str:
    """The volume's number without supplement and issue: "24 Suppl 3" is "24"."""
    match = _VOLUME.search(text[:_LONGEST])
    if match is None:
        return folded(text[:_LONGEST])
    return match.group().lstrip("0") or "0"


@lru_cache(maxsize=4_096)
def read_journal(text: str) -> Journal:
    """The names under which a journal, book or server goes."""
    cut = text[:_LONGEST]
    whole = _telling(_ASIDE.sub(" ", cut))
    pieces = [_telling(piece) for piece in _ALTERNATIVES.split(_ASIDE.sub(" ", cut))]
    names = dict.fromkeys(name for name in (whole, *pieces) if name)
    words = set(folded(cut).split())
    return Journal(
        names=tuple(names)[:6],
        is_cochrane="cochrane" in words and bool(words & {"database", "syst", "systematic", "db"}),
        is_preprint_server=bool(words & word_set("preprint server"))
        or {"research", "square"} == words,
    )


def cochrane_number(*texts: str) -> str:
    """The number of a Cochrane review ("002273" of "CD002273"), or the empty string."""
    for text in texts:
        if match := _COCHRANE.search(text[:_LONGEST]):
            return match[1]
    return ""


def compare_pages(first: Pages, second: Pages) -> Agreement:
    """Whether two works stand on the same pages.

    An article number beside a printed page is unknown: journals give both for one article.
    """
    if not first.first or not second.first:
        return Agreement.UNKNOWN
    if first.first == second.first:
        return Agreement.YES
    if first.number == second.number and not (first.prefix and second.prefix):
        return Agreement.YES
    single, other = (second, first) if first.several else (first, second)
    if other.several and not single.several and single.first == other.last:
        return Agreement.YES  # only the last page was given
    if bool(first.prefix) != bool(second.prefix) and "s" not in (first.prefix, second.prefix):
        return Agreement.UNKNOWN
    return Agreement.NO


def compare_values(first: str, second: str) -> Agreement:
    """Whether two normalised values are one."""
    if not first or not second:
        return Agreement.UNKNOWN
    return Agreement.YES if first == second else Agreement.NO


def compare_journals(first: Journal, second: Journal) -> Agreement:
    """Whether two names, in full or abbreviated, are one journal's.

    Unknown where one name is the beginning of the other ("Cancer", "Cancer Cytopathology").
    """
    if not first.names or not second.names:
        return Agreement.UNKNOWN
    best = Agreement.NO
    for one in first.names:
        for other in second.names:
            found = _compare_names(one, other)
            if found is Agreement.YES:
                return found
            if found is Agreement.UNKNOWN:
                best = found
    return best


def _telling(text: str) -> tuple[str, ...]:
    whole = _LOST_LETTER.sub("", _ELISION.sub("", text))
    little = word_set("little of journals")
    words = [word for word in folded(whole).split() if word not in little]
    if len(words) == 1 and words[0] in _KNOWN:
        return tuple(_KNOWN[words[0]].split())
    return tuple(words)


def _compare_names(one: tuple[str, ...], other: tuple[str, ...]) -> Agreement:
    if "".join(one) == "".join(other):
        return Agreement.YES
    short, long = sorted((one, other), key=lambda name: (len(name), len("".join(name)), name))
    if _initials(short, long) or (len(short) == len(long) and _abbreviates(short, long)):
        return Agreement.YES
    if len(short) >= 3 and len(long) - len(short) <= 1 and _in_order(short, long):
        return Agreement.YES
    if _in_order(short, long[: len(short) + 1]):
        return Agreement.UNKNOWN
    return Agreement.NO


def _abbreviates(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(_word_agrees(a, b) for a, b in zip(one, other, strict=True))


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether all words of one name stand in the other, in their order."""
    left = iter(long)
    return all(any(_word_agrees(word, full) for full in left) for word in short)


def _word_agrees(one: str, other: str) -> bool:
    """Whether one word is the other or abbreviates it: "obstet" or "jnl" with the same start."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short):
        return True
    if short[0] != long[0] or len(short) < 3:
        return False
    # "gynaecology" and "gynecology"; "natl", "intl", "surg" of "surgery" begin alike and end so.
    left = iter(long)
    return len(short) <= len(long) and all(sign in left for sign in short)


def _initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the single word of one name is made of the first letters of the other's words."""
    return len(short) == 1 and len(long) >= 3 and short[0] == "".join(word[0] for word in long)
