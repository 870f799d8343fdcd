"""Fields that an entry takes over from others: BibTeX `crossref`, BibLaTeX `crossref`, `xdata`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from needle_evidence.model.finding import Location, Problem

# What belongs to one work or one entry and would be wrong on another (the first line follows
# biber's defaults, the rest are facts that this tool reads of one work).
_OWN = frozenset(
    [
        "crossref",
        "xref",
        "xdata",
        "ids",
        "entryset",
        "entrysubtype",
        "execute",
        "label",
        "options",
        "presort",
        "related",
        "shorthand",
        "sortkey",
        "sorttitle",
        "sortname",
        "keywords",
        "doi",
        "pmid",
        "pmcid",
        "pages",
        "eid",
        "url",
        "urldate",
        "abstract",
        "note",
        "annote",
        "file",
        "studydesign",
        "samplesize",
        "population",
        "intervention",
        "comparator",
        "outcome",
    ]
)
# A chapter's book, a paper's proceedings: the parent's title is the child's container.
_CONTAINED = frozenset(
    [
        "inbook",
        "incollection",
        "inproceedings",
        "conference",
        "suppbook",
        "suppcollection",
        "inreference",
    ]
)
_RENAMED_IN_BOOK = {"title": "booktitle", "subtitle": "booksubtitle", "author": "bookauthor"}
_RENAMED_IN_PERIODICAL = {"title": "journaltitle", "subtitle": "journalsubtitle"}


@dataclass(kw_only=True, slots=True)
class RawEntry:
    """An entry while it is being read: values without delimiters, still LaTeX."""

    key: str
    entry_type: str
    fields: dict[str, str]
    lines: dict[str, int]
    location: Location
    raw: str
    inherited: set[str] = field(default_factory=set)


def inherit(entries: list[RawEntry], problems: list[Problem]) -> None:
    """Fills in inherited fields, parents first; a missing or circular parent is a problem."""
    by_key: dict[str, RawEntry] = {}
    for entry in entries:
        by_key.setdefault(entry.key, entry)
    settled: set[str] = set()
    for entry in entries:
        for member in _parents_first(entry, by_key, settled, problems):
            for source, parent_key in _links(member):
                parent = by_key.get(parent_key)
                if parent is None:
                    problems.append(_missing_parent(member, source, parent_key))
                elif parent.key in settled:
                    _take_over(member, parent, source)
            settled.add(member.key)


def _parents_first(
    entry: RawEntry, by_key: Mapping[str, RawEntry], settled: set[str], problems: list[Problem]
) -> list[RawEntry]:
    """The entry and its unsettled ancestors, ancestors first; reports a circle once."""
    order: list[RawEntry] = []
    path: list[str] = []
    stack: list[tuple[RawEntry, bool]] = [(entry, False)]
    placed: set[str] = set()
    while stack:
        current, done = stack.pop()
        if done:
            path.pop()
            if current.key not in placed:
                placed.add(current.key)
                order.append(current)
            continue
        if current.key in settled or current.key in placed:
            continue
        if current.key in path:
            circle = [*path[path.index(current.key) :], current.key]
            problems.append(_circle(current, circle))
            continue
        path.append(current.key)
        stack.append((current, True))
        stack.extend((by_key[key], False) for _, key in _links(current) if key in by_key)
    return order


def _links(entry: RawEntry) -> Iterator[tuple[str, str]]:
    """The entries that this one inherits from: (field, citekey)."""
    for source in ("xdata", "crossref"):
        value = entry.fields.get(source, "")
        for key in value.split(","):
            if key.strip():
                yield source, key.strip()


def _take_over(child: RawEntry, parent: RawEntry, source: str) -> None:
    renamed: Mapping[str, str] = {}
    if source == "crossref" and child.entry_type in _CONTAINED:
        renamed = _RENAMED_IN_BOOK
    elif source == "crossref" and parent.entry_type == "periodical":
        renamed = _RENAMED_IN_PERIODICAL
    for name, value in parent.fields.items():
        if source == "crossref" and name in _OWN:
            continue
        if source == "xdata" and name in {"xdata", "ids"}:
            continue
        target = renamed.get(name, name)
        if target in child.fields:
            continue
        child.fields[target] = value
        child.inherited.add(target)


def _missing_parent(entry: RawEntry, source: str, parent: str) -> Problem:
    line = entry.lines.get(source, entry.location.line)
    return Problem(
        kind="inheritance",
        message=f"{entry.key} inherits from {parent} by {source}, but there is no such entry.",
        location=Location(path=entry.location.path, line=line, field=source),
        subject=entry.key,
        way_out=f"Correct the key in {source}, or add the entry {parent}.",
    )


def _circle(entry: RawEntry, circle: list[str]) -> Problem:
    return Problem(
        kind="inheritance",
        message="These entries inherit from each other in a circle: " + " → ".join(circle) + ".",
        location=entry.location,
        subject=entry.key,
        way_out="Remove the crossref or xdata field that closes the circle.",
    )
