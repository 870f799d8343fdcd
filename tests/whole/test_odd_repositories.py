"""`diff` in repositories that are not as one expects, and with names that are none."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from needle_evidence.workspace import open_project
from needle_evidence.workspace.git import file_at, files_at, find_commit
from tests.conftest import CLAIMS, REFERENCES, MakeProject, Run
from tests.whole.test_gate import git

ADDED = CLAIMS + "eases-knees,Dry needling eases knee pain.,Pain,treatment_benefit,\n"
SAME = "Nothing that a reader would see changed."


@pytest.fixture
def repository(make_project: MakeProject) -> Path:
    folder = make_project({"articles/page.md": "# P\n\nDry needling reduces hip pain.\n"})
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    return folder


def second(repository: Path) -> None:
    (repository / "claims.csv").write_text(ADDED, encoding="utf-8")
    git(repository, "commit", "-qam", "second")


def test_variables_of_another_repository_do_not_mislead(
    repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    second(repository)
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    for name, value in {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": str(other / "index"),
        "GIT_OBJECT_DIRECTORY": str(other / ".git/objects"),
        "GIT_NAMESPACE": "other",
        "GIT_GLOB_PATHSPECS": "1",
    }.items():
        monkeypatch.setenv(name, value)
    assert "claim added: eases-knees" in run("diff", "HEAD~1", "-p", repository).out


def test_nothing_that_the_repository_names_is_run(
    repository: Path, run: Run, tmp_path: Path
) -> None:
    """Signatures are checked by a program that the repository's settings may name."""
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\n", encoding="utf-8")
    program.chmod(0o755)
    head = subprocess.run(
        ["git", "cat-file", "commit", "HEAD"], cwd=repository, capture_output=True, check=True
    ).stdout
    signature = b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n x\n -----END PGP SIGNATURE-----\n\n"
    signed = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=repository, input=head.replace(b"\n\n", signature, 1), capture_output=True, check=True,
    ).stdout.decode().strip()  # fmt: skip
    git(repository, "reset", "-q", "--hard", signed)
    for name, value in {
        "log.showSignature": "true",
        "gpg.program": str(program),
        "core.fsmonitor": str(program),
        "core.pager": str(program),
        "diff.external": str(program),
    }.items():
        git(repository, "config", name, value)
    assert run("diff", "HEAD", "-p", repository).code == 0
    out = tmp_path / "out"
    ended = run("report", "-p", repository, "--history", "-f", "markdown", "-o", out)
    assert "No history" not in ended.out
    assert not ran.exists()
    # The trap works: git itself would have run it.
    subprocess.run(["git", "log", "-1"], cwd=repository, capture_output=True, check=False)
    assert ran.exists()


def test_a_partial_clone_asks_no_server(repository: Path, run: Run, tmp_path: Path) -> None:
    second(repository)
    git(repository, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{repository}", str(clone))
    ended = run("diff", "HEAD~1", "-p", clone)
    assert ended.code == 3
    assert "At HEAD~1: git does not hold all files of that revision here." in ended.err


def test_a_shallow_clone_is_named_as_the_reason(repository: Path, run: Run, tmp_path: Path) -> None:
    second(repository)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{repository}", str(clone))
    assert SAME in run("diff", "HEAD", "-p", clone).out
    ended = run("diff", "HEAD~1", "-p", clone)
    assert ended.code == 2
    assert "git fetch --unshallow" in " ".join(ended.err.split())


@pytest.mark.parametrize(
    "name", ["", "^HEAD", "-x", "x" * 300, "x" * 200_000, "HEAD:claims.csv", "\udcff", "\x1b[2J"]
)
def test_names_that_are_no_revision(repository: Path, run: Run, name: str) -> None:
    ended = run("diff", "-p", repository, "--", name)
    assert ended.code == 2
    assert "no revision and no folder" in ended.err
    assert "\x1b" not in ended.err


def test_a_range_is_told_how_to_be_written(repository: Path, run: Run) -> None:
    second(repository)
    ended = run("diff", "HEAD~1..HEAD", "-p", repository)
    assert ended.code == 2
    assert "as two words" in ended.err


def test_a_call_without_a_version(repository: Path, run: Run) -> None:
    ended = run("diff", "-p", repository)
    assert ended.code == 2
    assert "REV1" in ended.err


def test_a_repository_without_a_commit(make_project: MakeProject, run: Run) -> None:
    folder = make_project()
    git(folder, "init", "-q")
    assert run("diff", "HEAD", "-p", folder).code == 2


@pytest.mark.parametrize("name", ["two words", "été 針", "a\nb", ":(exclude)x", "*.csv"])
def test_odd_names_of_tables_and_articles(
    run: Run, tmp_path: Path, make_project: MakeProject, name: str
) -> None:
    written = name.replace("\n", "\\n")
    settings = f'claims = "data//{written}.csv"\narticles = ["./{written}"]\n'
    folder = make_project(
        {
            "needle-evidence.toml": settings,
            "claims.csv": None,
            f"data/{name}.csv": CLAIMS,
            f"{name}/{name}.md": "# P\n\nDry needling reduces hip pain.\n",
        }
    )
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    assert SAME in run("diff", "HEAD", "-p", folder).out
    (folder / f"data/{name}.csv").write_text(ADDED, encoding="utf-8")
    assert "claim added: eases-knees" in run("diff", "HEAD", "-p", folder).out
    out = tmp_path / "out"
    ended = run("report", "-p", folder, "--history", "-f", "markdown", "-o", out)
    assert "No history" not in ended.out


def test_tables_that_moved_and_a_style_that_is_new(repository: Path, run: Run) -> None:
    (repository / "data").mkdir()
    git(repository, "mv", "claims.csv", "data/all.csv")
    style = Path(__file__).parents[2] / "needle_evidence/reporting/styles"
    own = sorted(style.glob("*.csl"))[0].read_text(encoding="utf-8")
    (repository / "own.csl").write_text(own, encoding="utf-8")
    (repository / "needle-evidence.toml").write_text(
        'claims = "data/all.csv"\nstyle = "own.csl"\n', encoding="utf-8"
    )
    assert SAME in run("diff", "HEAD", "-p", repository).out
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "moved")
    assert SAME in run("diff", "HEAD", "HEAD~1", "-p", repository).out


