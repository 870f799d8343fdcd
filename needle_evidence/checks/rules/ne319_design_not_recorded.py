"""NE319: a work whose study design nobody recorded, with what its words suggest."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.cited_work import study_designs
from needle_evidence.appraisal.study_design import DESIGN_LABELS
from needle_evidence.checks.check import Check
from needle_evidence.language.nearest import nearest
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for key, design in study_designs(library).items():
        place = library.reference_by_key[key].place("studydesign")
        if design.stated and design.code not in DESIGN_LABELS:
            near = nearest(design.code.replace(" ", "_"), DESIGN_LABELS, 1)
            offer = f" Did you mean {near[0]}?" if near else ""
            yield Problem(
                message=f"The study design “{one_line(design.code, 60)}” is no code.{offer}",
                location=place,
                subject=key,
                severity=Severity.WARNING,
            )
        elif not design.stated:
            yield Problem(
                message=f"No study design is recorded for {one_line(key, 80)}.",
                location=place,
                subject=key,
                way_out=_offer(design.code, design.inferred.words if design.inferred else ()),
            )


def _offer(code: str, words: tuple[tuple[str, str], ...]) -> str:
    if not code:
        return "Look it up in the work and add a studydesign field to the entry."
    shown = "; ".join(f"“{one_line(text, 80)}” in the {field}" for field, text in words[:3])
    return f"Its words suggest studydesign = {{{code}}} ({shown}). Check that, and add the field."


CHECK = Check(
    code="NE319",
    name="design-not-recorded",
    severity=Severity.NOTE,
    summary="A work that claims rest on has no recorded study design, or an unknown code.",
    why=(
        "The design decides what a work can show. What the tool infers from words is marked as "
        "inferred wherever it is printed, and is never as good as somebody having looked."
    ),
    bad="@article{hall2018effects,\n  title = {Effects of needling: a randomized trial},\n  …\n}",
    good=(
        "@article{hall2018effects,\n  title = {Effects of needling: a randomized trial},\n"
        "  studydesign = {rct},\n  …\n}"
    ),
    way_out="Write one of the codes of docs/reference/file-formats.md into the studydesign field.",
    look=_look,
)
