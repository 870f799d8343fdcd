"""What a report form is: the frozen type that each file in `evidence/` ends in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from needle_evidence.plugins import load_extensions
from needle_evidence.reporting.evidence_view import EvidenceView

Render = Callable[[EvidenceView, Mapping[str, str]], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportFormat:
    """One form of the evidence report.

    render: the view, and the user's own templates by name, → the report's text.
    """

    name: str
    file_name: str
    render: Render


def report_formats() -> dict[str, ReportFormat]:
    """Every report form by name."""
    package = "needle_evidence.reporting.evidence"
    return {form.name: form for form in load_extensions(package, "REPORT_FORMAT", ReportFormat)}
