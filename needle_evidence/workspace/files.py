"""Opening a project: its folder, its settings, and paths that stay inside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from needle_evidence.config import SETTINGS_FILES, Config, read_config
from needle_evidence.errors import UnreadableInputError, UsageError
from needle_evidence.formats.decode_text import decode
from needle_evidence.model.plain_text import one_line

_LARGEST_FILE = 500_000_000
_START = "Start a project with `needle-evidence init`, or name its folder with --project."


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """A project's folder (absolute, symlinks resolved) and its settings."""

    root: Path
    config: Config

    def inside(self, path: str) -> Path:
        """The absolute path of a project file; raises UsageError where it leaves the project.

        Symlinks are resolved, so that no file from elsewhere gets into a report.
        """
        try:
            resolved = (self.root / path).resolve()
        except (OSError, ValueError, RuntimeError):
            raise UsageError(f"{one_line(path, 200)} is not a usable path.") from None
        if not resolved.is_relative_to(self.root):
            raise UsageError(
                f"{one_line(path, 200)} lies outside the project {self.root}.",
                "Copy the file into the project; links and `..` out of it are not followed.",
            )
        return resolved


def open_project(folder: Path) -> Project:
    """The project in a folder, with the settings of needle-evidence.toml or pyproject.toml.

    Raises UsageError where the folder does not exist or the settings cannot be used.
    """
    try:
        root = folder.resolve(strict=True)
    except (OSError, RuntimeError):
        raise UsageError(f"There is no folder {folder}.", "Check --project.") from None
    if not root.is_dir():
        raise UsageError(f"{folder} is not a folder.", "Give --project the folder that holds it.")
    bare = Project(root=root, config=Config())
    for name in SETTINGS_FILES:
        if (root / name).exists():
            text = decode(read_file(bare, name), path=name).text
            config = read_config(text, path=name)
            if config is not None:
                return Project(root=root, config=config)
    return bare


def read_file(project: Project, path: str, *, where_missing: str = _START) -> bytes:
    """A project file's bytes. where_missing: what to do where there is no such file.

    Raises UsageError where the path leaves the project, UnreadableInputError where the file is
    missing, a folder, not readable, or over 500 MB.
    """
    file = project.inside(path)
    name = one_line(path, 200)
    try:
        if file.is_dir():
            raise UnreadableInputError(f"{name} is a folder, not a file.", "Name the file in it.")
        if not file.is_file():
            where = "" if not file.exists() else " (it is neither a file nor a folder)"
            raise UnreadableInputError(
                f"There is no {name} in {project.root}{where}.", where_missing
            )
        if file.stat().st_size > _LARGEST_FILE:
            raise UnreadableInputError(f"{name} is over 500 MB.", "Split it into several projects.")
        return file.read_bytes()
    except PermissionError:
        raise UnreadableInputError(f"{name} may not be read.", "Check its permissions.") from None
    except OSError as error:
        raise UnreadableInputError(f"{name} cannot be read: {error.strerror}.") from None
