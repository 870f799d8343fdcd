"""Prints what an import added, what was there already, and what needs a look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from needle_evidence.cli.completed_works import (
    differences,
    left_out,
    same_work_reason,
    told_shortly,
)
from needle_evidence.cli.terminal import print_text, print_wrapped
from needle_evidence.model.finding import Problem
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

if TYPE_CHECKING:
    from needle_evidence.api.referencing import ImportedReferences

_MOST_LINES = 40
_INDENT = 9  # below the citekeys


def print_imported(imported: ImportedReferences, *, dry_run: bool, hint: str = "") -> None:
    """Prints what was added, what was there already, and what needs a look.

    hint: how the entries get what they lack; it comes last where they lack something.
    """
    for added in imported.added:
        told = f"added    {one_line(added.key, 80)}: {_cited_shortly(added.reference)}"
        print_wrapped(told, hanging=_INDENT)
    _print_already_there(imported)
    remarks = [(a.key, remark) for a in imported.added for remark in a.remarks]
    _print_list("Needs a look:", [_about(key, remark) for key, remark in remarks])
    _print_list("Not read, or not for certain:", [_placed(p) for p in imported.problems])
    _print_without_identifier(imported)
    if imported.kept_fields:
        kept = ", ".join(f"{name} ({count})" for name, count in imported.kept_fields)
        print_wrapped(f"Kept as they are, though nothing here reads them: {one_line(kept, 1000)}")
    if imported.complete:
        _print_not_put_in(imported)
    if dry_run and imported.edit.diff:
        print_text(imported.edit.diff)
    if imported.edit.encoding_changed:
        print_text(f"{imported.edit.path}: {imported.edit.encoding_changed}.")
    print_wrapped(_counted(imported, looked_at=len({key for key, _ in remarks}), dry_run=dry_run))
    if hint and not imported.complete and any(each.values for each in imported.completions):
        print_wrapped(hint)


def _print_already_there(imported: ImportedReferences) -> None:
    for known, completion in zip(imported.already_there, imported.completions, strict=True):
        start = "completed" if imported.complete and completion.values else "already "
        told = told_shortly(completion, done=imported.complete)
        parts = [_cited_shortly(known.imported), same_work_reason(known.reasons), told]
        told = "; ".join(one_line(part, 300) for part in parts if part)
        print_wrapped(f"{start} {one_line(known.key, 80)}: {told}", hanging=_INDENT)


def _print_not_put_in(imported: ImportedReferences) -> None:
    _print_list(
        "Contradictions; the entries keep what they say (--take FIELD uses the file's value):",
        list(differences(imported.completions)),
    )
    if names := left_out(imported.completions):
        print_wrapped(
            "Not put into the entries that were there already, as nothing here reads them: "
            f"{one_line(names, 1000)}"
        )


def _print_without_identifier(imported: ImportedReferences) -> None:
    if number := len(imported.without_identifier):
        gives, it = ("gives", "it") if number == 1 else ("give", "them")
        print_wrapped(
            f"{number} of the {len(imported.added)} added {gives} no DOI, PMID or the like to ask "
            f"a registry by; `needle-evidence verify` names {it}."
        )


def _counted(imported: ImportedReferences, *, looked_at: int, dry_run: bool) -> str:
    """The last sentence: what was written, and how many of what."""
    completed = len({each.key for each in imported.completions if each.values})
    counts = [f"{len(imported.added)} added"]
    counts += [f"{completed} completed"] if imported.complete else []
    counts += [f"{len(imported.already_there)} already there"]
    counts += [f"{looked_at} to look at"] if looked_at else []
    counts += [f"{len(imported.problems)} not read for certain"] if imported.problems else []
    start = "Nothing was written (--dry-run)" if dry_run else f"Wrote {imported.edit.path}"
    nothing = "Nothing was changed" if imported.complete else "Nothing was added"
    return f"{start if imported.edit.diff or dry_run else nothing}: {', '.join(counts)}."


def _print_list(heading: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    print_wrapped(heading)
    for line in lines[:_MOST_LINES]:
        print_wrapped(f"  {one_line(line, 300)}", hanging=4)
    if len(lines) > _MOST_LINES:
        print_text(f"  … and {len(lines) - _MOST_LINES} more")


def _about(key: str, remark: str) -> str:
    """A remark with the citekey, which many name themselves."""
    return remark if key in remark else f"{key}: {remark}"


def _placed(problem: Problem) -> str:
    line = f", line {problem.location.line}" if problem.location.line else ""
    return f"{problem.location.path}{line}: {problem.message}"


def _cited_shortly(reference: Reference) -> str:
    """The title, the first author and the year."""
    people = (*reference.authors, *reference.editors)
    first = (people[0].family or people[0].display) if people else "no author"
    more = " et al." if len(people) > 1 or reference.authors_truncated else ""
    title = one_line(reference.title or reference.text("note"), 80) or "(no title)"
    return f"{title} ({one_line(first, 40)}{more}, {reference.year or 'no year'})"
