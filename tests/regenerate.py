"""Rewrites what tests compare with: docs/reference and the example's committed reports.

Run by `make docs`; look at the difference before committing it.
"""

from __future__ import annotations

from needle_evidence.api.reports import write_reports
from tests.reference_pages import ROOT, reference_pages


def regenerate() -> None:
    """Writes every generated file that the repository keeps."""
    for file, text in reference_pages().items():
        file.write_text(text, encoding="utf-8")
    write_reports(ROOT)


if __name__ == "__main__":
    regenerate()
