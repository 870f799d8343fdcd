"""Verifying references: what registries say of them, now or as they answered last."""

from __future__ import annotations

import contextlib
import datetime
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from needle_evidence.appraisal.verdict import ReferenceState, ReferenceVerdict, reference_verdict
from needle_evidence.appraisal.verdict_words import source_label
from needle_evidence.curation.comparison import compare
from needle_evidence.errors import UsageError
from needle_evidence.formats.verification_table import can_be_written
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference
from needle_evidence.model.registry import RegistryAnswer
from needle_evidence.model.verification import (
    COMPARED_FIELDS,
    PERSON,
    NoticeState,
    RecordMatch,
    Verification,
    identifiers_of,
)
from needle_evidence.sources import (
    ClientSettings,
    Question,
    ask,
    remembered_answers,
    settings_of,
    sources,
)
from needle_evidence.workspace import Project, load, open_project
from needle_evidence.workspace.file_edits import EditedFile
from needle_evidence.workspace.loading import today
from needle_evidence.workspace.verifications import write_verifications

_SECONDS_BETWEEN_WRITES = 5.0  # what came since is lost if the machine is unplugged
# Who is asked by which identifier; the later ones of a kind only where an entry gives no other.
_ASKED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "doi": ("crossref", "openalex", "pubmed"),
        "pmid": ("pubmed", "openalex"),
        "pmcid": ("pubmed", "openalex"),
        "arxiv": ("datacite",),
        "isbn": ("open_library",),
    }
)
_OTHER_AGENCY = "datacite"
JUDGEMENTS = ("retraction", "concern", "correction", "none")
_SERIOUS = frozenset(
    {ReferenceState.RETRACTED, ReferenceState.WRONG_WORK, ReferenceState.BAD_IDENTIFIER}
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class VerifiedReference:
    """What is known of one reference, in the words and values of a report.

    verdict: "verified", …; label: in words. notice: in words, "" where none is known. compared:
    the fields that any source compared. sources: that gave an answer which counts. answered_on:
    the day of the oldest of them. reasons: why the verdict is no better. not_checked: what is
    not known, "" for nothing. claims: ids of those that cite it. serious: retracted, the wrong
    work, or with an identifier that does not exist.
    """

    citekey: str
    title: str
    verdict: str
    label: str
    notice: str
    compared: tuple[str, ...]
    sources: tuple[str, ...]
    answered_on: datetime.date | None
    reasons: tuple[str, ...]
    not_checked: str
    claims: tuple[str, ...]
    serious: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class VerifyRun:
    """What `verify` found; edited: None where nothing new was learned."""

    references: tuple[VerifiedReference, ...]
    edited: EditedFile | None = None


def verify_references(
    project: str | Path,
    citekeys: Sequence[str] = (),
    *,
    online: bool = False,
    dry_run: bool = False,
    settings: ClientSettings | None = None,
    progress: Progress | None = None,
) -> VerifyRun:
    """The verdict on references (all, where no citekey is given), and what is new written.

    online: ask Crossref, PubMed, OpenAlex, Open Library, and DataCite about DOIs that Crossref
    does not have; else what they answered last counts. Answers go into
    `appraisal/verification.csv` while they come, so an interruption keeps them; one without a
    result takes no place of one with a result. settings: how registries are asked, else as the
    project says.

    Raises:
        UsageError: an unknown citekey.
        UnreadableInputError, UnwritableOutputError: the table cannot be read or written.
    """
    opened = open_project(Path(project))
    library = load(opened, source_texts=False, claims_needed=False)
    chosen = _chosen(library, citekeys)
    asked = settings or settings_of(opened.config)
    answers = _Answers(opened, library, chosen, dry_run=dry_run)
    if online:
        _ask(answers, asked, progress)
    else:
        questions = [*_questions(chosen), *_agency_questions(chosen)]
        for answer in remembered_answers(sources(), questions, settings=asked).values():
            answers.take(answer)
    answers.write()
    known = replace(library, verifications=answers.rows)
    if answers.edited is not None:
        known = replace(known, available=known.available | {"verifications"})
    return VerifyRun(
        references=tuple(_verified(known, reference) for reference in chosen),
        edited=answers.edited,
    )


def judge_notice(
    project: str | Path,
    citekey: str,
    judgement: str,
    *,
    by: str,
    because: str,
    dry_run: bool = False,
) -> EditedFile:
    """Records what a person found a notice of unknown nature to be: a row of the source "person".

    judgement: one of `JUDGEMENTS`. It settles the notices that are unsettled now, and no later
    ones. Raises UsageError without a name or a reason, and for an unknown citekey.
    """
    if not by.strip() or not because.strip():
        raise UsageError("A judgement needs a name and a reason.", "Give --by and --because.")
    opened = open_project(Path(project))
    library = load(opened, source_texts=False, claims_needed=False)
    (reference,) = _chosen(library, [citekey])
    verdict = reference_verdict(library, reference)
    settled = [
        row.notice_id
        for row in (*verdict.notices, *_of(library, citekey))
        if row.notice is NoticeState.UNKNOWN
    ]
    row = Verification(
        citekey=citekey,
        source=PERSON,
        identifier=next(iter(identifiers_of(reference)), ""),
        notice=NoticeState(judgement),
        notice_id="; ".join(dict.fromkeys(settled)),
        answered_on=today(),
        reason=because.strip(),
        by=by.strip(),
    )
    _refuse_unwritable([reference])
    return write_verifications(opened, [row], dry_run=dry_run).edited


class _Answers:
    """Answers on their way into the table: compared as they come, written in batches."""

    def __init__(
        self, project: Project, library: Library, chosen: Sequence[Reference], *, dry_run: bool
    ) -> None:
        self._project = project
        self._dry_run = dry_run
        self._waiting: list[Verification] = []
        self._all: list[Verification] = []
        self._next_write = time.monotonic() + _SECONDS_BETWEEN_WRITES
        self._by_identifier: dict[str, list[Reference]] = {}
        for reference in chosen:
            for identifier in identifiers_of(reference):
                self._by_identifier.setdefault(identifier, []).append(reference)
        self.chosen = chosen
        self.absent_in_crossref: set[str] = set()
        self.rows = library.verifications
        self.edited: EditedFile | None = None

    def take(self, answer: RegistryAnswer) -> None:
        if answer.absent and answer.source == "crossref":
            self.absent_in_crossref.add(answer.identifier)
        for reference in self._by_identifier.get(answer.identifier, ()):
            if can_be_written(reference.key):
                self._waiting.append(compare(reference, answer))
        if not self._dry_run and time.monotonic() > self._next_write:
            self.write()
            self._next_write = time.monotonic() + _SECONDS_BETWEEN_WRITES

    def write(self) -> None:
        """Puts what waits into the table; a dry run only tells what all of it would change."""
        if not self._waiting:
            return
        self._all += self._waiting
        rows, self._waiting = (self._all if self._dry_run else self._waiting), []
        written = write_verifications(self._project, rows, dry_run=self._dry_run)
        self.rows = written.rows
        if written.edited.diff:
            self.edited = written.edited


def _ask(answers: _Answers, settings: ClientSettings, progress: Progress | None) -> None:
    """Asks over the network; what came before an interruption is written all the same."""
    known = sources()
    with _kept(answers):
        questions = _questions(answers.chosen)
        ask(known, questions, settings=settings, on_answer=answers.take, progress=progress)
        elsewhere = [(_OTHER_AGENCY, name) for name in sorted(answers.absent_in_crossref)]
        if elsewhere:
            ask(known, elsewhere, settings=settings, on_answer=answers.take, progress=progress)


@contextlib.contextmanager
def _kept(answers: _Answers) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        answers.write()
        raise


def _questions(references: Iterable[Reference]) -> list[Question]:
    """Who is asked for what: each source by the first identifier that it takes, each once.

    Two identifiers of one entry may belong to two works, so that PubMed is asked by the PubMed
    number, where there is one, and Crossref by the DOI.
    """
    questions: dict[Question, None] = {}
    for reference in references:
        given = {name.partition(":")[0]: name for name in identifiers_of(reference)}
        asked: set[str] = set()
        order = [kind for kind in ("pmid", "doi", "pmcid", "arxiv", "isbn") if kind in given]
        for kind in order:
            for source in _ASKED[kind]:
                own = source == "openalex" and kind == "pmid" and "doi" in given
                if source not in asked and not own:
                    asked.add(source)
                    questions[source, given[kind]] = None
    return list(questions)


def _agency_questions(references: Iterable[Reference]) -> list[Question]:
    dois = (name for reference in references for name in identifiers_of(reference))
    return [(_OTHER_AGENCY, name) for name in dict.fromkeys(dois) if name.startswith("doi:")]


def _chosen(library: Library, citekeys: Sequence[str]) -> tuple[Reference, ...]:
    for key in citekeys:
        if key not in library.reference_by_key:
            raise UsageError(
                f"There is no reference {one_line(key, 80)} in {library.references_path}.",
                suggestion(key, library.reference_by_key) or "`needle-evidence refs` lists them.",
            )
    if citekeys:
        return tuple(library.reference_by_key[key] for key in dict.fromkeys(citekeys))
    return tuple(reference for reference in library.references if reference.is_work)


def _refuse_unwritable(references: Iterable[Reference]) -> None:
    for reference in references:
        if not can_be_written(reference.key):
            raise UsageError(
                f"The citekey {one_line(reference.key, 80)} cannot stand in a table: a spreadsheet "
                "would take it for a formula.",
                "Rename it first: needle-evidence rename-key OLD NEW.",
            )


def _of(library: Library, citekey: str) -> tuple[Verification, ...]:
    return tuple(row for row in library.verifications if row.citekey == citekey)


def _verified(library: Library, reference: Reference) -> VerifiedReference:
    verdict: ReferenceVerdict = reference_verdict(library, reference)
    rows = [
        row
        for row in _of(library, reference.key)
        if row.record not in (RecordMatch.UNCHECKED, RecordMatch.NOT_COMPARED)
        and row.source in verdict.sources
    ]
    compared = {name for row in rows for name in row.compared}
    claims = library.claims_by_reference.get(reference.key, ())
    return VerifiedReference(
        citekey=reference.key,
        title=reference.title,
        verdict=verdict.verdict.value,
        label=verdict.verdict.label,
        notice=verdict.notice.label if verdict.notice.is_found else "",
        compared=tuple(name for name in COMPARED_FIELDS if name in compared),
        sources=tuple(map(source_label, verdict.sources)),
        answered_on=verdict.oldest,
        reasons=verdict.reasons,
        not_checked=verdict.unchecked_because,
        claims=tuple(claim.claim_id for claim in claims),
        serious=verdict.verdict in _SERIOUS,
    )
