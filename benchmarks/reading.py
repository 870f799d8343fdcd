"""Measures reading references: time against bibtexparser alone, and how memory grows."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench, python
from benchmarks.measure import CommandFailed, Run, run_once, run_pairs
from benchmarks.result_table import Row, paired_row, single_row

_SIZE = 10_000
_GOAL = 2.5
_MEMORY_SIZES = (1_000, 10_000)
_MEMORY_SIZES_LARGE = (*_MEMORY_SIZES, 100_000)
_MEMORY_GOAL = 1.2


def measure_reading(bench: Bench) -> Iterator[Row]:
    """Our reader, names and accents decoded, against bibtexparser's default parse."""
    file = bench.library(_SIZE) / "references.bib"
    pairs = run_pairs(_step("ours", file), _step("bibtexparser", file), runs=bench.runs)
    for run in (*pairs.ours, *pairs.peer):
        _require_all(run, _SIZE)
    work = f"read {_SIZE:,} references"
    yield paired_row(work, "bibtexparser, nothing decoded", pairs, goal=_GOAL)
    yield Row(
        work=f"{work}, the step alone",
        seconds=_median_reported(pairs.ours),
        peer="the same step",
        peer_seconds=_median_reported(pairs.peer),
        ratio=pairs.reported_ratio("seconds"),
    )


def measure_memory(bench: Bench) -> Iterator[Row]:
    """Memory per reference; its ratio is to that of the smallest library."""
    first = 0.0
    for size in _MEMORY_SIZES_LARGE if bench.large else _MEMORY_SIZES:
        file = bench.library(size) / "references.bib"
        empty = run_once(_step("nothing", file))
        run = run_once(_step("ours", file))
        _require_all(run, size)
        kilobytes = (run.megabytes - empty.megabytes) * 1000 / size
        work = f"memory, {size:,} references: {kilobytes:.1f} kB each"
        if first:
            yield single_row(work, run, ratio=kilobytes / first, goal=_MEMORY_GOAL)
        else:
            first = kilobytes
            yield single_row(work, run)


def _step(reader: str, file: Path) -> list[str]:
    return python("-m", "benchmarks.reading_step", reader, str(file))


def _require_all(run: Run, size: int) -> None:
    """A reader that loses references is not compared."""
    if run.reported()["references"] != size:
        raise CommandFailed(f"read {run.reported()['references']} of {size} references")


def _median_reported(runs: tuple[Run, ...]) -> float:
    return statistics.median(run.reported()["seconds"] for run in runs)
