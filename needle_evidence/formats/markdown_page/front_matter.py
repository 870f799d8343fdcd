"""The front matter of a Markdown page: its simple values, and where the page itself begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENING = re.compile(r"\A(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}
_KEY = re.compile(r"([A-Za-z_][\w.-]{0,80})[ \t]*[:=](?:[ \t]+(.*)|[ \t]*)\Z")
_COMMENT = re.compile(r"(?:\A|[ \t])#.*\Z")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BLOCK_SCALARS = frozenset({"|", ">", "|-", ">-", "|+", ">+"})
# These begin a list, a mapping, an anchor: nothing that is one text.
_NOT_TEXT = "[{&*!%@`"
# What is longer is page text that the front matter repeats, and would be kept twice.
_LONGEST = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontMatter:
    """What stands before a page. values: by key. end: offset at which the page begins."""

    values: dict[str, str]
    end: int


def read_front_matter(source: str) -> FrontMatter:
    """Reads the `key: value` lines of YAML (or TOML) front matter without understanding YAML.

    Values of the first level that are one text are kept, quoted or not; comments, lists and
    what is nested under a key are passed over. A page without front matter, or whose front
    matter never ends, begins at 0.
    """
    opening = _OPENING.match(source)
    if opening is None:
        return FrontMatter(values={}, end=0)
    closing = _CLOSING[opening[1]].search(source.replace("\r", "\n"), opening.end())
    if closing is None:
        return FrontMatter(values={}, end=0)
    lines = _LINE_END.split(source[opening.end() : closing.start()])
    return FrontMatter(values=_values(lines), end=closing.end())


def _values(lines: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    scalar = ""  # the key whose text stands in the indented lines below it
    for line in lines:
        if line[:1].isspace():
            if scalar and len(values[scalar]) < _LONGEST:
                values[scalar] = f"{values[scalar]} {line.strip()}".strip()
            continue
        scalar = "" if line else scalar
        found = _KEY.match(line)
        if found is None:
            continue
        value = (found[2] or "").strip()
        if value in _BLOCK_SCALARS:
            scalar = found[1]
            values[scalar] = ""
        elif text := _text(value):
            values[found[1]] = text[:_LONGEST]
    return {key: value for key, value in values.items() if value}


def _text(value: str) -> str:
    """The text of a value without quotes and comment, "" where it is no text."""
    quote = value[:1]
    if quote in {'"', "'"}:
        end = value.rfind(quote)
        inner = value[1:end] if end > 0 else value[1:]
        return inner.replace('\\"', '"') if quote == '"' else inner.replace("''", "'")
    if quote and quote in _NOT_TEXT:
        return ""
    return _COMMENT.sub("", value).strip()
