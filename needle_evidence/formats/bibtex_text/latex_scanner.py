"""Reads LaTeX from left to right, without recursion and in linear time, and prints Unicode."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum, auto
from functools import partial

from needle_evidence.formats.bibtex_text import latex_composition as composition
from needle_evidence.formats.bibtex_text import latex_symbols as symbols

# Arguments within arguments, and commands that wait for one: what is deeper is printed as
# written, so that no text is copied more often than this.
_DEEPEST = 32
# How far the other end of a quotation or formula is looked for, in characters.
_FAR = 2000

_COMMAND = r"\\(?:([A-Za-z]+)(\s*)|(.?))"
_ORDINARY = re.compile(_COMMAND + r"|[{}~$`]|''?|--+", re.DOTALL)
_MATHS = re.compile(_COMMAND + r"|[{}~$^_'-]", re.DOTALL)
_VERBATIM = re.compile(_COMMAND + r"|[{}]", re.DOTALL)
_OPTION = re.compile(r"\*?(?:\[[^\[\]{}\\]*\])?")
_DOLLAR = re.compile(r"(?<!\\)\$")
_FORMULA_ENDS = {"(": r"\)", "[": r"\]"}
_ESCAPED = frozenset("&%$#_{}~^")
_GREEK_AND_COPTIC = ("\u0370", "\u03ff")


class Mode(IntEnum):
    """How characters are read: as text, as maths, or letter by letter."""

    ORDINARY = auto()
    MATHS = auto()
    VERBATIM = auto()


@dataclass(slots=True, kw_only=True)
class _Operator:
    """A command that waits for its arguments; `mode`: how the first of them is read."""

    written: str
    finish: Callable[..., str]
    arity: int = 1
    mode: Mode | None = None
    arguments: list[str] = field(default_factory=list)

    def as_written(self) -> str:
        return self.written + "".join(f"{{{argument}}}" for argument in self.arguments)


@dataclass(slots=True, kw_only=True)
class _Group:
    """An open brace, and the mode to go back to.

    waiting: the commands before it, the last of which takes the group as its argument.
    closing: what to print at the end of the group.
    """

    mode: Mode
    closing: str = ""
    start: int = 0
    waiting: list[_Operator] | None = None


class Scanner:
    """The reading of one text."""

    __slots__ = ("_groups", "_load", "_mode", "_out", "_pos", "_quotes", "_text", "_waiting")

    def __init__(self, text: str, mode: Mode = Mode.ORDINARY) -> None:
        self._text = text
        self._pos = 0
        self._mode = mode
        self._out: list[str] = []
        self._waiting: list[_Operator] = []  # commands of the innermost group
        self._load = 0  # how many wait in all groups
        self._groups: list[_Group | None] = []  # None: braces that only protect
        self._quotes = 0  # open single quotation marks

    def read(self) -> str:
        """The text in Unicode, white space as written."""
        text = self._text
        while match := _SPECIALS[self._mode].search(text, self._pos):
            start = match.start()
            if start > self._pos:
                self._plain(text[self._pos : start])
            self._pos = match.end()
            special = text[start]
            if special == "\\":
                self._command(match)
            elif special == "{":
                self._open()
            elif special == "}":
                self._close()
            else:
                self._sign(match.group())
        self._plain(text[self._pos :])
        self._pos = len(text)
        while self._groups:
            self._close()
        self._abandon()
        return "".join(self._out)

    # Pieces of text go to the command that waits for an argument, else they are printed.

    def _plain(self, chunk: str) -> None:
        while self._waiting and chunk:
            chunk = chunk.lstrip()
            if chunk:
                self._take(chunk[0])
                chunk = chunk[1:]
        if chunk:
            self._out.append(chunk)

    def _take(self, unit: str) -> None:
        while self._waiting:
            operator = self._waiting[-1]
            operator.arguments.append(unit)
            if len(operator.arguments) < operator.arity:
                return
            self._waiting.pop()
            self._load -= 1
            unit = operator.finish(*operator.arguments)
        self._out.append(unit)

    def _print(self, text: str) -> None:
        """Print what is no argument."""
        self._abandon()
        self._out.append(text)

    def _expect(self, operator: _Operator) -> None:
        """Let the command wait for its arguments."""
        if self._load < _DEEPEST:
            self._waiting.append(operator)
            self._load += 1
        else:
            self._print(operator.written)

    def _abandon(self) -> None:
        """Print as written what waits in vain in this group."""
        if self._waiting:
            self._load -= len(self._waiting)
            self._out.extend(operator.as_written() for operator in self._waiting)
            self._waiting = []

    # Groups

    def _open(self) -> None:
        if not self._waiting:
            self._groups.append(None)
            return
        group = _Group(mode=self._mode, start=len(self._out), waiting=self._waiting)
        self._groups.append(group)
        operator = self._waiting[-1]
        self._waiting = []
        if operator.mode and not operator.arguments:
            self._mode = operator.mode

    def _open_as(self, mode: Mode, opening: str = "", closing: str = "") -> None:
        """Step into the group that begins here, printed as it comes between these signs."""
        self._pos += 1
        self._out.append(opening)
        self._groups.append(_Group(mode=self._mode, closing=closing))
        self._mode = mode

    def _close(self) -> None:
        self._abandon()
        group = self._groups.pop() if self._groups else None
        if group is None:
            return
        self._mode = group.mode
        if group.waiting is not None:
            unit = "".join(self._out[group.start :])
            del self._out[group.start :]
            self._waiting = group.waiting
            self._take(unit)
        elif group.closing:
            self._out.append(group.closing)
            if group.closing == "}":
                self._unknown_argument()

    def _at_brace(self) -> bool:
        return self._text.startswith("{", self._pos)

    # Signs

    def _sign(self, sign: str) -> None:
        if sign == "$":
            self._dollar()
        elif sign == "~":
            self._print(" ")
        elif self._mode is Mode.MATHS:
            if sign in "^_":
                finish = composition.raise_maths if sign == "^" else composition.lower_maths
                self._expect(_Operator(written=sign, finish=finish))
            else:
                self._take("−" if sign == "-" else "′")
        elif sign[0] == "-":
            self._take(composition.write_dashes(len(sign)))
        else:
            self._take(self._quotation_mark(sign))

    def _dollar(self) -> None:
        self._abandon()
        start = self._pos + self._text.startswith("$", self._pos)
        if self._mode is Mode.MATHS:
            self._mode = Mode.ORDINARY
            self._pos = start
            return
        end = _DOLLAR.search(self._text, start)
        if end and composition.is_maths(self._text[start : end.start()], self._after(end.end())):
            self._mode = Mode.MATHS
            self._pos = start
        else:
            self._out.append("$")

    def _quotation_mark(self, sign: str) -> str:
        if sign == "''":
            return "”"
        before, after = self._before(), self._after(self._pos)
        if sign == "'":
            if not self._quotes or after.isalnum():
                return "'"
            self._quotes -= 1
            return "’"
        if after == "`":
            self._pos += 1
            return "“"
        if before and before in "?!":
            self._out[-1] = self._out[-1][:-1]
            return "¿" if before == "?" else "¡"
        closed = self._text.find("'", self._pos, self._pos + _FAR) > self._pos
        if before.isalnum() or after.isspace() or not closed:
            return "`"
        self._quotes += 1
        return "‘"

    def _before(self) -> str:
        """The character printed last, or the empty string."""
        return self._out[-1][-1:] if self._out else ""

    def _after(self, pos: int) -> str:
        return self._text[pos : pos + 1]

    # Commands

    def _command(self, match: re.Match[str]) -> None:
        name, space, character = match.groups()
        if self._mode is Mode.VERBATIM:
            self._verbatim_command(match)
        elif name is None:
            self._character(character)
        elif name in symbols.SYMBOLS:
            self._symbol(symbols.SYMBOLS[name], space)
        elif name in symbols.ACCENTS:
            self._accent(name, match.group())
        elif name in symbols.SILENT:
            self._pos += name == "right" and self._after(self._pos) == "."
        elif name in symbols.TEXT_STYLES:
            self._style(Mode.ORDINARY, match.group())
        elif name in symbols.MATHS_STYLES:
            self._style(Mode.MATHS if name == "ensuremath" else self._mode, match.group())
        elif name in symbols.FUNCTIONS:
            self._function(name, space)
        elif name in symbols.QUOTATIONS:
            self._quotation(match.group())
        else:
            self._structure(name, match.group())

    def _verbatim_command(self, match: re.Match[str]) -> None:
        name, _, character = match.groups()
        if name is None:
            self._out.append(character if character in _ESCAPED else match.group())
        elif name not in symbols.ADDRESSES:
            self._out.append(symbols.SYMBOLS.get(name, match.group()))

    def _character(self, character: str) -> None:
        """A backslash and a character that is no letter."""
        if character in symbols.ACCENTS:
            self._accent(character, "\\" + character)
        elif symbols.CHARACTERS.get(character, "").strip():
            self._take(symbols.CHARACTERS[character])
        elif character in symbols.CHARACTERS:
            self._print(symbols.CHARACTERS[character])
        elif character in _FORMULA_ENDS and self._mode is Mode.ORDINARY:
            end = self._text.find(_FORMULA_ENDS[character], self._pos, self._pos + _FAR)
            self._print("" if end > 0 else "\\" + character)
            self._mode = Mode.MATHS if end > 0 else self._mode
        elif character and character in ")]" and self._mode is Mode.MATHS:
            self._print("")
            self._mode = Mode.ORDINARY
        else:
            self._print("\\" + character)

    def _symbol(self, symbol: str, space: str) -> None:
        r"""Print the symbol, and the space after its command where a reader expects one.

        TeX drops that space; it is kept around signs that stand free (`a \times b`) and after
        Greek letters that stand, against the rules, outside of maths.
        """
        if not symbol.isalpha():
            free = self._before().isspace()
        else:
            first, last = _GREEK_AND_COPTIC
            free = self._mode is Mode.ORDINARY and first <= symbol <= last
        free = free and not self._waiting
        self._take(symbol)
        if free:
            self._out.append(space)

    def _accent(self, name: str, written: str) -> None:
        mark, alone = symbols.ACCENTS[name]
        letter = self._after(self._pos)
        if letter.isalpha() and not self._waiting:  # the usual case, made short
            self._pos += 1
            self._out.append(composition.place_mark(mark, alone, written, letter))
            return
        finish = partial(composition.place_mark, mark, alone, written)
        self._expect(_Operator(written=written, finish=finish))

    def _style(self, mode: Mode, written: str) -> None:
        if self._waiting:
            self._expect(_Operator(written=written, finish=str, mode=mode))
        elif self._at_brace():
            self._open_as(mode)

    def _function(self, name: str, space: str) -> None:
        if self._waiting:
            self._take(name)
            return
        before = " " if self._before().isalnum() or self._before() == ")" else ""
        after = " " if space or self._after(self._pos).isalnum() else ""
        self._out.append(before + name + after)

    def _quotation(self, written: str) -> None:
        self._pos += self._after(self._pos) == "*"
        if self._waiting or not self._at_brace():
            self._expect(_Operator(written=written, finish="“{}”".format))
        else:
            inner = any(group and group.closing == "”" for group in self._groups[-_DEEPEST:])
            self._open_as(Mode.ORDINARY, *("‘’" if inner else "“”"))

    def _structure(self, name: str, written: str) -> None:
        """A command with arguments: a fraction, a root, a link; or one that is not known."""
        if name == "sqrt":
            option = _OPTION.match(self._text, self._pos)
            index = option.group().strip("*[]") if option else ""
            self._pos = option.end() if option else self._pos
            finish = partial(composition.write_root, index)
            self._expect(_Operator(written=written, finish=finish))
        elif name in _STRUCTURES:
            arity, operation = _STRUCTURES[name]
            if operation is composition.write_fraction and self._before().isdigit():
                self._plain(" ")
            mode = Mode.VERBATIM if name in symbols.ADDRESSES else None
            self._expect(_Operator(written=written, finish=operation, arity=arity, mode=mode))
        else:
            option = _OPTION.match(self._text, self._pos)
            self._print(written + (option.group() if option else ""))
            self._pos = option.end() if option else self._pos
            self._unknown_argument()

    def _unknown_argument(self) -> None:
        if self._at_brace():
            self._open_as(self._mode, "{", "}")


_SPECIALS = {Mode.ORDINARY: _ORDINARY, Mode.MATHS: _MATHS, Mode.VERBATIM: _VERBATIM}
# Command: how many arguments it takes and what it makes of them.
_STRUCTURES: dict[str, tuple[int, Callable[..., str]]] = {
    **dict.fromkeys(symbols.FRACTIONS, (2, composition.write_fraction)),
    **{name: (count, print_.format) for name, (count, print_) in symbols.ARGUMENTS.items()},
    "textsuperscript": (1, composition.raise_text),
    "textsubscript": (1, composition.lower_text),
    "mathbb": (1, composition.double_strike),
}
