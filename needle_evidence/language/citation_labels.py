"""What the words of a citation mark name: numbers, citekeys, or authors with years.

A place and a year ("(Denver, 2014)") look like an author and a year; only the reference list
tells them apart, so both are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MOST_IN_A_RANGE = 50
_MOST_NAMES = 30
_DASHES = r"\-‐‑‒–—−"  # inside a character class
_PAGES = rf"\s*[,:]\s*(?:(?:pp?|pages?|S|ch|chap)\b\.?\s*)\d[\d\s,{_DASHES}]{{0,30}}"
_SIGNAL = (
    r"(?:see(?:\s+also)?|e\.\s?g\.,?|i\.\s?e\.,?|cf\.?|refs?\.?|references?|reviewed\s+(?:in|by)"
    r"|for\s+(?:a\s+)?reviews?,?(?:\s+see)?|as\s+cited\s+in|cited\s+in|siehe|vgl\.|voir|ver|vide)"
)
_SIGNALS = re.compile(rf"\s*(?:{_SIGNAL}\s+){{0,2}}", re.IGNORECASE)
_NUMBERS = re.compile(
    rf"\d{{1,3}}(?:\s*(?:[,;&{_DASHES}]|,?\s?\band\b)\s*\d{{1,3}})*(?:{_PAGES})?\s*"
)
_NUMBER_OR_RANGE = re.compile(rf"(\d{{1,3}})(?:\s*[{_DASHES}]\s*(\d{{1,3}}))?")
_LOCATOR = re.compile(rf"{_PAGES}$")

_CITEKEY = re.compile(
    r"(?<![\w@./:])-?@(?:\{([^{}\s]{1,200})\}|([^\W_][\w:.#$%&+?<>~/-]{0,200}|_\w{1,200}))"
)
_CROSS_REFERENCE = re.compile(
    r"(?:fig|tbl|tab|sec|eq|lst|thm|lem|cor|prp|exm|exr|nte|tip|wrn|cau|imp)[-:]"
)
_KEY_WITH_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")

_YEAR_TEXT = r"(?:(?:1[6-9]|20)\d\d[a-z]?|n\.\s?d\.|in\s+press)"
_YEAR = re.compile(rf"(?<![\w/.{_DASHES}]){_YEAR_TEXT}(?![\w/])")
_MORE_YEARS = re.compile(rf"\s*(?:,|;|&|\band\b)\s*({_YEAR_TEXT})(?![\w/])")
_ONLY_YEARS = re.compile(
    rf"\s*{_YEAR_TEXT}(?:\s*[,;&]\s*{_YEAR_TEXT}){{0,9}}(?:{_PAGES}|\s*:\s*\d{{1,5}})?\s*"
)
_PAGES_HERE = re.compile(
    rf"(?:{_PAGES}|\s*:\s*\d{{1,5}}(?:[{_DASHES}]\d{{1,5}})?)(?=\s*(?:$|[,;]))"
)
_NEXT = re.compile(r"\s*(?:,|&|\band\b)\s*")
_AND_OTHERS = re.compile(
    r",?\s+(?:et\.?\s+al\b\.?|&\s+al\b\.?|(?:and|&)\s+(?:colleagues|co-?workers|others)"
    r"|u\.\s?a\.|und\s+(?:andere|kollegen)|y\s+cols?\b\.?|e\s+cols?\b\.?),?\s*$",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(
    r"\s*,\s*(?:(?:and|und|et|y|e)\s|&)?\s*|\s*&\s*|\s+(?:and|und|et|y|e)\s+"
)
_JOINED = frozenset({"and", "&", "und", "et", "y", "e"})
_PARTICLES_TEXT = """
    van von de del della der den di da do dos du la le las los ten ter al el bin ibn zu af av st
    of for the on
    """
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_'’.‐‑-]*(?:['’.‐‑-]+[^\W\d_]+)*\.?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")
# Capitalised words before a year that name a time or a thing, not an author.
_NOT_AUTHORS_TEXT = """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec januar februar märz mai juni juli oktober
    dezember janvier février mars avril juin juillet août septembre octobre novembre décembre
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    spring summer autumn fall winter monday tuesday wednesday thursday friday saturday sunday
    the a an in on at by from since until before after during as of for and or but with this that
    these those it we they he she you i when while where although however also then is are was
    figure fig table section chapter step appendix box equation version edition volume vol issue
    page phase level grade type stage class updated published reviewed accessed retrieved
    copyright posted created founded established est circa ca about approximately year years
    however moreover furthermore similarly recently finally first second later indeed thus therefore
    overall additionally likewise conversely instead meanwhile nevertheless yet still
    study trial total mean median age aged n
    """
_NOT_AUTHORS = frozenset(_NOT_AUTHORS_TEXT.split())


def number_labels(words: str) -> tuple[str, ...]:
    """The numbers of "5", "1–4, 7" or "see 5, p. 12", ranges written out; () for other words.

    A range that descends or is longer than 50 gives its two ends. Zero names nothing.
    """
    bare = words[_end_of_signals(words) :]
    if not _NUMBERS.fullmatch(bare):
        return ()
    labels: list[str] = []
    for found in _NUMBER_OR_RANGE.finditer(_LOCATOR.sub("", bare.rstrip())):
        if any(number and number.startswith("0") for number in found.groups()):
            return ()
        labels.extend(_range(found[1], found[2]))
    return tuple(dict.fromkeys(labels))


def citekey_labels(words: str) -> tuple[str, ...]:
    """The citekeys of "@a; see @b, p. 5", as pandoc writes them between brackets; () for none.

    A handle in a sentence ("write to @clinic today") is no citekey, nor is a figure (`@fig-1`).
    """
    bare = words[_end_of_signals(words) :]
    keys = tuple(key for _, _, key in citekeys_in(words))
    listed = bare.lstrip("-").startswith("@") or ";" in bare
    return keys if keys and (listed or all(map(has_year, keys))) else ()


def citekeys_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and key of each `@key` and `@{key}` of a text."""
    for found in _CITEKEY.finditer(text):
        key = found[1] or found[2].rstrip(":.#$%&-+?<>~/")
        end = found.end() if found[1] else found.start(2) + len(key)
        if key and not _CROSS_REFERENCE.match(key):
            yield found.start(), end, key


