"""The view that reports print, made from a library and a run of the checks."""

from __future__ import annotations

from needle_evidence import __version__
from needle_evidence.anchoring.coverage import coverage
from needle_evidence.appraisal.assessment import assess
from needle_evidence.model.finding import CheckRun
from needle_evidence.model.library import Library
from needle_evidence.reporting.evidence_view import EvidenceView, build_view
from needle_evidence.workspace import Project, read_file
from needle_evidence.workspace.loading import today


def evidence_view(
    project: Project, library: Library, run: CheckRun, *, style: str, dated: bool = False
) -> EvidenceView:
    """The view of a library in a reference style.

    style: "ama", "vancouver", "apa" or the path of a CSL file inside the project. dated:
    print today's date, or the one of SOURCE_DATE_EPOCH. Raises UsageError for a style that
    cannot be used, UnreadableInputError where its file cannot be read.
    """
    from needle_evidence.formats.decode_text import decode
    from needle_evidence.reporting.bibliography import (
        WHERE_STYLES_ARE,
        format_reference,
        load_style,
    )

    text = None
    if style.lower().endswith(".csl"):
        content = read_file(project, style, where_missing=WHERE_STYLES_ARE)
        text = decode(content, path=style).text
    loaded = load_style(style, style_text=text)
    return build_view(
        library,
        run,
        assess(library),
        lambda reference: format_reference(loaded, reference),
        style=style,
        version=__version__,
        sort_by_author=not loaded.numbered,
        generated_on=today().isoformat() if dated else "",
        coverages=coverage(library),
    )
