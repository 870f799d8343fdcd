"""What a reader must know: what the words of a report mean, and what it does not say."""

from __future__ import annotations

from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.typeset.printed_report import Heading, Section, label, paragraph

# Each word with its meaning; {references} is the path of the reference file.
_TERMS = (
    (
        "Supported by a cited study:",
        "a cited work with data of its own studied this and found it. It does not mean that "
        "the claim is true: the certainty beside it tells how much to make of it.",
    ),
    (
        "Mixed, Refuted, Settled by no cited study:",
        "direct works for and against; only against; none that settles it.",
    ),
    (
        "Indirect evidence only:",
        "what was studied differs from the claim: other people, treatment, comparison or outcome.",
    ),
    (
        "Opinion only:",
        "narrative reviews, commentaries, protocols: no data of their own. Their stance is "
        "shown and never counts.",
    ),
    (
        "Only unrelated works:",
        "what is cited studied neither the claim’s treatment nor its condition.",
    ),
    (
        "Cited, not appraised:",
        "a reference is listed and exists in {references}. What it found about "
        "this claim was not recorded by anyone.",
    ),
    (
        "No reference, Reference not found:",
        "nothing is listed; what is listed is not in the reference file.",
    ),
    (
        "Certainty:",
        "⊕⊕⊕⊕ high, ⊕⊕⊕◯ moderate, ⊕⊕◯◯ low, ⊕◯◯◯ very low: the four levels of GRADE. "
        "“Reported” means copied from a review, with the place; “judged” means by the person "
        "named, with the GRADE domains, not by a GRADE panel. Of several, the lowest counts.",
    ),
    (
        "Level:",
        "OCEBM Levels of Evidence Working Group, Oxford 2011 Levels of Evidence (CC BY 4.0). A "
        "level ranks designs for a question; it is no definitive judgement of quality and "
        "gives no recommendation.",
    ),
    (
        "Inferred:",
        "nobody recorded it; words of the work’s title or abstract suggest it.",
    ),
    (
        "May be printed:",
        "a sentence after the GRADE informative statements (Santesso 2020) where a certainty "
        "is recorded; else the recorded result in the past tense.",
    ),
    (
        "Health-effect claims",
        "say that something helps, harms or compares with something else; rows whose kind was "
        "not recorded are counted with them. Claims about mechanisms are counted apart. "
        "Definitions need no reference.",
    ),
)


def reading_section(view: EvidenceView) -> Section:
    """How to read the report, and what it does not say."""
    terms = (
        paragraph(
            label(term),
            text.replace("{references}", view.references_path),
            role="item",
            level=1,
        )
        for term, text in _TERMS
    )
    return Section(
        title="How to read this",
        anchor="reading",
        blocks=(
            *terms,
            Heading(text="What this report does not say"),
            paragraph(not_said(view)),
        ),
    )


def not_said(view: EvidenceView) -> str:
    """What nobody may read into the report."""
    looked_up = (
        "What registries said of a listed work, and when, stands with it; one that is not checked "
        "may not exist as described, or may have been retracted."
        if view.verified
        else "It does not say that a listed work exists as described or that it was not "
        "retracted: nothing was looked up online."
    )
    return (
        "It does not say that a claim is true. Every judgement in it was made by the person named "
        f"beside it, and can be wrong. {looked_up} It is no clinical or legal advice."
    )


def made_from(view: EvidenceView) -> str:
    """From what, by what and, where asked for, when the report was made."""
    on = f" on {view.generated_on}" if view.generated_on else ""
    return (
        f"Made from {view.claims_path} and {view.references_path} by needle-evidence "
        f"{view.version}{on}. References in the style “{view.style}”."
    )
