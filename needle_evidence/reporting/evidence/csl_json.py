"""The reference list as CSL-JSON, for reference managers and citation styles."""

from __future__ import annotations

from needle_evidence.formats.csl.csl_item import to_csl
from needle_evidence.formats.csl.csl_reading import MORE_AUTHORS
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.json_text import json_text
from needle_evidence.reporting.reference_view import ReferenceView
from needle_evidence.reporting.report_format import (
    RenderedReport,
    ReportFormat,
    ReportOptions,
    one_file,
)


def _render(view: EvidenceView, options: ReportOptions) -> RenderedReport:
    del options  # CSL-JSON follows its schema
    return one_file("bibliography.json", json_text([csl_item(one) for one in view.references]))


def csl_item(view: ReferenceView) -> dict[str, object]:
    """The work as a CSL-JSON item (CSL 1.0.2), with its retraction as its `status`.

    Abstracts and notes are left out: a report never prints them. That more authors follow is
    no part of CSL-JSON; it stands in `custom`, where our own reader finds it.
    """
    item = to_csl(view.record)
    if view.verification.notice in ("retraction", "replacement"):
        item["status"] = "retracted"
    if view.record.authors_truncated:
        item["custom"] = {MORE_AUTHORS: True}
    return item


REPORT_FORMAT = ReportFormat(
    name="csl-json",
    summary="the reference list, for reference managers",
    render=_render,
)
