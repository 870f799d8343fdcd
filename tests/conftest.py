"""What all tests share: small projects, and running a command as its user would."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from needle_evidence.cli.main import execute

CLAIMS = (
    "claim_id,claim,topic,question,references\n"
    "treats-heel-pain,Dry needling treats heel pain.,Pain,treatment_benefit,cotchett2014\n"
    "reduces-hip-pain,Dry needling reduces hip pain.,Pain,treatment_benefit,\n"
)
REFERENCES = """@article{cotchett2014,
  author  = {Cotchett, Matthew P. and Munteanu, Shannon E. and Landorf, Karl B.},
  title   = {Effectiveness of trigger point dry needling for plantar heel pain},
  journal = {Physical Therapy},
  year    = {2014},
  volume  = {94},
  number  = {8},
  pages   = {1083--1094},
  doi     = {10.2522/ptj.20130255}
}
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """How a command ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]
MakeProject = Callable[..., Path]


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """Makes a project folder; keyword `files` replaces or adds files (None leaves one out)."""

    def make(files: Mapping[str, str | bytes | None] | None = None, name: str = "project") -> Path:
        folder = tmp_path / name
        folder.mkdir()
        wanted = {"claims.csv": CLAIMS, "references.bib": REFERENCES, **(files or {})}
        for file, content in wanted.items():
            if content is None:
                continue
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return make


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `needle-evidence` with these arguments in this process."""

    def run(*arguments: str | Path) -> Ended:
        capsys.readouterr()
        code = execute([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ended(code=code, out=captured.out, err=captured.err)

    return run
