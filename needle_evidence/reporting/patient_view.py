"""What patients may read: plain sentences for the claims that stand, after Cochrane's template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from needle_evidence.language.readability import LONGEST_SENTENCE, ReadingLevel, reading_level
from needle_evidence.model.certainty import Certainty
from needle_evidence.model.claim import ClaimGroup, Question
from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.claim_view import ClaimView, RatingView
from needle_evidence.reporting.reference_view import ReferenceView
from needle_evidence.reporting.topic_view import NO_TOPIC
from needle_evidence.reporting.work_harm import may_warn

_HARM_QUESTIONS = (Question.COMMON_HARM, Question.RARE_HARM)
_COMPARED = ", compared with "
_LONGEST_WORDS = 600  # characters of a person's own words in one sentence
_MOST_COUNTS = 6
# The ladder of the Cochrane plain language template (2022), without the names of the rungs.
_CONFIDENCE = {
    Certainty.HIGH: "are confident in the evidence",
    Certainty.MODERATE: "are fairly confident in the evidence",
    Certainty.LOW: "have little confidence in the evidence",
    Certainty.VERY_LOW: "are not confident in the evidence",
}
_NOT_JUDGED = "Nobody has judged how strong the evidence is."
# Why, in lay words: the reasons that appraisers write are full of the field's own.
_WHY = {
    "risk of bias": "The way the studies were done may have swayed their results.",
    "inconsistency": "The studies do not agree with each other.",
    "indirectness": "The studies did not look at exactly this.",
    "imprecision": "The studies were few or small.",
    "publication bias": "Some results may never have been published.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How often something happened, in the words that were recorded, and in which work."""

    text: str
    reference: ReferenceView


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainStatement:
    """One claim that stands, in plain words.

    sentences: the statement, then its limits. harm: it warns of a harm. counts: how often it
    happened, as recorded; only where no certainty licenses a statement of size.
    """

    claim: ClaimView
    sentences: tuple[str, ...]
    harm: bool = False
    counts: tuple[Count, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PatientView:
    """What patients may read.

    statements: of the claims that stand. not_yet: the other claims about health effects, by
    topic, in their own words, as "Not yet checked".
    """

    statements: tuple[PlainStatement, ...] = ()
    not_yet: tuple[ClaimView, ...] = ()

    @property
    def effects(self) -> tuple[PlainStatement, ...]:
        """What stands about effects that people hope for."""
        return tuple(one for one in self.statements if not one.harm)

    @property
    def harms(self) -> tuple[PlainStatement, ...]:
        """What stands about unwanted effects."""
        return tuple(one for one in self.statements if one.harm)

    @property
    def warnings(self) -> tuple[ClaimView, ...]:
        """What may warn and does not stand yet: kept apart, so that no doubt makes it weaker."""
        return tuple(view for view in self.not_yet if may_warn(view))

    @property
    def topics(self) -> tuple[tuple[str, tuple[ClaimView, ...]], ...]:
        """The other claims that do not stand yet, by topic, in the order of the file."""
        by_topic: dict[str, list[ClaimView]] = {}
        for view in self.not_yet:
            if not may_warn(view):
                by_topic.setdefault(view.claim.topic or NO_TOPIC, []).append(view)
        return tuple((topic, tuple(views)) for topic, views in by_topic.items())

    @property
    def reading(self) -> ReadingLevel:
        """How hard the statements are to read; computed anew each time."""
        return reading_level(
            text
            for one in self.statements
            for text in (*one.sentences, *(count.text for count in one.counts))
        )


def patient_view(claims: Sequence[ClaimView]) -> PatientView:
    """The plain statements of the claims that stand, and the claims that do not.

    Verbs carry the certainty, its rungs are never named, nothing is recommended (Cochrane plain
    language template 2022). Warnings of harm are never softened.
    """
    health = [view for view in claims if view.claim.group is ClaimGroup.HEALTH_EFFECT]
    return PatientView(
        statements=tuple(_statement(view) for view in claims if view.stands),
        not_yet=tuple(view for view in health if not view.stands),
    )


def reading_remarks(patients: PatientView) -> tuple[str, ...]:
    """What an author should know of how hard the statements are to read, one sentence each."""
    level = patients.reading
    remarks = []
    if level.long:
        which = "sentence has" if level.long == 1 else "sentences have"
        remarks.append(
            f"For patients: {level.long} {which} more than {LONGEST_SENTENCE} words (the longest "
            f"{level.longest}). Shorter words for outcome, population and comparator help."
        )
    if level.grade is not None and not level.easy:
        remarks.append(
            f"For patients: reading level about {level.grade:.0f} years of school; aim at 6 to 8. "
            "It is counted from the length of words and sentences."
        )
    return tuple(remarks)


def _statement(view: ClaimView) -> PlainStatement:
    plain = view.wording.printable.plain
    # A warning, and what has no licensed size, is said in the sentence that was approved.
    said = _in_short_sentences(plain) if plain else (_whole(view.claim.text),)
    return PlainStatement(
        claim=view,
        sentences=(*said, *_limits(view)),
        harm=view.claim.question in _HARM_QUESTIONS,
        counts=() if plain else tuple(_counts(view))[:_MOST_COUNTS],
    )


def _in_short_sentences(plain: str) -> tuple[str, ...]:
    """The licensed sentence; a long one is cut before what was compared with."""
    if len(plain.split()) <= LONGEST_SENTENCE or _COMPARED not in plain:
        return (plain,)
    statement, _, comparator = plain.rpartition(_COMPARED)
    return (f"{statement}.", f"The comparison was with {comparator}")


def _limits(view: ClaimView) -> Iterable[str]:
    """How sure this is and why, in lay words; who is sure is said too."""
    governing = next((rating for rating in view.ratings if rating.governs), None)
    if governing is None or governing.certainty is None:
        return (_NOT_JUDGED,)
    return (_confidence(governing, governing.certainty), *_reasons(governing))


def _confidence(rating: RatingView, certainty: Certainty) -> str:
    who = (
        "The authors of a review"
        if rating.kind == "reported"
        else "The people who judged the studies"
    )
    return f"{who} {_CONFIDENCE[certainty]}."


def _reasons(rating: RatingView) -> Iterable[str]:
    return (_WHY[domain] for domain, points, _ in rating.reasons if points < 0 and domain in _WHY)


def _counts(view: ClaimView) -> Iterable[Count]:
    """What each cited work that supports the claim counted, as recorded."""
    for work in view.works:
        for result in work.results:
            record = result.record
            if not work.counts or result.stance != "supports" or result.directness != "direct":
                continue
            text = _whole(record.result)
            if not text and record.events is not None and record.participants is not None:
                text = f"This happened to {record.events} of {record.participants} people."
            if record.events == 0 and record.participants:
                text = f"{text} {_nobody_among(record.participants)}"
            if text:
                yield Count(text=text, reference=work.reference)


def _nobody_among(people: int) -> str:
    """The rule of three in lay words: that nobody was harmed does not rule a harm out."""
    if people <= 3:
        return "So few people cannot show that it never happens."
    return f"This cannot show that it never happens: it might still happen to about 3 in {people}."


def _whole(text: str) -> str:
    """A person's own words as one sentence."""
    flat = one_line(text, _LONGEST_WORDS).strip()
    return flat if not flat or flat.endswith((".", "!", "?", "…", "。")) else f"{flat}."
