"""Writing the evidence reports of a project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from needle_evidence.api.checking import check_library
from needle_evidence.api.evidence import evidence_view
from needle_evidence.config import Config
from needle_evidence.errors import UsageError
from needle_evidence.model.finding import CheckRun
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.workspace import Project, load, open_project, write_file

REPORTS_FOLDER = "reports"


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenReports:
    """What `write_reports` did: the files, by form, and what they say."""

    files: tuple[Path, ...]
    view: EvidenceView
    run: CheckRun
    config: Config


def write_reports(
    project: str | Path = ".",
    *,
    formats: Iterable[str] = (),
    output: str | Path | None = None,
    style: str = "",
    dated: bool = False,
) -> WrittenReports:
    """Writes the evidence report of a project in each form ("html", "markdown", "json").

    formats: empty means all. output: the folder, made if need be; else `reports/` in the
    project. style: of the references, else the configured one. All forms are made before the
    first is written. Raises UsageError, UnreadableInputError, UnwritableOutputError.
    """
    opened = open_project(Path(project))
    library = load(opened)
    run = check_library(library, opened.config)
    view = evidence_view(opened, library, run, style=style or opened.config.style, dated=dated)
    texts = _render(opened, view, formats)
    folder = Path(output) if output is not None else opened.inside(REPORTS_FOLDER)
    files = []
    for name, text in texts.items():
        file = folder / name
        write_file(file, text.encode("utf-8", "backslashreplace"))
        files.append(file)
    return WrittenReports(files=tuple(files), view=view, run=run, config=opened.config)


def _render(project: Project, view: EvidenceView, formats: Iterable[str]) -> dict[str, str]:
    """The report's text by file name, in each form that was asked for."""
    from needle_evidence.reporting.report_format import report_formats
    from needle_evidence.workspace.templates import read_templates

    forms = report_formats()
    chosen = tuple(dict.fromkeys(formats)) or tuple(sorted(forms))
    for name in chosen:
        if name not in forms:
            raise UsageError(f"There is no format {name}.", f"Choose {', '.join(forms)}.")
    own_templates = read_templates(project)
    return {forms[name].file_name: forms[name].render(view, own_templates) for name in chosen}
