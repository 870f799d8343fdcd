"""Whether a person's sign-off on a claim still covers the claim as it stands now."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from needle_evidence.appraisal.printed_words import governed_words
from needle_evidence.appraisal.verdict import verdicts
from needle_evidence.model.anchor import GovernedQuote
from needle_evidence.model.certainty import CertaintyRating
from needle_evidence.model.claim import Claim
from needle_evidence.model.decision import Review, Verdict
from needle_evidence.model.identifiers import (
    normalise_doi,
    normalise_isbn,
    normalise_pmcid,
    normalise_pmid,
)
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.model.result import Result
from needle_evidence.model.verification import NoticeState

# What separates the texts of one digest; no cell holds them (they are control characters).
_BETWEEN, _BETWEEN_ROWS = "\x1f", "\x1e"
_LENGTH = 12


class SignOffState(enum.Enum):
    """How the last sign-off on a claim stands."""

    NONE = "none"
    APPROVED = "approved"
    STALE = "stale"
    REJECTED = "rejected"
    NEEDS_WORK = "needs_work"

    @property
    def label(self) -> str:
        """The words that a person reads."""
        return _LABELS[self]


_LABELS = {
    SignOffState.NONE: "not signed off",
    SignOffState.APPROVED: "signed off",
    SignOffState.STALE: "sign-off out of date",
    SignOffState.REJECTED: "rejected",
    SignOffState.NEEDS_WORK: "needs work",
}
_PART_WORDS = {"certainty": "the certainty", "anchor": "what the article says there"}
_STATES = {
    Verdict.REJECTED: SignOffState.REJECTED,
    Verdict.NEEDS_WORK: SignOffState.NEEDS_WORK,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class PartDigests:
    """A short fingerprint of each part of a claim: "" where the part is absent.

    claim: its text, quotes, question and PICO. citations: per citekey, cited or considered:
    identifiers and recorded results. if_moved: the same, were the cited works only considered
    and the considered ones cited; tells that change from the others. certainty: all ratings.
    anchor: where it stands in its articles. displaced: what became of the places where it no
    longer stands as it was read, in words. notices: per citekey of a retracted work, or one
    under an expression of concern, which of them. The order of rows, and how a file is laid out, do
    not count.
    """

    claim: str
    citations: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    if_moved: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    certainty: str = ""
    anchor: str = ""
    displaced: tuple[str, ...] = ()
    notices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True, slots=True)
class SignOff:
    """The last sign-off on a claim. changes: what changed since, in words; empty unless stale."""

    state: SignOffState
    review: Review | None = None
    changes: tuple[str, ...] = ()


def part_digests(library: Library, claim: Claim) -> PartDigests:
    """The fingerprints of a claim as it stands in the library."""
    keys = sorted({*claim.references, *library.considered(claim)})
    cited = frozenset(claim.references)
    notices = _notices(library, keys)

    def digests(*, moved: bool) -> Mapping[str, str]:
        return MappingProxyType(
            {
                key: _citation_digest(
                    key,
                    library.reference_by_key.get(key),
                    library.results_of(claim, key),
                    cited=(key in cited) is not moved,
                    notice=notices.get(key, ""),
                )
                for key in keys
            }
        )

    return PartDigests(
        claim=_digest([_claim_texts(claim)]),
        citations=digests(moved=False),
        if_moved=digests(moved=True),
        certainty=_digest(map(_rating_texts, library.ratings_by_claim.get(claim.claim_id, ()))),
        anchor=_digest(_anchor_texts(*place) for place in governed_words(library, claim)),
        notices=MappingProxyType(notices),
        displaced=tuple(
            f"{placement.article}: {placement.state.label}"
            for placement in library.placements.get(claim.claim_id, ())
            if not placement.state.holds
        ),
    )


def sign_off(claim: Claim, reviews: Iterable[Review], digests: PartDigests) -> SignOff:
    """The state of the last of a claim's reviews, given in file order.

    An approval is stale as soon as any part differs from what was signed; a certainty or an
    anchor that was absent then stales nothing by appearing. A later row whose verdict cannot
    be read may take it back, and stales it too.
    """
    last, unread = None, None
    for review in reviews:
        if review.claim_id == claim.claim_id:
            last, unread = (last, review) if review.verdict is None else (review, None)
    if last is None or last.verdict is None:
        return SignOff(state=SignOffState.NONE)
    if last.verdict is not Verdict.APPROVED:
        return SignOff(state=_STATES[last.verdict], review=last)
    doubt = [] if unread is None else [_unread_words(unread)]
    changes = (*doubt, *_changes(last, digests, frozenset(claim.references)))
    state = SignOffState.STALE if changes else SignOffState.APPROVED
    return SignOff(state=state, review=last, changes=changes)


def _unread_words(review: Review) -> str:
    line = review.location.line
    return f"a later sign-off{f' (line {line})' if line else ''} has a verdict that cannot be read"


def _changes(review: Review, now: PartDigests, cited: frozenset[str]) -> Iterable[str]:
    if not review.digests.get("claim", ""):
        yield "it holds no digest of the claim, so nobody can tell what was approved"
        return
    if not review.reviewed_by.strip():
        yield "it bears no name, so nobody stands behind it"
    if review.digests["claim"] != now.claim:
        yield "the claim's own words, quote, question or PICO cells changed"
    for key in sorted({*review.citations, *now.citations}):
        if key not in now.citations:
            yield f"{key} is no longer cited or considered"
        elif key not in review.citations:
            yield f"{key} is new"
        elif review.citations[key] != now.citations[key]:
            moved = ": it is now cited" if key in cited else ": it is no longer cited"
            how = moved if review.citations[key] == now.if_moved.get(key) else ""
            how = how or (f": {now.notices[key]}" if key in now.notices else "")
            yield f"what is recorded about {key} changed{how}"
    for part, digest in (("certainty", now.certainty), ("anchor", now.anchor)):
        signed = review.digests.get(part, "")
        if signed and signed != digest:
            yield f"{_PART_WORDS[part]} changed"
    yield from (f"its place in {place}" for place in now.displaced)


def _claim_texts(claim: Claim) -> list[str]:
    question = claim.question.value if claim.question else ""
    return [
        claim.text,
        " | ".join(claim.quotes),
        question,
        claim.intervention,
        claim.population,
        claim.comparator,
        claim.outcome,
    ]


def _notices(library: Library, keys: Iterable[str]) -> dict[str, str]:
    """What a signer has to know of each work: that it was retracted, or is under a concern."""
    found = {key: verdicts(library)[key].notice for key in keys if key in verdicts(library)}
    return {
        key: NoticeState.RETRACTION.label if state.is_retraction else state.label
        for key, state in found.items()
        if state.is_retraction or state is NoticeState.CONCERN
    }


def _citation_digest(
    key: str, reference: Reference | None, results: Iterable[Result], *, cited: bool, notice: str
) -> str:
    about = [key, "cited" if cited else "considered", *_identity(reference)]
    if notice:  # so that a sign-off of what nobody spoke against keeps its digest
        about.append(notice)
    return _digest([about, *sorted(map(_result_texts, results))])


def _identity(reference: Reference | None) -> list[str]:
    """The identifiers of a work; where it has none of a register, all that tells it apart."""
    if reference is None:
        return ["unknown"]
    identifiers = [
        normalise_doi(reference.text("doi")),
        normalise_pmid(reference.text("pmid")),
        normalise_pmcid(reference.text("pmcid")),
    ]
    if any(identifiers):
        return identifiers
    isbn = normalise_isbn(reference.text("isbn"))
    others = [isbn, *(reference.text(name) for name in ("eprint", "url"))]
    return [reference.title, reference.year, *filter(None, others)]


def _result_texts(result: Result) -> list[str]:
    numbers = (result.effect, result.ci_low, result.ci_high, result.mid)
    counts = (result.participants, result.events)
    return [
        result.outcome,
        result.comparator,
        result.timepoint,
        result.stance.value if result.stance else "",
        result.directness.value if result.directness else "",
        ";".join(sorted(result.indirect_because)),
        result.result,
        result.passage,
        result.locator,
        result.measure,
        result.unit,
        result.better,
        *("" if number is None else str(number.normalize()) for number in numbers),
        *("" if count is None else str(count) for count in counts),
    ]


def _rating_texts(rating: CertaintyRating) -> list[str]:
    domains = (f"{name}={j.word}:{j.reason}" for name, j in sorted(rating.domains.items()))
    return [
        rating.outcome,
        rating.comparator,
        rating.timepoint,
        rating.population,
        rating.rating,
        rating.importance,
        rating.direction,
        rating.effect_size,
        "" if rating.studies is None else str(rating.studies),
        "" if rating.participants is None else str(rating.participants),
        rating.start,
        *domains,
        rating.reported_certainty.value if rating.reported_certainty else "",
        rating.reported_by,
        rating.locator,
        rating.appraiser,
        *sorted(rating.without),
    ]


def _anchor_texts(article: str, words: GovernedQuote) -> list[str]:
    return [article, words.quote, words.before, words.after, words.lead_in, words.heading]


def _digest(rows: Iterable[list[str]]) -> str:
    """Twelve hexadecimal digits behind a letter, so that no spreadsheet takes it for a number."""
    texts = sorted(_BETWEEN.join(" ".join(cell.split()) for cell in row) for row in rows)
    if not texts:
        return ""
    data = _BETWEEN_ROWS.join(texts).encode("utf-8", "surrogatepass")
    return "x" + hashlib.sha256(data).hexdigest()[:_LENGTH]
