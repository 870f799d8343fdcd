"""The pages with their claims that stand, in the words of schema.org: what may be published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from needle_evidence.reporting.article_view import ArticleView
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.known_parts import Node, known
from needle_evidence.reporting.linked_data.scholarly_work import scholarly_work, work_id
from needle_evidence.reporting.reference_view import ReferenceView

CONTEXT = "https://schema.org"


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkedPage:
    """One page as nodes. path: of its article, "" where the project has none.

    claims: how many of the nodes are claims. nodes: the page, its claims, what they cite.
    """

    path: str
    claims: int
    nodes: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _StandingClaim:
    """A claim that stands, its words on the page, and its `@id` there."""

    view: ClaimView
    text: str
    name: str


def linked_pages_data(view: EvidenceView) -> tuple[LinkedPage, ...]:
    """A page per readable article; without any article, one for the project.

    Only claims that stand are in it, each on the pages where it was found as it was read.
    No rating is published: `ClaimReview` is for those who check the claims of others, and
    `evidenceLevel` belongs to guidelines. A page was reviewed where a person signed off every
    claim on it and no other sentence of it claims anything.
    Source: schema.org (MedicalWebPage, Claim, MedicalScholarlyArticle).
    """
    if not view.articles:
        return (_page("#page", "", "", "", _of_project(view.claims), _review(view.claims)),)
    met: set[str] = set()
    pages = []
    for article in view.articles:
        if article.unreadable:
            continue
        title = article.title if article.title != article.path else ""
        claims = _of_article(article, met)
        met.update(claim.view.anchor for claim in claims)
        page_id = f"#{article.anchor}"
        pages.append(
            _page(page_id, article.path, title, article.language, claims, _page_review(article))
        )
    return tuple(pages)


def graph(pages: Iterable[LinkedPage]) -> Node:
    """The pages as one JSON-LD document; a work that several pages cite is in it once."""
    nodes = {str(node["@id"]): node for page in pages for node in page.nodes}
    return {"@context": CONTEXT, "@graph": list(nodes.values())}


def _page(
    page_id: str,
    path: str,
    title: str,
    language: str,
    claims: Sequence[_StandingClaim],
    review: Node,
) -> LinkedPage:
    works = {work_id(work): work for claim in claims for work in _cited(claim.view)}
    page = known(
        {
            "@type": "MedicalWebPage",
            "@id": page_id,
            "name": title,
            "inLanguage": language,
            **review,
            "citation": [{"@id": name} for name in sorted(works)],
        }
    )
    return LinkedPage(
        path=path,
        claims=len(claims),
        nodes=(
            page,
            *(_claim(claim, page_id) for claim in claims),
            *(scholarly_work(works[name]) for name in sorted(works)),
        ),
    )


def _claim(claim: _StandingClaim, page_id: str) -> Node:
    return known(
        {
            "@type": "Claim",
            "@id": claim.name,
            "text": claim.text,
            "appearance": {"@id": page_id},
            "citation": [{"@id": work_id(work)} for work in _cited(claim.view)],
        }
    )


def _cited(view: ClaimView) -> list[ReferenceView]:
    """The works that the claim cites and that studied what it says, or its kin.

    `works` holds no retracted one.
    """
    return [work.reference for work in view.works if work.directness != "unrelated"]


def _of_project(claims: Iterable[ClaimView]) -> list[_StandingClaim]:
    standing = [
        _StandingClaim(view=view, text=view.wording.text, name=f"#{view.anchor}")
        for view in claims
        if view.stands
    ]
    return sorted(standing, key=lambda claim: claim.view.anchor)


def _of_article(article: ArticleView, met: set[str]) -> list[_StandingClaim]:
    """met: anchors of the claims that earlier pages hold; here they need another name."""
    found: dict[str, _StandingClaim] = {}
    for placed in article.placed:
        view, words = placed.view, placed.place.words
        if not view.stands or not placed.place.state.holds or view.anchor in found:
            continue
        # The whole sentence where it was judged: a part of one may say something else.
        text = view.wording.text if words in view.wording.text else words
        again = f".{article.anchor}" if view.anchor in met else ""
        found[view.anchor] = _StandingClaim(view=view, text=text, name=f"#{view.anchor}{again}")
    return [found[anchor] for anchor in sorted(found)]


def _page_review(article: ArticleView) -> Node:
    if not article.checked or article.uncovered or article.unsure:
        return {}
    return _review([placed.view for placed in article.placed])


def _review(claims: Iterable[ClaimView]) -> Node:
    """Who reviewed all of the claims, and the day since when all were; nothing else is known."""
    asked = [view for view in claims if view.status is not None]
    signed = [
        (view.sign_off.who, view.sign_off.when)
        for view in asked
        if view.sign_off.state == "approved" and view.sign_off.who.strip()
    ]
    days = [when for _, when in signed if when is not None]
    if not asked or len(days) < len(asked):
        return {}
    return {
        "lastReviewed": min(days).isoformat(),
        "reviewedBy": [
            {"@type": "Person", "name": who} for who in sorted({who for who, _ in signed})
        ],
    }
