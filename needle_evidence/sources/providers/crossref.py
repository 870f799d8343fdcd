"""Crossref: the registration agency of most scholarly DOIs, and of notices about them."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from needle_evidence.formats.reference_fields import ReferenceFields, dated_fields, full_pages
from needle_evidence.model.finding import Location
from needle_evidence.model.identifiers import normalise_doi, normalise_isbn
from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.model.registry import Notice, NoticeKind, RegistryRecord
from needle_evidence.sources.json_fields import (
    Json,
    as_day,
    as_list,
    as_object,
    as_objects,
    as_text,
    as_texts,
    first_text,
    iso_date,
    read_object,
)
from needle_evidence.sources.marked_up_text import unmarked
from needle_evidence.sources.source import Fetch, NoAnswerError, Reply, Request, Source

_TITLE = "Crossref"
# Types of https://api.crossref.org/types; what is not named here is `misc`.
_ENTRY_TYPES = {
    "journal-article": "article",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-set": "book",
    "book-chapter": "incollection",
    "book-section": "incollection",
    "book-part": "incollection",
    "reference-entry": "incollection",
    "proceedings-article": "inproceedings",
    "proceedings": "proceedings",
    "dissertation": "phdthesis",
    "report": "techreport",
    "report-component": "techreport",
    "standard": "techreport",
}
# What is no work of its own, in BibTeX's field `type`.
_PARTS = {
    "component": "Component",
    "dataset": "Data set",
    "grant": "Grant",
    "journal": "Journal",
    "journal-issue": "Journal issue",
    "journal-volume": "Journal volume",
    "peer-review": "Peer review",
}
# Crossmark's types of updates (https://www.crossref.org/documentation/crossmark/). A partial
# retraction is neither a retraction of the work nor a mere correction: a person decides.
_NOTICE_KINDS: Mapping[str, NoticeKind | None] = {
    "retraction": NoticeKind.RETRACTION,
    "withdrawal": NoticeKind.RETRACTION,
    "removal": NoticeKind.RETRACTION,
    "retract_and_replace": NoticeKind.REPLACEMENT,
    "retraction_and_replacement": NoticeKind.REPLACEMENT,
    "expression_of_concern": NoticeKind.CONCERN,
    "concern": NoticeKind.CONCERN,
    "correction": NoticeKind.CORRECTION,
    "erratum": NoticeKind.CORRECTION,
    "corrigendum": NoticeKind.CORRECTION,
    "addendum": NoticeKind.CORRECTION,
    "clarification": NoticeKind.CORRECTION,
    "new_version": None,
    "new_edition": None,
    "version": None,
}
# Cochrane withdraws reviews that are out of date, which is no retraction.
_COCHRANE = "10.1002/14651858."
# A citation names the year of the volume, which may follow the first day online by a year;
# `issued` is the earlier of the two.
_DATES = ("published-print", "issued", "published", "published-online", "posted")


def _look_up(_kind: str, doi: str, fetch: Fetch) -> RegistryRecord | None:
    path = "/works/" + urllib.parse.quote(doi, safe="")
    reply = fetch(Request(host="api.crossref.org", path=path))
    if reply.status == 404:
        _expect_absence(reply)
        return None
    work = as_object(read_object(reply, _TITLE).get("message"))
    found = normalise_doi(as_text(work.get("DOI")))
    if found != doi:
        raise NoAnswerError(f"{_TITLE} sent the record of another work ({found or 'no DOI'})")
    return read_work(work)


def read_work(work: Json) -> RegistryRecord:
    """The record in the `message` of Crossref's answer.

    `updated-by` names the notices about the work; `update-to` the works about which it is a
    notice itself. A notice under the work's own DOI, as publishers deposit that put the notice in
    the article's place, is one about the work.
    """
    doi = normalise_doi(as_text(work.get("DOI")))
    about = list(_notices(work.get("update-to"), doi))
    own = [notice for notice in about if notice.identifier == f"doi:{doi}"]
    return RegistryRecord(
        reference=_reference(work),
        notices=_each_once([*_notices(work.get("updated-by"), doi), *own]),
        notice_about=_each_once(notice for notice in about if notice not in own),
    )


def _expect_absence(reply: Reply) -> None:
    """Raises NoAnswerError for a 404 that is not Crossref's own "Resource not found."."""
    if not reply.body.strip().lower().startswith(b"resource not found"):
        status = as_text(read_object(reply, _TITLE).get("status"))
        if status not in {"failed", "error"}:
            raise NoAnswerError(f"{_TITLE} answered 404, but not as it does for unknown DOIs")


