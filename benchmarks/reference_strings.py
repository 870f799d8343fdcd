"""`python -m benchmarks.reference_strings --data DIR`: how well printed references are read.

DIR is the folder that holds `e_refstrings`. On a fifth of AnyStyle's core set that the measured
model has not seen: exact field F1, which counts a field only where its first and last character
are right. Journals and other containers are one field. Then the project's own cases, with issue
numbers and identifiers, and how often a field of some confidence is right.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.labelled_strings import LabelledString, Span, read_core
from benchmarks.printed_cases import read_cases, read_values, score_cases
from benchmarks.train_reference_labels import train_on_four_fifths
from needle_evidence.formats.printed_reference.labelling import Labeller
from needle_evidence.formats.references.text import read_printed_reference

FIELDS = ("author", "title", "container", "date", "volume", "pages")
_OTHER_FIELDS = ("editor", "publisher", "location")
_GOAL = 0.92
_THRESHOLDS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99)


@dataclass(slots=True)
class FieldCounts:
    """How many stretches were labelled right, of how many there are and how many were labelled."""

    right: int = 0
    there: int = 0
    labelled: int = 0

    @property
    def precision(self) -> float:
        """Share of the labelled ones that are right."""
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def recall(self) -> float:
        """Share of those that there are."""
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = self.there + self.labelled
        return 2 * self.right / total if total else 0.0


@dataclass(slots=True)
class Figures:
    """Counts by field, and (confidence, right) of each labelled stretch of the six fields."""

    fields: dict[str, FieldCounts] = field(default_factory=dict)
    sure: list[tuple[float, bool]] = field(default_factory=list)

    @property
    def mean_f1(self) -> float:
        """The mean over author, title, container, date, volume and pages."""
        return sum(self.fields[name].f1 for name in FIELDS) / len(FIELDS)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reference_strings")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    print_figures(parser.parse_args().data / "e_refstrings")


def print_figures(folder: Path) -> None:
    """Trains on four fifths of the core set in a folder and prints how the fifth is read."""
    labeller, held_back = train_on_four_fifths(read_core(folder))
    figures = measure(labeller, held_back)
    print(f"Printed references: {len(held_back)} held-back strings of AnyStyle core")
    print(f"{'field':12}{'precision':>10}{'recall':>10}{'F1':>10}{'there':>8}")
    for name in (*FIELDS, *_OTHER_FIELDS):
        counts = figures.fields[name]
        print(
            f"{name:12}{counts.precision:10.3f}{counts.recall:10.3f}{counts.f1:10.3f}"
            f"{counts.there:8}"
        )
    print(f"{'mean of six':12}{figures.mean_f1:30.4f}   goal ≥ {_GOAL}")
    _print_certainty(figures.sure)
    _print_cases()


def measure(labeller: Labeller, strings: Iterable[LabelledString]) -> Figures:
    """Labels each string and counts the stretches that are exactly right."""
    figures = Figures(fields={name: FieldCounts() for name in (*FIELDS, *_OTHER_FIELDS)})
    for string in strings:
        tokens = string.tokens
        labelled: dict[Span, float] = {
            (part.label, tokens[part.first].start, tokens[part.last].end): part.confidence
            for part in labeller.parts(tokens)
        }
        for name, counts in figures.fields.items():
            there = {span for span in string.spans if span[0] == name}
            given = {span for span in labelled if span[0] == name}
            counts.right += len(there & given)
            counts.there += len(there)
            counts.labelled += len(given)
        figures.sure.extend(
            (confidence, span in string.spans)
            for span, confidence in labelled.items()
            if span[0] in FIELDS
        )
    return figures


def _print_certainty(sure: Sequence[tuple[float, bool]]) -> None:
    print("confidence at least: share of the fields; of these, exactly right")
    for threshold in _THRESHOLDS:
        over = [right for confidence, right in sure if confidence >= threshold]
        if over:
            print(f"  {threshold:.2f}: {len(over) / len(sure):6.1%} {sum(over) / len(over):6.1%}")


def _print_cases() -> None:
    cases = read_cases()
    score = score_cases(cases)
    exact = sum(
        read_values(read_printed_reference(case.text)) == dict(case.fields) for case in cases
    )
    print(
        f"Own cases: {len(cases)}, every field right in {exact}, F1 of all values {score.f1():.3f}"
    )
    by_field = Counter({name: score.f1(name) for name in score.expected})
    print("  " + "; ".join(f"{name} {value:.2f}" for name, value in sorted(by_field.items())))


if __name__ == "__main__":
    main()
