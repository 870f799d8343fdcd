"""A work that has a place in the evidence, as a FHIR R5 Citation."""

from __future__ import annotations

from collections.abc import Mapping

from needle_evidence.formats.csl.csl_item import to_csl
from needle_evidence.model.verification import NoticeState
from needle_evidence.reporting.fhir.plain_elements import (
    annotation,
    day,
    markdown,
    named,
    plain,
    resource_id,
)
from needle_evidence.reporting.fhir.published_codes import (
    ADDRESS_KIND,
    ARTIFACT_STATUS,
    CONTAINERS,
    CONTRIBUTOR_ROLE,
    PUBLISHED_IN,
    STYLES,
    SUMMARY_STYLE,
    concept,
)
from needle_evidence.reporting.known_parts import Node, known
from needle_evidence.reporting.publication_date import publication_day
from needle_evidence.reporting.published_identifiers import published_identifiers
from needle_evidence.reporting.reference_view import ReferenceView
from needle_evidence.reporting.verification_view import ToldView

# How a notice is related to the work that it is about.
_RELATED_BY = {
    NoticeState.RETRACTION.value: "retracted-by",
    NoticeState.REPLACEMENT.value: "retracted-by",
    NoticeState.CORRECTION.value: "correction-in",
    NoticeState.CONCERN.value: "comment-in",
}
_SYSTEMS = {
    "DOI": "https://doi.org",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov",
    "PMCID": "https://pmc.ncbi.nlm.nih.gov",
}
_ADDRESSES = {"DOI": "doi-based", "PMID": "abstract", "PMCID": "full-text"}
_RETRACTIONS = frozenset({NoticeState.RETRACTION.value, NoticeState.REPLACEMENT.value})


def citation_id(citekey: str) -> str:
    """The id of a work's Citation."""
    return resource_id("Citation", citekey)


def citation(view: ReferenceView, style: str) -> Node:
    """The Citation of a work; style: the name of the style in which it is formatted.

    status: "active" where a registry confirmed the record, else "draft". A retraction is a
    state of the cited work; that nobody asked about one is a note. No abstract.
    """
    identity = citation_id(view.citekey)
    coded = STYLES.get(style, "") if view.formatted.by_style else ""
    printed = markdown(view.formatted.plain)
    return known(
        {
            "resourceType": "Citation",
            "id": identity,
            "identifier": [named("citekey", view.citekey)],
            "title": plain(view.title),
            "status": "draft" if _is_unconfirmed(view) else "active",
            "summary": [known({"style": concept(SUMMARY_STYLE, coded), "text": printed})]
            if printed
            else [],
            "citedArtifact": _cited_artifact(view),
        }
    )


def _is_unconfirmed(view: ReferenceView) -> bool:
    """Whether the record itself is in doubt; a retracted work may be recorded rightly."""
    found = view.verification
    return bool(found.not_checked or found.differences) or found.verdict in (
        "bad_identifier",
        "wrong_work",
        "field_mismatch",
        "unconfirmed",
        "disputed",
        "incomplete",
        "unchecked",
    )


def _cited_artifact(view: ReferenceView) -> Node:
    item = to_csl(view.record)
    identifiers = published_identifiers(view)
    retracted = view.verification.notice in _RETRACTIONS
    title = markdown(str(item.get("title") or ""))
    return known(
        {
            "identifier": [
                {"system": _SYSTEMS[one.scheme], "value": plain(one.value)} for one in identifiers
            ],
            "currentState": [concept(ARTIFACT_STATUS, "retracted")] if retracted else [],
            "statusDate": _retracted_on(view),
            "title": [{"text": title}] if title else [],
            "relatesTo": [_notice(told) for told in view.verification.told if _is_notice(told)],
            "publicationForm": _publication_form(item),
            "webLocation": [
                {"classifier": [concept(ADDRESS_KIND, _ADDRESSES[one.scheme])], "url": one.link}
                for one in identifiers
            ],
            "contributorship": _contributorship(view),
            "note": _notes(view),
        }
    )


def _is_notice(told: ToldView) -> bool:
    return told.state in _RELATED_BY


def _notice(told: ToldView) -> Node:
    named_by = [told.label, told.source, told.identifier, day(told.published_on), told.reason]
    return known(
        {
            "type": _RELATED_BY[told.state],
            "display": plain("; ".join(part for part in named_by if part)),
            "document": known({"url": told.link}),
        }
    )


def _retracted_on(view: ReferenceView) -> list[Node]:
    days = [
        told.published_on
        for told in view.verification.told
        if told.state in _RETRACTIONS and told.published_on
    ]
    if not days or view.verification.notice not in _RETRACTIONS:
        return []
    activity = concept(ARTIFACT_STATUS, "retracted")
    return [{"activity": activity, "actual": True, "period": {"start": day(min(days))}}]


def _publication_form(item: Mapping[str, object]) -> list[Node]:
    container = plain(str(item.get("container-title") or ""))
    code = CONTAINERS.get(str(item["type"]), "")
    published = known({"type": concept(PUBLISHED_IN, code), "title": container})
    form = known(
        {
            "publishedIn": published if container else {},
            "volume": plain(str(item.get("volume") or "")),
            "issue": plain(str(item.get("issue") or "")),
            "articleDate": publication_day(item),
            "pageString": plain(str(item.get("page") or "")),
        }
    )
    return [form] if form else []


def _contributorship(view: ReferenceView) -> Node:
    record = view.record
    role = "author" if record.authors else "editor"
    entries = [
        {
            "contributor": {"display": plain(person.display)},
            "role": concept(CONTRIBUTOR_ROLE, role),
            "rankingOrder": rank,
        }
        for rank, person in enumerate(record.authors or record.editors, start=1)
        if plain(person.display)
    ]
    complete = not record.authors_truncated and role == "author"
    return {"complete": complete, "entry": entries} if entries else {}


def _notes(view: ReferenceView) -> list[Node]:
    found = view.verification
    texts = [f"Not checked: {found.not_checked}" if found.not_checked else ""]
    texts += [f"Registries differ: {difference}" for difference in found.differences]
    if view.design_inferred:
        texts.append(f"Design inferred from its words, not recorded: {view.design}")
    return [note for note in map(annotation, texts) if note]
