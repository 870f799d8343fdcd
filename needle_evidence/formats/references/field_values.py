"""The value of a BibTeX field: delimiters, `#` concatenation, macros."""

from __future__ import annotations

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
