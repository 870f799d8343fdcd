"""The field's terms: which ones a text names, and how two of them are related."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from needle_evidence.language.data_table import data_table
from needle_evidence.language.folded_text import folded
from needle_evidence.model.thesaurus import ThesaurusTerm

# A word: letters and digits, with accents that stand as characters of their own and with soft
# hyphens and zero-width characters, which web pages leave inside words. A possessive ending
# belongs to the word.
_WORD = re.compile("[^\\W_][\\w\u0300-\u036f\u00ad\u200b-\u200d\u2060]*(?:['’ʼ`´][sS](?!\\w))?")
_POSSESSIVE = re.compile("['’ʼ`´][sS]$")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060]+")
# Between the words of one name stand spaces, hyphens and apostrophes only.
_GAP = re.compile("[\\s\\-\u2010-\u2013'’]+")
_LIST_GAP = re.compile("[\\s\\-\u2010-\u2013'’,/&]+")
_LIST_WORDS = frozenset({"and", "or"})
_LONGEST_WORD = 60
_LONGEST_FIRST_PART = 3
_LONGEST_LIST = 4
# "Pain in the neck" is neck pain: names that end in one of these are also looked for so.
_HEADS = frozenset(
    {"pain", "osteoarthritis", "arthritis", "tendinopathy", "tendinitis", "tendonitis"}
    | {"stiffness", "spasticity", "surgery", "injury", "cancer", "fracture"}
)
_TURNED = (("of",), ("in",), ("of", "the"), ("in", "the"))
_NOTHING: frozenset[str] = frozenset()
_Named = tuple[int, int, Mapping[str, str]]


class Relation(enum.Enum):
    """How one term stands to another; `BROADER`: it includes the other."""

    SAME = "same"
    NARROWER = "narrower"
    BROADER = "broader"
    RELATED = "related"
    NONE = "none"

    @property
    def label(self) -> str:
        """The words that a person reads."""
        return _LABELS[self]


_LABELS = {
    Relation.SAME: "the same",
    Relation.NARROWER: "narrower",
    Relation.BROADER: "broader",
    Relation.RELATED: "related but different",
    Relation.NONE: "no known relation",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundTerm:
    """A term that a text names.

    term: its name in the thesaurus. words: as they stand in the text, `text[start:end]`.
    """

    term: str
    kind: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Thesaurus:
    """The shipped terms and a user's own, ready to search texts for.

    terms: every term, merged. names: where searching starts. included_in: of each name, all
    terms that include it, near and far. related_to: of each name, its related terms.
    """

    terms: tuple[ThesaurusTerm, ...]
    names: NameTree
    included_in: Mapping[str, frozenset[str]]
    related_to: Mapping[str, frozenset[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class NameTree:
    """A step in the tree of names: the words that can follow, and the terms that end here.

    full: term by kind. abbreviated: the spelling that counts, and the term, by kind.
    Filled while a thesaurus is built, then only read.
    """

    following: dict[str, NameTree] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    abbreviated: dict[str, tuple[str, str]] = field(default_factory=dict)


class _Word(NamedTuple):
    """A word's place in a text, and its form for comparing."""

    start: int
    end: int
    form: str


def build_thesaurus(extra: Iterable[ThesaurusTerm] = ()) -> Thesaurus:
    """The shipped thesaurus with a user's rows added.

    A row whose term is already known (by any of its names, in that kind) adds its names and
    relations to that term; where it claims a name of another term, the later row wins. Rows
    without a term are passed over. A circle of broader terms does no harm. Never raises.
    """
    own = tuple(extra)
    return _built((*shipped_terms(), *own)) if own else _shipped_thesaurus()


@cache
def shipped_terms() -> tuple[ThesaurusTerm, ...]:
    """The rows that ship with the tool, in file order."""
    return tuple(
        ThesaurusTerm(
            term=row["term"],
            kind=row["kind"],
            synonyms=_listed(row["synonyms"]),
            broader=_listed(row["broader"]),
            related=_listed(row["related"]),
            source=row["source"],
        )
        for row in data_table("thesaurus")
    )


def find_terms(thesaurus: Thesaurus, text: str) -> tuple[FoundTerm, ...]:
    """All terms that a text names, in text order; of overlapping ones the longest.

    Case, accents, hyphens, plurals, possessives and British or American spelling do not
    count; abbreviations must stand as they are (OA, PRP). "Hip and knee pain" names both, and then
    the words of the first run to the end of the second. Time grows with the text's length.
    """
    words = _words(text)
    # In a text set in capitals, a word in capitals is no abbreviation.
    shouted = text.isupper() and any(word.end - word.start > 6 for word in words)
    search = _Search(text=text, words=words, tree=thesaurus.names, shouted=shouted)
    return tuple(
        FoundTerm(term=term, kind=kind, words=text[start:end], start=start, end=end)
        for start, end, terms in search.run()
        for kind, term in terms.items()
    )


