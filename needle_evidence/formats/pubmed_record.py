"""PubMed's XML (PubmedArticleSet) to registry records: the work, and the notices about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from needle_evidence.formats.pubmed_notices import read_notices
from needle_evidence.formats.pubmed_people import read_people
from needle_evidence.formats.pubmed_rest import keep_the_rest
from needle_evidence.formats.reference_fields import (
    ReferenceFields,
    dated_fields,
    full_pages,
    title_without_dot,
)
from needle_evidence.formats.safe_xml import plain_text, read_xml_records, xml_problems
from needle_evidence.formats.tagged_reference.cell_values import month_name
from needle_evidence.model.finding import Location, Problem
from needle_evidence.model.registry import RegistryRecord

_RECORDS = ("PubmedArticle", "PubmedBookArticle")
_MEDLINE_DATE = re.compile(
    r"(?P<year>\d{4})(?: (?P<month>[A-Za-z]{3,9}(?:-[A-Za-z]{3,9})?)(?: (?P<day>\d{1,2}))?)?"
)
_NO_TITLE = frozenset({"", "[not available]", "not available"})


@dataclass(frozen=True, kw_only=True, slots=True)
class PubmedFile:
    """What an XML file from PubMed held, in its order, and what could not be read."""

    records: tuple[RegistryRecord, ...]
    problems: tuple[Problem, ...] = ()


def read_pubmed_records(data: bytes, path: str) -> tuple[RegistryRecord, ...]:
    """The works of a PubmedArticleSet (E-utilities' efetch, an export, a baseline file).

    A record cut off by a break of the file is not among them: see `read_pubmed_file`.

    Raises:
        UnreadableInputError: not one record could be read, or the XML could do harm.
    """
    return read_pubmed_file(data, path).records


def read_pubmed_file(data: bytes, path: str) -> PubmedFile:
    """The works of a PubmedArticleSet, and where the file stops being XML; see above."""
    records: list[RegistryRecord] = []

    def read(element: Element, line: int) -> None:
        records.append(read_pubmed_article(element, Location(path=path, line=line)))

    found = read_xml_records(data, path=path, names=_RECORDS, read=read)
    nothing = (
        f"{path} holds no PubMed record: it has no <PubmedArticle> or <PubmedBookArticle>.",
        "Save the records from PubMed again, as “PubMed” text or as XML.",
    )
    problems = xml_problems(found, path, any_read=bool(records), nothing=nothing)
    return PubmedFile(records=tuple(records), problems=problems)


def read_pubmed_article(element: Element, location: Location) -> RegistryRecord:
    """One `<PubmedArticle>` or `<PubmedBookArticle>`, with an empty key.

    Fields have BibTeX's names. What BibTeX has no name for is kept under the tag that PubMed's
    text format gives it (`nbib-pt` publication types, `nbib-mh` MeSH headings, `nbib-tt` the
    title in its own language), else under the element's name (`nbib-referencelist`).
    """
    fields = ReferenceFields("nbib")
    if element.tag == "PubmedBookArticle":
        entry_type = _read_book(element, fields)
    else:
        entry_type = _read_article(element, fields)
    notices, notice_about = read_notices(element)
    reference = fields.freeze(key="", entry_type=entry_type, location=location)
    return RegistryRecord(reference=reference, notices=notices, notice_about=notice_about)


def _read_article(element: Element, fields: ReferenceFields) -> str:
    citation = _child(element, "MedlineCitation")
    article = _child(citation, "Article")
    journal = _child(article, "Journal")
    issue = _child(journal, "JournalIssue")
    _put_title(article, "ArticleTitle", fields)
    for list_of_names in article.findall("AuthorList"):
        read_people(list_of_names, fields)
    fields.put("journal", _text(journal, "Title"))
    fields.put(
        "shortjournal",
        _text(journal, "ISOAbbreviation") or _text(citation, "MedlineJournalInfo/MedlineTA"),
    )
    _put_date(_child(issue, "PubDate"), fields)
    fields.put("volume", _text(issue, "Volume"))
    fields.put("number", _text(issue, "Issue"))
    _put_pages(article, fields)
    fields.put_identifiers(
        doi=_doi(element, article), pmid=_text(citation, "PMID"), pmcid=_pmcid(element)
    )
    fields.put("issn", _text(journal, "ISSN"))
    fields.put("language", "; ".join(map(plain_text, article.findall("Language"))))
    _put_abstract(article, fields)
    _put_subjects(citation, fields)
    fields.keep("pt", _all(article, "PublicationTypeList/PublicationType"))
    keep_the_rest(element, fields)
    return "article" if "journal" in fields else "misc"


def _read_book(element: Element, fields: ReferenceFields) -> str:
    document = _child(element, "BookDocument")
    book = _child(document, "Book")
    chapter = _text(document, "ArticleTitle")
    if chapter and _key(chapter) != _key(_text(book, "BookTitle")):
        _put_title(document, "ArticleTitle", fields)
        fields.put("booktitle", title_without_dot(_text(book, "BookTitle")))
    else:
        _put_title(book, "BookTitle", fields)
    for list_of_names in (*document.findall("AuthorList"), *book.findall("AuthorList")):
        read_people(list_of_names, fields)
    _put_date(_child(book, "PubDate"), fields)
    fields.put("publisher", _text(book, "Publisher/PublisherName"))
    fields.put("address", _text(book, "Publisher/PublisherLocation"))
    fields.put("edition", _text(book, "Edition"))
    fields.put("volume", _text(book, "Volume"))
    fields.put("series", _text(book, "CollectionTitle"))
    fields.put("isbn", _text(book, "Isbn"))
    _put_pages(document, fields)
    fields.put_identifiers(
        doi=_doi(element, book), pmid=_text(document, "PMID"), pmcid=_pmcid(element)
    )
    fields.put("language", "; ".join(map(plain_text, document.findall("Language"))))
    _put_abstract(document, fields)
    _put_subjects(document, fields)
    types = [*_all(document, "PublicationTypeList/PublicationType")]
    fields.keep("pt", types or _all(document, "PublicationType"))
    keep_the_rest(element, fields)
    return "incollection" if "booktitle" in fields else "book"


def _child(element: Element, name: str) -> Element:
    """The child of this name, or an empty element in its place."""
    found = element.find(name)
    return Element(name) if found is None else found


def _text(element: Element, path: str) -> str:
    return plain_text(element.find(path))


def _all(element: Element, path: str) -> Iterator[str]:
    return map(plain_text, element.findall(path))


def _key(title: str) -> str:
    return title.casefold().rstrip(". ")


def _put_title(article: Element, name: str, fields: ReferenceFields) -> None:
    """The title; where PubMed has none, that in the work's own language."""
    title = title_without_dot(_text(article, name))
    vernacular = title_without_dot(_text(article, "VernacularTitle"))
    fields.put("title", vernacular if title.lower() in _NO_TITLE and vernacular else title)
    fields.keep("tt", vernacular)


def _put_date(date: Element, fields: ReferenceFields) -> None:
    """Year, month (or season, or a range of months) and day of publication."""
    medline_date = _text(date, "MedlineDate")
    if medline_date and date.find("Year") is None:
        match = _MEDLINE_DATE.fullmatch(medline_date)
        if match is None:
            found = re.search(r"\d{4}", medline_date)
            fields.put("year", found.group() if found else medline_date)
            fields.keep("dp", medline_date)
            return
        fields.put("year", match["year"])
        fields.put("month", month_name(match["month"] or "") or match["month"] or "")
        fields.put("day", match["day"] or "")
        return
    fields.put("year", _text(date, "Year"))
    fields.put(
        "month", month_name(_text(date, "Month")) or _text(date, "Month") or _text(date, "Season")
    )
    fields.put("day", _text(date, "Day").removeprefix("0"))
    if "year" not in fields:
        for name, value in dated_fields(plain_text(date)).items():
            fields.put(name, value)


def _put_pages(article: Element, fields: ReferenceFields) -> None:
    pages = _text(article, "Pagination/MedlinePgn")
    first, last = _text(article, "Pagination/StartPage"), _text(article, "Pagination/EndPage")
    fields.put("pages", full_pages(pages or (f"{first}-{last}" if last else first)))


def _doi(element: Element, article: Element) -> str:
    """The work's own DOI; those of the works that it cites stand elsewhere."""
    for path in ("PubmedData/ArticleIdList", "PubmedBookData/ArticleIdList"):
        for found in element.findall(f"{path}/ArticleId[@IdType='doi']"):
            if doi := plain_text(found):  # it may be there and empty
                return doi
    places = [*article.findall("ELocationID"), *element.findall("BookDocument/ELocationID")]
    for place in places:
        if place.get("EIdType") == "doi" and place.get("ValidYN") != "N":
            return plain_text(place)
    listed = element.find("BookDocument/ArticleIdList/ArticleId[@IdType='doi']")
    return plain_text(listed)


def _pmcid(element: Element) -> str:
    for path in ("PubmedData/ArticleIdList", "BookDocument/ArticleIdList"):
        for kind in ("pmc", "pmcid"):
            if (found := element.find(f"{path}/ArticleId[@IdType='{kind}']")) is not None:
                # "pmc-id: PMC123;manuscript-id: …" in some old records.
                match = re.search(r"PMC\d+", plain_text(found))
                return match.group() if match else plain_text(found)
    return ""


def _put_abstract(article: Element, fields: ReferenceFields) -> None:
    sections = []
    for section in article.findall("Abstract/AbstractText"):
        text, label = plain_text(section), (section.get("Label") or "").strip()
        labelled = label and label.upper() != "UNLABELLED" and text
        sections.append(f"{label.rstrip(':')}: {text}" if labelled else text)
    fields.put("abstract", " ".join(section for section in sections if section))
    fields.keep("ci", _all(article, "Abstract/CopyrightInformation"))


def _put_subjects(citation: Element, fields: ReferenceFields) -> None:
    """MeSH headings (with qualifiers as `nbib-mh`, `*` before a main topic) and keywords."""
    descriptors: list[str] = []
    headings: list[str] = []
    for heading in citation.findall("MeshHeadingList/MeshHeading"):
        parts = [part for part in heading if part.text]
        descriptors.extend(plain_text(part) for part in parts[:1])
        stars = ("*" if part.get("MajorTopicYN") == "Y" else "" for part in parts)
        headings.append(
            "/".join(star + plain_text(part) for star, part in zip(stars, parts, strict=True))
        )
    keywords = [*_all(citation, "KeywordList/Keyword")]
    fields.put("keywords", "; ".join(filter(None, dict.fromkeys([*descriptors, *keywords]))))
    fields.keep("mh", headings)
    fields.keep("ot", keywords)
