"""What is made from the code and the example, and committed, is current."""

from __future__ import annotations

from pathlib import Path

import pytest

from needle_evidence.api.reports import write_reports
from tests.reference_pages import ROOT, reference_pages
from tests.regenerate import write_example_reports


@pytest.mark.parametrize("page", sorted(reference_pages()), ids=lambda page: page.name)
def test_reference_page_is_current(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == reference_pages()[page], "run `make docs`"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    write_example_reports(folder)
    return folder


def test_committed_reports_are_current(made: Path) -> None:
    committed, current = files_of(ROOT / "reports"), files_of(made)
    assert sorted(committed) == sorted(current), "run `make docs` and commit reports/"
    stale = [name for name in current if committed[name] != current[name]]
    assert stale == [], "run `make docs` and commit reports/"


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    first = write_reports(ROOT, output=tmp_path / "first")
    second = write_reports(ROOT, output=tmp_path / "second")
    assert [f.read_bytes() for f in first.files] == [f.read_bytes() for f in second.files]
