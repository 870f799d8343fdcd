"""NE316: a page that promises benefits and names no harm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from needle_evidence.checks.check import Check
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_HARMS = (Question.COMMON_HARM, Question.RARE_HARM)
_BENEFITS = (Question.TREATMENT_BENEFIT, Question.COMPARISON)


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    benefits = _by_article(library, _BENEFITS)
    harms = _by_article(library, _HARMS)
    if "" in harms:  # a harm claim of all articles
        return
    for article, claims in benefits.items():
        if article in harms or (not article and harms):
            continue
        where = f" of {one_line(article, 80)}" if article else ""
        count = "the one benefit claim" if len(claims) == 1 else f"the {len(claims)} benefit claims"
        yield Problem(
            message=f"No claim about harms is registered beside {count}{where}.",
            location=claims[0].cell("question"),
            subject=article or claims[0].location.path,
        )
    for article, claims in _by_article(library, (None,)).items():
        if not {article, ""} & (benefits.keys() | harms.keys()):
            yield NotChecked(
                reason=f"whether {_number(claims)} of benefits or harms is not known: the kind of "
                "question is not recorded",
                subject=article or claims[0].location.path,
            )


def _number(claims: Sequence[Claim]) -> str:
    return "one claim speaks" if len(claims) == 1 else f"{len(claims)} claims speak"


def _by_article(library: Library, questions: Sequence[Question | None]) -> dict[str, list[Claim]]:
    """Claims of these questions by article; "" holds those of all articles."""
    found: dict[str, list[Claim]] = {}
    for claim in library.claims:
        if claim.question in questions:
            for article in dict.fromkeys(map(_plain_path, claim.articles)) or ("",):
                found.setdefault(article, []).append(claim)
    return found


def _plain_path(path: str) -> str:
    """One spelling for one page: "./a.md" and a path with backslashes name it, too."""
    return path.replace("\\", "/").removeprefix("./")


CHECK = Check(
    code="NE316",
    name="no-harm-claim",
    severity=Severity.WARNING,
    summary="A page has claims about benefits and no registered claim about harms.",
    why=(
        "A reader who weighs a treatment needs both sides. A page that names benefits only either "
        "keeps silent about harms, or names them in sentences that nobody registered."
    ),
    bad="treats-heel-pain,Dry needling treats heel pain.,treatment_benefit",
    good=(
        "treats-heel-pain,Dry needling treats heel pain.,treatment_benefit\n"
        "may-bruise,Dry needling may cause bruises.,common_harm"
    ),
    way_out="Register what the page says about harms, or write it and then register it.",
    look=_look,
)
