"""A reference: one work in the BibTeX file, with decoded text and the raw text beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from needle_evidence.model.finding import Location

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_NOT_WORKS = frozenset({"xdata", "set"})
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonName:
    """One author or editor, in Unicode.

    particle: "von", "de la", … as written. suffix: "Jr.", "III", …. literal: the whole name
    where it is not a person's (a braced corporate name); then all other parts are empty.
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def display(self) -> str:
        """The name in reading order: "Karl B. von Landorf Jr."."""
        if self.literal:
            return self.literal
        return " ".join(p for p in (self.given, self.particle, self.family, self.suffix) if p)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """One entry of references.bib.

    entry_type: lower case, without `@`. fields: every field but the names as Unicode text,
    by lower-case name, in file order, inherited ones (`crossref`, `xdata`) last; names too,
    as plain text. raw_fields: the same fields as written, delimiters removed.
    authors_truncated: the list ends in "and others". field_lines: line of each own field.
    raw: the entry as it stands in the file.
    """

    key: str
    entry_type: str
    location: Location
    fields: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    raw_fields: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    authors: tuple[PersonName, ...] = ()
    editors: tuple[PersonName, ...] = ()
    authors_truncated: bool = False
    inherited: frozenset[str] = frozenset()
    field_lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    raw: str = ""

    def text(self, *names: str) -> str:
        """The first of these fields that is not empty, else the empty string."""
        for name in names:
            value = self.fields.get(name, "")
            if value:
                return value
        return ""

    @property
    def is_work(self) -> bool:
        """False for entries that only lend fields (`xdata`) or group others (`set`)."""
        return self.entry_type not in _NOT_WORKS

    @property
    def title(self) -> str:
        """The title, or the empty string."""
        return self.text("title")

    @property
    def container(self) -> str:
        """The journal, book or proceedings in which the work stands, or the empty string."""
        return self.text("journaltitle", "journal", "booktitle")

    @property
    def year(self) -> str:
        """The four-digit year of `date` or `year`, or the empty string."""
        match = _YEAR.search(self.text("date", "year"))
        return match.group() if match else ""

    def place(self, name: str) -> Location:
        """Where a field stands; the entry's first line where it is inherited or missing."""
        line = self.field_lines.get(name, self.location.line)
        return Location(path=self.location.path, line=line, field=name)
