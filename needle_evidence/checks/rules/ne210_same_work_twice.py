"""NE210: one work under two citekeys."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.language.folded_text import folded
from needle_evidence.language.work_words import word_set
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.identifiers import normalise_doi, normalise_pmcid, normalise_pmid
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

_PARTS = frozenset({"inbook", "incollection", "inproceedings", "conference", "inreference"})
# Works in such a form are versions of the article of the same title, not the article.
_FORMS = {
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "unpublished": "preprint",
    "inproceedings": "conference",
    "conference": "conference",
    "dataset": "data",
}
_IDENTIFIERS = (
    ("DOI", "doi", normalise_doi),
    ("PMID", "pmid", normalise_pmid),
    ("PMCID", "pmcid", normalise_pmcid),
)
_Mark = tuple[str, ...]


def _look(library: Library) -> Iterator[Problem]:
    first: dict[_Mark, Reference] = {}
    for reference in library.references:
        if not reference.is_work:
            continue
        marks = tuple(_marks(reference))
        for mark in marks:
            earlier = first.get(mark)
            if earlier is not None and _same(mark, earlier, reference):
                yield _problem(mark, earlier, reference)
                break
        for mark in marks:
            first.setdefault(mark, reference)


def _marks(reference: Reference) -> Iterator[_Mark]:
    """What two entries of one work have in common, surest first; the first part names it."""
    for name, field, normalise in _IDENTIFIERS:
        value = normalise(reference.text(field))
        # An inherited identifier is that of the book, not of the chapter.
        if value and field not in reference.inherited:
            yield (name, value)
    title, year = folded(reference.title), reference.year
    if title and year and reference.authors:
        author = reference.authors[0]
        yield ("title, year and first author", title, year, folded(author.family or author.literal))


def _same(mark: _Mark, earlier: Reference, later: Reference) -> bool:
    if len(mark) == 2:
        # Chapters often carry the identifier of their book.
        parts = earlier.entry_type in _PARTS and later.entry_type in _PARTS
        return not parts or folded(earlier.title) == folded(later.title)
    # Two editorials or letters of one author, a preprint and its article: not the same work.
    for _, field, normalise in _IDENTIFIERS:
        one, other = normalise(earlier.text(field)), normalise(later.text(field))
        if one and other and one != other:
            return False
    if _form(earlier) != _form(later):
        return False
    if _differ(earlier.text("edition"), later.text("edition")):
        return False
    if not _differ(earlier.text("volume"), later.text("volume")):
        return True
    # One journal's name is written in many ways, but with another volume it is another place.
    elsewhere = _differ(earlier.container, later.container)
    return not (elsewhere or _differ(earlier.text("pages"), later.text("pages")))


def _form(reference: Reference) -> str:
    """In which form a work appeared, where its entry says so; "" for articles and others."""
    server = reference.container or reference.text("eprinttype", "archiveprefix")
    if not word_set("preprint server").isdisjoint(folded(server).split()):
        return "preprint"
    return _FORMS.get(reference.entry_type, "")


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and folded(one) != folded(other)


def _problem(mark: _Mark, earlier: Reference, later: Reference) -> Problem:
    one = f"{one_line(earlier.key, 80)} (line {earlier.location.line})"
    other = one_line(later.key, 80)
    if len(mark) == 2 and _differ(earlier.title, later.title):
        message = f"{other} has the same {mark[0]} as {one}, but another title."
        way_out = f"Look the {mark[0]} up: correct it in one entry, or keep only the better entry."
    else:
        message = f"{other} seems to be the same work as {one}: same {mark[0]}."
        way_out = ""
    return Problem(message=message, location=later.location, subject=later.key, way_out=way_out)


CHECK = Check(
    code="NE210",
    name="same-work-twice",
    severity=Severity.WARNING,
    summary="Two entries have the same DOI, PMID or PMCID, or title, year and first author.",
    why="One study counts as two, and a claim looks better backed than it is.",
    bad=(
        "@article{hall2018, title = {Effects}, doi = {10.1234/abc}, …}\n"
        "@article{hall2018effects, title = {Effects}, doi = {10.1234/ABC}, …}"
    ),
    good="@article{hall2018effects, title = {Effects}, doi = {10.1234/abc}, …}",
    way_out="Keep the better entry, and put its citekey into the claims that list the other.",
    look=_look,
)
