"""NE012: a record of appraisal/anchors.json that cannot be read."""

from __future__ import annotations

from needle_evidence.checks.check import Check, reading_check
from needle_evidence.model.finding import Severity

CHECK = Check(
    code="NE012",
    name="unreadable-anchor",
    severity=Severity.ERROR,
    summary="A record of where a claim stood in its article cannot be read.",
    why=(
        "Without the record nobody sees that the words around a claim changed their meaning. "
        "`anchor` writes nothing as long as there is one, so that nothing is lost."
    ),
    bad='a line "<<<<<<< HEAD" in appraisal/anchors.json, left by a merge',
    good="appraisal/anchors.json as `needle-evidence anchor` wrote it",
    way_out="Correct that line, or restore the file from git and run `needle-evidence anchor`.",
    look=reading_check("unreadable_anchor"),
)
