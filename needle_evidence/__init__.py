"""needle-evidence: every claim of a health article, its references, and which are backed."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from needle_evidence.api.adding import add_works as add_works
    from needle_evidence.api.anchoring import anchor as anchor
    from needle_evidence.api.anchoring import uncovered as uncovered
    from needle_evidence.api.browsing import (
        list_claims as list_claims,
    )
    from needle_evidence.api.browsing import (
        list_references as list_references,
    )
    from needle_evidence.api.browsing import (
        show as show,
    )
    from needle_evidence.api.changes import changes_between as changes_between
    from needle_evidence.api.checking import check_library as check_library
    from needle_evidence.api.checking import check_project as check_project
    from needle_evidence.api.checking import explain as explain
    from needle_evidence.api.citing import cite as cite
    from needle_evidence.api.deduplicating import duplicates as duplicates
    from needle_evidence.api.exporting import export_references as export_references
    from needle_evidence.api.frames import (
        certainty_frame as certainty_frame,
    )
    from needle_evidence.api.frames import (
        citations_frame as citations_frame,
    )
    from needle_evidence.api.frames import (
        claims_frame as claims_frame,
    )
    from needle_evidence.api.frames import (
        coverage_by_topic as coverage_by_topic,
    )
    from needle_evidence.api.frames import (
        designs_by_topic as designs_by_topic,
    )
    from needle_evidence.api.frames import (
        evidence_frame as evidence_frame,
    )
    from needle_evidence.api.frames import (
        references_frame as references_frame,
    )
    from needle_evidence.api.frames import (
        where_used as where_used,
    )
    from needle_evidence.api.projects import load_library as load_library
    from needle_evidence.api.referencing import import_references as import_references
    from needle_evidence.api.reports import write_reports as write_reports
    from needle_evidence.api.retractions import import_retractions as import_retractions
    from needle_evidence.api.rewording import apply_wording as apply_wording
    from needle_evidence.api.starting import init_project as init_project
    from needle_evidence.api.suggesting import suggest as suggest
    from needle_evidence.api.verifying import verify_references as verify_references
    from needle_evidence.model.library import Library as Library

__version__ = "0.1.0"

_HOMES = {
    "Library": "needle_evidence.model.library",
    "anchor": "needle_evidence.api.anchoring",
    "uncovered": "needle_evidence.api.anchoring",
    "cite": "needle_evidence.api.citing",
    "apply_wording": "needle_evidence.api.rewording",
    "changes_between": "needle_evidence.api.changes",
    "init_project": "needle_evidence.api.starting",
    "load_library": "needle_evidence.api.projects",
    "import_references": "needle_evidence.api.referencing",
    "export_references": "needle_evidence.api.exporting",
    "add_works": "needle_evidence.api.adding",
    "duplicates": "needle_evidence.api.deduplicating",
    "verify_references": "needle_evidence.api.verifying",
    "import_retractions": "needle_evidence.api.retractions",
    "suggest": "needle_evidence.api.suggesting",
    "check_library": "needle_evidence.api.checking",
    "check_project": "needle_evidence.api.checking",
    "explain": "needle_evidence.api.checking",
    "list_claims": "needle_evidence.api.browsing",
    "list_references": "needle_evidence.api.browsing",
    "show": "needle_evidence.api.browsing",
    "write_reports": "needle_evidence.api.reports",
    "claims_frame": "needle_evidence.api.frames",
    "references_frame": "needle_evidence.api.frames",
    "citations_frame": "needle_evidence.api.frames",
    "evidence_frame": "needle_evidence.api.frames",
    "certainty_frame": "needle_evidence.api.frames",
    "coverage_by_topic": "needle_evidence.api.frames",
    "designs_by_topic": "needle_evidence.api.frames",
    "where_used": "needle_evidence.api.frames",
}
__all__ = ["__version__", *sorted(_HOMES)]


def __getattr__(name: str) -> object:
    """Imports a public function when it is first asked for, so that commands start fast."""
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'needle_evidence' has no attribute {name!r}")
