"""Putting what imported records know into the entries of works that are there already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from needle_evidence.curation.completion import RECORDED_BY_A_PERSON, Completion
from needle_evidence.errors import UsageError
from needle_evidence.formats.bibtex_text.bib_edits import edit_entries
from needle_evidence.formats.bibtex_text.entry_writer import FieldValue
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

Values = dict[str, str | FieldValue | None]


def taken_fields(take: Iterable[str], references: Iterable[Reference]) -> tuple[str, ...]:
    """The names of fields whose contradictions the records decide, in lower case.

    references: the entries and the records, which may name a field differently. Raises
    UsageError for a field that a person records and no import replaces, and for one that
    nothing has.
    """
    wanted = tuple(name.strip().lower() for name in take)
    offered = {name for each in references for name in each.fields} if wanted else set()
    for name in wanted:
        if name in RECORDED_BY_A_PERSON:
            raise UsageError(
                f"What {name} says a person has recorded; an import does not replace it.",
                "Change it in references.bib by hand.",
            )
        if name not in offered:
            raise UsageError(
                f"There is no field {one_line(name, 80)} to take.",
                suggestion(name, offered) or "The list of contradictions names the fields.",
            )
    return wanted


def completed(text: str, completions: Sequence[Completion], keys: Collection[str]) -> str:
    """A BibTeX text whose entries of these citekeys have what the completions put into them."""
    changes: dict[str, Values] = {}
    for completion in completions:
        if completion.key in keys and completion.values:
            changes.setdefault(completion.key, {}).update(completion.values)
    return edit_entries(text, changes)
