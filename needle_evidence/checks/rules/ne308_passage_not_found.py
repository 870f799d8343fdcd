"""NE308: a recorded passage that does not occur in the work's stored text."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.language.passages import PreparedText, find_passage, prepare, too_short
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference
from needle_evidence.model.result import Result


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
    stored = library.source_texts.get(result.citekey)
    sources = {"abstract": reference.text("abstract"), "text": stored.text if stored else ""}
    for name, text in sources.items():
        if text:
            known = prepared.setdefault((result.citekey, name), prepare(text))
            if find_passage(result.passage, known).found:
                return
    reason = _unseen(result, sources, stored.unreadable if stored else "")
    if reason:
        yield NotChecked(reason=reason, subject=_name(result))
        return
    titles = [reference.title, stored.title if stored else ""]
    if any(title and find_passage(result.passage, title).found for title in titles):
        yield _problem(result, "occurs only in the title, which shows no result", "")
        return
    places = " and ".join(
        word for name, word in (("abstract", "abstract"), ("text", "stored text")) if sources[name]
    )
    yield _problem(result, f"does not occur in the {places} of {one_line(result.citekey, 80)}", "")


def _unseen(result: Result, sources: dict[str, str], unreadable: str) -> str:
    """Why a passage that was not found may still stand in the work, "" if it cannot."""
    if unreadable:
        return one_line(unreadable, 300)
    if not sources["abstract"] and not sources["text"]:
        return "neither an abstract nor a stored text of the work"
    elsewhere = result.locator and "abstract" not in result.locator.lower()
    if elsewhere and not sources["text"]:
        return "only the abstract is stored, and the passage is said to stand elsewhere"
    return ""


def _name(result: Result) -> str:
    return f"{one_line(result.claim_id, 80)}, {one_line(result.citekey, 80)}"


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
