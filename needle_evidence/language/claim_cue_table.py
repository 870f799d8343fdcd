"""The table of cues that make a sentence a health claim, or keep it from being one.

The rows of `data/claim_cues.csv` have a role: `words` (what health is about: the body, outcomes,
treatments, people), `dismiss` (the text is no claim), `part` (what stands between two commas is
none), `mask` (these words are none), `aside` (a clause that begins so is none), `claim` (a cue, of
a kind), `list_claim` and `list_quiet` (what a list's lead-in makes of its items). Patterns are
regular expressions on text in lower case. A cue counts where the text also has a word that it
`needs`: one of the `body`, an `outcome` (the body included) or any of `health`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from needle_evidence.language.data_table import data_table
from needle_evidence.language.thesaurus import build_thesaurus, find_terms

_WORD = re.compile(r"[a-z][a-z0-9']*(?:-[a-z0-9']+)*")
_CONDITION = re.compile(
    r"(?!(?:diagnosis|prognosis|hypnosis|osmosis)$)"
    r"[a-z]{2,30}(?:itis|osis|oses|algia|opathy|opathies|emia|plegia|rrhoea)"
)
_DRUG = re.compile(
    r"[a-z]{2,30}(?:mycin|cillin|statins?|prazole|olol|pril|sartan|azepam|profen|triptans?|caine"
    r"|oxetine|parin|formin)"
)
_TERM_KINDS = {"condition": "outcome", "outcome": "outcome", "intervention": "treatment"}
_ENOUGH = {
    "": frozenset[str](),
    "body": frozenset({"body"}),
    "outcome": frozenset({"body", "outcome"}),
    "health": frozenset({"body", "outcome", "treatment"}),
    "people": frozenset({"body", "outcome", "treatment", "people"}),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimCue:
    """One row of the table but those of role `words`.

    kind: of a claim. needs: see the module. fires, quiet: a sentence that the pattern must
    match, and one that it must not.
    """

    role: str
    kind: str
    needs: str
    pattern: re.Pattern[str]
    fires: str
    quiet: str


@cache
def claim_cues(role: str) -> tuple[ClaimCue, ...]:
    """The rows of one role, in the order of the table; their patterns are compiled once."""
    return tuple(
        ClaimCue(
            role=role,
            kind=row["kind"],
            needs=row["needs"],
            pattern=re.compile(row["pattern"]),
            fires=row["fires"],
            quiet=row["quiet"],
        )
        for row in data_table("claim_cues")
        if row["role"] == role
    )


def health_topics(text: str) -> frozenset[str]:
    """What the words of a text in lower case are about: "body", "outcome", "treatment", "people".

    Looks them up in the table, among the endings of conditions and drugs, and, where that finds
    little, in the thesaurus.
    """
    known = _health_words()
    found = set()
    for match in _WORD.finditer(text):
        for word in {match[0].removesuffix("'s"), *match[0].split("-")}:
            kind = known.get(word) or known.get(word.removesuffix("s"))
            if kind:
                found.add(kind)
            elif _CONDITION.fullmatch(word):
                found.add("outcome")
            elif _DRUG.fullmatch(word):
                found.add("treatment")
    if "outcome" not in found:
        found.update(_thesaurus_topics(text))
    return frozenset(found)


def enough(needs: str, topics: frozenset[str]) -> bool:
    """Whether a text with these topics has what a cue needs."""
    return not needs or not topics.isdisjoint(_ENOUGH[needs])


@cache
def _health_words() -> Mapping[str, str]:
    return {
        word: row["kind"]
        for row in data_table("claim_cues")
        if row["role"] == "words"
        for word in row["pattern"].split()
    }


def _thesaurus_topics(text: str) -> set[str]:
    terms = find_terms(build_thesaurus(), text)
    return {_TERM_KINDS[term.kind] for term in terms if term.kind in _TERM_KINDS}
