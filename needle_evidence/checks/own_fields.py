"""The fields that entries hold themselves, for checks of how a value is written."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference

# No identifier, date, page range or address comes near; patterns need not look further.
_LONGEST = 2_000


def own_fields(library: Library, *names: str) -> Iterator[tuple[Reference, str, str]]:
    """(reference, field, value) of each of these fields that is not empty.

    Inherited values are left out: the entry that lends them reports them, once. Values are
    cut at 2,000 characters.
    """
    for reference in library.references:
        for name in names:
            value = reference.fields.get(name, "")[:_LONGEST].strip()
            if value and name not in reference.inherited:
                yield reference, name, value
