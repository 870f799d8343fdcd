"""A reference as the lines of a RIS record (the specification of 2011, as EndNote reads it)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needle_evidence.formats.tagged_lines import TaggedStyle
from needle_evidence.formats.tagged_reference.cell_values import month_number, page_pair
from needle_evidence.formats.tagged_reference.proven_writing import (
    TagValue,
    TagWriter,
    field_lines,
    kept_lines,
    list_items,
    written_date,
)
from needle_evidence.formats.tagged_reference.ris_record import NOTE_TAG, read_ris
from needle_evidence.formats.tagged_reference.ris_types import ARTICLES, PARTS, WRITTEN_TYPES
from needle_evidence.formats.tagged_reference.written_names import written_name
from needle_evidence.model.reference import Reference

_BEFORE = (("journal", "JF"), ("shortjournal", "JA"))
_MIDDLE = (("volume", "VL"), ("number", "IS"))
_AFTER = (
    ("eid", "C7"),
    ("publisher", "PB"),
    ("school", "PB"),
    ("institution", "PB"),
    ("address", "CY"),
    ("edition", "ET"),
    ("type", "M3"),
    ("doi", "DO"),
    ("url", "UR"),
    ("shorttitle", "ST"),
    ("abstract", "AB"),
)
_LISTS = (("issn", "SN"), ("isbn", "SN"), ("language", "LA"), ("keywords", "KW"))
_KEPT_TAG = re.compile(r"[a-z][a-z0-9]")


def _lines(reference: Reference) -> Iterator[TagValue]:
    fields = reference.fields
    yield "TY", fields.get("ris-ty", "") or WRITTEN_TYPES.get(reference.entry_type, "GEN")
    if reference.key:
        yield "ID", reference.key
    yield from (("AU", written_name(name)) for name in reference.authors)
    if reference.authors_truncated:
        yield "AU", "et al."
    yield from (("A2", written_name(name)) for name in reference.editors)
    yield from field_lines(fields, (("title", "TI"),))
    if reference.entry_type in PARTS:
        yield from field_lines(fields, (("booktitle", "T2"), ("series", "T3")))
    else:
        series = () if reference.entry_type in ARTICLES else (("series", "T3"),)
        site = (("organization", "T2"),) if reference.entry_type == "online" else ()
        yield from field_lines(fields, (*_BEFORE, *series, *site))
    yield from _dates(reference)
    yield from field_lines(fields, _MIDDLE)
    if pages := fields.get("pages", ""):
        first, last = page_pair(pages)
        yield "SP", first
        if last:
            yield "EP", last
    yield from field_lines(fields, _AFTER)
    for name, tag in _LISTS:
        yield from ((tag, item) for item in list_items(fields.get(name, "")))
    if pmid := fields.get("pmid", ""):
        yield "U1", f"{pmid} [PMID]"
    if pmcid := fields.get("pmcid", ""):
        yield "U1", f"{pmcid} [PMCID]"
    yield from ((NOTE_TAG, part) for part in fields.get("note", "").split("; ") if part)
    yield from kept_lines(reference, "ris", _kept_tag)


def _dates(reference: Reference) -> Iterator[TagValue]:
    year, month, day = written_date(reference)
    if year:
        yield "PY", year
    number = month_number(month)
    if number:
        yield "DA", f"{year}/{number:02}/{day.zfill(2) if day else ''}/"
    elif month:
        yield "DA", f"{year}///{month}"
    if accessed := reference.fields.get("urldate", ""):
        yield "Y2", accessed.replace("-", "/")


def _kept_tag(name: str) -> str:
    return name.upper() if _KEPT_TAG.fullmatch(name) and name not in ("ty", "er") else ""


RIS_WRITER = TagWriter(style=TaggedStyle.RIS, note_tag=NOTE_TAG, lines=_lines, read=read_ris)
