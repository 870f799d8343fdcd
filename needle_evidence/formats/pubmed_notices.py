"""Which notices PubMed names about a work, and about which works a record is itself one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from needle_evidence.formats.safe_xml import plain_text
from needle_evidence.model.identifiers import normalise_doi, normalise_pmid
from needle_evidence.model.registry import Notice, NoticeKind

# NLM's PubMed DTD, attribute RefType of CommentsCorrections. "…In" stands in the record of the
# work and names its notice; "…Of", "…For" and "…From" stand in the record of the notice and name
# the work. A partial retraction (no longer given) says of neither the whole work nor a part of it
# that it is withdrawn or corrected: a person decides. An update (UpdateIn) is a newer version and
# no notice, and an article that was corrected and republished is a whole work that may be cited.
_ABOUT_THIS_WORK = {
    "RetractionIn": NoticeKind.RETRACTION,
    "RetractedandRepublishedIn": NoticeKind.REPLACEMENT,
    "ExpressionOfConcernIn": NoticeKind.CONCERN,
    "ErratumIn": NoticeKind.CORRECTION,
    "CorrectedandRepublishedIn": NoticeKind.CORRECTION,
    "PartialRetractionIn": NoticeKind.UNKNOWN,
}
_ABOUT_ANOTHER_WORK = {
    "RetractionOf": NoticeKind.RETRACTION,
    "RetractedandRepublishedFrom": NoticeKind.REPLACEMENT,
    "ExpressionOfConcernFor": NoticeKind.CONCERN,
    "ErratumFor": NoticeKind.CORRECTION,
    "PartialRetractionOf": NoticeKind.UNKNOWN,
}
# Publication types (MeSH). Only the first is about the work itself; with all others the record
# is the notice. "Retraction Notice" is the newer name of "Retraction of Publication".
_RETRACTED = "retracted publication"
_IS_A_NOTICE = {
    "retraction of publication": NoticeKind.RETRACTION,
    "retraction notice": NoticeKind.RETRACTION,
    "expression of concern": NoticeKind.CONCERN,
    "published erratum": NoticeKind.CORRECTION,
}
_WITHDRAWN = frozenset({NoticeKind.RETRACTION, NoticeKind.REPLACEMENT})
_DOI = re.compile(r"(?i)\b(?:doi:\s*|https?://(?:dx\.)?doi\.org/)(10\.\d{4,9}/\S+)")
_DAY = re.compile(r"\b(\d{4}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{1,2})(?=[;:.])")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def read_notices(record: Element) -> tuple[tuple[Notice, ...], tuple[Notice, ...]]:
    """The notices about the work of a record, and the works about which it is itself a notice.

    record: `<PubmedArticle>` or `<PubmedBookArticle>`. A publication type adds a notice without
    an identifier where no link of the record names one of that kind.
    """
    links = [*_links(record)]
    about = [_notice(kind, link) for link, name in links if (kind := _ABOUT_THIS_WORK.get(name))]
    # The day in such a link is that of the work, not of the notice.
    of = [
        Notice(kind=kind, identifier=_identifier(link))
        for link, name in links
        if (kind := _ABOUT_ANOTHER_WORK.get(name))
    ]
    types = {plain_text(found).lower() for found in record.iter("PublicationType")}
    if _RETRACTED in types and not any(notice.kind in _WITHDRAWN for notice in about):
        about.append(Notice(kind=NoticeKind.RETRACTION))
    for name, kind in _IS_A_NOTICE.items():
        if name in types and not any(notice.kind is kind for notice in of):
            of.append(Notice(kind=kind))
    return tuple(dict.fromkeys(about)), tuple(dict.fromkeys(of))


def _links(record: Element) -> Iterator[tuple[Element, str]]:
    for link in record.iter("CommentsCorrections"):
        yield link, (link.get("RefType") or "").strip()


def _notice(kind: NoticeKind, link: Element) -> Notice:
    source = plain_text(link.find("RefSource"))
    return Notice(kind=kind, identifier=_identifier(link), published_on=_day(source))


def _identifier(link: Element) -> str:
    if pmid := normalise_pmid(plain_text(link.find("PMID"))):
        return f"pmid:{pmid}"
    match = _DOI.search(plain_text(link.find("RefSource")))
    doi = normalise_doi(match[1].rstrip(".,;)")) if match else ""
    return f"doi:{doi}" if doi else ""


def _day(source: str) -> datetime.date | None:
    """The day in "Lancet. 2010 Feb 6;375(9713):445", where there is one."""
    match = _DAY.search(source)
    if match is None:
        return None
    try:
        return datetime.date(int(match[1]), _MONTHS.index(match[2]) + 1, int(match[3]))
    except ValueError:
        return None
