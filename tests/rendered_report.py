"""A report's text as the tests look at it."""

from __future__ import annotations

from needle_evidence.model.audience import Audience
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import ReportFormat, ReportOptions


def rendered(
    form: ReportFormat, view: EvidenceView, audience: Audience = Audience.CLINICIAN
) -> str:
    """The text of the first file of a report."""
    report = form.render(view, ReportOptions(audience=audience))
    return next(iter(report.files.values())).decode("utf-8")
