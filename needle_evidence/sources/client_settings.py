"""How registries are asked: who asks, how patiently, and how much of an answer is read."""

from __future__ import annotations

import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from needle_evidence.config import Config

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, kw_only=True, slots=True)
class ClientSettings:
    """How registries are asked; times in seconds.

    contact: the mail address that is told to them, "" for none. cache: the folder for
    remembered answers, None for the user's own. attempts: how often one request is sent at
    most. first_wait, longest_wait: between attempts; a registry that asks for a longer wait is
    not waited for. connect_seconds, read_seconds: without any sign of life; total_seconds: for
    one answer. most_bytes: of one answer, decoded. most_redirects: followed within a
    source's hosts. give_up_after: questions in a row without an answer, after which a source
    is not asked again in this run. pace: times the calls per second that a source allows.
    addresses: host → base address that stands for it, on this machine only (for tests).
    """

    contact: str = ""
    cache: Path | None = None
    attempts: int = 4
    first_wait: float = 1.0
    longest_wait: float = 60.0
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 60.0
    most_bytes: int = 5_000_000
    most_redirects: int = 3
    give_up_after: int = 3
    pace: float = 1.0
    addresses: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        for address in self.addresses.values():
            parts = urllib.parse.urlsplit(address)
            if parts.scheme != "http" or parts.hostname not in _LOOPBACK:
                raise ValueError(f"{address} is not an address on this machine.")


def settings_of(config: Config) -> ClientSettings:
    """How registries are asked for a project."""
    return ClientSettings(contact=config.contact)
