"""What is made from the code and the example, and committed, is current."""

from __future__ import annotations

from pathlib import Path

import pytest

from needle_evidence.api.reports import write_reports
from tests.reference_pages import ROOT, reference_pages


@pytest.mark.parametrize("page", sorted(reference_pages()), ids=lambda page: page.name)
def test_reference_page_is_current(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == reference_pages()[page], "run `make docs`"


@pytest.mark.parametrize("name", ["evidence.html", "evidence.md", "evidence.json"])
def test_committed_report_is_current(name: str, tmp_path: Path) -> None:
    write_reports(ROOT, output=tmp_path)
    committed = (ROOT / "reports" / name).read_bytes()
    assert committed == (tmp_path / name).read_bytes(), "run `make report` and commit reports/"


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    first = write_reports(ROOT, output=tmp_path / "first")
    second = write_reports(ROOT, output=tmp_path / "second")
    assert [f.read_bytes() for f in first.files] == [f.read_bytes() for f in second.files]
