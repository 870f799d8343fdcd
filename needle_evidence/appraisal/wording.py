"""The wording gate: whether a claim's words say more than the certainty licenses."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from needle_evidence.appraisal.wording_remarks import (
    BENEFITS,
    HARMS,
    LICENSED_STRENGTH,
    NO_CERTAINTY,
    Kind,
    Remark,
    remarks_on,
)
from needle_evidence.language.wording_strength import Strength, Wording, classify_wording
from needle_evidence.model.certainty import Certainty
from needle_evidence.model.claim import Claim

__all__ = [
    "LICENSED_STRENGTH",
    "NEEDS_LIMITS",
    "NO_CERTAINTY",
    "WordingJudgement",
    "WordingVerdict",
    "judge_wording",
    "states_limits",
]

NEEDS_LIMITS = (
    "at low certainty “may” is not enough: a sentence beside it must say why the evidence is weak"
)


class WordingVerdict(enum.Enum):
    """What the gate says of a claim's words."""

    LICENSED = "licensed"
    OVER_CLAIM = "over_claim"
    UNDER_CLAIM = "under_claim"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, kw_only=True, slots=True)
class WordingJudgement:
    """The verdict on one claim's words.

    judged_text: the words judged; judged_from: "anchored sentence", "quote" or "claim".
    licence: the certainty that was applied; None where none is recorded or none applies.
    reasons: why it is an over-claim or under-claim, each naming the words. notes: what is
    worth knowing and never a finding. not_checked: what could not be judged and why; beside
    an over-claim it says what else was not judged. needs_limits_sentence: "may" at low
    certainty without a sentence on the limits of the evidence beside it (FTC 2022).
    """

    verdict: WordingVerdict
    wording: Wording
    judged_text: str
    judged_from: str
    licence: Certainty | None = None
    licensed_strength: Strength | None = None
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    not_checked: str = ""
    needs_limits_sentence: bool = False


def judge_wording(
    claim: Claim,
    certainty: Certainty | None,
    effect_size: str = "",
    *,
    sentences: Sequence[str] = (),
    has_limits_sentence: bool = False,
    supported_by_rct_or_review: bool | None = None,
    quantified: bool = False,
) -> WordingJudgement:
    """Whether a claim's words are licensed.

    certainty: of the outcome that the claim names, the lowest where there are several.
    effect_size: "large", "moderate", "small", "trivial" or "". sentences: the article's own,
    one per place where the claim is anchored; the most prominent counts. has_limits_sentence:
    whether a sentence on the limits of the evidence stands beside it.
    supported_by_rct_or_review: whether a human randomised trial or a systematic review is
    linked; None for unknown. quantified: whether number, denominator and locator of the harm
    are recorded. Benefit claims must not say more than the certainty
    licenses; a claim that a harm occurs is never too strong, its reassurance may be
    (evidence-rules §3).
    """
    texts, source = _texts_to_judge(claim, sentences)
    judged = [
        _judge(
            claim,
            text,
            source,
            certainty=certainty,
            effect_size=effect_size,
            has_limits_sentence=has_limits_sentence,
            supported=supported_by_rct_or_review,
            quantified=quantified,
        )
        for text in texts
    ]
    return max(judged, key=_prominence)


def states_limits(text: str) -> bool:
    """Whether a text says that its evidence is limited, uncertain or still to come."""
    return _states_limits(classify_wording(text))


def _texts_to_judge(claim: Claim, sentences: Sequence[str]) -> tuple[Sequence[str], str]:
    """The anchored sentences, else all variants of the quote, else the claim; which it is."""
    anchored = tuple(dict.fromkeys(sentence for sentence in sentences if sentence.strip()))
    if anchored:
        return anchored, "anchored sentence"
    quotes = list(dict.fromkeys(quote for quote in claim.quotes if quote.strip()))
    return (quotes, "quote") if quotes else ((claim.text,), "claim")


def _prominence(judged: WordingJudgement) -> tuple[bool, int, bool]:
    """Of several variants an over-claim counts, then the strongest, then one without limits."""
    over = judged.verdict is WordingVerdict.OVER_CLAIM
    return over, judged.wording.strength.rank, judged.needs_limits_sentence


def _judge(
    claim: Claim,
    text: str,
    source: str,
    *,
    certainty: Certainty | None,
    effect_size: str,
    has_limits_sentence: bool,
    supported: bool | None,
    quantified: bool,
) -> WordingJudgement:
    wording = classify_wording(text)
    remarks = remarks_on(
        claim,
        wording,
        certainty,
        effect_size=effect_size,
        supported=supported,
        quantified=quantified,
    )
    licence = certainty if claim.question in BENEFITS | HARMS else None
    may = licence is Certainty.LOW and wording.strength is Strength.POSSIBLE
    limited = has_limits_sentence or _states_limits(wording)
    needs = may and claim.question in BENEFITS and not limited
    return WordingJudgement(
        verdict=_verdict(remarks),
        wording=wording,
        judged_text=text,
        judged_from=source,
        licence=licence,
        licensed_strength=None if licence is None else LICENSED_STRENGTH[licence],
        reasons=(_texts(remarks, Kind.OVER) or _texts(remarks, Kind.UNDER))
        + (NEEDS_LIMITS,) * needs,
        notes=_texts(remarks, Kind.NOTE),
        not_checked="; ".join(_texts(remarks, Kind.UNKNOWN)),
        needs_limits_sentence=needs,
    )


def _verdict(remarks: Iterable[Remark]) -> WordingVerdict:
    """What is wrong goes first, then what could not be judged."""
    kinds = {remark.kind for remark in remarks}
    if Kind.OVER in kinds:
        return WordingVerdict.OVER_CLAIM
    if Kind.UNKNOWN in kinds:
        return WordingVerdict.NOT_CHECKED
    return WordingVerdict.UNDER_CLAIM if Kind.UNDER in kinds else WordingVerdict.LICENSED


def _texts(remarks: Iterable[Remark], kind: Kind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(remark.text for remark in remarks if remark.kind is kind))


def _states_limits(wording: Wording) -> bool:
    return any(
        cue.strength is Strength.UNCERTAIN or cue.note == "states limits" for cue in wording.cues
    )
