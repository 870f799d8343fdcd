"""The fields of one reference, collected from the tagged lines of its record."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType

from needle_evidence.formats.tagged_lines import TaggedLine, TaggedRecord
from needle_evidence.formats.tagged_reference.cell_values import (
    listed,
    plain,
    says_something,
    shown,
)
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference

# A field for which a format has no tag travels in a note: "BibTeX studydesign: rct".
CARRIED = re.compile(r"BibTeX ([^\s\"=,{}]{1,80}): (.+)", re.DOTALL)
CITEKEY, ENTRY_TYPE = "citekey", "entrytype"
_NAME_PARTS = ("family", "given", "particle", "suffix", "literal")

Names = tuple[tuple[PersonName, ...], bool]


class CollectedFields:
    """What has been read of a record so far, and the lines that nothing has used yet.

    prefix: of the fields that keep the lines left over ("ris" for `ris-m1`).
    field_of: the part of such a field's name that stands for a tag.
    """

    def __init__(
        self,
        record: TaggedRecord,
        *,
        path: str,
        prefix: str,
        note_tag: str,
        field_of: Callable[[str], str] = str.lower,
    ) -> None:
        self._record = record
        self._path = path
        self._prefix = prefix
        self._field_of = field_of
        self._fields: dict[str, str] = {}
        self._lines: dict[str, int] = {}
        self._names: dict[str, Names] = {}
        self._carried: dict[str, tuple[str, int]] = {}
        self._cells: dict[str, list[TaggedLine]] = {}
        self._used: set[int] = set()
        for cell in record.lines:
            if cell.tag != note_tag or not self._carry(cell):
                self._cells.setdefault(cell.tag, []).append(cell)

    def __getitem__(self, name: str) -> str:
        return self._fields.get(name, "")

    def cells(self, *tags: str) -> list[TaggedLine]:
        """The lines with these tags that are not used yet, in the order of the tags."""
        found: list[TaggedLine] = []
        for tag in tags:
            if group := self._cells.get(tag):
                found.extend(cell for cell in group if id(cell) not in self._used)
        return found

    def use(self, cell: TaggedLine) -> None:
        """Takes a line as said by a field."""
        self._used.add(id(cell))

    def put(self, name: str, value: str, line: int) -> None:
        """Sets a field, unless it is set or the value empty."""
        if value and name not in self._fields:
            self._fields[name] = value
            self._lines[name] = line

    def put_first(self, name: str, *tags: str, form: Callable[[str], str] = shown) -> str:
        """Sets a field to the first value that `form` takes ("" where it does not fit).

        Lines that say the same are used too; other values of these tags are left. Returns the
        field's value.
        """
        for cell in self.cells(*tags):
            value = form(cell.value)
            if not says_something(value):
                continue
            self.put(name, value, cell.line)
            if self._fields[name] == value:
                self.use(cell)
        return self[name]

    def put_all(
        self, name: str, *tags: str, split: Callable[[str], Iterable[str]] = listed
    ) -> None:
        """Sets a field to all values of these tags, each once, with "; " between."""
        self._put_cells(name, self.cells(*tags), split)

    def put_names(self, name: str, cells: Iterable[TaggedLine], names: Names) -> None:
        """Sets `author` or `editor`."""
        cells = list(cells)
        if cells and (names[0] or names[1]):
            self._names[name] = names
            self.put(name, _display(names[0]), cells[0].line)
            for cell in cells:
                self.use(cell)

    def reference(self, *, key: str, entry_type: str) -> Reference:
        """The reference; lines that nothing used become fields under the format's prefix."""
        for tag in self._cells:
            self._put_cells(f"{self._prefix}-{self._field_of(tag)}", self.cells(tag), listed)
        for name, (value, line) in self._carried.items():
            self._restore(name, value, line)
        key = self._fields.pop(CITEKEY, key)
        entry_type = self._fields.pop(ENTRY_TYPE, entry_type)
        authors, truncated = self._names.get("author", ((), False))
        return Reference(
            key=key,
            entry_type=entry_type,
            location=Location(path=self._path, line=self._record.line),
            fields=MappingProxyType(self._fields),
            raw_fields=MappingProxyType(dict(self._fields)),
            authors=authors,
            editors=self._names.get("editor", ((), False))[0],
            authors_truncated=truncated,
            field_lines=MappingProxyType(self._lines),
            raw=self._record.raw,
        )

    def _put_cells(
        self, name: str, cells: Iterable[TaggedLine], split: Callable[[str], Iterable[str]]
    ) -> None:
        values: dict[str, int] = {}
        for cell in cells:
            for value in split(cell.value):
                values.setdefault(value, cell.line)
            self.use(cell)
        if values:
            self.put(name, "; ".join(values), next(iter(values.values())))

    def _carry(self, cell: TaggedLine) -> bool:
        """Keeps a field that travelled in a note for the end; False for any other note."""
        match = CARRIED.fullmatch(plain(cell.value)) if "BibTeX " in cell.value else None
        if match is None:
            return False
        self._carried[match[1]] = (match[2], cell.line)
        return True

    def _restore(self, name: str, value: str, line: int) -> None:
        """A field that travelled goes before what the lines themselves seem to say."""
        if name in ("author", "editor"):
            self._names[name] = names_from_json(value)
            value = _display(self._names[name][0])
        self._fields[name] = value
        self._lines[name] = line


def names_as_json(names: Iterable[PersonName], *, truncated: bool) -> str:
    """Names that a format cannot spell, in one line of text."""
    people: list[object] = [
        {part: text for part in _NAME_PARTS if (text := plain(getattr(name, part)))}
        for name in names
    ]
    return json.dumps([*people, *(["others"] if truncated else [])], ensure_ascii=False)


def names_from_json(text: str) -> Names:
    """The names again; text that is none becomes one literal name."""
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        return (PersonName(literal=text),), False
    if not isinstance(items, list):
        return (PersonName(literal=text),), False
    people = tuple(
        PersonName(**{part: plain(str(item.get(part, ""))) for part in _NAME_PARTS})
        for item in items
        if isinstance(item, dict)
    )
    return people, "others" in items


def _display(names: Iterable[PersonName]) -> str:
    return "; ".join(name.display for name in names)


def all_values(cells: Iterable[TaggedLine]) -> Iterator[str]:
    """Every value of these lines, plain."""
    for cell in cells:
        yield from listed(cell.value)
