"""EndNote's refer format, in which journals' sites export ("%0 Journal Article", .enw)."""

from __future__ import annotations

from collections.abc import Sequence

from needle_evidence.formats.reference_format import ReferenceFormat, ReferenceTable
from needle_evidence.formats.tagged_lines import TaggedStyle
from needle_evidence.formats.tagged_reference.proven_writing import proven_lines
from needle_evidence.formats.tagged_reference.refer_lines import REFER_WRITER
from needle_evidence.formats.tagged_reference.tagged_file import begins_with, read_tagged_file
from needle_evidence.model.reference import Reference


def _read(data: bytes, path: str) -> ReferenceTable:
    return read_tagged_file(data, path, TaggedStyle.REFER)


def _write(references: Sequence[Reference]) -> bytes:
    """UTF-8, a blank line behind each record."""
    return "".join(map(_record, references)).encode()


def _record(reference: Reference) -> str:
    lines = proven_lines(reference, REFER_WRITER)
    return "".join(f"%{tag} {value}\n" for tag, value in lines) + "\n"


def _recognises(text: str) -> bool:
    return begins_with(text, TaggedStyle.REFER)


REFERENCE_FORMAT = ReferenceFormat(
    name="enw",
    about="EndNote's tagged format (refer), as journals' sites export",
    endings=(".enw", ".refer"),
    recognises=_recognises,
    read=_read,
    write=_write,
)
