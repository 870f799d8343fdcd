"""NE002: a row of a table that cannot be read."""

from __future__ import annotations

from needle_evidence.checks.check import Check, reading_check
from needle_evidence.model.finding import Severity

CHECK = Check(
    code="NE002",
    name="unreadable-row",
    severity=Severity.ERROR,
    summary="A row of a table does not fit its header or cannot be read.",
    why="What the row says, or a part of it, is missing from every check and report.",
    bad="reduces-hip-pain,Dry needling reduces hip, knee and back pain.,hall2018effects",
    good='reduces-hip-pain,"Dry needling reduces hip, knee and back pain.",hall2018effects',
    way_out=(
        "Put cells that hold a comma or a line break into double quotes, and give every row as "
        "many cells as the header."
    ),
    look=reading_check("unreadable_row"),
)
