"""Comparing a reference with the record that a registry holds under one of its identifiers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from needle_evidence.appraisal.notice_titles import notice_in_title
from needle_evidence.curation.companion_works import about_other_work, belongs_to_a_work
from needle_evidence.curation.field_comparison import (
    container_difference,
    first_author_difference,
    number_of_authors_difference,
    pages_difference,
    share_an_author,
    volume_difference,
    year_difference,
)
from needle_evidence.curation.work_kinds import Kind
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
# What a notice about the very work makes of it; a correction or a reply is only another work.
_NOTICE_STATES = {
    Kind.RETRACTION: NoticeState.RETRACTION,
    Kind.CONCERN: NoticeState.CONCERN,
}
_ORIGINAL_TITLES = ("origtitle", "nbib-tt")  # in the work's own language
_CHAPTERS = frozenset({"incollection", "inbook", "inproceedings", "inreference", "suppbook"})


def compare(reference: Reference, answer: RegistryAnswer) -> Verification:
    """What an answer says about a reference: whether it is that work, and its notices.

    Another title makes it the wrong work, unless the same authors stand on the same pages: then
    it may be a translation. So does a record of a correction, a comment or a reply, of data or
    of a peer review, which most often bears the title of the work that it is about; the record
    of its retraction notice tells that the work was retracted. Titles may be cut, lack
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
    """title: how alike, UNKNOWN where one is missing. parts: not the same part of one series.

    companion: what the record is about the entry's work, UNKNOWN for nothing; other: one is about
    a work, and the other is not. shared: a common author; None: no names. differs: field → "2019
    here, 2018 there" or "" where it agrees; missing where not compared.
    """

    title: TitleMatch
    generic: bool
    parts: bool
    companion: Kind
    other: bool
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
    found = _comparison(reference, record.reference, base.scheme)
    match = _match(found)
    state, notice, why = _notice(record)
    identifier = notice.identifier if notice else ""
    if notice is None and found.companion in _NOTICE_STATES:
        match, state, identifier = (
            RecordMatch.FIELD_MISMATCH, _NOTICE_STATES[found.companion], base.identifier
        )  # fmt: skip
        why = "the identifier is that of the notice about it"
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
        notice_id=identifier,
        notice_on=notice.published_on if notice else None,
        reason=why,
    )


def _comparison(entry: Reference, record: Reference, scheme: str) -> _Comparison:
    by_isbn = scheme == "isbn"
    title, pair = _title_match(entry, record, by_isbn=by_isbn)
    companion, other = _companion(entry, record)
    parts = parts_conflict(*pair)
    differs: dict[str, str] = {}
    if title is not TitleMatch.UNKNOWN:
        fits = title in (TitleMatch.SAME, TitleMatch.NEAR, TitleMatch.BEGINNING)
        if parts or (title is TitleMatch.NEAR and numbers_conflict(*pair)):
            fits, title = False, TitleMatch.ROUGH
        differs["title"] = "" if fits and not other else _both(entry.title, record.title)
    whole_book = by_isbn and entry.entry_type in _CHAPTERS
    # The preprint of an article, which its arXiv number names, stands at another place.
    placed = scheme not in ("isbn", "arxiv")
    fields = {
        "authors": None if whole_book else _authors(entry, record),
        "year": year_difference(entry, record) if scheme != "arxiv" else None,
        "container": container_difference(entry, record) if placed else None,
        "volume": volume_difference(entry, record) if placed else None,
        "pages": pages_difference(entry, record) if placed else None,
    }
    differs |= {name: text for name, text in fields.items() if text is not None}
    return _Comparison(
        title=title,
        generic=any(one.generic for one in pair),
        parts=parts,
        companion=companion,
        other=other,
        shared=None if whole_book else share_an_author(entry, record),
        differs=differs,
    )


def _companion(entry: Reference, record: Reference) -> tuple[Kind, bool]:
    """What the record is about the entry's work, and whether only one of the two is about a work.

    UNKNOWN where it is about none, or about another work than the entry's.
    """
    ours, _ = about_other_work(entry)
    theirs, title = about_other_work(record)
    # A title that ends alike ("Needling: a commentary") may be the same in full.
    same = compare_titles(work_title(entry.title), work_title(record.title)) is TitleMatch.SAME
    other = bool(ours is Kind.UNKNOWN) != bool(theirs is Kind.UNKNOWN)
    if not other or same:
        return Kind.UNKNOWN, belongs_to_a_work(entry, record)
    about = compare_titles(work_title(entry.title), work_title(title))
    is_about = ours is Kind.UNKNOWN and about >= TitleMatch.BEGINNING
    return theirs if is_about else Kind.UNKNOWN, True


def _authors(entry: Reference, record: Reference) -> str | None:
    first = first_author_difference(entry, record)
    return first or number_of_authors_difference(entry, record) or first


def _match(found: _Comparison) -> RecordMatch:
    if found.other:
        return RecordMatch.WRONG_WORK
    if _other_title(found) and (found.shared is False or not _same_place(found)):
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
        elsewhere = found.differs.get("year") or found.differs.get("pages")
        return bool(elsewhere) and (found.shared is False or found.parts or _elsewhere(found))
    if found.title is TitleMatch.UNKNOWN or not found.generic:
        return False
    return found.shared is False or _elsewhere(found)


def _elsewhere(found: _Comparison) -> bool:
    """Whether the two stand on other pages, of another volume or year."""
    return bool(found.differs.get("pages")) and any(
        found.differs.get(name) for name in ("volume", "year")
    )


def _same_place(found: _Comparison) -> bool:
    """Whether both stand on the same pages; where these are not known, in one author's volume."""
    pages = found.differs.get("pages")
    if pages is not None:
        return not pages
    in_volume = found.differs.get("volume") == "" and not found.differs.get("container")
    return in_volume and found.shared is True


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
    if name == "title":
        texts += [other for field in _ORIGINAL_TITLES if (other := reference.text(field))]
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
    # What replaces a retracted work is a work, and no notice.
    told = [found for found in record.notice_about if found.kind is not NoticeKind.REPLACEMENT]
    if told:
        about = told[0]
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
