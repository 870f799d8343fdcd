"""DataCite: the registration agency of DOIs of data sets, theses, reports and arXiv."""

from __future__ import annotations

import re
import urllib.parse

from needle_evidence.formats.reference_fields import ReferenceFields, dated_fields, full_pages
from needle_evidence.model.finding import Location
from needle_evidence.model.identifiers import normalise_doi
from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.model.registry import Notice, NoticeKind, RegistryRecord
from needle_evidence.sources.json_fields import (
    Json,
    as_day,
    as_object,
    as_objects,
    as_text,
    iso_date,
    read_object,
)
from needle_evidence.sources.marked_up_text import unmarked
from needle_evidence.sources.source import Fetch, NoAnswerError, Request, Source

_TITLE = "DataCite"
_ARXIV_DOI = "10.48550/arxiv."
_VERSION = re.compile(r"v\d{1,4}$")
# resourceTypeGeneral of the DataCite Metadata Schema 4; what is not named here is `misc`.
_ENTRY_TYPES = {
    "JournalArticle": "article",
    "DataPaper": "article",
    "Book": "book",
    "BookChapter": "incollection",
    "ConferencePaper": "inproceedings",
    "ConferenceProceeding": "proceedings",
    "Dissertation": "phdthesis",
    "Report": "techreport",
    "Standard": "techreport",
}


def _look_up(kind: str, value: str, fetch: Fetch) -> RegistryRecord | None:
    doi = _ARXIV_DOI + _VERSION.sub("", value.lower()) if kind == "arxiv" else value
    path = "/dois/" + urllib.parse.quote(doi, safe="")
    reply = fetch(Request(host="api.datacite.org", path=path, accept="application/vnd.api+json"))
    answer = read_object(reply, _TITLE)
    if reply.status == 404:
        if any(as_text(error.get("status")) == "404" for error in as_objects(answer.get("errors"))):
            return None
        raise NoAnswerError(f"{_TITLE} answered 404, but not as it does for unknown DOIs")
    data = as_object(answer.get("data"))
    work = as_object(data.get("attributes"))
    found = normalise_doi(as_text(work.get("doi")) or as_text(data.get("id")))
    if found != doi:
        raise NoAnswerError(f"{_TITLE} sent the record of another work ({found or 'no DOI'})")
    return read_work(work)


def read_work(work: Json) -> RegistryRecord:
    """The record in the `attributes` of DataCite's answer.

    `IsObsoletedBy`, `IsPreviousVersionOf` and the like are versions and no notices. A date of
    the type `Withdrawn` is one: by the schema, the day on which the work was retracted or
    withdrawn.
    """
    notices = tuple(
        Notice(kind=NoticeKind.RETRACTION, published_on=as_day(as_text(date.get("date"))))
        for date in as_objects(work.get("dates"))
        if as_text(date.get("dateType")) == "Withdrawn"
    )
    return RegistryRecord(reference=_reference(work), notices=notices[:1])


def _reference(work: Json) -> Reference:
    fields = ReferenceFields("datacite")
    general = as_text(as_object(work.get("types")).get("resourceTypeGeneral"))
    entry_type = _ENTRY_TYPES.get(general, "misc")
    fields.authors.extend(_people(work.get("creators"), ""))
    fields.editors.extend(_people(work.get("contributors"), "Editor"))
    fields.put("title", _title(work))
    doi = as_text(work.get("doi"))
    arxiv = doi[len(_ARXIV_DOI) :] if doi.lower().startswith(_ARXIV_DOI) else ""
    _put_place(fields, work, entry_type)
    _put_date(fields, work)
    fields.put_identifiers(doi=doi)
    if arxiv:
        fields.put("eprint", arxiv)
        fields.put("archiveprefix", "arXiv")
    if general == "Preprint":
        fields.put("note", "Preprint")
    descriptions = as_objects(work.get("descriptions"))
    abstract = [d for d in descriptions if as_text(d.get("descriptionType")) == "Abstract"]
    if abstract:
        fields.put("abstract", unmarked(as_text(abstract[0].get("description"))))
    return fields.freeze(key="", entry_type=entry_type, location=Location(path="datacite"))


def _title(work: Json) -> str:
    """The main title, with the subtitle."""
    titles = as_objects(work.get("titles"))
    main = [unmarked(as_text(t.get("title"))) for t in titles if not as_text(t.get("titleType"))]
    sub = [unmarked(as_text(t.get("title"))) for t in titles if t.get("titleType") == "Subtitle"]
    title = next(filter(None, main), "")
    return ": ".join(filter(None, (title.rstrip(":") if sub else title, *sub[:1])))


def _put_place(fields: ReferenceFields, work: Json, entry_type: str) -> None:
    given = work.get("publisher")
    publisher = as_text(as_object(given).get("name")) or as_text(given)
    container = as_object(work.get("container"))
    title = as_text(container.get("title"))
    if entry_type == "article":
        fields.put("journal", title or publisher)
    elif entry_type in {"incollection", "inproceedings"}:
        fields.put("booktitle", title)
    publisher_field = {"phdthesis": "school", "techreport": "institution"}.get(entry_type)
    if publisher_field or entry_type != "article":
        fields.put(publisher_field or "publisher", publisher)
    fields.put("volume", as_text(container.get("volume")))
    fields.put("number", as_text(container.get("issue")))
    first, last = as_text(container.get("firstPage")), as_text(container.get("lastPage"))
    fields.put("pages", full_pages("-".join(filter(None, (first, last)))))
    fields.put("version", as_text(work.get("version")))


def _put_date(fields: ReferenceFields, work: Json) -> None:
    """The year of publication, with month and day where the date of issue has that year."""
    year = iso_date(work.get("publicationYear"))
    issued = (
        as_text(date.get("date"))
        for date in as_objects(work.get("dates"))
        if as_text(date.get("dateType")) == "Issued"
    )
    dated = dated_fields(next(issued, ""))
    for name, value in (dated if dated.get("year") == year else {"year": year}).items():
        fields.put(name, value)


def _people(value: object, role: str) -> list[PersonName]:
    people = [p for p in as_objects(value) if not role or p.get("contributorType") == role]
    names = [_name(person) for person in people]
    return [name for name in names if name.display]


def _name(person: Json) -> PersonName:
    """A name; one without its parts is taken apart at a comma, as DataCite asks to write it."""
    family, given = as_text(person.get("familyName")), as_text(person.get("givenName"))
    whole = as_text(person.get("name"))
    if not family and as_text(person.get("nameType")) != "Organizational":
        family, _, given = (part.strip() for part in whole.partition(","))
        if not given:
            family = ""
    return PersonName(family=family, given=given) if family else PersonName(literal=whole)


SOURCE = Source(
    name="datacite",
    title=_TITLE,
    about="the registration agency of DOIs of data sets, theses, reports and arXiv's preprints",
    hosts=("api.datacite.org",),
    answers=("doi", "arxiv"),
    look_up=_look_up,
    # https://support.datacite.org/docs/rate-limit: 3,000 calls in 5 minutes
    calls_per_second=5.0,
)
