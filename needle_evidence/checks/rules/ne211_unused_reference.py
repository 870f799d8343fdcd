"""NE211: a reference that no claim uses."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    if not library.claims:
        if library.references:
            yield NotChecked(reason=f"no claim was read from {library.claims_path}")
        return
    elsewhere = _lending(library) | _appraised(library)
    for reference in library.references:
        used = reference.key in library.claims_by_reference or reference.key in elsewhere
        if reference.is_work and not used:
            key, title = one_line(reference.key, 80), one_line(reference.title, 120)
            yield Problem(
                message=f"No claim uses {key}, “{title}”." if title else f"No claim uses {key}.",
                location=reference.location,
                subject=reference.key,
            )


def _appraised(library: Library) -> frozenset[str]:
    """Works that were considered for a claim, or whose certainty is reported."""
    return frozenset(
        [result.citekey for result in library.results]
        + [rating.reported_by for rating in library.ratings]
    )


def _lending(library: Library) -> frozenset[str]:
    """Entries that others inherit from, or that a set groups."""
    return frozenset(
        key.strip()
        for reference in library.references
        for name in ("crossref", "xdata", "entryset")
        for key in reference.fields.get(name, "").split(",")
    )


CHECK = Check(
    code="NE211",
    name="unused-reference",
    severity=Severity.NOTE,
    summary="No claim lists this reference, and no recorded judgement is about it.",
    why="Either a claim lost its evidence, or the list looks longer than what backs the page.",
    bad="reduces-hip-pain,Dry needling reduces hip pain.,",
    good="reduces-hip-pain,Dry needling reduces hip pain.,hall2018effects",
    way_out="List it beside the claim that it is about, or delete the entry.",
    look=_look,
)
