"""Options for the cells of an appraisal table, and asking for cells in the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

# Column → (option, what it holds, the words it may hold).
Cells = Mapping[str, tuple[str, str, tuple[str, ...]]]


def cell_options(cells: Cells) -> Callable[[Command], Command]:
    """Adds an option per cell; each arrives under its column's name, None where not given."""

    def add(command: Command) -> Command:
        for column, (option, holds, words) in reversed(list(cells.items())):
            listed = f" ({', '.join(words)})" if words else ""
            command = click.option(option, column, metavar="TEXT", help=f"{holds}{listed}.")(command)
        return command

    return add


def given_cells(options: Mapping[str, str | None]) -> dict[str, str]:
    """The cells whose options were given; an empty text empties a cell."""
    return {column: text for column, text in options.items() if text is not None}


def ask_for_cells(cells: Cells, columns: Sequence[str], known: Mapping[str, str]) -> dict[str, str]:
    """Asks for each column in turn; Enter keeps what stands in brackets.

    known: what the row holds now, or what was given already; those given are not asked for.
    """
    answers: dict[str, str] = {}
    for column in columns:
        _, holds, words = cells[column]
        listed = f" ({'/'.join(words)})" if words else ""
        answers[column] = click.prompt(
            f"{holds}{listed}", default=known.get(column, ""), show_default=bool(known.get(column))
        ).strip()
    return answers
