"""Which files of a project decide what its reports say, and whether they changed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from needle_evidence.config import SETTINGS_FILES, Config
from needle_evidence.errors import UsageError
from needle_evidence.formats.article_format import article_endings
from needle_evidence.model.article import plain_path
from needle_evidence.workspace.files import Project

_FOLDERS = ("appraisal", "fulltext", "templates")
_REPORTS = "reports"
# What editors and spreadsheets write beside a file while they save it.
_TEMPORARY_STARTS = (".", "~", "#")
_TEMPORARY_ENDS = ("~", ".tmp", ".swp", ".bak", ".part")

Stamp = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class FileChange:
    """One file that is not as it was. kind: "changed", "new" or "gone"."""

    path: str
    kind: str


def stamps(
    root: Path, config: Config, *, pages: Iterable[str] = (), own: Iterable[Path] = ()
) -> Mapping[str, Stamp]:
    """A stamp of each file that the reports are made of, by its path in the project.

    A stamp is time, size and number of the file: another one means that it was saved. pages:
    further articles that rows of the claims table name. own: files and folders that the tool
    writes; they are not the reports' input, whatever folder they stand in.
    """
    project = Project(root=root, config=config)
    passed_over = {os.fspath(one) for one in own}
    folders = tuple(f"{one}{os.sep}" for one in passed_over)
    found: dict[str, Stamp] = {}
    for path, file in _files(project, pages):
        if path in found or file in passed_over or file.startswith(folders):
            continue
        with contextlib.suppress(OSError):  # gone in this moment, or not for us to read
            state = Path(file).stat()
            found[path] = (state.st_mtime_ns, state.st_size, state.st_ino)
    return found


def changes(before: Mapping[str, Stamp], after: Mapping[str, Stamp]) -> tuple[FileChange, ...]:
    """What is new, gone or changed between two moments, by path."""
    kinds = {path: "changed" for path in before if after.get(path) != before[path]}
    kinds |= {path: "gone" for path in before if path not in after}
    kinds |= {path: "new" for path in after if path not in before}
    return tuple(FileChange(path=path, kind=kinds[path]) for path in sorted(kinds))


def _files(project: Project, pages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The path of each file that counts, with the file itself, which need not be there."""
    config = project.config
    single = [*SETTINGS_FILES, config.claims, config.references, *map(plain_path, pages)]
    if config.style.lower().endswith(".csl"):
        single.append(config.style)
    for folder in _FOLDERS:
        yield from _in_folder(project, folder, ())
    for named in map(plain_path, config.articles):
        yield from _in_folder(project, named, _endings())
        single.append(named)
    for path in single:
        with contextlib.suppress(UsageError):  # it leads out of the project: `load` says so
            file = project.inside(path)
            if not file.is_dir():
                yield path, os.fspath(file)


@cache
def _endings() -> tuple[str, ...]:
    return article_endings()


def _in_folder(project: Project, named: str, endings: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The files of a folder and of those in it, of these endings (all, where there are none)."""
    with contextlib.suppress(UsageError):
        place, root = os.fspath(project.inside(named)), os.fspath(project.root)
        for folder, folders, names in os.walk(place):
            folders[:] = [name for name in folders if not name.startswith(".")]
            if folder == root and _REPORTS in folders:
                folders.remove(_REPORTS)
            inner = folder[len(root) :].replace(os.sep, "/").strip("/")
            for name in names:
                if _counts(name, endings):
                    yield f"{inner}/{name}" if inner else name, f"{folder}{os.sep}{name}"


def _counts(name: str, endings: tuple[str, ...]) -> bool:
    lower = name.lower()
    if lower.startswith(_TEMPORARY_STARTS) or lower.endswith(_TEMPORARY_ENDS):
        return False
    return not endings or lower.endswith(endings)
