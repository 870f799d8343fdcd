"""OpenAlex: an open index of works that says whether it takes one for retracted."""

from __future__ import annotations

import urllib.parse
from types import MappingProxyType

from needle_evidence.formats.reference_fields import ReferenceFields, dated_fields, full_pages
from needle_evidence.model.finding import Location
from needle_evidence.model.identifiers import normalise_doi, normalise_pmcid, normalise_pmid
from needle_evidence.model.reference import Reference
from needle_evidence.model.registry import Notice, NoticeKind, RegistryRecord
from needle_evidence.sources.json_fields import (
    Json,
    as_object,
    as_objects,
    as_text,
    read_object,
)
from needle_evidence.sources.marked_up_text import unmarked
from needle_evidence.sources.name_in_reading_order import read_name
from needle_evidence.sources.source import Fetch, NoAnswerError, Reply, Request, Source

_TITLE = "OpenAlex"
_FIELDS = (
    "id,doi,ids,title,authorships,publication_year,publication_date,type,primary_location,biblio,"
    "is_retracted"
)
_ENTRY_TYPES = {
    "article": "article",
    "review": "article",
    "letter": "article",
    "editorial": "article",
    "erratum": "article",
    "retraction": "article",
    "book": "book",
    "book-chapter": "incollection",
    "dissertation": "phdthesis",
    "report": "techreport",
    "standard": "techreport",
}
_READERS = {"doi": normalise_doi, "pmid": normalise_pmid, "pmcid": normalise_pmcid}


def _look_up(kind: str, value: str, fetch: Fetch) -> RegistryRecord | None:
    path = f"/works/{kind}:" + urllib.parse.quote(value, safe="")
    reply = fetch(Request(host="api.openalex.org", path=path, query=(("select", _FIELDS),)))
    if reply.status == 404:
        _expect_absence(reply)
        return None
    work = read_object(reply, _TITLE)
    ids = as_object(work.get("ids"))
    written = as_text(ids.get(kind)) or as_text(work.get(kind))
    found = _READERS[kind](written)
    if found != value:
        raise NoAnswerError(f"{_TITLE} sent the record of another work ({found or 'no ' + kind})")
    return read_work(work)


def read_work(work: Json) -> RegistryRecord:
    """The record in OpenAlex's answer.

    `is_retracted` names no nature: it comes from Retraction Watch and from words in titles, and
    corrections and concerns were among them. It is a notice of unknown nature, so that a person
    decides.
    """
    retracted = work.get("is_retracted") is True
    notices = (Notice(kind=NoticeKind.UNKNOWN),) if retracted else ()
    return RegistryRecord(reference=_reference(work), notices=notices)


def _expect_absence(reply: Reply) -> None:
    """Raises NoAnswerError for a 404 that is not OpenAlex's own."""
    if b"not found" in reply.body[:300].lower():
        return
    if not as_text(read_object(reply, _TITLE).get("error")):
        raise NoAnswerError(f"{_TITLE} answered 404, but not as it does for unknown works")


def _reference(work: Json) -> Reference:
    fields = ReferenceFields("openalex")
    kind = as_text(work.get("type"))
    entry_type = _ENTRY_TYPES.get(kind, "misc")
    for authorship in as_objects(work.get("authorships")):
        shown = as_text(as_object(authorship.get("author")).get("display_name"))
        name = read_name(as_text(authorship.get("raw_author_name")) or shown)
        if name.display:
            fields.authors.append(name)
    fields.put("title", unmarked(as_text(work.get("title"))))
    place = as_object(as_object(work.get("primary_location")).get("source"))
    container = as_text(place.get("display_name"))
    container_field = {"article": "journal", "incollection": "booktitle"}.get(entry_type)
    fields.put(container_field or "howpublished", container)
    biblio = as_object(work.get("biblio"))
    fields.put("volume", as_text(biblio.get("volume")))
    fields.put("number", as_text(biblio.get("issue")))
    pages = dict.fromkeys(as_text(biblio.get(name)) for name in ("first_page", "last_page"))
    fields.put("pages", full_pages("-".join(filter(None, pages))))
    dated = dated_fields(as_text(work.get("publication_date")))
    for field, value in (dated or {"year": as_text(work.get("publication_year"))}).items():
        fields.put(field, value)
    ids = as_object(work.get("ids"))
    fields.put_identifiers(
        doi=as_text(work.get("doi")), pmid=as_text(ids.get("pmid")), pmcid=as_text(ids.get("pmcid"))
    )
    if kind == "preprint":
        fields.put("note", "Preprint")
    return fields.freeze(key="", entry_type=entry_type, location=Location(path="openalex"))


SOURCE = Source(
    name="openalex",
    title=_TITLE,
    about="an open index of works; says whether it takes one for retracted",
    hosts=("api.openalex.org",),
    answers=("doi", "pmid", "pmcid"),
    look_up=_look_up,
    # https://developers.openalex.org/api-reference/authentication: single works need no key
    contact=MappingProxyType({"mailto": "{contact}"}),
    calls_per_second=5.0,
)
