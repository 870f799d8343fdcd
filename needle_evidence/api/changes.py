"""Comparing two versions of a project: what changed in its claims, references and certainties."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

from needle_evidence.api.checking import check_library
from needle_evidence.api.evidence import evidence_view
from needle_evidence.reporting.changes_view import ChangesView, ClaimChange, Difference
from needle_evidence.reporting.comparing import compare
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.workspace import Project, load, open_project, write_file
from needle_evidence.workspace.own_files import refuse_own_file
from needle_evidence.workspace.templates import read_templates
from needle_evidence.workspace.versions import version

__all__ = [
    "CHANGES_FORMS", "ChangesView", "ClaimChange", "Difference", "changes_between",
    "changes_since",
]  # fmt: skip

CHANGES_FORMS = ("text", "markdown", "html", "json")
_TEMPLATES = {"html": "changes.html.j2", "markdown": "changes.md.j2"}
_NOW = "the working files"
# Of versions that are only compared nobody sees the references: they need no style of the
# project's own, which an earlier version may not hold.
_UNSEEN_STYLE = "ama"


def changes_between(
    project: str | Path,
    before: str,
    after: str = "",
    *,
    form: str = "text",
    output: str | Path | None = None,
) -> tuple[ChangesView, str]:
    """What changed between two versions, and the same as text in a form.

    before, after: git revisions, or folders that hold a project; `after` empty means the
    project's files as they are. form: one of `CHANGES_FORMS`; for "text" the second value is
    empty. output: a file that the text is written into. Dates are judged by today in both.
    Raises UsageError, also for an output that is one of the project's own files;
    UnreadableInputError, UnwritableOutputError.
    """
    opened = open_project(Path(project))
    if output is not None:
        refuse_own_file(opened, load(opened, source_texts=False), Path(output))
    with version(opened, before) as earlier:
        old = _view(earlier, _UNSEEN_STYLE)
    if after:
        with version(opened, after) as later:
            new = _view(later, _UNSEEN_STYLE)
    else:
        new = _view(opened, opened.config.style)
    changes = compare(old, new, before_name=before, after_name=after or _NOW)
    text = _rendered(opened, replace(new, changes=changes), form)
    if output is not None:
        write_file(Path(output), text.encode("utf-8", "backslashreplace"))
    return changes, text


def changes_since(project: Project, revision: str, now: EvidenceView) -> ChangesView:
    """What changed in a view of the project since a revision, or against another folder."""
    with version(project, revision) as earlier:
        old = _view(earlier, _UNSEEN_STYLE)
    return compare(old, now, before_name=revision, after_name=_NOW)


def _view(project: Project, style: str) -> EvidenceView:
    library = load(project)
    return evidence_view(project, library, check_library(library, project.config), style=style)


def _rendered(project: Project, view: EvidenceView, form: str) -> str:
    if form == "json":
        from needle_evidence.reporting.json_text import json_text

        return json_text({"schema_version": "1.0", **asdict(view.changes)} if view.changes else {})
    if form not in _TEMPLATES:
        return ""
    from needle_evidence.reporting.templating import render

    return render(_TEMPLATES[form], view, read_templates(project))
