"""A report too large for one page, cut into pages that link to each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.article_view import ArticleView
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.page_sections import SectionView
from needle_evidence.reporting.reference_view import name_in_page
from needle_evidence.reporting.report_part import IndexEntry, ReportPart
from needle_evidence.reporting.topic_view import TopicView

LARGEST_PAGE = 3_000_000  # bytes; a phone shows a larger page too late
_AIM = 1_000_000  # bytes of a part: what a phone still searches at once
_SURELY_TOO_MANY = 4_000  # claims and references that never fit one page
_FIRST_GUESS = 6_000  # bytes of one claim, reference or finding
_LONGEST_LABEL = 90  # characters
_INDEX = 2_600_000  # bytes for all entries of the index
_ENTRY = 55  # bytes of one without its text
# `href` writes a link as these noncharacters around an anchor: no text of a user holds them.
LINK_BEGINS, LINK_ENDS = "\ufdd0", "\ufdd1"
_LINK = re.compile(f"{LINK_BEGINS}([^{LINK_ENDS}]*){LINK_ENDS}")
_ANCHOR = re.compile(r' id="([^"]+)"')

Render = Callable[[EvidenceView], str]
Item = TypeVar("Item")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """One page whose links are still open."""

    label: str
    text: str


_MakePart = Callable[[tuple[Item, ...], str], _Part]


def one_page(text: str) -> str:
    """A page that holds every anchor: its links are anchors alone."""
    return _LINK.sub(r"#\1", text)


def report_pages(view: EvidenceView, render: Render, *, stem: str) -> Mapping[str, str]:
    """The report as one page where it is under 3 MB, else as `linked_pages`.

    render: as for `linked_pages`.
    """
    if len(view.claims) + len(view.references) <= _SURELY_TOO_MANY:
        text = one_page(render(view))
        if _size(text) <= LARGEST_PAGE:
            return {f"{stem}.html": text}
    return linked_pages(view, render, stem=stem)


def linked_pages(view: EvidenceView, render: Render, *, stem: str) -> Mapping[str, str]:
    """File name → page, the overview first; each under 3 MB where one claim or work is.

    render: a view → its page, links written between `LINK_BEGINS` and `LINK_ENDS`. A view with
    a `part` is rendered without what belongs to the whole report. The overview holds an index
    of all claims and works with the page of each.
    """
    first = f"{stem}.html"
    parts = list(_parts(view, render, first))
    names = [f"{stem}-{number}.html" for number in range(2, len(parts) + 2)]
    texts = dict(zip(names, (part.text for part in parts), strict=True))
    # A topic of several pages begins on its first one.
    pages = {
        anchor: name for name, text in reversed(texts.items()) for anchor in _ANCHOR.findall(text)
    }
    overview = render(
        replace(
            view,
            part=ReportPart(
                label="",
                first=first,
                pages=tuple((name, part.label) for name, part in zip(names, parts, strict=True)),
                index=tuple(_index(view, pages)),
            ),
        )
    )
    # What the overview says of a topic is less than what the topic's own page says.
    pages = dict.fromkeys(_ANCHOR.findall(overview), first) | pages
    return {name: _resolved(text, name, pages) for name, text in {first: overview, **texts}.items()}


def _parts(view: EvidenceView, render: Render, first: str) -> Iterator[_Part]:
    """The pages behind the overview: articles, claims by topic, references, findings."""
    nothing = replace(view, topics=(), articles=(), references=(), findings=(), work=())
    bare = replace(nothing, not_checked=(), waived=())

    def part(shown: EvidenceView, label: str) -> _Part:
        shown = replace(shown, part=ReportPart(label=label, first=first))
        return _Part(label=label, text=render(shown))

    for article in view.articles:
        yield from _article_parts(article, bare, part)
    for topic in view.topics:
        yield from _topic_parts(topic, bare, part)
    yield from _chunks(
        view.references, lambda some, label: part(replace(bare, references=some), label),
        "References",
    )  # fmt: skip
    yield from _chunks(
        view.findings, lambda some, label: part(replace(bare, findings=some), label), "Findings"
    )


def _article_parts(
    article: ArticleView, bare: EvidenceView, part: Callable[[EvidenceView, str], _Part]
) -> Iterator[_Part]:
    def of_sections(some: tuple[SectionView, ...], label: str) -> _Part:
        return part(replace(bare, articles=(replace(article, sections=some),)), label)

    name = f"Article: {one_line(article.title, _LONGEST_LABEL)}"
    if not article.sections:
        yield part(replace(bare, articles=(article,)), name)
    yield from _chunks(article.sections, of_sections, name)


def _topic_parts(
    topic: TopicView, bare: EvidenceView, part: Callable[[EvidenceView, str], _Part]
) -> Iterator[_Part]:
    def of_claims(some: tuple[ClaimView, ...], label: str) -> _Part:
        return part(replace(bare, topics=(replace(topic, claims=some),)), label)

    yield from _chunks(topic.claims, of_claims, one_line(topic.name, _LONGEST_LABEL))


def _chunks(items: Sequence[Item], part: _MakePart[Item], name: str) -> Iterator[_Part]:
    """As many parts as the items need; how many fit is learnt from the part before."""
    start, each = 0, float(_FIRST_GUESS)
    while start < len(items):
        count = max(1, int(_AIM / each))
        while True:
            some = tuple(items[start : start + count])
            whole = len(some) == len(items)
            label = name if whole else f"{name}, {start + 1} to {start + len(some)}"
            made = part(some, label)
            size = _size(made.text)
            each = size / len(some)
            if size <= LARGEST_PAGE or len(some) == 1:
                break
            count = max(1, min(len(some) - 1, int(_AIM / each)))
        yield made
        start += len(some)


def _index(view: EvidenceView, pages: Mapping[str, str]) -> Iterator[IndexEntry]:
    """An entry for each claim and work, its text as long as all of them leave room for."""
    count = max(1, len(view.claims) + len(view.references))
    longest = max(24, min(_LONGEST_LABEL, _INDEX // count - _ENTRY))

    def shortened(text: str) -> str:
        # Signs of other scripts take up to four bytes.
        size = len(text[:longest].encode("utf-8", "replace")) / max(1, len(text[:longest]))
        return one_line(text, max(8, int(longest / size)) if text else longest)

    for claim in view.claims:
        yield IndexEntry(
            kind="claim",
            name=claim.claim.claim_id,
            text=shortened(claim.claim.text),
            anchor=claim.anchor,
            page=pages.get(claim.anchor, ""),
            status=claim.status.value if claim.status else "",
        )
    for work in view.references:
        anchor = f"reference-{name_in_page(work.citekey)}"
        yield IndexEntry(
            kind="reference",
            name=work.citekey,
            text=shortened(f"{work.short_name}: {work.title}"),
            anchor=anchor,
            page=pages.get(anchor, ""),
        )


def _resolved(text: str, page: str, pages: Mapping[str, str]) -> str:
    """The page with its links: to its own anchors, or to the page that holds them."""

    def link(match: re.Match[str]) -> str:
        target = pages.get(match[1], page)
        return f"#{match[1]}" if target == page else f"{target}#{match[1]}"

    return _LINK.sub(link, text)


def _size(text: str) -> int:
    """Bytes of the page as it is written."""
    return len(text.encode("utf-8", "backslashreplace"))
