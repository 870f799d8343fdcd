"""Pasted reference lists: plain text in any printed style → references with what is unsure.

The labelling is that of `printed_reference`. Nothing is added, mended or completed: what could
not be read stays in `note` ("not read: …"), and the field `confidence` says how sure the
reading of each field is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from types import MappingProxyType

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.printed_reference.fields import (
    NOT_READ,
    PrintedFields,
    read_fields,
)
from needle_evidence.formats.printed_reference.printed_list import (
    PrintedEntry,
    one_entry,
    split_printed_list,
)
from needle_evidence.formats.reference_format import ReferenceFormat, ReferenceTable
from needle_evidence.model.finding import Location, Problem
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

_SHOWN = 80
_IDENTIFIERS = ("doi", "pmid", "pmcid", "isbn", "eprint", "url")


def read_printed_list(text: str, *, path: str) -> ReferenceTable:
    """Reads each entry of a pasted reference list, in its order; raises nothing.

    path: the file's name for locations. Text that is no reference, and names that look mangled,
    become problems.
    """
    references: list[Reference] = []
    problems: list[Problem] = []
    for entry in split_printed_list(text):
        fields = read_fields(entry.text)
        where = Location(path=path, line=entry.line)
        if not _says_enough(entry, fields):
            problems.append(_unread(entry, where))
            continue
        reference = _reference(entry, fields, where)
        references.append(reference)
        problems.extend(_problems(entry, fields, where))
    return ReferenceTable(references=tuple(references), problems=tuple(problems))


def read_printed_reference(text: str) -> Reference:
    """Reads a text that is one printed reference, whatever lines it has.

    Its key is empty and its location has no path. What could not be read is in `note`.
    """
    entry = one_entry(text)
    return _reference(entry, read_fields(entry.text), Location(path="", line=1))


def _says_enough(entry: PrintedEntry, fields: PrintedFields) -> bool:
    """Whether this is a reference: it names a work and looks like one, or is numbered as one."""
    named = bool(
        fields.authors.names or fields.editors.names or fields.fields.get("title")
    ) or any(name in fields.fields for name in _IDENTIFIERS)
    return named and entry.likely


def _reference(entry: PrintedEntry, read: PrintedFields, where: Location) -> Reference:
    fields = {
        name: "; ".join(person.display for person in names.names)
        for name, names in (("author", read.authors), ("editor", read.editors))
        if names.names
    }
    fields |= read.fields
    if read.not_read:
        fields["note"] = NOT_READ + " | ".join(read.not_read)
    if read.confidence:
        fields["confidence"] = "; ".join(
            f"{name} {math.floor(100 * value) / 100:.2f}" for name, value in read.confidence.items()
        )
    return Reference(
        key="",
        entry_type=read.entry_type,
        location=where,
        fields=MappingProxyType(fields),
        authors=read.authors.names,
        editors=read.editors.names,
        authors_truncated=read.authors.truncated,
        raw=entry.text,
    )


def _unread(entry: PrintedEntry, where: Location) -> Problem:
    return Problem(
        message=f"“{one_line(entry.text, _SHOWN)}” was not read as a reference.",
        location=where,
        subject=one_line(entry.text, _SHOWN),
        way_out="If it is one, put it on a line of its own, or import it alone.",
        raw=entry.text,
    )


def _problems(entry: PrintedEntry, read: PrintedFields, where: Location) -> Iterator[Problem]:
    name = one_line(read.fields.get("title", "") or entry.text, _SHOWN)
    doubtful = (*read.authors.doubtful, *read.editors.doubtful)
    if doubtful:
        shown = ", ".join(f"“{one_line(one, 60)}”" for one in doubtful[:5])
        yield Problem(
            message=f"The names of “{name}” look mangled: {shown}. They were left as printed.",
            location=where,
            subject=name,
            way_out="Look the authors up in the work itself or its registry record.",
            raw=entry.text,
        )


def _read(data: bytes, path: str) -> ReferenceTable:
    text = decode(data, path=path).text
    table = read_printed_list(text, path=path)
    if not table.references:
        raise UnreadableInputError(
            f"{path} holds no printed reference that could be read.",
            "Paste the reference list as plain text, one reference a line or with empty lines "
            "between, and try again.",
        )
    return table


def _recognises(text: str) -> bool:
    """Never: any text could be a list, and only a person knows that this one is."""
    del text
    return False


REFERENCE_FORMAT = ReferenceFormat(
    name="text",
    about="printed references in plain text, in any style, numbered or not",
    endings=(".txt",),
    recognises=_recognises,
    read=_read,
)
