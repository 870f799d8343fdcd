"""What a page's reference list looks like: its heading, its entries, and their labels."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from needle_evidence.language.folded_text import folded

_LABEL = re.compile(
    r"\s*(?:\[\^?(\d{1,3})\]:?|【(\d{1,3})】|\((\d{1,3})\)|(\d{1,3})[.)](?![.)])|(\d{1,3})\]"
    r"|\[((?=[^\]]*\d)[^\W\d_][\w:+’'. -]{1,40})\]:?)(?:\s+|(?=[^\W\d_\[\]]))"
)
_RAISED_LABEL = re.compile(r"\s*([⁰¹²³⁴-⁹]{1,3})\s*(?=[^\W\d_])")
_BARE_LABEL = re.compile(r"\s*(\d{1,3})\s+(?=[^\W\d_])")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

# Headings over a reference list, by language; the first group is never anything else.
_HEADINGS_TEXT = """
    references | reference list | list of references | references cited | references and notes
    | notes and references | references and further reading | references and sources
    | sources and references | scientific references | key references | selected references
    | article references | medical references | references and resources | bibliography
    | selected bibliography | works cited | literature cited | cited literature | cited works
    | citations | reference
    | literaturverzeichnis | quellenverzeichnis | quellenangaben | literaturangaben
    | einzelnachweise | referenzen | literatur und quellen | quellen und literatur
    | références | références bibliographiques | bibliographie
    | referencias | referencias bibliográficas | bibliografía | referências
    | referências bibliográficas | bibliografia | riferimenti | riferimenti bibliografici
    | referenties | literatuurlijst | bronvermelding | referenser | referanser | referencer
    | källförteckning | litteraturliste | lähteet | piśmiennictwo | kaynaklar | kaynakça
    | список литературы | литература | библиография | 参考文献 | 參考文獻 | 参考资料 | 參考資料
    | 참고문헌 | 참고 문헌 | المراجع | tài liệu tham khảo
    """
# These also stand over other things, so that most of what follows must look like entries.
_MAYBE_TEXT = """
    sources | source | our sources | sources used | literature | further reading | notes
    | endnotes | footnotes | research | studies | evidence | scientific literature
    | scientific sources | literatur | quellen | quelle | literaturhinweise
    | weiterführende literatur | studien | sources et références | fuentes | fontes | fonti
    | bronnen | literatuur | källor | kilder | litteratur | źródła | literatura | zdroje
    | источники | 出典 | 文献
    """
_NUMBERING = re.compile(r"^(?:\d+(?: \d+)*|[ivx]+) ")
_COUNT = re.compile(r" \d{1,3}$")
_LONGEST_HEADING = 80

_DOI = re.compile(r"(?:\b|pmid)10\.\d{4,9}/\S")
_IDENTIFIER = re.compile(
    r"\bpmid\b|\bPMC\d{4,}|pubmed|\barxiv:|\bISBN\b|\bISSN\b|\bdoi\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![\d.])(?:1[6-9]|20)\d\d[a-z]?(?!\d)|\b(?:n\.\s?d\.|in press)")
_MENTION = re.compile(r"\((?:1[6-9]|20)\d\d[a-z]?\),?\s+(?!(?:in|doi|pp?)\b)[a-z]")
_FAMILY = r"[^\W\d_][^\W\d_'’‐‑-]*(?:['’‐‑-][^\W\d_]+)*"
_PARTICLES = (
    r"(?:(?:[Vv]an|[Vv]on|[Dd]er|[Dd]en|[Dd]e|[Dd]el|[Dd]i|[Dd]u|[Ll]a|[Ll]e|[Ll]as)\s+){0,3}"
)
_INITIALS = r"(?:[^\W\d_a-z]\.?[\s-]?){1,4}"
_AUTHORS = re.compile(
    # Smith, J. | Smith JM | Smith J. (2012) | Smith, John, and
    rf"{_PARTICLES}{_FAMILY}(?:\s{_FAMILY}){{0,2}},\s?{_INITIALS}(?=[\s,.;:&(]|$)"
    rf"|{_PARTICLES}{_FAMILY}(?:\s{_FAMILY})?\s[^\W\d_a-z]{{1,3}}(?=[,.;:]|\s\(|\s(?:and|&|et)\s)"
    rf"|{_PARTICLES}{_FAMILY},\s{_FAMILY}(?:\s{_INITIALS})?(?:\.|,?\s(?:and|&|und|et|y)\s|;|\s\()"
    # J. Smith, | J. M. Smith and
    rf"|(?:[^\W\d_a-z]\.[\s-]?){{1,3}}\s?{_PARTICLES}{_FAMILY}(?:[,.:;]|\s(?:and|&|et)\s)"
    # John Smith, Mary Jones,
    rf"|(?:{_FAMILY}\s{_FAMILY}(?:-{_FAMILY})?,\s){{2}}"
    # John Smith and Mary M. Jones.
    rf"|{_FAMILY}\s{_FAMILY}\s(?:and|&)\s{_FAMILY}\s(?:{_INITIALS}\s?)?{_FAMILY}\.\s"
    rf"|{_PARTICLES}{_FAMILY}(?:\s{_FAMILY})?,?\s(?:{_INITIALS}\s?,?\s?)?et\sal\.?[,:.]"
)
_PLACE_IN_JOURNAL = re.compile(
    r"\d\s?\(\d+(?:[-–/]\d+)?\)\s?[,:.;]\s?\w?\d|;\s?\d+\s?(?:\(|:)|\b\d{1,4}\s?:\s?[eE]?\d+"
    r"|\b(?:pp?|pages?|vol|volume|no|issue|[Ss])\.?\s?\d"
    r"|\b\d{1,5}\s?[-–—]{1,2}\s?\d{1,5}\.?\s*(?:$|,|\()"
    r"|,\s\d{1,4},\s[eE]?\d+\s?[-–]?",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b[^\W\d_][\w .&’'-]{1,40}:\s[^\W\d_][^.:;]{1,60},\s(?:1[6-9]|20)\d\d\b"
    r"|\b(?:Press|Verlag|Publish|Journal|Proceedings|Proc\.|In\sproc|Thesis|dissertation|Rev(?:iew)?\.|Ann\.|Eur\b|Br\sJ|J\s"
    r"[A-Z][a-z]+|J\.\s[A-Z]|Am\sJ|Int\.?\sJ|Springer|Elsevier|Wiley|Technical\s[Rr]eport"
    r"|University|Lancet|BMJ|JAMA|Cochrane|Zeitschrift|Revue|Revista)\b"
)
_RETRIEVED = re.compile(
    r"\b(?:Available\s(?:from|at|online)|Retrieved\s|Accessed\b|\[Internet\]|Full\stext:|Abstract:"
    r"|Epub|cited\s\d|last\saccessed|abgerufen|consulté)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://|\bwww\.")
_OTHERS = re.compile(r"\bet\.?\sal\b|\(eds?\.\)|\beds?\.,?\s|\beditors?\b|\bHrsg\b", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\b(?:we|you|your|our|they|these|this|there|was|were|has|have|had|found|showed|shows|suggests"
    r"|reported|concluded|can|may|should|will|is|are)\s",
)
_YEAR_LAST = re.compile(r"(?<![\d/.-])(?:1[6-9]|20)\d\d[a-z]?[).\s]*$")
_LOOKED_AT = 1500
_ENOUGH = 4


def split_label(text: str) -> tuple[str, str]:
    """The number or key before an entry ("3" of "[3] Smith J"), "" for none, and the rest.

    A number without a sign ("3 Smith J. …") is one only where an author follows.
    """
    found = _LABEL.match(text)
    if found is not None:
        return next(filter(None, found.groups())), text[found.end() :]
    found = _RAISED_LABEL.match(text)
    if found is not None:
        return found[1].translate(_DIGITS), text[found.end() :]
    found = _BARE_LABEL.match(text)
    if found is not None and _AUTHORS.match(text, found.end()):
        return found[1], text[found.end() :]
    return "", text


def is_reference_heading(text: str) -> bool:
    """Whether these words stand over a reference list and never over anything else."""
    return _bare_heading(text) in _headings(_HEADINGS_TEXT)


def may_be_reference_heading(text: str) -> bool:
    """Whether these words can stand over a reference list ("Sources", "Further reading")."""
    return is_reference_heading(text) or _bare_heading(text) in _headings(_MAYBE_TEXT)


def begins_with_authors(text: str) -> bool:
    """Whether a text begins with a person's name as reference lists print it ("Smith JA, …")."""
    head = text[:_LOOKED_AT]
    return _AUTHORS.match(head) is not None and not head.startswith(("In ", "In: "))


