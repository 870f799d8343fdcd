"""Which sentences of the articles may give way to the sentence that the evidence licenses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from needle_evidence.appraisal.assessment import ClaimAssessment
from needle_evidence.appraisal.printable_sentence import (
    PrintableSentence,
    SentenceBasis,
    printable_sentence,
)
from needle_evidence.appraisal.printed_words import printed_sentence
from needle_evidence.appraisal.wording import WordingVerdict, judge_wording
from needle_evidence.language.guarded_words import guarded_words
from needle_evidence.model.anchor import AnchorState, Placement
from needle_evidence.model.article import Article, Block, BlockKind, Sentence
from needle_evidence.model.claim import Claim, ClaimGroup, Question
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_HARMS = (Question.COMMON_HARM, Question.RARE_HARM)
_REPLACEABLE = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.CAPTION}
)
_FOUND = frozenset({state for state in AnchorState if state.holds} | {AnchorState.AMBIGUOUS})
_SPEECH = frozenset('"“”„«»‹›「」')
_ENDS = ".!?…。！？"
_WORD = re.compile(r"\w+")
# A lead-in that ends so goes on in its list's items, which are then no sentences.
_OPEN_WORDS = """
    a an and are as be being but by can could for from if in is may might must not of on or should
    than that the to was were will with would
