"""Rows are written whole or not at all, by one process at a time, inside the project."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from needle_evidence.config import Config
from needle_evidence.errors import UnreadableInputError, UnwritableOutputError, UsageError
from needle_evidence.workspace import file_edits, project_lock
from needle_evidence.workspace.files import Project
from needle_evidence.workspace.table_writing import WrittenRow, write_row

COLUMNS = ("claim_id", "citekey", "note")
TABLE = "appraisal/evidence.csv"
CONTENT = b"claim_id,citekey,note\nheel,a,old\nhip,b,\n"


@pytest.fixture(autouse=True)
def _temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path.resolve() / "project"
    root.mkdir()
    return Project(root=root, config=Config())


@pytest.fixture
def table(project: Project) -> Path:
    file = project.root / TABLE
    file.parent.mkdir()
    file.write_bytes(CONTENT)
    return file


def write(project: Project, path: str = TABLE, *, note: str = "n", dry_run: bool = False,
          key: str = "heel") -> WrittenRow:  # fmt: skip
    return write_row(
        project,
        path,
        columns=COLUMNS,
        key={"claim_id": key, "citekey": "a"},
        values={"note": note},
        dry_run=dry_run,
    )


def names_in(project: Project) -> list[str]:
    found = (path.relative_to(project.root).as_posix() for path in project.root.rglob("*"))
    return sorted(found)


def test_row_is_changed_and_the_diff_shows_it_alone(project: Project, table: Path) -> None:
    written = write(project)
    assert table.read_bytes() == CONTENT.replace(b"old", b"n")
    assert not written.created
    assert written.edit.line == 2
    assert written.diff == (
        "--- a/appraisal/evidence.csv\n+++ b/appraisal/evidence.csv\n"
        "@@ -2 +2 @@\n-heel,a,old\n+heel,a,n\n"
    )
    assert names_in(project) == ["appraisal", TABLE]


def test_diff_of_a_new_row_and_a_new_column(project: Project, table: Path) -> None:
    written = write_row(
        project,
        TABLE,
        columns=(*COLUMNS, "stance"),
        key={"claim_id": "heel", "citekey": "c"},
        values={"stance": "neutral"},
    )
    assert written.diff.split("\n")[2:] == [
        "@@ -1 +1 @@",
        "-claim_id,citekey,note",
        "+claim_id,citekey,note,stance",
        "@@ -2,0 +3 @@",
        "+heel,c,,neutral",
        "",
    ]


def test_missing_folder_and_file_are_made(project: Project) -> None:
    written = write(project)
    assert written.created
    assert (project.root / TABLE).read_bytes() == (b"\xef\xbb\xbfclaim_id,citekey,note\nheel,a,n\n")
    assert written.diff == (
        "--- /dev/null\n+++ b/appraisal/evidence.csv\n"
        "@@ -0,0 +1,2 @@\n+claim_id,citekey,note\n+heel,a,n\n"
    )


def test_dry_run_says_the_same_and_makes_nothing(project: Project, tmp_path: Path) -> None:
    planned = write(project, dry_run=True)
    assert planned.created
    assert names_in(project) == []
    assert list((tmp_path / "temporary").iterdir()) == []
    assert write(project) == planned


def test_row_that_is_there_already_is_not_written_again(project: Project, table: Path) -> None:
    os.utime(table, (1, 1))
    assert write(project, note="old").diff == ""
    assert table.stat().st_mtime == 1


def test_link_inside_the_project_is_written_through(project: Project, table: Path) -> None:
    link = project.root / "evidence.csv"
    link.symlink_to(table)
    write(project, "evidence.csv")
    assert link.is_symlink()
    assert table.read_bytes() == CONTENT.replace(b"old", b"n")


def test_link_or_path_out_of_the_project_is_refused(project: Project, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_bytes(CONTENT)
    (project.root / "link.csv").symlink_to(outside)
    for path in ("link.csv", "../outside.csv", str(outside)):
        with pytest.raises(UsageError, match="outside the project"):
            write(project, path)
    assert outside.read_bytes() == CONTENT


@pytest.mark.parametrize("broken", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.chmod"])
def test_old_table_is_whole_when_writing_fails_at_any_step(
    project: Project, table: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(broken, fail)
    with pytest.raises(UnwritableOutputError, match="the disk is full") as raised:
        write(project)
    assert "--output" not in str(raised.value)
    assert table.read_bytes() == CONTENT
    monkeypatch.undo()
    assert names_in(project) == ["appraisal", TABLE]


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_killed_process_leaves_the_old_table_and_no_lock(
    project: Project, table: Path, tmp_path: Path, step: str
) -> None:
    module, _, name = step.rpartition(".")
    script = f"""
