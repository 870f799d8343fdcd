"""The polite HTTP client: the one door to the network, bounded in size, time and hosts."""

from __future__ import annotations

import datetime
import email.utils
import logging
import re
import socket
import sqlite3
import ssl
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib import metadata

import hishel
import httpx2
import stamina
from hishel.httpx2 import CacheTransport

from needle_evidence.cache import database_file
from needle_evidence.sources.client_settings import ClientSettings
from needle_evidence.sources.pace import Pace
from needle_evidence.sources.source import (
    NoAnswerError,
    Reply,
    Request,
    Source,
    UnreachableError,
)

_ANSWERED_ON = "needle-evidence-answered-on"
_VALIDATED = "validated.sqlite"
_VALIDATED_BYTES = 100_000_000
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ANSWERS = frozenset({200, 404})
_NOT_MODIFIED = 304
_TOO_MANY = 429
_PAGE_STARTS = (b"<!doctype html", b"<html")
# What the body had before it was decoded and cut into pieces, and an end of freshness that is
# no number of seconds.
_OF_THE_WAY = ("content-encoding", "content-length", "transfer-encoding", "expires")
_MAX_AGE = re.compile(r"(?<![\w-])max-age=\"?(\d+)\"?")
_LONGEST_FRESH = 86_400


class _BusyError(Exception):
    """A registry that answered with a status after which one may ask again."""

    def __init__(self, status: int, wait: float | None) -> None:
        super().__init__(status)
        self.status = status
        self.wait = wait


class HttpClient:
    """Asks registries; may be used by several threads. Close it at the end."""

    def __init__(self, settings: ClientSettings) -> None:
        """Opens no connection yet."""
        self._settings = settings
        self._pace = Pace(settings.pace)
        for library in ("hishel", "stamina"):  # what goes wrong becomes a reason, not a log line
            logging.getLogger(library).addHandler(logging.NullHandler())
        self._door = _BoundedTransport(settings)
        self._transport = CacheTransport(
            self._door, storage=_storage(settings), rfc=hishel.CacheOptions(shared=False)
        )

    def fetch(self, source: Source, request: Request) -> Reply:
        """A registry's answer to one request; raises NoAnswerError where there is none.

        Only `https` and the source's own hosts are called, also after a redirect.
        """
        address = _address(source, request, self._settings.contact)
        for _ in range(self._settings.most_redirects + 1):
            response, body = self._patiently(source, address, request.accept)
            if response.status_code not in _REDIRECTS:
                return _reply(source, response, body)
            address = _redirected(source, address, response.headers.get("location", ""))
        raise UnreachableError(
            f"{source.title} redirected more than {self._settings.most_redirects} times"
        )

    def close(self) -> None:
        """Closes connections and files."""
        with suppress(Exception):  # nothing that was learned depends on it
            self._transport.close()

    def _patiently(
        self, source: Source, address: str, accept: str
    ) -> tuple[httpx2.Response, bytes]:
        """Sends a request as often as it is worth it."""
        sent = 0
        try:
            for attempt in stamina.retry_context(
                on=lambda error: self._worth_another_try(source, error),
                attempts=self._settings.attempts,
                timeout=self._settings.total_seconds + self._settings.longest_wait,
                wait_initial=self._settings.first_wait,
                wait_max=self._settings.longest_wait,
                wait_jitter=self._settings.first_wait,
            ):
                with attempt:
                    sent += 1
                    return self._once(source, address, accept)
        except NoAnswerError as error:
            raise UnreachableError(f"{source.title} {error}") from None
        except _BusyError as error:
            raise UnreachableError(_busy_reason(source, error, sent)) from None
        except httpx2.HTTPError as error:
            raise UnreachableError(_broken_reason(source, error, self._settings)) from None
        except (httpx2.InvalidURL, ValueError) as error:
            raise UnreachableError(f"{source.title} sent what is not HTTP ({error})") from None
        raise NoAnswerError(f"{source.title} was not asked")

    def _once(self, source: Source, address: str, accept: str) -> tuple[httpx2.Response, bytes]:
        self._pace.wait(source.name, source.calls_per_second)
        request = self._door.client.build_request(
            "GET", address, headers={"Accept": accept, "Accept-Encoding": "gzip"}
        )
        response = self._transport.handle_request(request)
        try:
            return response, response.read()
        finally:
            response.close()

    def _worth_another_try(self, source: Source, error: Exception) -> bool | float:
        if isinstance(error, _BusyError):
            if error.wait is None:
                return True
            if error.wait > self._settings.longest_wait:
                return False
            self._pace.hold(source.name, error.wait)
            return error.wait
        return isinstance(error, httpx2.TransportError) and not _is_untrusted(error)


