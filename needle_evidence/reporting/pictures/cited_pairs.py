"""Pairs of a claim and a work, as the evidence map counts them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from needle_evidence.model.claim import Claim, ClaimGroup
from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.pictures.design_group import design_group
from needle_evidence.reporting.work_view import WorkView

# "older adults with", and not "pain in adults with": what stands before is said of the people.
_PEOPLE_WITH = re.compile(
    r"^(?:(?!in |of |among |for )[\w-]+ ){0,3}?"
    r"(?:people|adults|patients|women|men|persons|children|infants|those) (?:with|who have) ",
    re.IGNORECASE,
)
_SYMPTOMS_OF = re.compile(r"^(?:the )?symptoms? of ", re.IGNORECASE)
_LONGEST = 300
_SHOWN = {
    "for": ("supports",),
    "against": ("refutes",),
    "neither": ("neutral",),
    "both": ("supports", "refutes"),
}
DIRECTIONS = ("for", "against", "neither", "both", "unappraised")


@dataclass(frozen=True, kw_only=True, slots=True)
class CitedPair:
    """One work beside one claim.

    condition: what the claim is about. direction: one of `DIRECTIONS`. column: of
    `DESIGN_GROUPS`. cited: else it was only considered. indirect: no direct result of the work
    points in this direction, or for a direction of two sides, not in both.
    """

    condition: str
    claim: ClaimView
    direction: str
    column: int
    cited: bool
    indirect: bool
    inferred: bool


def cited_pairs(claims: Iterable[ClaimView]) -> Iterator[CitedPair]:
    """The pairs of the health-effect claims; unrelated and retracted works make none."""
    for view in claims:
        if view.claim.group is not ClaimGroup.HEALTH_EFFECT:
            continue
        condition = condition_of(view.claim)
        for works, cited in ((view.works, True), (view.considered, False)):
            for work in works:
                if work.directness != "unrelated":
                    yield _pair(view, condition, work, cited=cited)


def condition_of(claim: Claim) -> str:
    """What a claim is about: "plantar fasciitis", from the people it names, else its outcome.

    Where it names neither, its topic; "not recorded" where it has none.
    """
    people = _flat(claim.population)
    condition = _PEOPLE_WITH.sub("", people, count=1)
    outcome = _SYMPTOMS_OF.sub("", _flat(claim.outcome), count=1)
    if condition == people and outcome:  # no condition among the words for the people
        condition = outcome
    return condition or outcome or _flat(claim.topic) or "not recorded"


def _flat(text: str) -> str:
    return " ".join(one_line(text, _LONGEST).split())


def _pair(view: ClaimView, condition: str, work: WorkView, *, cited: bool) -> CitedPair:
    direction = _direction(work)
    return CitedPair(
        condition=condition,
        claim=view,
        direction=direction,
        column=design_group(work.reference.design_code),
        cited=cited,
        indirect=_is_indirect(work, direction),
        inferred=work.reference.design_inferred,
    )


def _is_indirect(work: WorkView, direction: str) -> bool:
    direct = {one.stance for one in work.results if one.directness == "direct"}
    found = {one.stance for one in work.results if one.directness == "indirect"}
    if direction == "unappraised":
        return work.directness == "indirect"
    return any(stance in found and stance not in direct for stance in _SHOWN[direction])


def _direction(work: WorkView) -> str:
    """As the balance of a claim has it: a work that also has neutral results is not neutral."""
    stances = set(work.stances)
    if {"supports", "refutes"} <= stances:
        return "both"
    if "supports" in stances:
        return "for"
    if "refutes" in stances:
        return "against"
    return "neither" if "neutral" in stances else "unappraised"
