"""`report --history`: coverage over the commits of a real repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from needle_evidence.api.history import coverage_history
from needle_evidence.workspace import open_project
from tests.conftest import CLAIMS, REFERENCES, MakeProject, Run
from tests.whole.test_gate import git

CITED = CLAIMS.replace("treatment_benefit,\n", "treatment_benefit,cotchett2014\n")
ADDED = CITED + "eases-knees,Dry needling eases knee pain.,Pain,treatment_benefit,\n"


def committed(folder: Path, claims: str) -> None:
    (folder / "claims.csv").write_text(claims, encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "x")


@pytest.fixture
def repository(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four commits; at the third the table is broken."""
    folder = make_project()
    git(folder, "init", "-q")
    for day, claims in enumerate((CLAIMS, CITED, "no,table\n1,2\n", ADDED), 1):
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"2026-03-0{day}T12:00:00+00:00")
        committed(folder, claims)
    return folder


def test_the_history_is_drawn_without_the_broken_table(
    repository: Path, run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    ended = run("report", "-p", repository, "--history", "-f", "markdown", "-o", out)
    assert ended.code == 0
    assert "No history is drawn" not in ended.out
    text = (out / "evidence.md").read_text(encoding="utf-8")
    words = "2 of 3 health-effect claims cited a reference on 2026-03-04; 1 of 2 on 2026-03-01."
    assert words in text
    assert "(pictures/history.svg)" in text
    picture = (out / "pictures/history.svg").read_text(encoding="utf-8")
    assert "2026-03-02" in picture
    assert "2026-03-03" not in picture


def test_without_a_repository_it_is_said(
    make_project: MakeProject, run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    ended = run("report", "-p", make_project(), "--history", "-f", "markdown", "-o", out)
    assert ended.code == 0
    assert "No history is drawn: git knows no commit" in ended.out
    assert not (out / "pictures/history.svg").exists()
    assert "git history" not in (out / "evidence.md").read_text(encoding="utf-8")


def test_a_project_below_the_top_of_its_repository(tmp_path: Path) -> None:
    folder = tmp_path / "sites" / "a site, été"
    folder.mkdir(parents=True)
    (folder / "references.bib").write_text(REFERENCES, encoding="utf-8")
    (folder / "needle-evidence.toml").write_text('claims = "./claims.csv"\n', encoding="utf-8")
    git(tmp_path, "init", "-q")
    committed(folder, CLAIMS)
    (tmp_path / "claims.csv").write_text(CITED, encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "another table, not ours")
    committed(folder, CITED)
    counts = [(one.claims, one.cited) for one in coverage_history(open_project(folder))]
    assert counts == [(2, 1), (2, 2)]
