"""Measures whole processes pair by pair: A B A B …, wall time and peak memory of each."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Linux counts ru_maxrss in KiB, macOS in bytes.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
_LAST_ERRORS = 2000  # characters


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One process. seconds: wall time. megabytes: peak memory (10^6 bytes). output: its stdout."""

    seconds: float
    megabytes: float
    output: str

    def reported(self) -> Mapping[str, float]:
        """The JSON object on the last line that the process printed."""
        numbers: Mapping[str, float] = json.loads(self.output.strip().splitlines()[-1])
        return numbers


@dataclass(frozen=True, kw_only=True, slots=True)
class Pairs:
    """Runs of ours and of the peer, each measured right beside the other; same length, ≥ 1."""

    ours: tuple[Run, ...]
    peer: tuple[Run, ...]

    @property
    def ratio(self) -> float:
        """Median of ours / peer, pair by pair: what the machine does meanwhile cancels out."""
        return self.ratio_of([run.seconds for run in self.ours], [r.seconds for r in self.peer])

    def reported_ratio(self, name: str) -> float:
        """The same for a number that both processes reported."""
        return self.ratio_of(
            [run.reported()[name] for run in self.ours], [r.reported()[name] for r in self.peer]
        )

    @staticmethod
    def ratio_of(ours: Sequence[float], peer: Sequence[float]) -> float:
        """Median of the quotients of two lists of the same length."""
        return statistics.median(our / their for our, their in zip(ours, peer, strict=True))


class CommandFailed(Exception):  # noqa: N818 - reads as the sentence it prints
    """A measured command ended with another code than 0."""


def run_once(command: Sequence[str]) -> Run:
    """Runs a command to its end, output and errors kept apart.

    The peak of a child is never less than the peak of this process (Linux hands it on), so
    keep this process small: see `floor`. Raises CommandFailed, with the command's last words.
    """
    # With bytecode, as an installed program has it.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        with subprocess.Popen(command, stdout=output, stderr=errors, env=environment) as process:
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            words = errors.read().decode(errors="replace")[-_LAST_ERRORS:].strip()
            raise CommandFailed(f"{' '.join(command)} ended with {process.returncode}: {words}")
        return Run(
            seconds=seconds,
            megabytes=usage.ru_maxrss * _RSS_UNIT / 1e6,
            output=output.read().decode(errors="replace"),
        )


def run_pairs(ours: Sequence[str], peer: Sequence[str], *, runs: int, warm_up: int = 1) -> Pairs:
    """Runs both commands in turn, `runs` times each, after `warm_up` turns that do not count."""
    turns = [(run_once(ours), run_once(peer)) for _ in range(warm_up + runs)][warm_up:]
    return Pairs(ours=tuple(a for a, _ in turns), peer=tuple(b for _, b in turns))


def median_seconds(runs: Sequence[Run]) -> float:
    """Median wall time."""
    return statistics.median(run.seconds for run in runs)


def median_megabytes(runs: Sequence[Run]) -> float:
    """Median peak memory."""
    return statistics.median(run.megabytes for run in runs)


def floor() -> float:
    """Peak memory of this process in megabytes: a child's smaller peak cannot be seen."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT / 1e6
