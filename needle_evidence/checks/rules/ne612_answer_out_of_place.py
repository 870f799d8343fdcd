"""NE612: a row of verification.csv that no longer speaks about any reference."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.formats.verification_table import VERIFICATION
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.verification import PERSON, NoticeState, Verification, identifiers_of


def _look(library: Library) -> Iterator[Problem]:
    for row in library.verifications:
        fault, severity = _fault(library, row)
        if fault:
            about = f"{one_line(row.source, 40)} about {one_line(row.citekey, 80)}"
            yield Problem(
                message=f"The row of {about} does not count: {fault}.",
                location=row.location or Location(path=VERIFICATION.path),
                subject=row.citekey,
                severity=severity,
            )


def _fault(library: Library, row: Verification) -> tuple[str, Severity | None]:
    reference = library.reference_by_key.get(row.citekey)
    if reference is None:
        return f"{library.references_path} has no such entry", None
    if row.identifier and row.identifier not in identifiers_of(reference):
        return f"the entry no longer gives {one_line(row.identifier, 120)}", None
    if row.source == PERSON and row.notice is not NoticeState.UNCHECKED and not row.by:
        return "a judgement needs a name in its cell “by”", Severity.WARNING
    return "", None


CHECK = Check(
    code="NE612",
    name="answer-out-of-place",
    severity=Severity.NOTE,
    summary="A row of verification.csv speaks about no reference as it now stands.",
    why=(
        "The entry was renamed or deleted, or gives another identifier than the one that was "
        "asked for: the answer says nothing about it any more, and is not counted."
    ),
    bad="hall2018,crossref,doi:10.1234/old (the entry gives 10.1234/new)",
    good="hall2018,crossref,doi:10.1234/new",
    way_out=(
        "Run `needle-evidence verify CITEKEY --online`; delete rows of entries that are gone."
    ),
    needs=frozenset({"references", "verifications"}),
    look=_look,
)
