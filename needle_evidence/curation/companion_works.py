"""Whether one of two works is about the other one: a notice, a comment, its data, its review."""

from __future__ import annotations

import re

from needle_evidence.curation.work_kinds import NOTICES, Kind, work_kind
from needle_evidence.curation.work_places import read_journal, read_pages
from needle_evidence.model.reference import Reference

_LONGEST = 500
_ABOUT_OTHERS = NOTICES | {Kind.RESPONSE}
# BibTeX types of works that registries list beside what belongs to them.
_WHOLE_WORKS = frozenset(
    {"article", "book", "incollection", "inproceedings", "phdthesis", "techreport"}
)
# As PNAS heads its notices: "Correction for Hall et al., Needling and pain".
_NAMING_AUTHORS = re.compile(
    r"(?P<what>correction|retraction|(?:editorial )?expression of concern) (?:for|to) [^,:]{2,80}, "
    r"(?=\S)",
    re.IGNORECASE,
)
_KINDS = {"c": Kind.CORRECTION, "r": Kind.RETRACTION, "e": Kind.CONCERN}
_PARTS = frozenset({"component", "data set", "dataset", "grant", "journal", "journal issue"}) | {
    "journal volume",
    "peer review",
}


def about_other_work(reference: Reference) -> tuple[Kind, str]:
    """What a work is about another work, and that one's title as its own title gives it.

    "Correction to: Needling and pain" is (CORRECTION, "Needling and pain"). A work that is not
    about another one is (UNKNOWN, its own title).
    """
    if found := _NAMING_AUTHORS.match(reference.title[:_LONGEST]):
        return _KINDS[found["what"][0].lower()], reference.title[found.end() :]
    kind, title = work_kind(
        reference,
        read_journal(reference.container[:_LONGEST]),
        read_pages(reference.text("pages", "eid")),
    )
    return (kind, title) if kind in _ABOUT_OTHERS else (Kind.UNKNOWN, reference.title)


def belongs_to_a_work(entry: Reference, record: Reference) -> bool:
    """Whether a whole work stands beside the record of what only belongs to one: its review."""
    named = record.text("type")[:_LONGEST].strip().lower()
    return entry.entry_type in _WHOLE_WORKS and (record.entry_type == "dataset" or named in _PARTS)
