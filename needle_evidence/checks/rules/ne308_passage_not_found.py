"""NE308: a recorded passage that does not occur in the work's stored text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from needle_evidence.checks.check import Check
from needle_evidence.language.passages import PreparedText, find_passage, prepare, too_short
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference
from needle_evidence.model.result import Result
from needle_evidence.model.source_text import SourceText

_ABSTRACT_PLACES = ("abstract", "summary", "title")
# A title that heads a stored text, or each of its pages: it is no part of what the work says.
_TITLE_HEAD = r"(?m:^)[^\w\n]*(?i:{})(?![^\S\n]*[a-z])"
_WORD = re.compile(r"\w+")
_MOST_WORDS = 100


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    prepared: dict[tuple[str, str], PreparedText] = {}
    for result in library.results:
        reference = library.reference_by_key.get(result.citekey)
        if result.passage and reference is not None:
            yield from _check(library, result, reference, prepared)


def _check(
    library: Library,
    result: Result,
    reference: Reference,
    prepared: dict[tuple[str, str], PreparedText],
) -> Iterator[Problem | NotChecked]:
    if too_short(result.passage):
        yield _problem(result, "is too short to show anything", "Quote the whole statement.")
        return
    stored = library.source_texts.get(result.citekey) or SourceText(path="")
    sources = {
        name: text
        for name, text in (("abstract", reference.text("abstract")), ("stored text", stored.text))
        if text
    }
    titles = [title for title in (reference.title, stored.title) if title]
    in_title = any(find_passage(result.passage, title).found for title in titles)
    missing = ""
    for name, text in sources.items():
        if in_title:
            match = find_passage(result.passage, _without_titles(text, titles))
        else:
            key = (result.citekey, name)
            if key not in prepared:
                prepared[key] = prepare(text)
            match = find_passage(result.passage, prepared[key])
        if match.found:
            return
        missing = match.missing
    unseen = _unseen(result, sources, stored.unreadable)
    if unseen:
        yield NotChecked(reason=unseen, subject=_name(result))
    elif in_title:
        yield _problem(result, "occurs only in the title, which shows no result", "")
    else:
        yield _absent(result, tuple(sources), missing)


def _without_titles(text: str, titles: Sequence[str]) -> str:
    """The text without the lines that are a title; one inside a sentence stays."""
    for title in titles:
        words = r"[\W_]+".join(_WORD.findall(title)[:_MOST_WORDS])
        if words:
            text = re.sub(_TITLE_HEAD.format(words), "\n", text)
    return text


def _unseen(result: Result, sources: Container[str], unreadable: str) -> str:
    """Why a passage that was not found may still stand in the work, "" if it cannot."""
    if unreadable:
        return one_line(unreadable, 300)
    if "stored text" in sources:
        return ""
    if "abstract" not in sources:
        return "neither an abstract nor a stored text of the work"
    locator = result.locator.lower()
    if locator and not any(place in locator for place in _ABSTRACT_PLACES):
        return "only the abstract is stored, and the passage is said to stand elsewhere"
    return ""


def _name(result: Result) -> str:
    return f"{one_line(result.claim_id, 80)}, {one_line(result.citekey, 80)}"


def _absent(result: Result, places: Sequence[str], missing: str) -> Problem:
    fault = f"does not occur in the {' or '.join(places)} of {one_line(result.citekey, 80)}"
    if missing and missing != result.passage.strip():
        fault += f"; its part “{one_line(missing, 120)}” is missing or out of order"
    if "stored text" in places:
        return _problem(result, fault, "")
    way_out = (
        "Copy it letter by letter from the abstract; if it stands elsewhere in the work, say "
        "where in the locator cell."
    )
    return _problem(result, fault, way_out)


def _problem(result: Result, fault: str, way_out: str) -> Problem:
    return Problem(
        message=f"The passage “{one_line(result.passage, 120)}” {fault}.",
        location=result.cell("passage"),
        subject=one_line(result.claim_id, 80),
        way_out=way_out,
        raw=result.passage,
    )


CHECK = Check(
    code="NE308",
    name="passage-not-found",
    severity=Severity.ERROR,
    summary="A recorded passage does not occur in the abstract or the stored text of the work.",
    why=(
        "A passage is a verbatim quotation: it lets anybody see that the work says what is "
        "recorded. One that cannot be found was paraphrased, mistyped, or is from another work. "
        "A title shows no result, so a passage found only there does not count."
    ),
    bad="passage: “needling cured hip pain” (the abstract says: “needling reduced hip pain”)",
    good="passage: “needling reduced hip pain” (as the abstract says)",
    way_out="Copy the passage letter by letter from the work, or leave the cell empty.",
    needs=frozenset({"references", "results"}),
    look=_look,
)
