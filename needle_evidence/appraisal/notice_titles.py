"""What the words before or behind a title tell: retracted, or itself a notice about a work."""

from __future__ import annotations

import re

from needle_evidence.model.reference import Reference
from needle_evidence.model.verification import NoticeState, plain_doi

_LONGEST = 2_000
_KIND = r"(?: (?:article|paper|chapter|manuscript|publication|study|review|letter))?"
# A word alone tells nothing: "Retracted nipples", "Withdrawn patients" are titles of works.
_STOP = r"\s{0,3}(?:[:\])]|\.\s|[–—]|- )"
_REPLACED = re.compile(rf"(?i)^\W{{0,3}}retracted and (?:replaced|republished){_KIND}{_STOP}")
_RETRACTED = re.compile(rf"(?i)^\W{{0,3}}retracted{_KIND}{_STOP}")
_WITHDRAWN = re.compile(rf"(?i)^\W{{0,3}}(?:withdrawn|removed){_KIND}{_STOP}")
# As Web of Science writes it: "… (Retracted article. See vol 388, pg 1, 2019)".
# Elsevier's word while it looks into a work; what comes of it is open.
_REMOVED_FOR_NOW = re.compile(rf"(?i)^\W{{0,3}}temporary removal{_KIND}{_STOP}")
_RETRACTED_BEHIND = re.compile(r"(?i)[\[(]\s{0,3}retracted\b[^\[\]()]{0,200}[\])]?\W{0,3}$")
_NOTICE_BEHIND = re.compile(r"(?i)[\[(]\s{0,3}retraction of\b[^\[\]()]{0,200}[\])]?\W{0,3}$")
_NOTICE = re.compile(
    r"(?i)^\W{0,3}(?:"
    r"(?:publisher'?s? |author'?s? |editorial )?(?:retraction|withdrawal|correction|removal) "
    r"(?:notice|note|statement)\b"
    r"|(?:notice|statement|note) of (?:retraction|withdrawal|removal|correction|redundant)\b"
    r"|(?:editorial |editor'?s )?(?:expressions?|statement) of concern\b"
    r"|(?:corrigend(?:um|a)|errat(?:um|a))\b"
    r"|(?:publisher |author )?(?:correction|addendum|retraction|withdrawal)"
    r"(?:\s{0,3}$|\s{0,3}[:\])–—]| (?:to|of|for)\s{0,3}[:“\"‘]| and replacement\b"
    r"| (?:to|for) [^,:]{2,60} et al\.?,)"
    r"|department of error\s{0,3}$"  # The Lancet's name for its corrections
    r")"
)
# Cochrane's register of DOIs: it withdraws reviews that are out of date, which is no retraction.
_COCHRANE = ("10.1002/14651858", "cochrane database")


def notice_in_title(reference: Reference) -> tuple[NoticeState, str]:
    """What a work's title tells about notices, and the words that tell it ("" for nothing).

    "RETRACTED: …" is a retracted work; "Retraction notice to …", "Erratum", "Expression of
    concern: …" is itself the notice. A withdrawn Cochrane review was most often only out of
    date: its nature is unknown. Publishers mark titles so after COPE's retraction guidelines.
    """
    title = reference.title[:_LONGEST].strip()
    for pattern, state in _STATES:
        found = pattern.search(title)
        if found:
            if pattern is _WITHDRAWN and _is_cochrane(reference):
                state = NoticeState.UNKNOWN
            return state, found.group().strip(" :–—-.")
    return NoticeState.NONE, ""


_STATES = (
    (_REPLACED, NoticeState.REPLACEMENT),
    (_RETRACTED, NoticeState.RETRACTION),
    (_WITHDRAWN, NoticeState.RETRACTION),
    (_REMOVED_FOR_NOW, NoticeState.UNKNOWN),
    (_NOTICE, NoticeState.IS_NOTICE),
    (_NOTICE_BEHIND, NoticeState.IS_NOTICE),
    (_RETRACTED_BEHIND, NoticeState.RETRACTION),
)


def _is_cochrane(reference: Reference) -> bool:
    doi = plain_doi(reference.text("doi"))
    return doi.startswith(_COCHRANE[0]) or _COCHRANE[1] in reference.container[:200].lower()
