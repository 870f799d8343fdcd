"""The Unicode text of a BibTeX field: LaTeX's accents, signs, quotes and simple maths decoded."""

from __future__ import annotations

import re
import unicodedata

from needle_evidence.formats.bibtex_text.latex_scanner import Mode, Scanner

# Unicode's limit for marks on one letter (UAX 15, "stream-safe"); sorting more is quadratic.
_MOST_MARKS = 30
_GRAPHEME_JOINER = "\u034f"
_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS + 1},}}")


def decode(text: str) -> str:
    r"""The Unicode text (NFC) of a field's value, written in LaTeX, without its delimiters.

    Never raises. White space, `~` and LaTeX's spaces of any width become one plain space;
    protective braces go; a command that is not known stays as written (`\foo{bar}`), and so
    does an accent that stands over nothing. `%` begins no comment.
    """
    # Eight searches for fixed strings are far faster than one regular expression.
    if (
        "\\" in text
        or "{" in text
        or "}" in text
        or "~" in text
        or "$" in text
        or "`" in text
        or "--" in text
        or "''" in text
    ):
        text = Scanner(text).read()
    text = " ".join(text.split())
    return text if text.isascii() else _compose(text)


def decode_address(text: str) -> str:
    r"""The text of a field that holds an address or identifier (`url`, `doi`, `eprint`, …).

    There `~`, `--`, `$`, `^` and quotes mean themselves; `\_`, `\%`, `{\textless}`, `$<$`
    and the like are decoded, braces and a `\url{…}` around the value go. Never raises.
    """
    if "\\" in text or "{" in text or "}" in text:
        text = Scanner(text, Mode.VERBATIM).read()
    return " ".join(text.replace("$<$", "<").replace("$>$", ">").split())


def _compose(text: str) -> str:
    """The text in NFC; a run of more marks than any letter bears is broken up first."""
    if len(text) > _MOST_MARKS and _MARKS.search(text):
        text = _MARKS.sub(_break_marks, text)
    return unicodedata.normalize("NFC", text)


def _break_marks(match: re.Match[str]) -> str:
    parts: list[str] = []
    marks = 0
    for character in match.group():
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MOST_MARKS:
            parts.append(_GRAPHEME_JOINER)
            marks = 1
        parts.append(character)
    return "".join(parts)
