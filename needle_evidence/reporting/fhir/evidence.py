"""What is known of each outcome of a claim, as FHIR R5 Evidence."""

from __future__ import annotations

from collections.abc import Mapping

from needle_evidence.appraisal.printable_sentence import SentenceBasis
from needle_evidence.language.folded_text import folded
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.fhir.certainty import certainty
from needle_evidence.reporting.fhir.citation import citation_id
from needle_evidence.reporting.fhir.plain_elements import (
    day,
    markdown,
    named,
    plain,
    reference_to,
    resource_id,
)
from needle_evidence.reporting.fhir.published_codes import STUDY_DESIGN, STUDY_DESIGNS, concept
from needle_evidence.reporting.fhir.statistic import rated_bodies, statistic
from needle_evidence.reporting.fhir.variables import variables
from needle_evidence.reporting.known_parts import Node, known
from needle_evidence.reporting.reference_view import ReferenceView, compared_with
from needle_evidence.reporting.tables.outcome_rows import (
    OutcomeRow,
    effects_in_words,
    outcome_rows,
)

_LICENSED = (SentenceBasis.CERTAINTY, SentenceBasis.RECORDED_RESULT)
_NO_RESULT = "No result is recorded for this outcome; its certainty was rated."


def evidence_of(claim: ClaimView, by_key: Mapping[str, ReferenceView]) -> list[Node]:
    """An Evidence per outcome × comparator × time point with a result or a rating.

    by_key: the works of the library. Unrelated, retracted and opinion works have no place in
    it. status: "active" where the claim stands, else "draft".
    """
    return [_evidence(row, by_key) for row in outcome_rows(claim) if row.ratings or row.results]


def _evidence(row: OutcomeRow, by_key: Mapping[str, ReferenceView]) -> Node:
    claim = row.claim
    signed = claim.sign_off
    approved = signed.state == "approved"
    return known(
        {
            "resourceType": "Evidence",
            "id": _evidence_id(row),
            "identifier": [named("claim id", claim.claim.claim_id)],
            "title": _title(row),
            "status": "active" if claim.stands else "draft",
            "approvalDate": day(signed.when) if approved else "",
            "lastReviewDate": day(signed.when),
            "author": [{"name": name} for name in _appraisers(row)],
            "reviewer": [{"name": plain(signed.who)}] if plain(signed.who) else [],
            "relatedArtifact": _related(row, by_key),
            "description": markdown(effects_in_words(row.results) or _NO_RESULT),
            "assertion": _assertion(row),
            "variableDefinition": variables(row),
            "studyDesign": _designs(row),
            "statistic": [*map(statistic, row.results), *rated_bodies(row.ratings)],
            "certainty": [certainty(rating, by_key) for rating in row.ratings],
        }
    )


def _evidence_id(row: OutcomeRow) -> str:
    about = (folded(part) for part in (row.outcome, row.comparator, row.timepoint))
    return resource_id("Evidence", row.claim.anchor, *about)


def _title(row: OutcomeRow) -> str:
    parts = (row.outcome, compared_with(row.comparator), row.timepoint)
    about = ", ".join(part for part in parts if part) or "Outcome not named"
    return plain(f"{about} ({row.claim.claim.claim_id})")


def _assertion(row: OutcomeRow) -> str:
    """What may be said of the outcome, with the sentence about its limits; "" for none."""
    sentence = row.claim.wording.printable
    if not row.told or sentence.basis not in _LICENSED:
        return ""
    return markdown(f"{sentence.clinician} {sentence.limits}".strip())


def _appraisers(row: OutcomeRow) -> list[str]:
    names = [found.result.appraiser for found in row.results]
    names += [rating.appraiser for rating in row.ratings]
    return [name for name in dict.fromkeys(map(plain, names)) if name]


def _related(row: OutcomeRow, by_key: Mapping[str, ReferenceView]) -> list[Node]:
    """The works that it is derived from, and the reviews that reported a rating."""
    works = {found.work.reference.citekey: found.work.reference for found in row.results}
    reported = dict.fromkeys(rating.reported_by for rating in row.ratings)
    return [
        *(_artifact("derived-from", key, work) for key, work in works.items()),
        *(
            _artifact("citation", key, by_key.get(key))
            for key in reported
            if key and key not in works
        ),
    ]


def _artifact(kind: str, citekey: str, work: ReferenceView | None) -> Node:
    """work: None where the reference file does not hold it; then only its key is known."""
    if work is None:
        return {"type": kind, "display": plain(citekey) or "not recorded"}
    reference = reference_to(citation_id(citekey), work.short_name)
    return {"type": kind, "resourceReference": reference}


def _designs(row: OutcomeRow) -> list[Node]:
    """The designs that a person recorded; those that words show are left out."""
    stated = {
        work.design_code: work.design
        for work in (found.work.reference for found in row.results)
        if work.record.text("studydesign") and not work.design_inferred
    }
    designs = (
        concept(STUDY_DESIGN, STUDY_DESIGNS.get(code, ""), plain(words))
        for code, words in stated.items()
    )
    return [design for design in designs if design]