import os, pathlib, sys
{module}.{name} = lambda *_, **__: os._exit(9)
"""
    ended = run(script + WRITING, project, tmp_path, "heel", "1")
    assert ended.wait(60) == 9
    assert table.read_bytes() == CONTENT
    write(project)
    assert table.read_bytes() == CONTENT.replace(b"old", b"n")


@pytest.mark.parametrize("read_only", [TABLE, "appraisal"])
def test_what_is_read_only_is_left_alone(project: Project, table: Path, read_only: str) -> None:
    place = project.root / read_only
    mode = place.stat().st_mode
    place.chmod(mode & ~0o222)
    try:
        with pytest.raises(UnwritableOutputError, match="read-only"):
            write(project)
    finally:
        place.chmod(mode)
    assert table.read_bytes() == CONTENT


def test_folder_in_the_table_s_place_is_refused(project: Project) -> None:
    (project.root / TABLE).mkdir(parents=True)
    with pytest.raises(UnreadableInputError, match="is a folder"):
        write(project)


def test_change_of_another_program_is_kept(
    project: Project, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = iter([CONTENT, CONTENT + b"arm,c,theirs\n"])
    real = file_edits.current_bytes

    def current(project: Project, path: str) -> bytes | None:
        new = next(reads, None)
        if new is not None:
            table.write_bytes(new)
        return real(project, path)

    monkeypatch.setattr(file_edits, "current_bytes", current)
    write(project)
    assert table.read_bytes() == CONTENT.replace(b"old", b"n") + b"arm,c,theirs\n"


def test_program_that_writes_all_the_time_ends_it_in_words(
    project: Project, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = file_edits.current_bytes

    def current(project: Project, path: str) -> bytes | None:
        with table.open("ab") as stream:
            stream.write(b"arm,c,theirs\n")
        return real(project, path)

    monkeypatch.setattr(file_edits, "current_bytes", current)
    with pytest.raises(UsageError, match="being changed by another program"):
        write(project)
    assert table.read_bytes() == CONTENT + b"arm,c,theirs\n" * 6


def test_lock_that_stays_held_ends_it_in_words(
    project: Project, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project_lock, "_SECONDS_TO_WAIT", 0.1)
    with (
        project_lock.project_lock(project.root),
        pytest.raises(UsageError, match="Another needle-evidence is writing"),
    ):
        write(project)
    assert table.read_bytes() == CONTENT
    write(project)


def test_lock_is_waited_for(project: Project, table: Path) -> None:
    held, free = threading.Event(), threading.Event()

    def hold() -> None:
        with project_lock.project_lock(project.root):
            held.set()
            free.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(10)
    writer = threading.Thread(target=write, args=(project,))
    writer.start()
    time.sleep(0.2)
    assert table.read_bytes() == CONTENT
    free.set()
    writer.join(10)
    holder.join(10)
    assert table.read_bytes() == CONTENT.replace(b"old", b"n")


def test_lock_lies_in_no_project_and_each_project_has_its_own(
    project: Project, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    assert project_lock.lock_file(project.root) != project_lock.lock_file(other)
    inner = project.root / "temporary"
    inner.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(inner))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    write(project)
    assert list(inner.iterdir()) == []


def test_foreign_lock_folder_is_not_used(project: Project, table: Path, tmp_path: Path) -> None:
    folder = project_lock.lock_file(project.root).parent
    folder.rmdir()
    folder.symlink_to(tmp_path)
    with pytest.raises(UsageError, match="no lock can be held"):
        write(project)
    folder.unlink()
    folder.write_bytes(b"")
    with pytest.raises(UsageError, match="No lock can be held"):
        write(project)
    assert table.read_bytes() == CONTENT


WRITING = """
import sys, tempfile
from pathlib import Path
from needle_evidence.config import Config
from needle_evidence.workspace.files import Project
from needle_evidence.workspace.table_writing import write_row

root, tempfile.tempdir, claim_id, count = sys.argv[1:]
project = Project(root=Path(root), config=Config())
for number in range(int(count)):
    write_row(
        project,
        "appraisal/evidence.csv",
        columns=("claim_id", "citekey", "note"),
        key={"claim_id": claim_id, "citekey": f"key{number}"},
        values={"note": "n"},
    )
"""


def run(
    script: str, project: Project, tmp_path: Path, claim_id: str, count: str
) -> subprocess.Popen[bytes]:
    folders = [str(project.root), str(tmp_path / "temporary")]
    return subprocess.Popen([sys.executable, "-c", script, *folders, claim_id, count])


def test_rows_of_processes_that_write_at_once_all_land(project: Project, tmp_path: Path) -> None:
    ids = ["arm", "heel", "hip"]
    started = [run(WRITING, project, tmp_path, claim_id, "8") for claim_id in ids]
    assert [process.wait(60) for process in started] == [0, 0, 0]
    lines = (project.root / TABLE).read_text(encoding="utf-8-sig").splitlines()
    assert sorted(lines[1:]) == [f"{each},key{n},n" for each in ids for n in range(8)]
    assert names_in(project) == ["appraisal", TABLE]
