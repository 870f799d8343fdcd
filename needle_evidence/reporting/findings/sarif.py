"""Findings as SARIF 2.1.0, for code-scanning pages."""

from __future__ import annotations

import urllib.parse
from typing import Any

from needle_evidence.model.finding import (
    CheckDescription,
    CheckRun,
    Finding,
    Severity,
    WaivedFinding,
)
from needle_evidence.reporting.findings_format import FindingsFormat
from needle_evidence.reporting.json_text import json_text

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def _render(run: CheckRun) -> str:
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "needle-evidence",
                        "rules": [_rule(result.check) for result in run.results],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    *(_result(finding, run.folder) for finding in run.findings),
                    *(_waived(item, run.folder) for item in run.waived),
                ],
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolExecutionNotifications": _notifications(run),
                    }
                ],
            }
        ],
    }
    return json_text(document)


def _notifications(run: CheckRun) -> list[dict[str, Any]]:
    """What is no finding but must be seen: settings that changed, and what was not checked."""
    changed: list[dict[str, Any]] = [
        {"level": "warning", "message": {"text": f"settings since {run.base}: {change}"}}
        for change in run.setting_changes
    ]
    changed += [{"level": "note", "message": {"text": notice}} for notice in run.notices]
    return changed + [
        {
            "level": "note",
            "message": {"text": f"not checked: {item.subject} {item.reason}"},
            "associatedRule": {"id": result.check.code},
        }
        for result in run.results
        for item in result.not_checked
    ]


def _rule(check: CheckDescription) -> dict[str, Any]:
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": check.summary},
        "fullDescription": {"text": check.why},
        "help": {
            "text": f"{check.why}\n\nBad:\n{check.bad}\n\nGood:\n{check.good}\n\n"
            f"What to do: {check.way_out}"
        },
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
    }


def _result(finding: Finding, folder: str) -> dict[str, Any]:
    location: dict[str, Any] = {
        "artifactLocation": {"uri": urllib.parse.quote(folder + finding.location.path)}
    }
    if finding.location.line:
        location["region"] = {"startLine": finding.location.line}
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.way_out}".strip()},
        "locations": [{"physicalLocation": location}],
        "properties": {"subject": finding.subject},
    }


def _waived(item: WaivedFinding, folder: str) -> dict[str, Any]:
    words = f"{item.reason} ({item.owner}, until {item.expires_on.isoformat()})"
    suppression = {"kind": "external", "status": "accepted", "justification": words}
    return {**_result(item.finding, folder), "suppressions": [suppression]}


FINDINGS_FORMAT = FindingsFormat(name="sarif", render=_render)
