"""A rating of the certainty as tables print it: sign and word, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable

from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.model.certainty import RAISING_DOMAINS, Certainty
from needle_evidence.reporting.claim_view import ClaimView, RatingView

# What stands in a domain's cell where a reported rating has none of its own.
_IN_THE_REVIEW = "not recorded; see the review"


def with_symbol(certainty: Certainty) -> str:
    """The certainty as it is always printed: "⊕⊕◯◯ low"."""
    return f"{certainty.symbol} {certainty.label}"


def rating_in_words(rating: RatingView) -> str:
    """The certainty of a rating, or that there is none and why."""
    if rating.certainty is not None:
        return with_symbol(rating.certainty)
    reasons = list(rating.refusals)
    if rating.missing:
        reasons.append(f"Not assessed: {', '.join(rating.missing)}.")
    return f"No certainty. {' '.join(reasons)}".rstrip()


def certainty_in_words(view: ClaimView) -> str:
    """What stands beside the status of a claim: its certainty, or that it was not judged.

    GRADE gives no rating where there is no study, so such a claim has "no study" there.
    """
    if view.status is None:
        return "needs no evidence"
    if view.certainty is not None:
        kind = next((rating.kind for rating in view.ratings if rating.governs), "")
        return f"{with_symbol(view.certainty)}{', ' if kind else ''}{kind}"
    if view.status in (ClaimStatus.UNCITED, ClaimStatus.BROKEN, ClaimStatus.UNRELATED_ONLY):
        return "no study cited, so no rating"
    return view.certainty_label or "certainty not judged"


def domain_in_words(rating: RatingView, domain: str) -> str:
    """A domain's cell: "serious (−1): one trial of 84 people", or that it was not assessed.

    domain: a column of certainty.csv. A raising domain that could not have changed the result
    is "not needed", for GRADE raises no randomised evidence, nor what was lowered.
    """
    judgement = rating.record.domains.get(domain)
    if judgement is None:
        if rating.kind == "reported":
            return _IN_THE_REVIEW
        settled = rating.record.start and domain.replace("_", " ") not in rating.missing
        return "not needed" if domain in RAISING_DOMAINS and settled else "not assessed"
    points = domain_points(rating, domain)
    moved = f" ({_signed(points)})" if points else ""
    reason = f": {judgement.reason}" if judgement.reason else ""
    return f"{judgement.word}{moved}{reason}"


def domain_points(rating: RatingView, domain: str) -> int | None:
    """By how many points a domain moved the certainty, None where it was not assessed."""
    name = domain.replace("_", " ")
    return next((points for step, points, _ in rating.reasons if step == name), None)


def footnote(rating: RatingView) -> str:
    """Why a certainty is what it is, and who says so; never empty."""
    parts = [f"{rating_in_words(rating).rstrip('.')}.", *_because(rating), _source(rating)]
    return " ".join(part for part in parts if part)


def _because(rating: RatingView) -> Iterable[str]:
    moved = [
        f"{name} {_signed(points)}: {reason.rstrip('.')}"
        for name, points, reason in rating.reasons
        if points
    ]
    if moved:
        yield f"{_capital('; '.join(moved))}."
    elif rating.kind == "reported" and rating.certainty not in (None, Certainty.HIGH):
        yield "Why it was lowered stands in the review and is not recorded here."


def _source(rating: RatingView) -> str:
    """What the certainty may be called, where it stands, and who recorded it."""
    judged = rating.kind == "judged"
    who = f"{'judged' if judged else 'copied'} by {rating.appraiser}" if rating.appraiser else ""
    place = f" ({rating.locator})" if rating.locator else ""
    # Without a certainty there is nothing to be called anything, but a review still has a name.
    named = "" if judged and rating.certainty is None else f"{rating.label}{place}"
    words = "; ".join(part for part in (named, who) if part).rstrip(".")
    return f"{_capital(words)}." if words else ""


def _signed(points: int) -> str:
    return f"{points:+d}".replace("-", "−")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
