"""Each exit code is reached by a real run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CLAIMS, MakeProject, Run

CLEAN = CLAIMS.replace("treatment_benefit,\n", "treatment_benefit,cotchett2014\n").replace(
    "hip pain", "plantar heel pain"
)


def test_0_clean(make_project: MakeProject, run: Run) -> None:
    ended = run("check", "-p", make_project({"claims.csv": CLEAN}))
    assert (ended.code, ended.out.splitlines()[-1][:8]) == (0, "0 errors")


def test_1_findings_and_what_counts(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    assert run("check", "-p", project).code == 1
    assert run("check", "-p", project, "--fail-on", "never").code == 0
    assert run("check", "-p", project, "--ignore", "NE101").code == 0
    assert run("check", "-p", project, "--select", "NE2").code == 0
    assert run("report", "-p", project).code == 0
    assert run("report", "-p", project, "--fail-on", "error").code == 1


def test_settings_decide_where_the_command_line_is_silent(
    make_project: MakeProject, run: Run
) -> None:
    lenient = make_project({"needle-evidence.toml": 'fail_on = "never"'}, name="lenient")
    assert run("check", "-p", lenient).code == 0
    assert run("check", "-p", lenient, "--fail-on", "error").code == 1
    softened = make_project(
        {"pyproject.toml": '[tool.needle-evidence.severity]\nNE101 = "note"'}, name="softened"
    )
    assert run("check", "-p", softened).code == 0


def test_2_wrong_use(run: Run) -> None:
    assert run("show").code == 2
    assert run("explain", "NE998").code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "nothing-like-it"),
        ("certainty", "nothing-like-it"),
        ("impact", "nobody1999"),
        ("appraise", "treats-heel-pain", "nobody1999", "--stance", "supports"),
        ("appraise", "treats-heel-pain", "cotchett2014", "--stance", "perhaps"),
        ("review", "nothing-like-it", "--by", "R", "--verdict", "approved"),
        ("wording", "treats-heel-pai"),
    ],
    ids=" ".join,
)
def test_2_names_and_values_that_do_not_exist(
    make_project: MakeProject, run: Run, arguments: tuple[str, ...]
) -> None:
    ended = run(*arguments, "-p", make_project())
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("needle-evidence: ")


def test_3_unreadable(tmp_path: Path, run: Run) -> None:
    assert run("check", "-p", tmp_path).code == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("show", "treats-heel-pain"),
        ("certainty", "treats-heel-pain"),
        ("impact", "cotchett2014"),
        ("wording", "treats-heel-pain"),
        ("appraise", "treats-heel-pain", "cotchett2014", "--stance", "supports"),
    ],
    ids=" ".join,
)
def test_3_appraisal_table_without_its_key_columns(
    make_project: MakeProject, run: Run, arguments: tuple[str, ...]
) -> None:
    project = make_project({"appraisal/evidence.csv": "claim,work\nx,y\n"})
    ended = run(*arguments, "-p", project)
    assert ended.code == 3
    assert "appraisal/evidence.csv, line 1: no column is called claim_id" in ended.err


def test_5_required_but_not_checked(make_project: MakeProject, run: Run) -> None:
    untitled = "@article{cotchett2014, author={A, B}, journal={J}, year={2014}, pages={1--2}}"
    project = make_project({"claims.csv": CLEAN, "references.bib": untitled})
    assert run("check", "-p", project).code == 0
    ended = run("check", "-p", project, "--require", "NE109")
    assert ended.code == 5
    assert "not everything was checked: NE109" in ended.out
    findings_first = run("check", "-p", project, "--require", "NE109", "--fail-on", "warning")
    assert findings_first.code == 1


def test_70_is_for_faults_only_and_a_real_process_ends_with_its_code(
    make_project: MakeProject,
) -> None:
    command = [sys.executable, "-m", "needle_evidence", "check", "-p", str(make_project())]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize("arguments", [(), ("--help",), ("check", "-h"), ("--version",)])
def test_help_and_version(run: Run, arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert ended.code == (0 if arguments else 2)
    assert "needle-evidence" in ended.out + ended.err
