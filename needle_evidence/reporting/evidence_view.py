"""Everything a report prints, computed once: templates only print it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from needle_evidence.anchoring.coverage import ArticleCoverage
from needle_evidence.appraisal.assessment import ClaimAssessment
from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.model.certainty import Certainty
from needle_evidence.model.claim import ClaimGroup
from needle_evidence.model.finding import (
    CheckRun,
    Finding,
    NotChecked,
    Outcome,
    Severity,
    WaivedFinding,
)
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.reporting.article_view import ArticleView, article_views
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.claim_view import ClaimView, claim_views
from needle_evidence.reporting.reference_view import ReferenceView, reference_views

NO_TOPIC = "No topic"
_GROUP_LABELS = {
    ClaimGroup.HEALTH_EFFECT: "health-effect claims",
    ClaimGroup.MECHANISM: "mechanism claims",
    ClaimGroup.OTHER_QUESTION: "claims of other kinds",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many claims of one group there are, and how many are cited.

    cited: they list at least one reference that could be read. not_found: they list some, but
    none that could be read. uncited: they list none. with_problems: an error or warning other
    than a missing reference is open on them. statuses: label and number of claims of each
    status that occurs, in the order of `ClaimStatus`. certainties: what stands beside
    `supported`, in words, and how often. over_claims: the wording says too much. stand: they
    may be published as backed.
    """

    label: str
    claims: int
    cited: int
    not_found: int
    uncited: int
    with_problems: int
    statuses: tuple[tuple[ClaimStatus, int], ...] = ()
    certainties: tuple[tuple[str, int], ...] = ()
    over_claims: int = 0
    stand: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicView:
    """The claims of one topic, cited ones first, with their tally (health effects only)."""

    name: str
    anchor: str
    claims: tuple[ClaimView, ...]
    tally: Tally


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidenceView:
    """The one input of every report form.

    headline: health-effect claims. others: the remaining groups that have claims. exempt:
    number of rows that need no evidence. unread: number of rows and entries that could not
    be read and so are counted nowhere. notices: what must be printed with
    the findings of a rule pack. appraised: somebody recorded at least one result. articles: the
    pages that make the claims, those that could not be read included.
    verified: sources were asked about the references. generated_on: ISO date, or "" unless
    asked for.
    """

    claims_path: str
    references_path: str
    style: str
    generated_on: str
    version: str
    headline: Tally
    others: tuple[Tally, ...]
    exempt: int
    unread: int
    topics: tuple[TopicView, ...]
    references: tuple[ReferenceView, ...]
    findings: tuple[Finding, ...]
    not_checked: tuple[tuple[str, NotChecked], ...]
    waived: tuple[WaivedFinding, ...]
    notices: tuple[str, ...]
    appraised: bool
    checks_passed: int
    checks_run: int
    articles: tuple[ArticleView, ...] = ()
    verified: bool = False

    @property
    def retracted(self) -> int:
        """Number of references that were retracted."""
        return sum(
            view.verification.notice in ("retraction", "replacement") for view in self.references
        )

    @property
    def unverified(self) -> int:
        """Number of references of which nobody knows whether they stand as described."""
        return sum(bool(view.verification.not_checked) for view in self.references)

    @property
    def claims(self) -> tuple[ClaimView, ...]:
        """All claims, topic by topic."""
        return tuple(view for topic in self.topics for view in topic.claims)

    @property
    def claim_sentences(self) -> int:
        """Number of sentences of the articles that make a claim, as far as they are known."""
        return sum(article.claim_sentences for article in self.articles if article.checked)

    @property
    def registered_sentences(self) -> int:
        """In how many of `claim_sentences` a row of the claims table stands."""
        return sum(article.registered for article in self.articles if article.checked)

    @property
    def unchecked_articles(self) -> int:
        """Number of articles whose claim sentences nobody knows."""
        return sum(not article.checked for article in self.articles)

    @property
    def not_checked_groups(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """What was not checked: code, reason, and the subjects that share both.

        Checks that could look at nothing for one reason share a line: "NE605, NE606".
        """
        groups: dict[tuple[str, str], list[str]] = {}
        whole: dict[str, list[str]] = {}
        for code, item in self.not_checked:
            if item.subject:
                groups.setdefault((code, item.reason), []).append(item.subject)
            else:
                whole.setdefault(item.reason, []).append(code)
        return (
            *((code, why, tuple(named)) for (code, why), named in groups.items()),
            *((", ".join(codes), why, ()) for why, codes in whole.items()),
        )

    def count(self, severity: str) -> int:
        """Number of findings of a severity ("error", "warning", "note")."""
        return sum(finding.severity.value == severity for finding in self.findings)


def build_view(
    library: Library,
    run: CheckRun,
    assessments: Sequence[ClaimAssessment],
    format_reference: Callable[[Reference], FormattedReference],
    *,
    style: str,
    version: str,
    sort_by_author: bool = False,
    generated_on: str = "",
    coverages: Sequence[ArticleCoverage] = (),
) -> EvidenceView:
    """The view of a library.

    assessments: of the claims, in the order of `library.claims`.
    format_reference: a reference as text in the chosen style. sort_by_author: order of the
    reference list; else as in the file. coverages: of the library's articles; where one is
    missing, the claim sentences of its article are not known.
    """
    by_subject = _by_subject(run.findings)
    references = reference_views(library, by_subject, format_reference, sort_by_author)
    by_key = {view.citekey: view for view in references}
    claims = claim_views(library, assessments, by_key, by_subject, run.waived)
    groups = {group: [v for v in claims if v.claim.group is group] for group in ClaimGroup}
    tallies = {group: _tally(label, groups[group]) for group, label in _GROUP_LABELS.items()}
    headline = tallies.pop(ClaimGroup.HEALTH_EFFECT)
    return EvidenceView(
        claims_path=library.claims_path,
        references_path=library.references_path,
        style=style,
        generated_on=generated_on,
        version=version,
        headline=headline,
        others=tuple(tally for tally in tallies.values() if tally.claims),
        exempt=len(groups[ClaimGroup.NEEDS_NO_EVIDENCE]),
        unread=run.unread,
        topics=_topics(claims),
        references=references,
        findings=run.findings,
        not_checked=tuple(
            (result.check.code, item) for result in run.results for item in result.not_checked
        ),
        waived=run.waived,
        notices=run.notices,
        appraised=bool(library.results),
        checks_passed=run.ended(Outcome.PASS),
        checks_run=len(run.results),
        articles=article_views(library, claims, coverages),
        verified="verifications" in library.available,
    )


def _by_subject(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    subjects: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.subject:
            subjects.setdefault(finding.subject, []).append(finding)
    return subjects


def _tally(label: str, claims: Sequence[ClaimView]) -> Tally:
    cited = sum(bool(view.references) for view in claims)
    counts = Counter(view.status for view in claims)
    listing = sum(bool(view.references or view.unknown_keys) for view in claims)
    return Tally(
        label=label,
        claims=len(claims),
        cited=cited,
        not_found=listing - cited,
        uncited=len(claims) - listing,
        with_problems=sum(any(_is_defect(f) for f in view.problems) for view in claims),
        statuses=tuple((status, counts[status]) for status in ClaimStatus if counts[status]),
        certainties=_certainties(claims),
        over_claims=sum(view.wording.verdict == "over_claim" for view in claims),
        stand=sum(view.stands for view in claims),
    )


def _certainties(claims: Sequence[ClaimView]) -> tuple[tuple[str, int], ...]:
    """How certain what is `supported` is, highest first: "at low certainty" 2, …."""
    supported = Counter(view.certainty for view in claims if view.status is ClaimStatus.SUPPORTED)
    rated = [(f"at {c.label} certainty", supported[c]) for c in Certainty if supported[c]]
    unrated = [("with certainty not judged", supported[None])] if supported[None] else []
    return tuple(rated + unrated)


def _is_defect(finding: Finding) -> bool:
    return finding.severity is not Severity.NOTE and finding.name != "uncited-claim"


def _topics(claims: Iterable[ClaimView]) -> tuple[TopicView, ...]:
    """Topics in the order of the file; within one, claims with references first."""
    by_topic: dict[str, list[ClaimView]] = {}
    for view in claims:
        by_topic.setdefault(view.claim.topic or NO_TOPIC, []).append(view)
    return tuple(
        TopicView(
            name=name,
            anchor=f"topic-{number}",
            claims=tuple(sorted(views, key=_cited_first)),
            tally=_tally(
                _GROUP_LABELS[ClaimGroup.HEALTH_EFFECT],
                [v for v in views if v.claim.group is ClaimGroup.HEALTH_EFFECT],
            ),
        )
        for number, (name, views) in enumerate(by_topic.items(), start=1)
    )


def _cited_first(view: ClaimView) -> int:
    if view.status is None:
        return 2
    return 1 if view.status is ClaimStatus.UNCITED else 0
