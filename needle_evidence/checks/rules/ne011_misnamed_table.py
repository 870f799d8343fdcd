"""NE011: a file in the appraisal folder that looks like one of its tables and is not read."""

from __future__ import annotations

from needle_evidence.checks.check import Check, reading_check
from needle_evidence.model.finding import Severity

CHECK = Check(
    code="NE011",
    name="misnamed-table",
    severity=Severity.ERROR,
    summary="A file in the appraisal folder has nearly the name of a table, so it is not read.",
    why=(
        "A table saved as evidence.xlsx, or under a slip of its name, is passed over: every "
        "judgement in it is lost, and claims look unappraised."
    ),
    bad="appraisal/Evidence.xlsx",
    good="appraisal/evidence.csv",
    way_out="Save the table as CSV (UTF-8) under the name that the message gives.",
    look=reading_check("misnamed_table"),
)
