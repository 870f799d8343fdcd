"""NE210: one work under two citekeys."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.language.folded_text import folded
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.identifiers import normalise_doi, normalise_pmcid, normalise_pmid
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

_PARTS = frozenset({"inbook", "incollection", "inproceedings", "conference", "inreference"})
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
    return not all(_differ(earlier, later, name) for name in ("volume", "pages"))


def _differ(earlier: Reference, later: Reference, field: str) -> bool:
    one, other = folded(earlier.text(field)), folded(later.text(field))
    return bool(one and other) and one != other


def _problem(mark: _Mark, earlier: Reference, later: Reference) -> Problem:
    return Problem(
        message=(
            f"{one_line(later.key, 80)} seems to be the same work as "
            f"{one_line(earlier.key, 80)} (line {earlier.location.line}): same {mark[0]}."
        ),
        location=later.location,
        subject=later.key,
    )


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
