"""Recording where claims stand in their articles, and listing the claims that no row holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from needle_evidence.anchoring.anchor_claims import anchor_of, governed_quote
from needle_evidence.anchoring.coverage import ArticleCoverage, coverage
from needle_evidence.anchoring.new_rows import COLUMNS, ProposedRow, proposed_rows
from needle_evidence.api.appraising import the_claim
from needle_evidence.errors import UsageError
from needle_evidence.formats.anchors_json import ANCHORS_PATH, write_anchors
from needle_evidence.formats.table_edits import put_row
from needle_evidence.model.anchor import Anchor, AnchorState, Placement
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.workspace import Project, load, open_project
from needle_evidence.workspace.file_edits import EditedFile, edit_file

__all__ = ["AnchorChange", "AnchorRun", "ProposedRow", "UncoveredRun", "anchor", "uncovered"]


@dataclass(frozen=True, kw_only=True, slots=True)
class AnchorChange:
    """What became of one place of a claim.

    kind: "new", "changed", "removed", or "not anchored" (left for a person). before, after:
    the words recorded until now and those found now, "" for none. where: line or paragraph.
    reasons: why it was not anchored, or what an accepted change is.
    """

    kind: str
    claim_id: str
    article: str
    where: str = ""
    before: str = ""
    after: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AnchorRun:
    """What `anchor` did, or would do. anchors: number of records then in the file."""

    changes: tuple[AnchorChange, ...]
    anchors: int
    file: EditedFile


@dataclass(frozen=True, kw_only=True, slots=True)
class UncoveredRun:
    """The claim sentences that no row holds, a row for each, and the share that is held.

    file: the claims table as it was changed, None where nothing was to be written.
    """

    rows: tuple[ProposedRow, ...]
    articles: tuple[ArticleCoverage, ...]
    file: EditedFile | None = None


def anchor(
    project: str | Path = ".",
    claim_ids: Collection[str] = (),
    *,
    accept: Collection[str] = (),
    dry_run: bool = False,
) -> AnchorRun:
    """Records in appraisal/anchors.json where claims stand now; `check` compares with that.

    claim_ids: only these claims; empty means all. accept: claims whose place a person looked
    at, so that what is doubtful (reworded, changed meaning, several places) is recorded as it
    is now. Doubtful places of other claims keep the record they have. Raises UsageError for an
    unknown claim, a project without articles and a claim with nothing to accept.
    """
    opened = open_project(Path(project))
    library = _with_articles(opened)
    for claim_id in (*claim_ids, *accept):
        the_claim(library, claim_id)
    _refuse_nothing_to_accept(library, accept)
    _refuse_unreadable_records(library)
    chosen = {*claim_ids, *accept} or set(library.claims_by_id)
    anchors: list[Anchor] = [a for a in library.anchors if _kept(library, a, chosen)]
    changes = [_removed(a) for a in library.anchors if a not in anchors and _gone(library, a)]
    for claim_id in library.claims_by_id:
        if claim_id in chosen:
            placements = library.placements.get(claim_id, ())
            anchors.extend(_anchors(library, placements, accepted=claim_id in accept))
            changes.extend(_changes(library, placements, accepted=claim_id in accept))
    text = write_anchors(anchors)
    file = edit_file(opened, ANCHORS_PATH, lambda _: text.encode("utf-8"), dry_run=dry_run)
    return AnchorRun(changes=tuple(changes), anchors=len(anchors), file=file)


def uncovered(
    project: str | Path = ".", *, write: bool = False, dry_run: bool = False
) -> UncoveredRun:
    """The claim sentences of the articles that are in no row, each with a row for the table.

    write: append the rows to the claims table as uncited claims. Raises UsageError for a
    project without articles or whose table does not take a row.
    """
    opened = open_project(Path(project))
    library = _with_articles(opened)
    rows = proposed_rows(library)
    file = None
    if write and rows:
        path = library.claims_path
        file = edit_file(opened, path, lambda data: _with_rows(data, path, rows), dry_run=dry_run)
    return UncoveredRun(rows=rows, articles=coverage(library), file=file)


def _with_articles(project: Project) -> Library:
    library = load(project, source_texts=False)
    if not library.articles:
        raise UsageError(
            "The project has no article.",
            "Put the page into the folder articles/, or name it in the setting `articles`.",
        )
    return library


def _with_rows(data: bytes | None, path: str, rows: Iterable[ProposedRow]) -> bytes:
    content = data or b""
    for row in rows:
        cells = row.cells
        key = {"claim_id": cells.pop("claim_id")}
        content = put_row(
            content, path=path, columns=COLUMNS, key=key, values=cells, append=True
        ).data
    return content


def _refuse_nothing_to_accept(library: Library, accept: Iterable[str]) -> None:
    for claim_id in accept:
        placements = library.placements.get(claim_id, ())
        if not any(placement.start >= 0 for placement in placements):
            raise UsageError(
                f"{claim_id} was found in no article, so there is nothing to accept.",
                "Put the page's own words into its quote cell first.",
            )


def _refuse_unreadable_records(library: Library) -> None:
    """Rewriting the file would lose a record that could not be read."""
    for problem in library.problems:
        if problem.kind == "unreadable_anchor":
            raise UsageError(
                f"{ANCHORS_PATH} holds what cannot be read: {problem.message}",
                problem.way_out or "Correct that line, or restore the file from git.",
            )


def _kept(library: Library, recorded: Anchor, chosen: Collection[str]) -> bool:
    """Whether a record stays as it is: its claim was not asked for, or its page not read."""
    if recorded.claim_id not in chosen:
        return recorded.claim_id in library.claims_by_id
    article = library.articles_by_path.get(recorded.article)
    return article is not None and bool(article.unreadable)


def _gone(library: Library, recorded: Anchor) -> bool:
    """Whether nothing of a record is left: the claim is, or does not stand in that article."""
    placements = library.placements.get(recorded.claim_id, ())
    return not any(placement.recorded == recorded for placement in placements)


def _anchors(
    library: Library, placements: Iterable[Placement], *, accepted: bool
) -> Iterator[Anchor]:
    """The records of one claim: of where it holds or was accepted now, else as they were."""
    for placement in placements:
        article = library.articles_by_path.get(placement.article)
        if article is None or article.unreadable:
            continue
        if placement.start >= 0 and (placement.state.holds or accepted):
            yield anchor_of(placement, article)
            if placement.state is AnchorState.AMBIGUOUS:
                yield from (anchor_of(other, article) for other in _others(library, placement))
        elif placement.recorded is not None:
            yield placement.recorded


def _others(library: Library, placement: Placement) -> Iterator[Placement]:
    article = library.articles_by_path[placement.article]
    length = placement.end - placement.start
    for start in placement.others:
        governed = governed_quote(article, start, start + length)
        yield replace(
            placement, start=start, end=start + length, governed=governed, recorded=None, others=()
        )


def _changes(
    library: Library, placements: Iterable[Placement], *, accepted: bool
) -> Iterator[AnchorChange]:
    for placement in placements:
        recorded = placement.recorded
        kind = "new" if recorded is None else "changed"
        doubtful = not placement.state.holds
        if doubtful and not (accepted and placement.start >= 0):
            kind = "not anchored"
        elif recorded is not None and _same(library, placement, recorded):
            continue
        yield AnchorChange(
            kind=kind,
            claim_id=placement.claim_id,
            article=placement.article,
            where=_where(library, placement),
            before=recorded.governed.quote if recorded else "",
            after=placement.governed.quote,
            reasons=(placement.state.label, *placement.differences) if doubtful else (),
        )


def _same(library: Library, placement: Placement, recorded: Anchor) -> bool:
    article = library.articles_by_path[placement.article]
    return anchor_of(placement, article) == recorded


def _where(library: Library, placement: Placement) -> str:
    if placement.start < 0:
        return ""
    location = library.articles_by_path[placement.article].location(placement.start)
    return f"line {location.line}" if location.line else location.field


def _removed(recorded: Anchor) -> AnchorChange:
    return AnchorChange(
        kind="removed",
        claim_id=recorded.claim_id,
        article=recorded.article,
        before=one_line(recorded.governed.quote),
    )
