"""Infers the study design of a reference from its own words, and shows the words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from needle_evidence.appraisal.design_words import (
    REVIEW_DESIGNS,
    SYSTEMATIC_DESIGNS,
    Confidence,
    CueRole,
    DesignWords,
    design_texts,
    find_design_words,
    fold_design_text,
    names_people,
)
from needle_evidence.appraisal.study_design import DESIGN_LABELS
from needle_evidence.language.topic_words import latin_script
from needle_evidence.model.reference import Reference

__all__ = ["Confidence", "InferredDesign", "infer_design"]

_NOTICES = frozenset({"protocol", "other", "commentary", "expert_opinion"})
_WITHOUT_PEOPLE = frozenset({"animal", "in_vitro"})
_TRIALS = frozenset({"rct", "quasi_rct", "nonrandomized_controlled"})
_ABOUT_OTHER_WORKS = _NOTICES | REVIEW_DESIGNS | {"guideline", "narrative_review"}
# Of two designs that are told equally well, the first here: what the paper is goes before
# what it is about, and the narrower design before the wider.
_ORDER = (
    "other", "commentary", "expert_opinion", "protocol", "guideline",
    "systematic_review_other", "meta_analysis", "n_of_1", "animal", "in_vitro",
    "quasi_rct", "nonrandomized_controlled", "rct", "nested_case_control",
    "case_series", "case_report", "qualitative", "inception_cohort", "historically_controlled",
    "case_control", "cross_sectional_blinded_ref", "cohort", "survey_random", "cross_sectional",
    "survey_nonrandom", "census", "physiology", "narrative_review",
)  # fmt: skip
_WIDER = {
    "nested_case_control": "case_control",
    "inception_cohort": "cohort",
    "historically_controlled": "cohort",
    "survey_random": "survey_nonrandom",
    "cross_sectional_blinded_ref": "cross_sectional",
    "quasi_rct": "nonrandomized_controlled",
    "case_series": "case_report",
}
_FIELDS = ("title", "type", "keywords", "abstract")
_MOST_WORDS = 6

_PEOPLE = re.compile(r"\b(?:patients|women|men|children|humans?|people|participants|volunteers)\b")
_ANIMALS = re.compile(
    r"\b(?:rats?|mice|mouse|murine|rodents?|rabbits?|dogs?|cats?|pigs?|piglets?|sheep|ewes?|lambs?"
    r"|goats?|cows?|cattle|hens?|chick\w*|monkeys?|hamsters?|horses?|animals?)\b"
)
# In the plural and free, for "animal-assisted" and "fish oil" are treatments of people.
_HERDS = re.compile(
    r"\b(?:rats|mice|rabbits|dogs|cats|pigs|piglets|sheep|ewes|lambs|goats|cows|heifers|cattle"
    r"|hens|broilers|chickens|chicks|monkeys|hamsters|horses|animals)\b(?!-)"
)
_LETTERS = re.compile(r"[^\W\d_]+")
# The small words that show a title's language; those of two languages show nothing.
_ENGLISH_TEXT = """the of and for with to an on by from after during between among is are was were
    at as or versus vs using into its their effect effects study patients treatment pain"""
_FOREIGN_TEXT = """de del la el los las y en para por con una un der die das und von mit bei zur
    zum eine im le les des du et dans chez une sur aux da do dos e em o os uma il lo gli di nel
    della delle per het een van bij op voor och av til og ved w z na u po"""
_ENGLISH = frozenset(_ENGLISH_TEXT.split())
_FOREIGN = frozenset(_FOREIGN_TEXT.split())


@dataclass(frozen=True, kw_only=True, slots=True)
class InferredDesign:
    """What the words of a reference tell about its design; never what a person judged.

    design: a code of DESIGN_LABELS, "" where no word tells; then confidence is None and reason
    says why. confidence: high where title or publication type state it plainly, moderate where
    only abstract or keywords do, low for weak or conflicting words. words: the field (title,
    type, keywords, abstract) and the words that show the design, as they stand there. also:
    other codes whose words stand as well (a meta-analysis beside a systematic review).
    """

    design: str = ""
    confidence: Confidence | None = None
    words: tuple[tuple[str, str], ...] = ()
    also: frozenset[str] = field(default_factory=frozenset)
    reason: str = ""


def infer_design(reference: Reference) -> InferredDesign:
    """The design that a reference's title, publication type, keywords and abstract tell.

    English words only. Never raises; an unknown design is a value with a reason.
    """
    texts = design_texts(reference)
    if not any(texts[name].strip() for name in ("title", "abstract", "keywords")):
        return InferredDesign(reason="no title, abstract or keywords")
    evidence = _Evidence.of(find_design_words(texts))
    if evidence.shown:
        evidence = _settle(evidence, texts)
    if not evidence.shown:
        return InferredDesign(reason=_why_nothing(reference, texts))
    main = _main_design(evidence)
    return _with_words(main, evidence)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Evidence:
    """Words found, by design, for cues that show, narrow and derive."""

    shown: Mapping[str, tuple[DesignWords, ...]]
    narrowed: Mapping[str, tuple[DesignWords, ...]]
    derived: Mapping[str, tuple[DesignWords, ...]]

    @staticmethod
    def of(words: Iterable[DesignWords]) -> _Evidence:
        by_role: dict[CueRole, dict[str, list[DesignWords]]] = {role: {} for role in CueRole}
        for found in words:
            by_role[found.role].setdefault(found.design, []).append(found)
        shown, narrowed, derived = (
            {design: tuple(found) for design, found in by_role[role].items()}
            for role in (CueRole.SHOWS, CueRole.NARROWS, CueRole.DERIVED)
        )
        return _Evidence(shown=shown, narrowed=narrowed, derived=derived)

    def without(self, designs: Iterable[str], *, keep_field: str = "") -> _Evidence:
        """Without the words that show these designs, but those in one field."""
        gone = frozenset(designs)
        kept = {
            design: words
            for design, all_words in self.shown.items()
            if (
                words := all_words
                if design not in gone
                else tuple(w for w in all_words if w.field == keep_field)
            )
        }
        return _Evidence(shown=kept, narrowed=self.narrowed, derived=self.derived)

    def rank(self, design: str, *fields: str) -> int:
        """Of the plainest words for a design (3 high … 1 low), in these fields or any; else 0."""
        return max(
            (
                words.confidence.rank
                for words in self.shown.get(design, ())
                if not fields or words.field in fields
            ),
            default=0,
        )


def _settle(evidence: _Evidence, texts: Mapping[str, str]) -> _Evidence:
    """Takes away what other words of the record show not to be meant."""
    evidence = _settle_kind(evidence)
    evidence = _settle_animals(evidence, texts)
    return _settle_healthy(evidence, texts)


def _settle_kind(evidence: _Evidence) -> _Evidence:
    """A notice, plan or review tells of other works: their designs are not its own."""
    stated = ("title", "type")
    if evidence.rank("other", *stated) >= 2:
        return evidence.without(DESIGN_LABELS.keys() - {"other"})
    if any(evidence.rank(notice, *stated) >= 2 for notice in _NOTICES):
        return evidence.without(DESIGN_LABELS.keys() - _NOTICES)
    if evidence.rank("guideline", *stated) == 3 and not _best(evidence, REVIEW_DESIGNS, "title"):
        return evidence.without(DESIGN_LABELS.keys() - {"guideline"})
    own = DESIGN_LABELS.keys() - _ABOUT_OTHER_WORKS
    own_in_title = _best(evidence, own, "title")
    if evidence.rank("protocol") and not own_in_title:
        return evidence.without(own | REVIEW_DESIGNS | {"guideline", "narrative_review"})
    reviews = REVIEW_DESIGNS | {"narrative_review"}
    if evidence.rank("narrative_review", "title") == 3:
        evidence = evidence.without(REVIEW_DESIGNS, keep_field="title")
    told_in_title = _best(evidence, reviews, "title") or _best(evidence, REVIEW_DESIGNS, "type")
    told = told_in_title or _best(evidence, reviews, "abstract") >= 2
    if told and not own_in_title:
        return evidence.without(own, keep_field="title")
    if own_in_title >= 2 and _best(evidence, reviews, "title") < 2:
        return evidence.without({"narrative_review", "guideline"}, keep_field="title")
    return evidence


def _settle_animals(evidence: _Evidence, texts: Mapping[str, str]) -> _Evidence:
    """Animals that were randomly assigned make no randomised trial of people."""
    if not evidence.rank("animal"):
        if not _best(evidence, _TRIALS):
            return evidence
        text = fold_design_text(f"{texts['title']}. {texts['abstract']}")
        only_animals = _HERDS.search(texts["abstract"].lower()) and not names_people(text)
        return evidence.without(_TRIALS) if only_animals else evidence
    if evidence.rank("in_vitro", "title") > evidence.rank("animal"):
        return evidence.without({"animal"})
    if not evidence.rank("animal", "title", "type") and _tells_of_people(texts):
        return evidence.without({"animal"})
    return evidence.without(_TRIALS | {"case_control", "cohort", "physiology", "cross_sectional"})


def _tells_of_people(texts: Mapping[str, str]) -> bool:
    """Whether the title names people, or the abstract names them more often than animals."""
    if _PEOPLE.search(texts["title"].lower()):
        return True
    abstract = texts["abstract"].lower()
    return len(_PEOPLE.findall(abstract)) > len(_ANIMALS.findall(abstract))


def _settle_healthy(evidence: _Evidence, texts: Mapping[str, str]) -> _Evidence:
    """Healthy people, a bodily measure and no patients: an experiment, whatever its type says.

    A trial that calls itself so in the title stays a trial.
    """
    if not evidence.rank("physiology"):
        return evidence
    patients = len(re.findall(r"\bpatients?\b", f"{texts['title']} {texts['abstract']}".lower()))
    measured = "physiology" in evidence.narrowed
    if patients <= 1 and measured and not _best(evidence, _TRIALS, "title"):
        return evidence.without(_TRIALS)
    return evidence.without({"physiology"}, keep_field="title")


def _best(evidence: _Evidence, designs: Collection[str], *fields: str) -> int:
    """The rank of the plainest words for any of these designs."""
    return max((evidence.rank(d, *fields) for d in evidence.shown if d in designs), default=0)


def _main_design(evidence: _Evidence) -> str:
    """The design told most plainly; then nearest to the title; then first in `_ORDER`."""
    order = {design: place for place, design in enumerate(_ORDER)}

    def plainness(design: str) -> tuple[int, int, int]:
        words = evidence.shown[design]
        best = max(found.confidence.rank for found in words)
        place = min(_FIELDS.index(w.field) for w in words if w.confidence.rank == best)
        return -best, place, order.get(design, len(order))

    designs = sorted(evidence.shown, key=plainness)
    main = designs[0]
    if main == "narrative_review" and evidence.rank(main) < 3:
        # A "review" that says how it searched is systematic; one with cases of its own is these.
        main = next((d for d in designs if d != main and evidence.rank(d) >= 2), main)
    for narrow, wide in _WIDER.items():
        if main == wide and evidence.rank(narrow) >= 2:
            main = narrow
    return main


def _with_words(main: str, evidence: _Evidence) -> InferredDesign:
    words = evidence.shown[main]
    confidence = max((found.confidence for found in words), key=lambda c: c.rank)
    also = {design for design in evidence.shown if evidence.rank(design) >= 2}
    if main == "meta_analysis":
        also |= (evidence.shown.keys() | evidence.narrowed.keys()) & SYSTEMATIC_DESIGNS
    if main in REVIEW_DESIGNS:
        also.discard("narrative_review")
    if main in SYSTEMATIC_DESIGNS and "meta_analysis" in evidence.narrowed:
        also.add("meta_analysis")
    if main == "protocol":
        also = {design for design in also if evidence.rank(design, "title")}
    if main in _WITHOUT_PEOPLE:
        also -= _TRIALS
    if main == "rct" and "rct" in evidence.derived:
        confidence = Confidence.LOW
        if "cohort" in evidence.derived:
            main, words = "cohort", evidence.derived["cohort"] + evidence.derived["rct"]
            also.add("rct")
    kind = _kind_of_studies(evidence)
    if kind and main in SYSTEMATIC_DESIGNS:
        words += evidence.narrowed[kind]
        also.discard(main)
        main = kind
    elif kind and (main == "meta_analysis" or also & REVIEW_DESIGNS):
        also = also - SYSTEMATIC_DESIGNS | {kind}
    shown = tuple(dict.fromkeys((found.field, found.words) for found in words))
    return InferredDesign(
        design=main,
        confidence=confidence,
        words=shown[:_MOST_WORDS],
        also=frozenset(also - {main, _WIDER.get(main, "")}),
    )


def _kind_of_studies(evidence: _Evidence) -> str:
    """Which studies a systematic review takes: of trials, of cohorts, or "" where not told."""
    if not evidence.shown.keys() & REVIEW_DESIGNS:
        return ""
    trials, cohorts = (
        name if name in evidence.narrowed else ""
        for name in ("systematic_review_rct", "systematic_review_cohort")
    )
    return "" if trials and cohorts else trials or cohorts


def _why_nothing(reference: Reference, texts: Mapping[str, str]) -> str:
    text = f"{texts['title']} {texts['abstract'][:300]}".lower()
    words = _LETTERS.findall(text)
    foreign = sum(word in _FOREIGN for word in words)
    english = sum(word in _ENGLISH for word in words)
    language = reference.text("langid", "language").strip().lower()
    stated = bool(language) and not re.match(r"en|american|british|canadian|australian", language)
    if stated or (words and not latin_script(text)) or (len(words) > 2 and foreign > english):
        return "not in English"
    return "no word of title, abstract or keywords tells the design"
