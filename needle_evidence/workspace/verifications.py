"""Writing what sources answered into a project's `appraisal/verification.csv`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from needle_evidence.formats.verification_table import VERIFICATION, put_verifications
from needle_evidence.model.verification import Verification
from needle_evidence.workspace.file_edits import EditedFile, edit_file
from needle_evidence.workspace.files import Project


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenVerifications:
    """What was written, or would be, and all rows that the table then holds."""

    edited: EditedFile
    rows: tuple[Verification, ...]


def write_verifications(
    project: Project, answers: Sequence[Verification], *, dry_run: bool = False
) -> WrittenVerifications:
    """Puts answers into the table, as `put_verifications` does, and replaces it in one step.

    A missing table is made. Raises what `edit_file` raises, and UnreadableInputError where a
    row of the table cannot be read and would be lost.
    """
    written: list[bytes] = []

    def change(data: bytes | None) -> bytes:
        written.append(put_verifications(data, answers))
        return written[-1]

    edited = edit_file(project, VERIFICATION.path, change, dry_run=dry_run)
    rows, _ = VERIFICATION.read(written[-1])
    return WrittenVerifications(edited=edited, rows=rows)
