"""NE107: a cell whose value is not of the kind that its column holds."""

from __future__ import annotations

from needle_evidence.checks.check import Check, reading_check
from needle_evidence.model.finding import Severity

CHECK = Check(
    code="NE107",
    name="malformed-cell",
    severity=Severity.ERROR,
    summary="A cell holds something that its column cannot hold.",
    why=(
        "The value was not used: the claim counts as if the cell were empty, and an id that a "
        "spreadsheet can turn into a date or a number is lost the next time someone saves it."
    ),
    bad="Reduces hip pain!,Dry needling reduces hip pain.,treatmentbenefit",
    good="reduces-hip-pain,Dry needling reduces hip pain.,treatment_benefit",
    way_out="Correct the cell; the file formats page lists what each column can hold.",
    look=reading_check("malformed_cell"),
)
