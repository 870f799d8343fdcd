"""What a citation style printed, as runs of text: markers read, the printer's faults repaired.

A style's output is one string in which markers (Unicode noncharacters, which no text may hold)
say where formatting begins and ends and which words came from the entry. So a repair can change
the style's punctuation and leave every word of the entry alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["", "italic", "bold", "superscript", "subscript", "small_caps"]
Run = tuple[str, Kind]

# U+FDD0 to U+FDEF are noncharacters (Unicode §23.7): free for use inside a program.
ENTRY_BEGINS, ENTRY_ENDS = "\ufdd0", "\ufdd1"
FORMAT_BEGINS: dict[Kind, str] = {
    "": "\ufdd2",
    "italic": "\ufdd3",
    "bold": "\ufdd4",
    "superscript": "\ufdd5",
    "subscript": "\ufdd6",
    "small_caps": "\ufdd7",
}
FORMAT_ENDS = "\ufdd8"
MORE_AUTHORS, PAGE_DASH = "\ufdd9", "\ufdda"

MARKERS = "".join(chr(code) for code in range(0xFDD0, 0xFDF0))

_MARKERS = re.compile("[\ufdd0-\ufdef]")
_SPACES = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")
_ENDS_SENTENCE = re.compile(r"[.?!…。？！][\"'”’»)\]]*$")
# Where parts are missing, a style's punctuation meets itself.
_REPAIRS = (
    (re.compile(r"\( *\)|\[ *\]"), ""),
    (re.compile(r" +(?=[.,](?: |$))"), ""),
    (re.compile(r"[.,;:](?: *[,;:])* *(?=\.(?: |$))"), ""),
    (re.compile(r"([,;:])(?: *[,;:])+(?= |$)"), r"\1"),
    (re.compile(r" {2,}"), " "),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    """Text of one kind; `own`: it came from the entry, not from the style."""

    text: str
    kind: Kind
    own: bool


def clean(text: str) -> str:
    """Text of an entry on one line, without markers; every other character stays."""
    return _SPACES.sub(" ", _MARKERS.sub("", text)).strip()


def mark_more_authors(printed: str, and_term: str, et_al: str) -> str:
    """The printed entry with ", et al." in place of the stand-in for further authors."""
    begins = f"[{ENTRY_BEGINS}{''.join(FORMAT_BEGINS.values())}]"
    wrapped = re.compile(f"{begins}{MORE_AUTHORS}[{ENTRY_ENDS}{FORMAT_ENDS}]")
    while wrapped.search(printed):
        printed = wrapped.sub(MORE_AUTHORS, printed)
    joint = rf"[\s,]*(?:(?:&|…|{re.escape(and_term)})[\s,]*)?{MORE_AUTHORS}"
    return re.sub(joint, lambda _: f", {et_al}", printed)


def runs(printed: str, closing_quote: str = "") -> tuple[Run, ...]:
    """A style's output → runs of text, with doubled and stray punctuation repaired.

    closing_quote: the mark before which the style's full stops and commas go, if any.
    Neighbouring runs of one kind are joined; there is no empty run, and no space at either
    end.
    """
    pieces = _join(_mend_seams(_join(_read(printed)), closing_quote))
    joined: list[Run] = []
    for piece in pieces:
        if joined and joined[-1][1] == piece.kind:
            joined[-1] = (joined[-1][0] + piece.text, piece.kind)
        elif piece.text:
            joined.append((piece.text, piece.kind))
    return _strip(joined)


def _read(printed: str) -> Iterable[_Piece]:
    """The pieces between markers; an end without a beginning is ignored."""
    kinds: list[Kind] = []
    own = False
    by_marker = {marker: kind for kind, marker in FORMAT_BEGINS.items()}
    for text in re.split("([\ufdd0-\ufdef])", printed):
        if not _MARKERS.fullmatch(text):
            if text:
                yield _Piece(text=text, kind=next((k for k in reversed(kinds) if k), ""), own=own)
        elif text in by_marker:
            kinds.append(by_marker[text])
        elif text == FORMAT_ENDS:
            del kinds[-1:]
        elif text in (ENTRY_BEGINS, ENTRY_ENDS):
            own = text == ENTRY_BEGINS


def _join(pieces: Iterable[_Piece]) -> list[_Piece]:
    joined: list[_Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last is not None and (last.kind, last.own) == (piece.kind, piece.own):
            joined[-1] = replace(last, text=last.text + piece.text)
        elif piece.text:
            joined.append(piece)
    return joined


def _mend_seams(pieces: Iterable[_Piece], closing_quote: str) -> list[_Piece]:
    """The pieces with the style's punctuation mended, in itself and against what it follows."""
    mended: list[_Piece] = []
    before = ""
    for piece in pieces:
        text = piece.text
        if closing_quote and not piece.own:
            text = re.sub(f"({re.escape(closing_quote)})([.,])", r"\2\1", text)
        text = text if piece.own else _mend(text, before)
        if text:
            mended.append(replace(piece, text=text))
            before = text
    return mended


def _mend(text: str, before: str) -> str:
    for pattern, repair in _REPAIRS:
        text = pattern.sub(repair, text)
    if not before:
        return text.lstrip(" .,;:")
    ends_already = _ENDS_SENTENCE.search(before) if text.startswith(".") else None
    if ends_already or (text[:1] in {",", ";", ":"} and before.endswith(text[:1])):
        text = text[1:]
    return text.lstrip(" ") if before.endswith(" ") else text


def _strip(joined: list[Run]) -> tuple[Run, ...]:
    if joined:
        joined[0] = (joined[0][0].lstrip(), joined[0][1])
        joined[-1] = (joined[-1][0].rstrip(), joined[-1][1])
    return tuple(run for run in joined if run[0])
