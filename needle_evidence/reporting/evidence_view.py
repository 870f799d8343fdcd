"""Everything a report prints, computed once: templates only print it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from needle_evidence.appraisal.claim_status import ClaimStatus, StatusReport
from needle_evidence.appraisal.study_design import design_label
from needle_evidence.model.claim import Claim, ClaimGroup
from needle_evidence.model.finding import CheckRun, Finding, NotChecked, Outcome, Severity
from needle_evidence.model.identifiers import (
    bare_doi,
    doi_link,
    normalise_pmcid,
    normalise_pmid,
    pmc_link,
    pubmed_link,
    web_address,
)
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.reporting.bibliography import FormattedReference

NO_TOPIC = "No topic"
# Of two claims with one id, each shows what is wrong with its own row, and this.
_ON_EACH = "duplicate-claim-id"
_GROUP_LABELS = {
    ClaimGroup.HEALTH_EFFECT: "health-effect claims",
    ClaimGroup.MECHANISM: "mechanism claims",
    ClaimGroup.OTHER_QUESTION: "claims of other kinds",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkView:
    """A safe https link with its words ("DOI")."""

    label: str
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceView:
    """One reference as reports show it.

    number: from 1, in the order of the reference list. design, sample_size: as recorded in
    the entry; "" where nothing is. studied: (name, text) pairs of what it studied. used_by:
    the claims that cite it.
    """

    number: int
    citekey: str
    formatted: FormattedReference
    links: tuple[LinkView, ...]
    design: str
    sample_size: str
    studied: tuple[tuple[str, str], ...]
    used_by: tuple[Claim, ...]
    problems: tuple[Finding, ...]
    year: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimView:
    """One claim as reports show it.

    status: None for definitions and other rows that need no evidence. unknown_keys: listed
    citekeys that the reference file does not hold. anchor: its place in a page; the second
    claim of a doubled id has one of its own.
    """

    claim: Claim
    anchor: str
    status: ClaimStatus | None
    status_label: str
    question: str
    references: tuple[ReferenceView, ...]
    unknown_keys: tuple[str, ...]
    problems: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many claims of one group there are, and how many are cited.

    cited: they list at least one reference that could be read. not_found: they list some, but
    none that could be read. uncited: they list none. with_problems: an error or warning other
    than a missing reference is open on them.
    """

    label: str
    claims: int
    cited: int
    not_found: int
    uncited: int
    with_problems: int


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
    be read and so are counted nowhere. generated_on: ISO date, or "" unless asked for.
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
    checks_passed: int
    checks_run: int

    @property
    def claims(self) -> tuple[ClaimView, ...]:
        """All claims, topic by topic."""
        return tuple(view for topic in self.topics for view in topic.claims)

    def count(self, severity: str) -> int:
        """Number of findings of a severity ("error", "warning", "note")."""
        return sum(finding.severity.value == severity for finding in self.findings)


def build_view(
    library: Library,
    run: CheckRun,
    statuses: Mapping[int, StatusReport],
    format_reference: Callable[[Reference], FormattedReference],
    *,
    style: str,
    version: str,
    sort_by_author: bool = False,
    generated_on: str = "",
) -> EvidenceView:
    """The view of a library.

    statuses: by position of the claim in `library.claims` (claim ids can be doubled).
    format_reference: a reference as text in the chosen style. sort_by_author: order of the
    reference list; else as in the file.
    """
    by_subject = _by_subject(run.findings)
    references = _reference_views(library, by_subject, format_reference, sort_by_author)
    by_key = {view.citekey: view for view in references}
    anchors = _anchors([claim.claim_id for claim in library.claims])
    claims = [
        _claim_view(claim, anchors[position], statuses[position], by_key, by_subject)
        for position, claim in enumerate(library.claims)
    ]
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
        checks_passed=run.ended(Outcome.PASS),
        checks_run=len(run.results),
    )


def _reference_views(
    library: Library,
    by_subject: Mapping[str, Sequence[Finding]],
    format_reference: Callable[[Reference], FormattedReference],
    sort_by_author: bool,
) -> tuple[ReferenceView, ...]:
    works = [reference for reference in library.references if reference.is_work]
    if sort_by_author:
        works.sort(key=_author_order)
    return tuple(
        _reference_view(number, reference, library, by_subject, format_reference)
        for number, reference in enumerate(works, start=1)
    )


