"""What every reference format is, and finding the one in which a file is written."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from needle_evidence.errors import UnreadableInputError, UsageError
from needle_evidence.formats.decode_text import decode
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.reference import Reference
from needle_evidence.plugins import load_extensions

Kind = TypeVar("Kind")

REFERENCES = "needle_evidence.formats.references"
# The format of pasted lists, which any text could be: taken only where it is asked for.
PASTED = "text"
# A format shows in the beginning of a file; even, for the two bytes of UTF-16.
_BEGINNING = 262_144
_WEB_PAGE = re.compile(
    r"(?i)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html)\b"
)
# PubMed's formats for readers, which leave out what citations need or are no list.
_PUBMED_ABSTRACTS = re.compile(
    r"(?m)^(?:PMID: \d{1,8}(?:[ \t]+\[[\w -]{1,40}\])?|Author information:)[ \t]*\r?$"
)
_PUBMED_NUMBERED = re.compile(r"\A\s*1\. [^.\n]{2,120}\. (?:1[6-9]|20)\d\d\b")
_TAGGED_RECORD = re.compile(r"(?m)^(?:TY  - [A-Z]{3,7}|PMID- \d{1,8}|%0 [A-Z][a-z]+)[^\n]{0,40}$")
_BINARY = (
    (b"%PDF-", "a PDF", "Copy its reference list into a text file and use --from text."),
    (b"\xd0\xcf\x11\xe0", "an old Office document",
     "Save a table as CSV; copy a reference list into a text file and use --from text."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and import the file in it."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it and import the file in it."),
    (b"Rar!", "a RAR archive", "Unpack it and import the file in it."),
    (b"{\\rtf", "a rich-text file (.rtf)", "Save it as plain text (UTF-8)."),
    (b"\x89PNG", "a picture", "Import the file that the picture was made from."),
    (b"\xff\xd8\xff", "a picture", "Import the file that the picture was made from."),
    (b"SQLite format 3", "a database", "Export it from its program as RIS or BibTeX."),
)  # fmt: skip
_MOST_OTHERS = 100
_ZIP = b"PK\x03\x04"
_ZIPPED = (
    (b"word/", "a Word document",
     "Copy its reference list into a text file and use --from text."),
    (b"xl/", "an Excel workbook", "Save the table as CSV (UTF-8)."),
    (b"ppt/", "a PowerPoint document",
     "Copy its reference list into a text file and use --from text."),
    (b"opendocument.spreadsheet", "a LibreOffice table", "Save it as CSV (UTF-8)."),
    (b"opendocument.text", "a LibreOffice document",
     "Copy its reference list into a text file and use --from text."),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceTable:
    """What a reference file held, in its order, and what could not be read.

    A field for which BibTeX has no name is kept under the format's own name and a hyphen:
    tag M1 of a RIS file as `ris-m1`. Keys may be empty in formats without citekeys.
    """

    references: tuple[Reference, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceFormat:
    """One format in which references are exchanged.

    name: as in `--from`. about: what it is, in a few words. endings: file endings with a dot,
    lower case. recognises: whether the beginning of a decoded text is of this format, for
    certain. read: the bytes of a file and its path → what it held; raises UnreadableInputError
    where nothing of it can be read; None for a format that is only written. write: references →
    the bytes of a file; None for a format that is only read.
    """

    name: str
    about: str
    endings: tuple[str, ...]
    recognises: Callable[[str], bool]
    read: Callable[[bytes, str], ReferenceTable] | None = None
    write: Callable[[Sequence[Reference]], bytes] | None = None


def reference_formats() -> tuple[ReferenceFormat, ...]:
    """All reference formats, ours and plug-ins'."""
    return load_extensions(REFERENCES, "REFERENCE_FORMAT", ReferenceFormat)


def read_reference_file(
    data: bytes, path: str, form: str = ""
) -> tuple[ReferenceFormat, ReferenceTable]:
    """What a file holds, and the format in which it was read.

    form: the format's name as in `--from`; without it the file's content tells, then the ending
    of its path. A file whose content is of another format than its ending is read by its
    content, with a problem that says so.

    Raises:
        UsageError: there is no format of that name, or it cannot be read.
        UnreadableInputError: the file is empty, of no format that can be read (a web page, a
            PDF, an archive …), or damaged.
    """
    readers = {f.name: _Reader(f, f.read) for f in reference_formats() if f.read is not None}
    named = _named(form, readers, "read") if form else None
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableInputError(f"{path} is empty.", "Export the references again.")
    if named is not None:
        if named.form.name == PASTED:
            _refuse_abstracts(data, path)
        return named.form, named.read(data, path)
    candidates = [reader for name, reader in readers.items() if name != PASTED]
    by_ending = [reader for reader in candidates if reader.has_ending(path)]
    _refuse_binary(data, path, read_anyway=bool(by_ending))
    beginning = "" if data.startswith(_ZIP) else _beginning(data, path)
    by_content = [reader for reader in candidates if reader.form.recognises(beginning)]
    if not by_content and _WEB_PAGE.match(beginning):
        raise _web_page(path)
    if not by_content:
        _refuse_abstracts(data, path)
    if not by_content and not by_ending:
        raise _no_format(path, readers)
    if not by_content:
        return by_ending[0].form, by_ending[0].read(data, path)
    both = [reader for reader in by_ending if reader in by_content]
    return _fullest(both or by_content, data, path, misnamed=bool(by_ending) and not both)


