"""`python -m benchmarks`: measures everything and prints one table."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import EXAMPLE, Bench, python
from benchmarks.commands import measure_example, measure_start
from benchmarks.measure import CommandFailed, floor, run_once
from benchmarks.pandoc_page import measure_report
from benchmarks.reading import measure_memory, measure_reading
from benchmarks.result_table import Row, format_table, write_results

_RESULTS = EXAMPLE / "benchmarks" / "results" / "latest.json"


def main() -> None:
    """Prints the table and writes it to benchmarks/results/latest.json.

    Ends with 1 where something could not be measured, not where a goal is missed.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="pairs per row (5)")
    parser.add_argument("--large", action="store_true", help="also what takes minutes")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs must be at least 1")
    rows = []
    with tempfile.TemporaryDirectory(prefix="needle-evidence-bench-") as folder:
        for row in _measure(Bench(folder=Path(folder), runs=options.runs, large=options.large)):
            print(f"measured: {row.work}", file=sys.stderr, flush=True)
            rows.append(row)
    failed = [row for row in rows if row.failure]
    print(format_table(rows))
    print(
        "\ns: median wall time of the whole process. MB: median peak memory, not seen below "
        f"{floor():.0f}. Ratio: ours / peer, median pair by pair."
    )
    for row in failed:
        print(f"\nfailed: {row.work}: {row.failure}")
    write_results(rows, _RESULTS, runs=options.runs)
    sys.exit(bool(failed))


def _measure(bench: Bench) -> Iterator[Row]:
    """All rows; a work that fails is a row that says so, and the others are still measured."""
    for measure in _WORKS:
        try:
            yield from measure(bench)
        except CommandFailed as error:
            yield Row(work=measure.__name__.replace("_", " "), note="failed", failure=str(error))


def check_correctness(bench: Bench) -> Iterator[Row]:
    """How much of 10,000 references and claims is read otherwise than its truth says."""
    size = 10_000
    run = run_once(python("-m", "benchmarks.correctness", str(bench.library(size))))
    for part, wrong in run.reported().items():
        yield Row(work=f"{part} read wrong, of {size:,}", ratio=wrong, goal=0)


_WORKS = (
    measure_start,
    measure_example,
    measure_reading,
    measure_memory,
    measure_report,
    check_correctness,
)

if __name__ == "__main__":
    main()
