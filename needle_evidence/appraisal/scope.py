"""Whether a reference studied what a claim is about, as far as their words tell.

It only suggests: whether a work is direct, indirect or unrelated is for a person to record.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from needle_evidence.language.thesaurus import FoundTerm, Relation, Thesaurus, find_terms, relate
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.reference import Reference

INTERVENTION, POPULATION, OUTCOME = "intervention", "population", "outcome"
NO_TERM_IN_CLAIM = "no known term in the claim"
NO_TERM_IN_REFERENCE = "no known term in the reference"
ONLY_IN_PASSING = "no known term in the reference's title or keywords"
ONLY_COMPARATOR = "only as the comparator"
ONLY_ABSTRACT = "named in the abstract only"
TITLE_AND_ABSTRACT_DIFFER = "the abstract does not name what the title names"
NOT_IN_CLAIM = "the claim does not speak of them"
NO_HARM_STUDIED = "not as a harm"

_CONDITION = "condition"
# Terms of the shipped thesaurus that have a part of their own here.
_CONTROL, _HARM = "control intervention", "adverse event"
_HEALTHY, _PATIENTS = "healthy people", "patients"
_INCLUDED = frozenset({Relation.SAME, Relation.NARROWER})
_FITTING = _INCLUDED | {Relation.BROADER}
_HARMS = frozenset({Question.COMMON_HARM, Question.RARE_HARM})
_ABOUT_PATIENTS = _HARMS | {Question.TREATMENT_BENEFIT}
_CLOSEST = tuple(Relation)
_MOST_WORDS = 3
_LONGEST_REMEMBERED = 20_000


class Fit(enum.Enum):
    """What the words of claim and reference suggest about directness."""

    FITS = "fits"
    INDIRECT = "indirect"
    UNRELATED = "unrelated"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, kw_only=True, slots=True)
class PartComparison:
    """One part of the question, compared by the terms that both sides name.

    part: "intervention", "population" (people and condition) or "outcome". claim_words,
    reference_words: as they stand there. relation: the reference's term as seen from the
    claim's (`NARROWER`: the reference studied a part of it); None where not checked. reason:
    why it was not checked, or a note on where the words stand; else empty.
    """

    part: str
    claim_words: str = ""
    reference_words: str = ""
    relation: Relation | None = None
    reason: str = ""

    @property
    def differs(self) -> bool:
        """Whether the reference studied something else in this part.

        A broader intervention differs (needling pooled with other treatments says little of
        one of them); a broader condition or outcome holds the claim's own.
        """
        if self.relation is None:
            return False
        return self.relation not in (_INCLUDED if self.part == INTERVENTION else _FITTING)

    @property
    def sentence(self) -> str:
        """The words compared, without a full stop."""
        if self.relation is None:
            return f"{self.part} not compared ({self.reason})"
        note = f"; {self.reason}" if self.reason else ""
        if not self.claim_words:
            return f"the reference says {self.reference_words} ({self.reason})"
        return (
            f"the claim says {self.claim_words}, the reference {self.reference_words} "
            f"({self.relation.label}{note})"
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ScopeFit:
    """What is suggested for one claim and one reference, with the words compared.

    because: parts in which they differ, as `indirect_because` of evidence.csv names them.
    comparisons: intervention, population and outcome, in this order.
    """

    fit: Fit
    because: tuple[str, ...]
    comparisons: tuple[PartComparison, ...]

    @property
    def explanation(self) -> str:
        """One plain sentence: the words that differ, else all that were compared."""
        telling = [part for part in self.comparisons if part.part in self.because]
        telling = telling or list(self.comparisons)
        text = "; ".join(part.sentence for part in telling)
        return text[:1].upper() + text[1:] + "."


def scope_fit(claim: Claim, reference: Reference, thesaurus: Thesaurus) -> ScopeFit:
    """Compare a claim's intervention, people and condition, and outcome with a reference's.

    Unrelated: intervention or condition have no relation. Indirect: a related but different
    intervention, condition or group of people, a broader intervention, or another outcome.
    Not checked: neither intervention nor condition could be compared. Never raises.
    """
    sides = _Sides(claim=claim, reference=reference, thesaurus=thesaurus)
    intervention, condition = _compare_interventions(sides), _compare_conditions(sides)
    parts = (intervention, _compare_populations(sides, condition), _compare_outcomes(sides))
    because = tuple(part.part for part in parts if part.differs)
    deciding = {intervention.relation, condition.relation} - {None}
    if not deciding:
        return ScopeFit(fit=Fit.NOT_CHECKED, because=(), comparisons=parts)
    fit = Fit.INDIRECT if because else Fit.FITS
    if Relation.NONE in deciding:
        fit = Fit.UNRELATED
    return ScopeFit(fit=fit, because=because, comparisons=parts)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sides:
    """A claim and a reference, with the terms that their parts name."""

    claim: Claim
    reference: Reference
    thesaurus: Thesaurus

    def terms(self, kind: str, *texts: str) -> tuple[FoundTerm, ...]:
        """The terms of one kind in these texts, each once, where it stands first."""
        first: dict[str, FoundTerm] = {}
        for text in texts:
            for found in _found(self.thesaurus, text):
                if found.kind == kind:
                    first.setdefault(found.term, found)
        return tuple(first.values())

    def recorded(self, kind: str, *fields: str) -> tuple[FoundTerm, ...]:
        return self.terms(kind, *(self.reference.text(name) for name in fields))

    def titled(self, kind: str) -> tuple[FoundTerm, ...]:
        return self.terms(kind, self.reference.title, self.reference.text("keywords", "keyword"))

    def abstract(self, kind: str) -> tuple[FoundTerm, ...]:
        return self.terms(kind, self.reference.text("abstract"))

    def within(self, found: FoundTerm, term: str) -> bool:
        return relate(self.thesaurus, found.term, term) in _INCLUDED

    def stands(self, their: FoundTerm, ours: Iterable[FoundTerm]) -> Relation:
        """How a term of the reference stands to the nearest of the claim's."""
        relations = [relate(self.thesaurus, their.term, our.term) for our in ours]
        return min(relations, key=_CLOSEST.index, default=Relation.NONE)

    def closest(
        self, part: str, ours: Sequence[FoundTerm], theirs: Sequence[FoundTerm]
    ) -> PartComparison:
        """The pair of terms that are nearest to each other; all of them where none is near."""
        relation, reason = None, NO_TERM_IN_REFERENCE if ours else NO_TERM_IN_CLAIM
        if ours and theirs:
            their = min(theirs, key=lambda found: _CLOSEST.index(self.stands(found, ours)))
            relation, reason = self.stands(their, ours), ""
            if relation is not Relation.NONE:
                our = next(found for found in ours if self.stands(their, [found]) is relation)
                ours, theirs = [our], [their]
        return PartComparison(
            part=part,
            claim_words=_quoted(ours),
            reference_words=_quoted(theirs),
            relation=relation,
            reason=reason,
        )


