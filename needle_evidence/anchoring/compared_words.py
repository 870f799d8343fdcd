"""The words and signs of a text in the form in which two versions of it are compared.

Every character counts unless it is named here as one that does not: that way a sign nobody
thought of makes two texts different, never the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f"
_THIN = "\u00a0\u2009\u202f"
_DASH = "-‐‑‒–—―−﹘﹣－"
_APOSTROPHE = "'’ʼ`´‘"
_TOKEN = re.compile(
    rf"(?P<number>\d+(?:(?:[.,·]|[{_THIN}](?=\d{{3}}(?!\d))|\s(?=000(?!\d)))\d+)*|[.·]\d+)"
    rf"|(?P<word>[^\W\d_](?:[^\W_]|[\u0300-\u036f{_INVISIBLE}])*"
    rf"(?:[{_APOSTROPHE}][^\W\d_](?:[^\W_]|[\u0300-\u036f{_INVISIBLE}])*)*)"
    rf"|(?P<dash>[{_DASH}]+)|(?P<pair>[<>]=|\+\s?/\s?[-−])|(?P<other>[^\s{_INVISIBLE}])"
)
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
_ANY_APOSTROPHE = re.compile(f"[{_APOSTROPHE}]")
# Marks of emphasis, headings, tables and lists, and signs of trade.
_DROPPED = frozenset("*_#|\\•‣◦▪▫·…™®©¶§†‡")
_SOFT = frozenset(",;:()[]{}，；：（）、")
_STOPS = {".": ".", "!": ".", "。": ".", "！": ".", "?": "?", "？": "?", "؟": "?"}
_QUOTES = frozenset('"“”„‟«»″「」『』＂')
_SINGLE = frozenset("'’‘‚‛‹›`´ʼ")
_SIGNS = {
    ">=": "≥", "<=": "≤", "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "∼": "~", "≈": "~",
    "&": "and", "×": "×", "⁄": "/", "∕": "/", "％": "%", "º": "°", "˚": "°",
}  # fmt: skip
_NOT = {"can't": "can", "cannot": "can", "won't": "will", "shan't": "shall"}
_BARE_NOT_TEXT = """
    dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wouldnt shouldnt couldnt mustnt
    """
_BARE_NOT = frozenset(_BARE_NOT_TEXT.split())
_SHORT = {"'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}
_PRONOUNS = frozenset({"it", "that", "there", "he", "she", "what", "who", "here", "where", "this"})
_ABBREVIATED = frozenset({"vs", "dr", "mr", "mrs", "approx", "ca", "fig", "st", "al"})
_SMALL_TEXT = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
    """
_SMALL = {word: value for value, word in enumerate(_SMALL_TEXT.split())}
_TENS_TEXT = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * value for value, word in enumerate(_TENS_TEXT.split(), start=2)}
_LARGE = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_KEPT_FORMS = ("<super>", "<sub>", "<fraction>")
_UNCOUNTED = frozenset({"one"})


class ComparedWord(NamedTuple):
    """A word, number or sign.

    form: what is compared. start, end: where it stands in the text. written: as it stands
    there. joined: a hyphen joins it to the one before. soft: a comma, colon, bracket or dash
    stands before it. number: it is a number.
    """

    form: str
    start: int
    end: int
    written: str
    joined: bool = False
    soft: bool = False
    number: bool = False


def compared_words(text: str) -> tuple[ComparedWord, ...]:
    """The words of a text, in its order; in time in proportion to its length.

    Of no account are case, accents written apart, soft hyphens and marks of emphasis; "doesn't"
    gives "does" and "not", "twenty-four" 24, "per cent" the sign. A stop counts where another
    sentence follows; question marks, quotation marks, signs of number and comparison, and all
    signs that are not known to be idle, count everywhere.
    """
    return tuple(_numbers(_without_last_stop(list(_Reader(text).read()))))


