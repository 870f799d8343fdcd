"""What is unsure in an entry that was read from a printed reference."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needle_evidence.formats.printed_reference.fields import NOT_READ
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

# The labelling's own probability, of the least sure word of a field.
SURE_ENOUGH = 0.8
_CONFIDENCE = re.compile(r"(?P<name>[a-z]+) (?P<value>[01]\.\d+)")


def reading_doubts(reference: Reference) -> Iterator[str]:
    """A sentence for the text that was not read, and one for the fields that are unsure.

    They come from the fields `note` ("not read: …") and `confidence` ("title 0.97; …").
    """
    note = reference.text("note")
    if note.startswith(NOT_READ):
        yield f"its note holds what was not read: “{one_line(note[len(NOT_READ) :], 120)}”"
    unsure = [
        f"{match['name']} ({match['value']})"
        for match in _CONFIDENCE.finditer(reference.text("confidence"))
        if float(match["value"]) < SURE_ENOUGH
    ]
    if unsure:
        yield f"the reading is unsure of {', '.join(unsure)}"
