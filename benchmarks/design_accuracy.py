"""Measures how well designs are inferred from title and abstract, on labelled PubMed records.

`python -m benchmarks.design_accuracy --data DIR`; DIR holds the folder `c_study_design`.

The records are split into halves by a hash of their PMID. The cues were tuned on the tuning
half; errors in the held-back half were never read. Its counts were seen twice: after the first
time some cues were narrowed after reading other, unlabelled abstracts, so the second count is
not quite blind. Do not tune on it.

The file holds one label per record, without the rater's name, so raters cannot be compared
here; should a PMID stand twice with different labels, it is left out for that label and counted
as `disputed`.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from needle_evidence.appraisal.design_inference import infer_design
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference

_FILE = Path("c_study_design", "wmotte_full_labeled.tsv.gz")
_SEED = "design-accuracy-1"
_SYSTEMATIC = ("systematic_review_rct", "systematic_review_cohort", "systematic_review_other")
_RODENT = re.compile(r"\b(?:rats?|mice|mouse|murine|rodents?)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """What is measured. label: the file's column. designs: codes that count for it."""

    name: str
    label: str
    designs: frozenset[str]
    sensitivity: float | None = None
    precision: float | None = None


# The label asks for rodents and the code is for all animals: the first animal row counts the
# code where title or abstract names a rodent, the second wherever it stands.
GOALS = (
    Goal(name="randomised trial", label="randomized_trial", designs=frozenset({"rct"}),
         sensitivity=0.90, precision=0.75),
    Goal(name="systematic review", label="systematic_review", designs=frozenset(_SYSTEMATIC),
         sensitivity=0.90, precision=0.75),
    Goal(name="meta-analysis", label="meta_analysis", designs=frozenset({"meta_analysis"}),
         sensitivity=0.90, precision=0.80),
    Goal(name="animal (rodent)", label="rodent", designs=frozenset({"animal"}),
         sensitivity=0.85, precision=0.85),
    Goal(name="animal (any)", label="rodent", designs=frozenset({"animal"})),
    Goal(name="protocol", label="protocol", designs=frozenset({"protocol"})),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class DesignAccuracy:
    """Counts of one goal on one half: true and false, positive and negative."""

    goal: Goal
    half: str
    true_positive: int
    false_positive: int
    false_negative: int
    true_negative: int
    disputed: int

    @property
    def sensitivity(self) -> float:
        """Share of the labelled records that were found; 0 where none is labelled."""
        labelled = self.true_positive + self.false_negative
        return self.true_positive / labelled if labelled else 0.0

    @property
    def precision(self) -> float:
        """Share of the records found that are labelled; 0 where none was found."""
        found = self.true_positive + self.false_positive
        return self.true_positive / found if found else 0.0


def rows(data: Path) -> list[DesignAccuracy]:
    """The counts of each goal, first on the held-back half, then on the tuning half.

    data: the folder that holds `c_study_design`. Raises OSError where it does not.
    """
    labelled = _read(data / _FILE)
    codes = {pmid: _codes(record[0]) for pmid, record in labelled.items()}
    return [
        _count(goal, half, labelled, codes) for half in ("held back", "tuning") for goal in GOALS
    ]


def wilson_interval(successes: int, trials: int) -> tuple[float, float]:
    """The 95% interval of a proportion after Wilson (1927); (0, 1) where nothing was tried."""
    if not trials:
        return 0.0, 1.0
    z = 1.959964
    share = successes / trials
    centre = share + z * z / (2 * trials)
    spread = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def _read(file: Path) -> dict[str, list[Mapping[str, str]]]:
    """All rows of each PMID."""
    records: dict[str, list[Mapping[str, str]]] = {}
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            records.setdefault(row["pmid"], []).append(row)
    return records


def _codes(record: Mapping[str, str]) -> frozenset[str]:
    reference = Reference(
        key=record["pmid"],
        entry_type="article",
        location=Location(path=_FILE.name, line=1),
        fields={"title": record["title"], "abstract": record["abstract"]},
    )
    inferred = infer_design(reference)
    return inferred.also | {inferred.design}


def _half(pmid: str) -> str:
    digest = hashlib.sha256(f"{_SEED}:{pmid}".encode()).digest()
    return "held back" if digest[0] % 2 else "tuning"


def _count(
    goal: Goal,
    half: str,
    labelled: Mapping[str, list[Mapping[str, str]]],
    codes: Mapping[str, frozenset[str]],
) -> DesignAccuracy:
    counts: Counter[tuple[bool, bool]] = Counter()
    disputed = 0
    for pmid, records in labelled.items():
        if _half(pmid) != half:
            continue
        labels = {record[goal.label] for record in records}
        if len(labels) > 1:
            disputed += 1
            continue
        found = bool(codes[pmid] & goal.designs)
        if goal.name == "animal (rodent)":
            found = found and bool(
                _RODENT.search(f"{records[0]['title']} {records[0]['abstract']}")
            )
        counts[found, labels == {"1"}] += 1
    return DesignAccuracy(
        goal=goal,
        half=half,
        true_positive=counts[True, True],
        false_positive=counts[True, False],
        false_negative=counts[False, True],
        true_negative=counts[False, False],
        disputed=disputed,
    )


def _lines(accuracies: Iterable[DesignAccuracy]) -> Iterator[str]:
    yield (
        f"{'half':<10} {'design':<18} {'TP':>4} {'FP':>4} {'FN':>4} {'TN':>5} {'disputed':>8}  "
        f"{'sensitivity (95%)':<26} {'precision (95%)':<26}"
    )
    for row in accuracies:
        found, missed, wrong = row.true_positive, row.false_negative, row.false_positive
        yield (
            f"{row.half:<10} {row.goal.name:<18} {found:>4} {wrong:>4} {missed:>4} "
            f"{row.true_negative:>5} {row.disputed:>8}  "
            f"{_share(row.sensitivity, found, found + missed, row.goal.sensitivity):<26} "
            f"{_share(row.precision, found, found + wrong, row.goal.precision):<26}"
        ).rstrip()


def _share(value: float, successes: int, trials: int, goal: float | None) -> str:
    low, high = wilson_interval(successes, trials)
    target = "" if goal is None else f" {'≥' if value >= goal else '<'} {goal:.2f}"
    return f"{value:.3f} ({low:.3f}-{high:.3f}){target}"


def main(arguments: list[str] | None = None) -> None:
    """Prints the counts, sensitivity and precision of each goal on both halves."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.design_accuracy", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR", help="the folder of c_study_design"
    )
    options = parser.parse_args(arguments)
    if not (options.data / _FILE).is_file():
        parser.error(f"{options.data} has no {_FILE}")
    print("\n".join(_lines(rows(options.data))))


if __name__ == "__main__":
    main()
