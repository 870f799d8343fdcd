"""`report --watch` as its user runs it: in a process of its own, ended by Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import MakeProject, Run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to it there")


@contextmanager
def watching(project: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "needle_evidence", "report", "--watch", *options]
    process = subprocess.Popen(
        command,
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    # A save that is not noticed ends in a failure, not in waiting without end.
    end = threading.Timer(60, process.kill)
    end.start()
    try:
        yield process
    finally:
        end.cancel()
        process.kill()
        process.wait()
        for stream in filter(None, (process.stdout, process.stderr)):
            stream.close()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def test_saves_are_followed_until_interrupted(make_project: MakeProject) -> None:
    project = make_project({"articles/page.md": "# Page\n\nDry needling treats heel pain.\n"})
    with watching(project, "--format", "html") as process:
        assert line(process) == f"Wrote {project.resolve()}/reports/evidence.html\n"
        assert line(process) == "Watching the project's files; stop with Ctrl-C.\n"
        page = project / "articles/page.md"
        page.write_text("# Page\n\nDry needling cures heel pain.\n", encoding="utf-8")
        assert line(process).startswith("articles/page.md changed: wrote evidence.html in ")
        (project / "references.bib").unlink()
        assert line(process) == "references.bib is gone: the reports were not written.\n"
        assert "There is no references.bib" in line(process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (out, process.returncode) == ("", 130)
    assert "Stopped" in err
    assert "cures heel pain" in (project / "reports/evidence.html").read_text(encoding="utf-8")


def test_a_project_that_cannot_be_read_yet_is_watched_and_says_so(
    make_project: MakeProject,
) -> None:
    project = make_project()
    (project / "references.bib").rename(project / "away.bib")
    with watching(project, "--format", "html") as process:
        assert "There is no references.bib" in line(process)
        assert line(process) == "Watching the project's files; stop with Ctrl-C.\n"
        (project / "away.bib").rename(project / "references.bib")
        assert line(process).startswith("references.bib is new: wrote evidence.html in ")


def test_a_folder_that_cannot_be_written_ends_it(make_project: MakeProject, run: Run) -> None:
    project = make_project({"taken": "a file"})
    ended = run("report", "-p", project, "--watch", "--output", project / "taken")
    assert (ended.code, ended.out) == (3, "")
    assert "choose another place with --output" in ended.err


def test_options_that_cannot_be_followed(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    ended = run("report", "-p", project, "--watch", "--fail-on", "error")
    assert ended.code == 2
    assert "--fail-on" in ended.err
    assert run("report", "-p", project, "--watch", "--format", "sculpture").code == 2
    assert not (project / "reports").exists()
