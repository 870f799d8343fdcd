"""Changing a project's file while no other needle-evidence writes there."""

from __future__ import annotations

import contextlib
import difflib
import errno
import hashlib
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from needle_evidence.errors import UnwritableOutputError, UsageError
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.table_records import split_lines
from needle_evidence.model.plain_text import one_line
from needle_evidence.workspace.files import Project, read_file
from needle_evidence.workspace.saving import write_file

_SECONDS_TO_WAIT = 10.0
_SECONDS_BETWEEN = 0.05
_ATTEMPTS = 3
_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


@dataclass(frozen=True, kw_only=True, slots=True)
class EditedFile:
    """A file that was changed, or would be.

    path: as given, relative to the project. created: the file is new. diff: a unified diff of
    the lines that changed, "" where none did; text as in the file, not made visible.
    """

    path: str
    created: bool
    diff: str


def edit_file(
    project: Project,
    path: str,
    change: Callable[[bytes | None], bytes],
    *,
    dry_run: bool = False,
) -> EditedFile:
    """Changes a project's file and replaces it in one step.

    change: the content as it is (None for no file) → as it shall be. A missing file, and its
    folder, are made; a link inside the project is written through. The file is read, changed
    and replaced under a lock that other processes of this user wait for; where another program
    changed it meanwhile, it is read again. dry_run: nothing is written, made or locked.

    Raises:
        UsageError: the path leaves the project, or another program writes all the time.
        UnreadableInputError: the file cannot be read.
        UnwritableOutputError: the file or folder may not be written; it is as it was.
    """
    if dry_run:
        data = _current(project, path)
        return _edited(path, data, change(data))
    with _lock(project.root):
        for _ in range(_ATTEMPTS):
            data = _current(project, path)
            wanted = change(data)
            if wanted == data:
                return _edited(path, data, wanted)
            file = project.inside(path)
            _refuse_read_only(file, one_line(path, 200))
            if _current(project, path) == data:
                _replace(file, wanted)
                return _edited(path, data, wanted)
    raise UsageError(
        f"{one_line(path, 200)} is being changed by another program; nothing was written.",
        "Close the program that has it open, then try again.",
    )


def _current(project: Project, path: str) -> bytes | None:
    """The file's bytes; None where there is no such file."""
    file = project.inside(path)
    with contextlib.suppress(OSError):  # a folder that may not be searched: reading says so
        if not file.exists():
            return None
    return read_file(project, path)


def _edited(path: str, old: bytes | None, new: bytes) -> EditedFile:
    return EditedFile(path=path, created=old is None, diff=_diff(path, old, new))


def _refuse_read_only(file: Path, name: str) -> None:
    """Refuses what the user has set read-only; a rename alone would pass over that."""
    folder = next((each for each in file.parents if each.exists()), file.parent)
    for place, what in ((file, name), (folder, f"The folder of {name}")):
        with contextlib.suppress(FileNotFoundError):
            mode = place.stat().st_mode
            if not (mode & 0o222 and os.access(place, os.W_OK)):
                raise UnwritableOutputError(
                    f"{what} is read-only.", "Nothing was changed; make it writable and try again."
                )


def _replace(file: Path, content: bytes) -> None:
    try:
        write_file(file, content)
    except UnwritableOutputError as error:
        raise UnwritableOutputError(
            error.problem, "Nothing was changed; put that right and try again."
        ) from None


def _diff(path: str, old: bytes | None, new: bytes) -> str:
    """The changed lines as a unified diff without context."""
    before = split_lines(decode(old, path=path).text) if old else []
    after = split_lines(decode(new, path=path).text)
    # One row changes, so nearly all lines are alike at the start and at the end.
    same = _alike(before, after)
    rest = _alike(before[same:][::-1], after[same:][::-1])
    middle = before[same : len(before) - rest], after[same : len(after) - rest]
    lines: list[str] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, *middle).get_opcodes():
        if tag != "equal":
            lines.append(f"@@ -{_range(same + a, b - a)} +{_range(same + c, d - c)} @@")
            lines += [f"-{line}" for line in middle[0][a:b]]
            lines += [f"+{line}" for line in middle[1][c:d]]
    source = f"a/{path}" if old is not None else "/dev/null"
    return "\n".join([f"--- {source}", f"+++ b/{path}", *lines, ""]) if lines else ""


def _alike(some: Sequence[str], others: Sequence[str]) -> int:
    """How many lines are the same from the start on."""
    pairs = zip(some, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _range(first: int, count: int) -> str:
    """A range of lines as diffs write it: an empty one names the line before it."""
    start = first + 1 if count else first
    return str(start) if count == 1 else f"{start},{count}"


@contextlib.contextmanager
def _lock(root: Path) -> Iterator[None]:
    """Holds the lock of a project, which the system frees should this process die."""
    file = _lock_file(root)
    try:
        # The lock file stays: whoever deletes one may delete the one that another waits for.
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(file, flags, 0o600)
    except OSError as error:
        raise _no_lock(file, error) from None
    try:
        give_up = time.monotonic() + _SECONDS_TO_WAIT
        while not _take(descriptor, file):
            if time.monotonic() > give_up:
                raise UsageError(
                    f"Another needle-evidence is writing in {root}; nothing was written.",
                    "Wait until it has ended, then try again.",
                )
            time.sleep(_SECONDS_BETWEEN)
        try:
            yield
        finally:
            _release(descriptor)
    finally:
        os.close(descriptor)


def _lock_file(root: Path) -> Path:
    """A file of this user's own in the system's temporary folder, never in the project."""
    folder = Path(tempfile.gettempdir()).resolve() / f"needle-evidence-{_user()}"
    if folder.is_relative_to(root):  # the temporary folder lies in the project
        folder = Path.home() / ".cache" / "needle-evidence"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise _no_lock(folder, error) from None
    # Anyone may make a folder or a link of that name in a shared temporary folder.
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != _user():
        raise UsageError(
            f"{folder} is not a folder of yours, so no lock can be held; nothing was written.",
            "Remove it, or set TMPDIR to a folder of your own.",
        )
    name = hashlib.sha256(os.fsencode(root)).hexdigest()[:32]
    return folder / f"{name}.lock"


def _no_lock(place: Path, error: OSError) -> UsageError:
    return UsageError(
        f"No lock can be held at {place}: {(error.strerror or str(error)).lower()}; nothing was "
        "written.",
        "Set TMPDIR to a folder of your own outside the project.",
    )


if sys.platform == "win32":
    import msvcrt

    def _user() -> int:
        return 0  # the temporary folder is the user's own, and so is every file in it

    def _try(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _user() -> int:
        return os.getuid()

    def _try(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _take(descriptor: int, file: Path) -> bool:
    """Takes the lock, unless another process (or thread) holds it."""
    try:
        _try(descriptor)
    except OSError as error:
        if error.errno in _HELD:
            return False
        raise _no_lock(file, error) from None
    return True
