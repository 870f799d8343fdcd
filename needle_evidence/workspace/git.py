"""What git keeps of a project: revisions and the files in them, read without running anything."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence

from needle_evidence.errors import UnreadableInputError, UsageError
from needle_evidence.workspace.files import Project

# Nothing of the repository may run: no hooks, pagers, external diffs, fsmonitor, no program
# that checks signatures.
_SAFE = (
    "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat", "-c", "diff.external=",
    "-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "--no-pager",
)  # fmt: skip
# Of the variables that steer git these are kept: where git is, how far up it looks for a
# repository, and the user's own settings (safe.directory is often given so). All others go: a
# hook or a shell that worked elsewhere leaves GIT_DIR or GIT_INDEX_FILE of another repository.
_KEPT = ("GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")
_KEPT_SETTINGS = re.compile(r"GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|(?:KEY|VALUE)_\d+)")
_FORCED = {
    "GIT_PAGER": "cat",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # A path is a path, though it begins with ":" or holds a "*".
    "GIT_LITERAL_PATHSPECS": "1",
    # Objects that are not there are not fetched from a server; git before 2.44 knows only
    # the second way.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}
_COMMIT = re.compile(rb"[0-9a-f]{40}|[0-9a-f]{64}")
_LONGEST_REVISION = 1_000
_SECONDS = 30
_REGULAR = (b"100644", b"100755")
_LARGEST_FILE = 500_000_000


def find_commit(project: Project, revision: str) -> str | None:
    """The commit that a revision names, None where git knows none.

    Raises UsageError where git is not installed, does not answer or does not trust the folder.
    """
    if not revision or "\0" in revision or len(revision) > _LONGEST_REVISION:
        return None
    found = _git(
        project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    # "^HEAD" names all commits but those of HEAD: git answers with a sign before the name.
    commit = (found or b"").strip()
    return commit.decode("ascii") if _COMMIT.fullmatch(commit) else None


def is_shallow(project: Project) -> bool:
    """Whether git holds only the latest commits here, as a clone with --depth does."""
    return (_git(project, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"


def file_at(project: Project, commit: str, path: str) -> bytes | None:
    """A project file's bytes at a commit, as git stores them; None where it was not there."""
    return _git(project, "cat-file", "blob", f"{commit}:./{path}")


def files_at(project: Project, commit: str) -> Mapping[str, str]:
    """The regular files below the project's folder at a commit: path → name of the content.

    Links and submodules are left out, so that nothing can lead elsewhere.
    """
    listed = _git(project, "ls-tree", "-r", "-z", commit) or b""
    files: dict[str, str] = {}
    for record in listed.split(b"\0"):
        head, _, name = record.partition(b"\t")
        facts = head.split()
        if len(facts) == 3 and facts[0] in _REGULAR:
            files[os.fsdecode(name)] = facts[2].decode("ascii")
    return files


def contents(project: Project, names: Sequence[str]) -> Iterator[bytes]:
    """The contents that `files_at` named, in order.

    Raises UnreadableInputError where the repository does not hold one (a partial clone), and
    where one is over 500 MB.
    """
    if not names:
        return
    listed = "\n".join(names) + "\n"
    sizes = _git(project, "cat-file", "--batch-check=%(objectsize)", text=listed) or b""
    if any(size.isdigit() and int(size) > _LARGEST_FILE for size in sizes.split()):
        raise UnreadableInputError("A file of that revision is over 500 MB.")
    answer = _git(project, "cat-file", "--batch=%(objectsize)", text=listed) or b""
    at = 0
    for _ in names:
        end = answer.find(b"\n", at)
        # Of what is not there git says "NAME missing".
        if end < 0 or not answer[at:end].isdigit():
            raise UnreadableInputError(
                "git does not hold all files of that revision here.",
                "Fetch the whole history: `git fetch --unshallow`, or clone without a filter.",
            )
        size = int(answer[at:end])
        yield answer[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


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
    """What git prints, or None where it fails.

    Raises UsageError where there is no git, or where it does not trust the folder.
    """
    command = ["git", *_SAFE, "-C", str(project.root), *arguments]
    try:
        result = subprocess.run(  # noqa: S603 - a fixed list of arguments, no shell
            command,
            capture_output=True,
            check=False,
            env=_environment(),
            timeout=_SECONDS,
            input=None if text is None else text.encode("ascii"),
        )
    except FileNotFoundError:
        raise UsageError("Earlier versions need git, which is not installed.") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"git did not answer within {_SECONDS} seconds.") from None
    if result.returncode and b"dubious ownership" in result.stderr:
        raise UsageError(
            f"git does not trust {project.root}: it belongs to another user.",
            "If you trust it: `git config --global --add safe.directory FOLDER`, with the "
            "folder of the repository.",
        )
    return result.stdout if result.returncode == 0 else None


def _environment() -> dict[str, str]:
    """The environment for git, without what would lead it to another repository."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in _KEPT or _KEPT_SETTINGS.fullmatch(name)
    }
    return kept | _FORCED
