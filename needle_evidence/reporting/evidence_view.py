"""Everything a report prints, computed once: templates only print it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from needle_evidence.anchoring.coverage import ArticleCoverage
from needle_evidence.appraisal.assessment import ClaimAssessment
from needle_evidence.model.claim import ClaimGroup
from needle_evidence.model.finding import (
    CheckRun,
    Finding,
    NotChecked,
    Outcome,
    WaivedFinding,
)
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.reporting.article_view import ArticleView, article_views
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.changes_view import ChangesView
from needle_evidence.reporting.claim_view import ClaimView, claim_views
from needle_evidence.reporting.history_view import HistoryPoint
from needle_evidence.reporting.patient_view import PatientView, patient_view
from needle_evidence.reporting.pictures import history_strip as strips
from needle_evidence.reporting.pictures.gallery import Gallery, gallery
from needle_evidence.reporting.reference_view import ReferenceView, reference_views
from needle_evidence.reporting.report_part import ReportPart
from needle_evidence.reporting.topic_view import Tally, TopicView, group_tallies, topic_views
from needle_evidence.reporting.work_list import WorkItem, work_list


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidenceView:
    """The one input of every report form.

    headline: health-effect claims. others: the remaining groups that have claims. exempt:
    number of rows that need no evidence. unread: number of rows and entries that could not
    be read and so are counted nowhere. notices: what must be printed with
    the findings of a rule pack. appraised: somebody recorded at least one result. articles: the
    pages that make the claims, those that could not be read included.
    verified: sources were asked about the references. generated_on: ISO date, or "" unless
    asked for. work: what an editor should do, worst first. patients: what patients may read.
    changes: since an earlier version, None where nobody asked. history: coverage over the git
    history, oldest first, empty where nobody asked. part: what of the report one page of
    several shows, None for the whole.
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
    work: tuple[WorkItem, ...] = ()
    patients: PatientView = field(default_factory=PatientView)
    pictures: Gallery = field(default_factory=Gallery)
    changes: ChangesView | None = None
    history: tuple[HistoryPoint, ...] = ()
    part: ReportPart | None = None

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
    def history_strip(self) -> strips.HistoryStrip | None:
        """The picture of the history for a phone, None where there is nothing to draw."""
        return strips.history_strip(self.history)

    @property
    def wide_history_strip(self) -> strips.HistoryStrip | None:
        """The same for a wide page."""
        return strips.history_strip(self.history, strips.WIDE)

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
    headline, *others = group_tallies(claims)
    topics = topic_views(claims)
    return EvidenceView(
        claims_path=library.claims_path,
        references_path=library.references_path,
        style=style,
        generated_on=generated_on,
        version=version,
        headline=headline,
        others=tuple(tally for tally in others if tally.claims),
        exempt=sum(v.claim.group is ClaimGroup.NEEDS_NO_EVIDENCE for v in claims),
        unread=run.unread,
        topics=topics,
        references=references,
        findings=run.findings,
        not_checked=tuple((r.check.code, item) for r in run.results for item in r.not_checked),
        waived=run.waived,
        notices=run.notices,
        appraised=bool(library.results),
        checks_passed=run.ended(Outcome.PASS),
        checks_run=len(run.results),
        articles=article_views(library, claims, coverages),
        verified="verifications" in library.available,
        work=work_list(claims, run.findings),
        patients=patient_view(claims),
        pictures=gallery(topics, claims, references, generated_on),
    )


def _by_subject(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    subjects: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.subject:
            subjects.setdefault(finding.subject, []).append(finding)
    return subjects
