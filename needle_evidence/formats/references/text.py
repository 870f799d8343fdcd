"""Pasted reference lists: plain text in any printed style → references with what is unsure.

The labelling is that of `printed_reference`. Nothing is added, mended or completed: what could
not be read stays in `note` ("not read: …"), and the field `confidence` says how sure the
reading of each field is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
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
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

_SHOWN = 80
_SHOWN_SHORTLY = 40
_MOST_SHOWN = 12
_LONGEST_UNLIKELY = 600
_IDENTIFIERS = ("doi", "pmid", "pmcid", "isbn", "eprint", "url")


def read_printed_list(text: str, *, path: str) -> ReferenceTable:
    """Reads each entry of a pasted reference list, in its order; raises nothing.

    path: the file's name for locations. Text that is no reference, one problem for all that
    stands together, and names that look mangled become problems. Takes time in proportion to
    the text: about two milliseconds for a reference.
    """
    references: list[Reference] = []
    problems: list[Problem] = []
    others: list[PrintedEntry] = []
    printed = split_printed_list(text)
    for entry in printed.entries:
        fields = read_fields(entry.text) if _may_be_reference(entry) else None
        if fields is None or not _says_enough(entry, fields):
            others.append(entry)
            continue
        if others:
            problems.append(_no_references(others, path))
            others = []
        where = Location(path=path, line=entry.line)
        references.append(_reference(entry, fields, where))
        problems.extend(_problems(entry, fields, where))
    if others:
        problems.append(_no_references(others, path))
    if printed.left_out:
        problems.append(_left_out(printed.left_out, path))
    return ReferenceTable(references=tuple(references), problems=tuple(problems))


def read_printed_reference(text: str) -> Reference:
    """Reads a text that is one printed reference, whatever lines it has.

    Its key is empty and its location has no path. What could not be read is in `note`.
    """
    entry = one_entry(text)
    return _reference(entry, read_fields(entry.text), Location(path="", line=1))


def _may_be_reference(entry: PrintedEntry) -> bool:
    return entry.likely or (
        len(entry.text) <= _LONGEST_UNLIKELY and any(map(str.isdigit, entry.text))
    )


def _says_enough(entry: PrintedEntry, read: PrintedFields) -> bool:
    """Whether a work is named; of what is not written like a reference, it takes more."""
    people = bool(read.authors.names or read.editors.names)
    identified = any(name in read.fields for name in _IDENTIFIERS)
    if entry.likely:
        return people or identified or "title" in read.fields
    placed = "journal" in read.fields or "publisher" in read.fields or identified
    dated = "year" in read.fields or "urldate" in read.fields
    return people and placed and dated and "title" in read.fields


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


def _no_references(entries: Sequence[PrintedEntry], path: str) -> Problem:
    """What stands between references and is none."""
    first, last = entries[0].line, entries[-1].last_line
    lines = f"Line {first} is" if first == last else f"Lines {first} to {last} are"
    begin = one_line(entries[0].text, _SHOWN)
    return Problem(
        message=f"{lines} no reference that could be read, and left out: “{begin}”.",
        location=Location(path=path, line=first),
        subject=begin,
        way_out=(
            "Nothing, where it is other text. A reference among it: put it on a line of its own, "
            "or add it alone."
        ),
        raw="\n".join(entry.text for entry in entries),
    )


def _left_out(lines: Sequence[tuple[int, str]], path: str) -> Problem:
    """The headings, page numbers and words of a web page in a list."""
    shown = ", ".join(
        f"{number} “{one_line(text, _SHOWN_SHORTLY)}”" for number, text in lines[:_MOST_SHOWN]
    )
    more = f" and {len(lines) - _MOST_SHOWN} more" if len(lines) > _MOST_SHOWN else ""
    what = "Line" if len(lines) == 1 else f"{len(lines)} lines"
    return Problem(
        kind="left_out",
        message=f"{what} with a heading, a page number or a web page's own words left out: "
        f"{shown}{more}.",
        location=Location(path=path, line=lines[0][0]),
        way_out="Nothing, unless a part of a reference is among them.",
        severity=Severity.NOTE,
        raw="\n".join(text for _, text in lines),
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
