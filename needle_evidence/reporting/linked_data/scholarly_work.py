"""A cited work in the words of schema.org."""

from __future__ import annotations

from collections.abc import Mapping

from needle_evidence.formats.csl.csl_item import to_csl
from needle_evidence.model.identifiers import (
    bare_doi,
    doi_link,
    normalise_pmcid,
    normalise_pmid,
    pmc_link,
    pubmed_link,
)
from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.reporting.known_parts import Node, known
from needle_evidence.reporting.publication_date import publication_day
from needle_evidence.reporting.reference_view import ReferenceView, name_in_page

# Designs with an NLM publication type that means just that (MeSH, category V03).
_PUBLICATION_TYPES = {
    "rct": "Randomized Controlled Trial",
    "systematic_review_rct": "Systematic Review",
    "systematic_review_cohort": "Systematic Review",
    "systematic_review_other": "Systematic Review",
    "meta_analysis": "Meta-Analysis",
    "cohort": "Observational Study",
    "inception_cohort": "Observational Study",
    "case_control": "Observational Study",
    "nested_case_control": "Observational Study",
    "case_report": "Case Reports",
    "narrative_review": "Review",
    "guideline": "Guideline",
}
_MEDICAL = "MedicalScholarlyArticle"  # the one type that has a `publicationType`
# What registries say of an entry whose identifier belongs to another work, or to none.
_WRONG_IDENTIFIER = frozenset({"wrong_work", "bad_identifier"})


def work_id(view: ReferenceView) -> str:
    """The `@id` of a work, relative to the page that cites it."""
    return f"#work-{name_in_page(view.citekey)}"


def scholarly_work(view: ReferenceView) -> Node:
    """The work as a node: a MedicalScholarlyArticle, a ScholarlyArticle or a CreativeWork.

    A journal article is medical where PubMed holds it or its design is a medical publication
    type. The type of publication is named where a person recorded the design, never where
    words show it. Identifiers that belong to another work are left out.
    """
    item = to_csl(view.record)
    identifiers = _identifiers(view)
    publication_type = _publication_type(view)
    kind = _type(item, identifiers, publication_type)
    links = [link for _, _, link in identifiers]
    return known(
        {
            "@type": kind,
            "@id": work_id(view),
            "name": item.get("title"),
            "author": _people(view.record),
            "datePublished": publication_day(item),
            "publicationType": publication_type if kind == _MEDICAL else "",
            "isPartOf": _container(item),
            "pagination": item.get("page"),
            "identifier": [
                {"@type": "PropertyValue", "propertyID": scheme, "value": value}
                for scheme, value, _ in identifiers
            ],
            "url": links[0] if links else "",
            "sameAs": links[1:],
        }
    )


def _type(
    item: Mapping[str, object], identifiers: list[tuple[str, str, str]], publication_type: str
) -> str:
    if item["type"] != "article-journal":
        return "CreativeWork"
    in_pubmed = any(scheme in ("PMID", "PMCID") for scheme, _, _ in identifiers)
    return _MEDICAL if in_pubmed or publication_type else "ScholarlyArticle"


def _publication_type(view: ReferenceView) -> str:
    if not view.record.text("studydesign") or view.design_inferred:
        return ""
    return _PUBLICATION_TYPES.get(view.design_code, "")


def _identifiers(view: ReferenceView) -> list[tuple[str, str, str]]:
    """Kind, value and address of each."""
    if view.verification.verdict in _WRONG_IDENTIFIER:
        return []
    record = view.record
    doi = bare_doi(record.text("doi"))
    pmid = normalise_pmid(record.text("pmid"))
    pmcid = normalise_pmcid(record.text("pmcid"))
    found = (
        ("DOI", doi, doi_link(doi) if doi else ""),
        ("PMID", pmid, pubmed_link(pmid) if pmid else ""),
        ("PMCID", pmcid, pmc_link(pmcid) if pmcid else ""),
    )
    return [one for one in found if one[1]]


def _people(record: Reference) -> list[Node]:
    return [_person(person) for person in record.authors if person.display]


def _person(person: PersonName) -> Node:
    if person.literal:
        return {"@type": "Organization", "name": person.literal}
    family = " ".join(part for part in (person.particle, person.family) if part)
    return known(
        {
            "@type": "Person",
            "name": person.display,
            "givenName": person.given,
            "familyName": family,
        }
    )


def _container(item: Mapping[str, object]) -> Node:
    title = item.get("container-title")
    if not title:
        return {}
    kind = "Periodical" if item["type"] == "article-journal" else "CreativeWork"
    return {"@type": kind, "name": title}
