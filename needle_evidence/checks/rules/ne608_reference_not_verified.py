"""NE608: a reference about which no source has given an answer that counts."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.verdict import verdicts
from needle_evidence.checks.check import Check
from needle_evidence.checks.notices import named, place, record_told
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.verification import NoticeState, RecordMatch

_ASKED = (RecordMatch.UNCONFIRMED, RecordMatch.INCOMPLETE)


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    used = {*library.claims_by_reference, *(result.citekey for result in library.results)}
    for key, verdict in verdicts(library).items():
        if key not in used or not verdict.unchecked_because:
            continue
        if verdict.record not in _ASKED or verdict.notice is NoticeState.UNKNOWN:
            yield NotChecked(reason=verdict.unchecked_because, subject=key)
            continue
        reference = library.reference_by_key[key]
        yield Problem(
            message=f"{named(reference)} could not be verified: {verdict.unchecked_because}. "
            f"{record_told(verdict)}.",
            location=place(reference, *verdict.record_rows),
            subject=key,
        )
        if verdict.notice is NoticeState.UNCHECKED:  # those asked know nothing of retractions
            yield NotChecked(reason=verdict.unchecked_because, subject=key)


CHECK = Check(
    code="NE608",
    name="reference-not-verified",
    severity=Severity.NOTE,
    summary="Whether a cited work is what the entry says, and still stands, is not known.",
    why=(
        "Where registries were asked and none knows the work, or what they hold is too little to "
        "compare, a person has to look. Where nobody asked, a registry did not answer, its answer "
        "is too old, or the entry gives no identifier, it is *not checked*, which is neither good "
        "nor bad; `--require NE608` makes a gate of it."
    ),
    bad="doi = {10.1234/hall2018}, which Crossref does not know",
    good="doi = {10.1234/hall2018}, verified by Crossref last week",
    way_out=(
        "Run `needle-evidence verify --online`; give entries without an identifier a DOI or PMID."
    ),
    needs=frozenset({"claims", "references", "verifications"}),
    look=_look,
)
