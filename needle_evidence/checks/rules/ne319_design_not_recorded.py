"""NE319: a work whose study design nobody recorded, with what its words suggest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from needle_evidence.appraisal.cited_work import StudyDesign, study_designs
from needle_evidence.appraisal.design_inference import infer_design
from needle_evidence.appraisal.study_design import DESIGN_LABELS
from needle_evidence.checks.check import Check
from needle_evidence.language.nearest import nearest
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

_LONGEST_WORDS = 200


def _look(library: Library) -> Iterator[Problem]:
    rested_on = _rested_on(library)
    for key, design in study_designs(library).items():
        reference = library.reference_by_key[key]
        place, written = reference.place("studydesign"), reference.text("studydesign").strip()
        if design.stated and design.code not in DESIGN_LABELS:
            meant = _meant(reference, written)
            offer = f" Did you mean {meant} ({DESIGN_LABELS[meant]})?" if meant else ""
            yield Problem(
                message=f"The study design “{one_line(written, 60)}” of {one_line(key, 80)} is no "
                f"code.{offer}",
                location=place,
                subject=key,
                severity=Severity.WARNING,
            )
        elif design.stated and written.lower() != design.code:
            yield Problem(
                message=f"The study design “{one_line(written, 60)}” of {one_line(key, 80)} is "
                f"read as {design.code}.",
                location=place,
                subject=key,
                way_out=f"Write studydesign = {{{design.code}}}.",
            )
        elif not design.stated and key in rested_on:
            yield Problem(
                message=f"No study design is recorded for {one_line(key, 80)}.",
                location=place,
                subject=key,
                way_out=_offer(design),
            )


def _meant(reference: Reference, written: str) -> str:
    """The code that somebody meant who wrote this, or the empty string.

    What the words say goes before how they are spelled: of all codes, the one spelled most like
    "randomized_trial" is nonrandomized_controlled.
    """
    words = written[:_LONGEST_WORDS].replace("_", " ")
    alone = replace(reference, entry_type="article", fields={"title": words})
    denied = "no" in words.casefold()
    codes = (code for code in DESIGN_LABELS if denied or "nonrandom" not in code)
    near = nearest(words.replace(" ", "_"), codes, 1)
    return infer_design(alone).design or "".join(near)


def _rested_on(library: Library) -> set[str]:
    """Citekeys that a claim which needs evidence cites, or that were looked at for one."""
    rows = ((result.claim_id, result.citekey) for result in library.results)
    considered = {
        key
        for claim_id, key in rows
        if any(claim.needs_evidence for claim in library.claims_by_id.get(claim_id, ()))
    }
    return considered.union(*(claim.references for claim in library.claims if claim.needs_evidence))


def _offer(design: StudyDesign) -> str:
    if not design.code or design.inferred is None:
        return "Look it up in the work and add a studydesign field to the entry."
    words = design.inferred.words[:3]
    shown = "; ".join(f"“{one_line(text, 80)}” in the {field}" for field, text in words)
    return (
        f"Its words suggest studydesign = {{{design.code}}} ({shown}). Check that, and add the "
        "field."
    )


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
