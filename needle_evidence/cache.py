"""Remembered answers and results in the user's cache folder; may be deleted at any time."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
import zlib
from contextlib import suppress
from pathlib import Path

_TABLE = "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value BLOB NOT NULL)"
_MOST_BYTES = 200_000_000
_MOST_VALUE = 20_000_000
_OWN_FOLDER = "needle-evidence"


def cache_folder() -> Path:
    """The user's cache folder of this tool; it may not exist yet.

    `$XDG_CACHE_HOME` where it is an absolute path, else the system's own place:
    `%LOCALAPPDATA%`, `~/Library/Caches` or `~/.cache`.
    """
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    if chosen and Path(chosen).is_absolute():
        return Path(chosen) / _OWN_FOLDER
    local = os.environ.get("LOCALAPPDATA", "")
    if sys.platform == "win32" and local:
        return Path(local) / _OWN_FOLDER / "cache"
    try:
        home = Path.home()
    except RuntimeError:  # a user without a home: nothing will be written there
        return Path(os.devnull) / _OWN_FOLDER
    places = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return home / places / _OWN_FOLDER


def database_file(name: str, *, folder: Path | None = None) -> Path | None:
    """The path of an SQLite file in the cache folder, which is made for it.

    None where the folder cannot be made or written. A file there that is no database is removed.
    """
    place = folder if folder is not None else cache_folder()
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = place / name
        if path.exists() and _is_damaged(path):
            path.unlink()
    except OSError:
        return None
    return path if os.access(place, os.W_OK) else None


class Cache:
    """Bytes kept by key in one SQLite file; every trouble with it is a thing not kept.

    May be used by several threads and processes. Values are compressed. Close it at the end.
    """

    def __init__(self, connection: sqlite3.Connection | None, most_bytes: int) -> None:
        """A cache on an open connection; on none it keeps nothing."""
        self._connection = connection
        self._most_bytes = most_bytes
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """What is kept under a key, or None; a damaged value is not kept."""
        with self._lock, suppress(sqlite3.Error, zlib.error):
            if self._connection is None:
                return None
            query = "SELECT value FROM kept WHERE key = ?"
            row = self._connection.execute(query, (key,)).fetchone()
            if row is not None:
                return _unpacked(row[0])
        return None

    def put(self, key: str, value: bytes) -> None:
        """Keeps a value in place of the one before; the oldest go where there is no room."""
        with self._lock, suppress(sqlite3.Error):
            if self._connection is None or len(value) > _MOST_VALUE:
                return
            self._make_room(self._connection)
            statement = "INSERT OR REPLACE INTO kept (key, value) VALUES (?, ?)"
            self._connection.execute(statement, (key, zlib.compress(value)))

    def close(self) -> None:
        """Closes the file."""
        with self._lock, suppress(sqlite3.Error):
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _make_room(self, connection: sqlite3.Connection) -> None:
        """Drops the oldest tenth where the file is full; replacing a value makes it new."""
        query = (
            "SELECT (page_count - freelist_count) * page_size"
            " FROM pragma_page_count(), pragma_freelist_count(), pragma_page_size()"
        )
        if int(connection.execute(query).fetchone()[0]) < self._most_bytes:
            return
        connection.execute(
            "DELETE FROM kept WHERE rowid IN (SELECT rowid FROM kept ORDER BY rowid"
            " LIMIT 1 + (SELECT count(*) FROM kept) / 10)"
        )


def open_cache(
    name: str, *, folder: Path | None = None, write: bool = True, most_bytes: int = _MOST_BYTES
) -> Cache:
    """Opens the cache file `name`; raises nothing.

    folder: instead of the user's cache folder. write: without it no file is made and none is
    changed. Where the folder cannot be written, the cache lasts as long as it is open. A file
    that is damaged is replaced.
    """
    if not write:
        place = (folder if folder is not None else cache_folder()) / name
        return Cache(_readable(place), most_bytes)
    path = database_file(name, folder=folder)
    connection = _writable(path) if path else None
    return Cache(connection or _writable(Path(":memory:")), most_bytes)


def _readable(path: Path) -> sqlite3.Connection | None:
    with suppress(sqlite3.Error, OSError, ValueError):
        if path.is_file():
            address = path.absolute().as_uri() + "?mode=ro"
            return sqlite3.connect(address, uri=True, timeout=5, check_same_thread=False)
    return None


def _writable(path: Path) -> sqlite3.Connection | None:
    try:
        connection = sqlite3.connect(path, timeout=5, check_same_thread=False, isolation_level=None)
    except sqlite3.Error:
        return None
    try:
        # What is kept here can be asked for again, so no write waits for the disk.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(_TABLE)
    except sqlite3.Error:
        connection.close()
        return None
    return connection


def _is_damaged(path: Path) -> bool:
    """Whether SQLite says that this is no database; one that is locked may be one."""
    try:
        connection = sqlite3.connect(path, timeout=1)
    except sqlite3.Error:
        return False
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True
    finally:
        connection.close()
    return False


def _unpacked(value: object) -> bytes | None:
    """The value, unless it would unpack to more than was ever kept."""
    if not isinstance(value, bytes):
        return None
    unpacker = zlib.decompressobj()
    unpacked = unpacker.decompress(value, _MOST_VALUE)
    return unpacked if unpacker.eof else None
