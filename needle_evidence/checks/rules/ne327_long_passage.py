"""NE327: a recorded passage that is longer than a quotation may be."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.language.passages import word_count
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

LONGEST = 150  # words


def _look(library: Library) -> Iterator[Problem]:
    for result in library.results:
        words = word_count(result.passage)
        if words > LONGEST:
            yield Problem(
                message=f"The passage from {one_line(result.citekey, 80)} has {words} words; "
                f"reports print the first {LONGEST}.",
                location=result.cell("passage"),
                subject=one_line(result.claim_id, 80),
            )


CHECK = Check(
    code="NE327",
    name="long-passage",
    severity=Severity.WARNING,
    summary=f"A passage has more than {LONGEST} words.",
    why=(
        "A passage shows one result. A long one hides it, and copying whole abstracts may not be "
        "allowed."
    ),
    bad="passage: the whole abstract",
    good="passage: the sentence that gives the result",
    way_out="Keep the sentence that shows the result.",
    look=_look,
)
