"""Listing entries that are one work or versions of one, and merging two of them on request."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from needle_evidence.api.renaming import MarkToChange, marks_of
from needle_evidence.curation.duplicates import DuplicatePair, Relation, find_pairs
from needle_evidence.curation.merging import FieldChoice, Kept, MergeProposal, merge
from needle_evidence.errors import UsageError
from needle_evidence.formats.bibtex_text.bib_edits import remove_entry, set_fields
from needle_evidence.formats.bibtex_text.entry_writer import field_values
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference
from needle_evidence.workspace import load, open_project
from needle_evidence.workspace.bibliography import EditedReferences, edit_references
from needle_evidence.workspace.file_edits import EditedFile
from needle_evidence.workspace.renaming import rename_key_in_tables

__all__ = [
    "DuplicatePair",
    "FieldChoice",
    "Kept",
    "MergeProposal",
    "Merged",
    "Relation",
    "duplicates",
    "merge_entries",
]

# Fields in which an entry names others.
_NAMING_ENTRIES = ("crossref", "xref", "xdata", "entryset", "related")


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged:
    """What a merge changed, or would change.

    references: the reference file. tables: the other files, in the order of writing. by_hand:
    the marks of articles that name the dropped key.
    """

    proposal: MergeProposal
    references: EditedReferences
    tables: tuple[EditedFile, ...]
    by_hand: tuple[MarkToChange, ...] = ()


def duplicates(project: str | Path = ".") -> tuple[DuplicatePair, ...]:
    """The pairs of entries of references.bib that are one work, or versions of one.

    Nothing is changed. Raises UnreadableInputError where a file cannot be read.
    """
    library = load(open_project(Path(project)), source_texts=False, claims_needed=False)
    return find_pairs(library.references)


def merge_entries(
    project: str | Path,
    keep: str,
    drop: str,
    *,
    take: Collection[str] = (),
    dry_run: bool = False,
) -> Merged:
    """Merges the entry `drop` into `keep`, field by field, in every file of a project.

    The kept entry gets the fields that it lacks and the more complete ones; where the two
    contradict each other its own value stays, unless `take` names the field. What is recorded
    about the dropped entry goes to the kept one. The tables come first and references.bib last:
    should it be cut short between two files, the same call does the rest.

    Raises:
        UsageError: a key is unknown, the two are no entries of the same work or only versions
            of one, another entry rests on the dropped one, `take` names a field that it lacks,
            or two rows of a table would become the same; nothing is written then.
        UnreadableInputError, UnwritableOutputError: as `rename_key_in_tables`.
    """
    opened = open_project(Path(project))
    library = load(opened, source_texts=False, claims_needed=False)
    kept, dropped = _entry(library, keep), _entry(library, drop)
    _refuse_others(kept, dropped)
    _refuse_needed(library.references, dropped)
    fields = tuple(name.strip().lower() for name in take)
    proposal = merge(kept, dropped, fields)
    _refuse_untaken(proposal, fields)
    values = field_values(dropped)
    wanted = {c.name: values.get(c.source) for c in proposal.taken if c.source in values}

    def change(text: str) -> str:
        return remove_entry(set_fields(text, keep, wanted), drop)

    # Everything that may be refused is, before the first file is written.
    references = edit_references(opened, change, dry_run=True)
    tables = rename_key_in_tables(opened, drop, keep, merge=True, dry_run=True)
    if not dry_run:
        tables = rename_key_in_tables(opened, drop, keep, merge=True)
        references = edit_references(opened, change)
    return Merged(
        proposal=proposal, references=references, tables=tables,
        by_hand=tuple(marks_of(library, drop)),
    )  # fmt: skip


def _entry(library: Library, key: str) -> Reference:
    reference = library.reference_by_key.get(key)
    if reference is None:
        raise UsageError(
            f"There is no reference {one_line(key, 80)} in {library.references_path}.",
            suggestion(key, library.reference_by_key) or "`needle-evidence refs` lists them.",
        )
    return reference


def _refuse_others(kept: Reference, dropped: Reference) -> None:
    if kept.key == dropped.key:
        raise UsageError(
            f"{one_line(kept.key, 80)} is named twice.",
            "Name the entry to keep and the one to drop.",
        )
    pairs = find_pairs((kept, dropped))
    names = f"{one_line(kept.key, 80)} and {one_line(dropped.key, 80)}"
    if not pairs:
        raise UsageError(
            f"{names} do not look like one work, so they are not merged.",
            "If they are, bring title, authors, year or DOI of one entry in line with the "
            "other's first; `needle-evidence dedupe` then lists the pair.",
        )
    if pairs[0].relation is not Relation.SAME:
        why = "; ".join(pairs[0].reasons)
        raise UsageError(
            f"{names} are versions of one work, which are never merged ({why}).",
            "Cite the version that the claim rests on, or both; one that you do not need you can "
            "delete by hand.",
        )


def _refuse_needed(references: Sequence[Reference], dropped: Reference) -> None:
    for reference in references:
        for name in _NAMING_ENTRIES:
            named = {part.strip() for part in reference.raw_fields.get(name, "").split(",")}
            if dropped.key in named:
                raise UsageError(
                    f"{one_line(reference.key, 80)} (line {reference.location.line}) names "
                    f"{one_line(dropped.key, 80)} in its field {name}, so that entry must stay.",
                    "Merge the other way round, or change that field first.",
                )


def _refuse_untaken(proposal: MergeProposal, fields: Collection[str]) -> None:
    offered = {
        name for c in proposal.choices if c.second and c.source for name in (c.name, c.source)
    }
    for name in fields:
        if name not in offered:
            key = one_line(proposal.second.key, 80)
            raise UsageError(
                f"{key} has no field {one_line(name, 80)} to take.",
                suggestion(name, offered) or f"`needle-evidence show {key}` lists its fields.",
            )
