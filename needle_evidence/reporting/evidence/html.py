"""The evidence report as one self-contained HTML page that needs no script and no network."""

from __future__ import annotations

from dataclasses import replace

from needle_evidence.model.audience import Audience
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.patient_view import reading_remarks
from needle_evidence.reporting.report_format import (
    RenderedReport,
    ReportFormat,
    ReportOptions,
    one_file,
)


def _render(view: EvidenceView, options: ReportOptions) -> RenderedReport:
    from needle_evidence.reporting.templating import render

    stem = options.audience.file_stem
    page = one_file(f"{stem}.html", render(f"{stem}.html.j2", view, options.own_templates))
    if options.audience is Audience.PATIENT:
        return replace(page, remarks=reading_remarks(view.patients))
    return page


REPORT_FORMAT = ReportFormat(
    name="html",
    summary="one page to read, search and print",
    render=_render,
    audiences=tuple(Audience),
    by_default=True,
)
