"""Web of Science's tagged plain text ("PT J" … "ER"); only read."""

from __future__ import annotations

from needle_evidence.formats.reference_format import ReferenceFormat, ReferenceTable
from needle_evidence.formats.tagged_lines import TaggedStyle
from needle_evidence.formats.tagged_reference.tagged_file import begins_with, read_tagged_file


def _read(data: bytes, path: str) -> ReferenceTable:
    return read_tagged_file(data, path, TaggedStyle.ISI)


def _recognises(text: str) -> bool:
    return begins_with(text, TaggedStyle.ISI)


REFERENCE_FORMAT = ReferenceFormat(
    name="web-of-science",
    about="Web of Science, plain text with tags",
    endings=(".isi", ".ciw"),
    recognises=_recognises,
    read=_read,
)
