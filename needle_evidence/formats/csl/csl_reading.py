"""A CSL-JSON item as a reference: the other direction of `csl_item`."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping

from needle_evidence.formats.csl.csl_date_reading import read_date
from needle_evidence.formats.csl.csl_name_reading import read_names
from needle_evidence.formats.reference_fields import (
    ReferenceFields,
    fit_citekey,
    full_pages,
)
from needle_evidence.formats.tagged_reference.collected_fields import names_from_json
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference

# CSL 1.0.2 types, and those of Crossref's own answers, → BibTeX and BibLaTeX entry types.
_ENTRY_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "journal-article": "article",
    "review": "article",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "chapter": "incollection",
    "book-chapter": "incollection",
    "book-section": "incollection",
    "paper-conference": "inproceedings",
    "proceedings-article": "inproceedings",
    "entry": "inreference",
    "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference",
    "reference-entry": "inreference",
    "thesis": "thesis",
    "dissertation": "thesis",
    "report": "report",
    "webpage": "online",
    "post": "online",
    "post-weblog": "online",
    "manuscript": "unpublished",
    "patent": "patent",
    "dataset": "dataset",
    "software": "software",
    "motion_picture": "video",
    "periodical": "periodical",
}
_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
_PARTS_OF_BOOKS = frozenset({"incollection", "inproceedings", "inreference"})
_JOURNALS = frozenset({"article", "periodical"})
# CSL variables, with the names that Zotero's and citeproc-js's older files have for them, →
# fields. What depends on the type is decided by `_placed_fields`.
_FIELDS = {
    "title": "title",
    "title-short": "shorttitle",
    "shortTitle": "shorttitle",
    "container-title-short": "shortjournal",
    "journalAbbreviation": "shortjournal",
    "short-container-title": "shortjournal",
    "publisher-place": "address",
    "publisher-location": "address",
    "event-title": "eventtitle",
    "event": "eventtitle",
    "volume": "volume",
    "edition": "edition",
    "edition-number": "edition",
    "chapter-number": "chapter",
    "number-of-pages": "pagetotal",
    "number-of-volumes": "volumes",
    "version": "version",
    "genre": "type",
    "language": "language",
    "status": "pubstate",
    "abstract": "abstract",
    "ISBN": "isbn",
    "ISSN": "issn",
    "URL": "url",
    "article-number": "eid",
}
_IDENTIFIERS = {"DOI": "doi", "PMID": "pmid", "PMCID": "pmcid"}
_MARKUP = re.compile(
    r"</?(?:i|b|em|strong|sub|sup|span|sc|scp|p|br|jats:[a-z-]{1,30})(?:\s[^<>]{0,200})?/?>", re.I
)
_NOTE_LINE = re.compile(r"(?im)^[ \t]*(DOI|PMID|PMCID):[ \t]*(\S{3,200})[ \t]*$")
_STRUCTURED = ("[", "{", '"')
KEY_NAMES = ("id", "citation-key", "citekey", "citation-label")
# Names inside `custom`, CSL's place for what it has no variable for.
OWN_FIELDS, OWN_TYPE = "bibtex-fields", "bibtex-type"
OWN_NAMES, MORE_AUTHORS = "bibtex-names", "more-authors"
_OWN = frozenset({OWN_FIELDS, OWN_TYPE, OWN_NAMES, MORE_AUTHORS})
_FIELD_NAME = re.compile(r"[^\s\"#%'(),={}A-Z]{1,100}")
_READ_SPECIALLY = frozenset(
    {
        "id",
        "type",
        "author",
        "editor",
        "translator",
        "container-title",
        "collection-title",
        "publisher",
        "issue",
        "number",
        "collection-number",
        "page",
        "page-first",
        "keyword",
        "issued",
        "accessed",
        "custom",
        "note",
        *_FIELDS,
        *_IDENTIFIERS,
    }
)


def read_csl_item(item: Mapping[str, object], *, location: Location, raw: str = "") -> Reference:
    """The reference in a CSL-JSON item, whichever program wrote it; nothing is dropped.

    key: the item's `id`, else its `citation-key`, where one can be a citekey as it stands.
    Variables without a field of BibTeX's are kept as `csl-NAME`: texts as they are, anything
    else as JSON (see `csl_value`). Markup in titles and abstracts (`<i>`, `<jats:p>`) is left out.
    """
    fields = ReferenceFields("csl")
    written_type = _text(item.get("type")).lower()
    entry_type = _ENTRY_TYPES.get(written_type, "misc")
    fields.put("entrysubtype", _SUBTYPES.get(written_type, ""))
    _put_names(item, fields)
    for name, text in (*_plain_fields(item), *_placed_fields(item, entry_type)):
        fields.put_or_keep(name, text)
    _put_pages(item, fields)
    fields.put("keywords", _keywords(item.get("keyword")))
    _put_dates(item, fields)
    written_note = item.get("note")
    note = written_note.strip() if isinstance(written_note, str) else csl_text(written_note)
    fields.put("note", note)
    identifiers = {field: _text(item.get(name)) for name, field in _IDENTIFIERS.items()}
    for found in _NOTE_LINE.finditer(note[:20_000]):
        identifiers[found[1].lower()] = identifiers[found[1].lower()] or found[2]
    fields.put_identifiers(**identifiers)
    key = _put_key(item, fields)
    for name, value in item.items():
        if name not in _READ_SPECIALLY and not (name in KEY_NAMES and value == key):
            fields.keep(name, csl_text(value))
    if entry_type == "misc" and written_type != "document":
        fields.keep("type", written_type)
    entry_type = _restore(item.get("custom"), fields) or entry_type
    return fields.freeze(key=key, entry_type=entry_type, location=location, raw=raw)


def _restore(custom: object, fields: ReferenceFields) -> str:
    """Takes back what this tool put into `custom` (see `csl_writing`); the entry type, if any."""
    if not isinstance(custom, Mapping):
        fields.keep("custom", csl_text(custom))
        return ""
    own = custom.get(OWN_FIELDS)
    for name, value in own.items() if isinstance(own, Mapping) else ():
        if isinstance(value, str) and _FIELD_NAME.fullmatch(name):
            fields.restore(name, value)
    names = custom.get(OWN_NAMES)
    if isinstance(names, Mapping):
        for role, people in (("author", fields.authors), ("editor", fields.editors)):
            if isinstance(text := names.get(role), str):
                people[:] = names_from_json(text)[0]
                fields.authors_truncated = fields.authors_truncated and role != "author"
    fields.authors_truncated = fields.authors_truncated or custom.get(MORE_AUTHORS) is True
    rest = {name: value for name, value in custom.items() if name not in _OWN}
    fields.keep("custom", csl_text(rest or None))
    entry_type = custom.get(OWN_TYPE)
    return entry_type if isinstance(entry_type, str) and entry_type.isalnum() else ""


def csl_text(value: object) -> str:
    """A value of any kind as the text of a field, from which `csl_value` gets it back.

    A text stays as it is; lists and objects become JSON, and so does a text that looks like it.
    """
    if value is None:
        return ""
    if isinstance(value, str) and not value.strip().startswith(_STRUCTURED):
        return value.strip()
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def csl_value(text: str) -> object:
    """The value that `csl_text` made a text of; numbers come back as text."""
    if text.startswith(_STRUCTURED):
        try:
            value: object = json.loads(text)
        except (ValueError, RecursionError):
            return text
        return value
    return text


def _put_key(item: Mapping[str, object], fields: ReferenceFields) -> str:
    candidates = [value for name in KEY_NAMES if isinstance(value := item.get(name), str)]
    key = next((fit for text in candidates if (fit := fit_citekey(text.strip()))), "")
    written = _text(item.get(KEY_NAMES[0]))
    if written and written != key:
        fields.keep("id", csl_text(written))
    return key


def _put_names(item: Mapping[str, object], fields: ReferenceFields) -> None:
    for role, people in (("author", fields.authors), ("editor", fields.editors)):
        names = read_names(item.get(role))
        people.extend(names.people)
        if role == "author":
            fields.authors_truncated = names.truncated
        if not names.whole:
            fields.keep(role, csl_text(item.get(role)))
    translators = read_names(item.get("translator"))
    fields.put("translator", translators.in_bibtex)
    if not translators.whole:
        fields.keep("translator", csl_text(item.get("translator")))


def _plain_fields(item: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, field in _FIELDS.items():
        if name in item:
            yield field, _text(item[name])


def _placed_fields(item: Mapping[str, object], entry_type: str) -> Iterator[tuple[str, str]]:
    """The variables whose field depends on the type of the work."""
    in_journal = entry_type in _JOURNALS
    container = "journal" if in_journal else "booktitle"
    publisher = {"report": "institution", "thesis": "school"}.get(entry_type, "publisher")
    number = "number" if entry_type in {"report", "patent"} else "eid"
    if entry_type == "online":
        container = publisher = "organization"
    elif entry_type == "misc":
        container = "journal"  # what stands around it, such as a preprint server
    collection = "number" if entry_type in _PARTS_OF_BOOKS | {"book"} else "csl-collection-number"
    for name, field in (
        ("container-title", container),
        ("collection-title", "series"),
        ("publisher", publisher),
        ("issue", "number"),
        ("number", number),
        ("collection-number", collection),
    ):
        if value := _text(item.get(name)):
            yield field, value


def _put_pages(item: Mapping[str, object], fields: ReferenceFields) -> None:
    pages, first = _text(item.get("page")), _text(item.get("page-first"))
    fields.put("pages", full_pages(pages or first))
    if pages and first and not full_pages(pages).startswith(first):
        fields.keep("page-first", first)


def _put_dates(item: Mapping[str, object], fields: ReferenceFields) -> None:
    issued = read_date(item.get("issued"))
    for name, value in issued.fields.items():
        fields.put(name, value)
    if not issued.whole:
        fields.keep("issued", csl_text(item.get("issued")))
    if "year" not in fields and "date" not in fields:
        # Crossref's own answers may have only these; "created" is the registration's day.
        for name in ("published", "published-print", "published-online"):
            for field, value in read_date(item.get(name)).fields.items():
                fields.put(field, value)
    accessed = read_date(item.get("accessed"))
    fields.put("urldate", accessed.iso)
    if not accessed.whole or (item.get("accessed") and not accessed.iso):
        fields.keep("accessed", csl_text(item.get("accessed")))


def _keywords(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, map(_text, value)))
    text = _text(value)
    parts = re.split(r"\s*;\s*" if ";" in text else r"\s*,\s*", text)
    return "; ".join(filter(None, parts))


def _text(value: object) -> str:
    """A variable's value as one line of plain text; of a list (Crossref), its members."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return " ".join(html.unescape(_MARKUP.sub("", value)).split())
    if isinstance(value, list):
        return "; ".join(filter(None, map(_text, value[:1_000])))
    return csl_text(value)
