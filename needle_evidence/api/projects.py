"""Loading a project into one frozen library."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from needle_evidence.model.library import Library
from needle_evidence.workspace import load, open_project


def load_library(
    project: str | Path = ".",
    *,
    claims: str | None = None,
    references: str | None = None,
    source_texts: bool = True,
    claims_needed: bool = True,
) -> Library:
    """The claims and references of a project folder and what was recorded, frozen.

    source_texts: also read the stored texts in which checks look passages up. claims_needed:
    else a project that has no table of claims yet is one without claims. claims, references:
    paths inside the project instead of the configured ones. What could
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
        claims_needed=claims_needed,
    )
