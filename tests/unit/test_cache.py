"""The cache: kept, bounded, and never in the way."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

from needle_evidence.cache import cache_folder, database_file, open_cache


def test_kept_values_are_there_again(tmp_path: Path) -> None:
    cache = open_cache("kept.sqlite", folder=tmp_path / "a" / "b")
    cache.put("key", b"value")
    cache.put("key", b"newer" * 1000)
    cache.put("empty", b"")
    cache.close()
    for write in (True, False):
        again = open_cache("kept.sqlite", folder=tmp_path / "a" / "b", write=write)
        assert again.get("key") == b"newer" * 1000
        assert again.get("empty") == b""
        assert again.get("other") is None
        again.close()


def test_reading_makes_nothing(tmp_path: Path) -> None:
    cache = open_cache("kept.sqlite", folder=tmp_path / "none", write=False)
    assert cache.get("key") is None
    cache.put("key", b"value")
    cache.close()
    assert not (tmp_path / "none").exists()


def test_what_was_opened_for_reading_is_not_changed(tmp_path: Path) -> None:
    cache = open_cache("kept.sqlite", folder=tmp_path)
    cache.put("key", b"value")
    cache.close()
    before = (tmp_path / "kept.sqlite").read_bytes()
    reader = open_cache("kept.sqlite", folder=tmp_path, write=False)
    reader.put("key", b"other")
    assert reader.get("key") == b"value"
    reader.close()
    assert (tmp_path / "kept.sqlite").read_bytes() == before


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert database_file("kept.sqlite", folder=tmp_path / "file") is None
    cache = open_cache("kept.sqlite", folder=tmp_path / "file")
    cache.put("key", b"value")
    assert cache.get("key") == b"value"
    cache.close()
    assert cache.get("key") is None


@pytest.mark.parametrize("content", [b"not a database" * 100, b"SQLite format 3\x00" + b"x" * 5000])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kept.sqlite").write_bytes(content)
    reader = open_cache("kept.sqlite", folder=tmp_path, write=False)
    assert reader.get("key") is None
    reader.close()
    cache = open_cache("kept.sqlite", folder=tmp_path)
    cache.put("key", b"value")
    assert cache.get("key") == b"value"
    cache.close()


def test_damaged_values_are_not_kept(tmp_path: Path) -> None:
    cache = open_cache("kept.sqlite", folder=tmp_path)
    cache.put("key", b"value")
    cache.close()
    connection = sqlite3.connect(tmp_path / "kept.sqlite")
    connection.execute("UPDATE kept SET value = x'789c00'")
    connection.commit()
    connection.close()
    cache = open_cache("kept.sqlite", folder=tmp_path)
    assert cache.get("key") is None
    cache.close()


def test_the_oldest_go_when_it_is_full(tmp_path: Path) -> None:
    import random

    noise = random.Random(1)
    cache = open_cache("kept.sqlite", folder=tmp_path, most_bytes=200_000)
    for number in range(100):
        cache.put(f"key {number}", noise.randbytes(10_000))
        if number == 5:
            cache.put("key 0", b"renewed")
    assert cache.get("key 1") is None
    assert cache.get("key 99") is not None
    cache.close()
    assert (tmp_path / "kept.sqlite").stat().st_size < 300_000


def test_two_processes_may_use_it(tmp_path: Path) -> None:
    first = open_cache("kept.sqlite", folder=tmp_path)
    second = open_cache("kept.sqlite", folder=tmp_path)
    first.put("a", b"1")
    second.put("b", b"2")
    assert (first.get("b"), second.get("a")) == (b"2", b"1")
    first.close()
    second.close()


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="these have places of their own")
def test_the_users_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "needle-evidence"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", "/home/someone")
    assert cache_folder() == Path("/home/someone/.cache/needle-evidence")
