"""`rename-key` and `rename-claim`, as their user would run them."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from needle_evidence.api.renaming import rename_claim, rename_key
from needle_evidence.workspace import Project, joint_edits
from tests.conftest import MakeProject, Run
from tests.unit.workspace.test_renaming import CLAIM, FILES, NEW, NEW_CLAIM, OLD, contents
from tests.whole.test_read_only import state_of


def test_rename_key_lists_marks_to_change_by_hand(make_project: MakeProject, run: Run) -> None:
    project = make_project(FILES)
    ended = run("rename-key", "-p", project, OLD, NEW)
    assert ended.code == 0, ended.err
    assert "references.bib: 1 line\n" in ended.out
    assert (
        "fulltext/cotchett2014.txt: renamed to fulltext/cotchett2014effectiveness.txt" in ended.out
    )
    assert "appraisal/evidence.csv: 2 lines\n" in ended.out
    assert "Changed 7 files.\n" in ended.out
    assert ended.out.endswith(
        f"To change by hand, from {OLD} to {NEW}:\n  articles/page.md:3  [@cotchett2014]\n"
    )
    again = run("rename-key", "-p", project, OLD, NEW)
    assert again.code == 0
    assert f"{NEW} is there and no row says {OLD}: nothing was changed." in again.out


def test_dry_run_writes_nothing(make_project: MakeProject, run: Run) -> None:
    project = make_project(FILES)
    before = state_of(project)
    for arguments in (("rename-key", OLD, NEW), ("rename-claim", CLAIM, NEW_CLAIM)):
        ended = run(*arguments, "-p", project, "--dry-run")
        assert ended.code == 0, ended.err
        assert f"+{'@article{' + NEW if arguments[1] == OLD else NEW_CLAIM}," in ended.out
        assert "Nothing was written (--dry-run): " in ended.out
    assert state_of(project) == before


def test_entries_that_name_the_key_follow(make_project: MakeProject, run: Run) -> None:
    bib = "@book{b, title = {B}}\r\n@incollection{ c, crossref = {b}, title = {C}}\r\n"
    project = make_project({"references.bib": bib, "claims.csv": "claim_id,claim\na,A.\n"})
    assert run("rename-key", "-p", project, "b", "book").code == 0
    assert (project / "references.bib").read_bytes() == bib.replace("{b", "{book").encode()


@pytest.mark.parametrize(("code", "old", "new"), [("NE102", OLD, NEW), ("NE301", CLAIM, NEW_CLAIM)])
def test_killed_between_two_files(
    code: str, old: str, new: str, make_project: MakeProject, run: Run
) -> None:
    project = make_project(FILES)
    command = "rename-key" if code == "NE102" else "rename-claim"
    process = multiprocessing.get_context("fork").Process(
        target=_killed_after_first, args=(project, command, old, new)
    )
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert new.encode() in b"".join(contents(project).values())
    ended = run("check", "-p", project, "--select", code, "-f", "json")
    found = json.loads(ended.out)["findings"]
    assert found
    assert f"needle-evidence {command} {old} {new}" in found[0]["way_out"]
    assert run(command, "-p", project, old, new).code == 0
    ended = run("check", "-p", project, "--select", code, "-f", "json")
    assert json.loads(ended.out)["findings"] == []


def _killed_after_first(project: Path, command: str, old: str, new: str) -> None:
    write = joint_edits._write
    written: list[str] = []

    def stopping(opened: Project, edit: joint_edits.PlannedEdit) -> None:
        if written:
            os.kill(os.getpid(), signal.SIGKILL)
        written.append(edit.path)
        write(opened, edit)

    pytest.MonkeyPatch().setattr(joint_edits, "_write", stopping)
    rename = rename_key if command == "rename-key" else rename_claim
    rename(project, old, new)


def test_refusals_are_plain(make_project: MakeProject, run: Run) -> None:
    project = make_project(FILES)
    ended = run("rename-claim", "-p", project, CLAIM, "reduces-hip-pain")
    assert ended.code == 2
    assert "There is a claim reduces-hip-pain already (line 3 of claims.csv)" in ended.err
    ended = run("rename-key", "-p", project, OLD, "other2016")
    assert ended.code == 2
    assert "needle-evidence dedupe" in ended.err
