"""Finding the same work under two citekeys, and versions of one work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from needle_evidence.curation.candidate_pairs import candidate_pairs
from needle_evidence.curation.pair_comparison import Comparison, compare_works
from needle_evidence.curation.same_work import is_same_work
from needle_evidence.curation.versions import numbered_reason, version_reason
from needle_evidence.curation.work_authors import shared
from needle_evidence.curation.work_features import WorkFeatures, work_features
from needle_evidence.curation.work_places import Agreement
from needle_evidence.curation.work_titles import TitleMatch, compare_titles, parts_conflict
from needle_evidence.model.reference import Reference

_TITLES = {
    TitleMatch.SAME: "same title",
    TitleMatch.NEAR: "titles nearly the same",
    TitleMatch.BEGINNING: "one title is the beginning of the other",
    TitleMatch.ROUGH: "titles alike",
    TitleMatch.DIFFERENT: "titles differ, as where one is translated",
    TitleMatch.UNKNOWN: "a title is missing",
}


class Relation(Enum):
    """How two entries are related; only the same work is ever merged."""

    SAME = "same work"
    VERSION_OF = "version of"


@dataclass(frozen=True, kw_only=True, slots=True)
class DuplicatePair:
    """Two entries of one work, or of two versions of it, the earlier entry first.

    reasons: why, in plain words: what agrees, then what differs ("but the volume differs").
    """

    first: Reference
    second: Reference
    relation: Relation
    reasons: tuple[str, ...]


def find_pairs(references: Sequence[Reference]) -> tuple[DuplicatePair, ...]:
    """The pairs of entries that are one work or versions of one, in the order of the entries.

    Entries that are no works (`xdata`, `set`) are left out, and an entry is never paired with
    itself. Which pairs are found does not depend on the order of the entries. Of more than 24
    entries that look alike, each is compared with its 8 nearest neighbours only.
    """
    works = [work_features(reference) for reference in references if reference.is_work]
    found = []
    for one, other in candidate_pairs(works):
        pair = _related(works[one], works[other])
        if pair is not None:
            found.append(((one, other), pair))
    return tuple(pair for _, pair in sorted(found, key=lambda each: each[0]))


def _related(first: WorkFeatures, second: WorkFeatures) -> DuplicatePair | None:
    if _surely_others(first, second):
        return None
    found = compare_works(first, second)
    relation, why = _relation(first, second, found)
    if relation is None:
        return None
    reasons = (*((why,) if why else ()), *_reasons(first, second, found))
    return DuplicatePair(
        first=first.reference, second=second.reference, relation=relation, reasons=reasons
    )


def _surely_others(first: WorkFeatures, second: WorkFeatures) -> bool:
    """Whether neither title, identifier, first page nor review can make them one work."""
    if first.pages.number and first.pages.number == second.pages.number:
        return False
    if first.cochrane and first.cochrane == second.cochrane:
        return False
    if not first.identifiers.items().isdisjoint(second.identifiers.items()):
        return False
    return compare_titles(first.title, second.title) <= TitleMatch.DIFFERENT


def _relation(
    first: WorkFeatures, second: WorkFeatures, found: Comparison
) -> tuple[Relation | None, str]:
    if not parts_conflict(first.title, second.title) and is_same_work(first, second, found):
        if why := numbered_reason(first, second, found):
            return Relation.VERSION_OF, why
        return Relation.SAME, ""
    why = version_reason(first, second, found)
    return (Relation.VERSION_OF, why) if why else (None, "")


def _reasons(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> Iterator[str]:
    for name in found.same_identifiers:
        yield f"same {name}"
    yield _TITLES[found.title]
    if found.authors is Agreement.YES:
        all_of = shared(first.authors, second.authors) >= 1
        yield "authors agree" if all_of else "most authors agree"
    if found.agreeing:
        yield f"{_listed(found.agreeing)} {'agree' if _plural(found.agreeing) else 'agrees'}"
    differing = (*found.other_identifiers, *found.disagreeing)
    if found.authors is Agreement.NO:
        differing = ("authors", *differing)
    if differing:
        yield f"but {_listed(differing)} {'differ' if _plural(differing) else 'differs'}"


def _plural(names: Sequence[str]) -> bool:
    return len(names) > 1 or names[0] in {"pages", "authors"}


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