def looks_like_reference(text: str) -> bool:
    """Whether a text is written like an entry of a reference list.

    It counts signs: authors at the beginning, a year, volume and pages, an identifier, a
    publisher or journal, an address. A sentence that names a study ("Smith et al. (2014)
    found …") has too few.
    """
    _, bare = split_label(text[: 2 * _LOOKED_AT].strip(" \t\r\n*_•"))
    bare = bare[:_LOOKED_AT].lstrip(" *_")
    if len(bare.split(maxsplit=3)) < 3:
        return False
    authors = _AUTHORS.match(bare) is not None
    year = _YEAR.search(bare) is not None
    identifier = _DOI.search(bare) is not None or _IDENTIFIER.search(bare) is not None
    signs = (
        2 * authors
        + year
        + (_YEAR_LAST.search(bare) is not None)
        + 2 * identifier
        + 2 * (_PLACE_IN_JOURNAL.search(bare) is not None)
        + (_PUBLISHED.search(bare) is not None)
        + (_RETRIEVED.search(bare) is not None)
        + (_ADDRESS.search(bare) is not None)
        + (_OTHERS.search(bare) is not None)
        - 3 * (_MENTION.search(bare) is not None)
        - (_SENTENCE.search(bare) is not None)
    )
    # Authors with a year and nothing else: "Page P. (2012). Current concepts …".
    return (authors or identifier or year) and signs >= (
        _ENOUGH - 1 if authors and year else _ENOUGH
    )


def _bare_heading(text: str) -> str:
    if len(text) > _LONGEST_HEADING:
        return ""
    bare = folded(unicodedata.normalize("NFKC", text))
    return _COUNT.sub("", _NUMBERING.sub("", bare))


@cache
def _headings(text: str) -> frozenset[str]:
    return frozenset(_bare_heading(heading) for heading in text.split("|"))
