"""The lock of a project: one needle-evidence at a time changes its files."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from needle_evidence.errors import UsageError

_SECONDS_TO_WAIT = 10.0
_SECONDS_BETWEEN = 0.05
_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


@contextlib.contextmanager
def project_lock(root: Path) -> Iterator[None]:
    """Holds the lock of a project, which the system frees should this process die."""
    file = lock_file(root)
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


def lock_file(root: Path) -> Path:
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
