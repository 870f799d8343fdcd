"""The table of results: one row per work, printed as text and kept as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.measure import Pairs, Run, median_megabytes, median_seconds

_HEADER = ("work", "ours s", "MB", "peer", "peer s", "MB", "ratio", "goal", "met?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of the table; None where there is nothing to say.

    ratio: ours / peer; of a row without a peer the number that the goal is about. goal: the
    largest ratio allowed; strict: it must stay below. note: stands in place of the peer.
    failure: what a command that could not be measured said.
    """

    work: str
    seconds: float | None = None
    megabytes: float | None = None
    peer: str = ""
    peer_seconds: float | None = None
    peer_megabytes: float | None = None
    ratio: float | None = None
    goal: float | None = None
    strict: bool = False
    note: str = ""
    failure: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without a goal or without a measurement."""
        if self.ratio is None or self.goal is None:
            return None
        return self.ratio < self.goal if self.strict else self.ratio <= self.goal


def paired_row(
    work: str, peer: str, pairs: Pairs, goal: float | None, *, strict: bool = False
) -> Row:
    """The row of two commands measured as whole processes."""
    return Row(
        work=work,
        seconds=median_seconds(pairs.ours),
        megabytes=median_megabytes(pairs.ours),
        peer=peer,
        peer_seconds=median_seconds(pairs.peer),
        peer_megabytes=median_megabytes(pairs.peer),
        ratio=pairs.ratio,
        goal=goal,
        strict=strict,
    )


def single_row(
    work: str, run: Run, *, ratio: float | None = None, goal: float | None = None
) -> Row:
    """The row of one command without a peer."""
    return Row(work=work, seconds=run.seconds, megabytes=run.megabytes, ratio=ratio, goal=goal)


def format_table(rows: Sequence[Row]) -> str:
    """All rows as one table in Markdown, its columns aligned."""
    cells = [_HEADER, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(_HEADER))]
    lines = [_line(line, widths) for line in cells]
    return "\n".join((lines[0], _line(["-" * width for width in widths], widths), *lines[1:]))


def write_results(rows: Sequence[Row], file: Path, *, runs: int) -> None:
    """Writes the rows as JSON, with what they were measured on."""
    results = {
        "schema_version": 1,
        "machine": {
            "python": platform.python_version(),
            "system": platform.system(),
            "processor": platform.machine(),
            "cores": os.cpu_count(),
        },
        "runs": runs,
        "rows": [{**asdict(row), "met": row.met} for row in rows],
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


def _cells(row: Row) -> tuple[str, ...]:
    goal = "" if row.goal is None else f"{'<' if row.strict else '≤'} {row.goal:g}"
    met = {True: "yes", False: "NO", None: ""}[row.met]
    return (
        row.work,
        _number(row.seconds),
        _number(row.megabytes, whole=True),
        row.note or row.peer,
        _number(row.peer_seconds),
        _number(row.peer_megabytes, whole=True),
        _number(row.ratio),
        goal,
        met,
    )


def _number(value: float | None, *, whole: bool = False) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    return f"{value:.0f}" if whole else f"{value:.3g}" if value < 1 else f"{value:.2f}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell.ljust(width) if column in (0, 3) else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"| {' | '.join(padded)} |"
