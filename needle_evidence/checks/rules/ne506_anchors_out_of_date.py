"""NE506: anchors that are older than their article, or were never recorded."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.library import Library


def _look(library: Library) -> Iterator[Problem]:
    held: dict[str, list[bool]] = {}
    stale: dict[str, int] = {}
    for placements in library.placements.values():
        for placement in placements:
            if placement.state.holds:
                held.setdefault(placement.article, []).append(placement.recorded is not None)
    for anchor in library.anchors:
        article = library.articles_by_path.get(anchor.article)
        if article is not None and article.sha256 and anchor.source_sha256 != article.sha256:
            stale[anchor.article] = stale.get(anchor.article, 0) + 1
    for path, recorded in sorted(held.items()):
        missing = recorded.count(False)
        if missing:
            yield _problem(path, f"{_claims(missing)} never anchored in {path}.")
        elif stale.get(path):
            yield _problem(path, f"{path} changed after its claims were anchored.")


def _claims(number: int) -> str:
    return f"{number} {'claim was' if number == 1 else 'claims were'}"


def _problem(path: str, message: str) -> Problem:
    return Problem(message=message, location=Location(path=path), subject=path)


CHECK = Check(
    code="NE506",
    name="anchors-out-of-date",
    severity=Severity.NOTE,
    summary="Where the claims stand in an article was not recorded since it last changed.",
    why=(
        "An anchor holds the sentence, the list's lead-in and the heading as they were read. "
        "Without one, a later change of meaning around a claim's unchanged words goes unseen."
    ),
    bad="articles/page.md edited; appraisal/anchors.json from before",
    good="articles/page.md edited, then `needle-evidence anchor`",
    way_out="Run `needle-evidence anchor`, look at what it shows, and commit anchors.json.",
    needs=frozenset({"claims", "articles"}),
    look=_look,
)
