"""Everything that one `report` writes: the reports and, where asked for, reworded articles."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from needle_evidence.api.reports import WrittenReports, write_reports
from needle_evidence.api.rewording import RewordedArticles, apply_wording
from needle_evidence.model.audience import Audience


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportRun:
    """What to write; the fields are the parameters of `write_reports`.

    apply_wording: the reworded copies of the articles, too (see `apply_wording`).
    """

    project: str | Path = "."
    formats: tuple[str, ...] = ()
    audience: Audience = Audience.CLINICIAN
    output: str | Path | None = None
    style: str = ""
    dated: bool = False
    since: str = ""
    history: bool = False
    apply_wording: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenRun:
    """What was written. wording: None unless asked for. seconds: what it took."""

    reports: WrittenReports
    wording: RewordedArticles | None
    seconds: float

    @property
    def files(self) -> tuple[Path, ...]:
        """All files that were written."""
        copies = self.wording.files if self.wording is not None else ()
        return (*self.reports.files, *(file for _, file in copies))


def write_run(run: ReportRun) -> WrittenRun:
    """Writes it all. Raises UsageError, UnreadableInputError, UnwritableOutputError."""
    started = time.perf_counter()
    reports = write_reports(
        run.project,
        formats=run.formats,
        audience=run.audience,
        output=run.output,
        style=run.style,
        dated=run.dated,
        since=run.since,
        history=run.history,
    )
    return WrittenRun(
        reports=reports,
        wording=apply_wording(run.project, output=run.output) if run.apply_wording else None,
        seconds=time.perf_counter() - started,
    )
