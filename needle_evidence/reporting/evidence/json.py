"""The evidence report as JSON, after the schema that ships in `reporting/schemas`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from needle_evidence.model.finding import Finding
from needle_evidence.reporting.evidence_view import (
    ClaimView,
    EvidenceView,
    ReferenceView,
    Tally,
)
from needle_evidence.reporting.findings.json import finding_object
from needle_evidence.reporting.json_text import json_text
from needle_evidence.reporting.report_format import ReportFormat

SCHEMA_VERSION = "1.0"


def _render(view: EvidenceView, own_templates: Mapping[str, str]) -> str:
    del own_templates  # JSON follows its schema; nothing in it can be overridden
    return json_text(evidence_object(view))


def evidence_object(view: EvidenceView) -> dict[str, Any]:
    """The view as plain objects, as schemas/evidence-1.schema.json describes them."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "needle-evidence", "version": view.version},
        **({"generated_on": view.generated_on} if view.generated_on else {}),
        "sources": {"claims": view.claims_path, "references": view.references_path},
        "summary": {
            "health_effect_claims": _tally(view.headline),
            "other_groups": [{"label": tally.label, **_tally(tally)} for tally in view.others],
            "needing_no_reference": view.exempt,
            "rows_or_entries_not_read": view.unread,
            "errors": view.count("error"),
            "warnings": view.count("warning"),
            "notes": view.count("note"),
        },
        "claims": [_claim(claim) for claim in view.claims],
        "references": [_reference(reference) for reference in view.references],
        "findings": _findings(view.findings),
        "not_checked": [
            {"code": code, "subject": item.subject, "reason": item.reason}
            for code, item in view.not_checked
        ],
    }


def _tally(tally: Tally) -> dict[str, int]:
    return {
        "claims": tally.claims,
        "cited": tally.cited,
        "not_found": tally.not_found,
        "uncited": tally.uncited,
        "with_problems": tally.with_problems,
    }


def _claim(view: ClaimView) -> dict[str, Any]:
    claim = view.claim
    return {
        "claim_id": claim.claim_id,
        "claim": claim.text,
        "line": claim.location.line,
        "topic": claim.topic,
        "question": claim.question.value if claim.question else None,
        "group": claim.group.value,
        "intervention": claim.intervention,
        "population": claim.population,
        "comparator": claim.comparator,
        "outcome": claim.outcome,
        "status": view.status.value if view.status else None,
        "references": [reference.citekey for reference in view.references],
        "unknown_references": list(view.unknown_keys),
        "articles": list(claim.articles),
        "quotes": list(claim.quotes),
        "review_due": claim.review_due.isoformat() if claim.review_due else None,
        "note": claim.note,
        "extra": dict(claim.extra),
        "problems": _findings(view.problems),
    }


def _reference(view: ReferenceView) -> dict[str, Any]:
    return {
        "citekey": view.citekey,
        "number": view.number,
        "text": view.formatted.plain,
        "by_style": view.formatted.by_style,
        "title": view.title,
        "year": view.year,
        "links": [{"label": link.label, "address": link.address} for link in view.links],
        "study_design": view.design,
        "sample_size": view.sample_size,
        "studied": dict(view.studied),
        "used_by": [claim.claim_id for claim in view.used_by],
        "problems": _findings(view.problems),
    }


def _findings(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    return [finding_object(finding) for finding in findings]


REPORT_FORMAT = ReportFormat(name="json", file_name="evidence.json", render=_render)
