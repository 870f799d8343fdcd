"""Coverage of the claims over the git history of a project."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.errors import NeedleEvidenceError
from needle_evidence.reporting.history_view import HistoryPoint, history_point
from needle_evidence.workspace import Project
from needle_evidence.workspace.git import commits_of, contents, files_at

_MOST = 40


def coverage_history(project: Project) -> tuple[HistoryPoint, ...]:
    """One point for each of the last 40 commits that changed claims or references, oldest first.

    Commits at which a table was missing or could not be read are left out. Empty where the
    project is in no git repository. Raises UsageError where git is not installed.
    """
    config = project.config
    commits = commits_of(project, [config.claims, config.references], _MOST)
    return tuple(_points(project, reversed(commits)))


def _points(project: Project, commits: Iterator[tuple[str, str]]) -> Iterator[HistoryPoint]:
    from needle_evidence.formats.claims_table import read_claims
    from needle_evidence.formats.decode_text import decode
    from needle_evidence.formats.references.bibtex import read_references

    config = project.config
    # Most commits change one of the two files: the other was read already.
    citekeys: dict[str, tuple[str, ...]] = {}
    for commit, day in commits:
        files = files_at(project, commit)
        if config.claims not in files or config.references not in files:
            continue
        named = files[config.references]
        table, bibliography = contents(project, [files[config.claims], named])
        try:
            claims = read_claims(table, path=config.claims).claims
            if named not in citekeys:
                text = decode(bibliography, path=config.references).text
                read = read_references(text, path=config.references).references
                citekeys[named] = tuple(reference.key for reference in read)
        except NeedleEvidenceError:
            continue
        yield history_point(commit, day, claims, citekeys[named])
