"""Starting and loading projects."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from needle_evidence.errors import UsageError
from needle_evidence.model.library import Library
from needle_evidence.workspace import load, open_project, write_file
from needle_evidence.workspace.starter import starter_files


def load_library(
    project: str | Path = ".",
    *,
    claims: str | None = None,
    references: str | None = None,
    source_texts: bool = True,
) -> Library:
    """The claims and references of a project folder and what was recorded, frozen.

    source_texts: also read the stored texts in which checks look passages up.

    claims, references: paths inside the project instead of the configured ones. What could
    not be read is in `Library.problems`. Raises UsageError for a folder or setting that
    cannot work, UnreadableInputError where a file cannot be read at all.
    """
    opened = open_project(Path(project))
    config = opened.config
    return load(
        replace(
            opened,
            config=replace(
                config,
                claims=claims or config.claims,
                references=references or config.references,
            ),
        ),
        source_texts=source_texts,
    )


def init_project(folder: str | Path = ".") -> tuple[str, ...]:
    """Puts a small working project into a folder; returns the names of the files made.

    Makes the folder if need be. Raises UsageError where one of the files is there already
    (nothing is written then), UnwritableOutputError where the folder cannot be written.
    """
    root = Path(folder)
    files = starter_files()
    taken = [name for name in files if (root / name).exists() or (root / name).is_symlink()]
    if taken:
        raise UsageError(
            f"{root} already holds {', '.join(taken)}; nothing was written.",
            "Run `needle-evidence init` in an empty folder.",
        )
    for name, content in files.items():
        write_file(root / name, content)
    return tuple(files)
