"""`python -m benchmarks.wording_accuracy`: how well rules tell what relation a sentence states."""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.proportion import wilson_interval
from needle_evidence.language.wording_strength import classify_wording

CLASSES = ("none", "correlational", "conditional", "direct")  # labels 0 to 3 of the file
_FILE = Path("b_claims") / "annotated_pubmed.csv"
_RESAMPLES = 1000
Pair = tuple[str, str]  # the label, what the rules say


def main(arguments: list[str] | None = None) -> None:
    """Prints macro-F1, F1 per class and the confusion matrix of the held-back half."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.wording_accuracy")
    parser.add_argument("--data", type=Path, required=True, help=f"the folder that holds {_FILE}")
    parser.add_argument("--tuning", action="store_true", help="the half that rules were made on")
    options = parser.parse_args(arguments)
    file = options.data / _FILE
    if not file.is_file():
        parser.error(f"there is no {file}")
    rows = [row for row in read_rows(file) if held_back(row[1]) is not options.tuning]
    pairs = [(label, classify_wording(sentence).relation) for label, sentence in rows]
    unread = sum(bool(classify_wording(sentence).not_checked) for _, sentence in rows)
    half = "tuning half" if options.tuning else "held-back half"
    print(f"Relation stated by a conclusion sentence, rules only, {half}: {len(pairs)} sentences")
    print(f"({unread} of them not checked, counted as none)\n")
    print("\n".join(report(pairs)))


def read_rows(file: Path) -> list[tuple[str, str]]:
    """Label and sentence of every row, doubled sentences once."""
    with file.open(encoding="utf-8", errors="replace", newline="") as stream:
        rows = {row["sentence"]: CLASSES[int(row["label"])] for row in csv.DictReader(stream)}
    return [(label, sentence) for sentence, label in rows.items()]


def held_back(sentence: str) -> bool:
    """Whether a sentence is in the half that no rule was made on; by its hash, so for ever."""
    return hashlib.sha256(sentence.encode()).digest()[-1] % 2 == 1


def report(pairs: Sequence[Pair]) -> list[str]:
    """The lines of the report."""
    lines = [_line("macro-F1", macro_f1(pairs), interval(pairs, macro_f1))]
    right = sum(label == said for label, said in pairs)
    lines.append(_line("accuracy", right / len(pairs), wilson_interval(right, len(pairs))))
    for name in CLASSES:

        def score(some: Sequence[Pair], name: str = name) -> float:
            return f1(some, name)

        lines.append(_line(f"F1 {name}", score(pairs), interval(pairs, score)))
    counts = Counter(pairs)
    lines.append("\nlabel \\ rules " + "".join(name.rjust(15) for name in CLASSES))
    for label in CLASSES:
        cells = "".join(str(counts[label, said]).rjust(15) for said in CLASSES)
        lines.append(label.ljust(14) + cells)
    return lines


def f1(pairs: Sequence[Pair], name: str) -> float:
    """F1 of one class; 0 where it neither occurs nor is said."""
    both = sum(label == said == name for label, said in pairs)
    either = sum((label == name) + (said == name) for label, said in pairs)
    return 2 * both / either if either else 0.0


def macro_f1(pairs: Sequence[Pair]) -> float:
    """Mean of the F1 of all classes."""
    return sum(f1(pairs, name) for name in CLASSES) / len(CLASSES)


def interval(
    pairs: Sequence[Pair], score: Callable[[Sequence[Pair]], float]
) -> tuple[float, float]:
    """95% bootstrap interval (percentiles of 1,000 resamples, fixed seed)."""
    chance = random.Random(20260101)
    scores = sorted(score(chance.choices(pairs, k=len(pairs))) for _ in range(_RESAMPLES))
    return scores[int(0.025 * _RESAMPLES)], scores[int(0.975 * _RESAMPLES) - 1]


def _line(name: str, value: float, bounds: tuple[float, float]) -> str:
    return f"{name.ljust(18)} {value:.3f}  (95% interval {bounds[0]:.3f} to {bounds[1]:.3f})"


if __name__ == "__main__":
    main()
