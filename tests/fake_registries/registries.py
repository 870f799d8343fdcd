"""One local server that stands for all registries, and the troubles it can make."""

from __future__ import annotations

import enum
import gzip
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from needle_evidence.sources import ClientSettings
from tests.fake_registries import other_answers, pubmed_answers

HOSTS = (
    "api.crossref.org",
    "eutils.ncbi.nlm.nih.gov",
    "pmc.ncbi.nlm.nih.gov",
    "api.datacite.org",
    "api.openalex.org",
    "openlibrary.org",
)
MOST_BYTES = 200_000
Answer = Callable[[], Response]


class Trouble(enum.Enum):
    """What a registry does instead of answering."""

    NONE = "none"
    BUSY_TWICE = "429 with Retry-After twice, then as usual"
    BUSY = "429 for an hour"
    OUT_OF_ORDER = "500 each time"
    SLOW = "no sign of life"
    DRIP = "a body that comes byte by byte"
    ENDLESS = "a body without an end"
    HUGE = "a body that is too large"
    BOMB = "a small body that unpacks to a huge one"
    LOOP = "redirects in a circle"
    ELSEWHERE = "a redirect to another host"
    UNENCRYPTED = "a redirect to its own host without TLS"
    PORTAL = "the log-in page of a network, with 200"
    PORTAL_404 = "a page that says not found"
    GARBAGE = "bytes that are no JSON and no XML"
    FORBIDDEN = "403"


