"""The evidence report as self-contained HTML that needs no script and no network."""

from __future__ import annotations

from dataclasses import replace

from needle_evidence.model.audience import Audience
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.linked_pages import report_pages
from needle_evidence.reporting.patient_view import reading_remarks
from needle_evidence.reporting.report_format import (
    RenderedReport,
    ReportFormat,
    ReportOptions,
    text_files,
)


def _render(view: EvidenceView, options: ReportOptions) -> RenderedReport:
    from needle_evidence.reporting.templating import render, render_open

    stem = options.audience.file_stem
    template = f"{stem}.html.j2"
    if options.audience is Audience.CLINICIAN:
        pages = report_pages(
            view, lambda shown: render_open(template, shown, options.own_templates), stem=stem
        )
        return text_files(pages)
    page = text_files({f"{stem}.html": render(template, view, options.own_templates)})
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
