"""One reference as reports show it: formatted, linked, with where it is used."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from needle_evidence.appraisal.cited_work import StudyDesign, study_design, study_designs
from needle_evidence.appraisal.verdict import reference_verdict
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Finding
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
from needle_evidence.reporting.verification_view import VerificationView, verification_view

# What tables write where nothing was compared with.
_NOTHING = frozenset({"no control", "no comparator", "no comparison", "none", "nothing", "n/a"})


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkView:
    """A safe https link with its words ("DOI")."""

    label: str
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceView:
    """One reference as reports show it.

    number: from 1, in the order of the reference list. design: in words, as recorded in the
    entry, else as inferred from the words in `design_words` (field, text); "" where neither.
    sample_size: as recorded, "" where nothing is. studied: (name, text) pairs of what it
    studied. used_by: the claims that cite it. considered_for: claims about which it has a
    recorded result, and which do not cite it. verification: what sources say of it.
    short_name: first author and year ("Cotchett et al. 2014"). design_code: the design as
    `appraisal.study_design` names it, "" where nobody knows it. record: the entry itself.
    """

    number: int
    citekey: str
    formatted: FormattedReference
    links: tuple[LinkView, ...]
    design: str
    design_words: tuple[tuple[str, str], ...]
    sample_size: str
    studied: tuple[tuple[str, str], ...]
    used_by: tuple[Claim, ...]
    considered_for: tuple[Claim, ...]
    problems: tuple[Finding, ...]
    year: str
    title: str
    verification: VerificationView
    record: Reference
    design_code: str = ""
    short_name: str = ""

    @property
    def design_inferred(self) -> bool:
        """Whether nobody recorded the design, and words show it."""
        return bool(self.design_words)

    @property
    def design_quotes(self) -> tuple[str, ...]:
        """At most two of the words that show the design, none within another."""
        texts = dict.fromkeys(text for _, text in self.design_words)
        whole = [t for t in texts if not any(t != other and t in other for other in texts)]
        return tuple(whole[:2])

    @property
    def studied_in_short(self) -> tuple[str, ...]:
        """What was compared in whom: "dry needling", "compared with sham", "in adults with …"."""
        facts = dict(self.studied)
        treatment = facts.get("intervention", "")
        people = facts.get("population", "")
        against = compared_with(facts.get("comparator", ""))
        whom = f"in {people}" if people and (treatment or against) else people
        return tuple(part for part in (treatment, against, whom) if part)


def reference_views(
    library: Library,
    by_subject: Mapping[str, Sequence[Finding]],
    format_reference: Callable[[Reference], FormattedReference],
    sort_by_author: bool,
) -> tuple[ReferenceView, ...]:
    """The works of the library, numbered; by_subject: findings by their subject."""
    works = [reference for reference in library.references if reference.is_work]
    if sort_by_author:
        works.sort(key=_author_order)
    considered = _considered(library)
    designs = study_designs(library)
    return tuple(
        _reference_view(
            number,
            reference,
            library,
            designs.get(reference.key) or study_design(reference),
            considered.get(reference.key, ()),
            _about(by_subject.get(reference.key, ()), library.references_path),
            format_reference(reference),
        )
        for number, reference in enumerate(works, start=1)
    )


def _considered(library: Library) -> dict[str, tuple[Claim, ...]]:
    found: dict[str, list[Claim]] = {}
    for claim in library.claims if library.results else ():
        for key in library.considered(claim):
            found.setdefault(key, []).append(claim)
    return {key: tuple(claims) for key, claims in found.items()}


def _reference_view(
    number: int,
    reference: Reference,
    library: Library,
    design: StudyDesign,
    considered_for: tuple[Claim, ...],
    problems: tuple[Finding, ...],
    formatted: FormattedReference,
) -> ReferenceView:
    studied = ("intervention", "population", "comparator", "outcome")
    return ReferenceView(
        number=number,
        citekey=reference.key,
        formatted=formatted,
        links=_links(reference),
        design=design.label,
        design_words=design.inferred.words if design.inferred else (),
        sample_size=reference.text("samplesize"),
        studied=tuple((name, reference.text(name)) for name in studied if reference.text(name)),
        used_by=library.claims_by_reference.get(reference.key, ()),
        considered_for=considered_for,
        problems=problems,
        year=reference.year,
        title=reference.title,
        verification=verification_view(reference_verdict(library, reference)),
        record=reference,
        design_code=design.code,
        short_name=_short_name(reference),
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


def compared_with(comparator: str) -> str:
    """A comparator in words: "compared with surgery", "without a control", "" for none."""
    if comparator.strip().lower() in _NOTHING:
        return "without a control"
    return f"compared with {comparator}" if comparator else ""


def name_in_page(text: str) -> str:
    """A name for an HTML `id` and links to it: different for different texts, ASCII only."""
    return re.sub(r"[^a-z0-9-]", lambda match: f"_{ord(match.group()):x}_", text)


def _short_name(reference: Reference) -> str:
    people = reference.authors or reference.editors
    if not people:
        return f"{reference.title or reference.key} {reference.year}".strip()
    first = people[0].literal or f"{people[0].particle} {people[0].family}".strip()
    others = " et al." if len(people) > 1 or reference.authors_truncated else ""
    return f"{first}{others} {reference.year}".strip()


def _author_order(reference: Reference) -> tuple[str, str, str]:
    people = reference.authors or reference.editors
    first = (people[0].literal or people[0].family) if people else reference.title
    return first.casefold(), reference.year, reference.title.casefold()
