"""Options for the cells of an appraisal table, and asking for cells in the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from needle_evidence.model.plain_text import one_line, visible

Command = TypeVar("Command", bound=Callable[..., Any])

# Column → (option, what it holds, the words it may hold).
Cells = Mapping[str, tuple[str, str, tuple[str, ...]]]
# Column, text → why the column cannot hold it, "" where it can.
Fault = Callable[[str, str], str]

HOW_TO_ANSWER = "Enter keeps what stands in brackets or leaves the cell empty; - empties it."
# Text that is pasted, often over several lines; each would else answer the next question.
_PASTED = frozenset({"passage"})


def cell_options(cells: Cells) -> Callable[[Command], Command]:
    """Adds an option per cell; each arrives under its column's name, None where not given."""

    def add(command: Command) -> Command:
        for column, (option, holds, words) in reversed(list(cells.items())):
            listed = f" ({', '.join(words)})" if words else ""
            command = click.option(option, column, metavar="TEXT", help=f"{holds}{listed}.")(
                command
            )
        return command

    return add


def given_cells(options: Mapping[str, str | None]) -> dict[str, str]:
    """The cells whose options were given; an empty text empties a cell."""
    return {column: text for column, text in options.items() if text is not None}


def ask_for_cells(
    cells: Cells, columns: Sequence[str], known: Mapping[str, str], fault: Fault
) -> dict[str, str]:
    """Asks for each column in turn, again where the answer has a fault.

    known: what the row holds now, kept by Enter. Columns left empty are not in the answer.
    """
    answers: dict[str, str] = {}
    for column in columns:
        _, holds, words = cells[column]
        now = known.get(column, "")
        question = holds + (f" ({', '.join(words)})" if words else "")
        question += f" [{one_line(now, 60)}]" if now else ""
        text = _ask(question, now, pasted=column in _PASTED)
        while text and (wrong := fault(column, text)):
            click.echo(f"  {visible(wrong)}")
            text = _ask(question, now, pasted=column in _PASTED)
        if text or now:
            answers[column] = text
    return answers


def _ask(question: str, now: str, *, pasted: bool) -> str:
    """One answer: what stands there for nothing, nothing for a hyphen."""
    ending = " (end with an empty line)" if pasted else ""
    lines = [_line(question + ending)]
    while pasted and lines[-1] not in ("", "-"):
        lines.append(_line(""))
    text = " ".join(lines).strip()
    return "" if text == "-" else text or now


def _line(question: str) -> str:
    answer: str = click.prompt(
        question, default="", show_default=False, prompt_suffix=": " if question else "  "
    )
    return answer.strip()
