"""NE216: a reference was read from printed text, and it is not sure of every field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.own_fields import own_fields
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

# Below it about every second field is wrong, above it one in twenty, measured on references that
# the model had not seen (`python -m benchmarks.reference_strings`).
_SURE = 0.80
_FIELD = re.compile(r"([A-Za-z][\w-]{0,40})\s+([01](?:[.,]\d{1,4})?)")
_SHOWN = 8


def _look(library: Library) -> Iterator[Problem]:
    for reference, name, value in own_fields(library, "confidence"):
        unsure = [
            (field, figure)
            for field, figure in (match.groups() for match in _FIELD.finditer(value))
            if float(figure.replace(",", ".")) < _SURE
        ]
        if unsure:
            shown = ", ".join(f"{one_line(field)} ({figure})" for field, figure in unsure[:_SHOWN])
            more = f" and {len(unsure) - _SHOWN} more" if len(unsure) > _SHOWN else ""
            yield Problem(
                message=(
                    f"{one_line(reference.key, 80)} was read from printed text, and these fields "
                    f"may be wrong: {shown}{more}."
                ),
                location=reference.place(name),
                subject=reference.key,
                raw=value,
            )


CHECK = Check(
    code="NE216",
    name="unsure-field",
    severity=Severity.NOTE,
    summary="A field that was read from a printed reference is not certain.",
    why=(
        "A title cut short or a journal taken for a publisher looks right in the list and is found "
        "in no registry."
    ),
    bad="confidence = {author 0.99; title 0.98; journal 0.61}",
    good="No `confidence` field: a person has compared the entry with the printed reference.",
    way_out=(
        "Compare the fields with the printed reference or with the work itself, mend what is "
        "wrong, and delete the field `confidence`."
    ),
    look=_look,
)