def _by_subject(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    subjects: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.subject:
            subjects.setdefault(finding.subject, []).append(finding)
    return subjects


def _reference_view(
    number: int,
    reference: Reference,
    library: Library,
    by_subject: Mapping[str, Sequence[Finding]],
    format_reference: Callable[[Reference], FormattedReference],
) -> ReferenceView:
    studied = ("intervention", "population", "comparator", "outcome")
    return ReferenceView(
        number=number,
        citekey=reference.key,
        formatted=format_reference(reference),
        links=_links(reference),
        design=design_label(reference.text("studydesign")),
        sample_size=reference.text("samplesize"),
        studied=tuple((name, reference.text(name)) for name in studied if reference.text(name)),
        used_by=library.claims_by_reference.get(reference.key, ()),
        problems=_about(by_subject.get(reference.key, ()), library.references_path),
        year=reference.year,
        title=reference.title,
    )


def _about(findings: Sequence[Finding], path: str) -> tuple[Finding, ...]:
    """Findings in one file: a claim and a reference may have the same name."""
    return tuple(finding for finding in findings if finding.location.path == path)


def _links(reference: Reference) -> tuple[LinkView, ...]:
    links: list[LinkView] = []
    if doi := bare_doi(reference.text("doi")):
        links.append(LinkView(label="DOI", address=doi_link(doi)))
    if pmid := normalise_pmid(reference.text("pmid")):
        links.append(LinkView(label="PubMed", address=pubmed_link(pmid)))
    if pmcid := normalise_pmcid(reference.text("pmcid")):
        links.append(LinkView(label="Full text (PMC)", address=pmc_link(pmcid)))
    if not links and (address := web_address(reference.text("url"))):
        links.append(LinkView(label="Web page", address=address))
    return tuple(links)


def name_in_page(text: str) -> str:
    """A name for an HTML `id` and links to it: different for different texts, ASCII only."""
    return re.sub(r"[^a-z0-9-]", lambda match: f"_{ord(match.group()):x}_", text)


def _anchors(claim_ids: Sequence[str]) -> list[str]:
    """A name in the page for each claim, in order; the first of a doubled id has the plain one."""
    met: Counter[str] = Counter()
    anchors = []
    for claim_id in claim_ids:
        met[claim_id] += 1
        again = f".{met[claim_id]}" if met[claim_id] > 1 else ""
        anchors.append(f"claim-{name_in_page(claim_id)}{again}")
    return anchors


def _claim_view(
    claim: Claim,
    anchor: str,
    report: StatusReport,
    by_key: Mapping[str, ReferenceView],
    by_subject: Mapping[str, Sequence[Finding]],
) -> ClaimView:
    needs_evidence = claim.needs_evidence or report.status is not ClaimStatus.UNCITED
    status = report.status if needs_evidence else None
    keys = dict.fromkeys(claim.references)
    return ClaimView(
        claim=claim,
        anchor=anchor,
        status=status,
        status_label=status.label if status else "Needs no reference",
        question=claim.question.value.replace("_", " ") if claim.question else "",
        references=tuple(by_key[key] for key in keys if key in by_key),
        unknown_keys=report.unknown,
        problems=tuple(
            finding
            for finding in _about(by_subject.get(claim.claim_id, ()), claim.location.path)
            if finding.location.line == claim.location.line or finding.name == _ON_EACH
        ),
    )


def _tally(label: str, claims: Sequence[ClaimView]) -> Tally:
    cited = sum(bool(view.references) for view in claims)
    listing = sum(bool(view.references or view.unknown_keys) for view in claims)
    return Tally(
        label=label,
        claims=len(claims),
        cited=cited,
        not_found=listing - cited,
        uncited=len(claims) - listing,
        with_problems=sum(any(_is_defect(f) for f in view.problems) for view in claims),
    )


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


def _author_order(reference: Reference) -> tuple[str, str, str]:
    people = reference.authors or reference.editors
    first = (people[0].literal or people[0].family) if people else reference.title
    return first.casefold(), reference.year, reference.title.casefold()
