"""Writes Unicode text in LaTeX, in any of the spellings that people and programs use."""

from __future__ import annotations

import enum
import unicodedata
from random import Random


class Habit(enum.Enum):
    """How one entry spells what is not ASCII: as it is, with combining marks, or in LaTeX."""

    UNICODE = "unicode"
    DECOMPOSED = "decomposed"
    LATEX = "latex"


# Combining mark: LaTeX's command for it.
_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0309": "h",
    "\u0323": "d",
    "\u0326": "textcommabelow",
    "\u0327": "c",
    "\u0328": "k",
}
_LETTERS = {
    "ß": "ss",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "ı": "i",
    "đ": "dj",
    "Đ": "DJ",
    "þ": "th",
    "Þ": "TH",
    "ð": "dh",
}
# Signs whose spelling does not depend on what follows.
_SIGNS = {
    "&": (r"\&",),
    "%": (r"\%",),
    "–": ("--", r"\textendash{}", r"{\textendash}"),
    "—": ("---", r"\textemdash{}"),
    "“": ("``", r"\textquotedblleft{}"),
    "”": ("''", r"\textquotedblright{}"),
    "±": (r"$\pm$", r"{\textpm}", r"\ensuremath{\pm}"),
    "≥": (r"$\geq$", r"$\ge$", r"\ensuremath{\geq}"),
    "≤": (r"$\leq$", r"$\le$"),
    "α": (r"$\alpha$", r"{\textalpha}", r"\ensuremath{\alpha}"),
    "β": (r"$\beta$", r"\textbeta{}", r"$\beta{}$"),
    "²": ("$^2$", "$^{2}$", r"\textsuperscript{2}"),
    "₂": ("$_2$", "$_{2}$", r"\textsubscript{2}"),
    "<": ("$<$", r"\textless{}", r"{\textless}"),
}
_ALWAYS = frozenset("&%")
_BELOW = frozenset({"c", "k", "d", "textcommabelow"})


def spell(text: str, habit: Habit, random: Random, *, spaced: bool = True) -> str:
    r"""The text in LaTeX; decoded it is `text` again.

    habit: whose way of writing. spaced: whether spellings that hold a space (`\v r`) may
    stand outside braces; BibTeX would split a name there.
    """
    if text.isascii() and not _ALWAYS.intersection(text):
        return text
    if habit is Habit.LATEX:
        # The space that ends a command swallows those that follow it.
        following = (*text[1:], " ")
        return "".join(
            _spell_character(character, random, spaced=spaced and after.isalpha())
            for character, after in zip(text, following, strict=True)
        )
    if habit is Habit.DECOMPOSED:
        text = unicodedata.normalize("NFD", text)
    return "".join(_SIGNS[c][0] if c in _ALWAYS else c for c in text)


def _spell_character(character: str, random: Random, *, spaced: bool) -> str:
    if character in _SIGNS:
        return random.choice(_SIGNS[character])
    if character.isascii():
        return character
    if character in _LETTERS:
        return _spell_letter(_LETTERS[character], random, spaced=spaced)
    decomposed = unicodedata.normalize("NFD", character)
    if len(decomposed) == 1 or not all(mark in _ACCENTS for mark in decomposed[1:]):
        return character
    spelled = decomposed[0]
    for mark in decomposed[1:-1]:
        spelled = "{\\" + _ACCENTS[mark] + f"{{{spelled}}}}}"
    return _spell_accent(_ACCENTS[decomposed[-1]], spelled, random, spaced=spaced)


def _spell_letter(command: str, random: Random, *, spaced: bool) -> str:
    spellings = [f"{{\\{command}}}", f"\\{command}{{}}", f"{{\\{command}{{}}}}"]
    if spaced:
        spellings.append(f"\\{command} ")
    return random.choice(spellings)


def _spell_accent(accent: str, base: str, random: Random, *, spaced: bool) -> str:
    if base == "i" and accent not in _BELOW and random.random() < 0.6:
        return _spell_dotless(accent, random, spaced=spaced)
    spellings = [f"\\{accent}{{{base}}}", f"{{\\{accent}{{{base}}}}}"]
    if accent.isalpha():
        spellings.append(f"{{\\{accent} {base}}}")
        if spaced:
            spellings.append(f"\\{accent} {base}")
    else:
        spellings += [f"\\{accent}{base}", f"{{\\{accent}{base}}}", f"{{\\{accent} {base}}}"]
    return random.choice(spellings)


def _spell_dotless(accent: str, random: Random, *, spaced: bool) -> str:
    spellings = [
        f"\\{accent}{{\\i}}",
        f"{{\\{accent}{{\\i}}}}",
        f"\\{accent}{{\\i{{}}}}",
    ]
    if not accent.isalpha():
        spellings += [f"{{\\{accent}\\i}}", f"\\{accent}\\i{{}}"]
        if spaced:
            spellings.append(f"\\{accent}\\i ")
    return random.choice(spellings)
