"""Compares what is imported from real export files with a count of its own.

`python -m benchmarks.import_accuracy --data DIR [FILE …]`; DIR holds the folder `g_import`, FILEs
are read as well. Each file is read in the format that its content tells. The expected number is
counted here without any of the readers: lines that open a record in tagged files, rows of tables.
Ends with 1 where a count differs or a file cannot be read.
"""

from __future__ import annotations

import argparse
import codecs
import csv
import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from needle_evidence.errors import NeedleEvidenceError
from needle_evidence.formats.reference_format import read_reference_file
from needle_evidence.model.reference import Reference

_FOLDER = "g_import"
_FIELDS = ("title", "author", "year", "doi", "pages")
_OPENINGS = {
    "ris": re.compile(r"(?im)^\s*TY\s*-"),
    "nbib": re.compile(r"(?m)^PMID\s*- *\d"),
    "enw": re.compile(r"(?m)^%0 "),
    "web-of-science": re.compile(r"(?m)^PT [A-Z]\s*$"),
    "bibtex": re.compile(r"(?im)^\s*@\s*(?!comment\b|string\b|preamble\b)\w+\s*[{(]"),
    "pubmed-xml": re.compile(r"<Pubmed(?:Book)?Article[\s>]"),
    "endnote-xml": re.compile(r"<record[\s>]"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportedFile:
    """One file that was read.

    form: the format it was read in. records, expected: numbers; expected is None where no count
    is known for the format. filled: number of records with each field. failure: what was said
    where the file could not be read.
    """

    name: str
    form: str = ""
    records: int = 0
    expected: int | None = None
    problems: int = 0
    filled: Mapping[str, int] | None = None
    failure: str = ""

    @property
    def is_right(self) -> bool:
        """Whether it was read and the numbers agree, as far as one is known."""
        return not self.failure and self.expected in (None, self.records)


def rows(files: Iterable[Path]) -> list[ImportedFile]:
    """Reads and counts each file. Raises OSError where one is not there."""
    return [_imported(file) for file in files]


def count_rows(text: str) -> int:
    """The rows of a table that are not empty, without the first, which names the columns."""
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return max(sum(any(cell.strip() for cell in row) for row in table) - 1, 0)


def decoded(data: bytes) -> str:
    """The text of a file by its byte order mark, else as UTF-8, else as Windows-1252; LF only."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


# Formats whose records no pattern counts.
COUNTERS: Mapping[str, Callable[[str], int]] = {"csv": count_rows}


def _imported(file: Path) -> ImportedFile:
    data = file.read_bytes()
    try:
        form, table = read_reference_file(data, file.name)
    except NeedleEvidenceError as error:
        return ImportedFile(name=file.name, failure=str(error))
    return ImportedFile(
        name=file.name,
        form=form.name,
        records=len(table.references),
        expected=_expected(form.name, data),
        problems=len(table.problems),
        filled={name: _filled(table.references, name) for name in _FIELDS},
    )


def _expected(form: str, data: bytes) -> int | None:
    if form in COUNTERS:
        return COUNTERS[form](decoded(data))
    opening = _OPENINGS.get(form)
    return len(opening.findall(decoded(data))) if opening else None


def _filled(references: Iterable[Reference], name: str) -> int:
    return sum(bool(r.year if name == "year" else r.text(name)) for r in references)


def _lines(files: Iterable[ImportedFile]) -> Iterator[str]:
    counts = " ".join(f"{name:>6}" for name in _FIELDS)
    yield f"{'file':<44} {'format':<15} {'records':>7} {'expected':>8} {'problems':>8} {counts}"
    for file in files:
        if file.failure:
            yield f"{file.name:<44} NOT READ: {file.failure}"
            continue
        expected = "?" if file.expected is None else str(file.expected)
        filled = " ".join(f"{(file.filled or {}).get(name, 0):>6}" for name in _FIELDS)
        mark = "" if file.is_right else "  DIFFERS"
        yield (
            f"{file.name:<44} {file.form:<15} {file.records:>7} {expected:>8} "
            f"{file.problems:>8} {filled}{mark}"
        )


def main(arguments: list[str] | None = None) -> int:
    """Prints a row for each file and the number of files that are right; 0 where all are."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.import_accuracy", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR", help=f"the folder of {_FOLDER}"
    )
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE", help="read as well")
    options = parser.parse_args(arguments)
    folder = options.data / _FOLDER
    if not folder.is_dir():
        parser.error(f"{options.data} has no folder {_FOLDER}")
    found = rows([*sorted(path for path in folder.rglob("*") if path.is_file()), *options.files])
    right = sum(file.is_right for file in found)
    print("\n".join(_lines(found)))
    print(f"\n{right} of {len(found)} files are right.")
    return 0 if right == len(found) else 1


if __name__ == "__main__":
    sys.exit(main())
