"""What a token of a printed reference shows by itself: its form and its words' classes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

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
_NUMBER = re.compile(r"\W*\d+\W*")
_INITIALS = re.compile(r"\W*(?:[^\W\d_a-zß-öø-ÿ]\.[-‐]?){1,4}\W*")
_BARE_INITIALS = re.compile(r"[^\W\d_a-zß-öø-ÿ]{1,3}(?:-[^\W\d_a-zß-öø-ÿ])?[,.;:]*")
_ROMAN = re.compile(r"[IVXLC]{2,7}|[IVX]")
_PAGE_NUMBER = re.compile(r"\(?(?:[Pp]{1,2}|S|pages?|pgs?)\.\s?[a-zA-Z]?\d.*")
_VOLUME_NUMBER = re.compile(r"(?i)\(?(?:vol|v|n|no|nr|num|bd|band|t|h|jg|iss|suppl)?[.°º№]+\s?\d.*")
_NUMBER_KINDS = (
    ("year", _YEAR_ONLY),
    ("range", _RANGE),
    ("number", _NUMBER),
    ("issue", re.compile(r"\d+\s?\(.+")),
    ("pagenumber", _PAGE_NUMBER),
    ("volumenumber", _VOLUME_NUMBER),
    ("address", re.compile(r"(?is)[<(]?http.*|www\..*")),
)
_RUNS = re.compile(r"(.)\1+")
_EDGE = re.compile(r"^[^\w&]+|[^\w&]+$")
_HARD_END = re.compile(r"[.?!:;”\"»]['’)]*$")


@dataclass(frozen=True, slots=True)
class TokenLook:
    """One token by itself.

    word: folded, its digits as 9. shape: "Xx", "9-9". opening, closing: signs before and after
    the word. kind: the one word that says best what it is ("year", "editor"), "" for an
    ordinary word. tables: letters of the tables that hold the word. hard_end, soft_end: whether
    a sentence, or any phrase, may end with it. year: whether a year stands in it.
    """

    word: str
    shape: str
    opening: str
    closing: str
    kind: str
    tables: str
    hard_end: bool
    soft_end: bool
    year: bool


@lru_cache(maxsize=16384)
def look_at(text: str) -> TokenLook:
    """What a token shows; the looks of frequent tokens are remembered."""
    bare = _EDGE.sub("", text)
    word = fold(bare)
    opening = text[: len(text) - len(text.lstrip("([{“\"«„‘'<"))]
    stripped = text.rstrip(".,;:!?)]}”\"»’'>")
    closing = text[len(stripped) :]
    kind = _kind(text, word)
    hard = bool(_HARD_END.search(text)) and kind not in ("initials", "bareinitials")
    return TokenLook(
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
    for name, pattern in _NUMBER_KINDS:
        if pattern.fullmatch(text):
            return name
    known = _CLASSES.get(word)
    if known is not None:
        return known
    if _INITIALS.fullmatch(text):
        return "initials"
    if len(word) > 1 and _ROMAN.fullmatch(text.strip(".,;:()[]")):
        return "roman"
    if _BARE_INITIALS.fullmatch(text):
        return "bareinitials"
    return "digits" if any(map(str.isdigit, word)) else ""


def _digits(word: str) -> str:
    return re.sub(r"\d", "9", word)


def _shape(text: str) -> str:
    """Such as "Xx" for a capitalised word, "9-9" for a range: each run of signs once."""
    signs = "".join(
        "9" if c.isdigit() else "X" if c.isupper() else "x" if c.isalpha() else c for c in text[:20]
    )
    return _RUNS.sub(r"\1", signs)[:8]
