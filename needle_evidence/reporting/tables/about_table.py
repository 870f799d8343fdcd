"""What a workbook says of itself: its numbers, how to read it, and what each column holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from needle_evidence.appraisal.schemes.grade import SCHEME as GRADE
from needle_evidence.appraisal.schemes.ocebm_2011 import SCHEME as OCEBM
from needle_evidence.model.certainty import Certainty
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.tables.rating_words import with_symbol
from needle_evidence.reporting.tables.report_tables import CAUTION
from needle_evidence.reporting.tables.table import Table

# In our own words, after the GRADE Handbook 5.1.
_MEANINGS = {
    Certainty.HIGH: "very confident that the true effect is close to the estimate",
    Certainty.MODERATE: "the true effect is probably close; it may be substantially different",
    Certainty.LOW: "confidence is limited; the true effect may be substantially different",
    Certainty.VERY_LOW: "the true effect is likely substantially different",
}


def workbook_title(tables: Sequence[Table]) -> str:
    """What a workbook with these tables is called."""
    return tables[0].title if len(tables) == 1 else "Evidence tables"


def about_rows(view: EvidenceView, tables: Sequence[Table]) -> Iterator[tuple[str, ...]]:
    """Rows of at most three texts: a heading, a name, an explanation."""
    dated = f", {view.generated_on}" if view.generated_on else ""
    made = f"Written by needle-evidence {view.version}{dated}. {CAUTION}"
    yield workbook_title(tables), "", made
    yield "Made from", view.claims_path, ""
    yield "", view.references_path, f"{len(view.references)} references"
    yield from _numbers(view)
    yield ("",)
    for table in tables:
        yield f"Sheet {table.title}", f"{len(table.rows)} rows", table.about
    yield ("",)
    yield "Certainty (GRADE)", "", f"Of one outcome, never of a paper. {GRADE.disclaimer}"
    for certainty, meaning in _MEANINGS.items():
        yield "", with_symbol(certainty), meaning
    yield "", "no certainty", "A domain was not assessed, or there is no study: never “very low”."
    yield "Levels (OCEBM 2011)", "", f"{OCEBM.attribution}. {OCEBM.disclaimer}"
    for notice in view.notices:
        yield "Notice", "", notice
    for table in tables:
        yield ("",)
        for number, column in enumerate(one for one in table.columns if not one.for_programs):
            yield "" if number else f"Columns of {table.title}", column.title, column.about


def _numbers(view: EvidenceView) -> Iterator[tuple[str, ...]]:
    tally = view.headline
    yield "Health-effect claims", str(tally.claims), ""
    yield "", f"{tally.cited} cited", "They list at least one reference that could be read."
    yield (
        "",
        f"{tally.stand} stand",
        ("Supported by a cited study, worded within the evidence, no error open, signed off."),
    )
    yield "", f"{tally.over_claims} say too much", "Their wording needs a higher certainty."
    if view.unread:
        yield "", f"{view.unread} not read", "Rows or entries that are counted nowhere."
