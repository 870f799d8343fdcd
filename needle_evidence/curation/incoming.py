"""Decides which imported works are new to a library, and under which citekeys they come in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from needle_evidence.curation.citekeys import first_free, is_fit
from needle_evidence.curation.duplicates import DuplicatePair, Relation, find_pairs
from needle_evidence.language.folded_text import folded
from needle_evidence.model.identifiers import normalise_doi, normalise_pmcid, normalise_pmid
from needle_evidence.model.reference import Reference

# Fields that name other entries of the same file.
_NAMING_ENTRIES = ("crossref", "xref", "xdata", "entryset", "related")
_KEY_IN_LIST = re.compile(r"[^,{}\"\s](?:[^,{}\"]*[^,{}\"\s])?")
# Up to so many imported works, most of a large library need not be compared with them.
_FEW = 40
_LONG_WORD = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class NewWork:
    """An imported work that is new: the reference under its citekey in the library.

    imported: the record as it was read. remarks: what a person should look at, one sentence
    each.
    """

    reference: Reference
    imported: Reference
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownWork:
    """An imported work that is there already, under `key`; reasons: why it is the same one."""

    imported: Reference
    key: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportPlan:
    """What becomes of each imported work, in the order of the import."""

    new: tuple[NewWork, ...]
    known: tuple[KnownWork, ...]


def plan_import(
    library: Sequence[Reference],
    imported: Sequence[Sequence[Reference]],
    *,
    taken: Collection[str] = (),
    reserved: Collection[str] = (),
) -> ImportPlan:
    """What is new among imported works, and the citekeys of it.

    imported: the works of each file. A work that is the same as one of the library, or as an
    earlier one of the import, is not new; a version of one is, with a remark. taken: citekeys in
    use besides those of `library`. reserved: citekeys that claims cite and no entry has: a work
    that brings such a key itself gets it, none other does. A work keeps the citekey it brings
    where that is fit and free in any letter case; entries of one file that name it (`crossref`)
    follow.
    """
    # Copies, so that a record which is given twice is two works.
    imported = [[replace(work) for work in file] for file in imported]
    works = [work for file in imported for work in file]
    first_same, versions = _relations(library, works)
    keys = _Keys([reference.key for reference in library], taken, reserved)
    key_of: dict[int, str] = {id(reference): reference.key for reference in library}
    new: list[NewWork] = []
    known: list[KnownWork] = []
    # Keys that the works bring come first, so that no proposed one is in their way.
    fresh = [work for work in works if id(work) not in first_same]
    for work in fresh:
        if keys.claim(work.key):
            key_of[id(work)] = work.key
    for work in fresh:
        if id(work) not in key_of:
            key_of[id(work)] = keys.propose(work)
    for work, pair in ((work, first_same[id(work)]) for work in works if id(work) in first_same):
        same = pair.first if pair.second is work else pair.second
        key_of[id(work)] = key_of[id(same)]
        known.append(KnownWork(imported=work, key=key_of[id(same)], reasons=pair.reasons))
    for file in imported:
        renamed = _renamed(file, key_of)
        for work in file:
            if id(work) not in first_same:
                reference = _under_new_keys(work, key_of[id(work)], renamed)
                remarks = tuple(_remarks(work, key_of, versions.get(id(work), ())))
                new.append(NewWork(reference=reference, imported=work, remarks=remarks))
    return ImportPlan(new=tuple(new), known=tuple(known))


class _Keys:
    """The citekeys that are in use; letter case does not count."""

    def __init__(
        self, own: Collection[str], taken: Collection[str], reserved: Collection[str]
    ) -> None:
        self._taken = {key.lower() for key in (*own, *taken)}
        self._not_for_proposal = self._taken | {key.lower() for key in reserved}

    def claim(self, key: str) -> bool:
        """Takes a key that a work brings, if it is fit and free."""
        free = is_fit(key) and key[0].isalpha() and key.lower() not in self._taken
        if free:
            self._take(key.lower())
        return free

    def propose(self, work: Reference) -> str:
        key = first_free(work, self._not_for_proposal)
        self._take(key)
        return key

    def _take(self, key: str) -> None:
        self._taken.add(key)
        self._not_for_proposal.add(key)


def _relations(
    library: Sequence[Reference], works: Sequence[Reference]
) -> tuple[dict[int, DuplicatePair], dict[int, list[DuplicatePair]]]:
    """By imported work: the pair with the first that is the same, and those with versions."""
    place = {id(reference): n for n, reference in enumerate((*library, *works))}
    comparable = _comparable(library, works)
    first_same = _told_alike(comparable, works)
    versions: dict[int, list[DuplicatePair]] = {}
    for pair in find_pairs((*comparable, *works)):
        second = max(pair.first, pair.second, key=lambda reference: place[id(reference)])
        if place[id(second)] < len(library):
            continue
        if pair.relation is Relation.SAME:
            first_same.setdefault(id(second), pair)
        else:
            versions.setdefault(id(second), []).append(pair)
    return first_same, versions


def _told_alike(
    library: Sequence[Reference], works: Sequence[Reference]
) -> dict[int, DuplicatePair]:
    """Works of which an earlier record says the very same: importing a file again adds nothing."""
    seen: dict[tuple[str, ...], Reference] = {}
    alike: dict[int, DuplicatePair] = {}
    for reference in library:
        seen.setdefault(_description(reference), reference)
    for work in works:
        first = seen.setdefault(_description(work), work)
        if first is not work and work.title and work.is_work:
            why = ("both entries say the same",)
            alike[id(work)] = DuplicatePair(
                first=first, second=work, relation=Relation.SAME, reasons=why
            )
    return alike


def _description(reference: Reference) -> tuple[str, ...]:
    """What tells a work from others, in one form."""
    people = (*reference.authors, *reference.editors)
    texts = [reference.entry_type, reference.title, reference.year, reference.container]
    texts += [reference.text(name) for name in ("volume", "number", "publisher", "edition")]
    texts += [reference.text(*names) for names in (("pages", "eid"), ("isbn",), ("url",))]
    names = " ".join(person.display for person in people)
    return (*(folded(text) for text in (*texts, names)), *_identifiers(reference))


def _comparable(library: Sequence[Reference], works: Sequence[Reference]) -> Sequence[Reference]:
    """The library, or of a large one those works that share anything with a few imported ones."""
    if len(works) > _FEW:
        return library
    wanted = {sign for work in works for sign in _signs(work)}
    return [reference for reference in library if not wanted.isdisjoint(_signs(reference))]


def _signs(reference: Reference) -> Iterator[str]:
    """What two records of one work share at least one of, however differently written."""
    yield from (f"id:{identifier}" for identifier in _identifiers(reference))
    words = [word for word in folded(reference.title[:500]).split() if len(word) >= _LONG_WORD]
    yield from (f"{one} {other}" for one, other in pairwise(words))
    if len(words) == 1:
        yield words[0]
    names = (*reference.authors, *reference.editors)[:1]
    yield from (f"{folded(n.family or n.literal)} {reference.year}" for n in names)
    if pages := reference.text("pages", "eid"):
        yield f"{reference.year} p {folded(pages).split(' ')[0]}"


def _identifiers(reference: Reference) -> Iterator[str]:
    for name, normalise in (
        ("doi", normalise_doi), ("pmid", normalise_pmid), ("pmcid", normalise_pmcid)
    ):  # fmt: skip
        if (text := reference.text(name)) and (identifier := normalise(text)):
            yield identifier


def _renamed(file: Sequence[Reference], key_of: Mapping[int, str]) -> dict[str, str]:
    """The citekeys of a file that become others; of a doubled one, the first counts."""
    renamed: dict[str, str] = {}
    for work in file:
        renamed.setdefault(work.key, key_of[id(work)])
    return {old: new for old, new in renamed.items() if old and old != new}


def _under_new_keys(work: Reference, key: str, renamed: Mapping[str, str]) -> Reference:
    """The work with its own new key and those of the entries that it names."""
    fields, raw_fields = dict(work.fields), dict(work.raw_fields)
    for name in _NAMING_ENTRIES if renamed else ():
        for values in (fields, raw_fields):
            if name in values:
                values[name] = _KEY_IN_LIST.sub(
                    lambda match: renamed.get(match.group(), match.group()), values[name]
                )
    return replace(
        work, key=key, fields=MappingProxyType(fields), raw_fields=MappingProxyType(raw_fields)
    )


def _remarks(
    work: Reference, key_of: Mapping[int, str], versions: Sequence[DuplicatePair]
) -> Iterator[str]:
    key = key_of[id(work)]
    if work.key and is_fit(work.key) and work.key[0].isalpha() and work.key != key:
        yield f"its citekey {work.key} was taken"
    for pair in versions:
        other = pair.first if pair.second is work else pair.second
        yield f"it is a version of {key_of[id(other)]}: {'; '.join(pair.reasons)}"
