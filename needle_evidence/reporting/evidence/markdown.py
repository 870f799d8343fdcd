"""The evidence report as GitHub-flavoured Markdown that reads well on a code host."""

from __future__ import annotations

import re
from collections.abc import Mapping

from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import ReportFormat


def _render(view: EvidenceView, own_templates: Mapping[str, str]) -> str:
    from needle_evidence.reporting.templating import render

    text = render("evidence.md.j2", view, own_templates)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


REPORT_FORMAT = ReportFormat(name="markdown", file_name="evidence.md", render=_render)
