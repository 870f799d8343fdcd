"""The benefit claims of a library, and the words of the FTC's guidance in claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from needle_evidence.appraisal.assessment import ClaimAssessment, assess
from needle_evidence.language.ftc_words import (
    LONGEST_TEXT,
    FtcPhrase,
    find_phrases,
    plain_words,
    reads_as_english,
)
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_BENEFITS = frozenset({Question.TREATMENT_BENEFIT, Question.COMPARISON, None})
_MOST_PHRASES = 5  # named in one message


@dataclass(frozen=True, kw_only=True, slots=True)
class WordsFound:
    """The phrases of one rule in the words of a claim that are judged.

    text: those words, as `plain_words` gives them; the phrases' places are places in it.
    not_checked: why nothing, or not everything, could be read; "" where all was.
    """

    text: str
    phrases: tuple[FtcPhrase, ...] = ()
    not_checked: str = ""


def is_benefit_claim(claim: Claim) -> bool:
    """Whether a claim says that something helps; one whose question is not recorded may."""
    return claim.question in _BENEFITS


def benefit_claims(library: Library) -> Iterator[ClaimAssessment]:
    """The assessments of the benefit claims, in the order of the file."""
    return (item for item in assess(library) if is_benefit_claim(item.claim))


def words_found(assessment: ClaimAssessment, rule: str) -> WordsFound:
    """What the table holds for a rule among the words of a claim that the wording gate judges."""
    judged = assessment.wording
    text = plain_words(judged.judged_text)
    phrases = find_phrases(text, rule)
    reason = judged.wording.not_checked
    if reason and not (phrases and reads_as_english(text, phrases)):
        return WordsFound(text=text, not_checked=reason)
    cut = not phrases and len(judged.judged_text) > LONGEST_TEXT
    reason = f"only the first {LONGEST_TEXT} characters of this long text were read" if cut else ""
    return WordsFound(text=text, phrases=phrases, not_checked=reason)


def word_problems(
    assessment: ClaimAssessment, found: WordsFound, fault: str
) -> Iterator[Problem | NotChecked]:
    """One problem for all phrases found in a claim, or the reason why it was not checked.

    fault: what is wrong; the phrases follow it in quotation marks.
    """
    claim, judged = assessment.claim, assessment.wording
    if found.not_checked:
        yield NotChecked(reason=one_line(found.not_checked, 200), subject=claim.claim_id)
    if not found.phrases:
        return
    entries = [phrase.entry for phrase in found.phrases]
    yield Problem(
        message=f"{fault}: {quoted(found.phrases)}.",
        location=claim.cell("quote" if judged.judged_from == "quote" else "claim"),
        subject=claim.claim_id,
        way_out=entries[0].remedy,
        raw=judged.judged_text,
        severity=max((Severity(entry.severity) for entry in entries), key=lambda s: s.rank),
    )


def quoted(phrases: Sequence[FtcPhrase]) -> str:
    """The phrases in quotation marks, each once, five at most."""
    words = list(dict.fromkeys(one_line(phrase.text, 80) for phrase in phrases))
    more = " …" if len(words) > _MOST_PHRASES else ""
    return ", ".join(f"“{word}”" for word in words[:_MOST_PHRASES]) + more
