"""Whether a recorded passage stands verbatim in the text of its source, and where.

Case, spaces, quotes and punctuation do not count, nor which dash, space or decimal point a
print uses; Greek letters count as their names. These rules are those of
linkml-reference-validator (github.com/linkml/linkml-reference-validator), as are the elision
and the editorial addition in square brackets. Stricter than there: parts of a passage stand in
their order, a match begins and ends with a whole word, and numbers, their signs and the signs
of comparison are words too, so that "P < .05" is not "P > .05".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

# A passage of fewer words stands in too many texts by chance; so does the part of one.
_FEWEST_WORDS = 4
_FEWEST_WORDS_OF_A_PART = 3

# What stands between two words of a normalised text; a hyphen in a word; one before a space.
_GAP, _HYPHEN, _BREAK = "|", "~", "_"
# What the two hyphens count as: "body-self" is written as two words or one, "random- ized" is
# one word, "pre- and post-test" none.
_SPELLINGS = ((_GAP, ""), ("", ""), (_GAP, _GAP))
_JOINER = "\u02d1"
_FLAT = {
    **dict.fromkeys("‐‑‒–﹣－\u00ad", "-"),
    **dict.fromkeys("—―−", "−"),
    **dict.fromkeys("·∙⋅․‧", "·"),
    **dict.fromkeys("\u00a0\u2007\u2009\u202f", "\u2009"),
    **dict.fromkeys("_|~‿⁀⁔︳︴﹍﹎﹏＿", " "),
    **dict.fromkeys("⁄∕", "/"),
    **dict.fromkeys("≦⩽", "≤"),
    **dict.fromkeys("≧⩾", "≥"),
    **dict.fromkeys("∼≈", "≈"),
    **dict.fromkeys("º˚", "°"),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", _JOINER),
    **{chr(code): _JOINER for code in range(0x300, 0x370)},
}
_UNEVEN = re.compile(f"[{re.escape(''.join(_FLAT))}]")

# Chinese and Japanese put no space between words: each character counts as one.
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff"
_WORD = rf"[^\W\d{_JOINER}{_IDEOGRAPHS}][^\W{_IDEOGRAPHS}]*"
_AMOUNT = r"(?:\d+(?:[.,·•\u2009]\d+)*|(?<![\w.])[.·]\d+(?:\.\d+)*)"
# A hyphen right after a letter joins a name (COVID-19), unless a decimal follows (MD-0.5); one
# that opens a line before a space and a whole number is the bullet of a list.
_SIGN = (
    r"(?:−\s?|(?<![^\W\d])-(?:(?=[\d.·])|(?<!\n-)[^\S\n](?=[\d.·])|[^\S\n](?=\d*[.·]\d))"
    r"|-(?=\d*[.·]\d))"
)
_NUMBER = rf"{_SIGN}?{_AMOUNT}(?:[^\S\n]*[-−]{{1,3}}\s*{_AMOUNT})*"
_MARK = r"\[\d{1,3}(?:\s*[-,;]\s*\d{1,3})*\]"
_SYMBOL = r"\+\s?/\s?[-−]|[<>]=?|[=≤≥±×÷%‰°+≈≠→←↑↓√∞$€£¥]|(?<=\d)[/:](?=\d)"
_TOKEN = re.compile(
    rf"(?<=\d)[xX](?=\d)|{_WORD}(?:-{{1,3}}\s*{_WORD})*|{_NUMBER}|{_MARK}|{_SYMBOL}"
    rf"|[{_IDEOGRAPHS}]",
)
_LINE_BREAK = re.compile(r"(?<=\w)-+\s+(?=[^\W\d])")
_WORD_HYPHEN = re.compile(r"-+(?=[^\W\d])")
_SPACE = re.compile(r"\s+")
_MARKS_IN_WORDS = re.compile(rf"\{_GAP}\[[^\]]*\]")
_ACCENTS = re.compile(rf"[\u0300-\u036f{_JOINER}]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NO_ZERO = re.compile(r"(?<!\d)\.(?=\d)")
_DASHES = re.compile("[-−]+")
_GREEK_LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"
_GREEK_TEXT = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma
    tau upsilon phi chi psi omega
    """
_GREEK_NAMES = dict(zip(_GREEK_LETTERS, _GREEK_TEXT.split(), strict=True))
_GREEK = re.compile("[α-ω]")

_ELISION = re.compile(
    r"\[\s*(?:\.(?:\s?\.)+|…)\s*\]|\(\s*(?:\.(?:\s?\.)+|…)\s*\)|…|\.(?:\s?\.)+", re.ASCII
)
_ADDITION = re.compile(r"\[[^\[\]\d]*\]")
# "[T]he" and "needle[s]": the quoter changed a letter, or an ending.
_ALTERED_LETTER = re.compile(r"\[([^\W\d_])\](?=\w)")
_ALTERED_ENDING = re.compile(r"(?<=\w)\[([^\W\d_]{1,3})\]")


@dataclass(frozen=True, kw_only=True, slots=True)
class PassageMatch:
    """Where a passage stands in its source.

    start, end: offsets into the source as it was given, -1 where not found. missing: the first
    part of the passage that the source does not hold (or that is too short to be placed).
    """

    found: bool
    start: int = -1
    end: int = -1
    missing: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PreparedText:
    """A source text made ready for many passages.

    flat: as long as the source, character by character, with one kind of dash, space and
    decimal point. words: its words in their normal form, a bar between two.
    """

    flat: str
    words: str


