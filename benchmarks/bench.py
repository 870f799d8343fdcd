"""What every measurement needs: the commands, a folder to work in, and generated libraries."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measure import run_once

EXAMPLE = Path(__file__).resolve().parent.parent
_SEED = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Bench:
    """One run of the benchmarks.

    folder: empty at the start, for libraries and outputs. runs: pairs per row. large: whether
    works that take minutes are measured, too.
    """

    folder: Path
    runs: int
    large: bool
    libraries: dict[int, Path] = field(default_factory=dict)

    def library(self, size: int) -> Path:
        """The folder of a generated library with so many references and claims.

        Another process makes it, so that this one stays small (see `measure.floor`).
        """
        if size not in self.libraries:
            target = self.folder / f"library-{size}"
            run_once(python("-m", "benchmarks.library_generator", "--size", str(size),
                            "--seed", str(_SEED), "--output", str(target)))  # fmt: skip
            self.libraries[size] = target
        return self.libraries[size]


def python(*arguments: str) -> list[str]:
    """A command of this Python."""
    return [sys.executable, *arguments]


def needle_evidence(*arguments: str) -> list[str]:
    """A command of needle-evidence: the installed program beside this Python, else the module."""
    program = Path(sys.executable).with_name("needle-evidence")
    if program.exists():
        return [str(program), *arguments]
    return python("-m", "needle_evidence", *arguments)
