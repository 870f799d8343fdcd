"""What is derived from a library: the status of each claim, and the view that reports print."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping

from needle_evidence import __version__
from needle_evidence.appraisal.claim_status import CitedWork, StatusReport, claim_status
from needle_evidence.errors import UsageError
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import CheckRun
from needle_evidence.model.library import Library
from needle_evidence.reporting.evidence_view import EvidenceView, build_view
from needle_evidence.workspace import Project, read_file


def status_of(library: Library, claim: Claim) -> StatusReport:
    """The status of one claim of the library, derived from what is loaded."""
    keys = dict.fromkeys(claim.references)
    return claim_status(
        CitedWork(citekey=key, known=key in library.reference_by_key) for key in keys
    )


def statuses(library: Library) -> Mapping[int, StatusReport]:
    """The status of every claim, by its position in `library.claims` (ids can be doubled)."""
    return {position: status_of(library, claim) for position, claim in enumerate(library.claims)}


def evidence_view(
    project: Project, library: Library, run: CheckRun, *, style: str, dated: bool = False
) -> EvidenceView:
    """The view of a library in a reference style.

    style: "ama", "vancouver", "apa" or the path of a CSL file inside the project. dated:
    print today's date, or the one of SOURCE_DATE_EPOCH. Raises UsageError for a style that
    cannot be used, UnreadableInputError where its file cannot be read.
    """
    from needle_evidence.formats.decode_text import decode
    from needle_evidence.reporting.bibliography import format_reference, load_style

    text = None
    if style.lower().endswith(".csl"):
        text = decode(read_file(project, style), path=style).text
    loaded = load_style(style, style_text=text)
    return build_view(
        library,
        run,
        statuses(library),
        lambda reference: format_reference(loaded, reference),
        style=style,
        version=__version__,
        sort_by_author=not loaded.numbered,
        generated_on=_today() if dated else "",
    )


def _today() -> str:
    """Today in UTC as ISO date, or the day of SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        moment = (
            datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
            if epoch
            else datetime.datetime.now(datetime.UTC)
        )
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"SOURCE_DATE_EPOCH is {epoch!r}, which is no number of seconds.",
            "Unset it, or set it as https://reproducible-builds.org/specs/source-date-epoch says.",
        ) from None
    return moment.date().isoformat()
