"""Loading a project's tables, references and stored texts into one frozen `Library`."""

from __future__ import annotations

import contextlib
import datetime
import gc
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from needle_evidence.errors import NeedleEvidenceError, UnreadableInputError, UsageError
from needle_evidence.formats.claims_table import ClaimsTable, read_claims
from needle_evidence.formats.decode_text import decode
from needle_evidence.language.nearest import nearest
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Result
from needle_evidence.model.source_text import SourceText
from needle_evidence.workspace.files import Project, read_file

FULLTEXT_FOLDER = "fulltext"
_APPRAISAL_FOLDER = "appraisal"
_TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods"})
_SUFFIXES = (".txt", ".md", ".html", ".htm", ".xml", ".pdf")


def load(project: Project, *, source_texts: bool = True, claims_needed: bool = True) -> Library:
    """The project's claims, references and articles, and what people recorded about them.

    source_texts: also read the stored texts of works, which only checks need. claims_needed:
    else a project that has no table of claims yet is one without claims. What could not be
    read is in `problems`. Raises UnreadableInputError where a file cannot be read at all,
    UsageError where a setting points out of the project.
    """
    with _collector_paused():
        return _load(project, source_texts=source_texts, claims_needed=claims_needed)


def today() -> datetime.date:
    """The day on which dates are judged: today in UTC, or the day of SOURCE_DATE_EPOCH.

    Raises UsageError where that variable is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        moment = (
            datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
            if epoch
            else datetime.datetime.now(datetime.UTC)
        )
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"SOURCE_DATE_EPOCH is {epoch!r}, which is no number of seconds.",
            "Unset it, or set it as https://reproducible-builds.org/specs/source-date-epoch says.",
        ) from None
    return moment.date()


def _load(project: Project, *, source_texts: bool, claims_needed: bool) -> Library:
    from needle_evidence.formats.references.bibtex import read_references

    config = project.config
    table = ClaimsTable(claims=(), problems=())
    if claims_needed or _is_there(project, config.claims):
        table = read_claims(read_file(project, config.claims), path=config.claims)
    source = decode(read_file(project, config.references), path=config.references)
    bibliography = read_references(source.text, path=config.references)
    problems = [*table.problems, *bibliography.problems]
    if source.guessed:
        problems.append(_guessed_encoding(config.references, source.encoding))
    problems.extend(_unknown_setting(key, config.path) for key in config.unknown_keys)
    recorded, recorded_problems = _appraisal(project)
    problems.extend(recorded_problems)
    quoted = recorded.get("results", ()) if source_texts else ()
    placed = _articles(project, table.claims, recorded)
    return Library(
        claims=table.claims,
        references=bibliography.references,
        **recorded,
        **placed,
        source_texts=_source_texts(project, quoted),
        problems=tuple(problems),
        available=frozenset({"claims", "references", *recorded, *placed}),
        claims_path=config.claims,
        references_path=config.references,
        today=today(),
        robins_i=config.robins_i,
        max_age_days=config.max_age_days,
        language=config.language,
    )


def _articles(
    project: Project, claims: Sequence[Claim], recorded: Mapping[str, Any]
) -> dict[str, Any]:
    """The articles and where each claim stands in them; nothing where there is no article."""
    from needle_evidence.workspace.articles import load_articles

    articles = load_articles(project, claims)
    if not articles:
        return {}
    from needle_evidence.anchoring.anchor_claims import place_claims
    from needle_evidence.language.thesaurus import build_thesaurus

    thesaurus = build_thesaurus(recorded.get("terms", ()))
    anchors = recorded.get("anchors", ())
    return {
        "articles": articles,
        "placements": place_claims(claims, articles, anchors, thesaurus),
    }


def _appraisal(project: Project) -> tuple[dict[str, Any], list[Problem]]:
    """The records of each table in `appraisal/` that exists, by the library's name for them."""
    if not _is_there(project, _APPRAISAL_FOLDER):
        return {}, []
    if not project.inside(_APPRAISAL_FOLDER).is_dir():
        raise UnreadableInputError(
            f"{_APPRAISAL_FOLDER} is not a folder, so no appraisal table can be read.",
            "Rename it; that name is kept for the folder of the appraisal tables.",
        )
    from needle_evidence.formats import appraisal_tables as tables
    from needle_evidence.formats.anchors_json import ANCHORS_PATH, read_anchors
    from needle_evidence.formats.verification_table import VERIFICATION

    recorded: dict[str, Any] = {}
    problems: list[Problem] = []
    known: Mapping[str, tables.AppraisalTable[Any]] = {
        "results": tables.EVIDENCE,
        "ratings": tables.CERTAINTY,
        "searches": tables.SEARCHES,
        "reviews": tables.REVIEWS,
        "waivers": tables.WAIVERS,
        "terms": tables.THESAURUS,
        "verifications": VERIFICATION,
    }
    for name, table in known.items():
        if _is_there(project, table.path):
            recorded[name], found = table.read(read_file(project, table.path))
            problems.extend(found)
    problems.extend(_misnamed(project, {table.name for table in known.values()}))
    if _is_there(project, ANCHORS_PATH):
        text = decode(read_file(project, ANCHORS_PATH), path=ANCHORS_PATH).text
        recorded["anchors"], found = read_anchors(text)
        problems.extend(found)
    return recorded, problems


