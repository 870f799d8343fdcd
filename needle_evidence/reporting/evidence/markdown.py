"""The evidence report as GitHub-flavoured Markdown that reads well on a code host."""

from __future__ import annotations

from dataclasses import replace

from needle_evidence.model.audience import Audience
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.patient_view import reading_remarks
from needle_evidence.reporting.pictures.picture_file import picture_files
from needle_evidence.reporting.report_format import (
    RenderedReport,
    ReportFormat,
    ReportOptions,
    one_file,
)


def _render(view: EvidenceView, options: ReportOptions) -> RenderedReport:
    from needle_evidence.reporting.templating import render

    stem = options.audience.file_stem
    if options.audience is Audience.CLINICIAN:
        return _with_pictures(view, options)
    page = one_file(f"{stem}.md", render(f"{stem}.md.j2", view, options.own_templates))
    if options.audience is Audience.PATIENT:
        return replace(page, remarks=reading_remarks(view.patients))
    return page


def _with_pictures(view: EvidenceView, options: ReportOptions) -> RenderedReport:
    """The report for clinicians, with the pictures that it shows as files beside it."""
    from needle_evidence.reporting.templating import render, render_pictures

    text = render("evidence.md.j2", view, options.own_templates)
    # A template of the user's own may show none of them.
    files = picture_files(view.pictures, view.wide_history_strip)
    shown = [file for file in files if f"({file.name})" in text]
    drawn = render_pictures(shown, options.own_templates)
    pictures = {name: svg.encode("utf-8", "backslashreplace") for name, svg in drawn.items()}
    page = one_file("evidence.md", text)
    return replace(page, files={**page.files, **pictures})


REPORT_FORMAT = ReportFormat(
    name="markdown",
    summary="to read on a code host",
    render=_render,
    audiences=tuple(Audience),
    by_default=True,
)
