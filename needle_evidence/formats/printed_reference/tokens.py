"""A printed reference cut into the pieces that get a label each, with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_WORD = re.compile(r"\S+")
_ADDRESS = re.compile(r"(?i)[\[(<“\"]*(?:https?:|www\.|doi:|10\.\d{4})")
# Where pages print pieces without a space: "Ther.2014;44(8):1083-94", "Smith,J.(2014)Dry".
_GLUED = re.compile(
    r"(?<=;)(?=[\w(])"
    r"|(?<=\d:)(?=[\w])|(?<=\):)(?=\w)|(?<=[^\W\d_]:)(?=\d)|(?<=\),)(?=\w)"
    r"|(?<=[^\W\d_]{2}\.)(?=[\d(“\"])|(?<=[^\W\d_a-z]\.)(?=\(\d{4})"
    r"|(?<=[a-zß-öø-ÿ]{2}[.?!])(?=[^\W\d_a-zß-öø-ÿ][a-zß-öø-ÿ])"
    r"|(?<=[^\W\d_],)(?=[^\W\d_])|(?<=[^\W\d_],)(?=\d)|(?<=\d{4},)(?=\d{1,4}[(:,])"
    r"|(?<=[^\W\d_])(?=\((?:1[6-9]|20)\d\d\))|(?<=\d\)[.,;])(?=\w)|(?<=\d\))(?=[^\W\d_]{2})"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One piece: its text, without spaces, and where it begins and ends in the reference."""

    text: str
    start: int
    end: int


def split_tokens(text: str, *, without: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """The pieces of a reference, in order.

    without: spans (start, end), in order, that are left out: what rules have read already.
    """
    tokens: list[Token] = []
    at = 0
    for start, end in (*without, (len(text), len(text))):
        for word in _WORD.finditer(text, at, max(at, start)):
            tokens.extend(_pieces(word[0], word.start()))
        if tokens and end > at and text[start : start + 1] in "[;" and text[end - 1] == ".":
            # "Heel pain [Internet]. Atlanta": the sentence ends before what is left out.
            tokens[-1] = _with_stop(tokens[-1])
        at = max(at, end)
    return tokens


def _with_stop(token: Token) -> Token:
    return replace(token, text=f"{token.text}.") if token.text[-1:].isalnum() else token


def _pieces(word: str, start: int) -> list[Token]:
    if len(word) < 4 or _ADDRESS.match(word):
        return [Token(word, start, start + len(word))]
    cuts = [0, *(found.start() for found in _GLUED.finditer(word)), len(word)]
    return [
        Token(word[one:other], start + one, start + other)
        for one, other in pairwise(cuts)
        if other > one
    ]
