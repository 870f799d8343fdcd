"""NE501: an article that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for article in library.articles:
        if article.unreadable:
            yield Problem(
                message=one_line(article.unreadable, 600),
                location=Location(path=article.path),
                subject=article.path,
            )


CHECK = Check(
    code="NE501",
    name="unreadable-article",
    severity=Severity.ERROR,
    summary="An article cannot be read, so no claim was looked for in it.",
    why=(
        "Claims are checked on the page that makes them. A page that cannot be read may say "
        "anything."
    ),
    bad="articles/page.md that is a PDF in truth",
    good="articles/page.md, a Markdown file with the page's text",
    way_out="Put the page there as .md, .html, .docx, .txt or JATS .xml, or correct the path.",
    needs=frozenset({"articles"}),
    look=_look,
)
