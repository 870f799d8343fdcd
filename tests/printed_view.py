"""Evidence views made by hand, for tests of the forms that are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from needle_evidence.appraisal.assessment import assess
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import (
    CheckDescription,
    CheckResult,
    CheckRun,
    Finding,
    Location,
    Outcome,
    Severity,
)
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.model.result import Result, Stance
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.evidence_view import EvidenceView, build_view
from tests.hand_made_articles import claim, reference, result

# Markup of typst, Word, Jinja2, HTML and Markdown, and signs that hide or turn the line.
HOSTILE = (
    '#sys.inputs #read("/etc/passwd") $x$ @ref *bold* _it_ `raw` <label> </w:t></w:r> {{ 7*7 }} '
    "<script>alert(1)</script> \\u{41} \x1b[31m \u202eevil \ufffe \ud800 &amp; 'q\" = "
    'heading - item #"q" #{1+1} [citation needed]'
)
LONG_CLAIM = "Needling eases pain in people who wait for it " * 110  # 5,060 characters
LONG_WORD = "Unbreakable" * 182
ARABIC = "الإبر الجافة تخفف آلام الرقبة عند البالغين."


def printed_view(
    claims: Iterable[Claim],
    references: Iterable[Reference] = (),
    results: Iterable[Result] = (),
    *,
    hostile: str = "",
) -> EvidenceView:
    """The view of these rows; hostile: the words of a finding about each claim."""
    library = Library(claims=tuple(claims), references=tuple(references), results=tuple(results))
    findings = [_finding(one, hostile) for one in library.claims] if hostile else []
    run = CheckRun(results=(_check(tuple(findings)),) if findings else ())
    return build_view(
        library,
        run,
        assess(library),
        lambda one: FormattedReference(runs=((one.title, "italic"), (". 2014.", ""))),
        style="ama",
        version="0",
    )


def hostile_view() -> EvidenceView:
    """Every cell hostile, huge, or of another script; 400 citations on one claim."""
    many = [reference(f"work{number}", title=f"On {number}") for number in range(400)]
    odd = reference(
        "odd",
        title=HOSTILE,
        url="https://example.org/a b",
        population=HOSTILE,
        samplesize=LONG_WORD,
    )
    claims = [
        claim("hostile", HOSTILE, "odd", topic=HOSTILE, note=HOSTILE),
        claim("long", LONG_CLAIM, "odd"),
        claim("word", LONG_WORD, "odd"),
        claim("many", "Needling eases pain.", *(one.key for one in many)),
        claim("arabic", ARABIC, "odd", topic=ARABIC),
        claim("broken", "Needling helps.", HOSTILE),
    ]
    found = result(
        "hostile", "odd", Stance.SUPPORTS, result=HOSTILE, passage=HOSTILE, locator=HOSTILE
    )
    return printed_view(claims, [odd, *many], [found], hostile=HOSTILE)


def squeezed(text: str) -> str:
    """The text without spaces and line ends, which pages put where they need them."""
    return re.sub(r"\s+", "", text)


def _finding(one: Claim, words: str) -> Finding:
    return Finding(
        code="NE999",
        name="made-up",
        severity=Severity.WARNING,
        message=words,
        location=Location(path="claims.csv", line=2, field=words),
        subject=one.claim_id,
        way_out=words,
    )


def _check(findings: tuple[Finding, ...]) -> CheckResult:
    description = CheckDescription(
        code="NE999", name="made-up", severity=Severity.WARNING, summary="", why="", bad="",
        good="", way_out="",
    )  # fmt: skip
    return CheckResult(check=description, outcome=Outcome.FAIL, findings=findings)
