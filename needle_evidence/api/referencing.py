"""Getting references into a project's library, and keeping them tidy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from needle_evidence.api.completing import completed, taken_fields
from needle_evidence.api.exporting import cited_keys
from needle_evidence.curation.completion import Completion, plan_completions
from needle_evidence.curation.incoming import ImportPlan, KnownWork, NewWork, plan_import
from needle_evidence.curation.reading_doubts import reading_doubts
from needle_evidence.curation.tidy import TidyChange, tidy_changes
from needle_evidence.errors import UnreadableInputError, UsageError
from needle_evidence.formats.bibtex_text.bib_edits import append_entries, edit_entries
from needle_evidence.formats.bibtex_text.entry_spans import entry_spans
from needle_evidence.formats.bibtex_text.entry_writer import FieldValue
from needle_evidence.formats.bibtex_text.known_fields import is_known_field
from needle_evidence.model.finding import Problem
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.model.verification import identifiers_of
from needle_evidence.workspace import Project, open_project, read_file
from needle_evidence.workspace.bibliography import (
    EditedReferences,
    edit_references,
    shown_text,
)

if TYPE_CHECKING:
    from needle_evidence.formats.reference_format import ReferenceTable

__all__ = [
    "LARGEST_FILE",
    "AddedReference",
    "Completion",
    "ImportSource",
    "ImportedReferences",
    "KnownWork",
    "TidiedReferences",
    "TidyChange",
    "add_references",
    "import_references",
    "tidy_references",
]

# Bytes of a file that is imported: memory is 10 to 50 times the file, time seconds per megabyte.
LARGEST_FILE = 50_000_000
# What a person should look at in an entry that came from elsewhere: what these checks find.
_CHECKS = ("NE202", "NE203", "NE204", "NE205", "NE206", "NE207", "NE208", "NE212", "NE213")


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportSource:
    """A file to import: its name, which is shown and may tell the format, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class AddedReference:
    """A work that was added to the library, or would be; remarks: what needs a look, and why."""

    key: str
    reference: Reference
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportedReferences:
    """What an import did, or would do.

    already_there: works that the library, or an earlier record of the import, holds already.
    completions: for each of these, what its record knows and the entry lacks, and where the two
    differ. complete: the completions were put in, or would be; else they only tell.
    kept_fields: fields that mean nothing to this tool, kept as they are, each with the number
    of entries. problems: what could not be read, or not for certain. edit: the change of the
    reference file.
    """

    added: tuple[AddedReference, ...]
    already_there: tuple[KnownWork, ...]
    completions: tuple[Completion, ...]
    complete: bool
    kept_fields: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]
    edit: EditedReferences

    @property
    def without_identifier(self) -> tuple[str, ...]:
        """Citekeys of added works that give no DOI, PMID or the like to ask a registry by."""
        added = (work.reference for work in self.added)
        return tuple(reference.key for reference in added if not identifiers_of(reference))


@dataclass(frozen=True, kw_only=True, slots=True)
class TidiedReferences:
    """What tidying changed, or would change, in the file's order."""

    changes: tuple[TidyChange, ...]
    edit: EditedReferences


def import_references(
    project: str | Path,
    sources: Sequence[ImportSource | str | Path],
    *,
    form: str = "",
    complete: bool = False,
    take: Collection[str] = (),
    dry_run: bool = False,
) -> ImportedReferences:
    """Adds the works of files, of any format, to a project's reference file, each once.

    form: the format's name, else the content of each file tells. The file is made where there
    is none; its entries, and everything between them, stay byte for byte. A work that is
    there already is not added again. A citekey that a work brings is kept where it is fit and
    free; else one is proposed (see `curation.citekeys`).

    complete: the entry of a work that is there already gets the fields that it lacks, and the
    more complete ones (see `curation.completion`); a contradiction leaves it as it is, unless
    `take` names the field. Only fields that change are touched. Versions of a work are not
    completed from each other.

    Raises:
        UsageError: the project or the format does not exist, or a field to take.
        UnreadableInputError: a file cannot be read at all; nothing is written then.
        UnwritableOutputError: the reference file cannot be written; it is as it was.
    """
    from needle_evidence.formats.reference_format import read_reference_file

    opened = open_project(Path(project))
    files = [source if isinstance(source, ImportSource) else _source(source) for source in sources]
    for file in files:
        if len(file.data) > LARGEST_FILE:
            raise _too_large(file.name)
    tables = [read_reference_file(file.data, file.name, form)[1] for file in files]
    return _add(opened, tables, complete=complete, take=take, dry_run=dry_run)


def add_references(
    project: str | Path, references: Sequence[Reference], *, dry_run: bool = False
) -> ImportedReferences:
    """Adds works to a project's reference file, each once, as `import_references` does."""
    from needle_evidence.formats.reference_format import ReferenceTable

    table = ReferenceTable(references=tuple(references))
    return _add(open_project(Path(project)), [table], dry_run=dry_run)


