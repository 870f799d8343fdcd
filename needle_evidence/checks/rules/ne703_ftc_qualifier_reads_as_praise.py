"""NE703: "promising" or "preliminary" as all that qualifies a benefit claim."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needle_evidence.checks.benefit_claims import (
    WordsFound,
    benefit_claims,
    word_problems,
    words_found,
)
from needle_evidence.checks.check import Check
from needle_evidence.language.ftc_words import sentence_around
from needle_evidence.language.wording_strength import Cue, classify_wording
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library

_RULE = "NE703"
_FAULT = "All that qualifies this claim are words that readers take for praise"
_HEDGES = frozenset({"possible", "probable", "uncertain"})
# "In a pilot study of 20 people" says how little it was.
_PEOPLE = re.compile(
    r"\b\d{1,5} (?:[\w-]+ ){0,2}(?:people|persons?|patients?|participants?|adults?|women|men"
    r"|children|volunteers|athletes|runners|subjects)\b",
    re.IGNORECASE,
)


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for assessment in benefit_claims(library):
        found = words_found(assessment, _RULE)
        if not found.phrases or not _qualified(found):
            yield from word_problems(assessment, found, _FAULT)


def _qualified(found: WordsFound) -> bool:
    """Whether the claim says in other words, too, how little is known.

    A hedge ("may") in the sentence of the phrase does; a statement of limits, wherever it is.
    """
    spans = [sentence_around(found.text, phrase) for phrase in found.phrases]
    if any(_PEOPLE.search(found.text, first, last) for first, last in spans):
        return True
    for cue in classify_wording(found.text).cues:
        if cue.kind not in _HEDGES or cue.warn_only or _part_of_phrase(cue, found):
            continue
        beside = any(first <= cue.start < last for first, last in spans)
        if beside or cue.kind == "uncertain" or cue.note == "states limits":
            return True
    return False


def _part_of_phrase(cue: Cue, found: WordsFound) -> bool:
    """Whether a hedge is made of the phrase itself: "promising research suggests"."""
    return any(cue.start < phrase.end and phrase.start < cue.end for phrase in found.phrases)


CHECK = Check(
    code=_RULE,
    name="ftc-qualifier-reads-as-praise",
    severity=Severity.WARNING,
    summary="A benefit claim is qualified by nothing but “promising”, “preliminary” or the like.",
    why=(
        "Readers take “promising”, “preliminary”, “initial” or “pilot” research for good news, "
        "not for a warning that little is known (Health Products Compliance Guidance, 2022). "
        "“May” is not enough either; see NE403. Not legal advice."
    ),
    bad="Promising research shows that dry needling relieves migraine.",
    good="Dry needling may relieve migraine; the evidence is limited: one study of 20 people.",
    way_out="Say in plain words how little is known: how many people, how many studies.",
    look=_look,
    pack="ftc",
)
