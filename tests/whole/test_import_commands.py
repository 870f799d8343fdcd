"""`import`, `export` and `tidy`, as their user would run them; writing that is cut short."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from needle_evidence.formats.references.bibtex import read_references
from tests.conftest import MakeProject, Run
from tests.whole.test_read_only import state_of

RIS = """TY  - JOUR
AU  - Kietrys, David M.
AU  - Tu?ker, Ann
TI  - Effectiveness of dry needling for upper-quarter myofascial pain
JO  - J Orthop Sports Phys Ther
PY  - 2013
VL  - 43
SP  - 620
EP  - 634
DO  - 10.2519/jospt.2013.4668
ZZ  - kept
ER  -
"""
AGAIN = """@article{again,
  author = {Cotchett, M.}, title = {Effectiveness of trigger point dry needling for plantar heel pain},
  year = {2014}, doi = {https://doi.org/10.2522/PTJ.20130255}}
"""  # noqa: E501 - one line of a file


def bib(project: Path) -> str:
    return (project / "references.bib").read_text(encoding="utf-8")


def test_import_tells_what_came_and_what_needs_a_look(make_project: MakeProject, run: Run) -> None:
    project = make_project({"new.ris": RIS, "again.bib": AGAIN})
    before = bib(project)
    ended = run("import", project / "new.ris", project / "again.bib", "-p", project)
    assert ended.code == 0, ended.err
    lines = ended.out.splitlines()
    assert lines[0] == (
        "added    kietrys2013effectiveness: Effectiveness of dry needling for upper-quarter "
        "myofascial pain (Kietrys et al., 2013)"
    )
    assert lines[1].startswith("already  cotchett2014: Effectiveness of trigger point")
    assert "same DOI" in lines[1]
    assert lines[2] == "Needs a look:"
    assert "“Ann Tu?ker” (a question mark stands for a letter)" in lines[3]
    assert "ris-zz (1)" in ended.out
    assert lines[-1].startswith("Wrote references.bib: 1 added, 1 already there, 1 to look at")
    assert bib(project).startswith(before + "\n@article{kietrys2013effectiveness,\n")
    assert run("refs", "-p", project).code == 0


def test_first_command_of_a_newcomer(tmp_path: Path, run: Run) -> None:
    (tmp_path / "x.ris").write_text(RIS, encoding="utf-8")
    assert run("import", tmp_path / "x.ris", "-p", tmp_path).code == 0
    assert "kietrys2013effectiveness" in bib(tmp_path)
    ended = run("import", tmp_path / "x.ris", "-p", tmp_path)
    assert ended.out.splitlines()[-1].startswith("Nothing was added: 0 added, 1 already there")
    assert run("import", tmp_path / "x.ris", "-p", tmp_path, "--quiet").out == ""


def test_import_from_standard_input(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = io.TextIOWrapper(io.BytesIO(RIS.encode()))
    monkeypatch.setattr(sys, "stdin", piped)
    ended = run("import", "-", "--from", "ris", "-p", tmp_path)
    assert ended.code == 0, ended.err
    assert ended.err == ""
    assert run("import", "-", "-", "-p", tmp_path).code == 2


def test_dry_run_shows_the_diff(make_project: MakeProject, run: Run) -> None:
    project = make_project({"x.ris": RIS})
    before = state_of(project)
    ended = run("import", project / "x.ris", "-p", project, "--dry-run")
    assert "+@article{kietrys2013effectiveness," in ended.out
    assert ended.out.splitlines()[-1].startswith("Nothing was written (--dry-run): 1 added")
    assert state_of(project) == before


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", 3), (b"just some words\n", 3), (b"\x89PNG\r\n\x1a\n\0\0", 3), (b"<html><p>login", 3)],
)
def test_what_is_no_reference_file(
    make_project: MakeProject, run: Run, content: bytes, code: int
) -> None:
    project = make_project({"x.dat": content})
    before = state_of(project)
    ended = run("import", project / "x.dat", "-p", project)
    assert ended.code == code
    assert "x.dat" in ended.err
    assert "Traceback" not in ended.err
    assert run("import", project / "nowhere.bib", "-p", project).code == 3
    assert run("import", project / "x.dat", "--from", "docx", "-p", project).code == 2
    assert run("import", "-p", project).code == 2
    assert state_of(project) == before


def test_hostile_text_is_printed_harmlessly(make_project: MakeProject, run: Run) -> None:
    project = make_project({"x.ris": RIS.replace("Effectiveness", "\x1b[31mRed \u202e[/b]")})
    ended = run("import", project / "x.ris", "-p", project)
    assert ended.code == 0
    assert "\x1b" not in ended.out
    assert "\u202e" not in ended.out


def test_export(make_project: MakeProject, run: Run, tmp_path: Path) -> None:
    project = make_project({"x.ris": RIS})
    run("import", project / "x.ris", "-p", project)
    before = state_of(project)
    items = json.loads(run("export", "--to", "csl-json", "-p", project).out)
    assert [item["id"] for item in items] == ["cotchett2014", "kietrys2013effectiveness"]
    assert "TY  - JOUR" in run("export", "--to", "ris", "--cited", "-p", project).out
    target = tmp_path / "one.bib"
    ended = run("export", "-o", target, "kietrys2013effectiveness", "-p", project)
    assert ended.out == f"Wrote {target}: 1 reference as bibtex.\n"
    assert "cotchett2014" not in target.read_text(encoding="utf-8")
    assert run("export", "--to", "xlsx", "-p", project).code == 2
    assert run("export", "--to", "docx", "-p", project).code == 2
    assert run("export", "-p", project).code == 2
    assert run("export", "--to", "ris", "nobody", "-p", project).code == 2
    assert state_of(project) == before


def test_tidy(make_project: MakeProject, run: Run) -> None:
    untidy = "@article{a,\n  doi = {https://doi.org/10.1234/A},\n  pages = {1-9}\n}\n"
    project = make_project({"references.bib": untidy})
    checked = run("tidy", "--check", "-p", project)
    assert checked.code == 1
    assert "a: doi: {https://doi.org/10.1234/A} → {10.1234/A}" in checked.out
    assert checked.out.endswith("references.bib: 2 fields would change.\n")
    assert "+  pages = {1--9}" in run("tidy", "--dry-run", "-p", project).out
    assert bib(project) == untidy
    assert run("tidy", "-p", project).out.endswith("Wrote references.bib: 2 fields tidied.\n")
    assert bib(project) == "@article{a,\n  doi = {10.1234/A},\n  pages = {1--9}\n}\n"
    again = run("tidy", "--check", "-p", project)
    assert (again.code, again.out) == (0, "references.bib is tidy; nothing was changed.\n")


def command(project: Path, file: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "needle_evidence",
        "import",
        str(project / file),
        "-p",
        str(project),
    ]


def entry(key: str, number: int) -> str:
    title = f"Work {key} on subject {number}"
    return f"@misc{{{key}, title = {{{title}}}, author = {{{key.title()}, A.}}}}\n"


def test_two_processes_at_once_both_get_in(make_project: MakeProject) -> None:
    files = {
        f"{name}.bib": entry(f"{name}key", n) for n, name in enumerate(("one", "two", "three"))
    }
    project = make_project(files)
    processes = [subprocess.Popen(command(project, file)) for file in files]
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    keys = [r.key for r in read_references(bib(project), path="x").references]
    assert sorted(keys) == ["cotchett2014", "onekey", "threekey", "twokey"]


# Runs `import` and kills the process at the n-th call of one of the steps of a write.
KILLED = """
import os, signal, sys
from pathlib import Path
owner = {"fsync": os, "replace": Path, "chmod": Path}[sys.argv[1]]
left = int(sys.argv[2])
real = getattr(owner, sys.argv[1])
def killing(*arguments, **options):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments, **options)
setattr(owner, sys.argv[1], killing)
from needle_evidence.cli.main import execute
sys.exit(execute(sys.argv[3:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize(
    ("step", "call", "is_old"),
    [("fsync", 1, True), ("chmod", 1, True), ("replace", 1, True), ("fsync", 2, False)],
)
def test_killed_between_two_steps(
    make_project: MakeProject, step: str, call: int, is_old: bool
) -> None:
    project = make_project({"x.ris": RIS})
    old = (project / "references.bib").read_bytes()
    arguments = [sys.executable, "-c", KILLED, step, str(call)]
    arguments += ["import", str(project / "x.ris"), "-p", str(project)]
    ended = subprocess.run(arguments, stdout=subprocess.DEVNULL)
    assert ended.returncode == -signal.SIGKILL
    assert ((project / "references.bib").read_bytes() == old) is is_old
    # What a killed process leaves behind is in nobody's way.
    subprocess.run(command(project, "x.ris"), check=True, stdout=subprocess.DEVNULL)
    assert bib(project).count("kietrys2013effectiveness") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_at_any_moment_the_file_is_old_or_new(make_project: MakeProject) -> None:
    project = make_project({"many.bib": "".join(entry(f"key{n}x", n) for n in range(300))})
    old = (project / "references.bib").read_bytes()
    started = time.monotonic()
    subprocess.run(command(project, "many.bib"), check=True, stdout=subprocess.DEVNULL)
    whole = time.monotonic() - started
    new = (project / "references.bib").read_bytes()
    assert len(new) > len(old)
    for part in (0.5, 0.8, 0.9, 0.95):
        (project / "references.bib").write_bytes(old)
        process = subprocess.Popen(command(project, "many.bib"), stdout=subprocess.DEVNULL)
        time.sleep(whole * part)
        process.kill()
        process.wait()
        assert (project / "references.bib").read_bytes() in (old, new)


def test_one_entry_more_in_a_large_file_changes_no_other_byte(
    make_project: MakeProject, run: Run
) -> None:
    large = "".join(
        f"@article{{k{n},\n  title = {{Title {n} of heel {n}}},\n  year  = {2000 + n % 20}\n}}\n\n"
        for n in range(10_000)
    )
    project = make_project({"references.bib": large, "x.ris": RIS})
    started = time.process_time()
    assert run("import", project / "x.ris", "-p", project).code == 0
    assert time.process_time() - started < 3
    assert bib(project).startswith(large)
    assert bib(project)[len(large) :].count("@") == 1


def test_an_import_counts_works_that_no_registry_can_be_asked_about(
    tmp_path: Path, run: Run
) -> None:
    text = "@article{a2001, title={A}, year=2001}\n@article{b2002, title={B}, doi={10.1000/b}}\n"
    (tmp_path / "two.bib").write_text(text, encoding="utf-8")
    ended = run("import", tmp_path / "two.bib", "-p", tmp_path)
    told = "1 of the 2 added gives no DOI, PMID or the like to ask a registry by"
    assert f"{told}; `needle-evidence verify` names it." in ended.out.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes in folders")
def test_a_pipe_and_what_never_ends_are_refused(
    make_project: MakeProject, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project({"long.ris": RIS})
    before = bib(project)
    pipe = project / "pipe.ris"
    os.mkfifo(pipe)
    monkeypatch.setattr("needle_evidence.api.referencing.LARGEST_FILE", 100)
    for file, problem in (
        (pipe, "is a pipe or a device"),
        (Path("/dev/zero"), "is a pipe or a device"),
        (project / "long.ris", "is over"),
    ):
        ended = run("import", file, "-p", project)
        assert ended.code == 3
        assert problem in ended.err
    assert bib(project) == before


def test_standard_input_that_never_ends_is_cut(make_project: MakeProject) -> None:
    project = make_project({})
    command = f"yes '{RIS.splitlines()[0]}' | {sys.executable} -m needle_evidence import - -p ."
    ended = subprocess.run(
        ["sh", "-c", command], cwd=project, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 3
    assert "standard input is over 50 MB" in ended.stderr
