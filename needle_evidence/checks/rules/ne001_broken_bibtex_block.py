"""NE001: a part of the BibTeX file that cannot be read."""

from __future__ import annotations

from needle_evidence.checks.check import Check, reading_check
from needle_evidence.model.finding import Severity

CHECK = Check(
    code="NE001",
    name="broken-bibtex-block",
    severity=Severity.ERROR,
    summary="A part of the BibTeX file looks like an entry but cannot be read as one.",
    why=(
        "The work is missing from every report, and claims that cite it count as unbacked. "
        "Most readers of BibTeX drop such entries without a word."
    ),
    bad="@article{smith2014,\n  title = {An unclosed title,\n  year = {2014}\n}",
    good="@article{smith2014,\n  title = {A closed title},\n  year = {2014}\n}",
    way_out="Check the commas and that every { and quotation mark of the entry is closed.",
    look=reading_check("broken_block", "missing_comma"),
)