def write_reference_file(references: Sequence[Reference], form: str) -> bytes:
    """References as the bytes of a file in the format of that name.

    Raises UsageError where there is no such format or it cannot be written.
    """
    writers = {f.name: f.write for f in reference_formats() if f.write is not None}
    return _named(form, writers, "written")(references)


@dataclass(frozen=True, slots=True)
class _Reader:
    form: ReferenceFormat
    read: Callable[[bytes, str], ReferenceTable]

    def has_ending(self, path: str) -> bool:
        return path.lower().endswith(self.form.endings)


def _named(name: str, choices: Mapping[str, Kind], verb: str) -> Kind:
    """The choice of this name; verb: what it is for, for the message."""
    found = choices.get(name.strip().lower())
    if found is None:
        names = ", ".join(choices)
        raise UsageError(f"There is no format “{name}” that can be {verb}.", f"Use one of {names}.")
    return found


def _refuse_binary(data: bytes, path: str, *, read_anyway: bool) -> None:
    """Names a file that is no text; read_anyway: its ending is that of a format of workbooks."""
    for start, kind, way_out in _BINARY:
        if data.startswith(start):
            raise UnreadableInputError(f"{path} is {kind}, which holds no references.", way_out)
    if not data.startswith(_ZIP):
        return
    head = data[:_BEGINNING] + data[-_BEGINNING:]
    if read_anyway and b"xl/" in head:
        return
    for part, kind, way_out in _ZIPPED:
        if part in head:
            raise UnreadableInputError(f"{path} is {kind}.", way_out)
    raise UnreadableInputError(f"{path} is a zip archive.", "Unpack it and import the file in it.")


def _beginning(data: bytes, path: str) -> str:
    """The decoded beginning of a file."""
    if len(data) > _BEGINNING:
        # Where the cut went through a character of UTF-16, the whole must be decoded.
        with contextlib.suppress(UnreadableInputError):
            return decode(data[:_BEGINNING], path=path).text
    return decode(data, path=path).text[:_BEGINNING]


def _fullest(
    readers: Sequence[_Reader], data: bytes, path: str, *, misnamed: bool
) -> tuple[ReferenceFormat, ReferenceTable]:
    """Of the formats that know the file for theirs, the one that finds most in it."""
    read = [(reader.form, reader.read(data, path)) for reader in readers]
    form, table = max(read, key=lambda pair: len(pair[1].references))
    if form.name == "bibtex":
        table = _with_other_records(table, data, path)
    if not misnamed:
        return form, table
    note = Problem(
        kind="other_format",
        message=f"{path} is of the format {form.name}, whatever its name says, and was read so.",
        location=Location(path=path),
        way_out=f"Give it the ending {form.endings[0]}.",
        severity=Severity.NOTE,
    )
    return form, dataclasses.replace(table, problems=(note, *table.problems))


def _with_other_records(table: ReferenceTable, data: bytes, path: str) -> ReferenceTable:
    """Says where records of another format stand between BibTeX entries, which passes them over."""
    text = decode(data, path=path).text
    found = list(itertools.islice(_TAGGED_RECORD.finditer(text), _MOST_OTHERS))
    entries = "\n".join(reference.raw for reference in table.references) if found else ""
    others = [one for one in found if one[0] not in entries]
    if not others:
        return table
    line = text.count("\n", 0, others[0].start()) + 1
    count = "a record" if len(others) == 1 else f"{len(others)} records"
    note = Problem(
        kind="mixed_formats",
        message=f"Between the BibTeX entries stand {count} of another format "
        f"(“{others[0][0][:40]}”); they were not read.",
        location=Location(path=path, line=line),
        way_out="Put them into a file of their own and import that, too.",
        severity=Severity.WARNING,
    )
    return dataclasses.replace(table, problems=(*table.problems, note))


def _refuse_abstracts(data: bytes, path: str) -> None:
    """PubMed's "Abstract (text)" is for reading: its parts have no names."""
    beginning = "" if data.startswith(_ZIP) else _beginning(data, path)
    if _PUBMED_NUMBERED.match(beginning) and _PUBMED_ABSTRACTS.search(beginning):
        raise UnreadableInputError(
            f"{path} holds abstracts as PubMed shows them (“Abstract”), not citations.",
            "In PubMed choose Save, then the format PubMed (.nbib file), and import that.",
        )


def _web_page(path: str) -> UnreadableInputError:
    return UnreadableInputError(
        f"{path} is a web page, not a file of references.",
        "Perhaps the site asked for a login: download the citations again (RIS, BibTeX or "
        "PubMed format), or copy the page's reference list into a text file and use --from text.",
    )


def _no_format(path: str, names: Iterable[str]) -> UnreadableInputError:
    known = ", ".join(name for name in names if name != PASTED)
    return UnreadableInputError(
        f"{path} is of no format that was recognised ({known}).",
        "Name its format with --from; if it is a plain reference list, use --from text.",
    )
