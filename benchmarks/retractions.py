"""Measures looking references up on a list of retractions: what is found, and how fast.

`python -m benchmarks.retractions [--data FOLDER] [--rows N] [--references N]`

FOLDER holds d_retractions/: pairs of the identifier of a work and of its notice. Every
identifier of a work must be found on the list in six spellings, and "unavailable" and empty
cells must match nothing. The time is that of a generated list with Retraction Watch's twenty
columns (about 430 bytes a row), on which one of a hundred references stands.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import io
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from needle_evidence.formats.retraction_list import RetractionList, read_retraction_list
from needle_evidence.model.verification import plain_doi

_SAMPLE = Path("d_retractions") / "retractions_sample.csv"
_TODAY = datetime.date(2026, 11, 24)
_SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "as it is": str,
    "capitals": str.upper,
    "https://doi.org/": lambda doi: f"https://doi.org/{doi}",
    "http://dx.doi.org/, percent signs": lambda doi: (
        "http://dx.doi.org/" + urllib.parse.quote(doi, safe="/")
    ),
    "doi:, a blank behind": lambda doi: f"doi:{doi} ",
    "percent signs": lambda doi: urllib.parse.quote(doi, safe=""),
}
_COLUMNS = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,"
    "RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,"
    "OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes"
)


def main(arguments: list[str] | None = None) -> None:
    """Prints what is found of the sample in each spelling, and the time for a long list."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retractions")
    parser.add_argument("--data", type=Path, help=f"the folder that holds {_SAMPLE}")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--references", type=int, default=20_000)
    options = parser.parse_args(arguments)
    if options.data is not None:
        for line in _sample_lines(options.data / _SAMPLE):
            print(line)
    print(_time_line(options.rows, options.references))


def _sample_lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = [(row["OriginalPaperDOI"], row["RetractionDOI"]) for row in csv.DictReader(stream)]
    works = {plain_doi(work) for work, _ in rows if plain_doi(work)}
    odd = sorted({work for work, _ in rows if not plain_doi(work)})
    yield f"{len(rows)} rows, {len(works)} works; no identifier: {', '.join(map(repr, odd))}"
    for name, spell in _SPELLINGS.items():
        found = _look_up([(spell(work), notice) for work, notice in rows], works)
        yield f"  list written with {name}: {len(found.notices)} of {len(works)} found"
        mine = {plain_doi(spell(work)) for work in works}
        yield f"  entry written with {name}: {len(mine & works)} of {len(works)} found"
    wrong = _look_up(rows, {*odd, "unavailable", "", "0"})
    yield f"  matched by what is no identifier: {len(wrong.notices)}"


def _look_up(rows: list[tuple[str, str]], dois: set[str]) -> RetractionList:
    text = io.StringIO()
    csv.writer(text).writerows([("OriginalPaperDOI", "RetractionDOI"), *rows])
    stream = io.BytesIO(text.getvalue().encode())
    wanted = {f"doi:{doi}" for doi in dois}
    return read_retraction_list(stream, wanted, path="list", today=_TODAY)


def _time_line(rows: int, references: int) -> str:
    step = max(1, 100 * rows // references)
    listed = [f"doi:10.1016/j.orig.{n}" for n in range(0, rows, step)]
    others = (f"doi:10.1234/j.mine.{n}" for n in range(references // 2))
    numbers = (f"pmid:{40_000_000 + n}" for n in range(references - references // 2 - len(listed)))
    with tempfile.TemporaryDirectory(prefix="needle-evidence-bench-") as folder:
        file = Path(folder) / "list.csv"
        file.write_text(_COLUMNS + "\n" + "".join(map(_row, range(rows))), encoding="utf-8")
        size = file.stat().st_size / 1e6
        begun = time.perf_counter(), time.process_time()
        with file.open("rb") as stream:
            found = read_retraction_list(
                stream, [*listed, *others, *numbers], path="list", today=_TODAY
            )
        wall, used = time.perf_counter() - begun[0], time.process_time() - begun[1]
    right = len(found.notices) == len(listed)
    return (
        f"{rows:,} rows ({size:.0f} MB), {references:,} references: {wall:.1f} s "
        f"({used:.1f} s of processor time); {len(found.notices)} of {len(listed)} found"
        f"{'' if right else ' WRONG'}"
    )


def _row(number: int) -> str:
    month, day, year = number % 12 + 1, number % 28 + 1, 2000 + number % 24
    return (
        f'{number},"A study of something in rats, with a title that goes on",'
        '"(BLS) Biochemistry;(HSC) Medicine - Oncology;",'
        '"Department of Medicine, University of Somewhere; Another Department",'
        "Journal of Examples,Elsevier,China,Some Author;Another Author;Third Author,,"
        f"Research Article;,{month}/{day}/{year} 0:00,10.1016/j.ret.{number},0,"
        f"{month}/{day}/1999 0:00,10.1016/J.orig.{number},{10_000_000 + number},Retraction,"
        "+Concerns/Issues About Data;+Investigation by Journal/Publisher;,No,\n"
    )


if __name__ == "__main__":
    main()
