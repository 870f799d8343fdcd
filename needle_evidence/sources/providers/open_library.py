"""Open Library: the Internet Archive's catalogue of books, asked by ISBN."""

from __future__ import annotations

import re

from needle_evidence.formats.reference_fields import ReferenceFields
from needle_evidence.model.finding import Location
from needle_evidence.model.identifiers import isbn_13
from needle_evidence.model.reference import Reference
from needle_evidence.model.registry import RegistryRecord
from needle_evidence.sources.json_fields import (
    Json,
    as_object,
    as_objects,
    as_text,
    as_texts,
    read_object,
)
from needle_evidence.sources.name_in_reading_order import read_name
from needle_evidence.sources.source import Fetch, NoAnswerError, Request, Source

_TITLE = "Open Library"
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


def _look_up(_kind: str, isbn: str, fetch: Fetch) -> RegistryRecord | None:
    asked = f"ISBN:{isbn}"
    query = (("bibkeys", asked), ("jscmd", "data"), ("format", "json"))
    reply = fetch(Request(host="openlibrary.org", path="/api/books", query=query))
    answer = read_object(reply, _TITLE)
    if reply.status == 404:
        raise NoAnswerError(
            f"{_TITLE} answered 404, which is not how it says that a book is absent"
        )
    if not answer:
        return None
    book = as_object(answer.get(asked))
    ids = as_object(book.get("identifiers"))
    numbers = {isbn_13(text) for key in ("isbn_13", "isbn_10") for text in as_texts(ids.get(key))}
    if not book or (numbers and isbn_13(isbn) not in numbers):
        raise NoAnswerError(f"{_TITLE} sent the record of another book")
    return RegistryRecord(reference=_reference(book, isbn))


def _reference(book: Json, isbn: str) -> Reference:
    fields = ReferenceFields("open-library")
    for author in as_objects(book.get("authors")):
        name = read_name(as_text(author.get("name")))
        if name.display:
            fields.authors.append(name)
    title, subtitle = as_text(book.get("title")), as_text(book.get("subtitle"))
    fields.put("title", ": ".join(filter(None, (title, subtitle))))
    fields.put("publisher", _first_name(book.get("publishers")))
    fields.put("address", _first_name(book.get("publish_places")))
    year = _YEAR.search(as_text(book.get("publish_date"))[:100])
    fields.put("year", year.group() if year else "")
    fields.put("isbn", isbn)
    return fields.freeze(key="", entry_type="book", location=Location(path="open_library"))


def _first_name(value: object) -> str:
    return next((as_text(item.get("name")) for item in as_objects(value)), "")


SOURCE = Source(
    name="open_library",
    title=_TITLE,
    about="the Internet Archive's catalogue of books",
    hosts=("openlibrary.org",),
    answers=("isbn",),
    look_up=_look_up,
    # https://openlibrary.org/developers/api: three calls a second for those who name themselves
    calls_per_second=1.0,
    connections=1,
)
