"""Looking a work up by an identifier: which sources are asked, and one record of what they say."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from needle_evidence.model.reference import Reference
from needle_evidence.model.registry import Notice, RegistryAnswer
from needle_evidence.sources.asking import ask, remembered_answers, split_identifier
from needle_evidence.sources.client_settings import ClientSettings
from needle_evidence.sources.source import sources

# Whose record counts, first; those behind it add what it lacks. DataCite is only asked about a
# DOI that Crossref does not have: a DOI is in one of the two.
_ASKED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "doi": ("crossref", "pubmed"),
        "pmid": ("pubmed",),
        "pmcid": ("pubmed",),
        "arxiv": ("datacite",),
        "isbn": ("open_library",),
    }
)
_OTHER_AGENCY = "datacite"
_ADDED = ("pmid", "pmcid", "abstract")
_ORDER = ("crossref", "datacite", "pubmed", "open_library")
# Absent in all of these, an identifier is not one of a work; PubMed need not know a DOI.
_MAY_KNOW = {
    "doi": {"crossref", "datacite"},
    "pmid": {"pubmed"},
    "pmcid": {"pubmed"},
    "arxiv": {"datacite"},
    "isbn": {"open_library"},
}
_NAMES = {"doi": "DOI", "pmid": "PubMed number", "pmcid": "PMCID", "arxiv": "arXiv number",
          "isbn": "ISBN"}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class LookedUpWork:
    """What sources say about one identifier.

    reference: one record of the work, None where no source gave one. sources: titles of those
    that gave one; answered_on: the day of the oldest of their answers. notices: each with the
    title of the source that told of it. reason: why there is no record. absent: the sources
    that give out such an identifier said that there is none.
    """

    identifier: str
    reference: Reference | None = None
    sources: tuple[str, ...] = ()
    answered_on: datetime.date | None = None
    notices: tuple[tuple[Notice, str], ...] = ()
    notice_about: tuple[Notice, ...] = ()
    reason: str = ""
    absent: bool = False


def look_up_works(
    identifiers: Sequence[str],
    *,
    online: bool,
    settings: ClientSettings,
    progress: Callable[[int, int], None] | None = None,
) -> Mapping[str, LookedUpWork]:
    """What sources say about works: now, or from memory without the network.

    identifiers: "doi:10.1000/x", "pmid:1", "pmcid:PMC1", "arxiv:2101.00001", "isbn:978…".
    Raises nothing but KeyboardInterrupt.
    """
    known = sources()
    wanted = tuple(dict.fromkeys(identifiers))
    found: dict[tuple[str, str], RegistryAnswer] = {}
    questions = [(s, i) for i in wanted for s in _ASKED[split_identifier(i)[0]]]
    if online:
        asked = ask(known, questions, settings=settings, progress=progress)
        found.update({(a.source, a.identifier): a for a in asked})
        elsewhere = [
            (_OTHER_AGENCY, answer.identifier)
            for answer in asked
            if answer.source == "crossref" and answer.absent
        ]
        if elsewhere:
            more = ask(known, elsewhere, settings=settings, progress=progress)
            found.update({(a.source, a.identifier): a for a in more})
    else:
        dois = [(_OTHER_AGENCY, i) for i in wanted if i.startswith("doi:")]
        found.update(remembered_answers(known, [*questions, *dois], settings=settings))
    titles = {source.name: source.title for source in known}
    return {
        identifier: _looked_up(
            identifier,
            [a for (_, asked_for), a in found.items() if asked_for == identifier],
            titles,
        )
        for identifier in wanted
    }


def _looked_up(
    identifier: str, answers: Sequence[RegistryAnswer], titles: Mapping[str, str]
) -> LookedUpWork:
    ordered = sorted(answers, key=lambda answer: _ORDER.index(answer.source))
    told = [(a.record, titles[a.source]) for a in ordered if a.record is not None]
    if not told:
        return _not_found(identifier, ordered, titles)
    notices: dict[tuple[object, str], tuple[Notice, str]] = {}
    for record, title in told:
        for notice in record.notices:
            notices.setdefault((notice.kind, notice.identifier), (notice, title))
    days = [a.answered_on for a in ordered if a.record is not None and a.answered_on is not None]
    return LookedUpWork(
        identifier=identifier,
        reference=_combined([record.reference for record, _ in told]),
        sources=tuple(title for _, title in told),
        answered_on=min(days, default=None),
        notices=tuple(notices.values()),
        notice_about=tuple(notice for record, _ in told for notice in record.notice_about),
    )


def _not_found(
    identifier: str, answers: Sequence[RegistryAnswer], titles: Mapping[str, str]
) -> LookedUpWork:
    kind, value = split_identifier(identifier)
    absent = [a.source for a in answers if a.absent and a.source in _MAY_KNOW[kind]]
    if len(absent) == len(_MAY_KNOW[kind]):
        who = " and ".join(titles[source] for source in absent)
        know = "knows" if len(absent) == 1 else "know"
        return LookedUpWork(
            identifier=identifier,
            reason=f"{who} {know} no {_NAMES[kind]} {value}",
            absent=True,
        )
    reasons = dict.fromkeys(answer.reason for answer in answers if answer.reason)
    return LookedUpWork(identifier=identifier, reason="; ".join(reasons))


def _combined(references: Sequence[Reference]) -> Reference:
    """The first record, with identifiers and an abstract that only others have."""
    fields = dict(references[0].fields)
    for other in references[1:]:
        for name in _ADDED:
            if value := other.text(name):
                fields.setdefault(name, value)
    return replace(references[0], fields=MappingProxyType(fields))
