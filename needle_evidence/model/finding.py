"""What a reader or a check has to say: problems, findings, and what could not be checked."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Mapping
from dataclasses import dataclass


class Severity(enum.Enum):
    """How much a finding matters; ordered from `NOTE` to `ERROR`.

    error: a claim is not backed, or something of the user's was not read.
    warning: very probably a mistake. note: could be better.
    """

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for a note, 1 for a warning, 2 for an error."""
        return _RANKS[self]


_RANKS = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class Location:
    """A place in one of the project's files.

    path: relative to the project, with `/`. line: counted from 1; None where the whole file
    is meant. row: the row a spreadsheet shows, where it differs from the line (cells with
    line breaks). column: number of the table column, from 1. field: name of the table column
    or of the BibTeX field; of an article without lines, the place ("paragraph 12"). character:
    position in the line of an article, from 1.
    """

    path: str
    line: int | None = None
    row: int | None = None
    column: int | None = None
    field: str = ""
    character: int | None = None

    @property
    def column_letters(self) -> str:
        """The letters a spreadsheet shows for the column (27 is "AA"), "" for none."""
        number, letters = self.column or 0, ""
        while number > 0:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return letters

    def in_column(self, name: str, columns: Mapping[str, int]) -> Location:
        """The cell of a table's column in the row that stands here."""
        return Location(
            path=self.path, line=self.line, row=self.row, column=columns.get(name), field=name
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing that is wrong, in plain words, before a check gives it a code and a severity.

    message: what is wrong. subject: the claim id, citekey, setting or path it is about.
    way_out: what to do; empty means the check's own. raw: the user's text, untouched.
    kind: set by readers; tells which reading check reports it. severity: only where this one
    matters more or less than its check's others.
    """

    message: str
    location: Location
    subject: str = ""
    way_out: str = ""
    raw: str = ""
    kind: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NotChecked:
    """Something a check could not look at, with the reason: never a pass, never a failure."""

    reason: str
    subject: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One problem that a check reports, with code, place, reason and way out."""

    code: str
    name: str
    severity: Severity
    message: str
    location: Location
    subject: str
    way_out: str
    raw: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class WaivedFinding:
    """A finding that somebody decided in writing to live with, until a day."""

    finding: Finding
    reason: str
    owner: str
    expires_on: datetime.date


class Outcome(enum.Enum):
    """How one check ended."""

    PASS = "pass"
    FAIL = "fail"
    NOT_CHECKED = "not_checked"
    WAIVED = "waived"


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckDescription:
    """The texts of one check, as `explain`, the docs and SARIF show them.

    summary: what it finds. why: why that matters. bad, good: an example of each, as the
    user's file would show it. way_out: what to do. pack: the rule pack it belongs to, "" for
    none.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    why: str
    bad: str
    good: str
    way_out: str
    pack: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckResult:
    """One check's outcome with everything it found and everything it could not look at.

    outcome: `FAIL` where there are findings, else `NOT_CHECKED` where anything was not
    checked, else `WAIVED` where a waiver covers all that was found, else `PASS`.
    """

    check: CheckDescription
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    waived: tuple[WaivedFinding, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckRun:
    """Everything one run of the checks gave: the one list behind every output.

    unread: number of rows and entries that could not be loaded, which no check has seen.
    base: the git revision compared with, "" for none. setting_changes: what changed since
    then in settings that can silence findings, one sentence each. folder: where the project
    lies in its git repository, "" or ending in "/". notices: what must be printed with the
    findings of a rule pack, one sentence or two each.
    """

    results: tuple[CheckResult, ...]
    unread: int = 0
    folder: str = ""
    base: str = ""
    setting_changes: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: errors first, then by file, line and code."""
        return tuple(
            sorted(
                (finding for result in self.results for finding in result.findings),
                key=lambda f: (-f.severity.rank, f.location.path, f.location.line or 0, f.code),
            )
        )

    @property
    def waived(self) -> tuple[WaivedFinding, ...]:
        """All findings under a waiver, by file, line and code."""
        return tuple(
            sorted(
                (item for result in self.results for item in result.waived),
                key=lambda item: (
                    item.finding.location.path,
                    item.finding.location.line or 0,
                    item.finding.code,
                ),
            )
        )

    def count(self, severity: Severity) -> int:
        """Number of findings of this severity."""
        return sum(
            finding.severity is severity for result in self.results for finding in result.findings
        )

    def ended(self, outcome: Outcome) -> int:
        """Number of checks that ended so."""
        return sum(result.outcome is outcome for result in self.results)
