"""What the values of tagged lines say: dates, pages, identifiers, lists, in BibTeX's forms."""

from __future__ import annotations

import calendar
import html
import re
from dataclasses import dataclass

from needle_evidence.model.identifiers import bare_doi, normalise_isbn

MONTHS = tuple(calendar.month_name)  # "" stands for 0
# What exporting programs print for a value that they do not have.
_NO_VALUE = frozenset({"nan", "undefined", "null", "none", "n/a", "n.a.", "n.pag", "-", "."})
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x9f\ufeff]|[\ud800-\udfff]")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}\d{0,2}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});")
_YEAR = re.compile(r"[12]\d{3}")
_RIS_DATE = re.compile(r"(\d{4})(?:[/-](\d{0,2}))?(?:[/-](\d{0,2}))?(?:[/-](.*))?")
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)")
_MONTH_NAME = re.compile(r"([^\W\d_]{3,9})\.?(?:\s?[-–/]\s?([^\W\d_]{3,9})\.?)?")
_SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter"})
_ISSN = re.compile(r"(?<![\dXx])(\d{4})-?(\d{3}[\dXx])(?![\dXx])")
_ISBN_LIKE = re.compile(r"(?<![\dXx])[\d][\d \-‐–]{8,20}[\dXx](?![\dXx])")
_DASHES = re.compile(r"\s*[-‐-―−]+\s*")
_PAGE = re.compile(r"(?=[^\d]{0,12}\d|[ivxlcdmIVXLCDM]+$).{1,60}")
_DOI_MARK = re.compile(r"(?i)\s*\[doi\]\s*$")
_ROMAN_OR_NUMBER = re.compile(r"[A-Za-z]{0,6}\d{1,9}[A-Za-z]{0,2}")


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedDate:
    """A date. month: in full and English, or a season or a span. whole: nothing else was said."""

    year: str = ""
    month: str = ""
    day: str = ""
    whole: bool = False


def plain(text: str) -> str:
    """One line without control characters; white space is single spaces."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(_CONTROLS.sub("", text).split())


def shown(text: str) -> str:
    """As `plain`, with the characters that HTML's entities stand for: "A &amp; B"."""
    text = plain(text)
    if "&" in text:
        text = plain(_ENTITY.sub(lambda found: html.unescape(found[0]), text))
    return text


def listed(value: str) -> list[str]:
    """The lines of a value, plain; a line that is indented goes on with the one before."""
    items: list[list[str]] = []
    for line in value.split("\n"):
        if line[:1] in (" ", "\t") and items:
            items[-1].append(line)
        else:
            items.append([line])
    return [text for lines in items if (text := plain(" ".join(lines)))]


def listed_words(value: str) -> list[str]:
    """The items of a list of words, each on a line of its own or with ";" between."""
    return [word for line in listed(value) for part in line.split(";") if (word := part.strip())]


def says_something(text: str) -> bool:
    """False for "nan" and its like, which stand for a value that there is not."""
    return bool(text) and text.lower() not in _NO_VALUE


def read_date(text: str) -> PrintedDate:
    """A date as "2014/08/15/", "2014-08", "2014 Jul-Aug", "15 Aug 2014", "SEP 12" or "Jun"."""
    text = plain(text).strip("()[] ")
    if (match := _EIGHT_DIGITS.fullmatch(text)) and 1 <= int(match[2]) <= 12:
        return _ris_date(match[1], match[2], match[3], "")
    if match := _RIS_DATE.fullmatch(text):
        return _ris_date(*(part or "" for part in match.groups()))
    year = month = day = ""
    whole = True
    for word in re.sub(r"\s*([-–/])\s*", r"\1", text).replace(",", " ").split()[:6]:
        if _YEAR.fullmatch(word) and not year:
            year = word
        elif re.fullmatch(r"\d{1,2}", word) and not day and 1 <= int(word) <= 31:
            day = str(int(word))
        elif (name := _month(word)) and not month:
            month = name
        else:
            whole = False
    if day and not month:
        day, whole = "", False
    return PrintedDate(year=year, month=month, day=day, whole=whole and bool(year or month))


