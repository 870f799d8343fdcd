"""Bad input: one clear line (what, where, what to do), the right code, nothing half-written."""

from __future__ import annotations

import errno
import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CLAIMS, REFERENCES, MakeProject, Run

ESCAPE = "\x1b[31mred\x1b[0m"


def one_clear_line(error: str) -> str:
    """The one line that stderr holds; no traceback."""
    lines = error.strip().splitlines()
    assert len(lines) == 1, error
    assert lines[0].startswith("needle-evidence: ")
    assert "Traceback" not in error
    return lines[0]


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize(
    ("files", "code", "words"),
    [
        ({"claims.csv": None}, 3, "There is no claims.csv"),
        ({"references.bib": None}, 3, "There is no references.bib"),
        ({"claims.csv": ""}, 3, "claims.csv is empty"),
        ({"claims.csv": b"\x89PNG\r\n\x1a\n\x00\x00"}, 3, "claims.csv is a picture"),
        ({"references.bib": b"PK\x03\x04\x00\x00"}, 3, "references.bib is a zip file"),
        ({"references.bib": b"\x00\x01\x02\x03" * 50}, 3, "references.bib is not a text file"),
        ({"claims.csv": "name,price\nhammer,3\n"}, 3, "claim_id"),
        ({"needle-evidence.toml": 'claims = "../private.csv"'}, 2, "outside the project"),
        ({"needle-evidence.toml": 'claims = "/etc/passwd"'}, 2, "outside the project"),
        ({"needle-evidence.toml": 'claims = "a\\u0000b"'}, 2, "not a usable path"),
        ({"needle-evidence.toml": "claims = "}, 2, "not valid TOML"),
        ({"needle-evidence.toml": "claims = 3"}, 2, "must be a text in quotes"),
        ({"needle-evidence.toml": 'fail_on = "sometimes"'}, 2, "fail_on must be one of"),
        ({"needle-evidence.toml": 'ignore = ["NE999"]'}, 2, "There is no check NE999"),
        ({"needle-evidence.toml": 'severity = {NE101 = "loud"}'}, 2, "error, warning or note"),
        ({"needle-evidence.toml": 'style = "harvard"'}, 2, "harvard"),
        ({"needle-evidence.toml": 'style = "mine.csl"'}, 3, "Give ama, vancouver, apa"),
        ({"needle-evidence.toml": 'style = "m.csl"', "m.csl": "<style/>"}, 2, "m.csl"),
        ({"templates/evidence.html.j2": "{% if %}"}, 2, "templates/evidence.html.j2, line 1"),
        ({"templates/evidence.md.j2": "{{ view.nothing }}"}, 2, "templates/evidence.md.j2"),
        (
            {"templates/evidence.html.j2": "{{ ''.__class__.__mro__ }}"},
            2,
            "templates/evidence.html.j2",
        ),
    ],
)
def test_report_stops_with_one_clear_line(
    make_project: MakeProject,
    run: Run,
    files: dict[str, str | bytes | None],
    code: int,
    words: str,
) -> None:
    project = make_project(files)
    before = files_below(project)
    ended = run("report", "--project", project)
    assert words in one_clear_line(ended.err)
    assert ended.code == code
    assert files_below(project) == before


def test_folder_instead_of_file(make_project: MakeProject, run: Run) -> None:
    project = make_project({"claims.csv": None})
    (project / "claims.csv").mkdir()
    ended = run("check", "-p", project)
    assert (ended.code, "is a folder" in one_clear_line(ended.err)) == (3, True)


def test_project_that_does_not_exist(tmp_path: Path, run: Run) -> None:
    ended = run("check", "--project", tmp_path / "nowhere")
    assert (ended.code, "There is no folder" in one_clear_line(ended.err)) == (2, True)


def test_unknown_command_and_option(run: Run) -> None:
    assert run("reprot").code == 2
    assert run("report", "--colour").code == 2
    assert "There is no format pdf" in one_clear_line(run("check", "--format", "pdf").err)


def test_empty_reference_file_loads_and_names_the_unknown_keys(
    make_project: MakeProject, run: Run
) -> None:
    ended = run("check", "-p", make_project({"references.bib": ""}))
    assert ended.code == 1
    assert "NE102" in ended.out
    assert "cotchett2014" in ended.out


@pytest.mark.parametrize("name", ["claims.csv", "references.bib"])
def test_line_of_50_megabytes_is_survived(make_project: MakeProject, run: Run, name: str) -> None:
    giant = "x" * 50_000_000
    content = (
        f"{CLAIMS}huge,{giant},,,\nlast,Last.,,,\n"
        if name == "claims.csv"
        else (
            f"{REFERENCES}@article{{huge, title = {{{giant}}}}}\n@article{{last, title={{Last}}}}\n"
        )
    )
    ended = run("check", "-p", make_project({name: content}))
    assert ended.code == 1
    assert "last" in ended.out
    assert len(ended.out) < 100_000


def test_claims_of_an_old_windows_spreadsheet(make_project: MakeProject, run: Run) -> None:
    text = CLAIMS.replace("heel pain.", "Fuß pain – “heel”.").encode("cp1252")
    project = make_project({"claims.csv": text})
    assert "NE004" in run("check", "-p", project).out
    assert "Fuß pain – “heel”" in run("claims", "-p", project).out


