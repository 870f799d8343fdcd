"""NE102: a claim that lists a citekey which the library does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.rename_offers import rename_words, renamed_work
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

# Comparing a key with all others takes time. A table with more unknown keys than this has
# the wrong reference file, and then no offer helps.
_MOST_OFFERS = 40
# What people write around a citekey, or instead of none.
_CITING = re.compile(r"^\\?\w*\{|^\[?-?@|[\]}]$")
_NOTHING = frozenset({"n/a", "na", "none", "nil", "no", "-", "–", "—", "?", "x", "tbd"})


def _look(library: Library) -> Iterator[Problem]:
    unread = {p.subject: p for p in library.problems if p.kind == "broken_block" and p.subject}
    aliases = _aliases(library)
    offers: dict[str, str] = {}
    for claim in library.claims:
        for key in dict.fromkeys(claim.references):
            if key in library.reference_by_key:
                continue
            if key in unread:
                yield _unread(library, claim, key, unread[key].location.line)
                continue
            if key in aliases:
                offers[key] = f"It is another name of {one_line(aliases[key], 80)}: list that key."
            if key not in offers and len(offers) < _MOST_OFFERS:
                offers[key] = _offer(key, library)
            yield Problem(
                message=f"There is no entry {one_line(key, 80)} in {library.references_path}.",
                location=claim.cell("references"),
                subject=claim.claim_id,
                way_out=one_line(offers.get(key, "")),
            )


def _offer(key: str, library: Library) -> str:
    """What to write instead of an unknown citekey, "" where nothing is alike."""
    if key.casefold() in _NOTHING:
        return "Leave the cell empty where there is no reference."
    bare = _CITING.sub("", key)
    if bare != key and bare in library.reference_by_key:
        return f"Write the bare citekey: {one_line(bare, 80)}."
    near = suggestion(bare, library.reference_by_key)
    renamed = renamed_work(library, bare)
    return f"{near} {rename_words('key', bare, renamed)}".strip() if renamed else near


def _aliases(library: Library) -> dict[str, str]:
    """Other citekeys that BibLaTeX's `ids` gives to entries: alias → citekey."""
    return {
        alias.strip(): reference.key
        for reference in library.references
        for alias in reference.fields.get("ids", "").split(",")
        if alias.strip()
    }


def _unread(library: Library, claim: Claim, key: str, line: int | None) -> Problem:
    where = f"{library.references_path}:{line}" if line else library.references_path
    return Problem(
        message=f"The entry {one_line(key, 80)} is there ({where}) but could not be read.",
        location=claim.cell("references"),
        subject=claim.claim_id,
        way_out=f"Repair the entry at {where} (see NE001).",
    )


CHECK = Check(
    code="NE102",
    name="unknown-citekey",
    severity=Severity.ERROR,
    summary="A claim lists a citekey that is not in the reference file.",
    why="The claim looks cited but rests on nothing that a reader could look up.",
    bad="reduces-hip-pain,Dry needling reduces hip pain.,hall2018efects",
    good="reduces-hip-pain,Dry needling reduces hip pain.,hall2018effects",
    way_out="Correct the citekey, or add the entry to the reference file.",
    look=_look,
)
