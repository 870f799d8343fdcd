"""Comparing a reference with the record that a registry holds under one of its identifiers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from needle_evidence.appraisal.notice_titles import notice_in_title
from needle_evidence.curation.field_comparison import (
    container_difference,
    first_author_difference,
    number_of_authors_difference,
    pages_difference,
    share_an_author,
    volume_difference,
    year_difference,
)
from needle_evidence.curation.work_titles import (
    TitleMatch,
    WorkTitle,
    compare_titles,
    numbers_conflict,
    parts_conflict,
    work_title,
)
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference
from needle_evidence.model.registry import Notice, NoticeKind, RegistryAnswer, RegistryRecord
from needle_evidence.model.verification import (
    ASSIGNED_BY,
    COMPARED_FIELDS,
    NoticeState,
    RecordMatch,
    Verification,
)

# Of several notices the one that matters most is told; one of unknown nature may be any.
_WORST_FIRST = (
    NoticeKind.RETRACTION,
    NoticeKind.REPLACEMENT,
    NoticeKind.UNKNOWN,
    NoticeKind.CONCERN,
    NoticeKind.CORRECTION,
)
_CHAPTERS = frozenset({"incollection", "inbook", "inproceedings", "inreference", "suppbook"})


def compare(reference: Reference, answer: RegistryAnswer) -> Verification:
    """What an answer says about a reference: whether it is that work, and its notices.

    Another title and other authors make it the wrong work, and so does another title at
    another place (pages, and volume or year) by the same authors. Titles may be cut, lack
    their subtitle or differ in markup; online and print years may be one apart; a journal may
    be abbreviated. Without an answer the row is unchecked, with the reason; an absence speaks
    against the identifier only where the source assigns it. Never raises.
    """
    base = Verification(
        citekey=reference.key,
        source=answer.source,
        identifier=answer.identifier,
        answered_on=answer.answered_on,
    )
    if answer.record is not None:
        return _compared(base, reference, answer.record)
    if answer.absent:
        return _absent(base)
    reason = one_line(answer.reason, 300) or "the source gave no answer"
    return replace(base, record=RecordMatch.UNCHECKED, reason=reason)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Comparison:
    """title: how alike, UNKNOWN where one is missing. shared: a common author; None: no names.

    differs: field → "2019 here, 2018 there" or "" where it agrees; missing where not compared.
    """

    title: TitleMatch
    generic: bool
    shared: bool | None
    differs: dict[str, str]


def _absent(base: Verification) -> Verification:
    assigns = base.source in ASSIGNED_BY.get(base.scheme, ())
    return replace(
        base,
        record=RecordMatch.BAD_IDENTIFIER if assigns else RecordMatch.UNCONFIRMED,
        reason=f"the source has no record of {one_line(base.identifier, 120)}",
    )


def _compared(base: Verification, reference: Reference, record: RegistryRecord) -> Verification:
    found = _comparison(reference, record.reference, by_isbn=base.scheme == "isbn")
    match = _match(found)
    state, notice, why = _notice(record)
    compared = tuple(name for name in COMPARED_FIELDS if name in found.differs)
    differs = "; ".join(
        f"{name}: {found.differs[name]}" for name in compared if found.differs[name]
    )
    if match is RecordMatch.INCOMPLETE:
        why = "; ".join(filter(None, (_too_little(reference, record.reference), why)))
    return replace(
        base,
        record=match,
        compared=compared,
        differs=differs,
        notice=state,
        notice_id=notice.identifier if notice else "",
        notice_on=notice.published_on if notice else None,
        reason=why,
    )


def _comparison(entry: Reference, record: Reference, *, by_isbn: bool) -> _Comparison:
    title, pair = _title_match(entry, record, by_isbn=by_isbn)
    differs: dict[str, str] = {}
    if title is not TitleMatch.UNKNOWN:
        fits = title in (TitleMatch.SAME, TitleMatch.NEAR, TitleMatch.BEGINNING)
        if parts_conflict(*pair) or (title is TitleMatch.NEAR and numbers_conflict(*pair)):
            fits, title = False, TitleMatch.ROUGH
        differs["title"] = "" if fits else _both(entry.title, record.title)
    whole_book = by_isbn and entry.entry_type in _CHAPTERS
    parts = {
        "authors": None if whole_book else _authors(entry, record),
        "year": year_difference(entry, record),
        "container": None if by_isbn else container_difference(entry, record),
        "volume": None if by_isbn else volume_difference(entry, record),
        "pages": None if by_isbn else pages_difference(entry, record),
    }
    differs |= {name: text for name, text in parts.items() if text is not None}
    return _Comparison(
        title=title,
        generic=any(one.generic for one in pair),
        shared=None if whole_book else share_an_author(entry, record),
        differs=differs,
    )


def _authors(entry: Reference, record: Reference) -> str | None:
    first = first_author_difference(entry, record)
    return first or number_of_authors_difference(entry, record) or first


def _match(found: _Comparison) -> RecordMatch:
    other = _other_title(found)
    if other and found.shared is False:
        return RecordMatch.WRONG_WORK
    elsewhere = bool(found.differs.get("pages")) and any(
        found.differs.get(name) for name in ("volume", "year")
    )
    if other and (elsewhere or (found.shared is None and not _agrees_elsewhere(found))):
        return RecordMatch.WRONG_WORK
    if any(found.differs.values()):
        return RecordMatch.FIELD_MISMATCH
    if "title" not in found.differs or not {"authors", "year"} & found.differs.keys():
        return RecordMatch.INCOMPLETE
    return RecordMatch.VERIFIED


def _other_title(found: _Comparison) -> bool:
    """Whether the titles are those of two works; "Editorial" is not one work's title."""
    if found.title is TitleMatch.DIFFERENT:
        return True
    if found.title is TitleMatch.ROUGH:
        return bool(found.differs.get("year") or found.differs.get("pages"))
    return found.generic and found.title is not TitleMatch.UNKNOWN and found.shared is False


