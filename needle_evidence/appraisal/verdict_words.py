"""What one source said about a reference, in the words that a person reads."""

from __future__ import annotations

from needle_evidence.model.plain_text import one_line
from needle_evidence.model.verification import PERSON, TITLE, RecordMatch, Verification

_LABELS = {"crossref": "Crossref", "pubmed": "PubMed", "datacite": "DataCite"} | {
    "openalex": "OpenAlex",
    "openlibrary": "Open Library",
    "open_library": "Open Library",
    "retraction_watch": "Retraction Watch",
    PERSON: "a person’s judgement",
    TITLE: "its own title",
}


def source_label(source: str) -> str:
    """A source's name as people read it: "Crossref"; that of a list as it was given."""
    return _LABELS.get(source) or one_line(source.replace("_", " "), 60)


def told_by(row: Verification) -> str:
    """What a row tells of a notice: "retracted, says Crossref (2026-05-01; doi:10.1000/x)"."""
    details = [row.notice_on.isoformat() if row.notice_on else "", one_line(row.notice_id, 120)]
    if row.source == TITLE:
        details.append(one_line(row.reason, 120))
    if row.as_of:
        details.append(f"list of {row.as_of}")
    inside = "; ".join(filter(None, details))
    who = one_line(row.by, 60) if row.source == PERSON and row.by else source_label(row.source)
    return f"{row.notice.label}, says {who}{f' ({inside})' if inside else ''}"


def record_in_words(row: Verification) -> str:
    """How a record fits, by its source: "Crossref: another work (title: “a” here, “b” there)"."""
    words = {
        RecordMatch.WRONG_WORK: "another work",
        RecordMatch.BAD_IDENTIFIER: "no such identifier",
        RecordMatch.FIELD_MISMATCH: "the same work, but for",
        RecordMatch.VERIFIED: "the same work",
    }.get(row.record, row.record.value.replace("_", " "))
    differs = f" ({one_line(row.differs, 400)})" if row.differs else ""
    return f"{source_label(row.source)}, {one_line(row.identifier, 80)}: {words}{differs}"
