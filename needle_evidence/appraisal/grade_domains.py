"""The words that a GRADE domain may hold, the points each moves, and what makes one unusable."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from needle_evidence.language.folded_text import folded
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.certainty import CertaintyRating, DomainJudgement
from needle_evidence.model.plain_text import one_line

_CONCERN = {"not serious": 0, "serious": -1, "very serious": -2}
_RAISED = {"no": 0, "yes": 1}
# Points by domain and word (GRADE Handbook 5.1; ACIP GRADE handbook ch. 9). "extremely
# serious" belongs to ROBINS-I, a tool for the risk of bias.
DOMAIN_POINTS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "risk_of_bias": {**_CONCERN, "extremely serious": -3},
        "inconsistency": {**_CONCERN, "not applicable": 0},
        "indirectness": _CONCERN,
        "imprecision": _CONCERN,
        "publication_bias": {
            "undetected": 0,
            "suspected": -1,
            "strongly suspected": -1,
            "not assessable": 0,
        },
        "large_effect": {**_RAISED, "very large": 2},
        "dose_response": _RAISED,
        "opposing_confounding": _RAISED,
    }
)
_SINGLE_STUDY = "single study"
_OVERRIDE = "override"
# Words that a judgement is made of: a reason of nothing else is none.
_EMPTY_WORDS = frozenset(
    {"very", "not", "extremely", "strongly", "n", "a", "see", "above", "none", "yes", "no"}
)
# As much of a reason as is looked at to see whether it says anything.
_LOOKED_AT = 2000


def plain_word(judgement: DomainJudgement) -> str:
    """The word of a domain in the form of `DOMAIN_POINTS`: "very serious"."""
    return " ".join(judgement.word.replace("_", " ").casefold().split())


def domain_points(domain: str, judgement: DomainJudgement) -> int:
    """The points that a domain moves, 0 for a word that it cannot hold."""
    return DOMAIN_POINTS[domain].get(plain_word(judgement), 0)


def domain_refusal(domain: str, rating: CertaintyRating, *, robins_i: bool) -> str:
    """Why an assessed domain of a rating cannot be used, "" where it can.

    A word must be one of its domain's, a word that moves the certainty needs a reason that
    says more than the word (Cochrane asks for one below high), "not applicable" needs a
    single study, "extremely serious" needs ROBINS-I.
    """
    judgement = rating.domains[domain]
    word = plain_word(judgement)
    points = DOMAIN_POINTS[domain].get(word)
    shown = one_line(judgement.word, 60)
    if points is None:
        allowed = ", ".join(DOMAIN_POINTS[domain])
        asked = suggestion(word, DOMAIN_POINTS[domain])
        return f"{domain}: “{shown}” is none of its words ({allowed}). {asked}".rstrip()
    if word == "not applicable":
        return _single_study_refusal(domain, judgement, rating.studies)
    if word == "extremely serious" and not (robins_i and rating.start == "observational"):
        return (
            f"{domain}: “extremely serious” is for observational studies appraised with "
            "ROBINS-I, which the settings do not declare."
        )
    if (points or word == "not assessable") and not _says_why(domain, judgement):
        return f"{domain}: “{shown}” has no reason; write “{shown}: why”."
    return ""


def overrides(judgement: DomainJudgement) -> bool:
    """Whether the reason begins with "override:"; the rest of it must still say why."""
    return judgement.reason.lstrip().casefold().startswith(_OVERRIDE)


def step_reason(judgement: DomainJudgement) -> str:
    """The reason that is shown for a domain: the person's own, else the word alone."""
    return judgement.reason.strip() or plain_word(judgement)


def _single_study_refusal(domain: str, judgement: DomainJudgement, studies: int | None) -> str:
    if studies == 1 or (
        studies is None and _SINGLE_STUDY in folded(judgement.reason.strip()[:_LOOKED_AT])
    ):
        return ""
    many = "the number of studies is not recorded" if studies is None else f"studies is {studies}"
    return f"{domain}: “not applicable” is for a single study, and {many}."


def _says_why(domain: str, judgement: DomainJudgement) -> bool:
    """Whether a reason says more than its word and its domain's name do."""
    said = set(folded(judgement.reason.strip()[:_LOOKED_AT]).split())
    words = {part for word in DOMAIN_POINTS[domain] for part in word.split()}
    return bool(said - words - set(domain.split("_")) - _EMPTY_WORDS - {_OVERRIDE})
