"""What a citation mark names: references that the page prints, and entries of references.bib."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from needle_evidence.anchoring.page_references import (
    EntryMatch,
    entries_by_label,
    family_name,
    first_author,
    opens_with_author,
)
from needle_evidence.language.folded_text import folded
from needle_evidence.model.article import Article, CitationMark, MarkKind
from needle_evidence.model.reference import Reference

_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d[a-z]?(?![\da-z])")
_AUTHOR_AND_YEAR = re.compile(r"(.+) ((?:1[6-9]|20)\d\d)([a-z]?)")


@dataclass(frozen=True, kw_only=True, slots=True)
class CitedEntries:
    """What one mark names.

    citekeys: entries of references.bib. entries: numbers of printed references. missing: labels
    that neither list has. unsure: labels whose entry in references.bib is not known, since
    none or several fit.
    """

    citekeys: tuple[str, ...] = ()
    entries: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


class MarkResolver:
    """Looks up the marks of one article; made once, it takes a moment for each mark.

    matches: what `match_entries` gave for this article.
    """

    def __init__(
        self, article: Article, matches: Sequence[EntryMatch], references: Sequence[Reference]
    ) -> None:
        self._matches = matches
        self._labels = entries_by_label(article)
        self._keys = {reference.key for reference in references if reference.is_work}
        self._by_year: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(article.references):
            for year in set(_YEAR.findall(entry.text)):
                self._by_year[year].append(number)
        self._by_author: dict[tuple[str, str], list[str]] = defaultdict(list)
        for reference in references:
            if reference.is_work and reference.year:
                for name in {first_author(reference), family_name(reference)} - {""}:
                    self._by_author[name, reference.year].append(reference.key)
        self._authors: dict[str, CitedEntries] = {}

    def resolve(self, mark: CitationMark) -> CitedEntries:
        """What the labels of a mark name, doubles left out."""
        found = [self._resolve(mark.kind, label) for label in mark.labels]
        return CitedEntries(
            citekeys=tuple(dict.fromkeys(key for one in found for key in one.citekeys)),
            entries=tuple(dict.fromkeys(number for one in found for number in one.entries)),
            missing=tuple(dict.fromkeys(label for one in found for label in one.missing)),
            unsure=tuple(dict.fromkeys(label for one in found for label in one.unsure)),
        )

    def _resolve(self, kind: MarkKind, label: str) -> CitedEntries:
        if kind is MarkKind.CITEKEY and label in self._keys:
            named = [at for at, match in enumerate(self._matches) if match.citekeys == (label,)]
            return CitedEntries(citekeys=(label,), entries=tuple(named[:1]))
        entries = self._labels.get(label, ())
        if not entries and kind is MarkKind.AUTHOR_YEAR:
            known = self._authors.get(label)
            if known is None:
                known = self._authors[label] = self._by_author_and_year(label)
            return known
        return self._of_entries(label, entries)

    def _of_entries(self, label: str, entries: Sequence[int]) -> CitedEntries:
        if not entries:
            return CitedEntries(missing=(label,))
        keys = {key for number in entries for key in self._matches[number].citekeys}
        if len(entries) == len(keys) == 1:
            return CitedEntries(citekeys=tuple(keys), entries=tuple(entries))
        return CitedEntries(entries=tuple(entries), unsure=(label,))

    def _by_author_and_year(self, label: str) -> CitedEntries:
        """The printed references of an author and a year, else the entries of references.bib."""
        parts = _AUTHOR_AND_YEAR.fullmatch(label)
        if parts is None:
            return CitedEntries(missing=(label,))
        author, year, letter = folded(parts[1]), parts[2], parts[3]
        for printed_year in dict.fromkeys((year + letter, year)):
            entries = [
                number
                for number in self._by_year.get(printed_year, ())
                if opens_with_author(self._matches[number].entry, author)
            ]
            if entries:
                return self._of_entries(label, entries)
        keys = tuple(dict.fromkeys(self._by_author.get((author, year), ())))
        if len(keys) == 1:
            return CitedEntries(citekeys=keys)
        return CitedEntries(unsure=(label,)) if keys else CitedEntries(missing=(label,))
