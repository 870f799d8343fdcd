"""The claims that stand as JSON-LD in the words of schema.org, to be pasted into the page."""

from __future__ import annotations

from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import RenderedReport, ReportFormat, ReportOptions


def _render(view: EvidenceView, options: ReportOptions) -> RenderedReport:
    from needle_evidence.reporting.linked_data.script_block import json_ld_text, script_blocks
    from needle_evidence.reporting.linked_data.web_page import linked_pages_data

    del options  # the data follow their vocabulary
    pages = linked_pages_data(view)
    return RenderedReport(
        files={
            "evidence.jsonld": json_ld_text(pages).encode(),
            "evidence-jsonld.html": script_blocks(pages).encode(),
        },
        remarks=()
        if any(page.claims for page in pages)
        else ("The JSON-LD holds no claim: none stands on a page that could be read.",),
    )


REPORT_FORMAT = ReportFormat(
    name="json-ld",
    summary="the claims that stand, for search engines (schema.org)",
    render=_render,
)
