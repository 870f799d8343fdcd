"""Changing references.bib: encoding, marks and line ends stay, and so does a file that fails."""

from __future__ import annotations

import codecs
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from needle_evidence.errors import UnwritableOutputError, UsageError
from needle_evidence.formats.bibtex_text.bib_edits import append_entries, set_fields
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference
from needle_evidence.workspace import open_project
from needle_evidence.workspace.bibliography import edit_references

ENTRY = "@misc{a,\n  title = {Müller}\n}\n"


def add(title: str) -> Callable[[str], str]:
    work = Reference(
        key="new", entry_type="misc", location=Location(path="x"), fields={"title": title}
    )
    return lambda text: append_entries(text, [work])


def write(folder: Path, data: bytes) -> Path:
    file = folder / "references.bib"
    file.write_bytes(data)
    return file


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("cp1252", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encoding_mark_and_line_ends_stay(
    tmp_path: Path, encoding: str, mark: bytes, line_end: str
) -> None:
    before = mark + ENTRY.replace("\n", line_end).encode(encoding)
    file = write(tmp_path, before)
    edited = edit_references(open_project(tmp_path), add("Öl"))
    entry = "\n@misc{new,\n  title = {Öl}\n}\n".replace("\n", line_end).encode(encoding)
    assert file.read_bytes() == before + entry
    assert edited.encoding_changed == ""
    assert not edited.created


def test_mixed_line_ends_and_bytes_that_fit_nothing_stay(tmp_path: Path) -> None:
    before = b"% caf\xe9 \xc3\xa9\xc3\xa9 \r@misc{a,\r\n  title = {\xc3\xa9},\n  year = 2001\r\n}\n"
    file = write(tmp_path, before)
    edit_references(open_project(tmp_path), lambda text: set_fields(text, "a", {"year": "2002"}))
    assert file.read_bytes() == before.replace(b"2001", b"2002")


def test_character_that_does_not_fit_makes_it_utf_8_and_is_told(tmp_path: Path) -> None:
    file = write(tmp_path, ENTRY.encode("cp1252") + b"% \x81\n")
    edited = edit_references(open_project(tmp_path), add("Łukasz"))
    assert edited.encoding_changed == (
        "the file was Windows-1252; “Ł” does not fit, so it is now UTF-8"
    )
    text = file.read_bytes().decode("utf-8")
    assert text.startswith(ENTRY + "% \x81\n")
    assert "{Łukasz}" in text


def test_missing_file_is_made_and_dry_run_writes_nothing(tmp_path: Path) -> None:
    project = open_project(tmp_path)
    planned = edit_references(project, add("A"), dry_run=True)
    assert planned.created
    assert "+@misc{new," in planned.diff
    assert not (tmp_path / "references.bib").exists()
    assert edit_references(project, add("A")).diff == planned.diff
    assert (tmp_path / "references.bib").read_bytes() == b"@misc{new,\n  title = {A}\n}\n"


def test_no_change_touches_nothing(tmp_path: Path) -> None:
    file = write(tmp_path, b"caf\xe9\r")
    before = file.stat().st_mtime_ns
    assert edit_references(open_project(tmp_path), lambda text: text).diff == ""
    assert file.stat().st_mtime_ns == before


def test_other_program_wins_the_race_and_its_change_stays(tmp_path: Path) -> None:
    file = write(tmp_path, b"@misc{a}\n")
    calls: list[str] = []

    def change(text: str) -> str:
        calls.append(text)
        if len(calls) == 1:
            file.write_bytes(b"@misc{a}\n@misc{b}\n")
        return text + "@misc{c}\n"

    edit_references(open_project(tmp_path), change)
    assert file.read_bytes() == b"@misc{a}\n@misc{b}\n@misc{c}\n"
    assert len(calls) == 2


def test_refusal_of_the_change_leaves_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, ENTRY.encode())
    with pytest.raises(UsageError):
        edit_references(open_project(tmp_path), lambda text: set_fields(text, "b", {"x": "1"}))
    assert file.read_bytes() == ENTRY.encode()


def test_read_only_file_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path, ENTRY.encode())
    file.chmod(0o444)
    with pytest.raises(UnwritableOutputError, match="read-only"):
        edit_references(open_project(tmp_path), add("A"))
    assert file.read_bytes() == ENTRY.encode()


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_full_disk_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    file = write(tmp_path, ENTRY.encode())
    with largest_file(200), pytest.raises(UnwritableOutputError, match="larger than this system"):
        edit_references(open_project(tmp_path), add("A" * 500))
    assert file.read_bytes() == ENTRY.encode()
    assert [path.name for path in tmp_path.iterdir()] == ["references.bib"]
