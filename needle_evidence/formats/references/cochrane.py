"""The Cochrane Library's citation export as plain text ("Record #1 of 20", "TI: …")."""

from __future__ import annotations

import re

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.reference_format import ReferenceFormat, ReferenceTable
from needle_evidence.formats.tagged_lines import TaggedStyle
from needle_evidence.formats.tagged_reference.tagged_file import read_tagged_file

_RECORD = re.compile(r"(?m)^Record #\d{1,7} of \d{1,7}[ \t]*\r?$")
_START = re.compile(r"\A\s*Record #\d{1,7} of \d{1,7}\s+(?:ID|AN): \S")
_TAG = re.compile(r"(?m)^(ID|[A-Z]{2}|DOI): ?")
# Its tags under the names that the RIS export of the same library has for them.
_RIS_TAGS = {"ID": "AN"}


def _read(data: bytes, path: str) -> ReferenceTable:
    """Its records as RIS ones, line by line, so that all line numbers stay."""
    text = decode(data, path=path).text
    if not _RECORD.search(text):
        raise UnreadableInputError(
            f"{path} holds no record of the Cochrane Library (“Record #1 of 20”).",
            "Export the citations again, as RIS or as plain text.",
        )
    tagged = _TAG.sub(lambda tag: f"{_RIS_TAGS.get(tag[1], tag[1])}  - ", text)
    as_ris = _RECORD.sub("TY  - JOUR", tagged).encode()
    table = read_tagged_file(as_ris, path, TaggedStyle.RIS)
    problems = tuple(found for found in table.problems if found.kind != "missing_end")
    return ReferenceTable(references=table.references, problems=problems)


def _recognises(text: str) -> bool:
    return _START.match(text) is not None


REFERENCE_FORMAT = ReferenceFormat(
    name="cochrane",
    about="the Cochrane Library's plain text export",
    endings=(),
    recognises=_recognises,
    read=_read,
)
