"""NE111: a cell that a spreadsheet would run as a formula."""

from __future__ import annotations

from needle_evidence.checks.check import Check, reading_check
from needle_evidence.model.finding import Severity

CHECK = Check(
    code="NE111",
    name="formula-cell",
    severity=Severity.WARNING,
    summary="A text cell begins with a sign that makes a spreadsheet run it as a formula.",
    why=(
        "Whoever opens the table in a spreadsheet loses the text, and a formula can fetch "
        "pages or send cells away."
    ),
    bad='reduces-hip-pain,"=HYPERLINK(""https://example.org"")",treatment_benefit',
    good="reduces-hip-pain,Dry needling reduces hip pain.,treatment_benefit",
    way_out="Begin the cell with a word.",
    look=reading_check("formula_cell"),
)
