"""Printing for a person (rich, on a terminal) or for a program (plain, when piped)."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import click

from needle_evidence.model.plain_text import one_line, visible

_GROUP_HEAD = re.compile(r"(?P<severity>error|warning|note) (?P<rule>\S+ \S+)")
_COMMAND = re.compile(r"`[^`]+`")
_GLUE = "\x00"  # stands in no visible text
_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
_LEAST_ROOM = 14  # columns of a terminal, borders included, that a cell needs
TABLE_FORMATS = ("table", "csv", "json")


def is_person() -> bool:
    """Whether standard output is a terminal that somebody reads."""
    return sys.stdout.isatty()


def print_text(text: str) -> None:
    """Prints text as it is, control characters made visible."""
    click.echo(visible(text), nl=not text.endswith("\n"))


def print_wrapped(text: str, *, hanging: int = 2) -> None:
    """Prints a sentence; for a person its lines break between words.

    hanging: how far the lines after the first are indented. Piped, it stays one line.
    """
    print_text(wrapped(text, hanging=hanging) if is_person() else text)


def wrapped(text: str, *, hanging: int = 2) -> str:
    """Text in lines that fit the terminal; an address stays whole, and so does a `command`.

    A command that was copied from two lines would run without its end.
    """
    lines = textwrap.wrap(
        _COMMAND.sub(lambda found: found[0].replace(" ", _GLUE), visible(text)),
        width=max(shutil.get_terminal_size().columns, 40),
        subsequent_indent=" " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines).replace(_GLUE, " ")


def print_alarm(text: str) -> None:
    """Prints a line that must not be overlooked, in red for a person."""
    click.secho(visible(text), fg="red", bold=True)


@contextmanager
def progress_bar(what: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error while something takes its time.

    Gives the function that takes how much is done and of how much; None, and no bar, where
    nobody reads it or with `quiet`. The bar is gone at the end.
    """
    if quiet or not (is_person() and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    words = TextColumn("{task.description}", markup=False)
    console = Console(stderr=True)
    with Progress(words, BarColumn(), MofNCompleteColumn(), console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def print_findings(text: str) -> None:
    """Prints findings in the text form, in colour for a person."""
    if not is_person():
        print_text(text)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for line in visible(text).splitlines():
        words = Text(line)
        if match := _GROUP_HEAD.match(line):
            words.stylize(_STYLES[match["severity"]], *match.span("severity"))
            words.stylize("bold", *match.span("rule"))
        elif line.startswith("  →"):
            words.stylize("italic")
        elif line.startswith("  ") and not line.startswith("      "):
            words.stylize("cyan")
        console.print(words)


def print_rows(rows: Sequence[Mapping[str, object]], columns: Sequence[str], form: str) -> None:
    """Prints rows as "table", "csv" or "json"; lists are joined by "; " but in JSON.

    A table is drawn for a person and tab-separated, with a header, when piped.
    """
    if form == "json":
        # ASCII only: nothing in a row can reach the terminal as a control character.
        click.echo(json.dumps(list(rows), indent=2))
    elif form == "csv":
        click.echo(_csv(rows, columns), nl=False)
    elif is_person():
        _draw(rows, columns)
    else:
        lines = ["\t".join(columns)]
        lines += ["\t".join(one_line(_cell(row.get(c))) for c in columns) for row in rows]
        click.echo("\n".join(lines))


def print_details(title: str, pairs: Sequence[tuple[str, str]]) -> None:
    """Prints a heading and labelled lines, in colour for a person; empty texts are left out."""
    shown = [(label, one_line(text)) for label, text in pairs if text]
    width = max((len(label) for label, _ in shown), default=0)
    if not is_person():
        lines = [one_line(title), *(f"  {label.ljust(width)}  {text}" for label, text in shown)]
        click.echo("\n".join(lines))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    console.print(Text(one_line(title), style="bold"))
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, text in shown:
        table.add_row(Text(label), Text(text))
    console.print(table)


def print_written_row(path: str, diff: str, *, dry_run: bool, quiet: bool) -> None:
    """Prints what a writing command changed, as a diff, and whether it was written."""
    if quiet:
        return
    if not diff:
        click.echo(f"{path} already says so; nothing was changed.")
        return
    print_text(diff)
    click.echo(f"Nothing was written (--dry-run): {path}" if dry_run else f"Wrote {path}")


def _draw(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> None:
    """Draws a table; where its columns would be too narrow to read, a block for each row."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    name, *others = columns
    # An empty column would take the room that the names in the first one need.
    filled = [other for other in others if any(_cell(row.get(other)) for row in rows)]
    longest = max((len(one_line(_cell(row.get(name)))) for row in rows), default=0)
    if filled and longest + _LEAST_ROOM * len(filled) > console.width:
        for row in rows:
            pairs = [(other.replace("_", " "), _cell(row.get(other))) for other in filled]
            print_details(_cell(row.get(name)), pairs)
        return
    shown = [name, *(filled if rows else others)]
    table = Table(header_style="bold")
    for column in shown:
        table.add_column(Text(column.replace("_", " ")), overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(_cell(row.get(column)))) for column in shown))
    console.print(table)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _csv(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    """CSV in which no cell starts a formula in a spreadsheet."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = (one_line(_cell(row.get(column))) for column in columns)
        writer.writerow([f"'{cell}" if cell[:1] in set("=+-@") else cell for cell in cells])
    return stream.getvalue()
