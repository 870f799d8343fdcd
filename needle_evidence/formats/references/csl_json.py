"""CSL-JSON, as Zotero, JabRef, pandoc and Crossref write it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.csl.csl_reading import read_csl_item
from needle_evidence.formats.csl.csl_writing import write_csl_item
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.json_items import read_json_items
from needle_evidence.formats.json_records import JsonRecord
from needle_evidence.formats.reference_format import ReferenceFormat, ReferenceTable
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.reference import Reference

_LISTS = "items|references"
_FIRST_NAMES = "id|type|title|author|DOI|citation-key|indexed|publisher"
# One of these makes an object a work; any other object is of another kind.
_WORK = frozenset({"title", "author", "DOI", "issued", "container-title", "editor", "PMID", "URL"})
_START = re.compile(r'\A\s*(?:\[\s*)?\{\s*"')
_SIGNS = re.compile(
    r'"(?:container-title|issued|DOI|date-parts|citation-key|non-dropping-particle'
    r'|type"\s*:\s*"(?:article(?:-[a-z]+)?|journal-article|book|chapter|paper-conference|report'
    r"|thesis|webpage|dataset|document))\""
)
_WAY_OUT = "Mend it in the program that it comes from and export it again as CSL-JSON."


def _read(data: bytes, path: str) -> ReferenceTable:
    text = decode(data, path=path).text
    references: list[Reference] = []
    problems: list[Problem] = []
    for record in read_json_items(text, list_names=_LISTS, first_names=_FIRST_NAMES):
        reference = _reference(record, path)
        if reference is not None:
            references.append(reference)
        if reference is None or record.fault:
            problems.append(_problem(record, reference, path))
    if not references and text.strip() not in ("[]", "[ ]"):
        first = f" Line {problems[0].location.line}: {problems[0].message}" if problems else ""
        raise UnreadableInputError(f"{path} holds no work in CSL-JSON.{first}", _WAY_OUT)
    if not references:
        problems.append(_no_work(path))
    return ReferenceTable(references=tuple(references), problems=tuple(problems))


def _no_work(path: str) -> Problem:
    return Problem(
        message=f"{path} is an empty list: it holds no work.",
        location=Location(path=path, line=1),
        subject=path,
        way_out="Export the references again, with all that you want selected.",
        kind="empty",
    )


def _reference(record: JsonRecord, path: str) -> Reference | None:
    fields = record.fields or {}
    envelope = fields.get("message")  # Crossref's
    if isinstance(envelope, Mapping) and not _WORK.intersection(fields):
        fields = envelope
    if not _WORK.intersection(fields):
        return None
    return read_csl_item(fields, location=Location(path=path, line=record.line), raw=record.raw)


def _problem(record: JsonRecord, reference: Reference | None, path: str) -> Problem:
    fault = record.fault or "This object has no title, author, date or DOI"
    return Problem(
        message=f"{fault}{'.' if reference else '; it was not loaded.'}",
        location=Location(path=path, line=record.line),
        subject=reference.key if reference else path,
        way_out=_WAY_OUT,
        raw=record.raw,
        kind="broken_block",
        severity=Severity.WARNING if reference else None,
    )


def _write(references: Sequence[Reference]) -> bytes:
    items = [
        write_csl_item(reference, number=number)
        for number, reference in enumerate(references, start=1)
    ]
    text = json.dumps(items, ensure_ascii=False, indent=2)
    return (text + "\n").encode("utf-8", "replace")


def _recognises(text: str) -> bool:
    return _START.match(text) is not None and _SIGNS.search(text) is not None


REFERENCE_FORMAT = ReferenceFormat(
    name="csl-json",
    about="CSL-JSON (Zotero, JabRef, pandoc, Crossref)",
    endings=(".json", ".csljson"),
    recognises=_recognises,
    read=_read,
    write=_write,
)
