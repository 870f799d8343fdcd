"""An article as reports show it: its text with every claim marked, and what is missing from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from needle_evidence.anchoring.coverage import ArticleCoverage, ClaimingSentence
from needle_evidence.model.anchor import AnchorState
from needle_evidence.model.article import Article, PageReference
from needle_evidence.model.library import Library
from needle_evidence.reporting.claim_place import article_anchor
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.page_mark import PlacedClaim, placed_claims
from needle_evidence.reporting.page_sections import SectionView, sections

_NOT_LOOKED_FOR = "nobody looked for claim sentences in it"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
# How a claim counts of which several places were found, the worst first.
_COUNTED_FIRST = (
    AnchorState.MEANING_CHANGED,
    AnchorState.ORPHANED,
    AnchorState.AMBIGUOUS,
    AnchorState.REANCHORED,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleView:
    """One article as reports show it.

    anchor: its name in the report. language: as the page states it, "" for unknown.
    unreadable: why it could not be read; then it holds nothing else. claim_sentences: how many
    sentences make a claim; registered: in how many of them a row of the claims table stands.
    not_checked: why nobody knows them, "" where they are known. found, changed, doubtful,
    not_found: how many claims stand there as they were read; with another meaning; in several
    places or in other words; nowhere. placed: every claim at every place, in the order of the
    page, those not found last.
    """

    path: str
    format: str
    title: str
    anchor: str
    sha256: str = ""
    language: str = ""
    unreadable: str = ""
    not_checked: str = ""
    claim_sentences: int = 0
    registered: int = 0
    uncovered: tuple[ClaimingSentence, ...] = ()
    found: int = 0
    changed: int = 0
    doubtful: int = 0
    not_found: int = 0
    placed: tuple[PlacedClaim, ...] = ()
    sections: tuple[SectionView, ...] = ()
    references: tuple[PageReference, ...] = ()

    @property
    def unsure(self) -> tuple[PlacedClaim, ...]:
        """The claims that do not stand there as they were read, at each such place."""
        return tuple(one for one in self.placed if not one.place.state.holds)

    @property
    def checked(self) -> bool:
        """Whether its claim sentences are known."""
        return not (self.unreadable or self.not_checked)


def article_views(
    library: Library, claims: Sequence[ClaimView], coverages: Iterable[ArticleCoverage] = ()
) -> tuple[ArticleView, ...]:
    """A view per article, in the library's order; claims: with their places."""
    by_path = {coverage.article: coverage for coverage in coverages}
    standing: dict[str, dict[int, ClaimView]] = {}
    for number, view in enumerate(claims):
        for place in view.places:
            standing.setdefault(place.article, {})[number] = view
    return tuple(
        article_view(
            article,
            tuple(standing.get(article.path, {}).values()),
            by_path.get(article.path),
            anchor=article_anchor(number),
        )
        for number, article in enumerate(library.articles, start=1)
    )


def article_view(
    article: Article,
    claims: Sequence[ClaimView],
    coverage: ArticleCoverage | None = None,
    *,
    anchor: str,
) -> ArticleView:
    """The view of one article; claims: those with a place in it. The time is linear in both."""
    title = article.title or article.path
    if article.unreadable:
        return ArticleView(
            path=article.path,
            format=article.format,
            title=title,
            anchor=anchor,
            unreadable=article.unreadable,
        )
    placed = placed_claims(claims, article.path)
    uncovered = coverage.uncovered if coverage else ()
    counts = _counts(placed)
    return ArticleView(
        path=article.path,
        format=article.format,
        title=title,
        anchor=anchor,
        sha256=article.sha256,
        language=_language(article.meta),
        not_checked=coverage.not_checked if coverage else _NOT_LOOKED_FOR,
        claim_sentences=len(coverage.sentences) if coverage else 0,
        registered=len(coverage.sentences) - len(uncovered) if coverage else 0,
        uncovered=uncovered,
        changed=counts[0],
        not_found=counts[1],
        doubtful=counts[2] + counts[3],
        found=counts[4],
        placed=tuple(sorted(placed, key=lambda one: (one.place.start < 0, one.place.start))),
        sections=tuple(sections(article, anchor, placed, uncovered)),
        references=article.references,
    )


def _counts(placed: Iterable[PlacedClaim]) -> list[int]:
    """Number of claims that count as each of `_COUNTED_FIRST`, then of those that hold."""
    worst: dict[str, int] = {}
    for one in placed:
        state = one.place.state
        rank = len(_COUNTED_FIRST) if state.holds else _COUNTED_FIRST.index(state)
        claim = one.view.anchor
        worst[claim] = min(rank, worst.get(claim, rank))
    ranks = list(worst.values())
    return [ranks.count(rank) for rank in range(len(_COUNTED_FIRST) + 1)]


def _language(meta: Mapping[str, str]) -> str:
    stated = meta.get("lang", "") or meta.get("language", "")
    return stated if _LANGUAGE.fullmatch(stated) else ""
