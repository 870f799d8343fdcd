"""A small project in which every text holds hostile words, and what a report makes of it."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from needle_evidence.anchoring.coverage import ArticleCoverage
from needle_evidence.api.checking import check_library
from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.informative_statements import licensed_sentence, limits_sentence
from needle_evidence.appraisal.sign_off import part_digests
from needle_evidence.model.anchor import AnchorState
from needle_evidence.model.article import Article, PageReference
from needle_evidence.model.certainty import Certainty, CertaintyRating, DomainJudgement
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.decision import Review, Search, Verdict
from needle_evidence.model.finding import (
    CheckDescription,
    CheckResult,
    CheckRun,
    Finding,
    Location,
    NotChecked,
    Outcome,
    Severity,
    WaivedFinding,
)
from needle_evidence.model.library import Library
from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.model.result import Directness, Stance
from needle_evidence.model.verification import (
    NoticeState,
    RecordMatch,
    Verification,
    identifiers_of,
)
from needle_evidence.reporting.bibliography import format_reference, load_style
from needle_evidence.reporting.changes_view import (
    ChangesView,
    ClaimChange,
    CountChange,
    Difference,
    ReferenceChange,
)
from needle_evidence.reporting.evidence_view import EvidenceView, build_view
from tests.hand_made_articles import (
    HEADING,
    ITEM,
    PARAGRAPH,
    REFERENCE,
    article,
    claim,
    claiming,
    library_of,
    placement,
    reference,
    result,
)
from tests.hostile_wardrobe import Dress, Wardrobe, dressed
from tests.standing_claims import approved

DAY = datetime.date(2026, 1, 2)
_AMA = load_style("ama")
_DOMAINS = ("risk_of_bias", "inconsistency", "indirectness", "imprecision", "publication_bias")


def hostile_view(dress: Wardrobe) -> EvidenceView:
    """What reports print of the hostile project: every part that a view can have is in it."""
    library = hostile_library(dress)
    checked = check_library(library)
    run = CheckRun(
        results=(*checked.results, *_by_hand(dress)),
        unread=2,
        notices=(dress("notice of a rule pack"),),
    )
    page = library.articles[0]
    covered = [
        dressed(claiming(page, page.block_text(number), registered=registered), dress)
        for number, registered in ((1, True), (5, False))
    ]
    view = build_view(
        library,
        run,
        assess(library),
        lambda one: format_reference(_AMA, one),
        style=dress("style.csl"),
        version="0",
        coverages=(
            ArticleCoverage(article=page.path, sentences=tuple(covered)),
            ArticleCoverage(article=library.articles[1].path, not_checked=dress("not read")),
        ),
    )
    return dataclasses.replace(view, changes=dressed(_CHANGES, dress))


def hostile_library(dress: Wardrobe) -> Library:
    """The project: claims that stand and that do not, with works, ratings, pages and decisions."""
    standing = [dressed(one, dress) for one in _standing_claims(dress)]
    claims = (*standing, *(dressed(one, dress) for one in _CLAIMS))
    works = tuple(_works(dress))
    page, second, lost = _pages(dress, standing[0].text)
    placements = (
        placement(page, standing[0].claim_id, page.block_text(8)),
        placement(page, dress("defined"), page.block_text(1)),
        placement(page, dress("brain"), page.block_text(3), AnchorState.REANCHORED),
        placement(page, dress("mixed"), page.block_text(4), AnchorState.MEANING_CHANGED,
                  differences=("number changed",)),
        placement(page, dress("uncited")),
    )  # fmt: skip
    library = library_of(
        page,
        second,
        lost,
        placements=tuple(dressed(one, dress) for one in placements),
        claims=claims,
        references=works,
        results=dressed(_RESULTS, dress),
        ratings=tuple(dressed(one, dress) for one in _ratings()),
        searches=dressed(_SEARCHES, dress),
        verifications=tuple(dressed(one, dress) for one in _verifications(works)),
        claims_path=dress("claims.csv"),
        references_path=dress("references.bib"),
    )
    signed = approved(library, [one.claim_id for one in standing])
    anchors = {one.claim_id: part_digests(library, one).anchor for one in standing}
    reviews = (
        *(
            dataclasses.replace(
                one, reviewed_by="", digests={**one.digests, "anchor": anchors[one.claim_id]}
            )
            for one in signed.reviews
        ),
        *_REVIEWS,
    )
    available = library.available | {"results", "ratings", "reviews", "searches", "verifications"}
    return dataclasses.replace(
        signed, reviews=tuple(dressed(one, dress) for one in reviews), available=available
    )


def _standing_claims(dress: Wardrobe) -> Iterable[Claim]:
    """Claims whose words are exactly those that the evidence licenses, and a warning."""
    for claim_id, certainty, size in _STANDING:
        sentence = licensed_sentence(
            intervention=dress("needling"),
            outcome=dress("heel pain"),
            certainty=certainty,
            direction="reduces",
            effect_size=size,
        )
        text = f"{sentence} {limits_sentence(certainty)}".strip()
        yield claim(
            claim_id, text, "trial", topic="Pain", population="adults with heel pain",
            comparator="sham needling",
        )  # fmt: skip
    yield claim(
        "bruises", "Needling may cause bruising.", "trial", topic="Harms",
        question=Question.COMMON_HARM,
    )  # fmt: skip


def _works(dress: Wardrobe) -> Iterable[Reference]:
    """Works whose identifiers, addresses and names hold what such fields may hold."""
    suffix = re.sub(r"\s", "", dress("doi suffix"))
    kept = {"studydesign", "samplesize", "year", "doi", "url", "pmid"}
    fields = {
        "journal": "Journal", "volume": "volume", "number": "number", "pages": "1-9",
        "publisher": "publisher", "address": "town", "abstract": "abstract", "note": "note",
        "intervention": "dry needling", "population": "people", "comparator": "sham",
        "outcome": "heel pain", "samplesize": "84",
    }  # fmt: skip
    plain = [
        reference("trial", doi=f"10.1000/{suffix}", pmid="12345", **fields),
        reference("retracted", doi="10.1000/retracted", url=f"https://evil.example/{suffix}"),
        reference("view", studydesign="commentary", url=f"https://evil.example/{suffix}"),
        reference("review", studydesign="systematic_review_rct"),
    ]
    for one in plain:
        new = dressed(dataclasses.replace(one, fields={}), dress)
        named = {
            key: text if key in kept else dress(text if key != "title" else f"title {one.key}")
            for key, text in one.fields.items()
        }
        yield dataclasses.replace(new, fields=named)
    odd = reference("odd", doi="a doi", pmid="a pmid", pmcid="a pmcid", url="javascript:alert(1)",
                    samplesize="many", studydesign="a trial", year="a year", isbn="an isbn",
                    eprint="an eprint", month="a month", language="a language")  # fmt: skip
    corporate = PersonName(literal="The committee")
    yield dressed(dataclasses.replace(odd, authors=(corporate,), editors=odd.authors), dress)


def _pages(dress: Wardrobe, claimed: str) -> tuple[Article, Article, Article]:
    within = dress.within_line
    words = (
        (HEADING, within("A page"), 1),
        (PARAGRAPH, within("Needling eases pain. Said with a mark.")),
        (HEADING, within("A heading"), 2),
        (ITEM, within("Needling eases knees."), 1),
        (PARAGRAPH, within("Pain is less after 24 weeks.")),
        (PARAGRAPH, within("Needling cures gout.")),
        (HEADING, within("The references"), 2),
        (REFERENCE, within("Lee A. On trial.")),
        (PARAGRAPH, within(claimed)),
    )
    page = article(
        *words,
        path=dress("articles/page.md"),
        title=dress("title of the page"),
        marks=[(words[1][1], dress("mark"))],
        references=[PageReference(label=dress("label"), text=words[7][1], block=7)],
        meta={"lang": dress("language"), "author": dress("author of the page")},
    )
    second = article(
        (PARAGRAPH, within("الإبر الجافة تخفف الألم.")),
        path=dress("articles/second.md"),
        title=dress("second"),
    )
    lost = Article(path=dress("articles/lost.docx"), unreadable=dress("no Word file"))
    return page, second, lost


def _verifications(works: Sequence[Reference]) -> Iterable[Verification]:
    trial, retracted = works[0], works[1]
    shared: dict[str, Any] = {"answered_on": DAY, "identifier": "doi:10.1000/retracted"}
    yield Verification(
        citekey=retracted.key, source="crossref", record=RecordMatch.FIELD_MISMATCH,
        compared=("title", "year"), differs="title: one here, another there",
        notice=NoticeState.RETRACTION, notice_id="doi:10.1000/notice", notice_on=DAY, **shared,
    )  # fmt: skip
    yield Verification(
        citekey=retracted.key, source="person", notice=NoticeState.RETRACTION, by="a person",
        reason="because", notice_id="10.1000/other", **shared,
    )  # fmt: skip
    for identifier in identifiers_of(trial)[:1]:
        yield Verification(
            citekey=trial.key, source="crossref", identifier=identifier, answered_on=DAY,
            record=RecordMatch.FIELD_MISMATCH, compared=("title",), differs="title: a, b",
            notice=NoticeState.CONCERN, notice_id="doi:10.1000/concern",
        )  # fmt: skip


def _ratings() -> Iterable[CertaintyRating]:
    location = Location(path="appraisal/certainty.csv", line=2)
    shared: dict[str, Any] = {
        "location": location, "outcome": "heel pain", "comparator": "sham needling",
        "timepoint": "6 weeks", "importance": "critical", "direction": "reduces",
        "appraiser": "a rater", "studies": 1, "participants": 84, "appraised_on": DAY,
    }  # fmt: skip
    lowered = {Certainty.HIGH: 0, Certainty.LOW: 2, Certainty.VERY_LOW: 3}
    for claim_id, certainty, size in (*_STANDING, ("mixed", Certainty.LOW, "small")):
        steps = lowered[certainty]
        yield CertaintyRating(
            claim_id=claim_id,
            effect_size=size,
            start="randomized",
            domains={
                domain: DomainJudgement(
                    word="serious" if number < steps
                    else "undetected" if domain == "publication_bias" else "not serious",
                    reason=f"reason for {domain}",
                )
                for number, domain in enumerate(_DOMAINS)
            },
            **shared,
        )  # fmt: skip
    yield CertaintyRating(
        claim_id="mixed", location=location, rating="reported", reported_by="review",
        reported_certainty=Certainty.MODERATE, locator="table 1", outcome="function",
        note="a note",
    )  # fmt: skip


def _by_hand(dress: Dress) -> Iterable[CheckResult]:
    """Findings of a rule pack, waived ones, and what was not checked, about claims and works."""
    check = CheckDescription(
        code="XX001", name="by-hand", severity=Severity.ERROR, summary="a summary", why="why",
        bad="bad", good="good", way_out="a way out",
    )  # fmt: skip
    subjects = (("mixed", "claims.csv"), ("trial", "references.bib"), ("", "appraisal/other.csv"))
    findings = tuple(
        Finding(
            code="XX001", name="by-hand", severity=Severity.ERROR,
            message=f"message about `{subject}`", way_out="a way out", raw="raw text",
            subject=subject, location=Location(path=path, line=2),
        )
        for subject, path in subjects
    )  # fmt: skip
    waived = tuple(
        WaivedFinding(finding=one, reason="a reason", owner="an owner", expires_on=DAY)
        for one in findings
    )
    yield CheckResult(
        check=check,
        outcome=Outcome.FAIL,
        findings=dressed(findings, dress),
        waived=dressed(waived, dress),
        not_checked=dressed((NotChecked(reason="no reason", subject="high"),), dress),
    )


_STANDING = (
    ("high", Certainty.HIGH, "large"),
    ("low", Certainty.LOW, "small"),
    ("very-low", Certainty.VERY_LOW, ""),
)
_CLAIMS = (
    claim("mixed", "Needling cures heel pain.", "trial", "retracted", "nowhere", topic="Pain",
          quotes=("a quote",), articles=("articles/page.md",), review_due=DAY,
          extra={"column": "extra"}),
    claim("uncited", "Needling eases knees.", topic="Pain"),
    claim("opinion", "Needling helps.", "view", "odd", topic="Opinion"),
    claim("brain", "It works through the brain.", "odd", question=Question.MECHANISM),
    claim("defined", "Needling uses needles.", question=Question.DEFINITION, topic="Pain"),
    claim("uncited", "Needling eases knees, again.", topic="Pain"),
)  # fmt: skip
_NUMBERS: dict[str, Any] = {
    "measure": "MD", "unit": "mm", "effect": Decimal("-14.4"), "ci_low": Decimal("-23.5"),
    "ci_high": Decimal("-5.2"), "better": "lower", "mid": Decimal("-13"),
    "mid_source": "source of the difference", "participants": 84, "appraised_on": DAY,
}  # fmt: skip
_DRAWN: dict[str, Any] = {
    "outcome": "heel pain", "comparator": "sham needling", "timepoint": "6 weeks",
    "result": "Less pain.", "passage": "a passage", "locator": "a page",
    "appraiser": "an appraiser", "note": "note of a result",
}  # fmt: skip
_RESULTS = (
    *(result(one, "trial", Stance.SUPPORTS, **_DRAWN, **_NUMBERS) for one, _, _ in _STANDING),
    result("bruises", "trial", Stance.SUPPORTS, outcome="bruising", events=32, participants=100,
           result="32 of 100 people had a bruise.", locator="a table"),
    result("mixed", "trial", Stance.REFUTES, **_DRAWN, **_NUMBERS),
    result("mixed", "review", Stance.NEUTRAL, **(_DRAWN | {"result": "No difference."})),
    result("mixed", "odd", Stance.SUPPORTS, directness=Directness.INDIRECT,
           indirect_because=("population",)),
    result("opinion", "view", Stance.SUPPORTS, result="Opinion."),
    result("brain", "odd", None, directness=Directness.UNRELATED),
)  # fmt: skip
_SEARCHES = (
    Search(location=Location(path="appraisal/searches.csv", line=2), claim_id="mixed",
           searched_on=DAY, by="a searcher", source="a database", query="a query",
           found="what was found"),
    Search(location=Location(path="appraisal/searches.csv", line=3), topic="Pain"),
)  # fmt: skip
_REVIEWS = (
    Review(claim_id="mixed", location=Location(path="appraisal/reviews.csv", line=2),
           verdict=Verdict.NEEDS_WORK, reviewed_by="a reviewer", reviewed_on=DAY,
           note="note of a review"),
)  # fmt: skip
_CHANGES = ChangesView(
    before="v1",
    after="v2",
    claims=(
        ClaimChange(kind="changed", claim_id="mixed", text="Changed text.", label="changed label",
                    topic="Pain",
                    differences=(Difference(what="claim", before="was so", after="is so"),)),
        ClaimChange(kind="renamed", claim_id="low", text="Renamed.", label="renamed label",
                    was="lower"),
        ClaimChange(kind="removed", claim_id="gone", text="Gone.", label="gone label"),
        ClaimChange(kind="added", claim_id="high", text="New.", label="new label"),
    ),
    references=(
        ReferenceChange(kind="fallen", citekey="retracted", name="A work", note="note on it",
                        claims=("mixed",)),
    ),
    counts=(CountChange(label="claims", before=1, after=2, good=None),),
)  # fmt: skip