def _reference(work: Json) -> Reference:
    fields = ReferenceFields("crossref")
    entry_type = _ENTRY_TYPES.get(as_text(work.get("type")), "misc")
    fields.authors.extend(_people(work.get("author")))
    fields.editors.extend(_people(work.get("editor")))
    fields.put("title", _title(work))
    fields.put("origtitle", unmarked(first_text(work.get("original-title"))))
    fields.put("type", _PARTS.get(as_text(work.get("type")), ""))
    _put_container(fields, work, entry_type)
    fields.put("volume", as_text(work.get("volume")))
    fields.put("number", as_text(work.get("issue")))
    fields.put("pages", full_pages(as_text(work.get("page"))))
    fields.put("eid", as_text(work.get("article-number")))
    fields.put("edition", as_text(work.get("edition-number")))
    for name, value in dated_fields(_date(work)).items():
        fields.put(name, value)
    fields.put_identifiers(doi=as_text(work.get("DOI")))
    fields.put("issn", first_text(work.get("ISSN")))
    isbns = (normalise_isbn(text.rpartition("/")[2]) for text in as_texts(work.get("ISBN")))
    fields.put("isbn", next(filter(None, isbns), ""))
    fields.put("abstract", unmarked(as_text(work.get("abstract"))))
    return fields.freeze(key="", entry_type=entry_type, location=Location(path="crossref"))


def _put_container(fields: ReferenceFields, work: Json, entry_type: str) -> None:
    """Where the work stands, and who published it where that is told of such a work."""
    containers = [unmarked(text) for text in as_texts(work.get("container-title"))]
    publisher = unmarked(as_text(work.get("publisher")))
    if entry_type == "article":
        fields.put("journal", containers[0] if containers else "")
        return
    if entry_type in {"incollection", "inproceedings"} and containers:
        fields.put("booktitle", containers[-1])
        fields.put("series", containers[0] if len(containers) > 1 else "")
    elif containers:
        fields.put("series", containers[0])
    institution = next(iter(as_objects(work.get("institution"))), {})
    body = as_text(institution.get("name")) or publisher
    if as_text(work.get("subtype")) == "preprint":
        fields.put("howpublished", body)
        fields.put("note", "Preprint")
    elif entry_type == "phdthesis":
        fields.put("school", body)
    elif entry_type == "techreport":
        fields.put("institution", body)
    else:
        fields.put("publisher", publisher)
        fields.put("address", as_text(work.get("publisher-location")))


def _title(work: Json) -> str:
    """The title, with the subtitle where it does not hold it already."""
    title = unmarked(first_text(work.get("title")))
    subtitle = unmarked(first_text(work.get("subtitle")))
    if not subtitle or subtitle.lower() in title.lower():
        return title
    return f"{title.rstrip(':')}: {subtitle}" if title else subtitle


def _people(value: object) -> list[PersonName]:
    """Names in order; the one that is marked as the first comes first."""
    people = as_objects(value)
    people.sort(key=lambda person: person.get("sequence") != "first")
    names = [_name(person) for person in people]
    return [name for name in names if name.display]


def _name(person: Json) -> PersonName:
    def part(name: str) -> str:
        return unmarked(as_text(person.get(name)))

    if not (family := part("family")):
        return PersonName(literal=part("name") or part("given"))
    return PersonName(family=family, given=part("given"), suffix=part("suffix"))


def _date(work: Json) -> str:
    dates = (_of_parts(as_object(work.get(name))) for name in _DATES)
    return next(filter(None, dates), "")


def _of_parts(value: Json) -> str:
    parts = as_list(next(iter(as_list(value.get("date-parts"))), []))
    return iso_date(*parts[:3]) if parts else ""


def _notices(value: object, work_doi: str) -> Iterable[Notice]:
    for update in as_objects(value):
        named = as_text(update.get("type")).lower().replace("-", "_").replace(" ", "_")
        kind = _NOTICE_KINDS.get(named, NoticeKind.UNKNOWN)
        if kind is None:
            continue
        if named == "withdrawal" and work_doi.startswith(_COCHRANE):
            kind = NoticeKind.UNKNOWN
        doi = normalise_doi(as_text(update.get("DOI")))
        day = as_day(_of_parts(as_object(update.get("updated"))))
        yield Notice(kind=kind, identifier=f"doi:{doi}" if doi else "", published_on=day)


def _each_once(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """One of those that the publisher and Retraction Watch both reported."""
    kept: dict[tuple[NoticeKind, str], Notice] = {}
    for notice in notices:
        before = kept.get((notice.kind, notice.identifier))
        if before is None or before.published_on is None:
            kept[notice.kind, notice.identifier] = notice
    return tuple(kept.values())


SOURCE = Source(
    name="crossref",
    title=_TITLE,
    about="the registration agency of most scholarly DOIs, with notices and Retraction Watch",
    hosts=("api.crossref.org",),
    answers=("doi",),
    look_up=_look_up,
    # https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/
    contact=MappingProxyType({"mailto": "{contact}"}),
    calls_per_second=5.0,
    connections=3,
)
