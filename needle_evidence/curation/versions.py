"""Whether two references are versions of one work: never to be merged, but to be known."""

from __future__ import annotations

import re
from collections.abc import Callable

from needle_evidence.curation.pair_comparison import Comparison
from needle_evidence.curation.work_authors import same_team
from needle_evidence.curation.work_features import WorkFeatures
from needle_evidence.curation.work_kinds import NOTICES, Kind
from needle_evidence.curation.work_places import Agreement
from needle_evidence.curation.work_titles import (
    TitleMatch,
    numbers_conflict,
    parts_conflict,
    words_conflict,
    words_missing,
)

_YES, _NO = Agreement.YES, Agreement.NO
_MOST_YEARS = 4  # from a meeting's abstract or a preprint to the paper
_MOST_YEARS_TO_PRINT = 6  # from a thesis or report
_SHORTEST_MAIN = 20  # letters of a title before its subtitle
# The version at the end of a DOI: "…/v2", ".v1"; F1000's ".2".
_DOI_VERSION = re.compile(r"[./]v\d{1,2}$|(?<=^10\.12688/)(\S+)\.\d{1,2}$")
_MEETING = frozenset({Kind.ABSTRACT, Kind.CONFERENCE})
_EARLIER = frozenset({Kind.THESIS, Kind.REPORT, Kind.DATA, Kind.REGISTRATION})
_NEVER = frozenset({Kind.RESPONSE, Kind.BOOK, Kind.CHAPTER})


