"""The evidence report as one self-contained HTML page that needs no script and no network."""

from __future__ import annotations

from collections.abc import Mapping

from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import ReportFormat


def _render(view: EvidenceView, own_templates: Mapping[str, str]) -> str:
    from needle_evidence.reporting.templating import render

    return render("evidence.html.j2", view, own_templates)


REPORT_FORMAT = ReportFormat(name="html", file_name="evidence.html", render=_render)