class _Reader:
    """Goes over a text and remembers what stands before the word to come."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._soft = self._joined = False
        self._opened = 0
        self._last_end = -1
        self._previous = self._last_form = ""

    def read(self) -> Iterator[ComparedWord]:
        """The words, numbers and signs, in order."""
        readers = {
            "word": self._word,
            "number": self._number,
            "dash": self._dash,
            "pair": self._sign,
            "other": self._other,
        }
        for match in _TOKEN.finditer(self._text):
            self._previous = ""
            yield from readers[match.lastgroup or "other"](match)
            self._last_end, self._last_form = match.end(), self._previous

    def _made(self, match: re.Match[str], form: str, *, number: bool = False) -> ComparedWord:
        made = ComparedWord(
            form, match.start(), match.end(), match[0], self._joined, self._soft, number
        )
        self._soft = self._joined = False
        self._previous = form
        return made

    def _word(self, match: re.Match[str]) -> Iterator[ComparedWord]:
        for form in _word_forms(match[0]):
            yield self._made(match, form)

    def _number(self, match: re.Match[str]) -> Iterator[ComparedWord]:
        self._joined = False
        yield self._made(match, _number_form(match[0]), number=True)

    def _dash(self, match: re.Match[str]) -> Iterator[ComparedWord]:
        form, self._joined = _dash(self._text, match.start(), match.end())
        if form:
            yield self._made(match, form)
        elif not self._joined:
            self._soft = True

    def _sign(self, match: re.Match[str]) -> Iterator[ComparedWord]:
        plain = unicodedata.normalize("NFC", match[0].replace(" ", ""))
        yield self._made(
            match, "±" if plain.startswith("+") and plain[1:] else _SIGNS.get(plain, plain)
        )

    def _other(self, match: re.Match[str]) -> Iterator[ComparedWord]:
        written, end = match[0], match.end()
        if written in _QUOTES or written in _SINGLE:
            if written in _QUOTES or self._quotes(match):
                yield ComparedWord('"', match.start(), end, written)
        elif written == ":" and _in_number(self._text, match.start()):
            yield self._made(match, ":")
        elif written in _SOFT or written == "…":
            self._soft, self._joined = True, False
        elif written in _STOPS:
            form = _STOPS[written]
            if form == "?" or _ends_sentence(self._text, end, self._last_form):
                yield self._made(match, form)
        elif written not in _DROPPED or (written == "#" and self._text[end : end + 1].isdigit()):
            yield from self._sign(match)

    def _quotes(self, match: re.Match[str]) -> bool:
        """Whether a single mark opens or closes a quotation; else it is an apostrophe."""
        opens = _opens(self._text, match.start(), match.end())
        closes = not opens and self._opened > 0 and match.start() == self._last_end
        self._opened += opens - closes
        return opens or closes


def _word_forms(written: str) -> tuple[str, ...]:
    plain = _HIDDEN.sub("", written)
    if not plain.isascii():
        kept = any(unicodedata.decomposition(one).startswith(_KEPT_FORMS) for one in plain)
        plain = unicodedata.normalize("NFC" if kept else "NFKC", plain.casefold())
    plain = _ANY_APOSTROPHE.sub("'", plain.lower())
    if plain in _NOT:
        return _NOT[plain], "not"
    if plain.endswith("n't") and len(plain) > 4:
        return plain[:-3], "not"
    if plain in _BARE_NOT:
        return plain[:-2], "not"
    for short, long in _SHORT.items():
        if plain.endswith(short):
            return plain[: -len(short)], long
    if plain.endswith("'s") and plain[:-2] in _PRONOUNS:
        return plain[:-2], "is"
    return (plain.replace("'", ""),)


def _number_form(written: str) -> str:
    plain = re.sub(r"\s", "", written).replace("·", ".")
    plain = "".join(str(unicodedata.digit(one, one)) for one in plain)
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    return "0" + plain if plain.startswith(".") else plain


def _dash(text: str, start: int, end: int) -> tuple[str, bool]:
    """The sign that a dash is ("–" of a range, "-" of a negative number), or that it joins."""
    before, after = text[start - 1 : start], text[end : end + 1]
    left = text[max(0, start - 2) : start].rstrip()[-1:]
    right = text[end : end + 2].lstrip()[:1]
    if left.isdigit() and right.isdigit() and before.isspace() == after.isspace():
        return "–", False
    negative = after.isdigit() or (after in ".·" and text[end + 1 : end + 2].isdigit())
    if negative and not before.isalnum():
        return "-", False
    decimal = negative and re.match(r"\d*[.·]\d", text[end : end + 12])
    if negative and (text[start:end] == "−" or decimal):
        return "-", False
    if text[start:end] == "−" and right.isdigit():
        return "-", False
    return "", before.isalnum() and after.isalnum() and text[start:end] not in {"—", "―"}


def _in_number(text: str, start: int) -> bool:
    """Whether a colon is that of 1:3."""
    return text[max(0, start - 1) : start].isdigit() and text[start + 1 : start + 2].isdigit()


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a single quotation mark opens a quotation."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return (
        not before.isalnum()
        and (not before or before.isspace() or before in '([“"—–-')
        and (after.isalnum())
    )


def _ends_sentence(text: str, end: int, previous: str) -> bool:
    """Whether a stop ends a sentence: not after a letter ("p.m."), nor within a word."""
    idle = (len(previous) <= 1 and not previous.isdigit()) or previous in _ABBREVIATED
    return not idle and not text[end : end + 1].isalnum()


def _without_last_stop(words: list[ComparedWord]) -> list[ComparedWord]:
    """Without the stop that ends the text, which a heading or an item may lack."""
    while words and words[-1].form == ".":
        words.pop()
    return words


def _numbers(words: Sequence[ComparedWord]) -> Iterator[ComparedWord]:
    """Number words as digits, "per cent" as the sign, "to" of a range as a dash."""
    place = 0
    while place < len(words):
        word = words[place]
        following = words[place + 1].form if place + 1 < len(words) else ""
        length, value = _spelled_number(words, place)
        if length:
            last = words[place + length - 1]
            plain = length == 1 and word.form in _UNCOUNTED
            yield word._replace(form=str(value), end=last.end, number=not plain, joined=False)
            place += length
            continue
        if word.form == "percent":
            word = word._replace(form="%")
        elif word.form == "per" and following == "cent":
            word = word._replace(form="%", end=words[place + 1].end)
            place += 1
        elif word.form == "to" and _in_range(words, place):
            word = word._replace(form="–")
        elif word.form == "x" and _between_numbers(words, place):
            word = word._replace(form="×")
        yield word
        place += 1


def _spelled_number(words: Sequence[ComparedWord], place: int) -> tuple[int, int]:
    """How many words a number takes, and its value; 0 words where none begins here."""
    first = words[place]
    if first.number:
        following = words[place + 1].form if place + 1 < len(words) else ""
        if following in _LARGE and first.form.isdecimal() and len(first.form) < 10:
            return 2, int(first.form) * _LARGE[following]
        return 0, 0
    length, value = _below_hundred(words, place)
    if not length:
        return 0, 0
    if _form(words, place + length) == "hundred" and value < 10:
        value *= 100
        length += 1
        skip = _form(words, place + length) == "and"
        more, rest = _below_hundred(words, place + length + skip)
        if more:
            length, value = length + skip + more, value + rest
    large = _LARGE.get(_form(words, place + length))
    return (length + 1, value * large) if large else (length, value)


def _below_hundred(words: Sequence[ComparedWord], place: int) -> tuple[int, int]:
    word = _form(words, place)
    if word in _TENS:
        unit = _SMALL.get(_form(words, place + 1), 0)
        # "Twenty four-hour sessions" are twenty.
        bound = place + 2 < len(words) and words[place + 2].joined
        apart = bound and not words[place + 1].joined
        return (2, _TENS[word] + unit) if 0 < unit < 10 and not apart else (1, _TENS[word])
    return (1, _SMALL[word]) if word in _SMALL else (0, 0)


def _form(words: Sequence[ComparedWord], place: int) -> str:
    return words[place].form if place < len(words) else ""


def _between_numbers(words: Sequence[ComparedWord], place: int) -> bool:
    def counts(at: int) -> bool:
        return 0 <= at < len(words) and (
            words[at].number or words[at].form in _SMALL or words[at].form in _TENS
        )

    return counts(place - 1) and counts(place + 1)


def _in_range(words: Sequence[ComparedWord], place: int) -> bool:
    """Whether "to" is that of "24 to 48", not that of "from 24 to 12"."""
    return _between_numbers(words, place) and (
        place < 2 or words[place - 2].form not in {"from", "by", "between"}
    )
