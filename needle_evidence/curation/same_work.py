"""Whether two references are one work: identifiers first, then title, people and place."""

from __future__ import annotations

from needle_evidence.curation.pair_comparison import Comparison
from needle_evidence.curation.work_authors import same_team, shared
from needle_evidence.curation.work_features import WorkFeatures
from needle_evidence.curation.work_kinds import Kind
from needle_evidence.curation.work_places import Agreement
from needle_evidence.curation.work_titles import (
    TitleMatch,
    numbers_conflict,
    words_conflict,
)

_YES, _NO = Agreement.YES, Agreement.NO
_LONG_TITLE = 40  # letters
# Each year or meeting such works come again under one title.
_RECURRING = frozenset({Kind.CONFERENCE, Kind.ABSTRACT, Kind.CHAPTER})
# Forms that one entry may give where another gives another for one and the same work.
_MISTAKABLE = frozenset(
    {
        Kind.UNKNOWN, Kind.ARTICLE, Kind.CONFERENCE, Kind.ABSTRACT, Kind.CHAPTER, Kind.REPORT,
        Kind.PROTOCOL,
    }
)  # fmt: skip
_NOT_UNKNOWN = frozenset({Kind.PREPRINT, Kind.DATA, Kind.REGISTRATION})


def is_same_work(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> bool:
    """Whether two references, not parts of a series, are one work in one version."""
    if not _kinds_allow(first, second, found):
        return False
    if _same_registered(found):
        return _identified(found)
    if found.other_identifiers and not _whole_place(found):
        return False
    if found.title >= TitleMatch.ROUGH and numbers_conflict(first.title, second.title):
        alike = found.title >= TitleMatch.BEGINNING
        return alike and found.authors is _YES and _two_of_place(found)
    return _by_title(first, second, found)


def _kinds_allow(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> bool:
    one, other = first.kind, second.kind
    if one is other:
        return True
    kinds = {one, other}
    if Kind.UNKNOWN in kinds:
        return kinds.isdisjoint(_NOT_UNKNOWN) or bool(_same_registered(found))
    if kinds <= _MISTAKABLE:
        return bool(_same_registered(found)) or _two_of_place(found)
    return False


def _same_registered(found: Comparison) -> tuple[str, ...]:
    """The equal identifiers, other than an arXiv number, which an article may bear too."""
    return tuple(name for name in found.same_identifiers if name != "arXiv number")


def _identified(found: Comparison) -> bool:
    """Whether entries with one identifier do not contradict it, as copied identifiers do."""
    if found.title in {TitleMatch.UNKNOWN} or found.title >= TitleMatch.ROUGH:
        return found.authors is not _NO or found.title >= TitleMatch.NEAR
    return found.authors is _YES and found.pages is not _NO and found.volume is not _NO


def _whole_place(found: Comparison) -> bool:
    place = found.pages is _YES and found.volume is _YES and found.year is _YES
    return place and found.journal is not _NO and found.title >= TitleMatch.NEAR


def _two_of_place(found: Comparison) -> bool:
    """Whether the pages agree and something else of the place does."""
    other = found.volume is _YES or (found.year is _YES and found.journal is _YES)
    return found.pages is _YES and other


def _by_title(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> bool:
    if found.title is TitleMatch.SAME:
        if first.title.generic and second.title.generic:
            return found.authors is _YES and _two_of_place(found) and found.journal is not _NO
        return _same_title(first, second, found)
    if found.title is TitleMatch.NEAR:
        return _near_title(first, second, found)
    if found.title is TitleMatch.BEGINNING:
        return _beginning_of_title(first, second, found)
    if not (first.pages.several and second.pages.several):
        return False
    if found.title is TitleMatch.ROUGH and found.authors is _YES:
        return _two_of_place(found) and _years_near(found)
    return _other_title(first, second, found)


def _same_title(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> bool:
    if found.authors is _NO:
        return _two_of_place(found) and _years_near(found)
    if found.authors is _YES:
        return _same_title_and_people(first, second, found)
    wrong = _wrong_place(found)
    if len(first.title.compact) >= _LONG_TITLE and not wrong and found.agreeing:
        return _years_near(found)
    right = len(found.agreeing)
    return (right >= 2 and not wrong) or (right >= 3 and found.pages is _YES)


def _same_title_and_people(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> bool:
    wrong = _wrong_place(found)
    if not wrong:
        if not found.agreeing and len(first.title.compact) < _LONG_TITLE:
            return False
        recurring = first.kind in _RECURRING and second.kind in _RECURRING
        elsewhere = found.journal is _YES or found.pages is _YES or found.volume is _YES
        return found.years_apart <= 0 or (elsewhere and not recurring)
    if wrong == {"pages"}:
        return found.journal is _YES and found.volume is _YES and _years_near(found)
    if found.pages is not _YES:
        return False
    if wrong == {"volume"}:
        return found.journal is _YES or found.year is _YES
    if wrong in ({"journal"}, {"year"}):
        return found.volume is _YES
    return first.pages.several and second.pages.several and found.year is _YES


def _near_title(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> bool:
    several = first.pages.several and second.pages.several
    if found.authors is not _YES:
        return several and _two_of_place(found) and _years_near(found)
    if _two_of_place(found):
        return _years_near(found) or found.volume is _YES
    if found.pages is _YES and found.year is _YES:
        return several
    if words_conflict(first.title, second.title):
        return False
    return _same_title_and_people(first, second, found) and found.year is _YES


def _beginning_of_title(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> bool:
    if found.authors is _NO:
        return False
    if _two_of_place(found):
        return _years_near(found)
    if found.authors is not _YES or found.pages is _NO:
        return False
    if found.pages is _YES and found.year is _YES:
        return True
    team = same_team(first.authors, second.authors)
    place = found.year is _YES and found.journal is _YES
    return team and place and found.volume is not _NO


def _other_title(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> bool:
    """Whether everything but the title agrees, as where one of the two titles is translated."""
    if Kind.ABSTRACT in {first.kind, second.kind} or first.pages.last != second.pages.last:
        return False
    if not (found.pages is _YES and found.volume is _YES and found.year is _YES):
        return False
    if found.authors is _YES:
        all_of = shared(first.authors, second.authors) >= 1 and first.authors.count > 1
        return found.journal is _YES or all_of
    known = found.authors is not _NO and found.title is TitleMatch.ROUGH
    return known and found.journal is _YES


def _years_near(found: Comparison) -> bool:
    """Whether the years are one, or next to each other as those of print and online first."""
    return found.years_apart <= 1


def _wrong_place(found: Comparison) -> set[str]:
    """What of the place differs, a year's difference to the next one aside."""
    wrong = set(found.disagreeing)
    return wrong - {"year"} if _years_near(found) else wrong
