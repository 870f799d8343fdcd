"""NE108: a mark such as [citation needed] left in a claim or a quote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

# Marks that editors leave, among them the inline tags of English Wikipedia.
_PHRASES = (
    r"(?:(?:medical|full|better|non-primary)\s+)?(?:citations?|sources?|refs?|references?)\s+needed"
    r"|needs?\s+(?:an?\s+)?(?:citations?|sources?|refs?|references?|update|updating)"
    r"|(?:add|insert|missing|find|to\s+add)\s+(?:an?\s+)?(?:citation|source|ref|reference)s?"
    r"|failed\s+verification|not\s+in\s+(?:citation|source)(?:\s+given)?|verification\s+needed"
    r"|verify(?:\s+source)?|(?:page|clarification|update|quotation)\s+needed|unsourced|uncited"
    r"|(?:unreliable|self-published|outdated)\s+(?:medical\s+)?source\??|original\s+research\??"
    r"|(?:by|according\s+to)\s+whom\?"
)
_SHORT = (
    r"cn|refs?[.?]*|references?\??|sources?\??|citations?\??|cite|who\?|when\?|where\?|which\?"
    r"|dubious|x{2,}|\?+|todo|tbd|tbc"
)
_DETAIL = r"(?:\s*[,|:;–—-][^][{}()]{0,60})?\s*"
_MARK = re.compile(
    rf"\[\s*(?:{_PHRASES}|{_SHORT}){_DETAIL}\]"
    rf"|\{{\{{\s*(?:{_PHRASES}|{_SHORT}){_DETAIL}\}}\}}"
    rf"|\(\s*(?:{_PHRASES}|ref\??|source\?|citation\?|x{{2,}}|\?+){_DETAIL}\)"
    r"|(?:(?<=\s)|^)\?{2,}",
    re.IGNORECASE,
)


def _look(library: Library) -> Iterator[Problem]:
    for claim in library.claims:
        for column, texts in (("claim", (claim.text,)), ("quote", claim.quotes)):
            marks = [mark.group().strip() for text in texts for mark in _MARK.finditer(text)]
            if marks:
                listed = ", ".join(
                    f"“{one_line(mark, 40)}”" for mark in [*dict.fromkeys(marks)][:5]
                )
                yield Problem(
                    message=f"The {column} still holds the mark {listed}.",
                    location=claim.cell(column),
                    subject=claim.claim_id,
                )


CHECK = Check(
    code="NE108",
    name="citation-needed-mark",
    severity=Severity.WARNING,
    summary="A claim or its quote holds a mark such as [citation needed] or [REF].",
    why="Someone doubted the sentence or owed it a source, and the page went on without one.",
    bad="reduces-hip-pain,Dry needling reduces hip pain [citation needed].,",
    good="reduces-hip-pain,Dry needling reduces hip pain.,hall2018effects",
    way_out="Cite a work that settles the doubt and delete the mark, or take the sentence down.",
    look=_look,
)
