"""Rewrites what tests compare with: docs/reference and the example's committed reports.

Run by `make docs`; look at the difference before committing it.
"""

from __future__ import annotations

from pathlib import Path

from needle_evidence.api.reports import write_reports
from needle_evidence.model.audience import Audience
from tests.reference_pages import ROOT, reference_pages


def regenerate() -> None:
    """Writes every generated file that the repository keeps."""
    for file, text in reference_pages().items():
        file.write_text(text, encoding="utf-8")
    write_example_reports(ROOT / "reports")


def write_example_reports(folder: Path) -> None:
    """The example's reports for each audience, and its badge."""
    for audience in Audience:
        write_reports(ROOT, audience=audience, output=folder)
    write_reports(ROOT, formats=["badge"], output=folder)


if __name__ == "__main__":
    regenerate()