def prepare(source: str) -> PreparedText:
    """Normalises a source text once; it can then be searched for many passages."""
    flat = _UNEVEN.sub(lambda match: _FLAT[match[0]], source)
    return PreparedText(flat=flat, words=_normal_words(_TOKEN.findall(flat)))


def find_passage(passage: str, source: str | PreparedText) -> PassageMatch:
    """Looks for the passage, part by part where "…" or "[...]" leaves words out.

    [Editorial additions] are passed over unless they hold a number, which the source must hold
    too; citation marks such as [5] of the source may be left out. Takes time in proportion to
    both lengths.
    """
    text = source if isinstance(source, PreparedText) else prepare(source)
    best = PassageMatch(found=False, missing=passage.strip())
    furthest = -1
    for parts in _readings(passage):
        short = _short_part(parts)
        if short or not parts:
            return PassageMatch(found=False, missing=short or passage.strip())
        for marks in (True, False):
            for spelling in _SPELLINGS:
                match, reached = _find_parts(parts, text, spelling, marks=marks)
                if match.found:
                    return match
                if reached > furthest:
                    best, furthest = match, reached
    return best


def too_short(passage: str) -> bool:
    """Whether the passage, or a part of it, has too few words to be evidence of anything."""
    parts = _readings(passage)[-1]
    words = sum(word_count(part) for part in parts)
    return words < _FEWEST_WORDS or bool(_short_part(parts))


def word_count(passage: str) -> int:
    """The number of words and numbers; a compound with hyphens is one word."""
    words = prepare(passage).words.split(_GAP)
    return sum(any(character.isalnum() for character in word) for word in words)


def _short_part(parts: list[str]) -> str:
    """The first part that has too few words to have a place; a passage in one piece has none."""
    short = (part for part in parts if word_count(part) < _FEWEST_WORDS_OF_A_PART)
    return next(short, "") if len(parts) > 1 else ""


def _readings(passage: str) -> list[list[str]]:
    """The parts of the passage: as they stand, with brackets closed up, without additions."""
    whole = _ELISION.split(passage)
    parts = [_ALTERED_LETTER.sub(r"\1", part) for part in whole]
    closed = [_ALTERED_ENDING.sub(r"\1", part) for part in parts]
    reduced = [_ADDITION.sub(" ", part) for part in parts]
    readings = [[part.strip() for part in one if word_count(part)] for one in (whole, closed)]
    readings.append([part.strip() for part in reduced if word_count(part)])
    return [one for number, one in enumerate(readings) if one not in readings[:number]]


def _normal_words(tokens: list[str]) -> str:
    """The normal forms of the words, a bar before, between and after them."""
    words = f"{_GAP}{_GAP.join(tokens)}{_GAP}"
    words = _WORD_HYPHEN.sub(_HYPHEN, _LINE_BREAK.sub(_BREAK, words))
    if not words.isascii():
        words = unicodedata.normalize("NFKD", words.casefold())
        words = _ACCENTS.sub("", words)
        words = _GREEK.sub(lambda match: _GREEK_NAMES.get(match[0], "sigma"), words)
        words = words.replace("·", ".").replace("•", ".").replace("×", "x").replace("⁄", "/")
    else:
        words = words.lower()
    words = _SPACE.sub("", words)
    words = words.replace("+/-", "±").replace("+/−", "±").replace("<=", "≤").replace(">=", "≥")
    words = _THOUSANDS.sub("", _DASHES.sub("-", words))
    return _NO_ZERO.sub("0.", words)


def _spelled(words: str, spelling: tuple[str, str], *, marks: bool) -> str:
    """The words with both hyphens as gaps or as nothing, with citation marks or without."""
    words = words if marks else _MARKS_IN_WORDS.sub("", words)
    return words.replace(_HYPHEN, spelling[0]).replace(_BREAK, spelling[1])


def _find_parts(
    parts: list[str], text: PreparedText, spelling: tuple[str, str], *, marks: bool
) -> tuple[PassageMatch, int]:
    """The match in one spelling of the text, and how many parts were found."""
    words = _spelled(text.words, spelling, marks=marks)
    first = last = -1
    position = 0
    for number, part in enumerate(parts):
        wanted = _spelled(prepare(part).words, spelling, marks=True)
        at = words.find(wanted, position)
        if at < 0:
            return PassageMatch(found=False, missing=part), number
        first = at if number == 0 else first
        # The bar that ends one part may begin the next.
        position = last = at + len(wanted) - 1
    begin, end = words.count(_GAP, 0, first), words.count(_GAP, 0, last) - 1
    spans = islice(_spans(text.flat, spelling, marks=marks), begin, end + 1)
    start, stop = _outer(spans)
    return PassageMatch(found=True, start=start, end=stop), len(parts)


def _outer(spans: Iterator[tuple[int, int]]) -> tuple[int, int]:
    """The start of the first span and the end of the last."""
    first = last = next(spans)
    for span in spans:
        last = span
    return first[0], last[1]


def _spans(flat: str, spelling: tuple[str, str], *, marks: bool) -> Iterator[tuple[int, int]]:
    """Start and end of each word of `_spelled`, in the source text."""
    hyphen = _HYPHENS[spelling]
    for match in _TOKEN.finditer(flat):
        token, start = match[0], match.start()
        if token[0] == "[" and not marks:
            continue
        if hyphen and "-" in token and token[0].isalnum() and not token[0].isdecimal():
            for gap in hyphen.finditer(token):
                yield start, match.start() + gap.start()
                start = match.start() + gap.end()
        yield start, match.end()


_HYPHENS = {
    (_GAP, ""): re.compile(r"-+(?![\s-])"),
    ("", ""): None,
    (_GAP, _GAP): re.compile(r"-+\s*"),
}
