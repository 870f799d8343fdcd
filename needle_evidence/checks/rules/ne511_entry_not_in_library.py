"""NE511: a printed reference that is not, or not surely, in the reference file."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.marks import mark_drift
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for item in mark_drift(library).unmatched_entries:
        several = ", ".join(one_line(key, 60) for key in item.citekeys[:5])
        text = f"“{one_line(item.entry.text, 120)}”"
        yield Problem(
            message=(
                f"It cannot be told which of {several} is meant by {text}."
                if several
                else f"{library.references_path} holds no work that is surely {text}."
            ),
            location=item.location,
            subject=item.article,
        )


CHECK = Check(
    code="NE511",
    name="entry-not-in-library",
    severity=Severity.NOTE,
    summary="A reference that the page prints was not recognised in the reference file.",
    why=(
        "Marks that name it cannot be compared with the claims table, so whether the page cites "
        "what was appraised is unknown."
    ),
    bad="the page prints “Ito A. Heat packs. 2020”; references.bib has no such work",
    good="the page prints “Ito A. Heat packs. 2020”; references.bib holds ito2020heat",
    way_out="Add the work to the reference file, with its DOI where it has one.",
    needs=frozenset({"claims", "references", "articles"}),
    look=_look,
)
