"""Writing references as tagged lines, with proof: what would not come back travels in a note."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from needle_evidence.formats.tagged_lines import TaggedLine, TaggedRecord, TaggedStyle
from needle_evidence.formats.tagged_reference.cell_values import (
    month_name,
    month_number,
    pages_of,
    plain,
    read_date,
)
from needle_evidence.formats.tagged_reference.collected_fields import (
    CITEKEY,
    ENTRY_TYPE,
    names_as_json,
)
from needle_evidence.model.identifiers import bare_doi
from needle_evidence.model.reference import PersonName, Reference

TagValue = tuple[str, str]

# BibLaTeX's names for fields of BibTeX.
_ALIASES = {"journaltitle": "journal", "location": "address", "annotation": "annote"}
_LISTS = ("keywords", "issn", "isbn", "language")
_NAMES = ("author", "editor")


@dataclass(frozen=True, kw_only=True, slots=True)
class TagWriter:
    """How one format is written.

    lines: the tags that the format itself has for a reference's fields. read: its reader, which
    proves them. note_tag: of the note in which the other fields travel.
    """

    style: TaggedStyle
    note_tag: str
    lines: Callable[[Reference], Iterable[TagValue]]
    read: Callable[[TaggedRecord, str], Reference]


def proven_lines(reference: Reference, writer: TagWriter) -> list[TagValue]:
    """The tags and values of a reference, all on one line each, that read back as it is.

    Names of BibLaTeX become BibTeX's first, and lists and dates take one form.
    """
    reference = one_form(reference)
    lines = [
        (tag, text)
        for place, (tag, value) in enumerate(writer.lines(reference))
        if (text := plain(value)) or place == 0
    ]
    again = _read_again(lines, writer)
    lost = dict(_lost(reference, again))
    if lost and not again.fields.keys() <= reference.fields.keys():
        lines = _without_misread(lines, lost)
        lost |= dict(_lost(reference, _read_again(lines, writer)))
    return [*lines, *((writer.note_tag, f"BibTeX {n}: {value}") for n, value in lost.items())]


def one_form(reference: Reference) -> Reference:
    """The reference with BibTeX's field names, plain values, and no field of names or empty."""
    fields: dict[str, str] = {}
    for name, raw in reference.fields.items():
        value = _one_form(name, raw)
        if value and (name not in _NAMES or not _people(reference, name)):
            fields.setdefault(_ALIASES.get(name, name), value)
    date = read_date(fields.get("date", ""))
    if date.whole and date.year and fields.get("year", date.year) == date.year:
        del fields["date"]
        for name, part in (("year", date.year), ("month", date.month), ("day", date.day)):
            if part:
                fields.setdefault(name, part)
    changed = {name: _literals(fields.pop(name)) for name in _NAMES if name in fields}
    return dataclasses.replace(
        reference,
        key=plain(reference.key),
        entry_type=plain(reference.entry_type) or "misc",
        fields=MappingProxyType(fields),
        authors=changed.get("author", _plain_names(reference.authors)),
        editors=changed.get("editor", _plain_names(reference.editors)),
    )


def list_items(value: str) -> list[str]:
    """The items of a list with ";" between, or else with commas."""
    separator = ";" if ";" in value else ","
    return [text for item in value.split(separator) if (text := item.strip())]


def written_date(reference: Reference) -> tuple[str, str, str]:
    """Year, month and day, each "" where it is none; a day stands only beside its month."""
    year, month, day = (reference.fields.get(name, "") for name in ("year", "month", "day"))
    year = year if re.fullmatch(r"[12]\d{3}", year) else ""
    month = month if month_name(month) == month else ""
    is_day = bool(month_number(month)) and re.fullmatch(r"[1-9]|[12]\d|3[01]", day)
    return year, month, day if is_day else ""


def kept_lines(
    reference: Reference, prefix: str, tag_of: Callable[[str], str]
) -> Iterator[TagValue]:
    """The fields that keep a format's own tags (`ris-m1`) as lines again; tag_of: "" for none."""
    for name, value in reference.fields.items():
        head, dash, rest = name.partition("-")
        if dash and head == prefix and (tag := tag_of(rest)):
            yield from ((tag, part) for part in value.split("; "))


def _one_form(name: str, raw: str) -> str:
    value = plain(raw)
    if name in _LISTS:
        return "; ".join(list_items(value))
    if name == "pages":
        return pages_of(value) or value
    if name == "month":
        return month_name(value) or value
    if name == "day" and value.isdecimal():
        return str(int(value))
    if name == "doi":
        return bare_doi(value) or value
    return value


def _people(reference: Reference, name: str) -> tuple[PersonName, ...]:
    return reference.authors if name == "author" else reference.editors


def _literals(text: str) -> tuple[PersonName, ...]:
    return tuple(PersonName(literal=part) for part in text.split("; ") if part)


def _plain_names(names: Iterable[PersonName]) -> tuple[PersonName, ...]:
    made = (
        PersonName(
            family=plain(name.family),
            given=plain(name.given),
            particle=plain(name.particle),
            suffix=plain(name.suffix),
            literal=plain(name.literal),
        )
        for name in names
    )
    return tuple(name for name in made if name.display)


def _read_again(lines: Iterable[TagValue], writer: TagWriter) -> Reference:
    """The reference that a reader makes of these lines."""
    made = tuple(TaggedLine(tag=tag, value=value, line=1) for tag, value in lines)
    return writer.read(TaggedRecord(style=writer.style, lines=made, line=1, raw=""), "")


def _without_misread(lines: Sequence[TagValue], lost: Mapping[str, str]) -> list[TagValue]:
    """The lines but those of lost fields, which would be read as something else.

    The first line stays, for it opens the record.
    """
    texts = {part for value in lost.values() for part in (value, *list_items(value))}
    return [*lines[:1], *(line for line in lines[1:] if line[1] not in texts)]


def _lost(reference: Reference, again: Reference) -> Iterator[TagValue]:
    """What reading back did not give again, by name."""
    if reference.key and reference.key != again.key:
        yield CITEKEY, reference.key
    if reference.entry_type != again.entry_type:
        yield ENTRY_TYPE, reference.entry_type
    for name, value in reference.fields.items():
        if again.fields.get(name, "") != value:
            yield name, value
    truncated = reference.authors_truncated
    if (reference.authors, truncated) != (again.authors, again.authors_truncated):
        yield "author", names_as_json(reference.authors, truncated=truncated)
    if reference.editors != again.editors:
        yield "editor", names_as_json(reference.editors, truncated=False)


def field_lines(fields: Mapping[str, str], table: Iterable[tuple[str, str]]) -> Iterator[TagValue]:
    """The lines of a table of (field, tag), one for each field that there is."""
    for name, tag in table:
        if value := fields.get(name, ""):
            yield tag, value
