"""What the labeller sees of each token: its form, its words' classes, and what stands around.

A feature is a short text; a token has some eighty. Words are known by tables of names, places,
publishers and words of journal titles that ship beside this module (see NOTICE.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from needle_evidence.formats.printed_reference.token_looks import TokenLook, look_at
from needle_evidence.formats.printed_reference.tokens import Token

_FAR = 12


def token_features(tokens: Sequence[Token]) -> list[list[str]]:
    """The features of each token of one reference; takes time in proportion to the tokens."""
    looks = [look_at(token.text) for token in tokens]
    phrases = _phrases(looks)
    whole = _whole(looks)
    groups = _groups(looks)
    features = []
    state = _State()
    for index, look in enumerate(looks):
        own = _own(look, tokens[index].text)
        own.extend(_around(looks, index))
        own.extend(_phrase_features(phrases, index))
        own.extend(groups[index])
        own.extend(_ahead(looks, index))
        own.extend(state.features(index, len(looks)))
        own.extend(whole)
        features.append(own)
        state.pass_by(look)
    return features


def _own(look: TokenLook, text: str) -> list[str]:
    word = look.word
    return [
        "b",
        f"w={word}",
        f"s={look.shape}",
        f"k={look.kind}",
        f"o={look.opening}",
        f"c={look.closing}",
        f"t={look.tables}",
        f"kc={look.kind}|{look.opening}|{look.closing}",
        f"p2={word[:2]}",
        f"p3={word[:3]}",
        f"p4={word[:4]}",
        f"x2={word[-2:]}",
        f"x3={word[-3:]}",
        f"x4={word[-4:]}",
        f"raw={text[:20]}",
        f"ln={min(len(word), 9)}",
        *(f"t+{table}" for table in look.tables),
    ]


def _around(looks: Sequence[TokenLook], index: int) -> Iterator[str]:
    size = len(looks)
    for step in (-3, -2, -1, 1, 2, 3):
        at = index + step
        if not 0 <= at < size:
            yield f"{step}edge"
            continue
        other = looks[at]
        yield f"{step}s={other.shape}"
        yield f"{step}k={other.kind}"
        yield f"{step}c={other.closing}"
        yield f"{step}t={other.tables}"
        if -2 <= step <= 2:
            yield f"{step}w={other.word}"
            yield f"{step}o={other.opening}"
    own = looks[index]
    before = looks[index - 1] if index else None
    after = looks[index + 1] if index + 1 < size else None
    if before is not None:
        yield f"-10cs={before.closing}|{own.shape}"
        yield f"-10ck={before.closing}|{before.kind}|{own.kind}"
        yield f"-10w={before.word}|{own.word}"
        yield f"-10ct={before.closing}|{own.tables}"
        yield f"-10kt={before.kind}|{before.closing}|{own.tables}{own.kind}|{own.closing}"
    if after is not None:
        yield f"01ck={own.closing}|{own.kind}|{after.kind}"
        yield f"01cs={own.closing}|{own.shape}|{after.shape}"
        yield f"01w={own.word}|{after.word}"
    if before is not None and after is not None:
        yield f"-1k1={before.kind}|{own.kind}|{after.kind}"
        yield f"-1c1={before.closing}|{own.closing}|{after.closing}"


def _phrases(looks: Sequence[TokenLook]) -> list[list[_Summary]]:
    """For each kind of stop (any; hard ones) the summary of the phrase of each token."""
    return [_summaries(looks, soft=soft) for soft in (True, False)]


@dataclass(slots=True)
class _Summary:
    first: int
    last: int
    about: str
    flags: str
    before: str = ""
    after: str = ""
    after2: str = ""
    before_closing: str = ""


def _summaries(looks: Sequence[TokenLook], *, soft: bool) -> list[_Summary]:
    found: list[_Summary] = []
    start = 0
    size = len(looks)
    for index, look in enumerate(looks):
        following = looks[index + 1] if index + 1 < size else None
        stop = look.soft_end if soft else look.hard_end
        if (
            following is None
            or stop
            or (following.opening and following.opening[0] in '([“"«„')
            or look.kind == "year"
        ):
            found.append(_summary(looks, start, index))
            start = index + 1
    for one, other in pairwise(found):
        one.after, other.before = other.about, one.about
        other.before_closing = looks[one.last].closing
    for one, other in zip(found, found[2:], strict=False):
        one.after2 = other.about
    return [summary for summary in found for _ in range(summary.first, summary.last + 1)]


def _summary(looks: Sequence[TokenLook], first: int, last: int) -> _Summary:
    part = looks[first : last + 1]
    size = len(part)
    kinds = {look.kind for look in part}
    tables = [look.tables for look in part]
    flags = "".join(
        sign
        for sign, holds in (
            ("J", 2 * sum("j" in table for table in tables) >= size),
            ("j", any("j" in t and "e" not in t for t in tables)),
            ("C", sum("c" in table for table in tables) * 3 >= size),
            ("P", any("p" in table for table in tables)),
            ("L", any("l" in table for table in tables)),
            ("E", 3 * sum("e" in table or "o" in table for table in tables) >= 2 * size),
            ("N", 2 * sum("f" in t or "g" in t for t in tables) >= size),
            ("I", "initials" in kinds or "bareinitials" in kinds),
            ("m", "month" in kinds),
            ("d", "editor" in kinds),
            ("g", "genre" in kinds),
            ("x", sum(look.shape[:1] == "x" for look in part) * 2 >= size),
        )
        if holds
    )
    length = "1" if size == 1 else "2" if size == 2 else "4" if size <= 4 else "9"
    about = f"{part[0].kind or part[0].shape[:1]}{length}{flags}"
    if size == 1:
        about = f"{part[0].kind or part[0].shape}1{flags}"
    return _Summary(first=first, last=last, about=about, flags=flags)


def _phrase_features(phrases: Sequence[Sequence[_Summary]], index: int) -> Iterator[str]:
    for name, summaries in zip("sh", phrases, strict=True):
        own = summaries[index]
        yield f"{name}a={own.about}"
        yield f"{name}n={own.after}"
        yield f"{name}v={own.before}"
        yield f"{name}an={own.flags}|{own.after}"
        yield f"{name}nn={own.after}|{own.after2}"
        yield f"{name}va={own.before}|{own.flags}"
        yield f"{name}f={index == own.first}{index == own.last}"
        yield f"{name}l={min(own.last - own.first, _FAR)}"
        for flag in own.flags:
            yield f"{name}+{flag}"


class _State:
    """What has gone by before a token: years, stops, quotation marks, brackets."""

    def __init__(self) -> None:
        self._years = self._stops = self._quoted = self._brackets = 0
        self._since_stop = self._numbers = 0
        self._in = self._names = False
        self._closed_quotes = 0

    def features(self, index: int, size: int) -> Iterator[str]:
        yield f"at={10 * index // size}"
        yield f"i={min(index, 5)}"
        yield f"e={min(size - 1 - index, 5)}"
        yield f"y={min(self._years, 2)}"
        yield f"n={min(self._numbers, 3)}"
        yield f"st={min(self._stops, 5)}"
        yield f"q={self._quoted > 0}{min(self._closed_quotes, 2)}"
        yield f"br={self._brackets > 0}"
        yield f"in={self._in}"
        yield f"yst={min(self._years, 2)}|{min(self._stops, 5)}|{self._in}|{min(self._numbers, 2)}"
        yield f"ss={min(self._since_stop, 8)}"

    def pass_by(self, look: TokenLook) -> None:
        self._years += look.year
        self._numbers += look.kind in ("number", "range", "issue")
        self._stops += look.hard_end
        self._since_stop = 0 if look.hard_end else self._since_stop + 1
        self._in = self._in or look.kind == "in"
        if any(sign in look.opening for sign in '“"«„‘'):
            self._quoted = 1
        if self._quoted and any(sign in look.closing for sign in '”"»’'):
            self._quoted = 0
            self._closed_quotes += 1
        if "(" in look.opening or "[" in look.opening:
            self._brackets = 1
        if ")" in look.closing or "]" in look.closing:
            self._brackets = 0


def _whole(looks: Sequence[TokenLook]) -> list[str]:
    """What holds for the reference as a whole."""
    kinds = [look.kind for look in looks]
    early = next((i for i, look in enumerate(looks) if look.year), -1)
    place = "none" if early < 0 else "early" if 2 * early < len(looks) else "late"
    journal = any(kind in ("issue", "range") for kind in kinds)
    signs = f"{place}{'J' if journal else ''}{'I' if 'in' in kinds else ''}"
    quotes = any("“" in look.opening or '"' in look.opening for look in looks)
    publisher = any("p" in look.tables and "l" not in look.tables for look in looks)
    return [f"W={signs}", f"Wq={quotes}", f"Wp={publisher}", f"Wy={place}"]


def _groups(looks: Sequence[TokenLook]) -> list[list[str]]:
    """For each token what holds for the brackets or quotation marks that it stands in."""
    found: list[list[str]] = [[] for _ in looks]
    for name, opening, closing in (("B", "([", ")]"), ("Q", "“\"«„‘'", "”\"»’'")):
        start = -1
        for index, look in enumerate(looks):
            if any(sign in look.opening for sign in opening):
                start = index
            if start >= 0 and any(sign in look.closing for sign in closing):
                about = _group_name(looks[start : index + 1])
                for at in range(start, index + 1):
                    place = "1" if at == start else "9" if at == index else "5"
                    found[at] = [*found[at], f"{name}={about}", f"{name}p={place}{about}"]
                if index + 1 < len(looks):
                    found[index + 1] = [*found[index + 1], f"{name}after={about}"]
                if start > 0:
                    found[start - 1] = [*found[start - 1], f"{name}next={about}"]
                start = -1
    return found


def _group_name(group: Sequence[TokenLook]) -> str:
    kinds = {look.kind for look in group}
    size = "1" if len(group) == 1 else "3" if len(group) <= 3 else "8" if len(group) <= 8 else "9"
    signs = (
        ("y", any(look.year for look in group)),
        ("m", "month" in kinds),
        ("d", "editor" in kinds),
        ("p", "page" in kinds or "pagenumber" in kinds),
        ("v", "volume" in kinds or "volumenumber" in kinds),
        ("t", "edition" in kinds),
        ("g", "genre" in kinds),
        ("l", any("l" in look.tables for look in group)),
        ("b", any("p" in look.tables for look in group)),
    )
    return size + "".join(sign for sign, holds in signs if holds)


def _ahead(looks: Sequence[TokenLook], index: int) -> Iterator[str]:
    """The nearest token before and behind that says what it is, and how far it is."""
    for name, step in (("N", 1), ("V", -1)):
        for distance in range(1, _FAR):
            at = index + step * distance
            if not 0 <= at < len(looks):
                yield f"{name}edge{min(distance, 6)}"
                break
            if looks[at].kind and looks[at].kind not in ("et", "particle", "bareinitials"):
                far = distance if distance < 4 else 5 if distance < 7 else 9
                yield f"{name}={looks[at].kind}"
                yield f"{name}d={looks[at].kind}{far}"
                break
