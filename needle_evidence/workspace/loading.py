"""Loading a project's tables and references into one frozen `Library`."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from needle_evidence.config import Config
from needle_evidence.formats.claims_table import read_claims
from needle_evidence.formats.decode_text import decode
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.workspace.files import Project, read_file


def load(project: Project) -> Library:
    """Everything in claims.csv and references.bib; what could not be read is in `problems`.

    Raises UnreadableInputError where one of the two cannot be read at all, UsageError where a
    setting points out of the project.
    """
    config = project.config
    with _collector_paused():
        return _load(project, config)


def _load(project: Project, config: Config) -> Library:
    from needle_evidence.formats.references.bibtex import read_references

    table = read_claims(read_file(project, config.claims), path=config.claims)
    source = decode(read_file(project, config.references), path=config.references)
    bibliography = read_references(source.text, path=config.references)
    problems = [*table.problems, *bibliography.problems]
    if source.guessed:
        problems.append(_guessed_encoding(config.references, source.encoding))
    problems.extend(_unknown_setting(key, config.path) for key in config.unknown_keys)
    return Library(
        claims=table.claims,
        references=bibliography.references,
        problems=tuple(problems),
        claims_path=config.claims,
        references_path=config.references,
    )


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Loading makes many objects and no garbage: collecting meanwhile takes a sixth of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _guessed_encoding(path: str, encoding: str) -> Problem:
    return Problem(
        kind="guessed_encoding",
        message=f"{path} is not UTF-8; it was read as {encoding}.",
        location=Location(path=path),
        subject=path,
        severity=Severity.NOTE,
    )


def _unknown_setting(key: str, path: str) -> Problem:
    return Problem(
        kind="unknown_setting",
        message=f"{path} has a setting {key}, which does not exist; it was passed over.",
        location=Location(path=path, field=key),
        subject=key,
    )
