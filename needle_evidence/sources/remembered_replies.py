"""What registries answered, kept for runs without the network, with the day of each answer."""

from __future__ import annotations

import datetime
import json
import urllib.parse

from needle_evidence.cache import Cache, open_cache
from needle_evidence.sources.client_settings import ClientSettings
from needle_evidence.sources.source import Reply, Request, Source

_FILE = "answers.sqlite"


def open_replies(settings: ClientSettings, *, write: bool) -> Cache:
    """The kept replies; without `write`, nothing on the disk is made or changed."""
    return open_cache(_FILE, folder=settings.cache, write=write)


def keep_reply(cache: Cache, source: Source, request: Request, reply: Reply) -> None:
    """Keeps a reply that a source could read in place of an older one."""
    head = {
        "status": reply.status,
        "media_type": reply.media_type,
        "answered_on": reply.answered_on.isoformat(),
    }
    cache.put(_key(source, request), json.dumps(head).encode("ascii") + b"\n" + reply.body)


def kept_reply(cache: Cache, source: Source, request: Request) -> Reply | None:
    """The reply to a request that is kept, or None."""
    kept = cache.get(_key(source, request))
    if kept is None:
        return None
    line, _, body = kept.partition(b"\n")
    try:
        head = json.loads(line)
        return Reply(
            status=int(head["status"]),
            media_type=str(head["media_type"]),
            body=body,
            answered_on=datetime.date.fromisoformat(head["answered_on"]),
        )
    except (ValueError, TypeError, KeyError):
        return None


def _key(source: Source, request: Request) -> str:
    """Names what was asked, not who asked."""
    query = urllib.parse.urlencode(request.query)
    return f"{source.name} {request.host}{request.path}?{query}"
