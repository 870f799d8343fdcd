"""The tables that a report for clinicians has, in the order of a workbook's sheets."""

from __future__ import annotations

from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.tables.claims_table import claims_table
from needle_evidence.reporting.tables.evidence_profile import evidence_profile
from needle_evidence.reporting.tables.references_table import references_table
from needle_evidence.reporting.tables.results_table import results_table
from needle_evidence.reporting.tables.summary_of_findings import summary_of_findings
from needle_evidence.reporting.tables.table import Table

# What every copy of the tables must say of itself.
CAUTION = (
    "It does not say that a claim is true. Every judgement in it was made by the person named "
    "beside it, and can be wrong. It is no clinical or legal advice."
)


def report_tables(view: EvidenceView) -> tuple[Table, ...]:
    """Summary of findings, evidence profile, claims, evidence, references."""
    return (
        summary_of_findings(view),
        evidence_profile(view),
        claims_table(view),
        results_table(view),
        references_table(view),
    )
