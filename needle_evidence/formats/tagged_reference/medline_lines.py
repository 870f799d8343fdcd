"""A reference as the lines of a MEDLINE record, as PubMed writes them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from needle_evidence.formats.tagged_lines import TaggedStyle
from needle_evidence.formats.tagged_reference.cell_values import month_number
from needle_evidence.formats.tagged_reference.medline_record import NOTE_TAG, read_medline
from needle_evidence.formats.tagged_reference.proven_writing import (
    TagValue,
    TagWriter,
    field_lines,
    kept_lines,
    list_items,
    written_date,
)
from needle_evidence.formats.tagged_reference.written_names import medline_short_name
from needle_evidence.model.identifiers import normalise_pmid
from needle_evidence.model.reference import PersonName, Reference

_WIDTH = 88
_INDENT = "      "
_JOURNAL = (("volume", "VI"), ("number", "IP"))
_MIDDLE = (("title", "TI"), ("pages", "PG"))
_AFTER = (
    ("abstract", "AB"),
    ("publisher", "PB"),
    ("edition", "EN"),
    ("shortjournal", "TA"),
    ("journal", "JT"),
)
_KEPT_TAG = re.compile(r"[a-z][a-z0-9]{1,3}")


def wrapped(tag: str, value: str) -> str:
    """A tag and its value, which goes on in lines that begin with six spaces."""
    lines = textwrap.wrap(
        value, width=_WIDTH - len(_INDENT), break_long_words=False, break_on_hyphens=False
    )
    return f"{tag:<4}- " + f"\n{_INDENT}".join(lines) + "\n"


def _lines(reference: Reference) -> Iterator[TagValue]:
    fields = reference.fields
    yield "PMID", normalise_pmid(fields.get("pmid", ""))
    if "nbib-is" not in fields:
        yield from (("IS", number) for number in list_items(fields.get("issn", "")))
    if "nbib-isbn" not in fields:
        yield from (("ISBN", number) for number in list_items(fields.get("isbn", "")))
    yield from field_lines(fields, _JOURNAL)
    yield from _date(reference)
    is_book = reference.entry_type in ("book", "incollection")
    middle = (("title", "BTI"), *_MIDDLE[1:]) if reference.entry_type == "book" else _MIDDLE
    yield from field_lines(fields, middle)
    if is_book:
        book = (("booktitle", "BTI"), ("series", "CTI"), ("address", "PL"))
        yield from field_lines(fields, book)
    if doi := fields.get("doi", ""):
        yield "LID", f"{doi} [doi]"
    yield from field_lines(fields, _AFTER[:1])
    for name in reference.authors:
        yield from _author(name)
    if reference.authors_truncated:
        yield "FAU", "et al."
    yield from (("FED", _full_name(name)) for name in reference.editors)
    yield from (("LA", language) for language in list_items(fields.get("language", "")))
    yield from field_lines(fields, _AFTER[1:])
    yield from field_lines(fields, (("pmcid", "PMC"),))
    yield from (("OT", word) for word in list_items(fields.get("keywords", "")))
    yield from ((NOTE_TAG, part) for part in fields.get("note", "").split("; ") if part)
    yield from kept_lines(reference, "nbib", _kept_tag)


def _author(name: PersonName) -> Iterator[TagValue]:
    if name.literal:
        yield "CN", name.literal
    else:
        yield "FAU", _full_name(name)
        yield "AU", medline_short_name(name)


def _full_name(name: PersonName) -> str:
    if name.literal:
        return name.literal
    family = " ".join(filter(None, (name.particle, name.family)))
    given = " ".join(filter(None, (name.given, name.suffix)))
    return f"{family}, {given}" if given else f"{family},"


def _date(reference: Reference) -> Iterator[TagValue]:
    """A date as "2014 Aug 15", months cut as PubMed cuts them."""
    year, month, day = written_date(reference)
    short = "-".join(part[:3] if month_number(part) else part for part in month.split("-"))
    if "nbib-dp" not in reference.fields and (year or month):
        yield "DP", " ".join(filter(None, (year, short, day)))


def _kept_tag(name: str) -> str:
    return name.upper() if _KEPT_TAG.fullmatch(name) and name != "pmid" else ""


MEDLINE_WRITER = TagWriter(
    style=TaggedStyle.MEDLINE, note_tag=NOTE_TAG, lines=_lines, read=read_medline
)
