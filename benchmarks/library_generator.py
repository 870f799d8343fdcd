"""Generates libraries of any size: references.bib, claims.csv, and truth.json to compare with."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.generated_references import (
    GeneratedReference,
    capitalized,
    journal_macros,
    make_reference,
)
from benchmarks.vocabulary import (
    COMPARATORS,
    CONDITIONS,
    INTERVENTIONS,
    OUTCOMES,
    POPULATIONS,
    QUESTIONS,
)

_COLUMNS = (
    "claim_id",
    "claim",
    "topic",
    "question",
    "intervention",
    "population",
    "comparator",
    "outcome",
    "references",
    "note",
)
_CLAIMS = (
    "In {population} with {condition}, {intervention} improves {outcome} more than {comparator} "
    "after {weeks} weeks",
    "A course of {sessions} sessions of {intervention} brings {population} with {condition} "
    "better {outcome}, compared with {comparator}",
    "About {percent}% of {population} with {condition} notice a change in {outcome} after "
    "{sessions} sessions of {intervention} over {weeks} weeks",
    "{condition} in {population} responds to {intervention} within {weeks} weeks, when "
    "measured by {outcome} against {comparator}",
)
_ENDINGS = ("", "", ", and side effects are mild", ", which “lasts” – at least for some")


@dataclass(frozen=True, kw_only=True, slots=True)
class GeneratedLibrary:
    """A library and what it says.

    bibliography: text of references.bib. claims_table: text of claims.csv, without BOM.
    truth: {"size", "seed", "references": {citekey: {"title", "authors": [name parts],
    "more_authors", "container", "doi" (bare, lower case, "" for none)}}, "claims":
    {claim id: [citekeys]}}, all texts in Unicode (NFC).
    """

    bibliography: str
    claims_table: str
    truth: Mapping[str, Any]


def generate_library(*, size: int, seed: int, claims: int | None = None) -> GeneratedLibrary:
    """`size` references and as many claims (or `claims`); the same seed gives the same text."""
    random = Random(seed)
    keys: set[str] = set()
    titles: set[str] = set()
    parts = [
        f"% A made-up library of {size} works (seed {seed}); none of them exists.\n",
        '@preamble{"\\newcommand{\\noop}[1]{}"}\n',
        journal_macros(random),
        "\n",
    ]
    references = []
    for number in range(1, size + 1):
        if number % 100 == 0:
            parts.append(f"@comment{{Works from number {number} on.}}\n\n")
        reference = make_reference(random, number, keys=keys, titles=titles)
        references.append(reference)
        parts.append(reference.text)
    rows = _claim_rows(random, references, size if claims is None else claims)
    return GeneratedLibrary(
        bibliography="".join(parts),
        claims_table=_write_table(rows),
        truth={
            "size": size,
            "seed": seed,
            "references": {reference.key: reference.truth for reference in references},
            "claims": {row["claim_id"]: row["references"].split("; ") if row["references"] else []
                       for row in rows},
        },
    )  # fmt: skip


def write_library(library: GeneratedLibrary, folder: Path) -> None:
    """Writes references.bib, claims.csv (UTF-8 with BOM, CRLF) and truth.json into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    truth = json.dumps(library.truth, ensure_ascii=False, indent=1) + "\n"
    for name, text in (
        ("references.bib", library.bibliography),
        ("claims.csv", "\ufeff" + library.claims_table),
        ("truth.json", truth),
    ):
        (folder / name).write_bytes(text.encode())


def _claim_rows(
    random: Random, references: Sequence[GeneratedReference], number: int
) -> list[dict[str, str]]:
    by_condition: dict[str, list[str]] = {}
    for reference in references:
        by_condition.setdefault(reference.condition, []).append(reference.key)
    written: set[str] = set()
    return [_claim_row(random, place, by_condition, written) for place in range(1, number + 1)]


def _claim_row(
    random: Random, place: int, by_condition: Mapping[str, list[str]], written: set[str]
) -> dict[str, str]:
    while True:
        words = _choose_words(random)
        text = (random.choice(_CLAIMS) + random.choice(_ENDINGS)).format_map(words) + "."
        text = capitalized(text)
        if text not in written and 12 <= len(text.split()) <= 25:
            break
    written.add(text)
    known = by_condition.get(words["condition"], [])
    cited = random.sample(known, min(random.randint(0, 3), len(known)))
    return {
        "claim_id": f"claim-{place}-{words['outcome'].split()[-1]}",
        "claim": text,
        "topic": capitalized(words["condition"]),
        "question": random.choice(QUESTIONS),
        "intervention": words["intervention"],
        "population": words["population"],
        "comparator": words["comparator"],
        "outcome": words["outcome"],
        "references": "; ".join(cited),
        "note": "Checked with an editor, twice" if random.random() < 0.1 else "",
    }


def _choose_words(random: Random) -> dict[str, str]:
    return {
        "condition": random.choice(CONDITIONS),
        "intervention": random.choice(INTERVENTIONS),
        "comparator": random.choice(COMPARATORS),
        "outcome": random.choice(OUTCOMES),
        "population": random.choice(POPULATIONS),
        "weeks": str(random.randint(2, 52)),
        "sessions": str(random.randint(2, 24)),
        "percent": str(random.randint(3, 97)),
    }


def _write_table(rows: Sequence[Mapping[str, str]]) -> str:
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, _COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return table.getvalue()


def main() -> None:
    """Runs the generator from a command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.library_generator", description=__doc__
    )
    parser.add_argument("--size", type=int, required=True, metavar="N", help="number of references")
    parser.add_argument("--claims", type=int, metavar="N", help="number of claims; default: size")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="same seed, same bytes")
    parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="made if need be")
    options = parser.parse_args()
    if options.size < 0 or (options.claims or 0) < 0:
        parser.error("--size and --claims cannot be negative")
    library = generate_library(size=options.size, seed=options.seed, claims=options.claims)
    write_library(library, options.output)


if __name__ == "__main__":
    main()
