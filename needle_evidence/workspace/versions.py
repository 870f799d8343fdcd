"""A project as it was: at a git revision, or in another folder."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from needle_evidence.config import SETTINGS_FILES
from needle_evidence.errors import UsageError
from needle_evidence.formats.claims_table import read_claims
from needle_evidence.model.article import plain_path
from needle_evidence.model.plain_text import one_line
from needle_evidence.workspace.files import Project, open_project, read_file
from needle_evidence.workspace.git import contents, files_at, find_commit

_APPRAISAL = "appraisal/"


@contextmanager
def version(project: Project, name: str) -> Iterator[Project]:
    """The project at a git revision, else the project in the folder of that name.

    A revision's tables, articles and settings are laid into a temporary folder, which is gone
    afterwards; stored full texts are not among them. Where a revision and a folder have one
    name, it is the revision (write `./name` for the folder). Raises UsageError where there is
    neither.
    """
    commit = find_commit(project, name)
    if commit is None:
        yield _in_folder(project, name)
        return
    with tempfile.TemporaryDirectory(prefix="needle-evidence-") as folder:
        yield _at_commit(project, commit, name, Path(folder))


def _in_folder(project: Project, name: str) -> Project:
    if not Path(name).is_dir():
        raise UsageError(
            f"There is no revision and no folder {one_line(name, 80)} ({project.root}).",
            "Name a branch, tag or commit of the project, or a folder that holds one.",
        )
    return open_project(Path(name))


def _at_commit(project: Project, commit: str, name: str, folder: Path) -> Project:
    files = files_at(project, commit)
    _lay_out(project, files, [path for path in SETTINGS_FILES if path in files], folder)
    opened = open_project(folder)
    config = opened.config
    for path in (config.claims, config.references):
        if path not in files:
            raise UsageError(
                f"At {one_line(name, 80)} there was no {path} in the project's folder.",
                "Name a later revision.",
            )
    named = [plain_path(path) for path in config.articles]
    _lay_out(
        project,
        files,
        [
            path
            for path in files
            if path in (config.claims, config.references, config.style)
            or path.startswith(_APPRAISAL)
            or any(path == one or path.startswith(f"{one}/") or one == "." for one in named)
        ],
        folder,
    )
    table = read_claims(read_file(opened, config.claims), path=config.claims)
    cells = {plain_path(path) for claim in table.claims for path in claim.articles}
    _lay_out(project, files, [path for path in files if path in cells], folder)
    return opened


def _lay_out(
    project: Project, files: Mapping[str, str], paths: Iterable[str], folder: Path
) -> None:
    """Writes files of a commit below the folder; those that are there already stay."""
    wanted = [path for path in paths if not (folder / path).exists()]
    for path, content in zip(wanted, contents(project, [files[p] for p in wanted]), strict=True):
        file = folder / path
        if not file.resolve().is_relative_to(folder.resolve()):
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
