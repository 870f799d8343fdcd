"""The evidence as a bundle of FHIR R5 resources, for systems that exchange evidence."""

from __future__ import annotations

from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import (
    RenderedReport,
    ReportFormat,
    ReportOptions,
    one_file,
)


def _render(view: EvidenceView, options: ReportOptions) -> RenderedReport:
    from needle_evidence.reporting.fhir.bundle import bundle
    from needle_evidence.reporting.fhir.exact_json import exact_json

    del options  # the resources follow their standard
    return one_file("evidence.fhir.json", exact_json(bundle(view)))


REPORT_FORMAT = ReportFormat(
    name="fhir",
    summary="works, outcomes and assessments, for evidence systems (FHIR R5)",
    render=_render,
)
