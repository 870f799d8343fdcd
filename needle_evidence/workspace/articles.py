"""Finding and reading the articles of a project."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from needle_evidence.errors import UnreadableInputError, UsageError
from needle_evidence.formats.article_format import article_endings, read_article
from needle_evidence.model.article import Article, plain_path
from needle_evidence.model.claim import Claim
from needle_evidence.model.plain_text import one_line
from needle_evidence.workspace.files import Project, read_file

_MOST = 2_000
_REPORTS = "reports"


def load_articles(project: Project, claims: Iterable[Claim]) -> tuple[Article, ...]:
    """The pages that the settings name and those that rows of the claims table name.

    Each once, by path; one that cannot be read is there with the reason. Nothing where not one
    of them exists: then the project has no articles. Raises UsageError where a setting leads
    out of the project or to more pages than can be read.
    """
    default = project.config.articles == type(project.config)().articles
    paths = dict.fromkeys(
        path
        for named in project.config.articles
        for path in _pages(project, plain_path(named), optional=default)
    )
    paths.update(dict.fromkeys(plain_path(path) for claim in claims for path in claim.articles))
    if len(paths) > _MOST:
        raise UsageError(
            f"The project holds {len(paths)} articles; at most {_MOST} can be read.",
            "Name fewer in the setting `articles`, or split the project.",
        )
    articles = tuple(load_article(project, path) for path in sorted(paths))
    return articles if any(a.sha256 or (project.root / a.path).exists() for a in articles) else ()


def load_article(project: Project, path: str) -> Article:
    """One page; where it cannot be read, an article that holds nothing but the reason."""
    try:
        return read_article(read_file(project, path), path)
    except UsageError:
        # Said without the folders of this machine: the reason is printed in reports.
        reason = f"{one_line(path, 200)} lies outside the project."
    except UnreadableInputError as error:
        found = (project.root / path).exists()
        reason = str(error) if found else f"There is no {one_line(path, 200)}."
    return Article(path=path, unreadable=reason)


def _pages(project: Project, named: str, *, optional: bool) -> Iterator[str]:
    """The pages that one entry of the setting stands for."""
    place = project.inside(named)
    if place.is_dir():
        yield from _files(place, named)
    elif place.exists() or not optional:
        yield named


def _files(folder: Path, named: str) -> Iterator[str]:
    endings = article_endings()
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if named == "." and Path(root) == folder and _REPORTS in folders:
            folders.remove(_REPORTS)  # what the tool itself wrote of the articles
        for name in sorted(names):
            if name.lower().endswith(endings) and not name.startswith((".", "~$")):
                inner = Path(root, name).relative_to(folder).as_posix()
                yield inner if named == "." else f"{named}/{inner}"
