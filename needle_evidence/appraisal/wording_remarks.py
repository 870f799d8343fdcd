"""What the rules of wording have to say about one claim's words."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from needle_evidence.language.wording_strength import Cue, Strength, Wording
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
_NEEDED = {
    Strength.ASSERTIVE: "high",
    Strength.PROBABLE: "at least moderate",
    Strength.POSSIBLE: "at least low",
}
# The words that each certainty licenses, for a text that says less.
_MAY_SAY = {
    Strength.ASSERTIVE: "a plain statement is licensed",
    Strength.PROBABLE: "“probably” is licensed",
    Strength.POSSIBLE: "“may” is licensed",
}
_DOUBT = Strength.UNCERTAIN.rank
BENEFITS = frozenset({Question.TREATMENT_BENEFIT, Question.COMPARISON, Question.SCREENING, None})
HARMS = frozenset({Question.COMMON_HARM, Question.RARE_HARM})
_RARE = re.compile(r"\b(?:rare|rarely|uncommon|seldom)\b", re.IGNORECASE)
_COMES = re.compile(r"\b(?:occur|happen|arise|develop|follow)", re.IGNORECASE)
_MOST_WORDS = 5  # named in one reason


class Kind(enum.Enum):
    """What a remark is: a fault, a caution too many, a note, or something not judged."""

    OVER = "over"
    UNDER = "under"
    NOTE = "note"
    UNKNOWN = "unknown"


class Remark(NamedTuple):
    """What one rule has to say."""

    kind: Kind
    text: str


def remarks_on(
    claim: Claim,
    wording: Wording,
    certainty: Certainty | None,
    *,
    effect_size: str,
    supported: bool | None,
    quantified: bool,
) -> tuple[Remark, ...]:
    """Everything that is to be said of a claim's words (after Santesso 2020).

    wording: of the claim. supported: whether a human randomised trial or a systematic review
    is linked. quantified: whether the harm's number, denominator and locator are recorded.
    """
    if wording.not_checked:
        return (Remark(Kind.UNKNOWN, wording.not_checked),)
    remarks = tuple(_remarks(claim, wording, certainty, effect_size, quantified))
    if claim.question in HARMS and not plays_down(wording):
        return remarks  # "studies show that it can bleed" is a warning
    return *remarks, *_establishment(wording, supported)


def plays_down(wording: Wording) -> bool:
    """Whether words about a harm reassure or deny it, and so are no warning."""
    return bool(_reassuring(wording, of_harm=True) or _denials(wording))


def warns_of_rare_harm(wording: Wording) -> bool:
    """Whether words say that a harm can come, and play down only how often it does.

    "Rarely, it can cause a collapsed lung" needs a number, and is a warning all the same;
    "it rarely causes harm" only reassures.
    """
    reassuring = _reassuring(wording, of_harm=True)
    only_rare = all(_RARE.search(cue.text) for cue in reassuring)
    if not reassuring or not only_rare or _denials(wording):
        return False
    comes = any(_COMES.search(cue.text) for cue in reassuring)
    return any(cue.kind == "possible" and not cue.denied for cue in wording.cues) and (
        comes or any(cue.note == "brings about" for cue in wording.cues)
    )


def _remarks(
    claim: Claim,
    wording: Wording,
    certainty: Certainty | None,
    effect_size: str,
    quantified: bool,
) -> Iterator[Remark]:
    """All that the rules say but those for "studies show"."""
    if wording.cut:
        yield Remark(Kind.NOTE, "only the beginning of this long text was judged")
    if claim.question in HARMS:
        yield from _harm(wording, certainty, quantified)
        return
    yield from _absolute(wording)
    if claim.question not in BENEFITS:
        yield Remark(Kind.UNKNOWN, _other_question(claim))
        return
    yield from _reassurance(_reassuring(wording, of_harm=False), None, quantified)
    yield from _ambiguous(wording)
    if certainty is None:
        yield Remark(Kind.UNKNOWN, NO_CERTAINTY)
        return
    yield from _strength(wording, certainty)
    yield from _magnitude(wording, effect_size)


def _absolute(wording: Wording) -> Iterator[Remark]:
    words = [cue for cue in wording.cues if cue.strength is Strength.ABSOLUTE]
    if words:
        yield Remark(Kind.OVER, f"{_named(words)} absolute, and no evidence licenses that")


def _strength(wording: Wording, certainty: Certainty) -> Iterator[Remark]:
    """Words above the licence are an over-claim, words below it a note."""
    licensed = LICENSED_STRENGTH[certainty]
    if wording.strength is Strength.NONE:
        yield Remark(Kind.UNKNOWN, "no word of the text says how strongly it claims an effect")
        return
    strongest = _words_of(wording, wording.strength)
    if wording.strength.rank < licensed.rank:
        says = "say" if len({cue.text for cue in strongest}) > 1 else "says"
        text = f"{_quoted(strongest)} {says} less than the evidence"
        yield Remark(
            Kind.UNDER, f"{text}: its certainty is {certainty.label}, so {_MAY_SAY[licensed]}"
        )
    for strength, needed in _NEEDED.items():
        words = _words_of(wording, strength)
        if words and strength.rank > licensed.rank:
            text = f"{_named(words)} {strength.label}, which needs {needed} certainty"
            yield Remark(Kind.OVER, f"{text}; the certainty is {certainty.label}")
    denied = [cue for cue in wording.cues if cue.denied]
    if denied and wording.strength.rank > licensed.rank:
        text = "says that there is no effect, which needs as much certainty"
        yield Remark(Kind.NOTE, f"{_quoted(denied)} {text}")


def _words_of(wording: Wording, strength: Strength) -> list[Cue]:
    """The words that make a strength: the hedge itself, else what it weakens."""
    cues = [
        cue
        for cue in wording.cues
        if cue.strength is strength and (cue.note != "states limits" or cue.kind == "uncertain")
    ]
    return [cue for cue in cues if cue.kind == strength.value] or cues


def _magnitude(wording: Wording, effect_size: str) -> Iterator[Remark]:
    """Words of size need the effect size that was judged."""
    size = wording.magnitude
    words = [cue for cue in wording.cues if cue.kind == f"magnitude_{size}" and not cue.warn_only]
    if not effect_size:
        if words:
            yield Remark(
                Kind.NOTE,
                f"the size in {_quoted(words)} was not checked: no effect size is recorded",
            )
        return
    if size == "large" and effect_size != "large":
        yield Remark(
            Kind.OVER,
            f"{_named(words)} for large effects, but the effect was judged {effect_size}",
        )
    elif effect_size == "trivial" and size != "trivial":
        if wording.strength.rank >= Strength.POSSIBLE.rank:
            words = _words_of(wording, wording.strength)
            text = f"{_quoted(words)} claims an effect, but the effect was judged trivial"
            yield Remark(Kind.OVER, f"{text}: “little to no difference” is licensed")
    elif effect_size == "small" and not size:
        yield Remark(Kind.NOTE, "the effect was judged small, but the words do not say so")
    elif size and effect_size != size:
        yield Remark(
            Kind.NOTE, f"the words name a {size} effect, but the effect was judged {effect_size}"
        )


def _establishment(wording: Wording, supported: bool | None) -> Iterator[Remark]:
    """For "studies show": it needs a human randomised trial or a systematic review (FTC 2022)."""
    if not wording.establishment or supported:
        return
    quoted = _quoted(wording.establishment)
    if supported is None:
        yield Remark(
            Kind.NOTE,
            f"{quoted} promises proof; whether a trial or systematic review is linked was not "
            "checked",
        )
        return
    text = (
        "promises proof, but no randomised trial in people and no systematic review that supports "
        "it is linked"
    )
    yield Remark(Kind.OVER, f"{quoted} {text}")


def _harm(wording: Wording, certainty: Certainty | None, quantified: bool) -> Iterator[Remark]:
    """Saying that a harm occurs is never too strong; reassurance may be."""
    cues = _reassuring(wording, of_harm=True)
    yield from _reassurance(cues, certainty, quantified)
    denials = _denials(wording)
    yield from _unlicensed(denials, "denies a harm", certainty, quantified)
    if certainty is None and quantified and (denials or cues):
        yield Remark(Kind.UNKNOWN, NO_CERTAINTY)


def _denials(wording: Wording) -> list[Cue]:
    """Verbs that would bring a harm about, denied: "does not cause bruising"."""
    return [
        cue
        for cue in wording.cues
        if cue.denied and cue.note == "brings about" and cue.strength.rank > _DOUBT
    ]


def _reassurance(
    cues: Sequence[Cue], certainty: Certainty | None, quantified: bool
) -> Iterator[Remark]:
    never = [cue for cue in cues if cue.note == "never licensed"]
    if never:
        yield Remark(Kind.OVER, f"{_quoted(never)} rules out every harm, which no study can do")
    rest = [cue for cue in cues if cue not in never and not _within(cue, never)]
    yield from _unlicensed(rest, "plays a harm down", certainty, quantified)


def _unlicensed(
    cues: Sequence[Cue], what: str, certainty: Certainty | None, quantified: bool
) -> Iterator[Remark]:
    """What reassures needs numbers, and a certainty that is high, or moderate under a hedge."""
    if cues and not quantified:
        missing = "how many people were harmed, of how many, and where that is reported"
        yield Remark(Kind.OVER, f"{_quoted(cues)} {what}, and no record says {missing}")
    if not cues or certainty in {None, Certainty.HIGH}:
        return
    moderate = certainty is Certainty.MODERATE
    bold = [cue for cue in cues if cue.strength is Strength.ASSERTIVE or not moderate]
    if bold and certainty is not None:
        needed = "high certainty, or a “probably” at moderate certainty"
        text = f"{_quoted(bold)} {what}, which needs {needed}"
        yield Remark(Kind.OVER, f"{text}; the certainty is {certainty.label}")


def _reassuring(wording: Wording, *, of_harm: bool) -> list[Cue]:
    """What reassures; "it is unclear whether it is safe" does not.

    of_harm: the claim is about a harm, so that "goes away by itself" reassures, too.
    """
    return [
        cue
        for cue in wording.reassurance
        if cue.strength.rank > _DOUBT and (of_harm or cue.note != "only of a harm")
    ]


def _within(cue: Cue, others: Iterable[Cue]) -> bool:
    return any(other.start <= cue.start and cue.end <= other.end for other in others)


def _ambiguous(wording: Wording) -> Iterator[Remark]:
    """Words that warn and never count, and strong words that stand under a hedge."""
    for cue in wording.cues:
        if cue.warn_only:
            yield Remark(Kind.NOTE, f"“{cue.text}” is {cue.note} and was not counted")
        elif cue.kind == "absolute" and cue.strength is not Strength.ABSOLUTE:
            text = f"“{cue.text}” is an absolute word that only the words around it weaken"
            yield Remark(Kind.NOTE, text)


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
