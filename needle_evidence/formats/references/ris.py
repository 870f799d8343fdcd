"""RIS, in which reference managers and databases export ("TY  - JOUR" … "ER  - ")."""

from __future__ import annotations

from collections.abc import Sequence

from needle_evidence.formats.reference_format import ReferenceFormat, ReferenceTable
from needle_evidence.formats.tagged_lines import TaggedStyle
from needle_evidence.formats.tagged_reference.proven_writing import proven_lines
from needle_evidence.formats.tagged_reference.ris_lines import RIS_WRITER
from needle_evidence.formats.tagged_reference.tagged_file import begins_with, read_tagged_file
from needle_evidence.model.reference import Reference


def _read(data: bytes, path: str) -> ReferenceTable:
    return read_tagged_file(data, path, TaggedStyle.RIS)


def _write(references: Sequence[Reference]) -> bytes:
    """UTF-8 with the CRLF line ends that the specification asks for."""
    return "".join(map(_record, references)).encode()


def _record(reference: Reference) -> str:
    lines = proven_lines(reference, RIS_WRITER)
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines) + "ER  - \r\n\r\n"


def _recognises(text: str) -> bool:
    return begins_with(text, TaggedStyle.RIS)


REFERENCE_FORMAT = ReferenceFormat(
    name="ris",
    about="RIS, as reference managers, Scopus, Ovid, Embase and others export",
    endings=(".ris",),
    recognises=_recognises,
    read=_read,
    write=_write,
)
