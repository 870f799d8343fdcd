"""Measures how well designs are inferred from title and abstract, on labelled PubMed records.

`python -m benchmarks.design_accuracy --data DIR`; DIR holds the folder `c_study_design`.

The records are split into halves by a hash of their PMID. The cues were tuned on the tuning
half; no text of the held-back half was ever read. Its counts were seen three times. After the
first time some cues were narrowed after reading other, unlabelled abstracts. After the second
the lead saw, once, the cue words (no texts) of the held-back errors, and from them the general
causes that the cues were then narrowed for: things and animals that are allocated, reviews that
only name meta-analysis, rodents that are only named. So the third count is not blind. Do not
tune on it. It read (true positive, false positive, false negative; before the narrowing in
brackets): randomised trial 18, 9, 1 (18, 12, 1); systematic review 42, 8, 3 (the same);
meta-analysis 16, 5, 1 (16, 8, 1); animal (rodent) 83, 30, 9 (82, 26, 10). Cues for animals
other than rodents were added at the same time; where such a record names a rodent, it counts
as false here. Titles that say "a prospective randomized study" or "in mice" are labelled no now
and then, so a part of what counts as false is none.

That file holds one label per record, without the rater's name, so raters cannot be compared
here; should a PMID stand twice with different labels, it is left out for that label and counted
as `disputed`.

The second table is of MEDLINE records of 1977 to 1979 that have an abstract, against NLM's
publication types and headings, split in the same way; only errors of its tuning half were read,
and its held-back counts were seen once before and once after the narrowing. A missing tag is
weak evidence: many plain experiments in rats lack `Animals`, and the type `Randomized Controlled
Trial` was given to trials whose abstracts never speak of chance. `Rats` and `Mice` are headings
of tissue and cells, too. Letters had no abstracts then, so that row shows only false alarms.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.proportion import wilson_interval
from needle_evidence.appraisal.design_inference import infer_design
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference

_FOLDER = "c_study_design"
_LABELLED = Path(_FOLDER, "wmotte_full_labeled.tsv.gz")
_MEDLINE = Path(_FOLDER, "pubmed20n0014.xml.gz")
_SEED = "design-accuracy-1"
_SYSTEMATIC = ("systematic_review_rct", "systematic_review_cohort", "systematic_review_other")
_RODENT = re.compile(r"\b(?:rats?|mice|mouse|murine|rodents?)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """What is measured. label: as the records name it. designs: codes that count for it.

    rodents_named: the codes count only where title or abstract names a rodent.
    """

    name: str
    label: str
    designs: frozenset[str]
    sensitivity: float | None = None
    precision: float | None = None
    rodents_named: bool = False


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
         sensitivity=0.85, precision=0.85, rodents_named=True),
    Goal(name="animal (any)", label="rodent", designs=frozenset({"animal"})),
    Goal(name="protocol", label="protocol", designs=frozenset({"protocol"})),
)  # fmt: skip
MEDLINE_GOALS = (
    Goal(name="randomised trial", label="randomised trial", designs=frozenset({"rct"})),
    Goal(name="case report", label="case report",
         designs=frozenset({"case_report", "case_series", "n_of_1"})),
    Goal(name="animal", label="animal", designs=frozenset({"animal"})),
    Goal(name="animal (rodent)", label="rodent", designs=frozenset({"animal"}),
         rodents_named=True),
    Goal(name="letter, editorial", label="letter",
         designs=frozenset({"commentary", "expert_opinion"})),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledRecord:
    """One record. labels: by name, whether it holds; two values where labels are disputed."""

    pmid: str
    title: str
    abstract: str
    labels: Mapping[str, frozenset[bool]]

    @property
    def half(self) -> str:
        """`held back` or `tuning`."""
        digest = hashlib.sha256(f"{_SEED}:{self.pmid}".encode()).digest()
        return "held back" if digest[0] % 2 else "tuning"


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
    return measure(read_labelled(data / _LABELLED), GOALS)


def medline_rows(data: Path) -> list[DesignAccuracy]:
    """The counts against the publication types and headings of MEDLINE, halves as in `rows`.

    data: the folder that holds `c_study_design`. Raises OSError where it does not.
    """
    return measure(read_medline(data / _MEDLINE), MEDLINE_GOALS)


def measure(records: Sequence[LabelledRecord], goals: Iterable[Goal]) -> list[DesignAccuracy]:
    """The counts of each goal on both halves of these records."""
    goals = tuple(goals)
    counted = [(record, _codes(record)) for record in records]
    return [
        _count(goal, half, [pair for pair in counted if pair[0].half == half])
        for half in ("held back", "tuning")
        for goal in goals
    ]


def found_by(goal: Goal, record: LabelledRecord, codes: frozenset[str]) -> bool:
    """Whether these codes, inferred from the record, count for the goal."""
    if not codes & goal.designs:
        return False
    return not goal.rodents_named or bool(_RODENT.search(f"{record.title} {record.abstract}"))


def read_labelled(file: Path) -> list[LabelledRecord]:
    """The records with yes/no labels; the labels of all rows of one PMID together."""
    records: dict[str, list[Mapping[str, str]]] = {}
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            records.setdefault(row["pmid"], []).append(row)
    return [
        LabelledRecord(
            pmid=pmid,
            title=found[0]["title"],
            abstract=found[0]["abstract"],
            labels={
                goal.label: frozenset(row[goal.label] == "1" for row in found) for goal in GOALS
            },
        )
        for pmid, found in records.items()
    ]


def read_medline(file: Path) -> list[LabelledRecord]:
    """The records of a MEDLINE file that have an abstract."""
    records = []
    with gzip.open(file) as stream:
        for _, element in ElementTree.iterparse(stream):
            if element.tag == "PubmedArticle":
                record = _medline_record(element)
                if record.abstract:
                    records.append(record)
                element.clear()
    return records


def _medline_record(article: ElementTree.Element) -> LabelledRecord:
    types = {kind.text or "" for kind in article.iterfind(".//PublicationType")}
    headings = {name.text or "" for name in article.iterfind(".//MeshHeading/DescriptorName")}
    labels = {
        "randomised trial": "Randomized Controlled Trial" in types,
        "case report": "Case Reports" in types,
        "animal": "Animals" in headings and "Humans" not in headings,
        "rodent": any(re.match(r"(?:Rats|Mice)\b", name) for name in headings),
        "letter": not types.isdisjoint({"Letter", "Editorial", "Comment"}),
    }
    return LabelledRecord(
        pmid=article.findtext(".//PMID", ""),
        title=_text(article, ".//ArticleTitle"),
        abstract=_text(article, ".//Abstract/AbstractText"),
        labels={name: frozenset({holds}) for name, holds in labels.items()},
    )


def _text(article: ElementTree.Element, path: str) -> str:
    return " ".join("".join(part.itertext()) for part in article.iterfind(path)).strip()


def _codes(record: LabelledRecord) -> frozenset[str]:
    reference = Reference(
        key=record.pmid,
        entry_type="article",
        location=Location(path=_FOLDER, line=1),
        fields={"title": record.title, "abstract": record.abstract},
    )
    inferred = infer_design(reference)
    return inferred.also | {inferred.design}


def _count(
    goal: Goal, half: str, records: Iterable[tuple[LabelledRecord, frozenset[str]]]
) -> DesignAccuracy:
    counts: Counter[tuple[bool, frozenset[bool]]] = Counter(
        (found_by(goal, record, codes), record.labels[goal.label]) for record, codes in records
    )
    yes, no = frozenset({True}), frozenset({False})
    return DesignAccuracy(
        goal=goal,
        half=half,
        true_positive=counts[True, yes],
        false_positive=counts[True, no],
        false_negative=counts[False, yes],
        true_negative=counts[False, no],
        disputed=sum(number for (_, labels), number in counts.items() if len(labels) > 1),
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
    """Prints the counts, sensitivity and precision of each goal on both halves of both files."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.design_accuracy", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR", help="the folder of c_study_design"
    )
    options = parser.parse_args(arguments)
    for file in (_LABELLED, _MEDLINE):
        if not (options.data / file).is_file():
            parser.error(f"{options.data} has no {file}")
    print("Labels of raters")
    print("\n".join(_lines(rows(options.data))))
    print("\nTypes and headings of MEDLINE, records with an abstract (a missing tag proves little)")
    print("\n".join(_lines(medline_rows(options.data))))


if __name__ == "__main__":
    main()
