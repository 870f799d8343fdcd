"""How Unicode writes what LaTeX builds: accented letters, raised and lowered text, fractions."""

from __future__ import annotations

import re

from needle_evidence.formats.bibtex_text.latex_symbols import (
    DOUBLE_STRUCK,
    STROKE,
    SUBSCRIPTS,
    SUPERSCRIPTS,
)

_DOT_ABOVE, _OVERLINE = "\u0307", "\u0305"
_DOTTED = {"ı": "i", "ȷ": "j"}
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_ONE_TERM = re.compile(r"[\w.,]*|.")
_PLAINLY_MATHS = re.compile(r"\\[A-Za-z]|[\^_]")
_RELATION = re.compile(r"[<>=+]")


def place_mark(mark: str, alone: str, written: str, argument: str) -> str:
    """The argument with the mark on its first letter, above the marks that it has.

    alone: what the accent prints over nothing. written: the command, printed as it is where
    the argument begins with nothing that can bear an accent.
    """
    argument = argument.lstrip()
    if not argument:
        return alone or written
    base = argument[0]
    if not (base.isalnum() or mark == STROKE or (base > "\x7f" and base.isprintable())):
        return written + argument
    if mark == _OVERLINE:
        return "".join(character + mark for character in argument)
    base = _DOTTED.get(base, base)
    if mark == _DOT_ABOVE and base in "ij":
        return base + argument[1:]
    end = 1
    while end < len(argument) and "\u0300" <= argument[end] <= "\u036f":
        end += 1
    return f"{base}{argument[1:end]}{mark}{argument[end:]}"


def raise_text(text: str) -> str:
    """The text in superscript characters where there is one for each, else as it is."""
    return _shift(text, SUPERSCRIPTS) or text


def lower_text(text: str) -> str:
    """The text in subscript characters where there is one for each, else as it is."""
    return _shift(text, SUBSCRIPTS) or text


def raise_maths(text: str) -> str:
    """The exponent in superscript characters, else after a caret: `^(a/b)`."""
    return _shift(text.replace(" ", ""), SUPERSCRIPTS) or _after("^", text)


def lower_maths(text: str) -> str:
    """The index in subscript characters, else after a low line: `_adj`."""
    return _shift(text.replace(" ", ""), SUBSCRIPTS) or _after("_", text)


def write_fraction(numerator: str, denominator: str) -> str:
    """`a/b`; parts of several terms in parentheses."""
    return f"{_enclose(numerator)}/{_enclose(denominator)}"


def write_root(index: str, radicand: str) -> str:
    """`√x`, `∛x`, `⁵√x`; a radicand of several terms in parentheses."""
    return f"{_ROOTS.get(index) or raise_text(index) + '√'}{_enclose(radicand)}"


def double_strike(text: str) -> str:
    """The sets of numbers: `ℝ` for `R`."""
    return text.translate(DOUBLE_STRUCK)


def write_dashes(count: int) -> str:
    """What TeX makes of that many hyphens in a row (two or more)."""
    return "—" * (count // 3) + ("", "-", "–")[count % 3]


def is_maths(content: str, following: str) -> bool:
    """Whether what stands between two dollar signs is maths rather than two prices.

    following: the character after the second dollar sign, if any.
    """
    if not content.strip():
        return False
    if _PLAINLY_MATHS.search(content):
        return True
    if content[0].isspace() or content[-1].isspace() or following.isdigit():
        return False
    words = content[0].isdigit() and " " in content
    return not words or _RELATION.search(content) is not None


def _shift(text: str, table: dict[int, str]) -> str:
    text = text.strip()
    shifted = text.translate(table)
    known = all(ord(character) in table for character in text)
    return shifted if known else ""


def _after(sign: str, text: str) -> str:
    return sign + _enclose(text) if text.strip() else ""


def _enclose(text: str) -> str:
    text = text.strip()
    return text if _ONE_TERM.fullmatch(text) else f"({text})"