def _compare_interventions(sides: _Sides) -> PartComparison:
    claim = sides.claim
    ours = sides.terms(INTERVENTION, claim.intervention or claim.text)
    recorded = _tested(sides, ours, sides.recorded(INTERVENTION, "intervention"))
    if not recorded:
        titled = _tested(sides, ours, sides.titled(INTERVENTION))
        abstract = _tested(sides, ours, sides.abstract(INTERVENTION))
        return _title_and_abstract_agree(sides, ours, titled, abstract)
    compared = _with_its_kin(sides, ours, recorded)
    if compared.differs:
        comparator = sides.closest(INTERVENTION, ours, sides.recorded(INTERVENTION, "comparator"))
        if comparator.relation in _INCLUDED:
            return replace(comparator, reason=ONLY_COMPARATOR)
    return compared


def _with_its_kin(
    sides: _Sides, ours: Sequence[FoundTerm], theirs: Sequence[FoundTerm]
) -> PartComparison:
    """The interventions compared; a kin named beside the claim's own is told.

    Where their common broader term is named too, they were pooled: that is what was studied.
    """
    compared = sides.closest(INTERVENTION, ours, theirs)
    if compared.relation not in _INCLUDED:
        return compared
    kin = [their for their in theirs if sides.stands(their, ours) is Relation.RELATED]
    wide = [their for their in theirs if sides.stands(their, ours) is Relation.BROADER]
    if not kin:
        return compared
    together = sides.closest(INTERVENTION, ours, wide) if wide else compared
    return replace(together, reason=f"together with {_quoted(kin)}")


