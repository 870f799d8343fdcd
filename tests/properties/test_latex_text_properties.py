"""What holds of every text that is decoded."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexencode import UnicodeToLatexEncoder

from needle_evidence.formats.bibtex_text.latex_text import decode, decode_address
from needle_evidence.formats.bibtex_text.person_names import split_names

SPECIALS = "\\{}~$`'-"
MARKS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    '"': "\u0308",
    "=": "\u0304",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "r": "\u030a",
    "c": "\u0327",
    "k": "\u0328",
    "d": "\u0323",
    "b": "\u0331",
}
PIECES = [
    *list(SPECIALS + "^_ a1,=.|([*"),
    "\\",
    "\\\\",
    "\n",
    "$$",
    "\\(",
    "\\)",
    "\\frac",
    "\\sqrt[",
    "\\url{",
    "\\href",
    "\\'",
    "\\i",
    "\\c",
    "\\textsuperscript",
    "\\enquote{",
    "\\foo",
    "\\right",
    "\\not",
    "``",
    "''",
    " and ",
    "family=",
    "others",
    "é",
    "\u0301",
    "\ud800",
    "\\emph",
    "\\log",
    "~",
    "--",
]

anything = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)
latex = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
plain = st.text(alphabet=st.characters(exclude_characters=SPECIALS), max_size=60)
accents = st.sampled_from(sorted(MARKS))
letters = st.sampled_from("abcdefghklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def spell(accent: str, letter: str) -> list[str]:
    """Every way to write the accent over the letter."""
    space = " " if accent.isalpha() else ""
    return [
        f"\\{accent}{space}{letter}",
        f"\\{accent}{{{letter}}}",
        f"{{\\{accent}{space}{letter}}}",
        f"{{\\{accent}{{{letter}}}}}",
        f"\\{accent} {letter}",
        f"\\{accent} {{{{{letter}}}}}",
    ]


@given(st.one_of(anything, latex))
def test_never_raises_and_is_nfc(text: str) -> None:
    decoded = decode(text)
    assert unicodedata.is_normalized("NFC", decoded)
    assert decoded == " ".join(decoded.split())
    decode_address(text)


@given(st.one_of(anything, latex))
def test_names_never_raise_and_are_never_empty(text: str) -> None:
    names, truncated = split_names(text)
    assert all(name.display for name in names)
    assert isinstance(truncated, bool)


@given(plain)
def test_plain_text_stays(text: str) -> None:
    expected = unicodedata.normalize("NFC", " ".join(text.split()))
    assert decode(text) == expected
    assert decode(decode(text)) == expected


@given(plain)
def test_protected_text_stays(text: str) -> None:
    assert decode(f"{{{text}}}") == decode(text)


@given(accents, letters)
def test_an_accent_in_every_spelling(accent: str, letter: str) -> None:
    expected = unicodedata.normalize("NFC", letter + MARKS[accent])
    for written in spell(accent, letter):
        assert decode(f"x{written}y") == f"x{expected}y"


@given(accents, accents, letters)
def test_stacked_accents(outer: str, inner: str, letter: str) -> None:
    expected = unicodedata.normalize("NFC", letter + MARKS[inner] + MARKS[outer])
    for written in spell(inner, letter):
        assert decode(f"\\{outer}{{{written}}}") == expected


@given(accents, st.sampled_from("ij"))
def test_dotless_letters(accent: str, letter: str) -> None:
    expected = unicodedata.normalize("NFC", letter + MARKS[accent])
    assert decode(f"\\{accent}\\{letter}") == expected
    assert decode(f"\\{accent}{{\\{letter}}}") == expected


@given(st.text(alphabet="abc ÄäÉéÑñçğışłøåßæœŽžŘřÚúů0123456789.,;:()", max_size=40))
def test_what_pylatexenc_encodes_comes_back(text: str) -> None:
    written = UnicodeToLatexEncoder(unknown_char_policy="fail").unicode_to_latex(text)
    assert decode(written) == " ".join(text.split())


@given(st.lists(st.tuples(accents, letters), min_size=1, max_size=5))
def test_same_as_pylatexenc(pairs: list[tuple[str, str]]) -> None:
    written = "".join(f"{{\\{accent}{{{letter}}}}}" for accent, letter in pairs)
    other = LatexNodes2Text().latex_to_text(written)
    assert decode(written) == unicodedata.normalize("NFC", other)
