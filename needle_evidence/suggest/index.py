"""An inverted index of the library's references, to be built once and asked many times."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from needle_evidence.language.thesaurus import Thesaurus
from needle_evidence.model.reference import Reference
from needle_evidence.suggest.text_terms import text_terms

# BM25 (Robertson and Zaragoza, The probabilistic relevance framework, 2009): how soon further
# mentions stop counting, and how much a long text is marked down. A word of the title counts
# as this many of the abstract (BM25F). Tuned on one half of SciFact's training claims.
_SATURATION, _LENGTH, _TITLE = 0.9, 0.5, 2
_KEYWORD_FIELDS = ("keywords", "keyword", "mesh", "mesh_terms")


@dataclass(frozen=True, kw_only=True, slots=True)
class Postings:
    """The references that hold a word, or two words in a row, by their number in the index.

    counts: how much it says of each, 0 to 1, from how often it stands there. titles: how many
    hold it in the title. mentions: how often all of them hold it together.
    """

    numbers: array[int]
    counts: array[float]
    titles: int = 0
    mentions: int = 0


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class ReferenceIndex:
    """The works of a library, ready to be searched.

    postings: by stem; of two words in a row, by both with a space between, but only for pairs
    that stand in a name of the thesaurus. names: of each term of the thesaurus its names, each
    as it is written and as the stems of its words. without_abstract: number of works.
    """

    references: tuple[Reference, ...]
    postings: Mapping[str, Postings]
    thesaurus: Thesaurus
    names: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
    without_abstract: int = 0


def build_index(references: Iterable[Reference], thesaurus: Thesaurus) -> ReferenceIndex:
    """Indexes title, keywords and abstract of every work; entries that are no works are left out.

    Takes about a second for 5,000 references with abstracts.
    """
    works = tuple(reference for reference in references if reference.is_work)
    names = {row.term: tuple(_names(row.term, *row.synonyms)) for row in thesaurus.terms}
    pairs = {pair for known in names.values() for _, stems in known for pair in pairwise(stems)}
    collected = _Collected(pairs=frozenset(pairs))
    for number, work in enumerate(works):
        collected.add(number, work)
    return ReferenceIndex(
        references=works,
        postings=MappingProxyType(collected.postings()),
        thesaurus=thesaurus,
        names=MappingProxyType(names),
        without_abstract=sum(not work.text("abstract") for work in works),
    )


def fields_of(reference: Reference) -> tuple[tuple[str, str], ...]:
    """The texts by which a work is found, each with the name of where it stands."""
    keywords = "; ".join(reference.text(name) for name in _KEYWORD_FIELDS)
    subtitle = reference.text("subtitle")
    return (
        ("title", f"{reference.title} {subtitle}".strip()),
        ("keywords", keywords),
        ("abstract", reference.text("abstract")),
    )


def _names(*names: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in names:
        stems = tuple(term.stems[0] for term in text_terms(name))
        if stems and not (len(stems) == 1 and len(stems[0]) < 3):
            yield name, stems


class _Collected:
    """What is gathered while references are read; numbers come in ascending order."""

    def __init__(self, *, pairs: frozenset[tuple[str, str]]) -> None:
        self._pairs = pairs
        self._numbers: dict[str, array[int]] = {}
        self._found: dict[str, array[float]] = {}
        self._titles: dict[str, int] = {}
        self._mentions: dict[str, int] = {}
        self._lengths: list[float] = []

    def add(self, number: int, reference: Reference) -> None:
        found: dict[str, float] = {}
        length = 0.0
        for field, text in fields_of(reference):
            weight = _TITLE if field == "title" else 1
            before = ""
            seen: set[str] = set()
            for term in text_terms(text):
                for stem in term.stems:
                    found[stem] = found.get(stem, 0) + weight
                    self._mentions[stem] = self._mentions.get(stem, 0) + 1
                    seen.add(stem)
                    length += weight
                if (before, term.stems[0]) in self._pairs:
                    pair = f"{before} {term.stems[0]}"
                    found[pair] = found.get(pair, 0) + weight
                before = term.stems[0]
            if field == "title":
                for stem in seen:
                    self._titles[stem] = self._titles.get(stem, 0) + 1
        self._lengths.append(length)
        for stem, count in found.items():
            self._numbers.setdefault(stem, array("L")).append(number)
            self._found.setdefault(stem, array("d")).append(count)

    def postings(self) -> dict[str, Postings]:
        usual = sum(self._lengths) / len(self._lengths) if any(self._lengths) else 1.0
        room = [_SATURATION * (1 - _LENGTH + _LENGTH * length / usual) for length in self._lengths]
        return {
            stem: Postings(
                numbers=numbers,
                counts=_saturated(self._found[stem], numbers, room),
                titles=self._titles.get(stem, 0),
                mentions=self._mentions.get(stem, 0),
            )
            for stem, numbers in self._numbers.items()
        }


def _saturated(found: array[float], numbers: array[int], room: Sequence[float]) -> array[float]:
    return array(
        "d", [count / (count + room[number]) for count, number in zip(found, numbers, strict=True)]
    )
