"""Commands that look leave every byte of the project as it was, also on a read-only copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from needle_evidence.cli.main import main
from tests.conftest import MakeProject, Run


def state_of(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


LIST = "list.txt"
PROJECT = "the project's own folder"
RETRACTIONS = "retractions.csv"
LOOKING = [
    ("check",),
    ("check", "--format", "sarif"),
    ("claims", "--uncited"),
    ("refs", "--format", "json"),
    ("show", "treats-heel-pain"),
    ("show", "cotchett2014"),
    ("explain", "NE101"),
    ("explain",),
    ("wording", "treats-heel-pain"),
    ("wording", "Dry needling cures migraine."),
    ("impact", "cotchett2014"),
    ("impact", "cotchett2014", "--if-retracted", "--format", "csv"),
    ("certainty", "treats-heel-pain"),
    ("appraise", "treats-heel-pain", "cotchett2014", "--stance", "neutral", "--dry-run"),
    ("certainty", "treats-heel-pain", "--start", "randomized", "--dry-run"),
    ("review", "treats-heel-pain", "--by", "R", "--verdict", "approved", "--dry-run"),
    ("diff", PROJECT),
    ("diff", PROJECT, PROJECT, "--format", "html"),
    ("uncovered",),
    ("uncovered", "--write", "--dry-run"),
    ("anchor", "--dry-run"),
    ("dedupe",),
    ("verify",),
    ("suggest", "treats-heel-pain"),
    ("suggest", "--uncited", "--json"),
    ("export", "--to", "ris"),
    ("tidy", "--check"),
    ("tidy", "--dry-run"),
    ("import", "--from", "text", "--dry-run", LIST),
    ("import-retractions", "--dry-run", "--dated", "2026-11-01", RETRACTIONS),
    ("add", "--dry-run", "Lee A. Needles for heels. Phys Ther. 2019;12(3):4-9."),
    ("link", "treats-heel-pain", "cotchett2014", "--dry-run"),
    ("unlink", "treats-heel-pain", "cotchett2014", "--dry-run"),
    ("rename-key", "cotchett2014", "cotchett2014effectiveness", "--dry-run"),
    ("rename-claim", "treats-heel-pain", "eases-heel-pain", "--dry-run"),
]
APPRAISAL = {
    "articles/page.md": "# Needling\n\nDry needling eases heel pain.\n\nIt cures migraine.\n",
    "appraisal/evidence.csv": "claim_id,citekey,outcome,stance,directness,passage\n"
    "treats-heel-pain,cotchett2014,pain,supports,direct,pain was lower after needling\n",
    "appraisal/certainty.csv": "claim_id,outcome,rating,imprecision\n"
    "treats-heel-pain,pain,judged,serious: few people\n",
    "appraisal/reviews.csv": "claim_id,verdict,reviewed_by\ntreats-heel-pain,approved,R\n",
    LIST: "1. Lee A. Needles for heels. Phys Ther. 2019;12(3):4-9.\n",
    RETRACTIONS: "OriginalPaperDOI,RetractionDOI\n10.1000/x,10.1000/y\n",
    "fulltext/cotchett2014.txt": "In the group pain was lower after needling.",
}


@pytest.mark.parametrize("arguments", LOOKING, ids=" ".join)
def test_looking_changes_nothing(
    make_project: MakeProject, run: Run, arguments: tuple[str, ...]
) -> None:
    project = make_project(APPRAISAL)
    before = state_of(project)
    for path in [*project.rglob("*"), project]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    files = {PROJECT: str(project), **{name: str(project / name) for name in APPRAISAL}}
    named = [files.get(word, word) for word in arguments]
    try:
        assert run(*named, "--project", project).code in {0, 1}
    finally:
        for path in (project, *(path for path in project.rglob("*") if path.is_dir())):
            path.chmod(0o755)
    assert state_of(project) == before


def test_every_command_that_only_looks_is_tried() -> None:
    writing = {"cite", "init", "report", "workbook"}
    assert set(main.commands) - {arguments[0] for arguments in LOOKING} == writing


def test_report_elsewhere_changes_nothing(
    make_project: MakeProject, run: Run, tmp_path: Path
) -> None:
    project = make_project(APPRAISAL)
    before = state_of(project)
    assert run("report", "-p", project, "-o", tmp_path / "out").code == 0
    assert state_of(project) == before
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "evidence.html",
        "evidence.json",
        "evidence.md",
        "pictures",
    ]
