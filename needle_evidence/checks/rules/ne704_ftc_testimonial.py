"""NE704: experience and testimonials where a benefit claim needs evidence."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.benefit_claims import benefit_claims, word_problems, words_found
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library

_RULE = "NE704"
_FAULT = "This tells of experience, and a testimonial does not substantiate a benefit"


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for assessment in benefit_claims(library):
        yield from word_problems(assessment, words_found(assessment, _RULE), _FAULT)


CHECK = Check(
    code=_RULE,
    name="ftc-testimonial",
    severity=Severity.WARNING,
    summary="A benefit claim rests its case on experience, testimonials or the clinic's own count.",
    why=(
        "Anecdotes, testimonials and surveys of customers are no substantiation, and a "
        "testimonial may not say what the page could not show itself; “results not typical” does "
        "not mend that (Health Products Compliance Guidance, 2022). Not legal advice."
    ),
    bad="95% of our patients feel less pain after one session.",
    good="In one trial of 84 people, dry needling reduced first-step pain at 6 weeks.",
    way_out="Cite trials of the claim itself, or take the sentence off the page.",
    look=_look,
    pack="ftc",
)
