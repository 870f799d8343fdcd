"""NE512: a sentence of an article that makes a health claim and is in no row."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.anchoring.coverage import coverage
from needle_evidence.anchoring.new_rows import proposed_rows
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for one in coverage(library):
        if one.not_checked:
            yield NotChecked(reason=one.not_checked, subject=one.article)
    columns = library.claims[0].columns if library.claims else None
    for row in proposed_rows(library):
        sentence = row.sentence
        yield Problem(
            message=(
                f"“{one_line(sentence.text, 160)}” makes a claim ({sentence.kind.label}: "
                f"“{one_line(sentence.cue, 60)}”) that is in no row of {library.claims_path}."
            ),
            location=sentence.location,
            subject=row.claim_id,
            way_out=(
                "Run `needle-evidence uncovered --write`, or add the row: "
                f"{one_line(row.as_csv(columns), 700)}"
            ),
            raw=sentence.text,
        )


CHECK = Check(
    code="NE512",
    name="unregistered-claim",
    severity=Severity.ERROR,
    summary="A sentence of an article makes a health claim that the claims table does not hold.",
    why=(
        "A check of only what was registered can be starved by leaving a claim out. What is "
        "printed needs a row, also where it cites nothing yet."
    ),
    bad="the page: “It cures migraine.”; claims.csv: no row with these words",
    good="the page: “It cures migraine.”; claims.csv: a row with these words as claim or quote",
    way_out=(
        "Add a row (`needle-evidence uncovered --write` adds them all); where the sentence is "
        "no health claim, give its row the question `other`."
    ),
    needs=frozenset({"claims", "articles"}),
    look=_look,
)
