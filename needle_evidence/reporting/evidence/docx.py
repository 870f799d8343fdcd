"""The evidence report as a Word document that editors review, change and comment on."""

from __future__ import annotations

from needle_evidence.model.audience import Audience
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import (
    RenderedReport,
    ReportFormat,
    ReportOptions,
)


def _render(view: EvidenceView, options: ReportOptions) -> RenderedReport:
    from needle_evidence.reporting.typeset.reports import printed_report
    from needle_evidence.reporting.typeset.word.document import word_document

    report = printed_report(view, options.audience)
    return RenderedReport(files={f"{options.audience.file_stem}.docx": word_document(report)})


REPORT_FORMAT = ReportFormat(
    name="docx",
    summary="to review and change in Word",
    render=_render,
    audiences=tuple(Audience),
)