class FakeRegistries:
    """Answers by address; what was not set is absent, as each registry says it."""

    def __init__(self, server: HTTPServer, folder: Path) -> None:
        self.troubles: dict[str, Trouble] = {}
        self.asked: list[Request] = []
        self._server = server
        self._folder = folder
        self._answers: dict[str, Answer] = {}
        self._busy = 2
        server.expect_request(re.compile(".*")).respond_with_handler(self._respond)

    @property
    def hosts_asked(self) -> list[str]:
        """The host of each request, in order."""
        return [request.path.split("/")[1] for request in self.asked]

    def settings(self, **changes: Any) -> ClientSettings:
        """Settings under which these registries are asked, with hardly any waiting."""
        base = self._server.url_for("/").rstrip("/")
        settings = ClientSettings(
            contact="web@example.org",
            cache=self._folder,
            attempts=3,
            first_wait=0.01,
            longest_wait=2.0,
            connect_seconds=10.0,
            read_seconds=10.0,
            total_seconds=20.0,
            most_bytes=MOST_BYTES,
            pace=200.0,
            addresses={host: f"{base}/{host}" for host in HOSTS},
        )
        return replace(settings, **changes)

    def set(
        self,
        address: str,
        body: object,
        *,
        status: int = 200,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """What stands at an address, "api.crossref.org/works/10.1000/x"; XML as text."""
        is_text = isinstance(body, str)
        kind = "text/xml; charset=UTF-8" if is_text else "application/json"
        text = body if isinstance(body, str) else json.dumps(body)

        def answer() -> Response:
            return Response(text, status=status, content_type=kind, headers=dict(headers))

        self._answers[address] = answer

    def set_pubmed(self, pmid: str, article: str, *, doi: str = "", pmcid: str = "") -> None:
        """A work in PubMed, found by its number and by these."""
        host = "eutils.ncbi.nlm.nih.gov/entrez/eutils"
        self.set(f"{host}/efetch.fcgi?id={pmid}", pubmed_answers.article_set(article))
        if doi:
            term = f'"{doi}"[AID]'
            self.set(f"{host}/esearch.fcgi?term={term}", pubmed_answers.found(pmid))
        if pmcid:
            place = "pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/"
            self.set(f"{place}?ids={pmcid}", pubmed_answers.converted(pmcid, pmid))

    def _respond(self, request: Request) -> Response:
        self.asked.append(request)
        host, _, path = request.path.lstrip("/").partition("/")
        trouble = self.troubles.get(host, Trouble.NONE)
        if trouble is Trouble.BUSY_TWICE and self._busy > 0:
            self._busy -= 1
            return Response("{}", status=429, headers={"Retry-After": "0"})
        if trouble not in {Trouble.NONE, Trouble.BUSY_TWICE}:
            return _trouble(trouble, self._server.url_for(f"/{host}/{path}"))
        asked_for = [request.args.get(name) for name in ("id", "term", "ids", "bibkeys")]
        names = [name for name in ("id", "term", "ids", "bibkeys") if request.args.get(name)]
        query = f"?{names[0]}={next(filter(None, asked_for))}" if names else ""
        made = self._answers.get(f"{host}/{path}{query}")
        answer = made() if made is not None else _absent(host, path, query)
        tag = answer.headers.get("ETag")
        if tag and request.headers.get("If-None-Match") == tag:
            return Response(status=304, headers={"ETag": tag})
        return answer


def _absent(host: str, path: str, query: str) -> Response:
    """How each registry says that it knows no such work."""
    if host == "api.crossref.org":
        return Response("Resource not found.", status=404, content_type="text/plain;charset=utf-8")
    if host == "api.datacite.org":
        body: object = other_answers.DATACITE_ABSENT
        return Response(json.dumps(body), status=404, content_type="application/json")
    if host == "api.openalex.org":
        body = other_answers.OPENALEX_ABSENT
        return Response(json.dumps(body), status=404, content_type="application/json")
    if host == "openlibrary.org":
        return Response("{}", content_type="application/json")
    if host == "pmc.ncbi.nlm.nih.gov":
        body = pubmed_answers.converted(query.partition("=")[2])
        return Response(json.dumps(body), content_type="application/json")
    if path.endswith("esearch.fcgi"):
        return Response(json.dumps(pubmed_answers.found()), content_type="application/json")
    return Response(pubmed_answers.EMPTY_SET, content_type="text/xml; charset=UTF-8")


def _trouble(trouble: Trouble, address: str) -> Response:
    page = "<!DOCTYPE html><html><body>Please log in</body></html>"
    json_type = "application/json"
    if trouble is Trouble.SLOW:
        time.sleep(1)
    made: dict[Trouble, Answer] = {
        Trouble.BUSY: lambda: Response("{}", 429, {"Retry-After": "3600"}),
        Trouble.OUT_OF_ORDER: lambda: Response("oops", 500),
        Trouble.SLOW: lambda: Response("{}", content_type=json_type),
        Trouble.DRIP: lambda: Response(_drops(), content_type=json_type),
        Trouble.ENDLESS: lambda: Response(_stream(), content_type=json_type),
        Trouble.HUGE: lambda: Response("x" * (MOST_BYTES + 1), content_type=json_type),
        Trouble.BOMB: lambda: Response(
            _bomb(), content_type=json_type, headers={"Content-Encoding": "gzip"}
        ),
        Trouble.LOOP: lambda: Response("", 302, {"Location": "/works/loop"}),
        Trouble.ELSEWHERE: lambda: Response("", 302, {"Location": "https://example.org/works"}),
        Trouble.UNENCRYPTED: lambda: Response("", 302, {"Location": address}),
        Trouble.PORTAL: lambda: Response(page, content_type="text/html"),
        Trouble.PORTAL_404: lambda: Response(page, 404, content_type="text/html"),
        Trouble.GARBAGE: lambda: Response(b"\x00\xff{[" * 50, content_type=json_type),
        Trouble.FORBIDDEN: lambda: Response("{}", 403, content_type=json_type),
    }
    return made[trouble]()


def _stream() -> Iterator[bytes]:
    for _ in range(2_000):  # an end after all, should nobody cut it off
        yield b" " * 10_000


def _drops() -> Iterator[bytes]:
    for _ in range(60):
        time.sleep(0.05)
        yield b" "


def _bomb() -> bytes:
    return gzip.compress(b" " * (MOST_BYTES * 20))


@pytest.fixture(scope="session")
def registry_server() -> Iterator[HTTPServer]:
    """The server behind `fake_registries`, for all tests of a run."""
    server = HTTPServer(host="127.0.0.1", threaded=True)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def fake_registries(registry_server: HTTPServer, tmp_path: Path) -> Iterator[FakeRegistries]:
    """Registries on this machine; import it and `registry_server` into a conftest.py."""
    yield FakeRegistries(registry_server, tmp_path / "cache")
    registry_server.clear()
