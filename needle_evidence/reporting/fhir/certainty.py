"""A rating of the certainty with its domains, as the `certainty` of a FHIR R5 Evidence."""

from __future__ import annotations

from collections.abc import Mapping

from needle_evidence.appraisal.grade_domains import plain_word
from needle_evidence.model.certainty import LOWERING_DOMAINS, RAISING_DOMAINS, DomainJudgement
from needle_evidence.reporting.claim_view import RatingView
from needle_evidence.reporting.fhir.plain_elements import annotation, markdown, plain
from needle_evidence.reporting.fhir.published_codes import (
    CERTAINTIES,
    CERTAINTY_RATING,
    CERTAINTY_TYPE,
    DOMAINS,
    LOWERING_WORDS,
    RAISING_WORDS,
    concept,
)
from needle_evidence.reporting.known_parts import Node, known
from needle_evidence.reporting.reference_view import ReferenceView
from needle_evidence.reporting.tables.rating_words import rating_in_words


def certainty(rating: RatingView, by_key: Mapping[str, ReferenceView]) -> Node:
    """The rating; without a code where GRADE gives none, and a note then says why.

    by_key: the works of the library. rater: who judged, or the review that reported it; who
    copied it is a note. A domain that was not assessed is left out: it is no absence of
    concern.
    """
    record = rating.record
    code = CERTAINTIES[rating.certainty] if rating.certainty else ""
    words = rating.certainty.label if rating.certainty else ""
    labelled = rating.certainty is not None or rating.kind == "reported"
    notes = [
        annotation("" if rating.certainty else rating_in_words(rating)),
        annotation(_body(rating)),
        annotation(_copied(rating), rating.appraiser, record.appraised_on),
        annotation(record.note, rating.appraiser, record.appraised_on),
    ]
    return known(
        {
            "description": markdown(rating.label) if labelled else "",
            "note": [note for note in notes if note],
            "type": concept(CERTAINTY_TYPE, "Overall"),
            "rating": concept(CERTAINTY_RATING, code, words),
            "rater": _rater(rating, by_key),
            "subcomponent": [
                _domain(domain, record.domains[domain], rating.appraiser)
                for domain in (*LOWERING_DOMAINS, *RAISING_DOMAINS)
                if domain in record.domains
            ],
        }
    )


def _rater(rating: RatingView, by_key: Mapping[str, ReferenceView]) -> str:
    if rating.kind == "judged":
        return plain(rating.appraiser)
    review = by_key.get(rating.reported_by)
    return plain(review.short_name if review else rating.reported_by)


def _copied(rating: RatingView) -> str:
    if rating.kind == "judged":
        return ""
    place = f", {rating.locator}" if rating.locator else ""
    return f"As reported by {rating.reported_by or 'a review that is not named'}{place}."


def _body(rating: RatingView) -> str:
    """What was rated, as recorded."""
    record = rating.record
    parts = (
        ("Design of the studies", record.start),
        ("Importance of the outcome", record.importance.replace("_", " ")),
        ("Direction of the effect", record.direction),
        ("Size of the effect", record.effect_size),
    )
    return "; ".join(f"{name}: {value}" for name, value in parts if value)


def _domain(domain: str, judgement: DomainJudgement, rater: str) -> Node:
    word = plain_word(judgement)
    codes = RAISING_WORDS if domain in RAISING_DOMAINS else LOWERING_WORDS
    note = annotation(judgement.reason)
    return known(
        {
            "note": [note] if note else [],
            "type": concept(CERTAINTY_TYPE, DOMAINS[domain]),
            "rating": concept(CERTAINTY_RATING, codes.get(word, ""), plain(judgement.word)),
            "rater": plain(rater),
        }
    )