def relate(thesaurus: Thesaurus, first: str, second: str) -> Relation:
    """How the first term stands to the second, by their names in the thesaurus.

    Broader and narrower reach over any number of steps. A term is also related to what its
    broader terms are related to, and to what is included in a term that it is related to.
    Names that the thesaurus does not hold are related to nothing but themselves.
    """
    if first == second:
        return Relation.SAME
    above_first = thesaurus.included_in.get(first, _NOTHING)
    above_second = thesaurus.included_in.get(second, _NOTHING)
    if second in above_first:
        return Relation.NARROWER
    if first in above_second:
        return Relation.BROADER
    related = thesaurus.related_to
    kin = not related.get(first, _NOTHING).isdisjoint(above_second | {second})
    kin = kin or not related.get(second, _NOTHING).isdisjoint(above_first)
    return Relation.RELATED if kin else Relation.NONE


@dataclass(frozen=True, kw_only=True, slots=True)
class _Search:
    """One pass over one text."""

    text: str
    words: Sequence[_Word]
    tree: NameTree
    shouted: bool

    def run(self) -> Iterator[_Named]:
        """Start, end and terms by kind of each name, in text order."""
        position = done = 0
        while position < len(self.words):
            end, terms = self._longest(position)
            if not terms:
                position += 1
                continue
            yield from self._list_members(done, position, end)
            yield self.words[position].start, self.words[end - 1].end, terms
            position = done = end

    def _longest(self, position: int) -> tuple[int, Mapping[str, str]]:
        """Where the longest name from this word on ends, and the terms that it names."""
        node = self.tree.following.get(self.words[position].form)
        best: tuple[int, Mapping[str, str]] = (position, {})
        index = position
        while node is not None:
            terms = self._ending(node, self.words[index])
            index += 1
            if terms:
                best = (index, terms)
            if index == len(self.words) or not self._joined(index):
                break
            node = node.following.get(self.words[index].form)
        return best

    def _joined(self, index: int) -> bool:
        before, word = self.words[index - 1], self.words[index]
        return _GAP.fullmatch(self.text, before.end, word.start) is not None

    def _ending(self, node: NameTree, word: _Word) -> Mapping[str, str]:
        if not node.abbreviated or self.shouted:
            return node.full
        written = self.text[word.start : word.end].rstrip("s")
        short = {kind: term for kind, (name, term) in node.abbreviated.items() if name == written}
        return {**node.full, **short}

    def _list_members(self, done: int, start: int, end: int) -> Iterator[_Named]:
        """Names that share their last words with the one found: "hip" of "hip or knee pain"."""
        for split in range(start + 1, end):
            found = list(self._before(done, start, self.words[split:end]))
            if found:
                yield from reversed(found)
                return

    def _before(self, done: int, end: int, shared: Sequence[_Word]) -> Iterator[_Named]:
        shared_forms = [word.form for word in shared]
        for _ in range(_LONGEST_LIST):
            last = self._end_of_member(end)
            for length in range(min(_LONGEST_FIRST_PART, last - done), 0, -1):
                first = self.words[last - length : last]
                node = _step_through(self.tree, [*(word.form for word in first), *shared_forms])
                terms = self._ending(node, shared[-1]) if node else {}
                if terms:
                    yield first[0].start, shared[-1].end, terms
                    end = last - length
                    break
            else:
                return

    def _end_of_member(self, end: int) -> int:
        """Where the member of a list before word number `end` ends; 0 where there is no list."""
        last = end - 1 if end and self.words[end - 1].form in _LIST_WORDS else end
        if not last:
            return 0
        gap_start, gap_end = self.words[last - 1].end, self.words[last].start
        if not _LIST_GAP.fullmatch(self.text, gap_start, min(gap_end, gap_start + _LONGEST_WORD)):
            return 0
        marked = any(mark in self.text[gap_start:gap_end] for mark in ",/&")
        return last if marked or last < end else 0


@cache
def _shipped_thesaurus() -> Thesaurus:
    return _built(shipped_terms())


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _built(rows: Iterable[ThesaurusTerm]) -> Thesaurus:
    tree = NameTree()
    terms: dict[tuple[str, str], ThesaurusTerm] = {}
    for row in (row for row in rows if row.term.strip()):
        term = _named(tree, row.term).get(row.kind) or row.term.strip()
        known = terms.get((row.kind, term))
        terms[row.kind, term] = _merged(known, row) if known else replace(row, term=term)
        for name in (row.term, *row.synonyms):
            _add(tree, name, row.kind, term)
    merged = tuple(terms.values())
    return Thesaurus(
        terms=merged,
        names=tree,
        included_in=_reach(tree, merged),
        related_to=_related(tree, merged),
    )


