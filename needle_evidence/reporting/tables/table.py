"""What a table of a report is: columns that say what they hold, and rows of plain values."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

Item = TypeVar("Item")
Cell = str | int | Decimal | datetime.date | bool | None


class Kind(enum.Enum):
    """What the cells of a column are; the value is the name that Table Schema gives it."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column of a table.

    name: for programs, in lower case with `_`. title: for people. about: what stands in it, in
    a sentence. width: in characters, of a sheet that people read. choices: the only words that
    a cell may hold; a cell may be empty too. for_programs: left out of what people read, where
    another column says the same in words.
    """

    name: str
    title: str
    about: str
    kind: Kind = Kind.TEXT
    width: int = 14
    choices: tuple[str, ...] = ()
    for_programs: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Field(Generic[Item]):
    """A column and how its cell is taken from what a row is about."""

    column: Column
    value: Callable[[Item], Cell]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table. name: of its file, without the ending; about: what a row is, in a sentence.

    rows: each as long as `columns`; None and "" are empty cells. key: the column whose value
    tells the rows apart, "" for none. links: (column, other table) pairs whose cells hold
    keys of that table.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: str = ""
    links: tuple[tuple[str, str], ...] = ()

    def values(self, name: str) -> tuple[Cell, ...]:
        """The cells of one column; raises StopIteration for a column that there is not."""
        place = next(at for at, column in enumerate(self.columns) if column.name == name)
        return tuple(row[place] for row in self.rows)


def field(
    name: str,
    about: str,
    value: Callable[[Item], Cell],
    *,
    title: str = "",
    kind: Kind = Kind.TEXT,
    width: int = 14,
    choices: Sequence[str] = (),
    for_programs: bool = False,
) -> Field[Item]:
    """A column and its value; without a title of its own its name in words is one."""
    words = name.replace("_", " ")
    return Field(
        column=Column(
            name=name,
            title=title or words[:1].upper() + words[1:],
            about=about,
            kind=kind,
            width=width,
            choices=tuple(choices),
            for_programs=for_programs,
        ),
        value=value,
    )


def rows_of(fields: Sequence[Field[Item]], items: Iterable[Item]) -> tuple[tuple[Cell, ...], ...]:
    """A row per item, its cells in the order of the fields."""
    return tuple(tuple(field.value(item) for field in fields) for item in items)
