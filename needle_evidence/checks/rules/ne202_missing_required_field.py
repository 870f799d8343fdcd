"""NE202: an entry that lacks fields which its type needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

# Each requirement: how it is called, then the fields of which one will do. After the tables of
# the BibTeX and BibLaTeX manuals, less what many good entries lack.
_Requirement = tuple[str, ...]
_TITLE = ("title", "title", "maintitle")
_YEAR = ("year", "year", "date", "pubstate")
_MAKER = ("author", "author", "editor", "organization", "institution", "collaboration")
_MAKER_OF_BOOK = ("author or editor", *_MAKER[1:], "publisher")
_BOOK = (_TITLE, _YEAR, _MAKER_OF_BOOK)
_PART = (_TITLE, _YEAR, _MAKER, ("booktitle", "booktitle", "crossref", "maintitle"))
_CHAPTER = (_TITLE, _YEAR, _MAKER_OF_BOOK, (*_PART[3], "chapter", "pages"))
_THESIS = (_TITLE, _YEAR, _MAKER, ("school", "school", "institution", "organization", "publisher"))
_REPORT = (_TITLE, _YEAR, ("institution", "institution", "organization", "publisher", "school"))
_ONLINE = (_TITLE, ("url", "url", "doi", "eprint"))
_ARTICLE = (
    _TITLE,
    ("journal", "journal", "journaltitle", "eprint"),
    _YEAR,
    _MAKER,
)
_REQUIRED: Mapping[str, tuple[_Requirement, ...]] = {
    "article": _ARTICLE,
    "book": _BOOK,
    "mvbook": _BOOK,
    "collection": _BOOK,
    "mvcollection": _BOOK,
    "inbook": _CHAPTER,
    "incollection": _PART,
    "inproceedings": _PART,
    "conference": _PART,
    "thesis": _THESIS,
    "phdthesis": _THESIS,
    "mastersthesis": _THESIS,
    "report": _REPORT,
    "techreport": _REPORT,
    "online": _ONLINE,
    "electronic": _ONLINE,
    "www": _ONLINE,
}


def _look(library: Library) -> Iterator[Problem]:
    for reference in library.references:
        missing = _missing(reference)
        if missing:
            key, kind = one_line(reference.key, 80), one_line(reference.entry_type, 40)
            yield Problem(
                message=f"{key} ({kind}) lacks: {', '.join(missing)}.",
                location=reference.location,
                subject=reference.key,
            )


def _missing(reference: Reference) -> list[str]:
    if not reference.is_work:
        return []
    required = _REQUIRED.get(reference.entry_type, (_TITLE,))
    return [name for name, *fields in required if not reference.text(*fields)]


CHECK = Check(
    code="NE202",
    name="missing-required-field",
    severity=Severity.WARNING,
    summary="An entry lacks a field that works of its type need.",
    why="The printed reference has a gap, and a reader may not find the work.",
    bad="@article{hall2018effects, title = {Effects of dry needling}, author = {Hall, Mark}}",
    good=(
        "@article{hall2018effects, title = {Effects of dry needling}, author = {Hall, Mark},\n"
        "  journal = {Physical Therapy}, year = {2018}}"
    ),
    way_out="Add what is missing from the work itself, or correct the entry's type.",
    look=_look,
)
