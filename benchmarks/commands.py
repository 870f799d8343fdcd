"""Measures the commands that people wait for: `--help`, `explain`, `report` on the example."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import EXAMPLE, Bench, needle_evidence, python
from benchmarks.measure import run_pairs
from benchmarks.result_table import Row, paired_row


def measure_start(bench: Bench) -> Iterator[Row]:
    """Commands that read no file, against importing click."""
    for arguments in (["--help"], ["explain", "NE101"]):
        pairs = run_pairs(
            needle_evidence(*arguments), python("-c", "import click"), runs=3 * bench.runs
        )
        yield paired_row(" ".join(arguments), "import click", pairs, goal=2.5)


def measure_example(bench: Bench) -> Iterator[Row]:
    """The report of the project in this repository, against importing pandas."""
    report = needle_evidence(
        "report", "--project", str(EXAMPLE), "--output", str(bench.folder / "example")
    )
    pairs = run_pairs(report, python("-c", "import pandas"), runs=bench.runs)
    yield paired_row("report, the example", "import pandas", pairs, goal=1.0, strict=True)