def _merged(one: ThesaurusTerm, other: ThesaurusTerm) -> ThesaurusTerm:
    return replace(
        one,
        synonyms=tuple(dict.fromkeys(one.synonyms + other.synonyms)),
        broader=tuple(dict.fromkeys(one.broader + other.broader)),
        related=tuple(dict.fromkeys(one.related + other.related)),
    )


def _add(tree: NameTree, name: str, kind: str, term: str) -> None:
    name, forms = name.strip(), _forms(name)
    if not forms:
        return
    if _is_abbreviation(name):
        _make_steps(tree, forms).abbreviated[kind] = (name.rstrip("s"), term)
        return
    _make_steps(tree, forms).full[kind] = term
    if len(forms) > 1 and forms[-1] in _HEADS:
        for between in _TURNED:
            turned = _make_steps(tree, (forms[-1], *between, *forms[:-1]))
            turned.full.setdefault(kind, term)


def _make_steps(node: NameTree, forms: Iterable[str]) -> NameTree:
    for form in forms:
        node = node.following.setdefault(form, NameTree())
    return node


def _step_through(node: NameTree, forms: Iterable[str]) -> NameTree | None:
    step: NameTree | None = node
    for form in forms:
        step = step.following.get(form) if step else None
    return step


def _named(tree: NameTree, name: str) -> Mapping[str, str]:
    """The terms, by kind, that exactly these words name."""
    forms = _forms(name)
    node = _step_through(tree, forms) if forms else None
    short = {kind: term for kind, (_, term) in node.abbreviated.items()} if node else {}
    return {**node.full, **short} if node else {}


def _resolved(tree: NameTree, names: Iterable[str], row: ThesaurusTerm) -> set[str]:
    """Each name as the thesaurus spells it: of the row's kind, else of any, else as it is."""
    resolved = set()
    for name in names:
        known = _named(tree, name)
        resolved.add(known.get(row.kind) or next(iter(known.values()), name.strip()))
    return resolved - {row.term}


def _reach(tree: NameTree, terms: Iterable[ThesaurusTerm]) -> Mapping[str, frozenset[str]]:
    """Of each name, everything that includes it; the name itself never, even in a circle."""
    broader: dict[str, set[str]] = {}
    for row in terms:
        broader.setdefault(row.term, set()).update(_resolved(tree, row.broader, row))
    reached: dict[str, frozenset[str]] = {}
    for term, nearest in broader.items():
        seen: set[str] = set()
        waiting = list(nearest)
        while waiting:
            above = waiting.pop()
            if above not in seen:
                seen.add(above)
                waiting.extend(broader.get(above, ()))
        reached[term] = frozenset(seen - {term})
    return MappingProxyType(reached)


def _related(tree: NameTree, terms: Iterable[ThesaurusTerm]) -> Mapping[str, frozenset[str]]:
    related: dict[str, set[str]] = {}
    for row in terms:
        for other in _resolved(tree, row.related, row):
            related.setdefault(row.term, set()).add(other)
            related.setdefault(other, set()).add(row.term)
    return MappingProxyType({term: frozenset(others) for term, others in related.items()})


def _is_abbreviation(name: str) -> bool:
    """Whether a name counts only as it is written: one word with two capitals or more."""
    return name.isalnum() and sum(character.isupper() for character in name) > 1


def _words(text: str) -> list[_Word]:
    # No name has a word beyond _LONGEST_WORD: it is not worth remembering.
    return [
        _Word(match.start(), match.end(), _form(match.group()[: _LONGEST_WORD + 1]))
        for match in _WORD.finditer(text)
    ]


def _forms(text: str) -> tuple[str, ...]:
    return tuple(word.form for word in _words(text))


@lru_cache(maxsize=65536)
def _form(word: str) -> str:
    """A word without case, accents, plural, possessive and differences of spelling."""
    plain = folded(_POSSESSIVE.sub("", _INVISIBLE.sub("", word)))
    if plain.endswith("ies") and len(plain) > 4:
        plain = plain[:-3] + "y"
    elif plain.endswith("s") and not plain.endswith(("ss", "us", "is")) and len(plain) > 3:
        plain = plain[:-1]
    if len(plain) < 5:
        return plain
    # British and American spellings as one: ischaemic, tumour, fibre, mobilisation.
    plain = plain.replace("ae", "e").replace("oe", "e").replace("our", "or")
    plain = plain.replace("isati", "izati")
    if plain.endswith(("bre", "tre")):
        return plain[:-2] + "er"
    return plain[:-3] + "zed" if plain.endswith("ised") else plain
