"""NE208: a url field that holds no address a browser can open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.own_fields import own_fields
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.identifiers import web_address
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_SCHEME = re.compile(r"(?i)([a-z][a-z0-9+.-]*):(?!\d)")
_BARE_SITE = re.compile(r"(?i)(?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[:/?#]\S*)?")


def _look(library: Library) -> Iterator[Problem]:
    for reference, name, value in own_fields(library, "url"):
        if not web_address(value):
            yield Problem(
                message=f"“{one_line(value, 100)}” is not a web address: {_fault(value)}.",
                location=reference.place(name),
                subject=reference.key,
                way_out=_way_out(value),
            )


def _fault(value: str) -> str:
    scheme = _SCHEME.match(value)
    if len(re.findall(r"(?i)https?://", value)) > 1:
        return "it holds more than one"
    if scheme and scheme.group(1).lower() not in {"http", "https"}:
        return f"a browser does not open {scheme.group(1).lower()}: as a page"
    if re.search(r"\s", value):
        return "it holds a space"
    if not scheme:
        return "it does not begin with https://"
    return "it holds signs that an address cannot hold, or names no site"


def _way_out(value: str) -> str:
    if _BARE_SITE.fullmatch(value):
        clean = web_address("https://" + value.removeprefix("//"))
        return f"Write it as {one_line(clean, 100)}." if clean else ""
    return ""


CHECK = Check(
    code="NE208",
    name="malformed-url",
    severity=Severity.WARNING,
    summary="A url field holds no plain http or https address.",
    why="A reader cannot follow it. It is never made a link, for it could run a script.",
    bad="url = {www.example.org/needling trial}",
    good="url = {https://www.example.org/needling-trial}",
    way_out="Put one address into url, from https:// on and without spaces.",
    look=_look,
)
