"""Starting a project: with example rows, or from a page that makes claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from needle_evidence.anchoring.anchor_claims import anchor_of, governed_quote
from needle_evidence.anchoring.coverage import ArticleCoverage, article_coverage
from needle_evidence.anchoring.new_rows import ProposedRow, rows_for
from needle_evidence.api.page_entries import page_entries
from needle_evidence.errors import UnreadableInputError, UsageError
from needle_evidence.formats.anchors_json import ANCHORS_PATH, write_anchors
from needle_evidence.formats.article_format import LARGEST, read_article
from needle_evidence.model.anchor import Anchor, AnchorState, Placement
from needle_evidence.model.article import Article, PageReference
from needle_evidence.workspace import write_file
from needle_evidence.workspace.page_project import (
    claims_file,
    references_file,
    settings_file,
)
from needle_evidence.workspace.starter import starter_files

# What a folder needs that holds only one of the two.
_TABLES: Mapping[str, bytes] = {
    "claims.csv": claims_file(()),
    "references.bib": b"% References, one entry each: `needle-evidence import FILE` adds more.\n",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class StartedProject:
    """What `init` made: the files' names; of a page, what was found in it.

    claims: rows written. linked: those with a reference, from the page's citation marks.
    references: entries written. not_checked: why no claims could be looked for, "" where they
    could.
    """

    files: tuple[str, ...]
    article: str = ""
    claims: int = 0
    linked: int = 0
    references: int = 0
    not_checked: str = ""


def init_project(folder: str | Path = ".", page: str | Path | None = None) -> StartedProject:
    """Puts a small working project into a folder, made if need be.

    page: an article (.md, .html, .docx, .txt, .xml) whose claim sentences become uncited rows,
    whose reference list becomes entries, and whose citation marks become links; it stays where
    it is if it lies in the folder, and is copied into `articles/` if not. Raises UsageError
    where one of the files is there already (nothing is written then), but for a folder that holds
    claims.csv or references.bib and lacks the other one: that one is made, without rows or
    entries. Raises UnreadableInputError for
    a page that cannot be read, UnwritableOutputError where the folder cannot be written.
    """
    root = Path(folder)
    files = starter_files()
    started = StartedProject(files=tuple(files))
    if page is not None:
        files, started = _from_page(root, Path(page), files)
    taken = [name for name in files if (root / name).exists() or (root / name).is_symlink()]
    lacking = [name for name in _TABLES if name not in taken]
    if page is None and len(lacking) == 1 and set(taken) & set(_TABLES):
        write_file(root / lacking[0], _TABLES[lacking[0]])
        return StartedProject(files=(lacking[0],))
    if taken:
        raise UsageError(
            f"{root} already holds {', '.join(taken)}; nothing was written.",
            "Run `needle-evidence init` in an empty folder.",
        )
    for name, content in files.items():
        write_file(root / name, content)
    return started


def _from_page(
    root: Path, page: Path, files: Mapping[str, bytes]
) -> tuple[dict[str, bytes], StartedProject]:
    """The files of a project made from a page, and what was found in it."""
    data = _page_bytes(page)
    inside = page.resolve().is_relative_to(root.resolve())
    name = page.resolve().relative_to(root.resolve()).as_posix() if inside else page.name
    path = name if inside else f"articles/{name}"
    article = _read(data, path, page)
    entries = page_entries(article.references)
    keys = {e.key: printed for e, printed in zip(entries, article.references, strict=True)}
    coverage = article_coverage(article)
    rows = [(row, _cited(article, row, keys)) for row in rows_for(coverage.uncovered)]
    anchors = [_anchor(article, row) for row, _ in rows]
    made = {
        **files,
        ANCHORS_PATH: write_anchors(anchors).encode("utf-8"),
        "claims.csv": claims_file(
            {**row.cells, "references": ";".join(cited)} for row, cited in rows
        ),
        "references.bib": references_file(entries, page=path),
        "needle-evidence.toml": settings_file(path),
    }
    if not inside:
        made[path] = data
    return made, _started(made, path, coverage, sum(bool(cited) for _, cited in rows), rows, keys)


def _anchor(article: Article, row: ProposedRow) -> Anchor:
    """Where a claim stands: several rows may have the same words in several places."""
    start, end = row.sentence.start, row.sentence.end
    place = Placement(
        claim_id=row.claim_id,
        article=article.path,
        state=AnchorState.ANCHORED,
        location=row.sentence.location,
        start=start,
        end=end,
        governed=governed_quote(article, start, end),
    )
    return anchor_of(place, article)


def _started(
    made: Mapping[str, bytes],
    path: str,
    coverage: ArticleCoverage,
    linked: int,
    rows: list[tuple[ProposedRow, tuple[str, ...]]],
    keys: Mapping[str, PageReference],
) -> StartedProject:
    return StartedProject(
        files=tuple(made),
        article=path,
        claims=len(rows),
        linked=linked,
        references=len(keys),
        not_checked=coverage.not_checked,
    )


def _read(data: bytes, path: str, page: Path) -> Article:
    """The page, read as the article that it is to be; what is wrong is said of the page itself."""
    try:
        return read_article(data, path)
    except UnreadableInputError as error:
        problem = error.problem.replace(path, str(page), 1)
        raise UnreadableInputError(problem, error.way_out) from None


def _page_bytes(page: Path) -> bytes:
    try:
        if page.stat().st_size > LARGEST:
            raise UnreadableInputError(f"{page} is too large for a page.", "Split it.")
        return page.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnreadableInputError(f"{page} cannot be read: {reason}.", "Check its path.") from None


def _cited(
    article: Article, row: ProposedRow, keys: Mapping[str, PageReference]
) -> tuple[str, ...]:
    """The citekeys that the marks in a claim's sentence name."""
    return tuple(dict.fromkeys(_marked(article, row, keys)))


def _marked(article: Article, row: ProposedRow, keys: Mapping[str, PageReference]) -> Iterator[str]:
    by_label = {reference.label: key for key, reference in keys.items() if reference.label}
    for mark in article.marks:
        if row.sentence.start < mark.offset <= row.sentence.end:
            yield from (by_label[label] for label in mark.labels if label in by_label)
