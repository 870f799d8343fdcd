"""Which claim, or work, a name that nothing has any more probably means: it was renamed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import partial

from needle_evidence.appraisal.sign_off import part_digests
from needle_evidence.language.folded_text import folded
from needle_evidence.language.nearest import nearest
from needle_evidence.model.claim import Claim
from needle_evidence.model.identifiers import normalise_doi, normalise_pmcid, normalise_pmid
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

# Taking the digest of every claim costs time; a table with more new claims was made anew.
_MOST_CLAIMS = 500
_NAME_AND_YEAR = re.compile(r"[^\W\d]{2,40}[:_-]?(?:19|20)\d\d")


def renamed_claims(library: Library, lost: Collection[str]) -> Mapping[str, str]:
    """Ids that no claim has any more, each with the one claim that says what was recorded.

    The record of its place in an article holds its words, a sign-off a digest of its cells.
    Only claims without such a record of their own are looked at; of several none is offered.
    """
    found: dict[str, set[str]] = {}
    for old, new in (*_by_words(library, lost), *_by_digest(library, lost)):
        found.setdefault(old, set()).add(new)
    return {old: next(iter(new)) for old, new in found.items() if len(new) == 1}


def renamed_work(library: Library, key: str) -> str:
    """The citekey of the one entry that a vanished citekey probably was, "" for none.

    Its identifier is the one that was asked about under the old key; else it is the only one
    of that name and year, or that looks alike, that nothing names.
    """
    asked = {v.identifier for v in library.verifications if v.citekey == key and v.identifier}
    same = [
        reference.key
        for reference in library.references
        if asked and not asked.isdisjoint(_identifiers(library, reference.key))
    ]
    if same:
        return same[0] if len(same) == 1 else ""
    named = {result.citekey for result in library.results} | {*library.claims_by_reference}
    free = [known for known in library.reference_by_key if known not in named]
    head = _NAME_AND_YEAR.match(key.casefold())
    alike = [known for known in free if head and known.casefold().startswith(head[0])]
    alike = alike or [near for near in nearest(key, library.reference_by_key) if near in free]
    return alike[0] if len(alike) == 1 else ""


def rename_words(kind: str, old: str, new: str) -> str:
    """What to do, with the command. kind: "key" or "claim"."""
    shown = one_line(old, 80), one_line(new, 80)
    what = "entry" if kind == "key" else "claim"
    return (
        f"If the {what} was renamed, `needle-evidence rename-{kind} {shown[0]} {shown[1]}` "
        "moves all that is recorded about it."
    )


def _by_words(library: Library, lost: Collection[str]) -> Iterator[tuple[str, str]]:
    recorded = {anchor.claim_id for anchor in library.anchors}
    words = {
        folded(anchor.governed.quote): anchor.claim_id
        for anchor in library.anchors
        if anchor.claim_id in lost
    }
    if not words:
        return
    for claim in library.claims:
        if claim.claim_id not in recorded:
            for text in (claim.text, *claim.quotes):
                if old := words.get(folded(text)):
                    yield old, claim.claim_id


def _by_digest(library: Library, lost: Collection[str]) -> Iterator[tuple[str, str]]:
    signed = {
        review.digests["claim"]: review.claim_id
        for review in library.reviews
        if review.claim_id in lost and review.digests.get("claim")
    }
    free: list[Claim] = [c for c in library.claims if c.claim_id not in library.reviews_by_claim]
    if not signed or len(free) > _MOST_CLAIMS:
        return
    for digest, claim_id in map(partial(_digest, library), free):
        if digest in signed:
            yield signed[digest], claim_id


def _digest(library: Library, claim: Claim) -> tuple[str, str]:
    return part_digests(library, claim).claim, claim.claim_id


def _identifiers(library: Library, key: str) -> Iterator[str]:
    """A work's identifiers as verification.csv writes them."""
    text = library.reference_by_key[key].text
    for kind, value in (
        ("doi", normalise_doi(text("doi"))),
        ("pmid", normalise_pmid(text("pmid"))),
        ("pmcid", normalise_pmcid(text("pmcid"))),
    ):
        if value:
            yield f"{kind}:{value}"
