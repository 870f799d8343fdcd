"""Keeping what the tool writes out of the files and folders that a project is made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from needle_evidence.errors import UsageError
from needle_evidence.model.article import plain_path
from needle_evidence.model.library import Library
from needle_evidence.workspace.files import Project

_OWN_FILES = ("needle-evidence.toml", "pyproject.toml")
_OWN_FOLDERS = ("appraisal", "fulltext", "templates")


def refuse_own_file(project: Project, library: Library, target: Path) -> None:
    """Raises UsageError where what is to be written would be a file of the project.

    That is one that it is made of, or one that it would read: in its folders of tables, of
    templates, of stored texts and of articles.
    """
    own = (*library.articles_by_path, library.claims_path, library.references_path, *_OWN_FILES)
    place, root = target.resolve(), project.root.resolve()
    folders = [root / folder for folder in (*_OWN_FOLDERS, *_article_folders(project))]
    if place in {(root / path).resolve() for path in own}:
        problem = f"{target} is a file of the project; it would be written over."
    elif any(place.is_relative_to(folder.resolve()) for folder in folders):
        problem = f"{target} lies in a folder of the project and would be read as its file."
    else:
        return
    raise UsageError(problem, "Name another file with --output.")


def _article_folders(project: Project) -> Iterator[str]:
    """The folders whose pages are all articles, but for the project's own one."""
    for named in map(plain_path, project.config.articles):
        if named != "." and project.inside(named).is_dir():
            yield named
