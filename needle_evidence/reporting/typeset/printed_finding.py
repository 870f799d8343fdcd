"""Findings as one prints them: what is wrong, what to do, where, and who lives with it."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.model.finding import Finding, Location, WaivedFinding
from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.typeset.printed_report import (
    Block,
    Heading,
    Paragraph,
    Section,
    code,
    counted,
    paragraph,
    stopped,
    strong,
    with_code,
)

# Each severity has a sign and a word beside its colour.
SIGNS = {"error": "× Error", "warning": "▲ Warning", "note": "● Note"}
_NAMED = 3  # of the subjects that were not checked for one reason


def printed_problem(finding: Finding, *, level: int = 0) -> Paragraph:
    """A finding in one paragraph."""
    severity = finding.severity.value
    return paragraph(
        strong(f"{SIGNS[severity]}: "),
        *with_code(one_line(finding.message, 600)),
        " ",
        *with_code(finding.way_out),
        " ",
        code(f"({finding.code}, {place(finding.location)})"),
        role=severity,
        level=level,
    )


def printed_waiver(item: WaivedFinding, *, named: bool = False) -> Paragraph:
    """A finding that somebody lives with; named: the subject is told."""
    finding = item.finding
    subject = f"{one_line(finding.subject, 80)}: " if named and finding.subject else ""
    return paragraph(
        strong(f"Waived {finding.severity.value}: "),
        subject,
        *with_code(one_line(finding.message, 600)),
        f" {item.owner} lives with it until {item.expires_on}: ",
        f"{stopped(one_line(item.reason, 600))} ",
        code(f"({finding.code}, {place(finding.location)})"),
        role="note",
    )


def findings_section(view: EvidenceView) -> Section:
    """Everything that is wrong, waived, or could not be looked at."""
    return Section(title="Findings", anchor="findings", blocks=tuple(_findings(view)))


def place(location: Location) -> str:
    """A place in words: "claims.csv, line 7 (row 6), references"."""
    text = location.path
    if location.line:
        text += f", line {location.line}"
    if location.row and location.row != location.line:
        text += f" (row {location.row})"
    return f"{text}, {location.field}" if location.field else text


def _findings(view: EvidenceView) -> Iterator[Block]:
    waived = f", {counted(len(view.waived), 'finding')} waived" if view.waived else ""
    counts = ", ".join(counted(view.count(one), one) for one in ("error", "warning", "note"))
    yield paragraph(
        f"{counts}; {view.checks_run} checks run, {view.checks_passed} passed{waived}. "
        "Missing references are listed with their claims above."
    )
    for notice in view.notices:
        yield paragraph(notice, role="meta")
    for finding in view.findings:
        if finding.name != "uncited-claim":
            yield printed_problem(finding)
    if view.waived:
        yield Heading(text="Waived")
        for item in view.waived:
            yield printed_waiver(item, named=True)
    if view.not_checked:
        yield Heading(text="Not checked")
        yield paragraph("The tool could not tell whether these are right or wrong.")
        for names, reason, subjects in view.not_checked_groups:
            yield paragraph(strong(names), f": {reason}{_subjects(subjects)}", role="item", level=1)


def _subjects(subjects: tuple[str, ...]) -> str:
    if not subjects:
        return ""
    named = "; ".join(one_line(subject, 200) for subject in subjects[:_NAMED])
    more = f" and {len(subjects) - _NAMED} more" if len(subjects) > _NAMED else ""
    return f": {named}{more}"
