"""NE201: a citekey that two entries use, or that two differ in by letter case only."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference


def _look(library: Library) -> Iterator[Problem]:
    yield from (problem for problem in library.problems if problem.kind == "duplicate_citekey")
    first: dict[str, Reference] = {}
    for reference in library.references:
        earlier = first.setdefault(reference.key.casefold(), reference)
        if earlier.key != reference.key:
            yield Problem(
                message=(
                    f"The citekeys {one_line(earlier.key, 80)} (line {earlier.location.line}) and "
                    f"{one_line(reference.key, 80)} differ by letter case only."
                ),
                location=reference.location,
                subject=reference.key,
                severity=Severity.WARNING,
            )


CHECK = Check(
    code="NE201",
    name="duplicate-citekey",
    severity=Severity.ERROR,
    summary="Two entries of the reference file have the same citekey.",
    why=(
        "Only the first is read, so a claim may rest on another work than the one meant. Keys "
        "that differ by letter case only are a warning: BibTeX takes them for one."
    ),
    bad=(
        "@article{hall2018, title = {Effects on the hip}}\n"
        "@article{hall2018, title = {Effects on the knee}}"
    ),
    good=(
        "@article{hall2018hip, title = {Effects on the hip}}\n"
        "@article{hall2018knee, title = {Effects on the knee}}"
    ),
    way_out="Give one of them another citekey, or delete it if it is a copy.",
    look=_look,
)
