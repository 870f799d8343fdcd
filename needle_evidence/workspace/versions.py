"""A project as it was: at a git revision, or in another folder."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from needle_evidence.config import SETTINGS_FILES
from needle_evidence.errors import NeedleEvidenceError, UnwritableOutputError, UsageError
from needle_evidence.formats.article_format import article_endings
from needle_evidence.formats.claims_table import read_claims
from needle_evidence.model.article import plain_path
from needle_evidence.model.plain_text import one_line
from needle_evidence.workspace.files import Project, open_project, read_file
from needle_evidence.workspace.git import contents, files_at, find_commit, is_shallow

_APPRAISAL = "appraisal/"


@contextmanager
def version(project: Project, name: str) -> Iterator[Project]:
    """The project at a git revision, else the project in the folder of that name.

    A revision's tables, articles and settings are laid into a temporary folder, which is gone
    afterwards; stored full texts are not among them. Where a revision and a folder have one
    name, it is the revision (write `./name` for the folder). Raises UsageError where there is
    neither; an error of that version, also one raised while it is used, says whose it is.
    """
    commit = find_commit(project, name)
    if commit is None:
        folder = _folder(project, name)
        with _said_of(name):
            yield open_project(folder)
        return
    with tempfile.TemporaryDirectory(prefix="needle-evidence-") as temporary, _said_of(name):
        yield _at_commit(project, commit, Path(temporary))


@contextmanager
def _said_of(name: str) -> Iterator[None]:
    try:
        yield
    except NeedleEvidenceError as error:
        raise type(error)(f"At {one_line(name, 80)}: {error.problem}", error.way_out) from None


def _folder(project: Project, name: str) -> Path:
    try:
        if name and Path(name).is_dir():
            return Path(name)
    except (OSError, ValueError):
        pass  # no name that a folder could have
    way_out = "Name a branch, tag or commit of the project, or a folder that holds one."
    if ".." in name:
        way_out = "Name two versions as two words, for example `diff v1.0 main`."
    elif name and is_shallow(project):
        way_out = "This clone holds only the latest commits: run `git fetch --unshallow` first."
    shown = one_line(name, 80) or '""'
    raise UsageError(f"There is no revision and no folder {shown} ({project.root}).", way_out)


def _at_commit(project: Project, commit: str, folder: Path) -> Project:
    files = files_at(project, commit)
    _lay_out(project, files, [path for path in SETTINGS_FILES if path in files], folder)
    opened = open_project(folder)
    config = opened.config
    single = {plain_path(path) for path in (config.claims, config.references)}
    for path in sorted(single):
        if path not in files:
            raise UsageError(
                f"there was no {one_line(path, 200)} in the project's folder.",
                "Name a later revision.",
            )
    named = [plain_path(path) for path in config.articles]
    endings = article_endings()
    _lay_out(
        project,
        files,
        [
            path
            for path in files
            if path in single
            or path.startswith(_APPRAISAL)
            or path in named
            or (
                path.lower().endswith(endings)
                and any(one == "." or path.startswith(f"{one}/") for one in named)
            )
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
    wanted = [path for path in paths if not _is_there(folder / path)]
    for path, content in zip(wanted, contents(project, [files[p] for p in wanted]), strict=True):
        file = folder / path
        try:
            # A tree that nobody's git wrote may name places outside.
            if file.resolve().is_relative_to(folder.resolve()):
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        except OSError as error:
            raise UnwritableOutputError(
                f"{one_line(path, 200)} could not be laid into the temporary folder: "
                f"{error.strerror}."
            ) from None


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:  # a name longer than this system has
        return False
