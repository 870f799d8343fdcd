"""What an entry would be if another entry of the same work were merged into it, field by field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from needle_evidence.curation.author_lists import says_all_of
from needle_evidence.curation.work_authors import compare_authors, shared, work_authors
from needle_evidence.curation.work_places import (
    Agreement,
    compare_journals,
    compare_pages,
    read_journal,
    read_pages,
)
from needle_evidence.curation.work_titles import TitleMatch, compare_titles, plain_title, work_title
from needle_evidence.language.folded_text import folded
from needle_evidence.model.identifiers import (
    normalise_doi,
    normalise_isbn,
    normalise_pmcid,
    normalise_pmid,
)
from needle_evidence.model.reference import Reference

# Fields of BibTeX and of BibLaTeX that say the same.
_ALIASES = (
    ("journal", "journaltitle"),
    ("number", "issue"),
    ("address", "location"),
    ("school", "institution"),
    ("pmcid", "pmc"),
    ("year", "date"),
)
# What an entry says of itself in its file, not of its work.
_OF_THE_ENTRY = frozenset(
    {
        "crossref", "xref", "xdata", "ids", "entryset", "related", "relatedtype", "presort",
        "sortkey", "key", "timestamp", "owner", "date-added", "date-modified", "creationdate",
        "modificationdate", "file",
    }
)  # fmt: skip
_IDENTIFIERS: Mapping[str, Callable[[str], str]] = {
    "doi": normalise_doi,
    "pmid": normalise_pmid,
    "pmcid": normalise_pmcid,
    "isbn": normalise_isbn,
}
_CONTAINERS = frozenset({"journal", "journaltitle", "booktitle"})
_PEOPLE = frozenset({"author", "editor"})


class Kept(Enum):
    """Whose value a merged entry has; a conflict keeps the first's until a person decides."""

    FIRST = "first"
    SECOND = "second"
    CONFLICT = "conflict"


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldChoice:
    """What becomes of one field. first, second: the values, "" where the entry lacks it.

    name: of the field in the merged entry. source: of the field in the second entry.
    """

    name: str
    source: str
    first: str
    second: str
    kept: Kept
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MergeProposal:
    """What `first` would be with `second` merged into it; every field of either, once."""

    first: Reference
    second: Reference
    choices: tuple[FieldChoice, ...]

    @property
    def taken(self) -> tuple[FieldChoice, ...]:
        """The fields whose value comes from the second entry."""
        return tuple(choice for choice in self.choices if choice.kept is Kept.SECOND)

    @property
    def conflicts(self) -> tuple[FieldChoice, ...]:
        """The fields in which the entries contradict each other; the first's value stays."""
        return tuple(choice for choice in self.choices if choice.kept is Kept.CONFLICT)


def merge(first: Reference, second: Reference, take: Collection[str] = ()) -> MergeProposal:
    """Proposes what `first` becomes if `second` is merged into it; changes nothing.

    Of values that say the same the more complete one is kept: the full name of a journal, all
    authors, both ends of a page range. What the first lacks comes from the second. A
    contradiction is listed and not decided: the first's value stays. take: names of fields,
    in lower case, whose value a person wants from the second entry.
    """
    return MergeProposal(
        first=first, second=second, choices=tuple(_choices(first, second, frozenset(take)))
    )


def _choices(first: Reference, second: Reference, take: frozenset[str]) -> Iterator[FieldChoice]:
    if first.entry_type != second.entry_type:
        yield FieldChoice(
            name="entry type", source="", first=first.entry_type, second=second.entry_type,
            kept=Kept.CONFLICT, why="the entry keeps its type",
        )  # fmt: skip
    names = {_counterpart(first, name): name for name in _own(second)}
    for name in dict.fromkeys((*_own(first), *names)):
        source = names.get(name, "")
        one, other = _value(first, name), _value(second, source)
        kept, why = _choose(first, second, name, one, other)
        if other and one != other and {name, source} & take:
            kept, why = Kept.SECOND, "as asked for"
        yield FieldChoice(name=name, source=source, first=one, second=other, kept=kept, why=why)


def _own(reference: Reference) -> tuple[str, ...]:
    """The fields of an entry's own that say something of its work."""
    return tuple(
        name
        for name, value in reference.fields.items()
        if value.strip() and name not in reference.inherited and name not in _OF_THE_ENTRY
    )


def _value(reference: Reference, name: str) -> str:
    return reference.fields.get(name, "") if name else ""


