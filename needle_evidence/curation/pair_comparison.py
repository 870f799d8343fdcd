"""What two references agree and disagree on, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from needle_evidence.curation.work_authors import compare_authors
from needle_evidence.curation.work_features import WorkFeatures
from needle_evidence.curation.work_places import (
    Agreement,
    compare_journals,
    compare_pages,
    compare_values,
)
from needle_evidence.curation.work_titles import TitleMatch, compare_titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How two works compare.

    same_identifiers, other_identifiers: names of those that both have and that are equal, or
    differ. years_apart: -1 where a year is unknown.
    """

    title: TitleMatch
    authors: Agreement
    years_apart: int
    volume: Agreement
    pages: Agreement
    journal: Agreement
    same_identifiers: tuple[str, ...] = ()
    other_identifiers: tuple[str, ...] = ()

    @property
    def agreeing(self) -> tuple[str, ...]:
        """The parts of the place that agree."""
        return tuple(name for name, found in self._place() if found is Agreement.YES)

    @property
    def disagreeing(self) -> tuple[str, ...]:
        """The parts of the place that differ."""
        return tuple(name for name, found in self._place() if found is Agreement.NO)

    def _place(self) -> Iterator[tuple[str, Agreement]]:
        yield "journal", self.journal
        yield "year", self.year
        yield "volume", self.volume
        yield "pages", self.pages

    @property
    def year(self) -> Agreement:
        """Whether both appeared in one year."""
        if self.years_apart < 0:
            return Agreement.UNKNOWN
        return Agreement.NO if self.years_apart else Agreement.YES


def compare_works(first: WorkFeatures, second: WorkFeatures) -> Comparison:
    """How two works compare; the order of the two does not count."""
    names = sorted(first.identifiers.keys() & second.identifiers.keys())
    same = [name for name in names if first.identifiers[name] == second.identifiers[name]]
    known = first.year and second.year
    return Comparison(
        title=compare_titles(first.title, second.title),
        authors=compare_authors(first.authors, second.authors),
        years_apart=abs(first.year - second.year) if known else -1,
        volume=compare_values(first.volume, second.volume),
        pages=_compare_pages(first, second),
        journal=compare_journals(first.journal, second.journal),
        same_identifiers=tuple(same),
        other_identifiers=tuple(name for name in names if name not in same),
    )


def _compare_pages(first: WorkFeatures, second: WorkFeatures) -> Agreement:
    """Whether the pages agree; those of an article that is online first are counted from 1."""
    found = compare_pages(first.pages, second.pages)
    early = any(not work.volume and work.pages.first == "1" for work in (first, second))
    return Agreement.UNKNOWN if found is Agreement.NO and early else found
