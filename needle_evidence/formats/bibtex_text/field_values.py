"""The value of a BibTeX field: delimiters, `#` concatenation, macros."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

MONTH_MACROS: Mapping[str, str] = {
    name[:3].lower(): name
    for name in [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
}

# Fields that are identifiers or addresses: `--`, `~` and `$` stand for themselves in them.
VERBATIM_FIELDS = frozenset(
    [
        "doi",
        "url",
        "file",
        "eprint",
        "pmid",
        "pmcid",
        "isbn",
        "issn",
        "crossref",
        "xref",
        "xdata",
        "ids",
        "entryset",
        "urldate",
        "date",
        "timestamp",
    ]
)

_DELIMITERS = re.compile(r'(?<!\\)[{}"]')
_BARE_WORD = re.compile(r"[^\s{}\",=#]+")
_NEXT_FIELD = re.compile(r"\s+(?P<name>[A-Za-z][\w-]*)\s*=\s*(?P<value>.*)", re.DOTALL)


def evaluate(raw: str, macros: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """A value as written → its text without delimiters, and the macros that are not known.

    An unknown macro stands for its own name, so that nothing is lost.
    """
    if "#" not in raw:
        return _part(raw, macros)
    texts: list[str] = []
    unknown: list[str] = []
    for part in _split_concatenation(raw):
        text, missing = _part(part, macros)
        texts.append(text)
        unknown.extend(missing)
    return "".join(texts), tuple(unknown)


def split_missing_comma(raw: str) -> tuple[str, str, str] | None:
    """A value that ran into the next field for want of a comma: (value, next name, its value).

    None where the value ends as it should.
    """
    if "=" not in raw:  # almost every value, and by far the fastest way to know
        return None
    end = _end_of_value(raw)
    match = _NEXT_FIELD.match(raw, end) if end < len(raw) else None
    return (raw[:end], match["name"], match["value"].strip()) if match else None


def _end_of_value(raw: str) -> int:
    """Where the value's first delimiter closes, or its first word ends."""
    if raw[:1] not in {"{", '"'}:
        match = _BARE_WORD.match(raw)
        return match.end() if match else len(raw)
    if raw[0] == "{" and "}" not in raw[1:-1]:
        return len(raw)
    depth = 0
    for mark in _DELIMITERS.finditer(raw):
        sign = mark.group()
        if sign == '"' and depth == 0 and mark.start() and raw[0] == '"':
            return mark.end()
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "}" and depth == 0 and raw[0] == "{":
            return mark.end()
    return len(raw)


def _part(raw: str, macros: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    if raw[:1] == "{" and raw[-1:] == "}" and len(raw) > 1:
        return raw[1:-1], ()
    if raw[:1] == '"' and raw[-1:] == '"' and len(raw) > 1:
        return raw[1:-1], ()
    if not raw or raw.isdigit():
        return raw, ()
    known = macros.get(raw.lower())
    return (known, ()) if known is not None else (raw, (raw,))


def _split_concatenation(raw: str) -> Iterator[str]:
    """The parts between `#` signs that stand outside braces and quotes."""
    depth, quoted, start = 0, False, 0
    for position, character in enumerate(raw):
        if character == "\\" or (position and raw[position - 1] == "\\"):
            continue
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
        elif character == '"' and depth == 0:
            quoted = not quoted
        elif character == "#" and depth == 0 and not quoted:
            yield raw[start:position].strip()
            start = position + 1
    yield raw[start:].strip()
