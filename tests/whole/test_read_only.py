"""Commands that look leave every byte of the project as it was, also on a read-only copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import MakeProject, Run


def state_of(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


LOOKING = [
    ("check",),
    ("check", "--format", "sarif"),
    ("claims", "--uncited"),
    ("refs", "--format", "json"),
    ("show", "treats-heel-pain"),
    ("show", "cotchett2014"),
    ("explain", "NE101"),
    ("explain",),
]


@pytest.mark.parametrize("arguments", LOOKING, ids=" ".join)
def test_looking_changes_nothing(
    make_project: MakeProject, run: Run, arguments: tuple[str, ...]
) -> None:
    project = make_project()
    before = state_of(project)
    for path in [*project.iterdir(), project]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert run(*arguments, "--project", project).code in {0, 1}
    finally:
        project.chmod(0o755)
    assert state_of(project) == before


def test_report_elsewhere_changes_nothing(
    make_project: MakeProject, run: Run, tmp_path: Path
) -> None:
    project = make_project()
    before = state_of(project)
    assert run("report", "-p", project, "-o", tmp_path / "out").code == 0
    assert state_of(project) == before
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "evidence.html",
        "evidence.json",
        "evidence.md",
    ]
