"""NE109: a claim and a reference that share no word of their topic."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.language.topic_words import latin_script, topic_words
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

# What tells more of a work than its title. A title alone is thin: of 916 true pairs of SciFact
# 14 % share no topic word with the title, 1 % none with title and abstract.
_FACTS = ("keywords", "population", "intervention", "comparator", "outcome")
_NAMES = ("title", "subtitle", "booktitle", "journaltitle", "journal", "maintitle", *_FACTS)
_DETAIL = ("abstract", *_FACTS)
_ENGLISH = ("english", "en", "american", "british", "usenglish", "ukenglish", "eng")


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    known: dict[tuple[str, ...], frozenset[str]] = {}
    for claim in library.claims:
        cited = library.cited(claim)
        if not cited:
            continue
        reason, words = _claim_words(claim)
        if reason:
            yield NotChecked(reason=reason, subject=claim.claim_id)
            continue
        for reference in cited:
            # The abstract is long; most pairs are settled without it.
            if any(words & _about(reference, fields, known) for fields in (_NAMES, ("abstract",))):
                continue
            unread = _not_comparable(reference)
            if unread:
                subject = f"{claim.claim_id}, {reference.key}"
                yield NotChecked(reason=unread, subject=one_line(subject, 160))
            else:
                yield _problem(claim, reference)


def _about(
    reference: Reference, fields: tuple[str, ...], known: dict[tuple[str, ...], frozenset[str]]
) -> frozenset[str]:
    """The topic words of some fields; `known` remembers them."""
    mark = (reference.key, *fields)
    if mark not in known:
        known[mark] = topic_words(*(reference.fields.get(name, "") for name in fields))
    return known[mark]


def _claim_words(claim: Claim) -> tuple[str, frozenset[str]]:
    """Why the claim cannot be compared ("" where it can), and its topic words."""
    if claim.text and not latin_script(claim.text):
        return "the claim is not in Latin script, so its words were not compared", frozenset()
    words = topic_words(
        claim.text,
        claim.topic,
        claim.intervention,
        claim.population,
        claim.comparator,
        claim.outcome,
    )
    return "" if words else "the claim holds no word that says what it is about", words


def _not_comparable(reference: Reference) -> str:
    if not reference.title:
        return "the reference has no title"
    if not latin_script(reference.title):
        return "the title is not in Latin script"
    language = reference.text("langid", "language", "hyphenation").lower()
    if language and not language.startswith(_ENGLISH):
        return f"the reference is in another language ({one_line(language, 30)})"
    if not reference.text(*_DETAIL) and not topic_words(reference.title):
        return "the title holds no word that says what it is about"
    return ""


def _problem(claim: Claim, reference: Reference) -> Problem:
    key, title = one_line(reference.key, 80), one_line(reference.title, 120)
    title_only = not reference.text(*_DETAIL)
    basis = " Only its title is known." if title_only else ""
    return Problem(
        message=f"The claim shares no word of its topic with {key}, “{title}”.{basis}",
        location=claim.cell("references"),
        subject=claim.claim_id,
        severity=Severity.NOTE if title_only else None,
    )


CHECK = Check(
    code="NE109",
    name="no-shared-words",
    severity=Severity.WARNING,
    summary="A claim and one of its references share no word that says what they are about.",
    why=(
        "A slip of a line when citing puts a work beside a claim that it never studied. Where "
        "only the work's title is known this is a note, else a warning. Sharing words proves "
        "nothing: whether the work backs the claim is for a person to judge."
    ),
    bad=(
        "reduces-hip-pain,Dry needling reduces hip pain.,ito2011coffee\n\n"
        "@article{ito2011coffee,\n  title = {Coffee and the risk of gallstones},\n  …\n}"
    ),
    good=(
        "reduces-hip-pain,Dry needling reduces hip pain.,hall2018effects\n\n"
        "@article{hall2018effects,\n  title = {Effects of needling on painful hips},\n  …\n}"
    ),
    way_out=(
        "Check that this is the work you mean. If it is, record what it studied in the entry's "
        "population, intervention and outcome fields."
    ),
    look=_look,
)
