"""The status badge: how many health-effect claims stand, as one small picture."""

from __future__ import annotations

from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import (
    RenderedReport,
    ReportFormat,
    ReportOptions,
    one_file,
)


def _render(view: EvidenceView, options: ReportOptions) -> RenderedReport:
    from needle_evidence.reporting.templating import render

    return one_file("badge.svg", render("badge.svg.j2", view, options.own_templates))


REPORT_FORMAT = ReportFormat(
    name="badge",
    summary="how many claims stand, as a small picture for a README",
    render=_render,
)
