"""Writing files so that a reader sees the old one or the new one, never half of one."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from needle_evidence.errors import UnwritableOutputError

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EFBIG: "the file would be larger than this system allows",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EISDIR: "there is a folder of that name",
    errno.EEXIST: "a part of the path is a file, not a folder",
}


def write_file(file: Path, content: bytes) -> None:
    """Replaces or creates a file in one step (temporary file, fsync, rename).

    Missing folders are made. Raises UnwritableOutputError, leaving what was there untouched.
    """
    temporary: Path | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        temporary = file.parent / f".{file.name[:100]}.{secrets.token_hex(6)}.tmp"
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _keep_mode(file, temporary)
        temporary.replace(file)
        temporary = None
        _sync_folder(file.parent)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, (error.strerror or str(error)).lower())
        raise UnwritableOutputError(
            f"{file} cannot be written: {reason}.",
            "Nothing was changed; make room or choose another place with --output.",
        ) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _keep_mode(old: Path, new: Path) -> None:
    """Gives the new file the permissions of the one it replaces, if there is one."""
    with contextlib.suppress(FileNotFoundError):
        new.chmod(old.stat().st_mode & 0o777)


def _sync_folder(folder: Path) -> None:
    """Makes the rename itself durable where the system can (Windows cannot open folders)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
