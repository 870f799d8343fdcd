"""What every source is: a registry of works that can be asked about an identifier."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from needle_evidence.model.registry import RegistryRecord
from needle_evidence.plugins import load_extensions

PROVIDERS = "needle_evidence.sources.providers"


class NoAnswerError(Exception):
    """Why a registry gave no answer that counts, in plain words; never leaves `sources`."""


class UnreachableError(NoAnswerError):
    """Why a registry could not be spoken with at all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One GET request to a registry, without what says who asks.

    host: one of the source's hosts. path: percent-encoded, begins with "/". query: names and
    values, not encoded. A page (HTML) is never an answer, so `accept` says what is.
    """

    host: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    accept: str = "application/json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What a registry sent: status 200 or 404 (all others are no answer).

    media_type: lower case, without parameters. body: decoded, within the size limit.
    answered_on: the day (UTC) on which the registry gave or confirmed it.
    """

    status: int
    media_type: str
    body: bytes
    answered_on: datetime.date


Fetch = Callable[[Request], Reply]


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One registry of works.

    name: as in verification.csv, "crossref". title: as in messages, "Crossref". about: what it
    is, in a few words. hosts: the only hosts to which its requests may go. answers: the kinds of
    identifiers that it can be asked for: "doi", "pmid", "pmcid", "arxiv", "isbn". look_up: (kind,
    normalised value, fetch) → the record of that very work, or None where the registry says
    that it has no such identifier; raises NoAnswerError for everything else, a record of another
    work included. contact: the query parameters that tell who asks, with "{contact}" for the mail
    address; left out where no address is set. calls_per_second, connections: what its rules
    allow; without an address there is one connection.
    """

    name: str
    title: str
    about: str
    hosts: tuple[str, ...]
    answers: tuple[str, ...]
    look_up: Callable[[str, str, Fetch], RegistryRecord | None]
    contact: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    calls_per_second: float = 3.0
    connections: int = 2


def sources() -> tuple[Source, ...]:
    """All sources, ours and plug-ins'."""
    return load_extensions(PROVIDERS, "SOURCE", Source)
