"""NE105: a claim that lists one citekey twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for claim in library.claims:
        for key, times in Counter(claim.references).items():
            if times > 1:
                yield Problem(
                    message=f"The citekey {one_line(key, 80)} is listed {times} times.",
                    location=claim.cell("references"),
                    subject=claim.claim_id,
                )


CHECK = Check(
    code="NE105",
    name="repeated-reference",
    severity=Severity.WARNING,
    summary="A claim lists the same citekey more than once.",
    why="Often another work was meant, which is now missing.",
    bad="reduces-hip-pain,Dry needling reduces hip pain.,hall2018effects;hall2018effects",
    good="reduces-hip-pain,Dry needling reduces hip pain.,hall2018effects;lee2020hip",
    way_out="Replace one of the two with the work that was meant, or delete it.",
    look=_look,
)
