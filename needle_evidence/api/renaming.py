"""Renaming a claim or a work, and the places in articles that a person has to change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from needle_evidence.model.article import MarkKind
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library
from needle_evidence.workspace import load, open_project
from needle_evidence.workspace.file_edits import EditedFile
from needle_evidence.workspace.renaming import rename_claim_in_tables, rename_key_in_tables

__all__ = ["EditedFile", "MarkToChange", "Renaming", "marks_of", "rename_claim", "rename_key"]


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkToChange:
    """A citation mark of an article that names the old key: the user's text is not touched."""

    location: Location
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Renaming:
    """What a renaming changed, or would change.

    files: in the order of writing; none where no file said the old name any more. by_hand:
    the marks that a person has to change.
    """

    files: tuple[EditedFile, ...]
    by_hand: tuple[MarkToChange, ...] = ()


def rename_key(project: str | Path, old: str, new: str, *, dry_run: bool = False) -> Renaming:
    """Gives a work another citekey wherever the project names it, articles excepted.

    All or nothing as far as it can be told beforehand; should it be cut short between two
    files, the same call does the rest. Raises as `rename_key_in_tables` does.
    """
    opened = open_project(Path(project))
    files = rename_key_in_tables(opened, old, new, dry_run=dry_run)
    marks = tuple(marks_of(load(opened, source_texts=False), old))
    return Renaming(files=files, by_hand=marks)


def rename_claim(project: str | Path, old: str, new: str, *, dry_run: bool = False) -> Renaming:
    """Gives a claim another id wherever the project names it.

    Cut short, the same call does the rest. Raises as `rename_claim_in_tables` does.
    """
    opened = open_project(Path(project))
    return Renaming(files=rename_claim_in_tables(opened, old, new, dry_run=dry_run))


def marks_of(library: Library, key: str) -> Iterator[MarkToChange]:
    """The marks of the articles that name a citekey."""
    for article in library.articles:
        for mark in article.marks:
            if mark.kind is MarkKind.CITEKEY and key in mark.labels:
                place = article.location(mark.offset)
                found = article.source_map.of_source(mark.start) if mark.start >= 0 else None
                if found:
                    place = Location(path=article.path, line=found[0], character=found[1])
                yield MarkToChange(location=place, text=mark.text)
