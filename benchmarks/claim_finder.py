"""`python -m benchmarks.claim_finder --data DIR`: how well sentences that claim are found."""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.proportion import wilson_interval
from needle_evidence.language.claim_sentences import claim_made

PRECISION_GOAL, RECALL_GOAL = 0.85, 0.90
_MARKS = Path(__file__).parent / "claim_marks"
_MARKUP = re.compile(r"\s*\[\d{1,2}(?:,\s?\d{1,2})*\]|\*+")
# What no reader hands on; and what is asked about as if no reader had known it for what it is.
_NEVER_READ = "front_matter"
_ASKED_AS = {"reference": "list_item", "residue": "paragraph"}


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkedUnit:
    """A sentence or list item with its mark. origin: the file it is from."""

    origin: str
    text: str
    lead_in: str
    heading: str
    block_kind: str
    claim: bool

    @property
    def found(self) -> bool:
        """Whether the finder calls it a claim."""
        return bool(
            claim_made(
                self.text, block_kind=self.block_kind, lead_in=self.lead_in, heading=self.heading
            )
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """Counts over some units. claims: marked so; found: called so; right: both."""

    name: str
    units: int
    claims: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of right ones among those found; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of those found among the claims; 1 where there is none."""
        return self.right / self.claims if self.claims else 1.0


def main(arguments: list[str] | None = None) -> None:
    """Prints precision and recall: together, per page, on our own sentences, held back."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claim_finder")
    text = "the folder that holds seed and data/h_articles; without it only our own sentences"
    parser.add_argument("--data", type=Path, help=text)
    parser.add_argument(
        "--wrong", action="store_true", help="list what was missed or wrongly found"
    )
    options = parser.parse_args(arguments)
    if options.data and not (options.data / "seed").is_dir():
        parser.error(f"there is no folder {options.data / 'seed'}")
    print("Sentences that make a health claim, found by rules (marks by one person)\n")
    for figure in figures(options.data):
        print(_line(figure))
    print(f"\ngoal, all together: precision {PRECISION_GOAL:.2f}, recall {RECALL_GOAL:.2f}")
    if options.wrong:
        print("\n".join(_wrong(_tuning_units(options.data))))


def figures(data: Path | None) -> tuple[Figure, ...]:
    """All together, each page, our own sentences, and those held back, in this order.

    data: a folder that holds the marked pages; None for our own sentences alone. Raises OSError
    where a page is missing.
    """
    tuning = _tuning_units(data)
    origins = dict.fromkeys(unit.origin for unit in tuning)
    return (
        _figure("all together", tuning),
        *(_figure(name, [unit for unit in tuning if unit.origin == name]) for name in origins),
        _figure("held back", sentence_units("held_back")),
    )


def sentence_units(name: str) -> tuple[MarkedUnit, ...]:
    """Our own sentences: "sentences", on which rules were made, or "held_back"."""
    return tuple(
        MarkedUnit(
            origin=name,
            text=row["sentence"],
            lead_in=row["lead_in"],
            heading=row["heading"],
            block_kind=row["block_kind"],
            claim=row["claim"] == "yes",
        )
        for row in _rows(name)
    )


def page_units(data: Path) -> Iterator[MarkedUnit]:
    """The marked units of the pages, without citation marks and markup."""
    texts: dict[str, str] = {}
    for row in _rows("marks"):
        name = row["file"]
        if name not in texts:
            texts[name] = (data / name).read_bytes().decode("utf-8")
        if row["block_kind"] == _NEVER_READ:
            continue
        yield MarkedUnit(
            origin=name,
            text=_cut(texts[name], row["start"], row["end"]),
            lead_in=_cut(texts[name], row["lead_in_start"], row["lead_in_end"]),
            heading=_cut(texts[name], row["heading_start"], row["heading_end"]),
            block_kind=_ASKED_AS.get(row["block_kind"], row["block_kind"]),
            claim=row["claim"] == "yes",
        )


def _tuning_units(data: Path | None) -> list[MarkedUnit]:
    return [*(page_units(data) if data else ()), *sentence_units("sentences")]


def _cut(text: str, start: str, end: str) -> str:
    return _MARKUP.sub("", text[int(start) : int(end)]).strip() if start else ""


def _rows(name: str) -> list[dict[str, str]]:
    with (_MARKS / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _figure(name: str, units: Sequence[MarkedUnit]) -> Figure:
    found = [unit for unit in units if unit.found]
    return Figure(
        name=name,
        units=len(units),
        claims=sum(unit.claim for unit in units),
        found=len(found),
        right=sum(unit.claim for unit in found),
    )


def _line(figure: Figure) -> str:
    shares = (
        f"{name} {share:.3f} ({low:.2f} to {high:.2f})"
        for name, share, (low, high) in (
            ("precision", figure.precision, wilson_interval(figure.right, figure.found)),
            ("recall", figure.recall, wilson_interval(figure.right, figure.claims)),
        )
    )
    counts = f"{figure.units} units, {figure.claims} claims, {figure.found} found"
    return f"{figure.name}\n  {'  '.join(shares)}  {counts}"


def _wrong(units: Iterable[MarkedUnit]) -> Iterator[str]:
    for unit in units:
        if unit.claim and not unit.found:
            yield f"missed: {unit.text}"
        elif unit.found and not unit.claim:
            yield f"wrongly found: {unit.text}"


if __name__ == "__main__":
    main()
