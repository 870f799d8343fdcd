"""What rules read in a printed reference before anything else: identifiers, addresses, residue.

Every find has its place in the text, so that the rest can be labelled without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from needle_evidence.formats.printed_reference.names import is_organisation
from needle_evidence.model.identifiers import (
    bare_doi,
    normalise_isbn,
    normalise_pmcid,
    normalise_pmid,
    web_address,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Find:
    """One thing that a rule has read.

    field: the BibTeX field it belongs to, "" for words of a web page that say nothing of the
    work, "note" for a notice of another work, "group" for groups among the authors. value: the
    field's value.
    """

    field: str
    value: str
    start: int
    end: int


_DOI = re.compile(
    r"(?i)[\[(<]{0,2}(?:\b(?:available\s+(?:at|from)|retrieved\s+from|doi\s*link):?\s*)?"
    r"(?:\bdoi\s*[:=]?\s*)?(?:https?://(?:dx\.|www\.)?doi\.org/|\bdoi\.org/)?"
    r"(?:\bdoi:\s*)?(10\.\d{4,9}(?:\.\d+)*/[^\s\"<>\[\]{}|“”]{1,200}(?:<[\w:.-]{1,40}>[\w.;/-]{1,60})?)"
)
_AFTER_DOI = re.compile(
    r"(?i)(?:pmid|pmcid|https?:|epub\b|full\s?text|abstract:|available|view\s?article"
    r"|(?:pub\s?med|cross\s?ref|google)(?=$|google|pubmed|crossref|scholar))"
)
_PMID = re.compile(
    r"(?i)(?:\[?pubmed\s)?[\[(]?(?<![a-z])(?:pmid|pubmed\s*id|pubmed)\s*(?::|\s)\s*(\d{1,8})(?!\d)[\])]?"
    r"|https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,8})/?"
)
_PMCID = re.compile(
    r"(?i)[\[(]?(?:\b(?:pmcid|pubmed\s+central)\s*:?\s*)?\b(PMC\d{1,9}(?:\.\d+)?)(?!\d)[\])]?"
    r"|https?://(?:www\.)?(?:ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov)/articles/(PMC\d+)/?"
)
_ISBN = re.compile(
    r"(?i)[\[(]?\bISBN(?:-1[03])?\s*[:=]?\s*((?:97[89][\s–-]?)?\d(?:[\s–-]?[\dX]){8,9})\b[\])]?"
)
_ISSN = re.compile(r"(?i)[\[(]?\b[ep]?-?ISSN\s*[:=]?\s*(\d{4}[-–]\d{3}[\dX])\b[\])]?")
_ARXIV = re.compile(
    r"(?i)(?:\barxiv\s+preprint\s+|\bpreprint[,.]?\s+)?(?:https?://arxiv\.org/(?:abs|pdf)/|\barxiv\s*:\s*)"
    r"(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)(?:\s?\[[\w.-]{2,20}\])?"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = (
    rf"(?:\d{{4}}-\d\d-\d\d|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|\d{{4}}[\s,]+{_MONTH}(?:\s+\d{{1,2}})?"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|{_MONTH}\s+\d{{4}})"
)
_VISITED = re.compile(
    rf"(?i)[\[(]?\b(?:last\s+)?(?:date\s+)?(?:accessed|retrieved|cited|viewed|visited|abgerufen(?:\s+am)?"
    rf"|consulté(?:\s+le)?|zugriff(?:\s+am)?|access\s+date|consultado(?:\s+el)?)\s*:?\s*(?:on\s+|at\s+)?"
    rf"({_DAY})(?:,?\s*from(?=\s|:))?:?[\])]?"
)
_URL = re.compile(
    r"(?i)(?:(?:\b(?:(?:available|retrieved|accessed|accessible|verfügbar|disponible)"
    r"\s+(?:online\s+)?(?:at|from|via|on|under|unter|en|sur)|available|url|website|link"
    r"|full\s+text(?:\s+available)?(?:\s+at)?|from|at|disponible\s+en)\b\s*:?\s*)?"
    r"[\[(<]?(?:\bURL:?\s*)?)((?:https?://|www\.)[^\s<>\"“”{}|\\^`\[\]]{3,1000})[\])>]{0,2}"
)
_RESIDUE = re.compile(
    r"(?i)\[(?:google\s+scholar|pubmed(?:\s+central)?|crossref|cross\s+ref|web\s+of\s+science|scopus"
    r"|medline|isi|cas|free\s+(?:full\s+text|(?:pmc\s+)?article)|pmc\s+free\s+article|full\s+text"
    r"|abstract|doi|pdf|green\s+version|internet|online|electronic\s+resource)\]"
    r"|(?:^|(?<=[\s.;,|)\]]))(?:google\s+scholar|pmc\s+free\s+article|free\s+pmc\s+article|crossref"
    r"|view\s+(?:article|abstract|at\s+publisher)|download\s+(?:pdf|citation)|pubmed/ncbi|cited\s+by\s+\d{1,6}(?=\s*$)|article\s+(?:cas\s+)?(?:pubmed\s+)?(?:central\s+)?google\s+scholar"
    r"|(?:article\s+)?pubmed(?:\s+pubmed)?(?:\s+central)?(?:\s+google\s+scholar)?(?=\s*$)|pubmed\s+google\s+scholar|read\s+(?:more|the\s+full\s+text)|open\s+in\s+a\s+separate\s+window)"
    r"(?=$|[\s.;,|\[(])"
    r"|(?<![^\W\d_])(?:pub\s?med|cross\s?ref|google\s?scholar){2,3}(?![^\W\d_])"
    r"|(?:^|(?<=[\s.;,|)\]]))(?:free\s+)?(?:full[\s-]?text|abstract|volltext|texte\s+intégral|pdf)"
    r"(?:\s+(?:link|here|online|available|pdf|free))?\s*(?::|(?=\s*$))"
    r"|(?:^|(?<=[\s.;,|)\]]))(?:available\s+(?:from|at|online)|retrieved\s+from|full\s+text\s+at"
    r"|doi|pmid|url|link)\s*:?\s*$"
    r"|(?:(?<=\s)|^)[↑^↩⤴]+(?=\s|$)"
)
# What PubMed prints of a work's notices; it holds another work's date, volume and pages.
_NOTICE = re.compile(
    r"(?i)[\[(]?\b(?:(?:partial\s+)?retraction|erratum|corrigendum|correction|comment|update"
    r"|expression\s+of\s+concern|republished|corrected\s+and\s+republished)\s+(?:in|on|of|from)\s*:"
    r"\s+[^\[\]]{3,120}?\b(?:1[6-9]|20)\d\d\b[^.;:]{0,12}[;:]\s?[\w()\s:–-]{1,40}(?:[\])]|(?=[.;]|$))"
)
# "Owens DK; American College of Physicians; American Pain Society Panel. Diagnosis and …"
_GROUPS = re.compile(
    r"(?:(?<=[^\W\d_a-z])|(?<=\bal)|(?<=\bal\.)|(?<=[A-Z]\s[JS]r));\s+((?:[^.;\d]{4,160};\s+){0,4}[^.;\d]{4,160})\."
    r"(?=\s)"
)
_PUBLICATION_STATE = re.compile(
    rf"(?i)[\[(;]?\s?\b(?:(?:e?pub(?:lished)?\s+)?(?:online\s+)?ahead\s+of\s+print"
    rf"|advance\s+online\s+publication|online\s+first|epub\s+(?:{_DAY}|\d{{4}}\s+{_MONTH})"
    rf"|(?:first\s+)?published(?:\s+online)?:?\s+{_DAY})[\])]?"
)
_RULES = (
    ("doi", _DOI),
    ("pmid", _PMID),
    ("pmcid", _PMCID),
    ("isbn", _ISBN),
    ("issn", _ISSN),
    ("eprint", _ARXIV),
    ("urldate", _VISITED),
    ("url", _URL),
    ("pubstate", _PUBLICATION_STATE),
    ("note", _NOTICE),
    ("group", _GROUPS),
    ("", _RESIDUE),
)
_FOR_THE = re.compile(r"(?i)^(?:for|on behalf of)\s+(?:the\s+)?")
# The stop after a find belongs to nothing else.
_AFTER = re.compile(r"(?:\s?[.;,](?!\w))?")
_LONGEST = 4000


def find_identifiers(text: str) -> tuple[Find, ...]:
    """What rules read in a reference (its first 4,000 characters), in order, none overlapping.

    An identifier with a wrong check digit or length is not found: it is left to be read, or to
    be reported as not read.
    """
    text = text[:_LONGEST]
    found: list[Find] = []
    for field, rule in _RULES:
        for match in rule.finditer(text):
            find = _find(field, match)
            if find and (free := _outside(find, match, found)):
                found.append(free)
    found.sort(key=lambda find: find.start)
    return tuple(replace(find, end=_end_with_stop(text, find.end)) for find in found)


def _end_with_stop(text: str, end: int) -> int:
    stop = _AFTER.match(text, end)
    return stop.end() if stop else end


def _outside(find: Find, match: re.Match[str], others: Sequence[Find]) -> Find | None:
    """The find where no other one stands; words that lead to it may belong to the other."""
    start = find.start
    for other in others:
        if other.start < find.end and start < other.end:
            if not match.re.groups or match.start(1) < other.end or other.start > start:
                return None
            start = other.end
    return replace(find, start=start)


def _find(field: str, match: re.Match[str]) -> Find | None:
    printed = next(filter(None, match.groups()), match[0].strip(" ()[];")) if field else ""
    end = match.end()
    if field in ("doi", "url"):
        kept = _without_tail(printed, doi=field == "doi")
        end = match.start(1) + len(kept)
        closed = match.string[end : match.end()]
        end += len(closed) - len(closed.lstrip(")]>"))
        printed = kept
    value = _value(field, printed)
    if field and not value:
        return None
    return Find(field=field, value=value, start=match.start(), end=end)


def _value(field: str, printed: str) -> str:
    match field:
        case "doi":
            return bare_doi(printed)
        case "pmid":
            return normalise_pmid(printed)
        case "pmcid":
            return normalise_pmcid(printed)
        case "isbn":
            return " ".join(printed.split()) if normalise_isbn(printed) else ""
        case "group":
            parts = [_FOR_THE.sub("", part.strip()) for part in printed.split(";")]
            return "; ".join(parts) if all(map(is_organisation, parts)) else ""
        case "url":
            # "www.example.org" is no address by itself; nothing is added to what is printed.
            return printed if web_address(printed) or web_address(f"http://{printed}") else ""
        case _:
            return " ".join(printed.split())


def _without_tail(printed: str, *, doi: bool) -> str:
    """Without the stops and brackets that belong to the sentence, and what is glued to a DOI."""
    if doi and (glued := _AFTER_DOI.search(printed, 8)):
        printed = printed[: glued.start()]
    kept = printed.rstrip(".,;:'’”\"*_")
    for opening, closing in ("()", "[]"):
        while kept.endswith(closing) and kept.count(closing) > kept.count(opening):
            kept = kept[:-1].rstrip(".,;:'’”\"*_")
    return kept


def residue_free(text: str, finds: tuple[Find, ...]) -> Iterator[str]:
    """The stretches of a text between the finds."""
    at = 0
    for find in finds:
        yield text[at : find.start]
        at = max(at, find.end)
    yield text[at:]
