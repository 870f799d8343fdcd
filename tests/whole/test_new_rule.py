"""A rule is one file: it appears in check, explain, the docs and SARIF with no other edit."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MakeProject
from tests.reference_pages import ROOT

RULE = '''"""NE199: a claim that shouts."""
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity


def _look(library):
    for claim in library.claims:
        if "!" in claim.text:
            yield Problem(message="This claim shouts.", location=claim.cell("claim"))


CHECK = Check(
    code="NE199", name="shouting-claim", severity=Severity.WARNING, summary="A claim shouts.",
    why="Nobody likes it.", bad="It works!", good="It works.", way_out="Lower your voice.",
    look=_look,
)
'''
CLAIMS = "claim_id,claim,question,references\nloud,It works!,definition,\n"


def python(*arguments: str, path: str) -> str:
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    ended = subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False, cwd=path
    )
    assert ended.returncode in {0, 1}, ended.stderr
    return ended.stdout


def by_file(folder: Path) -> str:
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("needle_evidence", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    rules = folder / "needle_evidence" / "checks" / "rules"
    (rules / "ne199_shouting_claim.py").write_text(RULE, encoding="utf-8")
    return str(folder)


def by_entry_point(folder: Path) -> str:
    (folder / "shouting.py").write_text(RULE, encoding="utf-8")
    metadata = folder / "shouting-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Name: shouting\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(
        "[needle_evidence.checks.rules]\nshouting = shouting\n", encoding="utf-8"
    )
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    return str(folder)


@pytest.mark.parametrize("install", [by_file, by_entry_point])
def test_one_file_is_one_rule(
    install: Callable[[Path], str], make_project: MakeProject, tmp_path: Path
) -> None:
    folder = tmp_path / "tool"
    folder.mkdir()
    path = install(folder)
    project = str(make_project({"claims.csv": CLAIMS}))
    tool = ("-m", "needle_evidence")
    assert "warning NE199 shouting-claim" in python(*tool, "check", "-p", project, path=path)
    assert "Nobody likes it." in python(*tool, "explain", "NE199", path=path)
    sarif = json.loads(python(*tool, "check", "-p", project, "-f", "sarif", path=path))
    assert "NE199" in {rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]}
    assert "NE199" in {result["ruleId"] for result in sarif["runs"][0]["results"]}
    page = "from tests.reference_pages import checks_page; print(checks_page())"
    assert "## NE199 shouting-claim" in python("-c", page, path=path)
