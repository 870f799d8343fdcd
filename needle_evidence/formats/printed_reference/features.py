"""What the labeller sees of each token: its form, its words' classes, and what stands around.

A feature is a short text; a token has some eighty. Words are known by tables of names, places,
publishers and words of journal titles that ship beside this module (see NOTICE.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from needle_evidence.formats.printed_reference.tokens import Token
from needle_evidence.formats.printed_reference.word_tables import fold, tables_of

_KEYWORDS = {
    "month": "january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec janvier fevrier mars avril mai "
    "juin juillet aout septembre octobre novembre decembre januar februar marz juni juli oktober "
    "dezember enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro "
    "fevereiro marco maio junho julho setembro outubro novembro dezembro spring summer autumn "
    "fall winter fruhjahr sommer herbst printemps automne hiver maart augustus",
    "editor": "ed eds edited editor editors hrsg hg herausgegeben herausgeber coord dir dirs "
    "direction redaktion red ond sous curatore curatori org orgs comp comps compiled edit",
    "translator": "trans tr translated translation translator translators traduit trad ubersetzt "
    "ubers traduction traduccion",
    "volume": "vol vols volume volumes bd band bde tome tom t jg jahrgang v sv rocnik nr no "
    "number num issue heft h fasc iss suppl supplement n part pt teil art article",
    "page": "p pp pages page pgs pg s ss seiten seite str sayfa pag pags",
    "in": "in dans en nel nella w u im",
    "genre": "thesis dissertation phd ph master masters msc diss report technical tech tr memo "
    "manuscript working paper preprint patent draft diplomarbeit these doctoral bachelor "
    "habilitation unpublished lecture rfc internet-draft",
    "edition": "edition edn ausgabe aufl auflage rev revised revue vyd wyd ausg edicion edizione "
    "reprint reprinted enlarged 2nd 3rd 4th 5th 6th 1st second third fourth",
    "et": "et al others und and y e & u a und og och en",
    "online": "retrieved available accessed online http www url from internet abgerufen consulte "
    "zugriff cited web disponible recuperado acesso epub doi pmid abstract",
    "nodate": "n.d nd forthcoming press submitted appear accepted",
    "particle": "van von der den de del della di du la le da dos das ter ten af zu zur el al bin "
    "ibn mac mc st",
}
_CLASSES = {word: name for name, words in reversed(_KEYWORDS.items()) for word in words.split()}
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_YEAR_ONLY = re.compile(r"\W*(?:1[5-9]|20)\d\d(?:[/–-]\d{2,4})?[a-z]?\W*")
_RANGE = re.compile(r"\W*(?:[a-zA-Z]{0,3}\d+)\s?[-–—‐‑−]+\s?(?:[a-zA-Z]{0,3}\d+)\W*")
_ISSUE = re.compile(r"\d+\s?\(.+")
_NUMBER = re.compile(r"\W*\d+\W*")
_INITIALS = re.compile(r"\W*(?:[^\W\d_a-zß-öø-ÿ]\.[-‐]?){1,4}\W*")
_BARE_INITIALS = re.compile(r"[^\W\d_a-zß-öø-ÿ]{1,3}(?:-[^\W\d_a-zß-öø-ÿ])?[,.;:]*")
_ROMAN = re.compile(r"[IVXLC]{2,7}|[IVX]")
_PAGE_NUMBER = re.compile(r"\(?(?:[Pp]{1,2}|S|pages?|pgs?)\.\s?[a-zA-Z]?\d.*")
_VOLUME_NUMBER = re.compile(r"(?i)\(?(?:vol|v|n|no|nr|num|bd|band|t|h|jg|iss|suppl)?[.°º№]+\s?\d.*")
_RUNS = re.compile(r"(.)\1+")
_EDGE = re.compile(r"^[^\w&]+|[^\w&]+$")
_HARD_END = re.compile(r"[.?!:;”\"»]['’)]*$")
_OPENING = frozenset("([{“\"«„‘'<")
_FAR = 12


@dataclass(frozen=True, slots=True)
class _Look:
    """What one token shows by itself."""

    word: str
    shape: str
    opening: str
    closing: str
    kind: str
    tables: str
    hard_end: bool
    soft_end: bool
    year: bool


def token_features(tokens: Sequence[Token]) -> list[list[str]]:
    """The features of each token of one reference; takes time in proportion to the tokens."""
    looks = [_look(token.text) for token in tokens]
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


@lru_cache(maxsize=16384)
def _look(text: str) -> _Look:
    bare = _EDGE.sub("", text)
    word = fold(bare)
    opening = text[: len(text) - len(text.lstrip("([{“\"«„‘'<"))]
    stripped = text.rstrip(".,;:!?)]}”\"»’'>")
    closing = text[len(stripped) :]
    kind = _kind(text, word)
    hard = bool(_HARD_END.search(text)) and kind not in ("initials", "bareinitials")
    return _Look(
        word=_digits(word)[:24],
        shape=_shape(bare),
        opening=opening[:2],
        closing=closing[:3],
        kind=kind,
        tables=tables_of(word),
        hard_end=hard,
        soft_end=bool(closing) and closing[-1:] not in ("’", "'"),
        year=_YEAR.search(text) is not None,
    )


def _kind(text: str, word: str) -> str:
    """The one word that says best what a token is, "" for an ordinary word."""
    if _YEAR_ONLY.fullmatch(text):
        return "year"
    if _RANGE.fullmatch(text):
        return "range"
    if _NUMBER.fullmatch(text):
        return "number"
    if _ISSUE.match(text):
        return "issue"
    if _PAGE_NUMBER.fullmatch(text):
        return "pagenumber"
    if _VOLUME_NUMBER.fullmatch(text):
        return "volumenumber"
    if text.lower().startswith(("http", "www.", "<http", "(http")):
        return "address"
    known = _CLASSES.get(word)
    if known is not None:
        return known
    if _INITIALS.fullmatch(text):
        return "initials"
    if len(word) > 1 and _ROMAN.fullmatch(text.strip(".,;:()[]")):
        return "roman"
    if _BARE_INITIALS.fullmatch(text):
        return "bareinitials"
    if any(map(str.isdigit, word)):
        return "digits"
    return ""


def _own(look: _Look, text: str) -> list[str]:
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


def _around(looks: Sequence[_Look], index: int) -> Iterator[str]:
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


def _phrases(looks: Sequence[_Look]) -> list[list[_Summary]]:
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


def _summaries(looks: Sequence[_Look], *, soft: bool) -> list[_Summary]:
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
    for one, other in zip(found, found[1:], strict=False):
        one.after, other.before = other.about, one.about
        other.before_closing = looks[one.last].closing
    for one, other in zip(found, found[2:], strict=False):
        one.after2 = other.about
    return [summary for summary in found for _ in range(summary.first, summary.last + 1)]


def _summary(looks: Sequence[_Look], first: int, last: int) -> _Summary:
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

    def pass_by(self, look: _Look) -> None:
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


def _whole(looks: Sequence[_Look]) -> list[str]:
    """What holds for the reference as a whole."""
    kinds = [look.kind for look in looks]
    early = next((i for i, look in enumerate(looks) if look.year), -1)
    place = "none" if early < 0 else "early" if 2 * early < len(looks) else "late"
    journal = any(kind in ("issue", "range") for kind in kinds)
    signs = f"{place}{'J' if journal else ''}{'I' if 'in' in kinds else ''}"
    quotes = any("“" in look.opening or '"' in look.opening for look in looks)
    publisher = any("p" in look.tables and "l" not in look.tables for look in looks)
    return [f"W={signs}", f"Wq={quotes}", f"Wp={publisher}", f"Wy={place}"]


def _groups(looks: Sequence[_Look]) -> list[list[str]]:
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


def _group_name(group: Sequence[_Look]) -> str:
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


def _ahead(looks: Sequence[_Look], index: int) -> Iterator[str]:
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


def _digits(word: str) -> str:
    return re.sub(r"\d", "9", word)


def _shape(text: str) -> str:
    """ "Xx" for a capitalised word, "9-9" for a range: each run of signs once."""
    signs = "".join(
        "9" if c.isdigit() else "X" if c.isupper() else "x" if c.isalpha() else c for c in text[:20]
    )
    return _RUNS.sub(r"\1", signs)[:8]