def has_year(key: str) -> bool:
    """Whether a citekey holds a year, as most do and most names on social media do not."""
    return _KEY_WITH_YEAR.search(key) is not None


def author_year_labels(words: str) -> tuple[int, tuple[str, ...]]:
    """The sources of "see Author et al., 2014, p. 5; Other & Third 2015a": "Author 2014", ….

    Also where they begin: 0, or the semicolon behind what is no source ("n = 84; Author 2014").
    (0, ()) for words that do not end with a source.
    """
    parts = words.split(";")
    found: list[tuple[str, ...]] = []
    start = len(words)
    for part in reversed(parts):
        labels = _sources(part[_end_of_signals(part) :])
        if not labels:
            break
        found.append(labels)
        start -= len(part) + 1
    if not found:
        return 0, ()
    return max(0, start), tuple(
        dict.fromkeys(label for labels in reversed(found) for label in labels)
    )


def years_only(words: str) -> tuple[str, ...]:
    """The years of "2014", "2014a, 2015" or "2014, p. 5"; () where other words stand there."""
    return tuple(_YEAR.findall(words)) if _ONLY_YEARS.fullmatch(words) else ()


def author_before(text: str) -> str:
    """The first author that a text ends with ("as Smith, Jones and Other" gives "Smith")."""
    bare = text.rstrip()
    if bare.endswith(("'s", "’s")):
        bare = bare[:-2]
    tokens = _AND_OTHERS.sub("", bare).split()
    if not tokens or not _is_surname(tokens[-1]):
        return ""
    author = _with_particles(tokens)
    # A comma joins names only in a list that ends with "and": "However, Smith" is one name.
    listed = False
    while tokens and (tokens[-1] in _JOINED or (listed and tokens[-1].endswith(","))):
        if tokens[-1] in _JOINED:
            listed = True
            tokens.pop()
        if not tokens or not _is_surname(tokens[-1].rstrip(",")):
            break
        author = _with_particles(tokens)
    return author


def _end_of_signals(words: str) -> int:
    """Where the words begin after "see", "e.g.", …."""
    found = _SIGNALS.match(words)
    return found.end() if found else 0


def _range(first: str, last: str | None) -> tuple[str, ...]:
    if last is None:
        return (first,)
    low, high = int(first), int(last)
    if low < high <= low + _MOST_IN_A_RANGE:
        return tuple(map(str, range(low, high + 1)))
    return first, last


def _sources(part: str) -> tuple[str, ...]:
    """Each author with each year of a part without semicolons; () unless nothing is left over."""
    labels: list[str] = []
    position = 0
    while True:
        year = _YEAR.search(part, position)
        author = _first_author(part[position : year.start()].strip(" ,(")) if year else ""
        if year is None or not author:
            return ()
        labels.append(f"{author} {year[0]}")
        position = year.end()
        while more := _MORE_YEARS.match(part, position):
            labels.append(f"{author} {more[1]}")
            position = more.end()
        pages = _PAGES_HERE.match(part, position)
        position = pages.end() if pages else position
        if not part[position:].strip(" )"):
            return tuple(labels)
        following = _NEXT.match(part, position)
        if following is None:
            return ()
        position = following.end()


def _first_author(authors: str) -> str:
    """The family name of the first of several authors; "" where one of them is no name."""
    names = _BETWEEN_NAMES.split(_AND_OTHERS.sub("", authors))
    if len(names) > _MOST_NAMES or not all(map(_is_name, names)):
        return ""
    return _family_name(names[0])


def _is_name(name: str) -> bool:
    words = name.split()
    if (
        not words
        or len(words) > 8
        or _NOT_AUTHORS.intersection(re.split(r"[-‐‑–/]", words[0].lower().rstrip(".")))
    ):
        return False
    own = [word for word in words if word.lower() not in _PARTICLES]
    return bool(own) and all(
        _NAME_WORD.fullmatch(word) is not None and not word[0].islower() for word in own
    )


def _family_name(name: str) -> str:
    """The name without initials: "Smith" of "J. Smith", "Smith JM" and "Smith"."""
    words = name.split()
    rest = [word for word in words if not (_INITIALS.fullmatch(word) and word.isupper())]
    return " ".join(rest or words).rstrip(".")


def _is_surname(word: str) -> bool:
    return (
        len(word) > 1
        and word[0].isupper()
        and word[-1] != "."
        and word.lower() not in _NOT_AUTHORS
        and _NAME_WORD.fullmatch(word) is not None
    )


def _with_particles(tokens: list[str]) -> str:
    """Takes the last name off the tokens, with "van der" before it."""
    words = [tokens.pop().rstrip(",")]
    while tokens and tokens[-1].islower() and tokens[-1] in _PARTICLES - _NOT_AUTHORS:
        words.insert(0, tokens.pop())
    return " ".join(words)
