"""What the head of a web page says: its title, author, dates, language and address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from needle_evidence.formats.html_page.main_content import PageNode, attribute, texts

_MOST_META = 2_000
_LONGEST = 2_000
_SEPARATOR = re.compile(r"\s+[|–—·•»:-]\s+|\s*\|\s*")
# Which names in a head are meant by which of ours, the better ones first.
_NAMES = {
    "description": ("description", "og:description", "dcterms.description", "dc.description"),
    "author": ("author", "article:author", "citation_author", "dcterms.creator", "dc.creator"),
    "date": (
        "article:published_time",
        "datepublished",
        "date",
        "citation_publication_date",
        "dcterms.date",
        "dc.date",
    ),
    "modified": ("article:modified_time", "og:updated_time", "datemodified", "last-modified"),
    "site": ("og:site_name", "application-name"),
    "address": ("og:url",),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class PageHead:
    """title: without the site's name. meta: what else the head says, by name.

    addresses: where the page says that it can be found.
    """

    title: str
    meta: Mapping[str, str]
    addresses: tuple[str, ...]


def read_head(root: PageNode) -> PageHead:
    """What the head of a parsed page says; empty where it has none."""
    html = next((node for node in root.children or () if node.name == "html"), root)
    head = next((node for node in html.children or () if node.name == "head"), None)
    printed, canonical, said = "", "", dict[str, str]()
    for node in (head.children or ())[:_MOST_META] if head is not None else ():
        if node.name == "title":
            printed = printed or _one_line("".join(texts(node)))
        elif node.name == "link" and "canonical" in attribute(node, "rel").lower().split():
            canonical = canonical or attribute(node, "href").strip()
        elif node.name == "meta":
            name = attribute(node, "name") or attribute(node, "property")
            value = _one_line(attribute(node, "content"))
            name = (name or attribute(node, "itemprop")).strip().lower()
            if name and value:
                said.setdefault(name, value)
    meta = {
        ours: value
        for ours, theirs in _NAMES.items()
        if (value := next((said[name] for name in theirs if name in said), ""))
    }
    if canonical:
        meta["address"] = canonical
    if language := attribute(html, "lang").strip():
        meta["lang"] = language
    addresses = {canonical, said.get("og:url", "")} - {""}
    title = _without_site(said.get("og:title", "") or printed, meta.get("site", ""))
    return PageHead(title=title, meta=MappingProxyType(meta), addresses=tuple(sorted(addresses)))


def _without_site(title: str, site: str) -> str:
    """The title without the name of the site after it, or before."""
    parts = list(_SEPARATOR.finditer(title))
    if not parts:
        return title
    first, last = title[: parts[0].start()], title[parts[-1].end() :]
    bare = title[: parts[-1].start()]
    if site and last.casefold() == site.casefold():
        return bare
    if site and first.casefold() == site.casefold():
        return title[parts[0].end() :]
    # After a bar stands the site's name; a dash may be one of the title's own.
    return bare if parts[-1][0].strip() == "|" else title


def _one_line(text: str) -> str:
    return " ".join(text[:_LONGEST].split())
