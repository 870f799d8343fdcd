"""MEDLINE's tagged format, in which PubMed saves citations (.nbib, "PMID- 123")."""

from __future__ import annotations

from collections.abc import Sequence

from needle_evidence.formats.reference_format import ReferenceFormat, ReferenceTable
from needle_evidence.formats.tagged_lines import TaggedStyle
from needle_evidence.formats.tagged_reference.medline_lines import MEDLINE_WRITER, wrapped
from needle_evidence.formats.tagged_reference.proven_writing import proven_lines
from needle_evidence.formats.tagged_reference.tagged_file import begins_with, read_tagged_file
from needle_evidence.model.reference import Reference


def _read(data: bytes, path: str) -> ReferenceTable:
    return read_tagged_file(data, path, TaggedStyle.MEDLINE)


def _write(references: Sequence[Reference]) -> bytes:
    """UTF-8, a blank line between two records, as PubMed has it."""
    return "\n".join(map(_record, references)).encode()


def _record(reference: Reference) -> str:
    return "".join(wrapped(tag, value) for tag, value in proven_lines(reference, MEDLINE_WRITER))


def _recognises(text: str) -> bool:
    return begins_with(text, TaggedStyle.MEDLINE)


REFERENCE_FORMAT = ReferenceFormat(
    name="nbib",
    about="MEDLINE, as PubMed saves and sends citations",
    endings=(".nbib", ".medline"),
    recognises=_recognises,
    read=_read,
    write=_write,
)
