"""Articles and libraries made by hand, for tests of what reports print about pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from needle_evidence.anchoring.coverage import ArticleCoverage, ClaimingSentence
from needle_evidence.language.claim_sentences import ClaimKind
from needle_evidence.model.anchor import AnchorState, GovernedQuote, Placement
from needle_evidence.model.article import (
    Article,
    Block,
    BlockKind,
    CitationMark,
    MarkKind,
    PageReference,
    Sentence,
    SourceMap,
)
from needle_evidence.model.certainty import Certainty, CertaintyRating
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library
from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.model.result import Directness, Result, Stance
from tests.awkward_project import HOSTILE, LONG_WORD

HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
CELL, REFERENCE = BlockKind.TABLE_CELL, BlockKind.REFERENCE
Part = tuple[BlockKind, str] | tuple[BlockKind, str, int]


def article(
    *parts: Part,
    path: str = "articles/page.md",
    marks: Iterable[tuple[str, str]] = (),
    references: Sequence[PageReference] = (),
    **stated: Any,
) -> Article:
    """An article whose n-th block stands on line n; each block but headings is one sentence.

    parts: kind, text and level of each block. marks: (words, mark): a mark behind the words.
    """
    blocks: list[Block] = []
    texts: list[str] = []
    start = 0
    heading = -1
    for number, (kind, text, *level) in enumerate(parts):
        end = start + len(text)
        blocks.append(
            Block(kind=kind, start=start, end=end, level=level[0] if level else 0, heading=heading)
        )
        heading = number if kind is HEADING else heading
        texts.append(text)
        start = end + 2
    text = "\n\n".join(texts)
    starts = tuple(block.start for block in blocks)
    return Article(
        path=path,
        format="markdown",
        title=str(stated.pop("title", "A page")),
        text=text,
        blocks=tuple(blocks),
        sentences=tuple(
            Sentence(start=block.start, end=block.end, block=number)
            for number, block in enumerate(blocks)
            if block.kind not in (HEADING, REFERENCE)
        ),
        marks=tuple(
            CitationMark(
                kind=MarkKind.NUMBER,
                text=mark,
                labels=(mark,),
                offset=text.index(words) + len(words),
            )
            for words, mark in marks
        ),
        references=tuple(references),
        source_map=SourceMap(starts=starts, sources=starts, lines=starts),
        sha256="0" * 64,
        **stated,
    )


def placement(
    page: Article,
    claim_id: str,
    words: str = "",
    state: AnchorState = AnchorState.ANCHORED,
    **stated: Any,
) -> Placement:
    """A placement at the first place of the words; without words the claim is not found."""
    start = page.text.index(words) if words else -1
    if not words:
        state = AnchorState.ORPHANED
    return Placement(
        claim_id=claim_id,
        article=page.path,
        state=state,
        location=page.location(start) if words else Location(path="claims.csv", line=2),
        start=start,
        end=start + len(words) if words else -1,
        governed=GovernedQuote(quote=words),
        **stated,
    )


def claiming(page: Article, words: str, *, registered: bool = False) -> ClaimingSentence:
    """A sentence of the page that makes a claim."""
    start = page.text.index(words)
    return ClaimingSentence(
        article=page.path,
        start=start,
        end=start + len(words),
        text=words,
        kind=ClaimKind.BENEFIT,
        cue=words.split()[0],
        location=page.location(start),
        heading="A heading",
        registered=registered,
    )


def claim(claim_id: str, text: str, *references: str, **stated: Any) -> Claim:
    """A claim of a benefit, unless another question is stated."""
    question = stated.pop("question", Question.TREATMENT_BENEFIT)
    location = Location(path="claims.csv", line=2)
    return Claim(
        claim_id=claim_id,
        text=text,
        location=location,
        question=question,
        intervention="needling",
        outcome="pain",
        references=references,
        **stated,
    )


def reference(key: str, **fields: str) -> Reference:
    """A randomised trial, unless another design is stated."""
    stated = {"title": f"On {key}", "year": "2014", "studydesign": "rct", **fields}
    people = (PersonName(family="Lee", given="Ann"), PersonName(family="Roe", given="Jo"))
    location = Location(path="references.bib", line=1)
    return Reference(
        key=key, entry_type="article", location=location, fields=stated, authors=people
    )


def result(claim_id: str, citekey: str, stance: Stance | None, **stated: Any) -> Result:
    """A recorded result, direct unless another directness is stated."""
    given = {"directness": Directness.DIRECT, "outcome": "pain", **stated}
    location = Location(path="appraisal/evidence.csv", line=2)
    return Result(claim_id=claim_id, citekey=citekey, stance=stance, location=location, **given)


def rating(claim_id: str, certainty: Certainty) -> CertaintyRating:
    """A certainty as a review reports it."""
    return CertaintyRating(
        claim_id=claim_id,
        location=Location(path="appraisal/certainty.csv", line=2),
        rating="reported",
        reported_by="trial",
        reported_certainty=certainty,
        locator="table 1",
        outcome="pain",
    )


def library_of(*pages: Article, placements: Iterable[Placement] = (), **parts: Any) -> Library:
    """A library of these pages."""
    by_claim: dict[str, list[Placement]] = {}
    for one in placements:
        by_claim.setdefault(one.claim_id, []).append(one)
    return Library(
        articles=pages,
        placements={key: tuple(found) for key, found in by_claim.items()},
        available=frozenset({"claims", "references", "articles", "placements"}),
        **parts,
    )


def awkward_pages() -> tuple[Library, tuple[ArticleCoverage, ...]]:
    """Pages in which everything that can be marked is, with hostile text and awkward shapes."""
    page = _every_mark()
    arabic = article(
        (PARAGRAPH, "الإبر الجافة تخفف الألم.", 0), path="articles/rtl.md", title="مرحبا",
        meta={"lang": "ar"},
    )  # fmt: skip
    lost = Article(path="articles/lost.docx", unreadable=f"It is no Word file. {HOSTILE}")
    library = library_of(
        page,
        arabic,
        lost,
        claims=_CLAIMS,
        references=(reference("trial"), reference("view", studydesign="commentary")),
        results=_RESULTS,
        ratings=(rating("low", Certainty.LOW), rating("high", Certainty.HIGH)),
        placements=_placements(page),
    )
    covered = ArticleCoverage(
        article=page.path,
        sentences=(
            claiming(page, "Needling eases pain.", registered=True),
            claiming(page, "Needling cures gout."),
        ),
    )
    unknown = ArticleCoverage(article=arabic.path, not_checked="only English is read")
    return library, (covered, unknown)


_CLAIMS = (
    claim("refuted", "Needling eases pain.", "trial"),
    claim("shared", "Needling eases pain and gout.", "trial"),
    claim("uncited", "Needling eases knees."),
    claim("broken", "Needling eases hips.", "nokey"),
    claim("low", "Needling may ease pain; the evidence is limited.", "trial"),
    claim("high", "Needling eases low back pain.", "trial"),
    claim("opinion", "Needling eases necks.", "view"),
    claim("waiting", "Needling may ease ears.", "trial"),
    claim("moved-on", "Pain is less after 4 weeks.", "trial"),
    claim("twice", "Again and again.", "trial"),
    claim("reworded", "Reworded.", "trial"),
    claim("gone", HOSTILE, "trial", quotes=(HOSTILE, LONG_WORD)),
    claim("hostile", HOSTILE, "trial"),
    claim("long", LONG_WORD, LONG_WORD),
    claim("defined", "Needling uses needles.", question=Question.DEFINITION),
)
_RESULTS = (
    result("refuted", "trial", Stance.REFUTES),
    *(result(one, "trial", Stance.SUPPORTS) for one in ("shared", "low", "high", "twice")),
    result("moved-on", "trial", Stance.SUPPORTS, directness=Directness.INDIRECT),
    result("opinion", "view", Stance.SUPPORTS),
)


def _every_mark() -> Article:
    return article(
        (HEADING, "A page", 1),
        (PARAGRAPH, "Needling eases pain. Nothing else is said here."),
        (HEADING, f"Needling eases knees {HOSTILE}", 3),
        (ITEM, "Needling eases hips.", 1),
        (ITEM, "Needling eases low back pain.", 2),
        (ITEM, "Needling eases necks.", 9),
        (ITEM, "Needling may ease ears.", 1),
        (PARAGRAPH, "Needling cures gout."),
        (HEADING, "مرحبا 中文", 6),
        (PARAGRAPH, f"{HOSTILE} {LONG_WORD}"),
        (BlockKind.QUOTATION, "Pain is less after 24 weeks."),
        (BlockKind.QUOTATION, "Again and again. Again and again."),
        *((CELL, f"Cell {number} {LONG_WORD[:40]}") for number in range(12)),
        (BlockKind.CAPTION, "Said in other words."),
        (PARAGRAPH, "Needling may ease pain; the evidence is limited. Needling uses needles."),
        (HEADING, "References", 2),
        (REFERENCE, f"[1] Lee A. On trial. {HOSTILE}"),
        marks=[("Needling eases pain", "[1]"), ("eases necks.", "(Lee, 2014)"), ("hips.", "[2]")],
        references=[PageReference(label="1", text=f"Lee A. On trial. {HOSTILE}", block=27)],
    )


def _placements(page: Article) -> Iterable[Placement]:
    yield placement(page, "refuted", "eases pain")
    yield placement(page, "shared", "Needling eases pain.")
    yield placement(page, "uncited", "Needling eases knees")
    yield placement(page, "broken", "Needling eases hips.")
    yield placement(page, "high", "Needling eases low back pain.")
    yield placement(page, "opinion", "Needling eases necks.")
    yield placement(page, "waiting", "Needling may ease ears.")
    yield placement(page, "low", "Needling may ease pain; the evidence is limited.")
    yield placement(page, "defined", "Needling uses needles.")
    yield placement(page, "hostile", HOSTILE + " ")
    yield placement(page, "long", LONG_WORD)
    yield placement(
        page, "moved-on", "Pain is less after 24 weeks.", AnchorState.MEANING_CHANGED,
        differences=("number changed: 4 weeks → 24 weeks", HOSTILE),
    )  # fmt: skip
    first = page.text.index("Again and again.")
    yield placement(
        page, "twice", "Again and again.", AnchorState.AMBIGUOUS, others=(first + 17,)
    )  # fmt: skip
    yield placement(page, "reworded", "Said in other words.", AnchorState.REANCHORED)
    yield placement(page, "gone")
