"""Whole files of tagged records: bytes → references, each record read in its own format."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.reference_format import ReferenceTable
from needle_evidence.formats.tagged_lines import (
    TaggedRecord,
    TaggedStyle,
    opening_style,
    read_tagged_lines,
)
from needle_evidence.formats.tagged_reference.isi_record import read_isi
from needle_evidence.formats.tagged_reference.medline_record import read_medline
from needle_evidence.formats.tagged_reference.refer_record import read_refer
from needle_evidence.formats.tagged_reference.ris_record import read_ris
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.reference import Reference

_READERS: Mapping[TaggedStyle, Callable[[TaggedRecord, str], Reference]] = {
    TaggedStyle.RIS: read_ris,
    TaggedStyle.MEDLINE: read_medline,
    TaggedStyle.REFER: read_refer,
    TaggedStyle.ISI: read_isi,
}
# Lines that may stand in front of the first record of an export.
_MOST_LINES_BEFORE = 50


def read_tagged_file(data: bytes, path: str, style: TaggedStyle) -> ReferenceTable:
    """The references of a file; records of another tagged format in it are read as well.

    Raises UnreadableInputError where no record of any of them is found.
    """
    decoded = decode(data, path=path)
    tagged = read_tagged_lines(decoded.text, path=path, style=style)
    if not tagged.records:
        raise UnreadableInputError(
            f"{path} holds no {style.value} record.",
            "Open it in an editor: perhaps it is of another format, which --from can name.",
        )
    problems = list(tagged.problems)
    if decoded.guessed:
        problems.insert(0, _guessed(path, decoded.encoding))
    references = tuple(_READERS[record.style](record, path) for record in tagged.records)
    return ReferenceTable(references=references, problems=tuple(problems))


def begins_with(text: str, style: TaggedStyle) -> bool:
    """Whether the first record that a text opens is of this style."""
    for line in (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .split("\n", _MOST_LINES_BEFORE)[:_MOST_LINES_BEFORE]
    ):
        found = opening_style(line)
        if found is not None:
            return found is style
    return False


def _guessed(path: str, encoding: str) -> Problem:
    return Problem(
        kind="guessed_encoding",
        message=f"Nothing in {path} tells its encoding; it was read as {encoding}.",
        location=Location(path=path),
        way_out="If letters with accents look wrong, export it again as UTF-8.",
        severity=Severity.NOTE,
    )
