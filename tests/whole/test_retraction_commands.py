"""`import-retractions` and `verify` as their user runs them: what is said, and the exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import REFERENCES, MakeProject, Run

DOI = "10.2522/ptj.20130255"
OTHER = "@misc{none, title={A page without a number}, year={2020}}\n"
TABLE = "appraisal/verification.csv"


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    return make_project({"references.bib": REFERENCES + OTHER})


def write_list(project: Path, *rows: str, columns: str = "") -> Path:
    file = project.parent / "list.csv"
    head = columns or "OriginalPaperDOI,RetractionDOI,RetractionNature,RetractionDate"
    file.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return file


def table(project: Path) -> list[dict[str, str]]:
    text = (project / TABLE).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_match_is_told_with_the_claims_and_written(project: Path, run: Run) -> None:
    file = write_list(project, f"{DOI.upper()},10.1000/n,Retraction,5/31/2022 0:00")
    ended = run("import-retractions", file, "-p", project)
    assert ended.code == 0
    assert ended.out.splitlines()[:3] == [
        "RETRACTED  cotchett2014: retracted (2022-05-31, doi:10.1000/n); cited by treats-heel-pain",
        "Looked 1 reference up on 2 lines of Retraction Watch, a list of 2022-05-31 (the newest "
        "day in it); 1 stands on it.",
        "Not checked, as they give no identifier that the list has: none.",
    ]
    (row,) = table(project)
    assert (row["source"], row["notice"], row["as_of"]) == (
        "retraction_watch", "retraction", "2022-05-31"
    )  # fmt: skip
    assert row["digest"].startswith("sha256:")
    again = run("import-retractions", file, "-p", project)
    assert "already says so" in again.out


def test_a_negative_is_dated_by_the_list(project: Path, run: Run) -> None:
    file = write_list(project, "10.1000/other,10.1000/n", columns="OriginalPaperDOI,RetractionDOI")
    refused = run("import-retractions", file, "-p", project)
    assert refused.code == 2
    assert "--dated" in refused.err
    ended = run("import-retractions", file, "-p", project, "--dated", "2026-11-01", "--source",
                "Our own list")  # fmt: skip
    assert ended.code == 0
    (row,) = table(project)
    assert (row["source"], row["notice"], row["as_of"]) == ("our_own_list", "none", "2026-11-01")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--dated", "2999-01-01"], "yet to come"),
        (["--source", "crossref"], "no list"),
        (["--source", "!!"], "no name"),
        (["--dated", "1/2/2020"], "--dated"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    project: Path, run: Run, options: list[str], words: str
) -> None:
    file = write_list(project, f"{DOI},10.1000/n,Retraction,5/31/2022")
    ended = run("import-retractions", file, "-p", project, *options)
    assert (ended.code, words in ended.err) == (2, True)
    assert not (project / TABLE).exists()


def test_a_file_that_is_no_list(project: Path, run: Run) -> None:
    assert run("import-retractions", project / "claims.csv", "-p", project).code == 3
    assert run("import-retractions", project / "nothing.csv", "-p", project).code == 3


def test_a_dry_run_writes_nothing(project: Path, run: Run) -> None:
    file = write_list(project, f"{DOI},10.1000/n,Retraction,5/31/2022")
    ended = run("import-retractions", file, "-p", project, "--dry-run")
    assert "Nothing was written (--dry-run)" in ended.out
    assert not (project / TABLE).exists()


def test_a_notice_that_left_the_list_is_kept_and_told(project: Path, run: Run) -> None:
    older = write_list(project, f"{DOI},10.1000/n,Retraction,5/31/2022")
    run("import-retractions", older, "-p", project)
    newer = write_list(project, "10.1000/other,10.1000/n,Retraction,6/30/2022")
    ended = run("import-retractions", newer, "-p", project)
    assert "kept as an earlier one had it: cotchett2014" in ended.out
    assert [row["notice"] for row in table(project)] == ["retraction"]


def test_an_unknown_nature_is_settled_by_a_person(project: Path, run: Run) -> None:
    file = write_list(project, f"{DOI},10.1000/n", columns="OriginalPaperDOI,RetractionDOI")
    told = run("import-retractions", file, "-p", project, "--dated", "2026-11-01").out
    assert "--judge" in told
    assert "RETRACTED" not in told
    assert run("check", "-p", project, "--select", "NE601").code == 0
    assert "NE604" in run("check", "-p", project).out
    judged = run("verify", "cotchett2014", "--judge", "none", "--by", "R. Hall", "--because",
                 "a notice about a namesake", "-p", project)  # fmt: skip
    assert judged.code == 0
    assert "+cotchett2014,person," in judged.out
    assert "NE604" not in run("check", "-p", project).out


@pytest.mark.parametrize(
    "options",
    [
        ["--judge", "none"],
        ["cotchett2014", "--judge", "none", "--by", "R. Hall"],
        ["cotchett2014", "none", "--judge", "none", "--by", "R", "--because", "x"],
        ["cotchett2014", "--judge", "none", "--by", "R", "--because", "x", "--online"],
        ["--by", "R. Hall"],
        ["nobody"],
    ],
)
def test_verify_refuses_what_cannot_be_meant(project: Path, run: Run, options: list[str]) -> None:
    assert run("verify", "-p", project, *options).code == 2


def test_verify_prints_rows_for_programs_and_ends_with_one_on_request(
    project: Path, run: Run
) -> None:
    file = write_list(project, f"{DOI},10.1000/n,Retraction,5/31/2022")
    run("import-retractions", file, "-p", project, "-q")
    ended = run("verify", "-p", project, "--format", "json", "--check")
    assert ended.code == 1
    found = {row["citekey"]: row for row in json.loads(ended.out)}
    assert found["cotchett2014"]["verdict"] == "retracted"
    assert found["none"]["because"] == "the entry gives no identifier to ask by"
    plain = run("verify", "-p", project)
    assert plain.code == 0
    assert plain.out.splitlines()[0].split("\t")[:2] == ["citekey", "verdict"]
    assert "2 references: 1 retracted, 1 not checked." in plain.out


def test_a_table_with_a_broken_row_is_not_written(project: Path, run: Run) -> None:
    broken = "citekey,source\ncotchett2014,crossref,one,two\n"
    (project / "appraisal").mkdir()
    (project / TABLE).write_text(broken, encoding="utf-8")
    file = write_list(project, f"{DOI},10.1000/n,Retraction,5/31/2022")
    ended = run("import-retractions", file, "-p", project)
    assert (ended.code, "line 2" in ended.err) == (3, True)
    assert (project / TABLE).read_text(encoding="utf-8") == broken