class _BoundedTransport(httpx2.BaseTransport):
    """What lies below the cache: no answer that is too large, too slow or an error gets there.

    Its NoAnswerErrors are sentences that still lack their subject, the source.
    """

    def __init__(self, settings: ClientSettings) -> None:
        self._settings = settings
        timeout = httpx2.Timeout(
            settings.read_seconds, connect=settings.connect_seconds, pool=settings.total_seconds
        )
        # A client of its own, because that is what honours the proxies of the environment.
        self.client = httpx2.Client(
            headers={"User-Agent": _user_agent(settings.contact)},
            timeout=timeout,
            follow_redirects=False,
            trust_env=not settings.addresses,
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        deadline = time.monotonic() + self._settings.total_seconds
        response = self.client.send(self._local(request), stream=True)
        try:
            status = response.status_code
            if status == _TOO_MANY or status >= 500:
                raise _BusyError(status, _asked_wait(response.headers.get("retry-after", "")))
            body = b""
            if status in _ANSWERS:
                body = b"".join(self._bounded(response, deadline))
            elif status not in _REDIRECTS and status != _NOT_MODIFIED:
                raise NoAnswerError(f"answered {status}")
            return httpx2.Response(status, headers=_kept_headers(response), content=body)
        finally:
            response.close()

    def close(self) -> None:
        self.client.close()

    def _local(self, request: httpx2.Request) -> httpx2.Request:
        """The request, sent to the address on this machine that stands for its host, if any."""
        place = self._settings.addresses.get(request.url.host)
        if place is None:
            return request
        headers = [(n, v) for n, v in request.headers.multi_items() if n.lower() != "host"]
        address = place.rstrip("/") + request.url.raw_path.decode("ascii")
        return httpx2.Request(
            request.method, address, headers=headers, extensions=request.extensions
        )

    def _bounded(self, response: httpx2.Response, deadline: float) -> Iterator[bytes]:
        limit, size = self._settings.most_bytes, 0
        response.stream = _Watched(response, limit, deadline)
        for piece in response.iter_bytes():
            size += len(piece)
            _refuse_beyond(limit, size)
            yield piece


class _Watched(httpx2.SyncByteStream):
    """A body as it comes over the wire, cut at a size and a time."""

    def __init__(self, response: httpx2.Response, limit: int, deadline: float) -> None:
        if not isinstance(response.stream, httpx2.SyncByteStream):
            raise TypeError(type(response.stream))
        self._stream = response.stream
        self._limit = limit
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for piece in self._stream:
            size += len(piece)
            _refuse_beyond(self._limit, size)
            if time.monotonic() > self._deadline:
                raise NoAnswerError("did not end its answer in time")
            yield piece

    def close(self) -> None:
        self._stream.close()


def _refuse_beyond(limit: int, size: int) -> None:
    if size > limit:
        raise NoAnswerError(f"sent more than {limit / 1_000_000:g} MB, which was not read")


def _kept_headers(response: httpx2.Response) -> httpx2.Headers:
    """The headers under which the cache keeps an answer, with the day on which it was given.

    An answer counts as fresh for as long as it says, and for a day at most. The cache would guess
    a week from `Last-Modified`, in which a retraction went unseen; without `max-age` it asks
    again each time. Redirects are not kept.
    """
    kept = httpx2.Headers(
        [(n, v) for n, v in response.headers.multi_items() if n.lower() not in _OF_THE_WAY]
    )
    kept[_ANSWERED_ON] = _today().isoformat()
    control = kept.get("cache-control", "").lower()
    age = _MAX_AGE.search(control)
    if response.status_code in _REDIRECTS or "no-store" in control:
        kept["cache-control"] = "no-store"
    elif age is None:
        kept["cache-control"] = "no-cache"
    elif len(age.group(1)) > 6 or int(age.group(1)) > _LONGEST_FRESH:
        kept["cache-control"] = _MAX_AGE.sub(f"max-age={_LONGEST_FRESH}", control)
    return kept


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def _storage(settings: ClientSettings) -> hishel.SqliteStorage:
    path = database_file(_VALIDATED, folder=settings.cache)
    if path is None:  # for as long as the run lasts
        memory = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        return hishel.SqliteStorage(connection=memory)
    return hishel.SqliteStorage(database_path=path, max_size=_VALIDATED_BYTES)


def _user_agent(contact: str) -> str:
    version = "0"  # of a copy that was not installed
    with suppress(metadata.PackageNotFoundError):
        version = metadata.version("needle-evidence")
    told = f" (mailto:{contact})" if contact.isascii() and contact.isprintable() else ""
    return f"needle-evidence/{version}" + (told if contact else "")


def _address(source: Source, request: Request, contact: str) -> str:
    if request.host not in source.hosts:
        raise NoAnswerError(f"{request.host} is not a host of {source.title}")
    query = list(request.query)
    if contact:
        query += [(name, value.format(contact=contact)) for name, value in source.contact.items()]
    asked = "?" + urllib.parse.urlencode(query) if query else ""
    return f"https://{request.host}{request.path}{asked}"


def _redirected(source: Source, address: str, location: str) -> str:
    try:
        target = urllib.parse.urljoin(address, location)
        parts = urllib.parse.urlsplit(target)
        port = parts.port
    except ValueError:
        raise NoAnswerError(f"{source.title} redirected to what is no address") from None
    elsewhere = parts.hostname not in source.hosts or parts.username is not None
    if not location or elsewhere or parts.scheme != "https" or port not in {None, 443}:
        place = parts.hostname if parts.hostname not in source.hosts else parts.scheme
        raise UnreachableError(
            f"{source.title} redirected elsewhere ({place or 'nowhere'}), which was not followed"
        )
    return target


def _reply(source: Source, response: httpx2.Response, body: bytes) -> Reply:
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    begin = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if media_type in {"text/html", "application/xhtml+xml"} or begin.startswith(_PAGE_STARTS):
        raise UnreachableError(
            f"{source.title} answered with a web page, not with a record; a network that asks for"
            " a log-in does that"
        )
    return Reply(
        status=response.status_code,
        media_type=media_type,
        body=body,
        answered_on=_answered_on(response.headers),
    )


def _answered_on(headers: Mapping[str, str]) -> datetime.date:
    with suppress(ValueError):
        return datetime.date.fromisoformat(headers.get(_ANSWERED_ON, ""))
    return _today()


def _asked_wait(text: str) -> float | None:
    """The seconds of a `Retry-After` header (RFC 9110 §10.2.3): a number, or a date."""
    if text.strip().isdecimal():
        return float(text.strip()[:9])
    try:
        then = email.utils.parsedate_to_datetime(text)
        seconds = (then - datetime.datetime.now(datetime.UTC)).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return None
    return max(0.0, seconds)


def _busy_reason(source: Source, error: _BusyError, sent: int) -> str:
    times = {1: "once", 2: "twice"}.get(sent, f"{sent} times")
    said = f"{source.title} answered {error.status} {times}"
    what = "too many requests" if error.status == _TOO_MANY else "it is out of order"
    later = f"; it asked to wait {error.wait:.0f} seconds" if error.wait else ""
    return f"{said} ({what}{later})"


def _broken_reason(source: Source, error: httpx2.HTTPError, settings: ClientSettings) -> str:
    if isinstance(error, httpx2.ConnectTimeout):
        return f"{source.title} could not be reached within {settings.connect_seconds:g} seconds"
    if isinstance(error, httpx2.TimeoutException):
        return f"{source.title} did not answer within {settings.read_seconds:g} seconds"
    if _is_untrusted(error):
        return f"{source.title} was not called: something else answers in its place ({error})"
    if _caused_by(error, socket.gaierror):
        return f"{source.title} could not be found on the network; is there a connection?"
    if isinstance(error, httpx2.ConnectError | httpx2.ProxyError):
        return f"{source.title} could not be reached ({error})"
    return f"{source.title} broke off or sent what cannot be read ({type(error).__name__})"


def _is_untrusted(error: BaseException) -> bool:
    return _caused_by(error, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY" in str(error)


def _caused_by(error: BaseException | None, kind: type[BaseException]) -> bool:
    for _ in range(10):
        if error is None or isinstance(error, kind):
            return error is not None
        error = error.__cause__ or error.__context__
    return False
