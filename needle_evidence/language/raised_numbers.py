"""Telling a raised number that cites a source from an exponent: "pain²" from "m²" and "10²"."""

from __future__ import annotations

import re

_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FORMULA = re.compile(r"\(\s*\w+(?:\s*[-+−*/×·^]\s*\w+)+\s*\)$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_STOPS = frozenset(".,;:!?%)]”’\"'»*…。，；：！？、）】”’—–")
# Words that 2 and 3 are exponents of.
_MEASURES_TEXT = """
    meter meters metre metres centimeter centimeters centimetre centimetres millimeter millimeters
    millimetre millimetres kilometer kilometers kilometre kilometres inch inches foot feet yard
    yards mile miles second seconds min sec mol sin cos tan log chi eta tau rho phi omega sigma
    mmhg zentimeter millimeter kilometer quadratmeter mètre mètres metro metros
    """
_MEASURES = frozenset(_MEASURES_TEXT.split())
# Amino acids, which a raised number places in a protein: "Met¹⁴⁹".
_RESIDUES_TEXT = "Ala Arg Asn Asp Cys Gln Glu Gly His Ile Leu Lys Met Phe Pro Ser Thr Trp Tyr Val"
_RESIDUES = frozenset(_RESIDUES_TEXT.split())
_SHORT_WORDS_TEXT = "it us up do so on to be of by is me we he go or as at in no if"
_SHORT_WORDS = frozenset(_SHORT_WORDS_TEXT.split())
# What a single letter belongs to: "vitamin D¹".
_BEFORE_A_LETTER = frozenset(
    {"vitamin", "vitamins", "hepatitis", "type", "group", "factor", "influenza", "category"}
)
_LONGEST_LOOK = 60
_IDEOGRAPHS = 0x2E80


def may_cite(text: str, start: int, number: str) -> bool:
    """Whether a raised number at `start` can name a source, by what stands before it.

    Nothing can be cited at the beginning of a block: a number there is a label.
    """
    before = text[max(0, start - _LONGEST_LOOK) : start].rstrip()
    if not any(map(str.isalnum, before)):
        return False
    last = before[-1]
    if last.isdigit():
        return _YEAR.search(before) is not None
    if last == ")":
        return _FORMULA.search(before) is None
    if last.isalpha():
        return _follows_word(before, number)
    return last in _STOPS


def _follows_word(before: str, number: str) -> bool:
    found = _LAST_WORD.search(before)
    if found is None or ord(before[-1]) >= _IDEOGRAPHS:
        return True
    word, ahead = found[0], before[: found.start()]
    if ahead and (ahead[-1].isdigit() or ahead[-1] in "/·⋅^_"):
        return False
    if len(word) == 1:
        words = ahead.split()
        return bool(words) and words[-1].lower() in _BEFORE_A_LETTER
    if word in _RESIDUES:
        return False
    if word.lower() in _MEASURES:
        return number not in ("2", "3")
    return len(word) > 2 or word in _SHORT_WORDS
