"""Adding works to the library by their identifiers, or as a reference is printed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from needle_evidence.api.referencing import ImportedReferences, add_references
from needle_evidence.appraisal.notice_titles import notice_in_title
from needle_evidence.errors import NetworkNeededError, UsageError
from needle_evidence.model.identifiers import is_address, read_identifier
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference
from needle_evidence.model.registry import Notice, NoticeKind
from needle_evidence.model.verification import NoticeState
from needle_evidence.sources import ClientSettings, settings_of
from needle_evidence.sources.work_lookup import LookedUpWork, look_up_works
from needle_evidence.workspace import open_project

_LONGEST_PRINTED = 20_000
_SHOWN = 120
_WORST_FIRST = (
    NoticeState.RETRACTION,
    NoticeState.REPLACEMENT,
    NoticeState.UNKNOWN,
    NoticeState.CONCERN,
    NoticeState.CORRECTION,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundWork:
    """A work that a registry knows, or that a person typed as it is printed.

    written: what the user gave. identifier: "doi:10.1000/x", "" for a printed reference.
    sources: names of those that told of it; answered_on: the day of the oldest of their answers.
    warnings: notices about it, worst first, in plain words. retracted: one of them says so.
    """

    written: str
    reference: Reference
    identifier: str = ""
    sources: tuple[str, ...] = ()
    answered_on: datetime.date | None = None
    warnings: tuple[str, ...] = ()
    retracted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class MissedWork:
    """A work that could not be added, and why."""

    written: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AddRun:
    """What `add` did, or would do; imported: None where no work was found."""

    found: tuple[FoundWork, ...]
    missed: tuple[MissedWork, ...]
    imported: ImportedReferences | None = None


def add_works(
    project: str | Path,
    written: Sequence[str],
    *,
    online: bool = False,
    dry_run: bool = False,
    settings: ClientSettings | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> AddRun:
    """Adds works to a project's reference file, each once.

    written: DOIs, PubMed numbers, PMCIDs, arXiv numbers and ISBNs in any spelling, addresses
    that hold one (an address is never fetched), or printed references. online: ask Crossref,
    PubMed, DataCite and Open Library; else their last answers serve. settings: how they are
    asked; else as the project says. A retracted work is added too, with a warning.

    Raises:
        UsageError: a text is none of these; nothing is asked or written then.
        NetworkNeededError: without `online`, no answer about one of them is remembered.
        UnreadableInputError, UnwritableOutputError: as `import_references`.
    """
    opened = open_project(Path(project))
    wanted = [(text, _identifier(text)) for text in written]
    identifiers = [identifier for _, identifier in wanted if identifier]
    works: Mapping[str, LookedUpWork] = {}
    if identifiers:
        chosen = settings or settings_of(opened.config)
        works = look_up_works(identifiers, online=online, settings=chosen, progress=progress)
    if not online:
        _refuse_unknown([w for w in works.values() if w.reference is None and not w.absent])
    found: list[FoundWork] = []
    missed: list[MissedWork] = []
    for text, identifier in wanted:
        work = _looked_up(text, works[identifier]) if identifier else _printed(text)
        if isinstance(work, FoundWork):
            found.append(work)
        else:
            missed.append(work)
    imported = None
    if found:
        imported = add_references(project, [work.reference for work in found], dry_run=dry_run)
    return AddRun(found=tuple(found), missed=tuple(missed), imported=imported)


def _identifier(text: str) -> str:
    """The identifier in a text, or "" for a printed reference; raises UsageError for neither."""
    shown = one_line(text, _SHOWN)
    read = read_identifier(text)
    if read is not None:
        return ":".join(read)
    if is_address(text):
        raise UsageError(
            f"No DOI, PubMed number, PMCID, arXiv number or ISBN stands in the address {shown}.",
            "Copy the DOI from the page; it begins with 10. and the page itself is not fetched.",
        )
    if len(text.split()) < 3:
        raise UsageError(
            f"{shown or 'An empty text'} is no DOI, PubMed number, PMCID, arXiv number or ISBN.",
            "Check it for typing errors, or give the whole printed reference in quotes.",
        )
    if len(text) > _LONGEST_PRINTED:
        raise UsageError(
            f"The text that begins with {one_line(text, 60)} is too long for one reference.",
            "Put it into a file and use `needle-evidence import --from text FILE`.",
        )
    return ""


def _refuse_unknown(works: Sequence[LookedUpWork]) -> None:
    if works:
        names = ", ".join(one_line(work.identifier, 80) for work in works[:3])
        more = f" and {len(works) - 3} others" if len(works) > 3 else ""
        raise NetworkNeededError(
            f"Nothing is remembered about {names}{more}; nothing was added.",
            "Run it again with --online to ask the registries.",
        )


def _printed(text: str) -> FoundWork | MissedWork:
    """A printed reference as it was read; what looks mangled in it becomes warnings."""
    from needle_evidence.formats.references.text import read_printed_list, read_printed_reference

    reference = read_printed_reference(text)
    named = reference.authors or reference.editors or reference.year
    if not reference.title or not named:
        return MissedWork(
            written=text,
            reason="it could not be read as a reference with a title, and names or a year",
        )
    doubts = read_printed_list(" ".join(text.split()), path="").problems
    return FoundWork(
        written=text, reference=reference, warnings=tuple(doubt.message for doubt in doubts)
    )


def _looked_up(text: str, work: LookedUpWork) -> FoundWork | MissedWork:
    reference = work.reference
    if reference is None:
        return MissedWork(written=text, reason=work.reason)
    states = [(NoticeState(notice.kind.value), notice, title) for notice, title in work.notices]
    states.sort(key=lambda told: _WORST_FIRST.index(told[0]))
    in_title, words = notice_in_title(reference)
    warnings = [f"{state.label} ({_where(notice, title)})" for state, notice, title in states]
    if words and in_title not in {state for state, _, _ in states}:
        warnings.append(f"{in_title.label} (its title says “{one_line(words, 60)}”)")
    warnings += [_about(notice) for notice in work.notice_about]
    return FoundWork(
        written=text,
        reference=reference,
        identifier=work.identifier,
        sources=work.sources,
        answered_on=work.answered_on,
        warnings=tuple(dict.fromkeys(warnings)),
        retracted=in_title.is_retraction or any(state.is_retraction for state, _, _ in states),
    )


def _about(notice: Notice) -> str:
    """What a work says of another one, as a notice about it or in its place."""
    other = notice.identifier or "a work"
    if notice.kind is NoticeKind.REPLACEMENT:
        return f"it replaces {other}, which was retracted"
    return f"itself a notice: {other} is {NoticeState(notice.kind.value).label}"


def _where(notice: Notice, title: str) -> str:
    day = notice.published_on.isoformat() if notice.published_on else ""
    return ", ".join(
        filter(None, (title, notice.identifier and f"notice {notice.identifier}", day))
    )
