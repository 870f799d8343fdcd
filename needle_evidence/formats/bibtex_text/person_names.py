"""The names in a BibTeX author or editor field, split by BibTeX's rules and decoded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from needle_evidence.formats.bibtex_text.latex_text import decode
from needle_evidence.model.reference import PersonName


@dataclass(frozen=True, kw_only=True, slots=True)
class _Separator:
    """What stands between pieces.

    simple: where no braces matter. exact: as group 1, among all that structures the text; a
    backslash holds the sign or the word after it.
    """

    simple: re.Pattern[str]
    exact: re.Pattern[str]


_AND = _Separator(
    simple=re.compile(r" and(?= )", re.IGNORECASE),
    exact=re.compile(r"\\[^ A-Za-z]?|[{}]|( and(?= ))", re.IGNORECASE),
)
_COMMA = _Separator(
    simple=re.compile(r"(?<!\\),"),
    exact=re.compile(r"\\.?|[{}]|(,)", re.DOTALL),
)
_SPACE = _Separator(
    simple=re.compile(r"\\?[ ]|(?<!\\)~"),
    exact=re.compile(r"\\[A-Za-z]+ ?|(\\ |[~ ])|\\.?|[{}]", re.DOTALL),
)
# The space after a LaTeX command belongs to it: `S\o ren` is one word.
_COMMAND_SPACE = re.compile(r"\\[A-Za-z]+ ")
_BRACE = re.compile(r"\\(?:[A-Za-z]+|.?)|[{}]", re.DOTALL)
# "JR" and "SR" are more often initials.
_SUFFIX = re.compile(r"[Jj]n?r\.?|[Ss]n?r\.?|[1-9](?:st|nd|rd|th)|II|III|IV")
_NUMERALS = frozenset({"II", "III", "IV"})
_KEY = re.compile(r"\s*([a-z]+)(?:-i)?\s*=\s*(.*)", re.DOTALL)
_NAME_PARTS = frozenset({"family", "given", "prefix", "suffix", "middle"})
# BibLaTeX's options for a name or for its list, which name nobody.
_OPTIONS = frozenset(
    {
        "hash",
        "id",
        "labelalphanametemplatename",
        "nosortothers",
        "sortingnamekeytemplatename",
        "uniquelist",
        "uniquename",
        "uniquenametemplatename",
        "useprefix",
    }
)
_LONGEST_REMEMBERED = 200


def split_names(raw: str) -> tuple[tuple[PersonName, ...], bool]:
    """The names of a field (LaTeX, without delimiters), and whether it says there are more.

    "and" outside braces separates names; a last "others" makes the second value True. The
    parts are BibTeX's ("First von Last", "von Last, First", "von Last, Jr, First"; Markey,
    Tame the BeaST, 2009, §4) or BibLaTeX's (`family=…, given=…`). A name in braces from end to
    end, an ellipsis and a reference to shared data (`xdata=…`) are kept whole as `literal`.
    Names that look mangled are left so: with four or more parts everything after the first
    comma is the given name. Empty names are dropped. Never raises.
    """
    raw = " ".join(raw.split())
    pieces = [piece.strip() for piece in _split(f" {raw} ", _AND) if piece.strip()]
    truncated = bool(pieces) and pieces[-1].lower() == "others"
    if truncated:
        pieces.pop()
    names = (
        _remembered_name(piece) if len(piece) <= _LONGEST_REMEMBERED else _read_name(piece)
        for piece in pieces
    )
    return tuple(name for name in names if name.display), truncated


def _split(text: str, separator: _Separator) -> list[str]:
    """The pieces between the separators at brace depth 0."""
    pieces = separator.simple.split(text)
    if "{" not in text or all(piece.count("{") == piece.count("}") for piece in pieces):
        return pieces
    return list(_split_exactly(text, separator))


def _split_exactly(text: str, separator: _Separator) -> Iterator[str]:
    depth = start = 0
    for match in separator.exact.finditer(text):
        if match[1]:
            if depth == 0:
                yield text[start : match.start()]
                start = match.end()
        elif match[0] == "{":
            depth += 1
        elif match[0] == "}" and depth:
            depth -= 1
    yield text[start:]


def _read_name(raw: str) -> PersonName:
    """One name; an empty one for an option."""
    if _is_mark_of_omission(raw):
        return PersonName(literal=decode(raw))
    if "=" in raw:
        keyed = _read_keyed(raw)
        if keyed is not None:
            return keyed
    if raw.startswith("{") and _ends_first_group(raw):
        return PersonName(literal=decode(raw))
    parts = [_words(part) for part in _split(raw, _COMMA)]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return _read_inverted(parts) if len(parts) > 1 else _read_direct(parts[0])


_remembered_name = lru_cache(maxsize=32768)(_read_name)


def _is_mark_of_omission(raw: str) -> bool:
    """Whether this is an ellipsis or "et al." in the place of a name."""
    text = decode(raw) if "\\" in raw and len(raw) < len(r"{\textellipsis{}}") + 1 else raw
    dots = not text.strip(".… ") and ("…" in text or text.count(".") > 1)
    return dots or text.lower() in ("et al.", "et al", "et. al.")


def _ends_first_group(raw: str) -> bool:
    """Whether the brace that opens at the start closes at the very end."""
    depth = 0
    for match in _BRACE.finditer(raw):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return match.end() == len(raw)
    return False


def _words(part: str) -> list[str]:
    split = _split_exactly if _COMMAND_SPACE.search(part) else _split
    return [word for word in split(part, _SPACE) if word]


def _read_direct(words: list[str]) -> PersonName:
    """A name as "First von Last", perhaps with a suffix at the end."""
    words, suffix = _take_suffix(words, beside=2)
    small = [index for index, word in enumerate(words[:-1]) if _is_small(word)]
    first = small[0] if small else len(words) - 1
    last = small[-1] + 1 if small else first
    return _name(
        given=words[:first], particle=words[first:last], family=words[last:], suffix=suffix
    )


def _read_inverted(parts: list[list[str]]) -> PersonName:
    """A name as "von Last, First" or "von Last, Jr, First", the suffix in any place."""
    family, *others = parts
    if len(others) == 1 and _is_suffix(others[0]) and others[0][0] not in _NUMERALS:
        return _read_direct([*family, *others[0]])
    suffix: list[str] = []
    if len(others) > 1:
        place = next((i for i, part in enumerate(others) if _is_suffix(part)), None)
        if place is None and len(others) == 2:
            place = 0
        suffix = others.pop(place) if place is not None else []
    given: list[str] = []
    for part in others:
        if given and part:
            given[-1] += ","
        given += part
    if not suffix:
        given, suffix = _take_suffix(given, beside=1)
    if not suffix:
        family, suffix = _take_suffix(family, beside=1)
    end = max((i + 1 for i, word in enumerate(family[:-1]) if _is_small(word)), default=0)
    return _name(given=given, particle=family[:end], family=family[end:], suffix=suffix)


def _name(
    *, given: list[str], particle: list[str], family: list[str], suffix: list[str]
) -> PersonName:
    return PersonName(
        given=decode(" ".join(given)) if given else "",
        particle=decode(" ".join(particle)) if particle else "",
        family=decode(" ".join(family)) if family else "",
        suffix=decode(" ".join(suffix)) if suffix else "",
    )


def _is_suffix(words: list[str]) -> bool:
    return len(words) == 1 and _SUFFIX.fullmatch(words[0].strip("{}")) is not None


def _take_suffix(words: list[str], *, beside: int) -> tuple[list[str], list[str]]:
    """The words without a suffix at their end, and the suffix.

    "Ivanov II" may as well be a family name with two initials: a numeral needs that many words
    `beside` it.
    """
    if len(words) < 2 or not _is_suffix(words[-1:]):
        return words, []
    if words[-1].strip("{}") in _NUMERALS and len(words) <= beside:
        return words, []
    return words[:-1], words[-1:]


def _is_small(word: str) -> bool:
    r"""Whether the word's case is lower, as that of "von" is.

    The first letter outside braces decides; `{\'e}`, a group that begins with a command,
    counts by its letter. Other than BibTeX's, the case of `{J}ohn` is that of its J.
    """
    text = word
    if "{" in word:
        if word[0] == "{" and word[1:2].isupper():
            return False
        text = _without_plain_groups(word)
    if "\\" in text:
        text = decode(text)
    for character in text:
        if character.isalpha() and (character.islower() or character.isupper()):
            return character.islower()
    return False


def _without_plain_groups(word: str) -> str:
    """The word without the groups at depth 0 that neither begin with nor follow a command."""
    kept: list[str] = []
    depth = start = 0
    command_end = -1
    plain = False
    for match in _BRACE.finditer(word):
        if match[0] == "{":
            if depth == 0:
                plain = command_end != match.start() and word[match.end() : match.end() + 1] != "\\"
                kept.append(word[start : match.start()])
                start = match.start()
            depth += 1
        elif match[0] == "}" and depth:
            depth -= 1
            if depth == 0 and plain:
                start = match.end()
        elif match[0] != "}":
            command_end = match.end()
    kept.append(word[start:])
    return "".join(kept)


def _read_keyed(raw: str) -> PersonName | None:
    """BibLaTeX's extended format; None if this is something else."""
    if len(raw) > 1 and raw[0] == raw[-1] == '"':
        raw = raw[1:-1]
    values: dict[str, str] = {}
    for part in _split(raw, _COMMA):
        match = _KEY.fullmatch(part)
        if match is None or match[1] not in _NAME_PARTS | _OPTIONS | {"xdata"}:
            return None
        if "-i" not in part[: match.start(2)]:
            values[match[1]] = decode(match[2].strip().strip('"'))
    if "xdata" in values:
        return PersonName(literal=decode(raw))
    given = (values.get("given", ""), values.get("middle", ""))
    return PersonName(
        family=values.get("family", ""),
        given=" ".join(part for part in given if part),
        particle=values.get("prefix", ""),
        suffix=values.get("suffix", ""),
    )
