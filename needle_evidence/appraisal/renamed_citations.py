"""What sign-offs say of a work under its new citekey: kept where only the name changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from needle_evidence.appraisal.sign_off import PartDigests, part_digests
from needle_evidence.model.claim import Claim
from needle_evidence.model.decision import Review
from needle_evidence.model.library import Library


def with_key(library: Library, old: str, new: str) -> Library:
    """The library as it is once a citekey is renamed; a work of that name is taken for it.

    Where both are entries, the old one goes. A claim that cites both cites the new one once.
    """

    def named(key: str) -> str:
        return new if key == old else key

    both = {old, new} <= set(library.reference_by_key)
    return replace(
        library,
        claims=tuple(
            replace(claim, references=tuple(dict.fromkeys(map(named, claim.references))))
            for claim in library.claims
        ),
        references=tuple(
            replace(each, key=named(each.key))
            for each in library.references
            if not (both and each.key == old)
        ),
        results=tuple(replace(each, citekey=named(each.citekey)) for each in library.results),
        ratings=tuple(
            replace(
                each,
                reported_by=named(each.reported_by),
                without=tuple(map(named, each.without)),
            )
            for each in library.ratings
        ),
        verifications=tuple(
            replace(each, citekey=named(each.citekey)) for each in library.verifications
        ),
    )


def renamed_reviews(library: Library, old: str, new: str) -> Mapping[int, Mapping[str, str]]:
    """The cells of reviews.csv that change when a citekey is renamed, by the row's line.

    A digest is of what was signed, the citekey included. Where it is still the one of what
    stands, the same digest is taken under the new name: the approval goes on covering it. Any
    other digest stays as it is, so that what was out of date stays so, and so does a work
    that brought rows or identifiers of its own. A row that names both works keeps both.
    """
    after = with_key(library, old, new)
    back = with_key(after, new, old)
    digests = _Digests(after=_by_claim(after), back=_by_claim(back))
    changed: dict[int, Mapping[str, str]] = {}
    for review in library.reviews:
        cells = _cells(review, digests, old, new)
        if cells and review.location.line:
            changed[review.location.line] = cells
    return MappingProxyType(changed)


class _Digests(NamedTuple):
    """The digests of each claim after the renaming, and of the same state under the old name."""

    after: Callable[[str], PartDigests | None]
    back: Callable[[str], PartDigests | None]


def _by_claim(library: Library) -> Callable[[str], PartDigests | None]:
    known: dict[str, PartDigests | None] = {}

    def digests(claim_id: str) -> PartDigests | None:
        if claim_id not in known:
            claims: tuple[Claim, ...] = library.claims_by_id.get(claim_id, ())
            known[claim_id] = part_digests(library, claims[0]) if claims else None
        return known[claim_id]

    return digests


def _cells(review: Review, digests: _Digests, old: str, new: str) -> dict[str, str]:
    names_it = old in review.citations and new not in review.citations
    certainty = review.digests.get("certainty", "")
    if not (names_it or certainty):
        return {}
    after, back = digests.after(review.claim_id), digests.back(review.claim_id)
    cells = {}
    if names_it:
        signed = review.citations[old]
        pairs = {
            new if key == old else key: _digest_under(new, old, signed, after, back)
            if key == old
            else digest
            for key, digest in review.citations.items()
        }
        cells["citations_digest"] = ";".join(f"{key}={digest}" for key, digest in pairs.items())
    unlike = after and back and after.certainty != back.certainty
    if after and back and unlike and certainty == back.certainty:
        cells["certainty_digest"] = after.certainty
    return cells


def _digest_under(
    new: str, old: str, signed: str, after: PartDigests | None, back: PartDigests | None
) -> str:
    if after is None or back is None:
        return signed
    for now, then in ((after.citations, back.citations), (after.if_moved, back.if_moved)):
        if signed == then.get(old) and new in now:
            return now[new]
    return signed
