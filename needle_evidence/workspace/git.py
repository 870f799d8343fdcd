"""What git keeps of a project: revisions and the files in them, read without running anything."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence

from needle_evidence.errors import UnreadableInputError, UsageError
from needle_evidence.workspace.files import Project

# Nothing of the repository may run: no hooks, pagers, external diffs, fsmonitor.
_SAFE = (
    "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat", "-c", "diff.external=",
    "-c", "core.fsmonitor=false", "--no-pager",
)  # fmt: skip
_SECONDS = 30
_REGULAR = (b"100644", b"100755")
_LARGEST_FILE = 500_000_000


def find_commit(project: Project, revision: str) -> str | None:
    """The commit that a revision names, None where git knows none.

    Raises UsageError where git is not installed or does not answer.
    """
    found = _git(
        project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    return None if found is None else found.decode("ascii").strip()


def file_at(project: Project, commit: str, path: str) -> bytes | None:
    """A project file's bytes at a commit, as git stores them; None where it was not there."""
    return _git(project, "show", "--no-textconv", "--end-of-options", f"{commit}:./{path}")


def files_at(project: Project, commit: str) -> Mapping[str, str]:
    """The regular files below the project's folder at a commit: path → name of the content.

    Links and submodules are left out, so that nothing can lead elsewhere.
    """
    listed = _git(project, "ls-tree", "-r", "-z", "--long", "--end-of-options", commit) or b""
    files: dict[str, str] = {}
    for record in listed.split(b"\0"):
        head, _, name = record.partition(b"\t")
        facts = head.split()
        if len(facts) == 4 and facts[0] in _REGULAR and int(facts[3]) <= _LARGEST_FILE:
            files[os.fsdecode(name)] = facts[2].decode("ascii")
    return files


def contents(project: Project, names: Sequence[str]) -> Iterator[bytes]:
    """The contents that `files_at` named, in order.

    Raises UnreadableInputError where the repository does not hold one (a partial clone).
    """
    if not names:
        return
    answer = _git(project, "cat-file", "--batch", text="\n".join(names) + "\n") or b""
    at = 0
    for _ in names:
        end = answer.find(b"\n", at)
        size = answer[at:end].split()[-1:]
        if end < 0 or not size[0].isdigit():
            raise UnreadableInputError(
                "git does not hold all files of that revision here.",
                "Fetch the whole history: `git fetch --unshallow`, or clone without a filter.",
            )
        yield answer[end + 1 : end + 1 + int(size[0])]
        at = end + 1 + int(size[0]) + 1


def commits_of(project: Project, paths: Sequence[str], most: int) -> tuple[tuple[str, str], ...]:
    """The last commits that changed any of the paths, newest first: (commit, ISO day).

    Follows the first parent only, as the main line of a project saw them. Empty where the
    folder is no git repository.
    """
    listed = _git(
        project, "log", "--first-parent", f"--max-count={most}", "--date=short", "--no-ext-diff",
        "--no-textconv", "--format=%H %cd", "--end-of-options", "HEAD", "--", *paths,
    )  # fmt: skip
    rows = (listed or b"").decode("ascii", "replace").splitlines()
    return tuple((commit, day) for commit, _, day in (row.partition(" ") for row in rows))


def _git(project: Project, *arguments: str, text: str | None = None) -> bytes | None:
    """What git prints, or None where it fails; raises UsageError where there is no git."""
    environment = {**os.environ, "GIT_PAGER": "cat", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    # Objects that are not there are not fetched from a server.
    environment["GIT_NO_LAZY_FETCH"] = "1"
    command = ["git", *_SAFE, "-C", str(project.root), *arguments]
    try:
        result = subprocess.run(  # noqa: S603 - a fixed list of arguments, no shell
            command,
            capture_output=True,
            check=False,
            env=environment,
            timeout=_SECONDS,
            input=None if text is None else text.encode("ascii"),
        )
    except FileNotFoundError:
        raise UsageError("Earlier versions need git, which is not installed.") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"git did not answer within {_SECONDS} seconds.") from None
    return result.stdout if result.returncode == 0 else None