def test_cyclic_inheritance_is_a_finding(make_project: MakeProject, run: Run) -> None:
    circle = "@book{a, crossref={b}, title={A}}\n@book{b, crossref={a}, title={B}}\n"
    ended = run("check", "-p", make_project({"references.bib": REFERENCES + circle}))
    assert ended.out.count("NE007") == 1
    assert "in a circle" in ended.out


def test_hostile_text_stays_text_on_every_surface(make_project: MakeProject, run: Run) -> None:
    claim = f"Bad <script>alert(1)</script> [/5] {ESCAPE} ::error::x \u202eevil |a| `b` ![i](u)"
    project = make_project(
        {
            "claims.csv": CLAIMS + f'hostile,"{claim}",<b>T</b>,,key<1>\n',
            "references.bib": REFERENCES
            + "@article{key<1>, title={[/5] \x1b[2J <img src=x onerror=alert(1)>}, year={2014},"
            "url={javascript:alert(1)}, author={<b>Bad</b>, Guy}, journal={J}}\n",
        }
    )
    for form in ("text", "json", "sarif", "github"):
        out = run("check", "-p", project, "--format", form).out
        assert "\x1b" not in out
        assert "\u202e" not in out
    assert json.loads(run("check", "-p", project, "--format", "json").out)["findings"]
    github = run("check", "-p", project, "--format", "github").out
    assert all(
        line.startswith(("::error file=", "::warning file=", "::notice file="))
        for line in github.splitlines()
        if line.startswith("::")
    )
    assert run("claims", "-p", project).code == 0
    assert "\x1b" not in run("show", "-p", project, "hostile").out
    assert run("report", "-p", project, "-q").code == 0
    page = (project / "reports" / "evidence.html").read_text(encoding="utf-8")
    assert page.count("<script") == 1  # the page's own
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b>T" not in page
    assert all(
        address.startswith(("https://", "#")) for address in re.findall(r'href="([^"]*)"', page)
    )
    assert "\u202e" not in page
    markdown = (project / "reports" / "evidence.md").read_text(encoding="utf-8")
    assert "<script" not in markdown.replace("\\<script", "")
    assert "\x1b" not in markdown


def test_formula_cells_are_reported_and_never_printed_as_formulas(
    make_project: MakeProject, run: Run
) -> None:
    row = 'formula,"=HYPERLINK(""http://evil.example"";""click"")",Pain,,\n'
    project = make_project({"claims.csv": CLAIMS + row})
    assert "NE111" in run("check", "-p", project).out
    assert "\"'=HYPERLINK" in run("claims", "-p", project, "--format", "csv").out


def test_link_out_of_the_project_is_not_followed(
    make_project: MakeProject, run: Run, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.bib"
    secret.write_text("@misc{secret, title={Secret}}", encoding="utf-8")
    project = make_project({"references.bib": None})
    (project / "references.bib").symlink_to(secret)
    ended = run("report", "-p", project)
    assert ended.code == 2
    assert "outside the project" in one_clear_line(ended.err)


def test_output_folder_that_links_out_is_refused_unless_named(
    make_project: MakeProject, run: Run, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    project = make_project()
    (project / "reports").symlink_to(elsewhere)
    assert run("report", "-p", project).code == 2
    assert list(elsewhere.iterdir()) == []
    assert run("report", "-p", project, "-o", elsewhere, "-q").code == 0


def test_output_below_a_file(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    ended = run("report", "-p", project, "-o", project / "claims.csv" / "reports")
    assert ended.code == 3
    assert "cannot be written" in one_clear_line(ended.err)
    assert (project / "claims.csv").read_text(encoding="utf-8") == CLAIMS


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_failing_disk_leaves_the_old_report(
    make_project: MakeProject, run: Run, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    project = make_project({"reports/evidence.md": "old"})

    def fail(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    ended = run("report", "-p", project)
    assert ended.code == 3
    assert "cannot be written" in one_clear_line(ended.err)
    assert files_below(project / "reports") == {"evidence.md"}
    assert (project / "reports" / "evidence.md").read_text(encoding="utf-8") == "old"


def test_real_size_limit_leaves_no_half_written_file(make_project: MakeProject) -> None:
    project = make_project({"reports/evidence.html": "old"})

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    command = [sys.executable, "-B", "-m", "needle_evidence", "report", "-p", str(project)]
    ended = subprocess.run(command, capture_output=True, text=True, preexec_fn=limit, check=False)
    assert ended.returncode == 3
    assert "cannot be written" in one_clear_line(ended.stderr)
    assert files_below(project / "reports") == {"evidence.html"}
    assert (project / "reports" / "evidence.html").read_text(encoding="utf-8") == "old"


def test_a_fault_of_the_tool_is_code_70_without_traceback(
    make_project: MakeProject, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr("needle_evidence.api.browsing.list_claims", fail)
    project = make_project()
    ended = run("claims", "-p", project)
    assert ended.code == 70
    assert "fault of the tool" in one_clear_line(ended.err)
    assert "Traceback" in run("claims", "-p", project, "--debug").err


def test_output_into_a_closed_pipe_is_no_fault(make_project: MakeProject) -> None:
    command = f"{sys.executable} -m needle_evidence check -p {make_project()} | head -c 1"
    ended = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert ended.stderr == ""
