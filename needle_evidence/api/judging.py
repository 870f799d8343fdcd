"""What the recorded evidence licenses, what certainty it gives, and what falls with a work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from needle_evidence.api.appraising import the_claim
from needle_evidence.appraisal.assessment import ClaimAssessment, RatedOutcome, assess
from needle_evidence.appraisal.cited_work import AppraisedWork, appraised_work
from needle_evidence.appraisal.grade_hints import Hint, hints
from needle_evidence.appraisal.impact import ClaimImpact, impact
from needle_evidence.appraisal.printable_sentence import PrintableSentence, printable_sentence
from needle_evidence.appraisal.scope import ScopeFit, scope_fit
from needle_evidence.appraisal.wording import LICENSED_STRENGTH
from needle_evidence.errors import UsageError
from needle_evidence.language.nearest import suggestion
from needle_evidence.language.thesaurus import build_thesaurus
from needle_evidence.language.wording_strength import Strength, Wording, classify_wording
from needle_evidence.model.certainty import Certainty, CertaintyRating
from needle_evidence.model.claim import CLAIM_ID_PATTERN, Claim
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

__all__ = [
    "CitationHints",
    "ClaimAssessment",
    "ClaimImpact",
    "RatedOutcome",
    "Wording",
    "assessment_of",
    "certainty_hints",
    "certainty_needed",
    "citation_hints",
    "impact_of",
    "is_claim_id",
    "printable",
    "wording_of",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class CitationHints:
    """What the tool can say of one work beside one claim before a person judges it."""

    claim: Claim
    work: AppraisedWork
    scope: ScopeFit


def assessment_of(library: Library, claim_id: str) -> ClaimAssessment:
    """Everything derived about one claim; raises UsageError where no single one has the id."""
    claim = the_claim(library, claim_id)
    return next(found for found in assess(library) if found.claim is claim)


def is_claim_id(text: str, library: Library | None = None) -> bool:
    """Whether a text is the id of a claim: of one in the library, else by its form alone.

    Raises UsageError for a text that has the form of an id of several words (`treats-migraine`)
    and is nearly one of the library's: a slip must not be judged as a text.
    """
    if library is None:
        return CLAIM_ID_PATTERN.fullmatch(text) is not None
    if text in library.claims_by_id:
        return True
    near = (
        "-" in text and CLAIM_ID_PATTERN.fullmatch(text) and suggestion(text, library.claims_by_id)
    )
    if near:
        raise UsageError(
            f"There is no claim {one_line(text, 80)} in {library.claims_path}.",
            f"{near} If it is a text, end it with a full stop.",
        )
    return False


def printable(assessment: ClaimAssessment) -> PrintableSentence:
    """The sentence that may be printed instead of the claim."""
    return printable_sentence(assessment)


def wording_of(text: str) -> Wording:
    """How strongly a text claims, with the words that show it."""
    return classify_wording(text)


def certainty_needed(strength: Strength) -> str:
    """Which certainty licenses words so strong, in words; "" for words that claim no effect."""
    if strength is Strength.ABSOLUTE:
        return "no certainty licenses it"
    if strength is Strength.NONE:
        return ""
    enough = (c for c in reversed(Certainty) if LICENSED_STRENGTH[c].rank >= strength.rank)
    lowest = next(enough)
    if lowest is Certainty.VERY_LOW:
        return "any certainty licenses it"
    return f"needs {'high' if lowest is Certainty.HIGH else f'at least {lowest.label}'} certainty"


def citation_hints(library: Library, claim_id: str, citekey: str) -> CitationHints:
    """Design, level and fit of a work beside a claim, as far as words show them.

    Raises UsageError for an unknown claim or citekey.
    """
    claim = the_claim(library, claim_id)
    reference = library.reference_by_key.get(citekey)
    if reference is None:
        raise _unknown_work(library, citekey)
    return CitationHints(
        claim=claim,
        work=appraised_work(library, claim, reference),
        scope=scope_fit(claim, reference, build_thesaurus(library.terms)),
    )


def certainty_hints(assessment: ClaimAssessment, rating: CertaintyRating) -> tuple[Hint, ...]:
    """What to look at before judging the domains of a rating; offered, never applied."""
    works = assessment.evidence
    return hints(
        rating,
        results=[result for work in works for result in work.results],
        study_designs=[work.design.code for work in works if work.design.code],
        needling="needl" in assessment.claim.intervention.lower(),
    )


def impact_of(
    library: Library, citekeys: Iterable[str], *, retracted: bool = False
) -> tuple[ClaimImpact, ...]:
    """The claims that rest on these works, as they are and as they would be without them.

    retracted: the works stay listed, as retracted ones. Raises UsageError for a citekey that
    neither references.bib nor any claim holds.
    """
    keys = tuple(dict.fromkeys(citekeys))
    for key in keys:
        if key not in library.reference_by_key and key not in library.claims_by_reference:
            raise _unknown_work(library, key)
    return impact(library, keys, retracted=retracted)


def _unknown_work(library: Library, key: str) -> UsageError:
    return UsageError(
        f"There is no reference {one_line(key, 80)} in {library.references_path}.",
        suggestion(key, library.reference_by_key) or "`needle-evidence refs` lists them.",
    )
