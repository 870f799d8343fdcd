"""PubMed's XML: what E-utilities' efetch gives, PubMed's exports and its yearly files."""

from __future__ import annotations

import re

from needle_evidence.formats.pubmed_record import read_pubmed_file
from needle_evidence.formats.reference_format import ReferenceFormat, ReferenceTable

_START = re.compile(r"<Pubmed(?:ArticleSet|Article|BookArticle(?:Set)?)[\s>]")


def _read(data: bytes, path: str) -> ReferenceTable:
    found = read_pubmed_file(data, path)
    references = tuple(record.reference for record in found.records)
    return ReferenceTable(references=references, problems=found.problems)


def _recognises(text: str) -> bool:
    return _START.search(text) is not None


REFERENCE_FORMAT = ReferenceFormat(
    name="pubmed-xml",
    about="PubMed XML",
    endings=(".xml",),
    recognises=_recognises,
    read=_read,
)
