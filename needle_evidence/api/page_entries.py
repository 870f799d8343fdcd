"""The entries of a new reference file: the references that a page prints, as far as they read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from needle_evidence.curation.citekeys import propose_citekey
from needle_evidence.formats.references.text import read_printed_reference
from needle_evidence.model.article import PageReference
from needle_evidence.model.finding import Location
from needle_evidence.model.identifiers import bare_doi, web_address
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}\\]{1,200}")
_GLUED = re.compile(r"(?i)(?:pmid|pmcid|https?):|\[|\u2026")
_IDENTIFIERS = ("doi", "pmid", "pmcid", "isbn", "url")


def page_entries(printed: Sequence[PageReference]) -> tuple[Reference, ...]:
    """An entry for each printed reference, in the page's order, each with a citekey of its own.

    A text in which no title or nobody's name is found stays whole: an entry of type `misc`
    with a `note`, called "reference5" by its label, else by its place. The DOI or address that
    the page links to is taken where the text prints none.
    """
    entries: list[Reference] = []
    taken: set[str] = set()
    for number, reference in enumerate(printed, start=1):
        entry = _linked(_read(reference), reference)
        if entry.title:
            key = propose_citekey(entry, taken)
        else:
            key = _numbered_key(reference.label, number, taken)
        taken.add(key)
        entries.append(replace(entry, key=key))
    return tuple(entries)


def _read(printed: PageReference) -> Reference:
    # A lone surrogate, which no file can hold, is written out.
    text = printed.text.encode("utf-8", "backslashreplace").decode()
    entry = read_printed_reference(text)
    if entry.title and (entry.authors or entry.editors):
        return entry
    whole = MappingProxyType({"note": one_line(text)})
    return Reference(key="", entry_type="misc", location=Location(path=""), fields=whole)


def _linked(entry: Reference, printed: PageReference) -> Reference:
    """The entry with the DOI or address of the page, if it has no identifier."""
    if any(entry.text(name) for name in _IDENTIFIERS):
        return entry
    found = {"doi": _printed_doi(f"{printed.text} {printed.address}")}
    if not found["doi"]:
        found = {"url": web_address(printed.address)}
    fields = dict(entry.fields) | {name: value for name, value in found.items() if value}
    return replace(entry, fields=MappingProxyType(fields))


def _printed_doi(text: str) -> str:
    """The first DOI in a text, "" for none; what a page glues to it is cut off."""
    found = _DOI.search(text)
    return bare_doi(_GLUED.split(found[0])[0].rstrip(".,;:)]}*\"'")) if found else ""


def _numbered_key(label: str, number: int, taken: set[str]) -> str:
    plain = "".join(c for c in label.lower() if c.isascii() and c.isalnum())
    key = f"reference{plain or number}"
    while key in taken:
        key += "b"
    return key