def _misnamed(project: Project, names: Collection[str]) -> Iterator[Problem]:
    """Files of the folder that look like one of the tables and have another name or form."""
    with contextlib.suppress(OSError):  # a folder that may not be listed
        for file in sorted((project.root / _APPRAISAL_FOLDER).iterdir()):
            near = nearest(file.stem, names, 1) if file.suffix.lower() in _TABLE_SUFFIXES else ()
            # Where letter case does not count, Evidence.csv has been read as evidence.csv.
            if near and not (project.root / _APPRAISAL_FOLDER / f"{near[0]}.csv").exists():
                path = f"{_APPRAISAL_FOLDER}/{one_line(file.name, 80)}"
                yield Problem(
                    kind="misnamed_table",
                    message=f"{path} is not read: its name should be {near[0]}.csv.",
                    location=Location(path=path),
                    subject=path,
                )


def _is_there(project: Project, path: str) -> bool:
    """Whether the project holds such a file; a link to nowhere and one we may not read count."""
    try:
        (project.root / path).lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True  # reading it says what is wrong
    return True


def _source_texts(project: Project, results: Sequence[Result]) -> Mapping[str, SourceText]:
    """The stored text of each work from which a passage is recorded, where there is one."""
    keys = dict.fromkeys(result.citekey for result in results if result.passage)
    stored = _stored_files(project) if keys else {}
    texts = {}
    for key in keys:
        endings = stored.get(key, {})  # names of the listing only: no key leads elsewhere
        ending = next((ending for ending in _SUFFIXES if ending in endings), "")
        if ending:
            texts[key] = _source_text(project, f"{FULLTEXT_FOLDER}/{endings[ending]}")
    return MappingProxyType(texts)


def _stored_files(project: Project) -> dict[str, dict[str, str]]:
    """The files of the folder of stored texts: citekey → ending in small letters → name."""
    found: dict[str, dict[str, str]] = {}
    with contextlib.suppress(OSError):  # no such folder, or one that may not be listed
        for file in sorted((project.root / FULLTEXT_FOLDER).iterdir()):
            stem, dot, ending = file.name.rpartition(".")
            if dot:
                found.setdefault(stem, {})[f".{ending.lower()}"] = file.name
    return found


def _source_text(project: Project, path: str) -> SourceText:
    from needle_evidence.formats.stored_text import read_stored_text

    try:
        stored = read_stored_text(read_file(project, path), path=path)
    except UsageError:
        # Said without the folders of this machine: the reason is printed in reports.
        return SourceText(path=path, unreadable=f"{path} is a link that leads out of the project.")
    except NeedleEvidenceError as error:
        return SourceText(path=path, unreadable=str(error))
    return SourceText(path=path, text=stored.text, title=stored.title)


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """Loading makes many objects and no garbage: collecting meanwhile takes a sixth of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _guessed_encoding(path: str, encoding: str) -> Problem:
    return Problem(
        kind="guessed_encoding",
        message=f"{path} is not UTF-8; it was read as {encoding}.",
        location=Location(path=path),
        subject=path,
        severity=Severity.NOTE,
    )


def _unknown_setting(key: str, path: str) -> Problem:
    return Problem(
        kind="unknown_setting",
        message=f"{path} has a setting {key}, which does not exist; it was passed over.",
        location=Location(path=path, field=key),
        subject=key,
    )
