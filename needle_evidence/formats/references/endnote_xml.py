"""EndNote's XML export, with its runs of styled text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from needle_evidence.formats.reference_fields import (
    ReferenceFields,
    fit_citekey,
    full_pages,
)
from needle_evidence.formats.reference_format import ReferenceFormat, ReferenceTable
from needle_evidence.formats.safe_xml import plain_text, read_xml_records, xml_problems
from needle_evidence.formats.tagged_reference.cell_values import (
    isbns_of,
    issns_of,
    only_numbers,
    read_date,
)
from needle_evidence.formats.tagged_reference.written_names import read_name
from needle_evidence.model.finding import Location
from needle_evidence.model.identifiers import bare_doi, normalise_pmcid, normalise_pmid
from needle_evidence.model.reference import Reference

# EndNote's names of reference types → BibTeX and BibLaTeX entry types.
_ENTRY_TYPES = {
    "journal article": "article",
    "electronic article": "article",
    "magazine article": "article",
    "newspaper article": "article",
    "book": "book",
    "edited book": "book",
    "electronic book": "book",
    "book section": "incollection",
    "electronic book section": "incollection",
    "conference paper": "inproceedings",
    "conference proceedings": "inproceedings",
    "encyclopedia": "inreference",
    "dictionary": "inreference",
    "thesis": "thesis",
    "report": "report",
    "government document": "report",
    "grant": "report",
    "standard": "standard",
    "web page": "online",
    "blog": "online",
    "online multimedia": "online",
    "online database": "online",
    "dataset": "dataset",
    "computer program": "software",
    "patent": "patent",
    "manuscript": "unpublished",
    "unpublished work": "unpublished",
    "film or broadcast": "video",
    "serial": "periodical",
}
_IN_JOURNALS = frozenset({"article", "periodical", "misc"})
_CONTRIBUTORS = {"authors": "author", "secondary-authors": "editor"}
_FIELDS = {
    "titles/title": "title",
    "titles/short-title": "shorttitle",
    "titles/tertiary-title": "series",
    "volume": "volume",
    "number": "number",
    "edition": "edition",
    "pub-location": "address",
    "electronic-resource-num": "doi",
    "abstract": "abstract",
    "notes": "note",
    "num-vols": "volumes",
    "work-type": "type",
    "language": "language",
}
_DAY = re.compile(r"\d{4}[/-]\d")
_PUBMED = re.compile(r"(?i)\b(?:pubmed|medline|nlm)\b")
_START = re.compile(
    r"<records>\s*<record[\s>]|<record>\s*<(?:database|rec-number|ref-type|source-app)"
)


def _read(data: bytes, path: str) -> ReferenceTable:
    references: list[Reference] = []

    def read(record: Element, line: int) -> None:
        references.append(_reference(record, Location(path=path, line=line)))

    found = read_xml_records(data, path=path, names=("record",), read=read)
    nothing = (
        f"{path} holds no EndNote record: it has no <record>.",
        "In EndNote, choose File > Export and the type XML.",
    )
    problems = xml_problems(found, path, any_read=bool(references), nothing=nothing)
    return ReferenceTable(references=tuple(references), problems=problems)


def _reference(record: Element, location: Location) -> Reference:
    fields = ReferenceFields("endnote")
    written_type = _type_name(record)
    entry_type = _ENTRY_TYPES.get(written_type.lower(), "misc")
    read: set[str] = {"ref-type", "contributors", "titles", "dates", "keywords", "urls"}
    _put_people(record, fields)
    read |= set(_FIELDS)
    for path, field in _FIELDS.items():
        text = _text(record, path)
        if field == "edition" and _DAY.match(text):
            fields.keep("edition", text)  # the day on which PubMed got the record
            continue
        fields.put_or_keep(field, text, path.rpartition("/")[2])
    _put_container(record, entry_type, fields)
    _put_date(record, fields)
    fields.put("pages", full_pages(_text(record, "pages")))
    _put_identifiers(record, entry_type, fields)
    keywords = [plain_text(word) for word in record.findall("keywords/keyword")]
    fields.put("keywords", "; ".join(filter(None, keywords)))
    _put_addresses(record, fields)
    key = fit_citekey(_text(record, "label"))
    read |= {"periodical", "publisher", "pages", "isbn", "accession-num", "custom2"}
    for child in record:
        if child.tag not in read and not (child.tag == "label" and key):
            fields.keep(child.tag, _words(child))
    if entry_type == "misc":
        fields.keep("ref-type", written_type)
    return fields.freeze(key=key, entry_type=entry_type, location=location)


def _text(record: Element, path: str) -> str:
    return plain_text(record.find(path))


def _words(element: Element) -> Iterator[str]:
    """The text of an element, or of each of its parts; styled runs are one text."""
    if len(element) == 0 or any(child.tag == "style" for child in element):
        yield plain_text(element)
        return
    for child in element:
        yield from _words(child)


def _type_name(record: Element) -> str:
    found = record.find("ref-type")
    return "" if found is None else (found.get("name") or plain_text(found))


def _put_people(record: Element, fields: ReferenceFields) -> None:
    for role in record.findall("contributors/*"):
        names = [plain_text(author) for author in role.findall("author")]
        people = [person for name in names if (person := read_name(name)).display]
        kind = _CONTRIBUTORS.get(role.tag)
        if kind == "author":
            fields.authors.extend(people)
        elif kind == "editor":
            fields.editors.extend(people)
        else:
            fields.keep(role.tag, names)


def _put_container(record: Element, entry_type: str, fields: ReferenceFields) -> None:
    second = _text(record, "titles/secondary-title")
    journal = _text(record, "periodical/full-title")
    if entry_type in _IN_JOURNALS:
        fields.put("journal", journal or second)
        fields.put_or_keep("journal", second, "secondary-title")
    else:
        book = "series" if entry_type in {"book", "report", "thesis"} else "booktitle"
        fields.put_or_keep(book, second, "secondary-title")
        fields.keep("periodical", "" if journal == second else journal)
    fields.put("shortjournal", _text(record, "periodical/abbr-1"))
    for name in ("abbr-2", "abbr-3"):
        fields.keep(name, _text(record, f"periodical/{name}"))
    for title in ("alt-title", "translated-title"):
        fields.keep(title, _text(record, f"titles/{title}"))
    publisher = {"report": "institution", "thesis": "school"}.get(entry_type, "publisher")
    fields.put(publisher, _text(record, "publisher"))


def _put_date(record: Element, fields: ReferenceFields) -> None:
    year = _text(record, "dates/year")
    days = [plain_text(date) for date in record.findall("dates/pub-dates/date")]
    fields.put("year", year)
    for day in days[:1]:
        date = read_date(day)
        said = [date.whole and date.year in ("", year)]
        said.append(fields.put("month", date.month))
        said.append(fields.put("day", date.day))
        fields.keep("pub-dates", "" if all(said) else day)
    fields.keep("pub-dates", days[1:])
    fields.keep("copyright-dates", map(plain_text, record.findall("dates/copyright-dates/date")))


def _put_identifiers(record: Element, entry_type: str, fields: ReferenceFields) -> None:
    doi = fields.get("doi")
    fields.restore("doi", bare_doi(doi) or doi)
    number = _text(record, "isbn")
    serial = issns_of(number) if entry_type in _IN_JOURNALS else isbns_of(number)
    fields.put("issn" if entry_type in _IN_JOURNALS else "isbn", "; ".join(serial) or number)
    fields.keep("isbn", "" if not serial or only_numbers(number, serial) else number)
    accession = _text(record, "accession-num")
    source = " ".join(_text(record, f"remote-database-{part}") for part in ("name", "provider"))
    pmid = normalise_pmid(accession)
    if pmid and (_PUBMED.search(source) or _has_pubmed_address(record, pmid)):
        fields.put("pmid", pmid)
    else:
        fields.keep("accession-num", accession)
    custom = _text(record, "custom2")
    if custom.upper().startswith("PMC") and (pmcid := normalise_pmcid(custom)):
        fields.put("pmcid", pmcid)
    else:
        fields.keep("custom2", custom)


def _has_pubmed_address(record: Element, pmid: str) -> bool:
    addresses = (plain_text(url) for url in record.findall("urls/*/url"))
    return any(re.search(rf"pubmed\D+{pmid}(?!\d)", address) for address in addresses)


def _put_addresses(record: Element, fields: ReferenceFields) -> None:
    for kind in record.findall("urls/*"):
        texts = [text for text in _words(kind) if text]
        if "url" not in fields and kind.tag in ("related-urls", "web-urls"):
            fields.put("url", texts[0] if texts else "")
            texts = texts[1:]
        fields.keep(kind.tag, texts)


def _recognises(text: str) -> bool:
    return _START.search(text) is not None


REFERENCE_FORMAT = ReferenceFormat(
    name="endnote-xml",
    about="EndNote XML",
    endings=(".xml",),
    recognises=_recognises,
    read=_read,
)
