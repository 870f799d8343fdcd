"""Prints what an import added, what was there already, and what needs a look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from needle_evidence.cli.terminal import print_text
from needle_evidence.model.finding import Problem
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

if TYPE_CHECKING:
    from needle_evidence.api.referencing import ImportedReferences

_MOST_LINES = 40


def print_imported(imported: ImportedReferences, *, dry_run: bool) -> None:
    """Prints what was added, what was there already, and what needs a look."""
    for added in imported.added:
        print_text(f"added    {one_line(added.key, 80)}: {_cited_shortly(added.reference)}")
    for known in imported.already_there:
        print_text(
            f"already  {one_line(known.key, 80)}: {_cited_shortly(known.imported)}; "
            f"{one_line('; '.join(known.reasons), 200)}"
        )
    remarks = [(a.key, remark) for a in imported.added for remark in a.remarks]
    _print_list("Needs a look:", [_about(key, remark) for key, remark in remarks])
    _print_list("Not read, or not for certain:", [_placed(p) for p in imported.problems])
    if imported.kept_fields:
        kept = ", ".join(f"{name} ({count})" for name, count in imported.kept_fields)
        print_text(f"Kept as they are, though nothing here reads them: {one_line(kept, 1000)}")
    if dry_run and imported.edit.diff:
        print_text(imported.edit.diff)
    if imported.edit.encoding_changed:
        print_text(f"{imported.edit.path}: {imported.edit.encoding_changed}.")
    look = len({key for key, _ in remarks})
    counts = [f"{len(imported.added)} added", f"{len(imported.already_there)} already there"]
    counts += [f"{look} to look at"] if look else []
    counts += [f"{len(imported.problems)} not read for certain"] if imported.problems else []
    start = "Nothing was written (--dry-run)" if dry_run else f"Wrote {imported.edit.path}"
    start = start if imported.edit.diff or dry_run else "Nothing was added"
    print_text(f"{start}: {', '.join(counts)}.")


def _print_list(heading: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    print_text(heading)
    for line in lines[:_MOST_LINES]:
        print_text(f"  {one_line(line, 300)}")
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