"""
_OPEN_ENDS = frozenset(_OPEN_WORDS.split())
_NO_TREATMENT = (
    "Its row names no treatment, so the new sentence could only say “the treatment”: fill in "
    "intervention."
)
_SMALL_WORDS = frozenset({"a", "an", "the", "and", "also", "of", "in", "it", "this", "that"})


@dataclass(frozen=True, kw_only=True, slots=True)
class RewordableSentence:
    """A sentence that says too much, and what may stand in its place.

    sentence: by its offsets in the article's plain text. text: the licensed sentence and the
    one about the limits of the evidence. cite: the citekey that must be cited with it where
    the claim does not cite it yet, else "".
    """

    claim_id: str
    sentence: Sentence
    text: str
    cite: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftSentence:
    """A place of a claim that is left as it is, and why. article: "" for no place at all."""

    claim_id: str
    article: str
    location: Location
    reason: str


def rewordable_sentences(
    library: Library, assessments: Sequence[ClaimAssessment]
) -> tuple[Mapping[str, Sequence[RewordableSentence]], tuple[LeftSentence, ...]]:
    """The sentences to replace, by the article's path, and the places that are left.

    A sentence is replaced only where exactly one claim is anchored in it, its place is sure,
    it says too much of a benefit, and a certainty that a person judged or a review reported
    licenses another. Warnings of harm are never softened, and an under-claim needs no
    softening. Left are all places of claims about effects, and of others that say too much,
    but for those whose words are licensed.
    """
    beside = _claims_by_sentence(library)
    wanted: dict[str, list[RewordableSentence]] = {}
    left: list[LeftSentence] = []
    for assessment in assessments:
        claim = assessment.claim
        if not _is_shown(assessment):
            continue
        reason = _claim_refusal(library, assessment)
        places = library.placements.get(claim.claim_id, ())
        if not places:
            reason = reason or "It stands in no article that could be read."
            left.append(_left(claim, "", claim.location, reason))
        for placement in places:
            judged = reason or _judged_place(library, assessment, placement, beside)
            if isinstance(judged, str):
                left.append(_left(claim, placement.article, placement.location, judged))
            elif judged not in wanted.setdefault(placement.article, []):
                wanted[placement.article].append(judged)
    return wanted, tuple(left)


def _left(claim: Claim, article: str, location: Location, reason: str) -> LeftSentence:
    return LeftSentence(
        claim_id=claim.claim_id, article=article, location=location, reason=one_line(reason, 300)
    )


def _is_shown(assessment: ClaimAssessment) -> bool:
    verdict = assessment.wording.verdict
    effect = assessment.claim.group is ClaimGroup.HEALTH_EFFECT
    return verdict is not WordingVerdict.LICENSED and (
        effect or verdict is WordingVerdict.OVER_CLAIM
    )


def _claim_refusal(library: Library, assessment: ClaimAssessment) -> str:
    """Why no sentence of a claim is replaced, "" where one may be."""
    claim, wording = assessment.claim, assessment.wording
    if len(library.claims_by_id.get(claim.claim_id, ())) > 1:
        return "Several rows have this id."
    if wording.verdict is WordingVerdict.UNDER_CLAIM:
        return "It says less than the evidence: nothing has to be softened."
    if wording.verdict is WordingVerdict.NOT_CHECKED:
        return f"Its wording was not checked: {wording.not_checked or 'no word told'}."
    if claim.question in _HARMS:
        return "It is about a harm: what to print instead is for a person to write."
    printable = printable_sentence(assessment)
    if printable.basis is SentenceBasis.CERTAINTY:
        return "" if claim.intervention.strip() else _NO_TREATMENT
    recorded = "No certainty is recorded for it"
    if assessment.governing is not None:
        recorded = f"The recorded certainty licenses no sentence{_missing_cells(assessment)}"
    if printable.basis is SentenceBasis.NONE:
        return f"{recorded}. {printable.why}"
    return f"{recorded}; what may be printed instead is only what was recorded of its works."


def _missing_cells(assessment: ClaimAssessment) -> str:
    """The cells of the rating that a GRADE statement needs, where they are empty."""
    governing = assessment.governing
    if governing is None or governing.certainty is None:
        return ""
    rating = governing.rating
    needed = {"direction": rating.direction, "effect_size": rating.effect_size}
    empty = " and ".join(name for name, cell in needed.items() if not cell)
    return f", as its row of certainty.csv has no {empty}" if empty else ""


def _claims_by_sentence(library: Library) -> Mapping[tuple[str, int], set[str]]:
    """The claims that stand, or may stand, in a sentence, by its article and its start.

    A claim that nobody anchored and whose words were not found may look like any sentence.
    """
    found: dict[tuple[str, int], set[str]] = {}
    for claim_id, placements in library.placements.items():
        for placement in placements:
            article = library.articles_by_path.get(placement.article)
            guessed = placement.recorded is None and placement.state not in _FOUND
            if article is None or placement.start < 0 or guessed:
                continue
            length = placement.end - placement.start
            for start in (placement.start, *placement.others):
                for sentence in article.sentences_between(start, start + length):
                    found.setdefault((placement.article, sentence.start), set()).add(claim_id)
    return found


def _judged_place(
    library: Library,
    assessment: ClaimAssessment,
    placement: Placement,
    beside: Mapping[tuple[str, int], set[str]],
) -> RewordableSentence | str:
    """The sentence to replace, else why it is left."""
    article = library.articles_by_path.get(placement.article)
    claim = assessment.claim
    if article is None or article.unreadable:
        return "The article could not be read."
    if not placement.state.holds:
        return _unsure(placement)
    sentences = article.sentences_between(placement.start, placement.end)
    if len(sentences) != 1:
        several = "It goes over several sentences." if sentences else "It stands in a heading."
        return f"{several} Only a whole sentence can be replaced."
    (sentence,) = sentences
    others = sorted(beside.get((placement.article, sentence.start), set()) - {claim.claim_id})
    if others:
        named = ", ".join(others[:3]) + (" and others" if len(others) > 3 else "")
        return f"Another claim stands in the same sentence: {named}."
    reason = (
        _place_refusal(article, sentence)
        or _words_refusal(article, sentence, claim, placement)
        or _verdict_refusal(article, assessment, placement)
    )
    if reason:
        return reason
    printable = printable_sentence(assessment)
    return RewordableSentence(
        claim_id=claim.claim_id,
        sentence=sentence,
        text=_with_limits(printable),
        cite=printable.cite,
    )


def _unsure(placement: Placement) -> str:
    if placement.state is AnchorState.ORPHANED:
        return "Its words were not found in the article."
    return f"Its place is not sure: {placement.state.label}."


def _with_limits(printable: PrintableSentence) -> str:
    return " ".join(filter(None, (printable.clinician, printable.limits)))


def _place_refusal(article: Article, sentence: Sentence) -> str:
    """What speaks against a new sentence in this place."""
    block = article.blocks[sentence.block]
    text = article.text[sentence.start : sentence.end]
    if block.kind is BlockKind.QUOTATION or not _SPEECH.isdisjoint(text):
        return "It is, or holds, a quotation: what somebody said is not reworded."
    if block.kind not in _REPLACEABLE:
        return "It stands where no whole sentence belongs."
    if any(other.lead_in == sentence.block for other in _following(article, sentence.block)):
        return "It leads a list in, which would hang on other words."
    if not text[0].isalnum() or not (text[-1].isalnum() or text[-1] in _ENDS):
        return "It does not begin and end as a sentence does."
    if block.kind is not BlockKind.LIST_ITEM:
        return ""
    lead_in = article.last_sentence(block.lead_in)
    if text[0].islower() or _goes_on(lead_in):
        return "It ends the sentence that leads its list in, and is none of its own."
    if _denies(lead_in):
        return "The words that lead its list in deny something, and would deny the new sentence."
    return ""


def _following(article: Article, number: int) -> Iterator[Block]:
    """The blocks that a block may lead in: lists follow it at once, up to the next of its kind."""
    for block in article.blocks[number + 1 :]:
        yield block
        if block.lead_in < 0:
            return


def _goes_on(lead_in: str) -> bool:
    words = _WORD.findall(lead_in.lower()[-200:])
    return bool(words) and words[-1] in _OPEN_ENDS


def _denies(text: str) -> bool:
    words = [word.replace("’", "").replace("'", "") for word in text.lower()[-1_000:].split()]
    bare = [word.strip(".,;:!?()") for word in words]
    return any(found.kind == "negation" for found in guarded_words(bare))


def _words_refusal(article: Article, sentence: Sentence, claim: Claim, placement: Placement) -> str:
    """The words of the sentence that no claim holds, and that would be lost with it."""
    around = (
        article.text[sentence.start : max(sentence.start, placement.start)]
        + " "
        + article.text[min(sentence.end, placement.end) : sentence.end]
    )
    known = _SMALL_WORDS | {*_words(claim.text)} | {*_words(claim.intervention)}
    rest = [word for word in _words(around) if word not in known]
    if not rest:
        return ""
    return f"The sentence says more than the claim does: “{one_line(' '.join(rest), 80)}”."


def _words(text: str) -> Iterator[str]:
    return (found[0] for found in _WORD.finditer(text.lower()))


def _verdict_refusal(article: Article, assessment: ClaimAssessment, placement: Placement) -> str:
    """Whether this very sentence says too much, by its own words: a claim has several places."""
    governing = assessment.governing
    printed = printed_sentence(article, placement)
    judged = judge_wording(
        assessment.claim,
        governing.certainty if governing else None,
        governing.rating.effect_size if governing else "",
        sentences=(printed,),
    )
    if judged.verdict is not WordingVerdict.OVER_CLAIM:
        return "This sentence does not say too much; the claim's words elsewhere do."
    block = article.blocks[article.block_at(placement.start)]
    if block.lead_in >= 0 and printed.startswith(article.last_sentence(block.lead_in)):
        return "The words that lead its list in make the claim: change them."
    return ""
