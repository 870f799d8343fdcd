"""Findings as GitHub workflow commands, shown beside the lines of a pull request."""

from __future__ import annotations

from needle_evidence.model.finding import CheckRun, Finding, Severity
from needle_evidence.model.plain_text import visible
from needle_evidence.reporting.findings.text import summary_lines
from needle_evidence.reporting.findings_format import FindingsFormat

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def _render(run: CheckRun) -> str:
    lines = [_annotation(finding, run.folder) for finding in run.findings]
    lines.extend(
        f"::warning title={_property('settings changed')}::{_data(change)}"
        for change in run.setting_changes
    )
    # A summary line that began with "::" would be read as a command: escape it as data.
    lines.extend(_data(line) for line in summary_lines(run))
    return "\n".join(lines) + "\n"


def _annotation(finding: Finding, folder: str) -> str:
    place = finding.location
    properties = [f"file={_property(folder + place.path)}"]
    if place.line:
        properties.append(f"line={place.line}")
    properties.append(f"title={_property(f'{finding.code} {finding.name}')}")
    text = f"{finding.message} {finding.way_out}".strip()
    return f"::{_COMMANDS[finding.severity]} {','.join(properties)}::{_data(text)}"


def _data(text: str) -> str:
    """Escaped as the Actions toolkit escapes a command's message."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escaped as the Actions toolkit escapes a command's property."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FINDINGS_FORMAT = FindingsFormat(name="github", render=_render)
