"""A reference as the lines of a record in EndNote's refer format (.enw)."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.formats.tagged_lines import TaggedStyle
from needle_evidence.formats.tagged_reference.cell_values import month_number
from needle_evidence.formats.tagged_reference.proven_writing import (
    TagValue,
    TagWriter,
    field_lines,
    kept_lines,
    list_items,
    written_date,
)
from needle_evidence.formats.tagged_reference.refer_record import (
    NOTE_TAG,
    SIGNS,
    WRITTEN_TYPES,
    read_refer,
)
from needle_evidence.formats.tagged_reference.written_names import written_name
from needle_evidence.model.reference import Reference

_TAGS_OF_SIGNS = {name: sign for sign, name in SIGNS.items()}


def _lines(reference: Reference) -> Iterator[TagValue]:
    fields = reference.fields
    yield "0", fields.get("enw-0", "") or WRITTEN_TYPES.get(reference.entry_type, "Generic")
    yield from (("A", written_name(name)) for name in reference.authors)
    if reference.authors_truncated:
        yield "A", "et al."
    yield from (("E", written_name(name)) for name in reference.editors)
    yield from field_lines(fields, (("title", "T"), ("journal", "J")))
    series = ("series", "S")
    yield from field_lines(fields, (("booktitle", "B"), series))
    yield from field_lines(fields, (("volume", "V"), ("number", "N"), ("pages", "P")))
    yield from _dates(reference)
    bodies = (("publisher", "I"), ("school", "I"), ("institution", "I"))
    yield from field_lines(fields, (*bodies, ("address", "C"), ("edition", "7"), ("type", "9")))
    for name, tag in (("issn", "@"), ("isbn", "@"), ("language", "G"), ("keywords", "K")):
        yield from ((tag, item) for item in list_items(fields.get(name, "")))
    yield from field_lines(fields, (("doi", "R"), ("url", "U")))
    if pmid := fields.get("pmid", ""):
        yield "M", f"PMID: {pmid}"
    yield from field_lines(fields, (("pmcid", "2"), ("shorttitle", "!"), ("abstract", "X")))
    yield from ((NOTE_TAG, part) for part in fields.get("note", "").split("; ") if part)
    if reference.key:
        yield "F", reference.key
    yield from kept_lines(reference, "enw", _tag_of)


def _dates(reference: Reference) -> Iterator[TagValue]:
    year, month, day = written_date(reference)
    if year:
        yield "D", year
    if month_number(month) and day:
        yield "8", f"{month} {day}"
    elif month:
        yield "8", month


def _tag_of(name: str) -> str:
    if name.startswith("small-"):
        return name[6:] if len(name) == 7 and name.isascii() else ""
    if len(name) == 1 and name.isascii() and name.isalnum() and name != "0":
        return name.upper()
    return _TAGS_OF_SIGNS.get(name, "")


REFER_WRITER = TagWriter(style=TaggedStyle.REFER, note_tag=NOTE_TAG, lines=_lines, read=read_refer)