def month_number(month: str) -> int:
    """1 to 12 for a month in full or cut to three letters, or a number; else 0."""
    word = month.strip().rstrip(".").lower()
    if word.isdecimal() and len(word) < 3:
        return int(word) if 1 <= int(word) <= 12 else 0
    if word == "sept":
        return 9
    if len(word) < 3:
        return 0
    return next((n for n in range(1, 13) if MONTHS[n].lower().startswith(word)), 0)


def month_name(text: str) -> str:
    """A month, season or span of two months in full and English; "" for anything else."""
    number = month_number(text)
    return MONTHS[number] if number else _month(_DASHES.sub("-", plain(text)))


def pages_of(text: str) -> str:
    """Pages with plain hyphens ("1083-1094"), "" where these are none."""
    pages = _DASHES.sub("-", plain(text)).strip("-")
    return pages if says_something(pages) and _PAGE.fullmatch(pages) else ""


def page_pair(pages: str) -> tuple[str, str]:
    """First and last page of a plain span, else the whole and ""."""
    first, dash, last = pages.partition("-")
    if (
        dash
        and first != last
        and _ROMAN_OR_NUMBER.fullmatch(first)
        and _ROMAN_OR_NUMBER.fullmatch(last)
    ):
        return first, last
    return pages, ""


def doi_of(text: str) -> str:
    """The bare DOI where the whole value is one, with or without address, "doi:" or "[doi]"."""
    return bare_doi(_DOI_MARK.sub("", plain(text)))


def issns_of(text: str) -> list[str]:
    """The ISSNs of a value ("0894-9867, 2226-7190", "03064530 (ISSN)"), hyphenated as ISO 3297.

    A number of eight digits is one; seven digits, which have lost a leading zero, are none.
    """
    if len(text) > 200:
        return []
    return [f"{a}-{b.upper()}" for a, b in _ISSN.findall(text)]


def isbns_of(text: str) -> list[str]:
    """The ISBNs of a value as printed, those whose check digit is right (ISO 2108)."""
    if len(text) > 300:
        return []
    found = (match.group().strip() for match in _ISBN_LIKE.finditer(text))
    return [printed for printed in found if normalise_isbn(printed)]


def is_isbn_like(text: str) -> bool:
    """Whether a value holds a number of 10 or 13 digits, right or not."""
    if len(text) > 300:
        return False
    sizes = (sum(map(str.isalnum, found)) for found in _ISBN_LIKE.findall(text))
    return any(size in (10, 13) for size in sizes)


def only_numbers(text: str, found: list[str]) -> bool:
    """Whether a value says nothing but the serial numbers found in it."""
    left = re.sub(r"(?i)\bis[sb]n\b", " ", text)
    for printed in found:
        for form in (printed, printed.lower()):
            left = left.replace(form, " ").replace(form.replace("-", ""), " ")
    return not re.search(r"[^\W_]", left)


def _ris_date(year: str, month: str, day: str, rest: str) -> PrintedDate:
    if not _YEAR.fullmatch(year):
        return PrintedDate()
    number = int(month or 0)
    rest = plain(rest).strip("/ ")
    rest = rest if says_something(rest) else ""
    name = MONTHS[number] if 1 <= number <= 12 else ""
    right_day = bool(name) and 1 <= int(day or 0) <= 31
    season = "" if name else _month(rest)
    whole = (bool(name) or number == 0) and (right_day or int(day or 0) == 0)
    whole = whole and (not rest or bool(season))
    return PrintedDate(
        year=year, month=name or season, day=str(int(day)) if right_day else "", whole=whole
    )


def _month(word: str) -> str:
    """The month, season or span of two months that a word names, in full; "" for none."""
    match = _MONTH_NAME.fullmatch(word)
    if match is None:
        return ""
    first = _one_month(match[1])
    if match[2] is None:
        return first
    second = _one_month(match[2])
    return f"{first}-{second}" if first and second else ""


def _one_month(word: str) -> str:
    if word.lower() in _SEASONS:
        return word.capitalize()
    return MONTHS[month_number(word)]
