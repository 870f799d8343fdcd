"""What a PubMed record holds beside the work's description, kept so that nothing is dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from needle_evidence.formats.reference_fields import ReferenceFields, field_slug
from needle_evidence.formats.safe_xml import plain_text

# Elements → tags of PubMed's text format ("MEDLINE/PubMed Data Element (Field) Descriptions").
_TAGS = {
    "CitationSubset": "sb",
    "GeneralNote": "gn",
    "NumberOfReferences": "rf",
    "SpaceFlightMission": "sfm",
    "CoiStatement": "cois",
    "OtherID": "oid",
    "PublicationStatus": "pst",
    "ISSNLinking": "is",
    "NlmUniqueID": "jid",
    "Country": "pl",
    "DateCompleted": "dcom",
    "DateRevised": "lr",
    "ArticleDate": "dep",
    "OtherAbstract": "oab",
    "GrantList": "gr",
    "ChemicalList": "rn",
    "SupplMeshList": "nm",
    "GeneSymbolList": "gs",
    "PersonalNameSubjectList": "ps",
    "InvestigatorList": "fir",
    "DataBankList": "si",
    "History": "phst",
}
_LINKS = {
    "CommentIn": "cin",
    "CommentOn": "con",
    "ErratumIn": "ein",
    "ErratumFor": "efr",
    "RetractionIn": "rin",
    "RetractionOf": "rof",
    "ExpressionOfConcernIn": "eci",
    "ExpressionOfConcernFor": "ecf",
    "CorrectedandRepublishedIn": "cri",
    "CorrectedandRepublishedFrom": "crf",
    "RetractedandRepublishedIn": "rri",
    "RetractedandRepublishedFrom": "rrf",
    "RepublishedIn": "rpi",
    "RepublishedFrom": "rpf",
    "UpdateIn": "uin",
    "UpdateOf": "uof",
    "PartialRetractionIn": "prin",
    "PartialRetractionOf": "prof",
    "SummaryForPatientsIn": "spin",
    "OriginalReportIn": "ori",
}
_READ_ELSEWHERE = frozenset(
    {
        "Abstract",
        "ArticleTitle",
        "AuthorList",
        "Book",
        "BookTitle",
        "ISOAbbreviation",
        "Isbn",
        "JournalIssue",
        "KeywordList",
        "Language",
        "MedlineTA",
        "MeshHeadingList",
        "PMID",
        "Pagination",
        "PublicationType",
        "PublicationTypeList",
        "Publisher",
        "Title",
        "VernacularTitle",
    }
)
_CONTAINERS = frozenset(
    {
        "Article",
        "Book",
        "BookDocument",
        "Journal",
        "MedlineCitation",
        "MedlineJournalInfo",
        "PubmedBookData",
        "PubmedData",
    }
)
_READ_OF_BOOKS = frozenset({"PubDate", "Edition", "Volume", "CollectionTitle"})
_IDENTIFIERS = {"doi", "pubmed", "pmc", "pmcid"}


def keep_the_rest(record: Element, fields: ReferenceFields) -> None:
    """Keeps everything that no field holds yet, under its tag, else under its element's name."""
    for child in record:
        if child.tag in _CONTAINERS:
            keep_the_rest(child, fields)
        elif child.tag == "CommentsCorrectionsList":
            _keep_links(child, fields)
        elif child.tag in ("ArticleIdList", "ELocationID"):
            _keep_identifiers(child, fields)
        elif child.tag == "ISSN" or (record.tag == "Book" and child.tag in _READ_OF_BOOKS):
            continue
        elif child.tag not in _READ_ELSEWHERE:
            name = _TAGS.get(child.tag, field_slug(child.tag))
            known = name == "is" and plain_text(child) == fields.get("issn")
            fields.keep(name, "" if known else _words(child))


def _keep_links(links: Element, fields: ReferenceFields) -> None:
    """The linked records as PubMed's text format writes them: source and PMID."""
    for link in links:
        kind = link.get("RefType") or "link"
        pmid = plain_text(link.find("PMID"))
        texts = [plain_text(link.find(name)) for name in ("RefSource", "Note")]
        words = " ".join(text for text in texts if text)
        words = f"{words} PMID: {pmid}".strip() if pmid else words
        fields.keep(_LINKS.get(kind, field_slug(kind)), words)


def _keep_identifiers(element: Element, fields: ReferenceFields) -> None:
    """Identifiers other than DOI, PMID and PMCID, and a DOI that is not the work's first."""
    if element.tag == "ELocationID":
        kind, found = element.get("EIdType") or "", plain_text(element)
        if found.lower() != fields.get("doi").lower():
            fields.keep("lid", f"{found} [{kind}]")
        return
    for identifier in element:
        kind, found = (identifier.get("IdType") or "").lower(), plain_text(identifier)
        own = kind == "doi" and found.lower() == fields.get("doi").lower()
        if found and not own and (kind not in _IDENTIFIERS or kind == "doi"):
            fields.keep("aid", f"{found} [{kind}]")


def _words(element: Element) -> str | Iterable[str]:
    """An element's text; of a list, the text of each member; of a date, year-month-day."""
    if element.find("Year") is not None:
        return "-".join(plain_text(part) for part in element if part.tag in _DATE_PARTS)
    if element.tag.endswith("List") or element.tag == "History":
        return _members(element)
    return " ".join(filter(None, (part.strip() for part in _pieces(element))))


_DATE_PARTS = ("Year", "Month", "Day")


def _members(element: Element) -> Iterator[str]:
    for member in element:
        if member.tag.endswith("List"):
            yield from _members(member)
        elif member.find("Year") is not None:
            status = member.get("PubStatus", "")
            day = "-".join(plain_text(part) for part in member if part.tag in _DATE_PARTS)
            yield f"{day} [{status}]" if status else day
        else:
            yield " ".join(filter(None, (part.strip() for part in _pieces(member))))


def _pieces(element: Element) -> Iterator[str]:
    """The texts of the parts, which stand without blanks between them where XML is compact."""
    for text in element.itertext():
        yield " ".join(text.split())
