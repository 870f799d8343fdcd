"""NE215: a reference was read from printed text, and part of it was not read."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.own_fields import own_fields
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_NOT_READ = "not read:"


def _look(library: Library) -> Iterator[Problem]:
    for reference, name, value in own_fields(library, "note"):
        if value.lstrip().casefold().startswith(_NOT_READ):
            rest = value.lstrip()[len(_NOT_READ) :]
            yield Problem(
                message=(
                    f"Part of the printed reference {one_line(reference.key, 80)} was not read: "
                    f"“{one_line(rest, 120)}”."
                ),
                location=reference.place(name),
                subject=reference.key,
                raw=value,
            )


CHECK = Check(
    code="NE215",
    name="unread-part",
    severity=Severity.WARNING,
    summary="A note keeps what could not be read of a printed reference.",
    why="What was not read may be the volume, an editor or the title: the entry is incomplete.",
    bad="note = {not read: 12(6). pii: e229000}",
    good="volume = {12}, number = {6}, pages = {e229000}",
    way_out=(
        "Put what the note says into the fields where it belongs, or take it out if it says "
        "nothing of the work, and delete “not read:”."
    ),
    look=_look,
)