def test_line_ends_that_git_changes(repository: Path, run: Run) -> None:
    for name in ("claims.csv", "references.bib", "articles/page.md"):
        file = repository / name
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    (repository / ".gitattributes").write_text("* text=auto eol=crlf\n", encoding="utf-8")
    git(repository, "config", "core.autocrlf", "true")
    assert SAME in run("diff", "HEAD", "-p", repository).out


def test_a_broken_earlier_version_is_named(repository: Path, run: Run) -> None:
    (repository / "claims.csv").write_text("no,table\n1,2\n", encoding="utf-8")
    git(repository, "commit", "-qam", "broken")
    (repository / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    ended = run("diff", "HEAD", "-p", repository)
    assert ended.code != 0
    assert "At HEAD: claims.csv" in ended.err


def test_a_deleted_article_a_detached_head_a_worktree_and_a_link(
    repository: Path, run: Run, tmp_path: Path
) -> None:
    git(repository, "rm", "-q", "articles/page.md")
    git(repository, "commit", "-qm", "without the article")
    git(repository, "checkout", "-q", "--detach")
    assert run("diff", "HEAD~1", "-p", repository).code == 0
    other = tmp_path / "tree"
    git(repository, "worktree", "add", "-q", str(other), "HEAD~1")
    assert SAME in run("diff", "HEAD", "-p", other).out
    link = tmp_path / "link"
    link.symlink_to(repository, target_is_directory=True)
    assert SAME in run("diff", "HEAD", "-p", link).out


def test_a_project_in_a_submodule(repository: Path, run: Run, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "-q")
    git(
        outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q",
        f"file://{repository}", "inner",
    )  # fmt: skip
    git(outer, "commit", "-qm", "outer")
    (outer / "inner/claims.csv").write_text(ADDED, encoding="utf-8")
    assert "claim added" in run("diff", "HEAD", "-p", outer / "inner").out
    # Seen from outside it is no folder of files.
    ended = run("diff", "HEAD", "-p", outer)
    assert ended.code == 2
    assert "there was no claims.csv" in ended.err


def crafted(repository: Path, articles: tuple[bytes, ...]) -> str:
    """A commit whose page lies in folders that git's own commands would not name so."""

    def made(kind: str, content: bytes) -> bytes:
        command = ["git", "hash-object", "--literally", "-w", "-t", kind, "--stdin"]
        ended = subprocess.run(
            command, cwd=repository, input=content, capture_output=True, check=True
        )
        return ended.stdout.strip()

    def entry(mode: bytes, name: bytes, named: bytes) -> bytes:
        return mode + b" " + name + b"\0" + bytes.fromhex(named.decode())

    *folders, page = articles
    tree = made("tree", entry(b"100644", page, made("blob", b"# P\n\nDry needling.\n")))
    for folder in reversed(folders):
        tree = made("tree", entry(b"40000", folder, tree))
    top = made(
        "tree",
        entry(b"40000", b"articles", tree)
        + entry(b"100644", b"claims.csv", made("blob", CLAIMS.encode()))
        + entry(b"100644", b"references.bib", made("blob", REFERENCES.encode())),
    )
    who = b"T <t@example.org> 1700000000 +0000"
    text = b"tree " + top + b"\nauthor " + who + b"\ncommitter " + who + b"\n\nx\n"
    return made("commit", text).decode()


def test_a_tree_that_leads_outside(
    repository: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    commit = crafted(repository, (b"..", b"..", b"planted.md"))
    assert run("diff", commit, "-p", repository).code == 0
    assert not list(temporary.iterdir())


def test_a_name_that_this_system_cannot_have(repository: Path, run: Run) -> None:
    commit = crafted(repository, (b"n" * 300 + b".md",))
    ended = run("diff", commit, "-p", repository)
    assert ended.code == 3
    assert "could not be laid into the temporary folder" in " ".join(ended.err.split())


def test_a_folder_is_no_file(repository: Path) -> None:
    project = open_project(repository)
    commit = find_commit(project, "HEAD")
    assert commit is not None
    assert file_at(project, commit, "articles") is None
    assert file_at(project, commit, "claims.csv") == CLAIMS.encode()
    assert set(files_at(project, commit)) == {"claims.csv", "references.bib", "articles/page.md"}


def test_a_folder_that_git_does_not_trust(
    repository: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only root can give a folder away, so git's answer is played by a program."""
    programs = tmp_path / "programs"
    programs.mkdir()
    words = f"fatal: detected dubious ownership in repository at '{repository}'"
    program = programs / "git"
    program.write_text(f'#!/bin/sh\necho "{words}" >&2\nexit 128\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    ended = run("diff", "HEAD", "-p", repository)
    assert ended.code == 2
    assert "safe.directory" in ended.err
