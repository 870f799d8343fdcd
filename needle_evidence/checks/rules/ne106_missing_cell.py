"""NE106: a row without a claim id or without a claim."""

from __future__ import annotations

from needle_evidence.checks.check import Check, reading_check
from needle_evidence.model.finding import Severity

CHECK = Check(
    code="NE106",
    name="missing-cell",
    severity=Severity.ERROR,
    summary="A row lacks its claim id or its claim.",
    why="Without both nothing can be said about the row, so it backs nothing.",
    bad=",Dry needling reduces hip pain.,hall2018effects",
    good="reduces-hip-pain,Dry needling reduces hip pain.,hall2018effects",
    way_out="Fill the cell in, or delete the row.",
    look=reading_check("missing_cell"),
)
