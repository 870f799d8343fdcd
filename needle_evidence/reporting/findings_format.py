"""What a form of the list of findings is: the type that each file in `findings/` ends in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from needle_evidence.model.finding import CheckRun
from needle_evidence.plugins import load_extensions


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingsFormat:
    """One form in which `check` prints a run; `render` gives its text."""

    name: str
    render: Callable[[CheckRun], str]


def findings_formats() -> dict[str, FindingsFormat]:
    """Every form by name."""
    package = "needle_evidence.reporting.findings"
    found = load_extensions(package, "FINDINGS_FORMAT", FindingsFormat)
    return {form.name: form for form in found}
