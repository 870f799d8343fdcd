"""Which entries of references.bib an article's printed references and its citation marks mean.

Nothing is guessed: where two entries fit, both are given, and nothing is decided. A printed
identifier goes before words; without one, two facts that agree are needed (title with year or
first author; first author and year with volume or first page).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from needle_evidence.language.folded_text import folded
from needle_evidence.model.article import Article, PageReference
from needle_evidence.model.identifiers import normalise_doi, normalise_pmcid, normalise_pmid
from needle_evidence.model.reference import Reference

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]{1,300}")
# Pages often print a DOI with what follows glued to it.
_AFTER_DOI = re.compile(r"(?i)(?:pmid|pmcid|https?:|epub|[.,;:)\]}*_’”'\"]+$).*$")
_PMID = re.compile(r"(?i)(?:\bpmid:?\s*|pubmed/|pubmed\.ncbi\.nlm\.nih\.gov/)(\d{1,8})(?!\d)")
_PMCID = re.compile(r"(?i)PMC\d{1,9}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_PAGES = re.compile(r"[A-Za-z]?\d+")
_IDENTIFIERS = (("DOI", "doi", normalise_doi), ("PMID", "pmid", normalise_pmid),
                ("PMCID", "pmcid", normalise_pmcid))  # fmt: skip
_SEED_WORDS = 5
_LONGEST_ENTRY = 4000
_LONGEST_NAME = 200
# What ends the first author's name: "Smith, J.", "Smith J, Jones K", "J. Smith and K. Jones".
_NAME_END = re.compile(r"[,;&(]|\s(?:and|und|et)\s")
_WORDS_BEFORE_NAME = 3
_WORDS_IN_NAME = 6

Identifier = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryMatch:
    """What one printed reference is in references.bib.

    citekeys: () where no entry fits, several where it cannot be told which is meant. reason:
    why, in words that follow "because" ("its DOI is the same").
    """

    entry: PageReference
    citekeys: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Printed:
    """A printed reference made ready: its words (note: all of them), identifiers and years."""

    words: str
    note: str
    first_author: tuple[str, ...]
    identifiers: frozenset[Identifier]
    years: frozenset[str]

    def says(self, words: str) -> bool:
        return bool(words) and f" {words} " in f" {self.words} "

    def opens_with(self, name: str) -> bool:
        """Whether a name stands where the first author does, after given names at most."""
        own = tuple(name.split())
        return bool(own) and any(
            self.first_author[at : at + len(own)] == own for at in range(_WORDS_BEFORE_NAME + 1)
        )


def match_entries(article: Article, references: Sequence[Reference]) -> tuple[EntryMatch, ...]:
    """One match for each entry of the page's reference list, in its order.

    Takes time in proportion to the entries of both lists.
    """
    if not article.references:
        return ()
    index = _Index([reference for reference in references if reference.is_work])
    return tuple(
        EntryMatch(entry=entry, citekeys=keys, reason=reason)
        for entry in article.references
        for keys, reason in [index.look_up(_printed(entry))]
    )


def first_author(reference: Reference) -> str:
    """The folded family name of the first author, "" where there is none."""
    if not reference.authors:
        return ""
    author = reference.authors[0]
    return folded(f"{author.particle} {author.family}" if author.family else author.literal)


def family_name(reference: Reference) -> str:
    """The folded family name of the first author without "von", "de la", …."""
    if not reference.authors:
        return ""
    return folded(reference.authors[0].family or reference.authors[0].literal)


def opens_with_author(entry: PageReference, author: str) -> bool:
    """Whether a printed reference begins with this folded family name."""
    return _printed(entry).opens_with(author)


class _Index:
    """The works of references.bib by identifier, by words of the title, by author and year."""

    def __init__(self, works: Sequence[Reference]) -> None:
        self._works = works
        self._titles = [folded(work.title) for work in works]
        self._identifiers: dict[Identifier, list[int]] = defaultdict(list)
        self._notes: dict[str, list[int]] = defaultdict(list)
        self._own: list[dict[str, str]] = []
        self._seeds: dict[str, list[int]] = defaultdict(list)
        self._authors: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, work in enumerate(works):
            own = dict(_identifiers(work))
            self._own.append(own)
            for identifier in own.items():
                self._identifiers[identifier].append(number)
            if not work.title and (note := folded(work.text("note"))):
                self._notes[note].append(number)
            for seed in _seeds(self._titles[number]):
                self._seeds[seed].append(number)
            if work.year and (author := family_name(work)):
                self._authors[author, work.year].append(number)

    def look_up(self, printed: _Printed) -> tuple[tuple[str, ...], str]:
        """Citekeys and why."""
        for name in ("DOI", "PMID", "PMCID"):
            found = {
                number
                for identifier in printed.identifiers
                if identifier[0] == name
                for number in self._identifiers.get(identifier, ())
            }
            if found:
                return self._answer(found, f"its {name} is the same")
        # An entry that was made of a printed reference holds its text as a note.
        noted = set(self._notes.get(printed.note, ()))
        if noted:
            return self._answer(noted, "its note is the same")
        titled = self._by_title(printed)
        found, why = titled, "title and year or first author agree"
        if not found:
            found, why = (
                self._by_author(printed),
                "first author, year and place in the journal agree",
            )
        if not found:
            return (), "no entry has its identifier, its title, or its author, year and pages"
        clashes = {number: self._clash(number, printed) for number in found}
        free = {number for number, clash in clashes.items() if not clash}
        if free:
            return self._answer(free, why)
        number = min(found)
        return (), f"{self._works[number].key} looks the same but has another {clashes[number]}"

    def _answer(self, found: set[int], why: str) -> tuple[tuple[str, ...], str]:
        keys = tuple(dict.fromkeys(self._works[number].key for number in sorted(found)))
        if len(keys) == 1:
            return keys, why
        return keys, f"{len(keys)} entries fit it: {why}"

    def _by_title(self, printed: _Printed) -> set[int]:
        words = printed.words.split()
        near: set[int] = set()
        for size in range(1, _SEED_WORDS + 1):
            for at in range(len(words) - size + 1):
                near.update(self._seeds.get(" ".join(words[at : at + size]), ()))
        found = {number for number in near if self._title_fits(number, printed)}
        # Of an editorial's or a review's yearly editions, the one that is printed.
        found = {number for number in found if self._works[number].year in printed.years} or found
        # A title within another one is not what is printed.
        return {
            number
            for number in found
            if not any(
                self._titles[number] != self._titles[other]
                and self._titles[number] in self._titles[other]
                for other in found
            )
        }

    def _title_fits(self, number: int, printed: _Printed) -> bool:
        title, work = self._titles[number], self._works[number]
        year = bool(work.year) and work.year in printed.years
        author = printed.opens_with(first_author(work)) or printed.opens_with(family_name(work))
        if len(title.split()) < _SEED_WORDS:
            return printed.says(title) and year and author
        # Page text glues words to a title ("TJAEffect of …"), so its borders need not be free.
        return title in printed.words and (year or author)

    def _by_author(self, printed: _Printed) -> set[int]:
        words = printed.first_author
        names = {
            " ".join(words[at : at + size])
            for at in range(_WORDS_BEFORE_NAME + 1)
            for size in range(1, _WORDS_IN_NAME + 1)
        }
        return {
            number
            for name in names
            for year in printed.years
            for number in self._authors.get((name, year), ())
            if _same_place(self._works[number], printed)
        }

    def _clash(self, number: int, printed: _Printed) -> str:
        """The kind of identifier that the page and the entry both have, and differ in."""
        for name, own in self._own[number].items():
            others = {value for kind, value in printed.identifiers if kind == name}
            if others and own not in others:
                return name
        return ""


def _printed(entry: PageReference) -> _Printed:
    text = f"{entry.text[:_LONGEST_ENTRY]} {entry.address[:_LONGEST_ENTRY]}"
    return _Printed(
        words=folded(entry.text[:_LONGEST_ENTRY]),
        note=folded(entry.text),
        first_author=_words_of_first_author(entry.text),
        identifiers=frozenset(_printed_identifiers(text)),
        years=frozenset(_YEAR.findall(entry.text[:_LONGEST_ENTRY])),
    )


def _words_of_first_author(text: str) -> tuple[str, ...]:
    opening = _NAME_END.split(text[:_LONGEST_NAME], maxsplit=1)[0]
    return tuple(folded(opening).split()[: _WORDS_BEFORE_NAME + _WORDS_IN_NAME])


def _printed_identifiers(text: str) -> Iterator[Identifier]:
    for found in _DOI.finditer(text):
        written = found[0]
        for doi in (written, _AFTER_DOI.sub("", written), written.rstrip(".,;:)]}*_")):
            if normalised := normalise_doi(doi):
                yield "DOI", normalised
    for found in _PMID.finditer(text):
        yield "PMID", normalise_pmid(found[1])
    for found in _PMCID.finditer(text):
        yield "PMCID", normalise_pmcid(found[0])


def _identifiers(work: Reference) -> Iterator[Identifier]:
    for name, field, normalise in _IDENTIFIERS:
        value = normalise(work.text(field))
        # An inherited identifier is that of the book, not of the chapter.
        if value and field not in work.inherited:
            yield name, value


def _seeds(title: str) -> Iterator[str]:
    """Words of a title by which a text that holds it is found."""
    words = title.split()
    if words:
        yield " ".join(words[:_SEED_WORDS])
    if len(words) > _SEED_WORDS:
        yield " ".join(words[1 : _SEED_WORDS + 1])


def _same_place(work: Reference, printed: _Printed) -> bool:
    """Whether volume and first page stand in the text, as far as the entry has them."""
    found = _PAGES.search(work.text("pages", "eid"))
    facts = [folded(fact) for fact in (work.text("volume"), found[0] if found else "") if fact]
    return bool(facts) and all(map(printed.says, facts))


def entries_by_label(article: Article) -> Mapping[str, tuple[int, ...]]:
    """Numbers of the printed references that a label stands for.

    Where no entry of the list shows a number, they are counted from 1.
    """
    found: dict[str, list[int]] = defaultdict(list)
    labelled = any(entry.label for entry in article.references)
    for number, entry in enumerate(article.references):
        label = entry.label if labelled else str(number + 1)
        if label:
            found[label].append(number)
    return {label: tuple(numbers) for label, numbers in found.items()}
