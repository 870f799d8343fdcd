"""The wording gate: whether a claim's words say more than the certainty licenses."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from needle_evidence.language.wording_strength import Cue, Strength, Wording, classify_wording
from needle_evidence.model.certainty import Certainty
from needle_evidence.model.claim import Claim, Question

# Which strength each certainty licenses (Santesso 2020, J Clin Epidemiol 119:126-135, turned
# round). Absolute words are licensed by none.
LICENSED_STRENGTH: Mapping[Certainty, Strength] = {
    Certainty.HIGH: Strength.ASSERTIVE,
    Certainty.MODERATE: Strength.PROBABLE,
    Certainty.LOW: Strength.POSSIBLE,
    Certainty.VERY_LOW: Strength.UNCERTAIN,
}
NO_CERTAINTY = "no certainty is recorded"
NEEDS_LIMITS = "at low certainty a sentence on the limits of the evidence must stand beside “may”"
_NEEDED = {
    Strength.ASSERTIVE: "high",
    Strength.PROBABLE: "at least moderate",
    Strength.POSSIBLE: "at least low",
}
_BENEFITS = frozenset({Question.TREATMENT_BENEFIT, Question.COMPARISON, Question.SCREENING, None})
_HARMS = frozenset({Question.COMMON_HARM, Question.RARE_HARM})
_MOST_WORDS = 5  # named in one reason


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
    sentence: str = "",
    has_limits_sentence: bool = False,
    supported_by_rct_or_review: bool | None = None,
    quantified: bool = False,
) -> WordingJudgement:
    """Whether a claim's words are licensed.

    certainty: of the outcome that the claim names, the lowest where there are several.
    effect_size: "large", "moderate", "small", "trivial" or "". sentence: the article's own,
    where the claim is anchored. has_limits_sentence: whether a sentence on the limits of the
    evidence stands beside it. supported_by_rct_or_review: whether a human randomised trial or
    a systematic review is linked; None for unknown. quantified: whether number, denominator
    and locator of the harm are recorded. Benefit claims must not say more than the certainty
    licenses; a claim that a harm occurs is never too strong, its reassurance may be
    (evidence-rules §3).
    """
    text, source = words_to_judge(claim, sentence)
    wording = classify_wording(text)
    remarks = (
        [_Remark(_Kind.UNKNOWN, wording.not_checked)]
        if wording.not_checked
        else list(_remarks(claim, wording, certainty, effect_size, quantified))
    )
    if not wording.not_checked:
        remarks.extend(_establishment(wording, supported_by_rct_or_review))
    licence = certainty if claim.question in _BENEFITS | _HARMS else None
    may = licence is Certainty.LOW and wording.strength is Strength.POSSIBLE
    limited = has_limits_sentence or _states_limits(wording)
    needs = may and claim.question in _BENEFITS and not limited
    return WordingJudgement(
        verdict=_verdict(remarks),
        wording=wording,
        judged_text=text,
        judged_from=source,
        licence=licence,
        licensed_strength=None if licence is None else LICENSED_STRENGTH[licence],
        reasons=(_texts(remarks, _Kind.OVER) or _texts(remarks, _Kind.UNDER))
        + (NEEDS_LIMITS,) * needs,
        notes=_texts(remarks, _Kind.NOTE),
        not_checked="; ".join(_texts(remarks, _Kind.UNKNOWN)),
        needs_limits_sentence=needs,
    )


def words_to_judge(claim: Claim, sentence: str = "") -> tuple[str, str]:
    """The words that are judged and where they are from.

    The anchored sentence, else the quote (of several accepted variants the strongest), else
    the claim.
    """
    if sentence.strip():
        return sentence, "anchored sentence"
    quotes = [quote for quote in claim.quotes if quote.strip()]
    if quotes:
        return max(quotes, key=lambda quote: classify_wording(quote).strength.rank), "quote"
    return claim.text, "claim"


def states_limits(text: str) -> bool:
    """Whether a text says that its evidence is limited, uncertain or still to come."""
    return _states_limits(classify_wording(text))


class _Kind(enum.Enum):
    OVER = "over"
    UNDER = "under"
    NOTE = "note"
    UNKNOWN = "unknown"


class _Remark(NamedTuple):
    """What one rule has to say."""

    kind: _Kind
    text: str


def _verdict(remarks: Iterable[_Remark]) -> WordingVerdict:
    """What is wrong goes first, then what could not be judged."""
    kinds = {remark.kind for remark in remarks}
    if _Kind.OVER in kinds:
        return WordingVerdict.OVER_CLAIM
    if _Kind.UNKNOWN in kinds:
        return WordingVerdict.NOT_CHECKED
    return WordingVerdict.UNDER_CLAIM if _Kind.UNDER in kinds else WordingVerdict.LICENSED


def _texts(remarks: Iterable[_Remark], kind: _Kind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(remark.text for remark in remarks if remark.kind is kind))


def _remarks(
    claim: Claim,
    wording: Wording,
    certainty: Certainty | None,
    effect_size: str,
    quantified: bool,
) -> Iterator[_Remark]:
    """All that the rules say but those for "studies show"."""
    if wording.cut:
        yield _Remark(_Kind.NOTE, "only the beginning of this long text was read")
    if claim.question in _HARMS:
        yield from _harm(wording, certainty, quantified)
        return
    yield from _absolute(wording)
    if claim.question not in _BENEFITS:
        yield _Remark(_Kind.UNKNOWN, _other_question(claim))
        return
    yield from _reassurance(wording, None, quantified)
    yield from _ambiguous(wording)
    if certainty is None:
        yield _Remark(_Kind.UNKNOWN, NO_CERTAINTY)
        return
    yield from _strength(wording, certainty)
    yield from _magnitude(wording, effect_size)


def _absolute(wording: Wording) -> Iterator[_Remark]:
    words = [cue for cue in wording.cues if cue.strength is Strength.ABSOLUTE]
    if words:
        yield _Remark(_Kind.OVER, f"{_named(words)} absolute, which no evidence licenses")


def _strength(wording: Wording, certainty: Certainty) -> Iterator[_Remark]:
    """Words above the licence are an over-claim, words below it a note."""
    licensed = LICENSED_STRENGTH[certainty]
    if wording.strength is Strength.NONE:
        yield _Remark(_Kind.UNKNOWN, "no word of the text says how strongly it claims an effect")
        return
    strongest = _words_of(wording, wording.strength)
    if wording.strength.rank < licensed.rank:
        text = f"{_named(strongest)} {wording.strength.label}; {certainty.label} certainty"
        yield _Remark(_Kind.UNDER, f"{text} licenses {licensed.label} words")
    for strength, needed in _NEEDED.items():
        words = _words_of(wording, strength)
        if words and strength.rank > licensed.rank:
            text = f"{_named(words)} {strength.label}, which needs {needed} certainty"
            yield _Remark(_Kind.OVER, f"{text}; the certainty is {certainty.label}")
    denied = [cue for cue in wording.cues if cue.denied]
    if denied and wording.strength.rank > licensed.rank:
        yield _Remark(_Kind.NOTE, f"{_quoted(denied)} says that there is no effect")


def _words_of(wording: Wording, strength: Strength) -> list[Cue]:
    """The words that make a strength: the hedge itself, else what it weakens."""
    cues = [cue for cue in wording.cues if cue.strength is strength]
    return [cue for cue in cues if cue.kind == strength.value] or cues


def _magnitude(wording: Wording, effect_size: str) -> Iterator[_Remark]:
    """Words of size need the effect size that was judged."""
    size = wording.magnitude
    words = [cue for cue in wording.cues if cue.kind == f"magnitude_{size}" and not cue.warn_only]
    if not effect_size:
        if words:
            yield _Remark(
                _Kind.NOTE, f"{_quoted(words)}: size not checked, no effect size is recorded"
            )
        return
    if size == "large" and effect_size != "large":
        yield _Remark(
            _Kind.OVER, f"{_named(words)} for a large effect; the effect was judged {effect_size}"
        )
    elif effect_size == "trivial" and size != "trivial":
        if wording.strength.rank >= Strength.POSSIBLE.rank:
            words = _words_of(wording, wording.strength)
            text = f"{_quoted(words)}: claims an effect; the effect was judged trivial"
            yield _Remark(_Kind.OVER, f"{text} (“little to no difference”)")
    elif effect_size == "small" and not size:
        yield _Remark(_Kind.NOTE, "the effect was judged small; the words name no size")
    elif size and effect_size != size:
        yield _Remark(
            _Kind.NOTE, f"the words name a {size} effect; the effect was judged {effect_size}"
        )


def _establishment(wording: Wording, supported: bool | None) -> Iterator[_Remark]:
    """For "studies show": it needs a human randomised trial or a systematic review (FTC 2022)."""
    if not wording.establishment or supported:
        return
    quoted = _quoted(wording.establishment)
    if supported is None:
        yield _Remark(
            _Kind.NOTE, f"{quoted}: not checked whether a trial or systematic review is linked"
        )
        return
    text = "promises proof; no randomised trial in people and no systematic review"
    yield _Remark(_Kind.OVER, f"{quoted}: {text} is linked")


def _harm(wording: Wording, certainty: Certainty | None, quantified: bool) -> Iterator[_Remark]:
    """Saying that a harm occurs is never too strong; reassurance may be."""
    yield from _reassurance(wording, certainty, quantified)
    denials = [
        cue for cue in wording.cues if cue.denied and cue.strength.rank > Strength.UNCERTAIN.rank
    ]
    yield from _unlicensed(denials, "denies a harm", certainty, quantified)
    if certainty is None and quantified and (denials or _reassuring(wording)):
        yield _Remark(_Kind.UNKNOWN, NO_CERTAINTY)


def _reassurance(
    wording: Wording, certainty: Certainty | None, quantified: bool
) -> Iterator[_Remark]:
    cues = _reassuring(wording)
    never = [cue for cue in cues if cue.note == "never licensed"]
    if never:
        yield _Remark(_Kind.OVER, f"{_quoted(never)}: no study can rule out every harm")
    rest = [cue for cue in cues if cue not in never and not _within(cue, never)]
    yield from _unlicensed(rest, "reassures about harm", certainty, quantified)


def _unlicensed(
    cues: Sequence[Cue], what: str, certainty: Certainty | None, quantified: bool
) -> Iterator[_Remark]:
    """What reassures needs numbers, and a certainty that is high, or moderate under a hedge."""
    if cues and not quantified:
        missing = "without a number, how many people were looked at and where that is reported"
        yield _Remark(_Kind.OVER, f"{_quoted(cues)}: {what} {missing}")
    if not cues or certainty in {None, Certainty.HIGH}:
        return
    moderate = certainty is Certainty.MODERATE
    bold = [cue for cue in cues if cue.strength is Strength.ASSERTIVE or not moderate]
    if bold and certainty is not None:
        needed = "high certainty, or a “probably” at moderate certainty"
        text = f"{_quoted(bold)}: {what} and needs {needed}"
        yield _Remark(_Kind.OVER, f"{text}; the certainty is {certainty.label}")


def _reassuring(wording: Wording) -> list[Cue]:
    """What reassures; "it is unclear whether it is safe" does not."""
    return [cue for cue in wording.reassurance if cue.strength.rank > Strength.UNCERTAIN.rank]


def _within(cue: Cue, others: Iterable[Cue]) -> bool:
    return any(other.start <= cue.start and cue.end <= other.end for other in others)


def _ambiguous(wording: Wording) -> Iterator[_Remark]:
    """Words that warn and never count, and strong words that stand under a hedge."""
    for cue in wording.cues:
        if cue.warn_only:
            yield _Remark(_Kind.NOTE, f"“{cue.text}” is {cue.note}")
        elif cue.kind == "absolute" and cue.strength is not Strength.ABSOLUTE:
            text = f"“{cue.text}” is an absolute word, weakened to {cue.strength.label}"
            yield _Remark(_Kind.NOTE, f"{text} by its hedge")


def _states_limits(wording: Wording) -> bool:
    return any(
        cue.strength is Strength.UNCERTAIN or cue.note == "states limits" for cue in wording.cues
    )


def _other_question(claim: Claim) -> str:
    kind = claim.question.value.replace("_", " ") if claim.question else ""
    return (
        f"the question is {kind}; GRADE wording is for effects, so only absolute words "
        "were looked for"
    )


def _quoted(cues: Iterable[Cue]) -> str:
    """The words in quotation marks, each once."""
    words = list(dict.fromkeys(f"{'not … ' * cue.denied}{cue.text}" for cue in cues))
    more = " …" if len(words) > _MOST_WORDS else ""
    return ", ".join(f"“{word}”" for word in words[:_MOST_WORDS]) + more


def _named(cues: Sequence[Cue]) -> str:
    return f"{_quoted(cues)} {'is' if len({cue.text for cue in cues}) == 1 else 'are'}"