def _agrees_elsewhere(found: _Comparison) -> bool:
    names = ("year", "container", "volume", "pages")
    return any(found.differs.get(name) == "" for name in names)


def _title_match(
    entry: Reference, record: Reference, *, by_isbn: bool
) -> tuple[TitleMatch, tuple[WorkTitle, WorkTitle]]:
    """The best match of a title, with or without its subtitle, and the two that gave it."""
    chapter = by_isbn and entry.entry_type in _CHAPTERS
    ours = _titles(entry, "booktitle" if chapter else "title")
    theirs = _titles(record, "title")
    pairs = [(compare_titles(one, other), (one, other)) for one in ours for other in theirs]
    return max(pairs, key=lambda pair: pair[0])


def _titles(reference: Reference, name: str) -> list[WorkTitle]:
    title = reference.text(name)
    subtitle = reference.text("booksubtitle" if name == "booktitle" else "subtitle")
    texts = [title, f"{title}: {subtitle}"] if title and subtitle else [title]
    return [work_title(text) for text in texts]


def _too_little(entry: Reference, record: Reference) -> str:
    for name, reference in (("the entry", entry), ("the record", record)):
        lacking = [
            what
            for what, there in (
                ("title", reference.title),
                ("authors and year", reference.authors or reference.year),
            )
            if not there
        ]
        if lacking:
            return f"{name} names no {' and no '.join(lacking)}"
    return "too little of both could be compared"


def _notice(record: RegistryRecord) -> tuple[NoticeState, Notice | None, str]:
    """The notice that matters most, and in words what else there is."""
    ranked = sorted(record.notices, key=lambda notice: _WORST_FIRST.index(notice.kind))
    others = _listed(ranked[1:])
    if ranked:
        return NoticeState(ranked[0].kind.value), ranked[0], others
    state, words = notice_in_title(record.reference)
    if state not in (NoticeState.NONE, NoticeState.IS_NOTICE):
        return state, None, f"its title there begins or ends with “{words}”"
    if record.notice_about:
        about = record.notice_about[0]
        words = f"{NoticeState(about.kind.value).label} is what it says of {about.identifier}"
        return NoticeState.IS_NOTICE, None, one_line(words, 200)
    if state is NoticeState.IS_NOTICE:
        return state, None, f"its title there has “{one_line(words, 80)}”"
    return NoticeState.NONE, None, ""


def _listed(notices: Iterable[Notice]) -> str:
    named = [
        f"{NoticeState(notice.kind.value).label} ({one_line(notice.identifier, 120)})"
        for notice in notices
    ][:5]
    return f"also: {', '.join(named)}" if named else ""


def _both(ours: str, theirs: str) -> str:
    return f"{_value(ours)} here, {_value(theirs)} there"


def _value(text: str) -> str:
    """A value inside a cell whose parts stand between semicolons."""
    return f"“{one_line(text.replace(';', ','), 120)}”"
