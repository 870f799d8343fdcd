"""Writing the reports again whenever a file is saved that they are made of."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from needle_evidence.api.report_runs import ReportRun, WrittenRun, write_run
from needle_evidence.api.reports import REPORTS_FOLDER
from needle_evidence.config import Config
from needle_evidence.errors import NeedleEvidenceError, UnwritableOutputError, UsageError
from needle_evidence.workspace import open_project
from needle_evidence.workspace.watched_files import FileChange, Stamp, changes, stamps

# Seconds. A look at the example's files takes 0.3 ms, at 2,000 articles 15 ms; looking takes a
# twentieth of the time at most.
_BETWEEN_LOOKS = 0.15
_REST = 20
_SETTLING = 0.05
# A program that writes on and on must not keep the reports from being written.
_LONGEST_SETTLING = 20  # looks


@dataclass(frozen=True, kw_only=True, slots=True)
class Rebuild:
    """One time that the reports were written, or could not be.

    changed: the files that were saved before; none for the first time. written: None where
    `problem` says why nothing, or not all, could be written.
    """

    changed: tuple[FileChange, ...]
    written: WrittenRun | None = None
    problem: str = ""


def watch_reports(
    run: ReportRun, *, wait: Callable[[float], object] = time.sleep
) -> Iterator[Rebuild]:
    """Writes the reports at once, and again after each save, without end.

    A file that cannot be read, a broken setting or template is told in the result, and the
    watching goes on; only what is wrong from the start and no save can mend (an unknown form, a
    folder that is not there or cannot be written) is raised, as UsageError or
    UnwritableOutputError. What the tool itself writes is never taken for a save.
    wait: takes seconds; for tests.
    """
    opened = open_project(Path(run.project))
    watch = _Watch(root=opened.root, config=opened.config)
    before = _look(run, watch)
    saved: tuple[FileChange, ...] = ()
    while True:
        rebuild = _rebuild(run, saved)
        yield rebuild
        earlier, watch = watch, _watched(watch, rebuild)
        # What is looked at for the first time is as it is now; the rest, as it was before the
        # reports were written: what was saved, or came, meanwhile is not in them.
        now, looked_at = _look(run, watch), _look(run, earlier)
        first = {path: stamp for path, stamp in now.items() if path not in looked_at}
        known = {path: stamp for path, stamp in before.items() if not _is_own(watch, path)}
        saved, before = _next_save(run, watch, {**first, **known}, wait)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Watch:
    """What to look at. pages: articles that rows name. written: files of our own."""

    root: Path
    config: Config
    pages: tuple[str, ...] = ()
    written: frozenset[Path] = field(default_factory=frozenset)


def _is_own(watch: _Watch, path: str) -> bool:
    return watch.root / path in watch.written


def _look(run: ReportRun, watch: _Watch) -> Mapping[str, Stamp]:
    return stamps(
        watch.root, watch.config, pages=watch.pages, own=(*watch.written, *_own_folder(run, watch))
    )


def _own_folder(run: ReportRun, watch: _Watch) -> Iterable[Path]:
    """The folder of the reports, unless the project itself or its articles stand in it."""
    folder = Path(run.output).resolve() if run.output is not None else watch.root / REPORTS_FOLDER
    read = [watch.root, *(watch.root / named for named in watch.config.articles)]
    return () if any(place.is_relative_to(folder) for place in read) else (folder,)


def _next_save(
    run: ReportRun,
    watch: _Watch,
    before: Mapping[str, Stamp],
    wait: Callable[[float], object],
) -> tuple[tuple[FileChange, ...], Mapping[str, Stamp]]:
    """Waits for a save and until all of it is there: the changes, and the stamps after them."""
    while True:
        started = time.perf_counter()
        now = _look(run, watch)
        if now == before:
            wait(max(_BETWEEN_LOOKS, _REST * (time.perf_counter() - started)))
            continue
        # Editors write another file, take the old one away and rename; git writes many.
        for _ in range(_LONGEST_SETTLING):
            wait(_SETTLING)
            earlier, now = now, _look(run, watch)
            if now == earlier:
                break
        if now != before:
            return changes(before, now), now


def _rebuild(run: ReportRun, saved: tuple[FileChange, ...]) -> Rebuild:
    try:
        return Rebuild(changed=saved, written=write_run(run))
    except NeedleEvidenceError as error:
        if not saved and isinstance(error, UsageError | UnwritableOutputError):
            raise
        return Rebuild(changed=saved, problem=str(error))


def _watched(watch: _Watch, rebuild: Rebuild) -> _Watch:
    """What to look at from now on: the settings and the articles may be others."""
    if rebuild.written is None:
        return watch
    reports = rebuild.written.reports
    return _Watch(
        root=watch.root,
        config=reports.config,
        pages=tuple(article.path for article in reports.view.articles),
        written=watch.written | {file.resolve() for file in rebuild.written.files},
    )
