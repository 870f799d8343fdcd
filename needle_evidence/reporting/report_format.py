"""What a report form is: the frozen type that each file in `evidence/` ends in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from needle_evidence.model.audience import Audience
from needle_evidence.plugins import load_extensions
from needle_evidence.reporting.evidence_view import EvidenceView


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportOptions:
    """What the one who asked for a report chose.

    own_templates: the user's own templates by name; they win over ours.
    """

    audience: Audience = Audience.CLINICIAN
    own_templates: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True, slots=True)
class RenderedReport:
    """A report in one form.

    files: path below the folder of reports → content; the first is the one to open. remarks:
    what its readers must be told about the form ("no font has the sign 中"), one sentence each.
    """

    files: Mapping[str, bytes]
    remarks: tuple[str, ...] = ()


Render = Callable[[EvidenceView, ReportOptions], RenderedReport]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportFormat:
    """One form of the evidence report.

    audiences: for whom it can be written. by_default: it is written where nobody chose a form.
    summary: what it is good for, in a few words.
    """

    name: str
    summary: str
    render: Render
    audiences: tuple[Audience, ...] = (Audience.CLINICIAN,)
    by_default: bool = False


def report_formats() -> dict[str, ReportFormat]:
    """Every report form by name."""
    package = "needle_evidence.reporting.evidence"
    return {form.name: form for form in load_extensions(package, "REPORT_FORMAT", ReportFormat)}


def text_files(texts: Mapping[str, str]) -> RenderedReport:
    """A report of text files; lone surrogates of a damaged input are written out."""
    return RenderedReport(
        files={name: text.encode("utf-8", "backslashreplace") for name, text in texts.items()}
    )


def one_file(name: str, text: str) -> RenderedReport:
    """A report that is one text file."""
    return text_files({name: text})
