"""Compares what the tool reads in a generated library with the library's truth file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from needle_evidence import load_library
from needle_evidence.model.identifiers import normalise_doi
from needle_evidence.model.library import Library
from needle_evidence.model.reference import PersonName, Reference

PARTS = ("references", "titles", "authors", "containers", "DOIs", "citations of claims")


def find_differences(library: Library, truth: Mapping[str, Any]) -> dict[str, list[str]]:
    """Citekeys and claim ids by what is wrong there, one of `PARTS`; all lists empty if nothing.

    truth: as `GeneratedLibrary.truth`. "references" and "citations of claims" name what is
    missing, too many or not as listed.
    """
    wrong: dict[str, list[str]] = {part: [] for part in PARTS}
    known = library.reference_by_key
    wrong["references"] = sorted(known.keys() ^ truth["references"].keys())
    for key, expected in truth["references"].items():
        if key in known:
            for part in _differing_parts(known[key], expected):
                wrong[part].append(key)
    read = {claim.claim_id: list(claim.references) for claim in library.claims}
    for claim_id in sorted(read.keys() | truth["claims"].keys()):
        if read.get(claim_id) != truth["claims"].get(claim_id):
            wrong["citations of claims"].append(claim_id)
    return wrong


def _differing_parts(reference: Reference, expected: Mapping[str, Any]) -> Iterator[str]:
    authors = [_parts(name) for name in reference.authors]
    if reference.title != expected["title"]:
        yield "titles"
    if (authors, reference.authors_truncated) != (expected["authors"], expected["more_authors"]):
        yield "authors"
    if reference.container != expected["container"]:
        yield "containers"
    if normalise_doi(reference.text("doi")) != expected["doi"]:
        yield "DOIs"


def _parts(name: PersonName) -> dict[str, str]:
    parts = ("family", "given", "particle", "suffix", "literal")
    return {part: text for part in parts if (text := getattr(name, part))}


def main() -> None:
    """Prints, as JSON, the number of wrong ones of each part in a generated library."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.correctness", description=__doc__)
    parser.add_argument("folder", type=Path, help="as benchmarks.library_generator wrote it")
    parser.add_argument("--show", action="store_true", help="name the wrong ones")
    options = parser.parse_args()
    truth = json.loads((options.folder / "truth.json").read_text(encoding="utf-8"))
    wrong = find_differences(load_library(options.folder), truth)
    shown = wrong if options.show else {part: len(names) for part, names in wrong.items()}
    print(json.dumps(shown, ensure_ascii=False))


if __name__ == "__main__":
    main()