def _tested(
    sides: _Sides, ours: Sequence[FoundTerm], theirs: Iterable[FoundTerm]
) -> tuple[FoundTerm, ...]:
    """The reference's terms without placebo, sham and the like, unless the claim is about them."""
    if any(sides.within(our, _CONTROL) for our in ours):
        return tuple(theirs)
    return tuple(their for their in theirs if not sides.within(their, _CONTROL))


def _title_and_abstract_agree(
    sides: _Sides,
    ours: Sequence[FoundTerm],
    titled: Sequence[FoundTerm],
    abstract: Sequence[FoundTerm],
) -> PartComparison:
    """The texts compared; a title is not trusted where the abstract names a kin in its place."""
    compared = _with_its_kin(sides, ours, titled)
    if compared.relation not in _INCLUDED:
        return _compare_texts(sides, INTERVENTION, ours, titled, abstract)
    if abstract:
        inside = sides.closest(INTERVENTION, ours, abstract)
        if inside.relation is Relation.RELATED:
            return replace(inside, reason=TITLE_AND_ABSTRACT_DIFFER)
    return compared


def _compare_texts(
    sides: _Sides,
    part: str,
    ours: Sequence[FoundTerm],
    titled: Sequence[FoundTerm],
    abstract: Sequence[FoundTerm],
) -> PartComparison:
    """Title and keywords decide; the abstract can add that the claim's own term is named too.

    What an abstract alone names may be mentioned in passing: it never makes a difference.
    """
    compared = sides.closest(part, ours, titled)
    if compared.relation is not None and not compared.differs:
        return compared
    inside = sides.closest(part, ours, _most_specific(sides, abstract))
    if inside.relation is not None and not inside.differs:
        return replace(inside, reason=ONLY_ABSTRACT)
    if compared.relation is None and ours:
        reason = ONLY_IN_PASSING if abstract else NO_TERM_IN_REFERENCE
        return replace(compared, reason=reason)
    return compared


def _compare_populations(sides: _Sides, condition: PartComparison) -> PartComparison:
    """Condition and people are one part: what differs is told, else what was compared."""
    people = _compare_people(sides, condition)
    if condition.relation is None:
        return people if people.relation is not None else condition
    return people if people.differs and condition.relation is not Relation.NONE else condition


def _compare_conditions(sides: _Sides) -> PartComparison:
    claim = sides.claim
    cells = (claim.population, claim.outcome)
    # What a harm claim names as its outcome is the harm, not a condition that is treated.
    texts = (claim.population,) if claim.question in _HARMS else (*cells, claim.text)
    ours = sides.terms(_CONDITION, *texts)
    if sides.recorded(_CONDITION, "population") or sides.recorded(POPULATION, "population"):
        return sides.closest(POPULATION, ours, sides.recorded(_CONDITION, "population"))
    titled, abstract = sides.titled(_CONDITION), sides.abstract(_CONDITION)
    return _compare_texts(sides, POPULATION, ours, titled, abstract)


def _compare_people(sides: _Sides, condition: PartComparison) -> PartComparison:
    claim = sides.claim
    theirs = sides.recorded(POPULATION, "population") or sides.titled(POPULATION)
    ours = sides.terms(POPULATION, claim.population or claim.text)
    if ours or not theirs:
        compared = sides.closest(POPULATION, ours, theirs)
        # "Women" and "adults" do not exclude each other.
        return replace(compared, relation=None) if compared.relation is Relation.NONE else compared
    unlike = _unlike_patients(sides, theirs, condition)
    if not unlike:
        return PartComparison(part=POPULATION, reason=NO_TERM_IN_CLAIM)
    return PartComparison(
        part=POPULATION,
        claim_words=condition.claim_words,
        reference_words=_quoted(unlike),
        relation=Relation.RELATED,
        reason="" if condition.claim_words else NOT_IN_CLAIM,
    )