def tidy_references(project: str | Path, *, dry_run: bool = False) -> TidiedReferences:
    """Normalises identifiers, dashes, months, names and white space in the reference file.

    Only fields that change are touched, in their entry's own style; see `curation.tidy`.
    Raises UnreadableInputError and UnwritableOutputError.
    """
    opened = open_project(Path(project))
    read_file(opened, opened.config.references)  # says so where there is none
    changes: list[TidyChange] = []

    def change(text: str) -> str:
        changes[:] = [c for r in _read(text, opened) for c in tidy_changes(r)]
        values: dict[str, dict[str, FieldValue]] = {}
        for one in changes:
            values.setdefault(one.key, {})[one.field] = one.value
        return edit_entries(text, values)

    edit = edit_references(opened, change, dry_run=dry_run)
    return TidiedReferences(changes=tuple(changes), edit=edit)


def _source(path: str | Path) -> ImportSource:
    file = Path(path)
    try:
        if file.is_dir():
            raise UnreadableInputError(f"{file} is a folder.", "Name a file in it.")
        if not file.is_file() and file.exists():
            # Opening a pipe waits for ever, and a device may never end.
            raise UnreadableInputError(
                f"{file} is a pipe or a device, not a file.",
                "Save what it gives into a file, or send it: … | needle-evidence import -",
            )
        if file.stat().st_size > LARGEST_FILE:
            raise _too_large(str(file))
        return ImportSource(name=str(path), data=file.read_bytes())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        way_out = "Check its path, and that you may read it."
        raise UnreadableInputError(f"{file} cannot be read: {reason}.", way_out) from None


def _too_large(name: str) -> UnreadableInputError:
    return UnreadableInputError(
        f"{name} is over {LARGEST_FILE // 1_000_000} MB.", "Export fewer at a time, or split it."
    )


def _add(
    project: Project,
    tables: Sequence[ReferenceTable],
    *,
    complete: bool = False,
    take: Collection[str] = (),
    dry_run: bool,
) -> ImportedReferences:
    plans: list[tuple[ImportPlan, tuple[Completion, ...], tuple[AddedReference, ...]]] = []
    imported = [table.references for table in tables]
    reserved = _reserved_keys(project)

    def change(text: str) -> str:
        taken = [entry.key for entry in entry_spans(text)]
        library = _read(text, project)
        fields = taken_fields(take, chain(library, *imported))
        plan = plan_import(library, imported, taken=taken, reserved=reserved)
        new = [work.reference for work in plan.new]
        completions = plan_completions((*library, *new), plan.known, fields)
        added = append_entries(text, new)[len(text) :]
        if complete:
            text = completed(text, completions, {reference.key for reference in library})
            added = completed(added, completions, {reference.key for reference in new})
        plans.append((plan, completions, _added(plan, added, project)))
        return text + added

    edit = edit_references(project, change, dry_run=dry_run)
    plan, completions, added = plans[-1]
    return ImportedReferences(
        added=added,
        already_there=plan.known,
        completions=completions,
        complete=complete,
        kept_fields=_kept_fields(plan.new),
        problems=tuple(problem for table in tables for problem in table.problems),
        edit=edit,
    )


def _read(text: str, project: Project) -> tuple[Reference, ...]:
    from needle_evidence.formats.references.bibtex import read_references

    return read_references(shown_text(text), path=project.config.references).references


def _reserved_keys(project: Project) -> frozenset[str]:
    """The citekeys that claims cite; a project need not have claims yet."""
    if not project.inside(project.config.claims).exists():
        return frozenset()
    return frozenset(cited_keys(project))


def _added(plan: ImportPlan, text: str, project: Project) -> tuple[AddedReference, ...]:
    """The new works as they can be read again, each with what needs a look.

    Raises UsageError, so that nothing is written, should one not read as it was meant.
    """
    written = {reference.key: reference for reference in _read(text, project)}
    if list(written) != [work.reference.key for work in plan.new]:
        lost = [w.reference.key for w in plan.new if w.reference.key not in written]
        raise UsageError(
            f"{', '.join(lost[:3]) or 'An entry'} could not be written so that it reads the same; "
            "nothing was written.",
            "This is a fault of the tool: please report it with the file.",
        )
    # What a work inherits can only be seen in its own file.
    whole = [w.reference if w.imported.inherited else written[w.reference.key] for w in plan.new]
    remarks = _findings(whole, project)
    return tuple(
        AddedReference(
            key=reference.key,
            reference=reference,
            remarks=(
                *work.remarks,
                *reading_doubts(reference),
                *remarks.get(reference.key, ()),
            ),
        )
        for work, reference in zip(plan.new, whole, strict=True)
    )


def _findings(references: Sequence[Reference], project: Project) -> dict[str, list[str]]:
    """What the checks of single references find in these, by citekey."""
    from needle_evidence.checks.runner import find_check, run_checks

    library = Library(references=tuple(references), references_path=project.config.references)
    found: dict[str, list[str]] = {}
    for result in run_checks(library, [find_check(code) for code in _CHECKS]):
        for finding in result.findings:
            found.setdefault(finding.subject, []).append(finding.message)
    return found


def _kept_fields(new: Sequence[NewWork]) -> tuple[tuple[str, int], ...]:
    names = Counter(
        name
        for work in new
        for name in work.reference.fields
        if name not in work.reference.inherited and not is_known_field(name)
    )
    return tuple(sorted(names.items()))
