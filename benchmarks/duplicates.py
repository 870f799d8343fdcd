"""Measures finding duplicates: precision and recall over pairs, and the time for a large library.

`python -m benchmarks.duplicates --data FOLDER [--show] [--size N]`

FOLDER holds i_dedup/: per set the records of a search and the groups of them that are one work,
and cases made by hand. Every pair within a group is true. A pair that is reported as a version
counts as found (Cochrane updates are labelled as duplicates there), so it counts against
precision too where it is not labelled; the second line of a set counts only what would be
merged.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.library_generator import generate_library
from benchmarks.proportion import wilson_interval
from needle_evidence.curation.duplicates import DuplicatePair, Relation, find_pairs
from needle_evidence.formats.bibtex_text.person_names import split_names
from needle_evidence.formats.references.bibtex import REFERENCE_FORMAT
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference

_FOLDER = Path("i_dedup")
_RECORDS, _GROUPS = "records_pre_merged.csv", "merged_record_ids.csv"
_CASES = Path("special_cases") / "test_cases.json"
Keys = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """What was found in one set. truth: the labelled pairs; found: the reported ones, by keys."""

    name: str
    truth: frozenset[Keys]
    found: Mapping[Keys, DuplicatePair]

    def lines(self) -> list[str]:
        """Precision and recall of all that is reported, and of what would be merged."""
        merged = [keys for keys, pair in self.found.items() if pair.relation is Relation.SAME]
        return [
            self._line(f"{self.name}, same work or version", self.found),
            self._line(f"{self.name}, same work", merged),
        ]

    def errors(self) -> list[str]:
        """The reported pairs that are not labelled, and the labelled ones that were not found."""
        wrong = [
            f"  not labelled  {one} {other}: {pair.relation.value}; {'; '.join(pair.reasons)}"
            for (one, other), pair in self.found.items()
            if (one, other) not in self.truth
        ]
        return [
            *wrong,
            *(f"  not found     {a} {b}" for a, b in sorted(self.truth - set(self.found))),
        ]

    def _line(self, name: str, reported: Iterable[Keys]) -> str:
        keys = set(reported)
        right = len(keys & self.truth)
        parts = (("precision", len(keys)), ("recall", len(self.truth)))
        shown = "  ".join(_share(word, right, count) for word, count in parts)
        return f"{name.ljust(44)}{shown}"


def main(arguments: list[str] | None = None) -> None:
    """Prints the figures of each set, and the times for generated libraries."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.duplicates")
    parser.add_argument("--data", type=Path, help=f"the folder that holds {_FOLDER}")
    parser.add_argument("--show", action="store_true", help="list what is wrong and what lacks")
    parser.add_argument("--size", type=int, default=10_000, help="of the generated library")
    options = parser.parse_args(arguments)
    if options.data is not None:
        folder = options.data / _FOLDER
        if not folder.is_dir():
            parser.error(f"there is no {folder}")
        sets = sorted(path.parent for path in folder.glob(f"*/{_GROUPS}"))
        for measured in (*map(measure_set, sets), measure_cases(folder / _CASES)):
            print("\n".join((*measured.lines(), *(measured.errors() if options.show else ()))))
    print("\n".join(time_generated(options.size)))


def measure_set(folder: Path) -> Measured:
    """What is found among the records of one search."""
    with (folder / _RECORDS).open(encoding="utf-8", newline="") as stream:
        references = [as_reference(row) for row in csv.DictReader(stream)]
    with (folder / _GROUPS).open(encoding="utf-8", newline="") as stream:
        groups = [sorted(row["merged_ids"].split(";")) for row in csv.DictReader(stream)]
    truth = frozenset(pair for group in groups for pair in itertools.combinations(group, 2))
    return Measured(name=folder.name, truth=truth, found=_by_keys(find_pairs(references)))


def measure_cases(file: Path) -> Measured:
    """What is found in the cases made by hand, each pair on its own."""
    truth: set[Keys] = set()
    found: dict[Keys, DuplicatePair] = {}
    for case in json.loads(file.read_text(encoding="utf-8"))["cases"]:
        keys = (f"{case['id']}-a", f"{case['id']}-b")
        records = (case["record_a"], case["record_b"])
        found |= _by_keys(
            find_pairs([as_reference({**r, "ID": k}) for r, k in zip(records, keys, strict=True)])
        )
        truth |= {keys} if case["expected_duplicate"] else set()
    return Measured(name="special_cases", truth=frozenset(truth), found=found)


def as_reference(record: Mapping[str, str | None]) -> Reference:
    """A record of the data as the reference that its BibTeX entry would be."""
    names = record.keys() - {"ID", "ENTRYTYPE"}
    fields = {name: str(record[name]) for name in sorted(names) if record[name]}
    authors, more = split_names(fields.get("author", ""))
    return Reference(
        key=record["ID"] or "",
        entry_type=record["ENTRYTYPE"] or "misc",
        location=Location(path="references.bib"),
        fields=fields,
        authors=authors,
        authors_truncated=more,
    )


def time_generated(size: int) -> list[str]:
    """Seconds for a library of this size, as it is and with many titles alike."""
    text = generate_library(size=size, seed=1, claims=1).bibliography
    read = REFERENCE_FORMAT.read
    references = read(text.encode(), "references.bib").references if read else ()
    alike = size * 3 // 10
    titles = itertools.cycle(f"Dry needling for neck pain: trial {number}" for number in range(3))
    similar = [
        replace(each, fields={**each.fields, "title": title})
        for each, title in zip(references[:alike], titles, strict=False)
    ]
    return [
        _timed(f"{size} generated references", references),
        _timed(f"{size} with {alike} similar titles", [*similar, *references[alike:]]),
    ]


def _timed(name: str, references: Sequence[Reference]) -> str:
    start, used = time.perf_counter(), time.process_time()
    pairs = find_pairs(references)
    seconds, used = time.perf_counter() - start, time.process_time() - used
    return f"{name.ljust(44)}{seconds:.1f} s ({used:.1f} s of one processor), {len(pairs)} pairs"


def _by_keys(pairs: Iterable[DuplicatePair]) -> dict[Keys, DuplicatePair]:
    def keys(pair: DuplicatePair) -> Keys:
        one, other = sorted((pair.first.key, pair.second.key))
        return one, other

    return {keys(pair): pair for pair in pairs}


def _share(word: str, right: int, count: int) -> str:
    if not count:
        return f"{word} – (0 pairs)"
    low, high = wilson_interval(right, count)
    return f"{word} {right / count:.4f} ({right} of {count}; {low:.3f} to {high:.3f})"


if __name__ == "__main__":
    main()
