"""NE009: a table with two columns of one name."""

from __future__ import annotations

from needle_evidence.checks.check import Check, reading_check
from needle_evidence.model.finding import Severity

CHECK = Check(
    code="NE009",
    name="duplicate-column",
    severity=Severity.WARNING,
    summary="A table has two columns of the same name.",
    why="Only one of them is read: what stands in the other counts for nothing.",
    bad="claim_id,claim,references,references",
    good="claim_id,claim,references,note",
    way_out="Join the two columns into one, or rename one of them.",
    look=reading_check("duplicate_column"),
)
