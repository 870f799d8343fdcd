"""Unicode text as LaTeX that a BibTeX value can hold and that reads as the same text again."""

from __future__ import annotations

import re
import unicodedata

# Two of these beside each other are one sign in LaTeX, such as a dash.
_JOINED = re.compile(r"(?<=-)(?=-)|(?<=')(?=')")
# LaTeX of what a BibTeX value cannot hold as it is; a lone brace would end it too early.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "`": r"\textasciigrave{}",
    }
)
# Addresses and identifiers are written letter by letter, but for what would end the value.
_ADDRESS = str.maketrans({sign: _LATEX[ord(sign)] for sign in "\\{}"})
# Signs that no text file should hold: a NUL alone makes readers take it for binary.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")
_WORD = re.compile(r"\S+")
_PROTECTED = re.compile(r"\w(?:.*\w)?", re.DOTALL)
_PAGES = re.compile(
    r"(?<![\w-])([A-Za-z]{0,3}\d+)\s*(?:[\u2010-\u2015\u2212]|-{1,3})\s*(?=[A-Za-z]{0,3}\d+(?![\w-]))"
)


def escape(text: str) -> str:
    r"""The text as LaTeX on one line: `R&D` is `R\&D`; `decode` gives the text again.

    What `decode` would change is changed here too: white space becomes one space, letters and
    their marks are composed (NFC). Signs that no text file should hold (NUL and other controls,
    lone surrogates) become U+FFFD.
    """
    return _JOINED.sub("\0", clean(text)).translate(_LATEX).replace("\0", "{}")


def escape_address(text: str) -> str:
    r"""An identifier or address as a verbatim field holds it: only braces and `\` are escaped."""
    return clean(text).translate(_ADDRESS)


def escape_title(text: str) -> str:
    """A title as LaTeX; words with inner capitals are braced, so that styles keep their case.

    So are those of a capital and digits (T7). Not in a title all in capitals: there they say
    nothing.
    """
    text = clean(text)
    words = [word for word in _WORD.findall(text) if len(word) > 1 and any(map(str.isalpha, word))]
    if sum(word == word.upper() for word in words) * 2 > len(words):
        return escape(text)
    return _WORD.sub(lambda match: _braced_word(match.group()), text)


def escape_pages(text: str) -> str:
    """Pages as LaTeX, with `--` in ranges: `1083-94` is `1083--94`."""
    return escape(_PAGES.sub("\\1\u2013", clean(text))).replace("\u2013", "--")


def clean(text: str) -> str:
    """The text on one line, composed, without signs that no text file should hold."""
    text = _UNWRITABLE.sub("\ufffd", " ".join(text.split()))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def is_balanced(latex: str) -> bool:
    """Whether the braces of a value close each other, counted as the reader counts."""
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", latex):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0 and not latex.endswith("\\")


def _braced_word(word: str) -> str:
    match = _PROTECTED.search(word)
    core = match.group() if match else ""
    inner = any(map(str.isupper, core[1:]))
    if match is None or not (inner or (core[0].isupper() and any(map(str.isdecimal, core)))):
        return escape(word)
    start, end = match.span()
    return f"{escape(word[:start])}{{{escape(match.group())}}}{escape(word[end:])}"
