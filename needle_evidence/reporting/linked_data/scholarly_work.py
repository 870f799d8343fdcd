"""A cited work in the words of schema.org."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from needle_evidence.formats.csl.csl_item import to_csl
from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.reporting.known_parts import Node, known
from needle_evidence.reporting.publication_date import publication_day
from needle_evidence.reporting.published_identifiers import (
    PublishedIdentifier,
    published_identifiers,
)
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
    identifiers = published_identifiers(view)
    publication_type = _publication_type(view)
    kind = _type(item, identifiers, publication_type)
    links = [one.link for one in identifiers]
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
                {"@type": "PropertyValue", "propertyID": one.scheme, "value": one.value}
                for one in identifiers
            ],
            "url": links[0] if links else "",
            "sameAs": links[1:],
        }
    )


def _type(
    item: Mapping[str, object], identifiers: Sequence[PublishedIdentifier], publication_type: str
) -> str:
    if item["type"] != "article-journal":
        return "CreativeWork"
    in_pubmed = any(one.scheme in ("PMID", "PMCID") for one in identifiers)
    return _MEDICAL if in_pubmed or publication_type else "ScholarlyArticle"


def _publication_type(view: ReferenceView) -> str:
    if not view.record.text("studydesign") or view.design_inferred:
        return ""
    return _PUBLICATION_TYPES.get(view.design_code, "")


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
