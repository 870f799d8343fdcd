"""For whom a report is written: the same evidence, in the words that its readers need."""

from __future__ import annotations

import enum


class Audience(enum.Enum):
    """Who reads a report.

    clinician: everything, with the field's words. patient: plain sentences for the claims that
    stand. editor: what to change, where, and into which words.
    """

    CLINICIAN = "clinician"
    PATIENT = "patient"
    EDITOR = "editor"

    @property
    def file_stem(self) -> str:
        """How the files of its report are named, without the ending."""
        return _FILE_STEMS[self]


_FILE_STEMS = {
    Audience.CLINICIAN: "evidence",
    Audience.PATIENT: "patients",
    Audience.EDITOR: "work-list",
}
