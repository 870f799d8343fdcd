"""Findings as plain text for a person: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from needle_evidence.model.finding import (
    CheckRun,
    Finding,
    Location,
    Outcome,
    Severity,
    WaivedFinding,
)
from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.findings_format import FindingsFormat

_SHOWN_SUBJECTS = 3


def place_text(location: Location) -> str:
    """A place in words: "claims.csv:14 (row 12), references"."""
    text = one_line(location.path)
    if location.line:
        text += f":{location.line}"
    if location.row and location.row != location.line:
        text += f" (row {location.row})"
    if location.field:
        text += f", {one_line(location.field, 60)}"
    if location.column:
        text += f" (column {location.column_letters})"
    return text


def summary_lines(run: CheckRun) -> list[str]:
    """The closing lines: what was not checked and why, what is waived, then the counts."""
    lines = [*map(one_line, run.notices)]
    lines += [*_not_checked_lines(run), *map(_waived_line, run.waived)]
    counts = [
        _counted(count, severity.value)
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
        if (count := run.count(severity)) or severity is Severity.ERROR
    ]
    not_checked = sum(len(result.not_checked) for result in run.results)
    lines.append(
        f"{', '.join(counts)}; {_counted(len(run.results), 'check')} run, "
        f"{run.ended(Outcome.PASS)} passed, {_counted(not_checked, 'thing')} not checked"
        + (f", {len(run.waived)} waived" if run.waived else "")
        + (f", {run.unread} rows or entries not read" if run.unread else "")
    )
    return lines


def _not_checked_lines(run: CheckRun) -> list[str]:
    """One line per reason: the checks without a subject together, subjects counted and named."""
    whole: dict[str, list[str]] = {}
    parts: dict[tuple[str, str], list[str]] = {}
    for result in run.results:
        for item in result.not_checked:
            if item.subject:
                parts.setdefault((result.check.code, item.reason), []).append(item.subject)
            else:
                whole.setdefault(item.reason, []).append(result.check.code)
    lines = [f"not checked: {', '.join(codes)}: {reason}" for reason, codes in whole.items()]
    for (code, reason), subjects in parts.items():
        shown = "; ".join(subjects[:_SHOWN_SUBJECTS])
        more = f" and {len(subjects) - _SHOWN_SUBJECTS} more"
        named = shown + (more if len(subjects) > _SHOWN_SUBJECTS else "")
        lines.append(f"not checked: {code} {named}: {reason}")
    return [one_line(line) for line in lines]


def _waived_line(item: WaivedFinding) -> str:
    finding = item.finding
    return one_line(
        f"waived: {finding.code} {finding.subject}, until {item.expires_on.isoformat()} by "
        f"{item.owner}: {item.reason}"
    )


def _render(run: CheckRun) -> str:
    findings = sorted(run.findings, key=lambda f: (-f.severity.rank, f.code))
    lines: list[str] = []
    for _, group in groupby(findings, key=lambda f: (f.severity, f.code)):
        lines.extend([*_group_lines(tuple(group)), ""])
    if run.base:
        changed = run.setting_changes or ("nothing that can silence a finding",)
        lines.append(f"Changed in the settings since {one_line(run.base)}:")
        lines.extend([*(f"  {one_line(change)}" for change in changed), ""])
    return "\n".join([*lines, *summary_lines(run)]) + "\n"


def _group_lines(group: Sequence[Finding]) -> list[str]:
    """The findings of one check and severity; a way out that several share is printed once."""
    first = group[0]
    count = f" ({len(group)})" if len(group) > 1 else ""
    lines = [f"{first.severity.value} {first.code} {first.name}{count}"]
    for way_out, members in groupby(group, key=lambda finding: finding.way_out):
        for finding in members:
            place = finding.location
            named = finding.subject and finding.subject not in {place.path, place.field}
            subject = f" [{one_line(finding.subject, 80)}]" if named else ""
            lines.append(f"  {place_text(finding.location)}{subject}")
            lines.append(f"      {one_line(finding.message, 600)}")
        lines.append(f"  → {one_line(way_out, 600)}")
    return lines


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


FINDINGS_FORMAT = FindingsFormat(name="text", render=_render)
