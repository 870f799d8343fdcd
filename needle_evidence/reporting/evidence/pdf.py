"""The evidence report as a tagged PDF with bookmarks, set by typst."""

from __future__ import annotations

from needle_evidence.model.audience import Audience
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import (
    RenderedReport,
    ReportFormat,
    ReportOptions,
)


def _render(view: EvidenceView, options: ReportOptions) -> RenderedReport:
    from needle_evidence.reporting.typeset.pdf_document import pdf_documents
    from needle_evidence.reporting.typeset.printed_pictures import NO_PICTURES, printed_pictures
    from needle_evidence.reporting.typeset.reports import printed_report

    stem = options.audience.file_stem
    pictures = NO_PICTURES
    if options.audience is Audience.CLINICIAN:
        pictures = printed_pictures(view, options.own_templates)
    report = printed_report(view, options.audience, pictures)
    parts, remarks = pdf_documents(f"{stem}.typ", report, options.own_templates)
    names = (f"{stem}.pdf", *(f"{stem}-{number}.pdf" for number in range(2, len(parts) + 1)))
    return RenderedReport(files=dict(zip(names, parts, strict=True)), remarks=remarks)


REPORT_FORMAT = ReportFormat(
    name="pdf",
    summary="pages to print and to file",
    render=_render,
    audiences=tuple(Audience),
)
