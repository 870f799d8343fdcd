"""Writing the evidence reports of a project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from needle_evidence.api.changes import changes_since
from needle_evidence.api.checking import check_library
from needle_evidence.api.evidence import evidence_view
from needle_evidence.api.history import coverage_history
from needle_evidence.config import Config
from needle_evidence.errors import MissingPartError, UsageError
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.audience import Audience
from needle_evidence.model.finding import CheckRun
from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import (
    RenderedReport,
    ReportFormat,
    ReportOptions,
    report_formats,
)
from needle_evidence.workspace import load, open_project, write_file
from needle_evidence.workspace.templates import read_templates

REPORTS_FOLDER = "reports"
_TELL_CHANGES = frozenset({"html", "json", "markdown"})
_NO_HISTORY = (
    "No history is drawn: git knows no commit of this project with its claims and references."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenReports:
    """What `write_reports` did: the files, the one to open first, and what they say.

    remarks: what a reader must be told about a form.
    """

    files: tuple[Path, ...]
    view: EvidenceView
    run: CheckRun
    config: Config
    remarks: tuple[str, ...] = ()


def write_reports(
    project: str | Path = ".",
    *,
    formats: Iterable[str] = (),
    audience: Audience = Audience.CLINICIAN,
    output: str | Path | None = None,
    style: str = "",
    dated: bool = False,
    since: str = "",
    history: bool = False,
) -> WrittenReports:
    """Writes the evidence report of a project in each form ("html", "markdown", "json" …).

    formats: empty means those that are written by default; "all" means every form that there
    is for the audience. output: the folder, made if need be; else `reports/` in the project.
    style: of the references, else the configured one. since: a git revision or a folder; what
    changed since then is told. history: coverage over the git history is drawn. All forms are
    made before the first is written. Raises UsageError, UnreadableInputError,
    UnwritableOutputError.
    """
    opened = open_project(Path(project))
    formats = tuple(formats)
    chosen = _chosen(formats, audience)
    _fit_times(chosen, audience, since=since, history=history)
    library = load(opened)
    run = check_library(library, opened.config)
    view = evidence_view(opened, library, run, style=style or opened.config.style, dated=dated)
    if since:
        view = replace(view, changes=changes_since(opened, since, view))
    if history:
        view = replace(view, history=coverage_history(opened))
    options = ReportOptions(audience=audience, own_templates=read_templates(opened))
    rendered = [_rendered(form, view, options, named=form.name in formats) for form in chosen]
    folder = Path(output) if output is not None else opened.inside(REPORTS_FOLDER)
    # Two forms may hold the same file (the tables of a data package).
    contents = {folder / name: data for one in rendered for name, data in one.files.items()}
    for file, content in contents.items():
        write_file(file, content)
    return WrittenReports(
        files=tuple(contents),
        view=view,
        run=run,
        config=opened.config,
        remarks=(
            *((_NO_HISTORY,) if history and not view.history else ()),
            *dict.fromkeys(remark for one in rendered for remark in one.remarks),
        ),
    )


def _rendered(
    form: ReportFormat, view: EvidenceView, options: ReportOptions, *, named: bool
) -> RenderedReport:
    """A report in one form; one that only "all" asked for may lack its library."""
    try:
        return form.render(view, options)
    except MissingPartError as missing:
        if named:
            raise
        return RenderedReport(files={}, remarks=(f"Left out {form.name}: {missing}",))


def _fit_times(
    chosen: Iterable[ReportFormat], audience: Audience, *, since: str, history: bool
) -> None:
    """Raises UsageError where nothing that is written would tell what was asked for."""
    if (since or history) and audience is not Audience.CLINICIAN:
        raise UsageError(
            f"What changed, and the history, are not told to the audience {audience.value}.",
            "Leave out --since and --history, or --audience.",
        )
    if since and _TELL_CHANGES.isdisjoint(form.name for form in chosen):
        raise UsageError(
            "None of these forms tells what changed.",
            f"Add one of {', '.join(sorted(_TELL_CHANGES))}, or leave out --since.",
        )


def _chosen(formats: Iterable[str], audience: Audience) -> tuple[ReportFormat, ...]:
    """The forms that were asked for, each once; raises UsageError for one that there is not."""
    forms = report_formats()
    fitting = {name: form for name, form in forms.items() if audience in form.audiences}
    names = tuple(dict.fromkeys(formats))
    for name in names:
        if name != "all" and name not in forms:
            raise UsageError(
                f"There is no form {one_line(name, 60)}.",
                f"{suggestion(name, fitting)} Choose {', '.join(fitting)}, or all.".strip(),
            )
        if name != "all" and name not in fitting:
            raise UsageError(
                f"The form {name} is not written for the audience {audience.value}.",
                f"For it there are {', '.join(fitting)}.",
            )
    if "all" in names:
        return tuple(fitting.values())
    if names:
        return tuple(fitting[name] for name in names)
    return tuple(form for form in fitting.values() if form.by_default)
