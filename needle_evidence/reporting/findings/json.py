"""Findings as JSON, after the schema that ships in `reporting/schemas`."""

from __future__ import annotations

from typing import Any

from needle_evidence.model.finding import CheckRun, Finding, Severity, WaivedFinding
from needle_evidence.reporting.findings_format import FindingsFormat
from needle_evidence.reporting.json_text import json_text

SCHEMA_VERSION = "1.1"


def finding_object(finding: Finding) -> dict[str, Any]:
    """One finding as plain objects."""
    place = finding.location
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "subject": finding.subject,
        "path": place.path,
        "line": place.line,
        "row": place.row,
        "column": place.column,
        "field": place.field,
        "way_out": finding.way_out,
        "raw": finding.raw,
    }


def waived_object(item: WaivedFinding) -> dict[str, Any]:
    """One finding under a waiver as plain objects."""
    return {
        **finding_object(item.finding),
        "reason": item.reason,
        "owner": item.owner,
        "expires_on": item.expires_on.isoformat(),
    }


def _render(run: CheckRun) -> str:
    document = {
        "schema_version": SCHEMA_VERSION,
        "summary": {
            **{f"{severity.value}s": run.count(severity) for severity in Severity},
            "rows_or_entries_not_read": run.unread,
            "waived": len(run.waived),
            "base": run.base,
        },
        "checks": [
            {
                "code": result.check.code,
                "name": result.check.name,
                "outcome": result.outcome.value,
                "not_checked": [
                    {"subject": item.subject, "reason": item.reason} for item in result.not_checked
                ],
            }
            for result in run.results
        ],
        "findings": [finding_object(finding) for finding in run.findings],
        "waived": [waived_object(item) for item in run.waived],
        "setting_changes": list(run.setting_changes),
        "notices": list(run.notices),
    }
    return json_text(document)


FINDINGS_FORMAT = FindingsFormat(name="json", render=_render)
