"""One work beside one claim: its design, what was recorded about it, and its level there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from needle_evidence.appraisal.claim_status import CitedWork
from needle_evidence.appraisal.design_inference import Confidence, InferredDesign, infer_design
from needle_evidence.appraisal.scheme import Level
from needle_evidence.appraisal.schemes.ocebm_2011 import level_of, level_statement
from needle_evidence.appraisal.study_design import DESIGN_LABELS, design_label
from needle_evidence.model.claim import Claim
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.model.result import Directness, Result, Stance

# Works without data of their own: their stance is shown and never counts.
OPINION_DESIGNS = frozenset({"narrative_review", "commentary", "protocol", "expert_opinion"})
NO_PEOPLE_DESIGNS = frozenset({"animal", "in_vitro"})
REVIEW_DESIGNS = frozenset(
    {"systematic_review_rct", "systematic_review_cohort", "systematic_review_other",
     "meta_analysis"}
)  # fmt: skip
RANDOMIZED_DESIGNS = frozenset({"rct", "n_of_1", "systematic_review_rct"})
_BETWEEN_WORDS = re.compile(r"[\s_-]+")
_LONGEST_CODE = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class StudyDesign:
    """The design of a work: stated in its entry by a person, else inferred from its words.

    code: "" where neither is known. inferred: None where the design is stated.
    """

    code: str
    stated: bool
    inferred: InferredDesign | None = None

    @property
    def label(self) -> str:
        """The words that a person reads, "" for none; they do not say that it was inferred."""
        return design_label(self.code)

    @property
    def certain(self) -> bool:
        """Whether it is stated, or inferred from words that say it outright."""
        inferred = self.inferred
        return self.stated or (inferred is not None and inferred.confidence is Confidence.HIGH)


@dataclass(frozen=True, kw_only=True, slots=True)
class AppraisedWork:
    """What is known of one work beside one claim.

    cited: False for a work that was considered and not cited. results: as recorded, in file
    order. directness: of the work as a whole: `direct` or `indirect` where any result is so,
    else `unrelated`; None where nobody recorded it. because: the parts in which an indirect
    work differs, none for any other. level_text: the level as it may be printed beside this
    claim, "" for none.
    """

    citekey: str
    reference: Reference
    cited: bool
    design: StudyDesign
    results: tuple[Result, ...]
    directness: Directness | None
    because: tuple[str, ...]
    level: Level
    level_text: str

    @property
    def own_data(self) -> bool:
        """False for reviews of opinion, commentaries, protocols."""
        return not (self.design.certain and self.design.code in OPINION_DESIGNS)

    @property
    def counts(self) -> bool:
        """Whether its stance can count for or against the claim."""
        return self.own_data and self.directness is not Directness.UNRELATED

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The different stances of its results, in the order of `Stance`."""
        if self.directness is Directness.UNRELATED:
            return ()
        recorded = {
            result.stance
            for result in self.results
            if result.directness is not Directness.UNRELATED
        }
        return tuple(stance for stance in Stance if stance in recorded)


@lru_cache(maxsize=2)
def study_designs(library: Library) -> Mapping[str, StudyDesign]:
    """The design of every work that is cited or has a recorded result; remembered per library."""
    keys = dict.fromkeys([*library.claims_by_reference, *(r.citekey for r in library.results)])
    known = library.reference_by_key
    return {key: study_design(known[key]) for key in keys if key in known}


def study_design(reference: Reference) -> StudyDesign:
    """The stated design of a work, else the one that its words show.

    "Narrative review" and "narrative-review" are read as the code narrative_review; a word that
    is no code stays as written.
    """
    stated = reference.text("studydesign").strip()
    if stated:
        code = _BETWEEN_WORDS.sub("_", stated[:_LONGEST_CODE].lower())
        return StudyDesign(code=code if code in DESIGN_LABELS else stated, stated=True)
    inferred = infer_design(reference)
    return StudyDesign(code=inferred.design, stated=False, inferred=inferred)


def appraised_work(library: Library, claim: Claim, reference: Reference) -> AppraisedWork:
    """One known work beside one claim."""
    results = library.results_of(claim, reference.key)
    directness, because = _directness(results)
    design = study_designs(library).get(reference.key) or study_design(reference)
    level = level_of(design.code, claim.question)
    return AppraisedWork(
        citekey=reference.key,
        reference=reference,
        cited=reference.key in claim.references,
        design=design,
        results=results,
        directness=directness,
        because=because,
        level=level,
        level_text=level_statement(level, directness, because),
    )


def cited_work(citekey: str, work: AppraisedWork | None) -> CitedWork:
    """A citation as the status function takes it; work: None for an unknown citekey."""
    if work is None:
        return CitedWork(citekey=citekey, known=False)
    return CitedWork(citekey=citekey, own_data=work.own_data, results=work.results)


def _directness(results: tuple[Result, ...]) -> tuple[Directness | None, tuple[str, ...]]:
    recorded = {result.directness for result in results}
    because = dict.fromkeys(
        part
        for result in results
        if result.directness is Directness.INDIRECT
        for part in result.indirect_because
    )
    for directness in (Directness.DIRECT, Directness.INDIRECT, Directness.UNRELATED):
        if directness in recorded:
            return directness, tuple(because) if directness is Directness.INDIRECT else ()
    return None, ()
