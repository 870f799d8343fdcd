"""Coverage of the claims over the git history of a project."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.errors import NeedleEvidenceError
from needle_evidence.model.article import plain_path
from needle_evidence.reporting.history_view import HistoryPoint, history_point
from needle_evidence.workspace import Project
from needle_evidence.workspace.git import commits_of, contents, files_at

_MOST = 40


def coverage_history(project: Project) -> tuple[HistoryPoint, ...]:
    """One point for each of the last 40 commits that changed claims or references, oldest first.

    Commits at which a table was missing or could not be read are left out. Empty where the
    project is in no git repository. Raises UsageError where git is not installed or does not
    trust the folder.
    """
    tables = [plain_path(project.config.claims), plain_path(project.config.references)]
    commits = commits_of(project, tables, _MOST)
    return tuple(_points(project, reversed(commits)))


def _points(project: Project, commits: Iterator[tuple[str, str]]) -> Iterator[HistoryPoint]:
    from needle_evidence.formats.claims_table import read_claims
    from needle_evidence.formats.decode_text import decode
    from needle_evidence.formats.references.bibtex import read_references

    table_path, bibliography_path = map(
        plain_path, (project.config.claims, project.config.references)
    )
    # Most commits change one of the two files: the other was read already.
    citekeys: dict[str, tuple[str, ...]] = {}
    for commit, day in commits:
        files = files_at(project, commit)
        if table_path not in files or bibliography_path not in files:
            continue
        named = files[bibliography_path]
        try:
            table, bibliography = contents(project, [files[table_path], named])
            claims = read_claims(table, path=table_path).claims
            if named not in citekeys:
                text = decode(bibliography, path=bibliography_path).text
                read = read_references(text, path=bibliography_path).references
                citekeys[named] = tuple(reference.key for reference in read)
        except NeedleEvidenceError:
            continue
        yield history_point(commit, day, claims, citekeys[named])
