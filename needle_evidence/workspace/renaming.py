"""Renaming a claim or a work in every file of a project, so that no row is left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from needle_evidence.appraisal.renamed_citations import renamed_reviews
from needle_evidence.formats.appraisal_tables import (
    CERTAINTY,
    EVIDENCE,
    REVIEWS,
    SEARCHES,
    WAIVERS,
)
from needle_evidence.formats.citekey_cells import renamed_key, renamed_keys
from needle_evidence.formats.claims_table import COLUMNS
from needle_evidence.formats.renamed_cells import ChangeRow
from needle_evidence.formats.verification_table import VERIFICATION
from needle_evidence.model.library import Library
from needle_evidence.workspace import rename_refusals as refusals
from needle_evidence.workspace.file_edits import EditedFile
from needle_evidence.workspace.files import Project
from needle_evidence.workspace.joint_edits import PlannedEdit, edit_files
from needle_evidence.workspace.loading import load
from needle_evidence.workspace.renamed_files import (
    differing,
    edited_table,
    moved_texts,
    renamed_anchors,
    renamed_entry,
)

# Findings of these codes are about works, all others about claims.
_OF_WORKS = ("NE2", "NE6")


def rename_key_in_tables(
    project: Project, old: str, new: str, *, merge: bool = False, dry_run: bool = False
) -> tuple[EditedFile, ...]:
    """Gives a work another citekey: in references.bib, in every table and in fulltext/.

    Where the entry has the new key already, only the rows that still say the old one follow:
    so a renaming that was cut short is completed by asking again. merge: the two keys are
    entries of the same work; what is recorded about the old one goes to the new one, a claim
    that cites both cites it once, a stored text that both have stays under both names, and
    references.bib is left to the caller. A sign-off goes on covering what only changed its
    name (see `renamed_reviews`). Returns the files that were changed, in the order of writing;
    none where nothing says the old key.

    Raises:
        UsageError: a key is unknown or unusable, the new one is taken, or two rows of one
            table would become the same; nothing is written then.
        UnreadableInputError: a file, or a row that may hold the key, cannot be read.
        UnwritableOutputError: tells which files were changed before.
    """
    refusals.refuse_bad_names(old, new, of_claim=False)

    def plan() -> Sequence[PlannedEdit]:
        library = load(project, source_texts=False)
        known, path = library.reference_by_key, library.references_path
        in_file = not merge and old in known
        if in_file:
            refusals.refuse_taken_key(library, old, new)
        refusals.refuse_unknown(old, new, known, path)
        refusals.refuse_clashes(library.results, library.ratings, old, new, of_claim=False)
        edits = [renamed_entry(project, old, new)] if in_file else []
        edits += moved_texts(project, old, new, merge=merge)
        return edits + list(_key_edits(project, library, old, new))

    return edit_files(project, plan, dry_run=dry_run)


def rename_claim_in_tables(
    project: Project, old: str, new: str, *, dry_run: bool = False
) -> tuple[EditedFile, ...]:
    """Gives a claim another id, in claims.csv and in everything recorded about it.

    Where claims.csv has the new id already and not the old one, only the rows that still say
    the old one follow. Sign-offs keep their digests, which do not hold the id: an approval
    counts for the claim as long as its words, citations and certainty are what was signed.
    Returns and raises as `rename_key_in_tables` does.
    """
    refusals.refuse_bad_names(old, new, of_claim=True)

    def plan() -> Sequence[PlannedEdit]:
        library = load(project, source_texts=False)
        if old in library.claims_by_id:
            refusals.refuse_taken_id(library, old, new)
        refusals.refuse_unknown(old, new, library.claims_by_id, library.claims_path)
        refusals.refuse_clashes(library.results, library.ratings, old, new, of_claim=True)
        return list(_claim_edits(project, library, old, new))

    return edit_files(project, plan, dry_run=dry_run)


def _key_edits(project: Project, library: Library, old: str, new: str) -> Iterator[PlannedEdit]:
    """The edits of the tables: what is still to do when it is cut short, `check` sees."""

    def key(cell: str) -> str:
        return renamed_key(cell, old, new)

    def keys(cell: str) -> str:
        return renamed_keys(cell, old, new)

    reviews = renamed_reviews(library, old, new)

    def signed(cells: Mapping[str, str], line: int) -> Mapping[str, str]:
        return differing(cells, reviews.get(line, {}))

    tables: tuple[tuple[str, Sequence[str], ChangeRow], ...] = (
        (library.claims_path, COLUMNS, _in_columns({"references": keys})),
        (EVIDENCE.path, EVIDENCE.column_names, _in_columns({"citekey": key})),
        (
            CERTAINTY.path,
            CERTAINTY.column_names,
            _in_columns({"reported_by": key, "without": keys}),
        ),
        (VERIFICATION.path, VERIFICATION.column_names, _in_columns({"citekey": key})),
        (WAIVERS.path, WAIVERS.column_names, _waiver_change(library, old, new, of_works=True)),
        (REVIEWS.path, REVIEWS.column_names, signed),
    )
    for path, columns, change in tables:
        yield from edited_table(project, path, columns, (old,), change)


def _claim_edits(project: Project, library: Library, old: str, new: str) -> Iterator[PlannedEdit]:
    """The edits of all files, claims.csv first: orphaned rows tell what is still to do."""
    change = _in_columns({"claim_id": lambda cell: new if cell == old else cell})
    of_claim = _waiver_change(library, old, new, of_works=False)
    yield from edited_table(project, library.claims_path, COLUMNS, (old,), change)
    for table in (EVIDENCE, CERTAINTY, SEARCHES):
        yield from edited_table(project, table.path, table.column_names, (old,), change)
    yield from renamed_anchors(project, library, old, new)
    yield from edited_table(project, WAIVERS.path, WAIVERS.column_names, (old,), of_claim)
    yield from edited_table(project, REVIEWS.path, REVIEWS.column_names, (old,), change)


def _in_columns(changes: Mapping[str, Callable[[str], str]]) -> ChangeRow:
    """A change of cells, each by what it holds."""

    def change(cells: Mapping[str, str], _: int) -> Mapping[str, str]:
        return differing(
            cells, {name: new(cells[name]) for name, new in changes.items() if name in cells}
        )

    return change


def _waiver_change(library: Library, old: str, new: str, *, of_works: bool) -> ChangeRow:
    """A waiver's subject: where a work and a claim share the name, its code tells which."""
    shared = old in (library.claims_by_id if of_works else library.reference_by_key)

    def change(cells: Mapping[str, str], _: int) -> Mapping[str, str]:
        about_work = cells.get("code", "").upper().startswith(_OF_WORKS)
        if cells.get("subject") != old or (shared and about_work is not of_works):
            return {}
        return {"subject": new}

    return change
