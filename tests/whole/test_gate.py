"""The gate: what was not read, and settings that silence findings, never pass unseen."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import CLAIMS, REFERENCES, MakeProject, Run


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(make_project: MakeProject) -> Path:
    folder = make_project({"needle-evidence.toml": 'ignore = ["NE209"]\n'})
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    return folder


def test_base_lists_what_silences(repository: Path, run: Run) -> None:
    quiet = run("check", "-p", repository, "--base", "HEAD")
    assert "nothing that can silence a finding" in quiet.out
    (repository / "needle-evidence.toml").write_text(
        'fail_on = "never"\nignore = ["NE1"]\nseverity = {NE202 = "note"}\n', encoding="utf-8"
    )
    wanted = [
        "fail_on was error, is never",
        "ignore: NE1 added",
        "ignore: NE209 removed",
        "severity of NE202 was the check's own, is note",
    ]
    assert (
        json.loads(run("check", "-p", repository, "--base", "HEAD", "-f", "json").out)[
            "setting_changes"
        ]
        == wanted
    )
    for form in ("text", "sarif", "github"):
        out = run("check", "-p", repository, "--base", "HEAD", "-f", form).out
        assert all(change in out.replace("%3A", ":") for change in wanted), form


def test_base_that_does_not_exist(repository: Path, run: Run, tmp_path: Path) -> None:
    assert run("check", "-p", repository, "--base", "nowhere").code == 2
    assert run("check", "-p", repository, "--base", "--output=x").code == 2
    (repository / "needle-evidence.toml").write_text("broken = ", encoding="utf-8")
    git(repository, "commit", "-qam", "broken settings")
    (repository / "needle-evidence.toml").unlink()
    assert "cannot be read" in run("check", "-p", repository, "--base", "HEAD").out


def test_annotations_name_files_from_the_top_of_the_repository(tmp_path: Path, run: Run) -> None:
    git(tmp_path, "init", "-q")
    page = tmp_path / "pages" / "needling"
    page.mkdir(parents=True)
    (page / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    (page / "references.bib").write_text(REFERENCES, encoding="utf-8")
    github = run("check", "-p", page, "-f", "github").out
    assert "::error file=pages/needling/claims.csv,line=3" in github
    sarif = json.loads(run("check", "-p", page, "-f", "sarif").out)
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "pages/needling/claims.csv"


def test_rows_and_entries_that_were_not_read_are_counted_everywhere(
    make_project: MakeProject, run: Run
) -> None:
    project = make_project(
        {
            "claims.csv": CLAIMS + "no-claim,,,,\nragged,a,b,c,d,e,f\n",
            "references.bib": REFERENCES + "@article{broken, title={x\n",
        }
    )
    assert "3 rows or entries not read" in run("check", "-p", project).out
    assert run("check", "-p", project, "--select", "NE2", "--require", "NE202").code == 5
    assert "could not be read: 3" in run("report", "-p", project).out
    page = (project / "reports" / "evidence.html").read_text(encoding="utf-8")
    assert "3 rows or entries could not be read" in page
    assert "3 rows or entries could not be read" in (project / "reports" / "evidence.md").read_text(
        encoding="utf-8"
    )


def test_claims_whose_references_are_not_there_are_counted_apart(
    make_project: MakeProject, run: Run
) -> None:
    project = make_project({"claims.csv": CLAIMS + "lost,A third claim.,,,nokey\n"})
    assert (
        "With a reference: 1. Without: 1. Reference not found: 1."
        in run("report", "-p", project).out
    )


def test_severity_needs_a_whole_code(make_project: MakeProject, run: Run) -> None:
    project = make_project({"needle-evidence.toml": 'severity = {NE1 = "note"}'})
    assert run("check", "-p", project).code == 2


def test_each_of_two_rows_with_one_id_shows_its_own_problems(
    make_project: MakeProject, run: Run
) -> None:
    project = make_project({"claims.csv": CLAIMS + "treats-heel-pain,Another.,,,nokey\n"})
    run("report", "-p", project, "-f", "json")
    document = json.loads((project / "reports" / "evidence.json").read_text(encoding="utf-8"))
    codes = {
        claim["line"]: {problem["code"] for problem in claim["problems"]}
        for claim in document["claims"]
    }
    assert "NE102" not in codes[2]
    assert codes[4] >= {"NE102", "NE103"}


def test_help_shows_its_examples_line_by_line(run: Run) -> None:
    for command in ("", "check", "report", "claims", "refs", "show", "explain", "init"):
        out = run(*filter(None, [command, "--help"])).out
        assert "\\b" not in out
        assert "Examples:\n" in out


@pytest.mark.parametrize("written", ["@cotchett2014", "[@cotchett2014]", "\\cite{cotchett2014}"])
def test_citekeys_written_as_citations_are_understood_or_explained(
    make_project: MakeProject, run: Run, written: str
) -> None:
    project = make_project({"claims.csv": CLAIMS.replace("cotchett2014", written)})
    out = run("check", "-p", project, "--select", "NE102").out
    assert "0 errors" in out or "Write the bare citekey: cotchett2014." in out


def test_a_work_that_the_style_cannot_print_is_said_to_be_so(
    make_project: MakeProject, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> str:
        raise KeyError("a fault of the citation engine")

    monkeypatch.setattr("needle_evidence.reporting.citation_engine.print_work", fail)
    project = make_project()
    assert run("report", "-p", project, "-q").code == 0
    for name in ("evidence.html", "evidence.md"):
        text = (project / "reports" / name).read_text(encoding="utf-8")
        assert "The citation style could not print this entry" in text
        assert "Effectiveness of trigger point dry needling" in text
    document = json.loads((project / "reports" / "evidence.json").read_text(encoding="utf-8"))
    assert document["references"][0]["by_style"] is False
