"""How much a reader who believes the page could be hurt by what is wrong: the tool's inference."""

from __future__ import annotations

import enum
from collections.abc import Collection

from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.model.claim import ClaimGroup, Question
from needle_evidence.model.finding import Finding, Severity
from needle_evidence.reporting.claim_view import ClaimView


class Harm(enum.Enum):
    """Why something comes early or late in the work list, the most harmful first."""

    REASSURES = "Reassures about a harm without the numbers"
    AGAINST = "Evidence speaks against it, was retracted, or its meaning changed"
    UNBACKED = "Looks backed and is not"
    TOO_MUCH = "Says more than its evidence"
    UNCITED = "Nothing backs it"
    UNSETTLED = "Nobody can say yet whether it holds"
    WARNING = "A warning that nobody can look up"
    EXPLANATION = "An explanation that nothing backs"
    RECORD = "The record is wrong or incomplete"
    REMARK = "Could be better"

    @property
    def rank(self) -> int:
        """0 for what could hurt most."""
        return _RANKS[self]


_RANKS = {harm: rank for rank, harm in enumerate(Harm)}
_HARM_QUESTIONS = (Question.COMMON_HARM, Question.RARE_HARM)
_REASSURANCE = frozenset({"NE326"})
_AGAINST = frozenset({"NE503", "NE601", "NE611"})
_UNBACKED = frozenset({"NE102", "NE307", "NE313", "NE605", "NE606", "NE705"})
_TOO_MUCH = frozenset({"NE323", "NE324", "NE401", "NE701", "NE702", "NE703", "NE704", "NE706"})
_NOTHING = frozenset({"NE101", "NE512"})
_LEFT_OPEN = (ClaimStatus.MIXED, ClaimStatus.NEUTRAL_ONLY, ClaimStatus.OPINION_ONLY)


def may_warn(view: ClaimView) -> bool:
    """Whether a claim about a harm may be a warning: then it is never replaced or weakened.

    Only one whose words play the harm down is none, unless they say that it can come and only
    call it rare; of words that could not be judged, such as
    those of other languages, nobody knows.
    """
    reassures = view.wording.reassures or _plays_down_too_much(view)
    return view.claim.question in _HARM_QUESTIONS and (view.wording.warns or not reassures)


def is_warning(view: ClaimView) -> bool:
    """Whether a claim says, by its words, that a harm occurs."""
    return may_warn(view) and view.wording.verdict != "not_checked"


def harm_of_sentence(view: ClaimView, findings: Collection[Finding]) -> Harm:
    """What a claim as it stands on the page could do; findings: about its words and citations."""
    codes = {finding.code for finding in findings}
    warning = is_warning(view)
    plays_down = _plays_down_too_much(view) or bool(codes & _REASSURANCE)
    if view.claim.question in _HARM_QUESTIONS and plays_down and not warning:
        return Harm.REASSURES
    if codes & _AGAINST or (
        not warning and view.status in (ClaimStatus.REFUTED, ClaimStatus.RETRACTED)
    ):
        return Harm.AGAINST
    if view.claim.group is not ClaimGroup.HEALTH_EFFECT:
        return _at_most(Harm.EXPLANATION, findings)
    if warning:
        return _at_most(Harm.WARNING, findings)
    if codes & _UNBACKED or view.status in (ClaimStatus.BROKEN, ClaimStatus.UNRELATED_ONLY):
        return Harm.UNBACKED
    if view.wording.verdict == "over_claim" or codes & _TOO_MUCH or view.status in _LEFT_OPEN:
        return Harm.TOO_MUCH
    return Harm.UNCITED if codes & _NOTHING else _at_most(Harm.UNSETTLED, findings)


def harm_of_record(findings: Collection[Finding]) -> Harm:
    """What findings about tables, references and files could do."""
    codes = {finding.code for finding in findings}
    for harm, its_codes in ((Harm.AGAINST, _AGAINST), (Harm.UNBACKED, _UNBACKED)):
        if codes & its_codes:
            return harm
    if codes & _NOTHING:
        return Harm.UNCITED
    if any(finding.severity is Severity.ERROR for finding in findings):
        return Harm.UNSETTLED
    return _at_most(Harm.RECORD, findings)


def _plays_down_too_much(view: ClaimView) -> bool:
    """Of a claim about a harm: no warning is an over-claim, so its words reassure."""
    return view.wording.verdict == "over_claim"


def _at_most(harm: Harm, findings: Collection[Finding]) -> Harm:
    """The harm, or a mere remark where everything found is a note."""
    notes = bool(findings) and all(finding.severity is Severity.NOTE for finding in findings)
    return Harm.REMARK if notes else harm