def version_reason(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> str:
    """Why two references are versions of one work, in words, or "" where they are not.

    Versions are: editions of a Cochrane review (pub2, pub3, another year), a preprint or an
    earlier version of one, a conference abstract or paper, a protocol, a thesis or report, an
    erratum or a retraction notice beside the work, editions of a book, parts of a series.
    """
    for look in _LOOKS:
        if reason := look(first, second, found):
            return reason
    return ""


def numbered_reason(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> str:
    """Why two entries of one title are versions that are numbered; "" where they are not.

    Editions of a book, versions of a Cochrane review, and versions by the end of the DOI.
    """
    looks = (_editions, _cochrane, _doi_versions)
    return next((why for look in looks if (why := look(first, second, found))), "")


def _cochrane(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> str:
    """Why two entries are different versions of one Cochrane review; "" where they are not."""
    if not _one_cochrane_review(first, second, found):
        return ""
    versions = sorted({first.cochrane_version, second.cochrane_version}, key=lambda v: (len(v), v))
    if "" not in versions:
        if len(versions) == 1:
            return ""
        shown = ("the first" if version == "1" else f"pub{version}" for version in versions)
        return f"two versions of one Cochrane review: {' and '.join(shown)}"
    if found.years_apart > 0:
        one, other = sorted((first.year, second.year))
        return f"versions of one Cochrane review: {one} and {other}"
    issues = sorted({first.issue, second.issue})
    if "" not in issues and len(issues) > 1:
        return f"versions of one Cochrane review: issues {' and '.join(issues)}"
    return ""


def _one_cochrane_review(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> bool:
    if first.cochrane and second.cochrane:
        return first.cochrane == second.cochrane
    both = first.journal.is_cochrane and second.journal.is_cochrane
    if not both or found.title < TitleMatch.NEAR or found.authors is _NO:
        return False
    changed = words_conflict(first.title, second.title)
    return not changed and not numbers_conflict(first.title, second.title)


def _parts(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> str:
    if not parts_conflict(first.title, second.title) or found.authors is not _YES:
        return ""
    one, other = first.title, second.title
    main = one.main == other.main and len(one.main) >= _SHORTEST_MAIN
    if found.title < TitleMatch.NEAR and not main and _before_part(one.compact, other.compact) < 25:
        return ""
    numbers = sorted((", ".join(sorted(one.parts)), ", ".join(sorted(other.parts))))
    return f"parts {' and '.join(numbers)} of one series"


def _before_part(one: str, other: str) -> int:
    """How many letters two titles have in common at their start."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _notice(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> str:
    kinds = {first.kind, second.kind}
    if not kinds & NOTICES or first.kind is second.kind or Kind.RESPONSE in kinds:
        return ""
    if found.title < TitleMatch.BEGINNING or found.authors is _NO:
        return ""
    if first.title.generic and second.title.generic and found.authors is not _YES:
        return ""
    return _two_forms(first, second)


def _preprint(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> str:
    kinds = {first.kind, second.kind}
    if Kind.PREPRINT not in kinds or kinds & _NEVER or found.authors is _NO:
        return ""
    alike = found.title >= TitleMatch.NEAR and not numbers_conflict(first.title, second.title)
    if not alike and not _roughly_alike(first, second, found):
        return ""
    if first.title.generic or found.years_apart > _MOST_YEARS:
        return ""
    return "two versions of one preprint" if len(kinds) == 1 else _two_forms(first, second)


def _roughly_alike(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> bool:
    """Titles often change on the way from preprint to article; the team hardly does."""
    if "arXiv number" in found.same_identifiers:
        return found.authors is _YES
    if found.title < TitleMatch.ROUGH or numbers_conflict(first.title, second.title):
        return False
    several = min(first.authors.count, second.authors.count) > 1
    return several and same_team(first.authors, second.authors)


def _meeting(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> str:
    kinds = {first.kind, second.kind}
    if not kinds & _MEETING or first.kind is second.kind or kinds & (NOTICES | _NEVER):
        return ""
    if found.title < TitleMatch.NEAR or first.title.generic or found.years_apart > _MOST_YEARS:
        return ""
    changed = words_missing(first.title, second.title) or numbers_conflict(
        first.title, second.title
    )
    if changed or not same_team(first.authors, second.authors):
        return ""
    return _two_forms(first, second)


def _protocol(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> str:
    kinds = {first.kind, second.kind}
    if Kind.PROTOCOL not in kinds or len(kinds) == 1 or kinds & (NOTICES | _NEVER):
        return ""
    one, other = first.title, second.title
    short, long = sorted((one.main, other.main), key=len)
    main = len(short) >= _SHORTEST_MAIN and (long.startswith(short) or long.endswith(short))
    alike = main or found.title >= TitleMatch.BEGINNING
    if not alike or found.authors is not _YES:
        return ""
    return _two_forms(first, second)


def _earlier_form(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> str:
    kinds = {first.kind, second.kind}
    if not kinds & _EARLIER or len(kinds) == 1 or kinds & (NOTICES | {Kind.RESPONSE, Kind.CHAPTER}):
        return ""
    if found.title < TitleMatch.NEAR or found.authors is not _YES or first.title.generic:
        return ""
    if numbers_conflict(first.title, second.title) or found.years_apart > _MOST_YEARS_TO_PRINT:
        return ""
    return _two_forms(first, second)


def _editions(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> str:
    if first.kind is not Kind.BOOK or second.kind is not Kind.BOOK:
        return ""
    if found.title < TitleMatch.BEGINNING or not _other_edition(first, second):
        return ""
    if found.authors is not _YES or numbers_conflict(first.title, second.title):
        return ""
    return "two editions of one book"


def _other_edition(first: WorkFeatures, second: WorkFeatures) -> bool:
    """Whether two books differ in edition, or in year where an edition is not said."""
    if first.edition and second.edition:
        return first.edition != second.edition
    return bool(first.year and second.year) and first.year != second.year


def _doi_versions(first: WorkFeatures, second: WorkFeatures, found: Comparison) -> str:
    one, other = (work.identifiers.get("DOI", "") for work in (first, second))
    if one == other or not one or not other:
        return ""
    stems = [_DOI_VERSION.sub(lambda match: match[1] or "", doi) for doi in (one, other)]
    if stems[0] != stems[1] or found.title < TitleMatch.ROUGH:
        return ""
    return "the DOIs differ only in the version at their end"


def _two_forms(first: WorkFeatures, second: WorkFeatures) -> str:
    """The forms of both, in an order that does not depend on theirs."""
    forms = sorted({first.kind.value, second.kind.value} - {Kind.UNKNOWN.value})
    return " beside ".join(forms) if len(forms) > 1 else f"one is {forms[0]}"


_LOOKS: tuple[Callable[[WorkFeatures, WorkFeatures, Comparison], str], ...] = (
    _cochrane, _parts, _doi_versions, _notice, _preprint, _meeting, _protocol, _earlier_form,
    _editions,
)  # fmt: skip
