"""NE010: a reference file in which there is no entry."""

from __future__ import annotations

from needle_evidence.checks.check import Check, reading_check
from needle_evidence.model.finding import Severity

CHECK = Check(
    code="NE010",
    name="no-entries",
    severity=Severity.WARNING,
    summary="The reference file is empty, or holds something other than BibTeX.",
    why=(
        "Without entries every citation is unknown. A file of another format, such as RIS, "
        "under the name references.bib looks to BibTeX like one long comment."
    ),
    bad="TY  - JOUR\nTI  - Dry needling for heel pain\nER  -",
    good="@article{smith2014,\n  title = {Dry needling for heel pain},\n  year = {2014}\n}",
    way_out="Export your references as BibTeX, or name the right file in the settings.",
    look=reading_check("no_entries"),
)
