"""Measures a whole report against pandoc on a page with the same claims and references."""

from __future__ import annotations

import argparse
import csv
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import EXAMPLE, Bench, needle_evidence, python
from benchmarks.measure import run_once, run_pairs
from benchmarks.result_table import Row, paired_row

_STYLE = EXAMPLE / "needle_evidence/reporting/styles/american-medical-association.csl"
_PAGE = "claims.md"
_BIBLIOGRAPHY = "braced.bib"
# pandoc stops at an entry in parentheses.
_PARENTHESES = re.compile(r"^(@\w+)\((.*?)^\)$", re.DOTALL | re.MULTILINE)
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!<>|~$^@\"'])")


def measure_report(bench: Bench) -> Iterator[Row]:
    """As many claims as references in one HTML page, the list of references in AMA style."""
    for size in (1_000, 10_000) if bench.large else (1_000,):
        work = f"report, {size:,} + {size:,}, HTML"
        program = _pandoc()
        if not program:
            yield Row(work=work, note="not measured: pip install pypandoc_binary")
            continue
        library = bench.library(size)
        run_once(python("-m", "benchmarks.pandoc_page", str(library)))
        ours = needle_evidence(
            "report", "--format", "html", "--project", str(library),
            "--output", str(bench.folder / f"report-{size}"),
        )  # fmt: skip
        peer = [
            program, str(library / _PAGE), "--standalone", "--citeproc", "--csl", str(_STYLE),
            "--bibliography", str(library / _BIBLIOGRAPHY),
            "--output", str(bench.folder / f"pandoc-{size}.html"),
        ]  # fmt: skip
        pairs = run_pairs(ours, peer, runs=max(1, bench.runs // 2), warm_up=0)
        yield paired_row(work, "pandoc 3 --citeproc", pairs, goal=None)


def _pandoc() -> str:
    """The path of pypandoc_binary's program, or "" where it is not installed."""
    if importlib.util.find_spec("pypandoc") is None:
        return ""
    return run_once(
        python("-c", "import pypandoc; print(pypandoc.get_pandoc_path())")
    ).output.strip()


def main() -> None:
    """Writes a library for pandoc: claims and citations as Markdown, entries in braces only."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pandoc_page", description=__doc__)
    parser.add_argument("folder", type=Path, help="as benchmarks.library_generator wrote it")
    folder: Path = parser.parse_args().folder
    with (folder / "claims.csv").open(encoding="utf-8-sig", newline="") as table:
        paragraphs = [_paragraph(row["claim"], row["references"]) for row in csv.DictReader(table)]
    # All references, as our report lists them, also those that no claim cites.
    head = "---\ntitle: Claims\nnocite: |\n  @*\n---\n"
    text = "\n\n".join((head, *paragraphs, "# References\n"))
    (folder / _PAGE).write_text(text, encoding="utf-8")
    entries = (folder / "references.bib").read_text(encoding="utf-8")
    braced = _PARENTHESES.sub(r"\1{\2}", entries)
    (folder / _BIBLIOGRAPHY).write_text(braced, encoding="utf-8")


def _paragraph(claim: str, references: str) -> str:
    text = _SIGNS.sub(r"\\\1", claim)
    cited = "; ".join(f"@{{{key}}}" for key in references.split("; ") if key)
    return f"{text} [{cited}]" if cited else text


if __name__ == "__main__":
    main()