def _unlike_patients(
    sides: _Sides, theirs: Sequence[FoundTerm], condition: PartComparison
) -> list[FoundTerm]:
    """The reference's healthy people, animals or cells, where the claim is about patients."""
    if sides.claim.question not in _ABOUT_PATIENTS and not condition.claim_words:
        return []
    if any(sides.within(their, _PATIENTS) for their in theirs):
        return []
    # Beside patients who fit, healthy people are the controls.
    fits = condition.relation is not None and not condition.differs
    return [
        their
        for their in theirs
        if relate(sides.thesaurus, their.term, _PATIENTS) is Relation.RELATED
        and not (fits and sides.within(their, _HEALTHY))
    ]


def _compare_outcomes(sides: _Sides) -> PartComparison:
    claim, reference = sides.claim, sides.reference
    ours = sides.terms(OUTCOME, claim.text)
    if claim.outcome:
        ours = _own_outcomes(sides, claim.outcome)
    recorded = _own_outcomes(sides, reference.text("outcome"))
    if claim.question in _HARMS:
        return _compare_harms(sides, ours, recorded)
    if recorded:
        return sides.closest(OUTCOME, ours, recorded)
    # A title names its condition in any case: it is the outcome where no other benefit is named.
    titled = sides.terms(OUTCOME, reference.title)
    if all(sides.within(found, _HARM) for found in titled):
        titled = _own_outcomes(sides, reference.title)
    return _compare_texts(sides, OUTCOME, ours, titled, sides.abstract(OUTCOME))


def _compare_harms(
    sides: _Sides, ours: Sequence[FoundTerm], recorded: Sequence[FoundTerm]
) -> PartComparison:
    """The harms compared: a headache that was treated is no headache that needling caused."""
    theirs = recorded or (*sides.titled(OUTCOME), *sides.abstract(OUTCOME))
    harms = [their for their in theirs if sides.within(their, _HARM)]
    compared = sides.closest(OUTCOME, ours, harms or theirs)
    if compared.relation is None:
        return compared
    if not harms:
        return replace(compared, relation=Relation.NONE, reason=NO_HARM_STUDIED)
    general = [their for their in harms if their.term == _HARM]
    if compared.differs and general:
        return replace(
            compared, relation=Relation.BROADER, reference_words=_quoted(general), reason=""
        )
    return compared


def _own_outcomes(sides: _Sides, text: str) -> tuple[FoundTerm, ...]:
    """The outcomes that a text names, and those that its conditions are: neck pain is pain."""
    included_in = sides.thesaurus.included_in
    known = {row.term for row in sides.thesaurus.terms if row.kind == OUTCOME}
    outcomes = list(sides.terms(OUTCOME, text))
    for found in sides.terms(_CONDITION, text):
        above = known & {found.term, *included_in.get(found.term, ())}
        wide = {wider for term in above for wider in included_in.get(term, ())}
        outcomes += (replace(found, term=term, kind=OUTCOME) for term in sorted(above - wide))
    return tuple(outcomes)


def _most_specific(sides: _Sides, terms: Sequence[FoundTerm]) -> tuple[FoundTerm, ...]:
    """The terms without those that include another one."""
    wide = {above for found in terms for above in sides.thesaurus.included_in.get(found.term, ())}
    return tuple(found for found in terms if found.term not in wide)


def _quoted(terms: Sequence[FoundTerm]) -> str:
    words = dict.fromkeys(" ".join(found.words.split()) for found in terms)
    return ", ".join(f"“{named}”" for named in list(words)[:_MOST_WORDS])


def _found(thesaurus: Thesaurus, text: str) -> tuple[FoundTerm, ...]:
    if len(text) > _LONGEST_REMEMBERED:
        return find_terms(thesaurus, text)
    return _remembered(thesaurus, text)


@lru_cache(maxsize=2048)
def _remembered(thesaurus: Thesaurus, text: str) -> tuple[FoundTerm, ...]:
    return find_terms(thesaurus, text)