def _counterpart(first: Reference, name: str) -> str:
    """The name under which the first entry has such a field, else the name itself."""
    if _value(first, name).strip():
        return name
    for pair in _ALIASES:
        if name in pair:
            other = pair[0] if name == pair[1] else pair[1]
            return other if _value(first, other).strip() else name
    return name


def _choose(
    first: Reference, second: Reference, name: str, one: str, other: str
) -> tuple[Kept, str]:
    if not other.strip():
        return Kept.FIRST, "only this entry has it"
    if not one.strip():
        return Kept.SECOND, "the entry lacks it"
    if one == other:
        return Kept.FIRST, "both say the same"
    if name in _PEOPLE:
        return _choose_people(first, second, name, one, other)
    if name == "title":
        return _choose_title(one, other)
    if name in _IDENTIFIERS:
        same = _IDENTIFIERS[name](one) == _IDENTIFIERS[name](other) != ""
        return (Kept.FIRST, "both say the same") if same else _CONTRADICTION
    if name in _CONTAINERS:
        return _choose_container(one, other)
    if name == "pages":
        return _choose_pages(one, other)
    return _choose_words(name, one, other)


_CONTRADICTION = (Kept.CONFLICT, "the entries contradict each other")


def _choose_people(
    first: Reference, second: Reference, name: str, one: str, other: str
) -> tuple[Kept, str]:
    if name == "editor" and (first.authors or second.authors):
        return _choose_words(name, one, other)
    people, others = work_authors(first), work_authors(second)
    if compare_authors(people, others) is not Agreement.YES or shared(people, others) < 1:
        return _CONTRADICTION
    mine, theirs = first.authors or first.editors, second.authors or second.editors
    if not (says_all_of(theirs, mine) or says_all_of(mine, theirs)):
        return _CONTRADICTION
    if people.count == others.count and first.authors_truncated == second.authors_truncated:
        fuller = len(folded(other).replace(" ", "")) > len(folded(one).replace(" ", ""))
        return (Kept.SECOND, "names in full") if fuller else (Kept.FIRST, "names in full")
    if first.authors_truncated and others.count >= people.count:
        return Kept.SECOND, "all authors"
    if others.count > people.count and not second.authors_truncated:
        return Kept.SECOND, "more authors"
    return Kept.FIRST, "more authors"


def _choose_title(one: str, other: str) -> tuple[Kept, str]:
    first, second = work_title(one), work_title(other)
    found = compare_titles(first, second)
    if found is TitleMatch.SAME and first.compact == second.compact:
        if plain_title(one) != " ".join(one.split()) and plain_title(other) == other:
            return Kept.SECOND, "without a database's remark"
        return Kept.FIRST, "both say the same"
    if found is TitleMatch.BEGINNING:
        longer = len(second.compact) > len(first.compact)
        return (Kept.SECOND if longer else Kept.FIRST), "the complete title"
    return _CONTRADICTION


def _choose_container(one: str, other: str) -> tuple[Kept, str]:
    if compare_journals(read_journal(one), read_journal(other)) is not Agreement.YES:
        return _CONTRADICTION
    if len(folded(other)) > len(folded(one)):
        return Kept.SECOND, "the longer form of the name"
    return Kept.FIRST, "the longer form of the name"


def _choose_pages(one: str, other: str) -> tuple[Kept, str]:
    first, second = read_pages(one), read_pages(other)
    if compare_pages(first, second) is not Agreement.YES:
        return _CONTRADICTION
    if first.first != second.first or (
        first.several and second.several and first.last != second.last
    ):
        return _CONTRADICTION
    if second.several and (not first.several or len(folded(other)) > len(folded(one))):
        return Kept.SECOND, "both ends of the range in full"
    return Kept.FIRST, "the more complete range"


def _choose_words(name: str, one: str, other: str) -> tuple[Kept, str]:
    first, second = folded(one), folded(other)
    if first == second:
        return Kept.FIRST, "both say the same"
    if name in {"year", "date"} and first[:4] == second[:4]:
        # A date with month and day is not put into the field for the year.
        return Kept.FIRST, "both say the same year"
    if name == "abstract" and min(len(first), len(second)) > 80:
        if second.startswith(first[: len(first) * 9 // 10]):
            return Kept.SECOND, "the longer text"
        if first.startswith(second[: len(second) * 9 // 10]):
            return Kept.FIRST, "the longer text"
    return _CONTRADICTION
