"""The generated libraries: reproducible, of the right size, and as their truth file says."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.correctness import PARTS, find_differences
from benchmarks.library_generator import GeneratedLibrary, generate_library, write_library
from needle_evidence import check_library, load_library
from needle_evidence.model.claim import CLAIM_ID_PATTERN


@pytest.fixture(scope="module")
def generated() -> GeneratedLibrary:
    return generate_library(size=200, seed=7)


@pytest.fixture(scope="module")
def folder(generated: GeneratedLibrary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    write_library(generated, folder)
    return folder


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.library_generator", "--size", "200"]
    root = Path(__file__).parents[3]
    subprocess.run([*command, "--seed", "7", "--output", tmp_path / "new"], cwd=root, check=True)
    for name in ("references.bib", "claims.csv", "truth.json"):
        assert (tmp_path / "new" / name).read_bytes() == (folder / name).read_bytes()


def test_another_seed_gives_another_library(generated: GeneratedLibrary) -> None:
    other = generate_library(size=200, seed=8)
    assert other.bibliography != generated.bibliography
    assert other.claims_table != generated.claims_table


@pytest.mark.parametrize(("size", "claims", "rows"), [(0, None, 0), (30, None, 30), (5, 12, 12)])
def test_the_library_has_the_size_asked_for(size: int, claims: int | None, rows: int) -> None:
    library = generate_library(size=size, seed=1, claims=claims)
    assert len(library.truth["references"]) == size
    assert len(library.truth["claims"]) == rows
    assert len(list(csv.DictReader(io.StringIO(library.claims_table)))) == rows


def test_an_entry_is_about_as_long_as_a_real_one(generated: GeneratedLibrary) -> None:
    assert 1000 < len(generated.bibliography.encode()) / 200 < 1300


def test_claims_are_as_claims_csv_wants_them(generated: GeneratedLibrary) -> None:
    rows = list(csv.DictReader(io.StringIO(generated.claims_table)))
    assert all(CLAIM_ID_PATTERN.fullmatch(row["claim_id"]) for row in rows)
    assert all(12 <= len(row["claim"].split()) <= 25 for row in rows)
    assert {len(keys) for keys in generated.truth["claims"].values()} == {0, 1, 2, 3}


def test_the_entries_are_spelled_in_many_ways(generated: GeneratedLibrary) -> None:
    for spelling in ('{\\"u}', "\\'{", "{\\v ", "\\ss", "\\textbeta", "$\\beta", "--", "``",
                     "\\&", " and others", "@string", " = jospt", "@Article(", "é"):  # fmt: skip
        assert spelling in generated.bibliography, spelling


def test_the_reader_agrees_with_the_truth(folder: Path) -> None:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    assert find_differences(load_library(folder), truth) == {part: [] for part in PARTS}


def test_only_gaps_that_are_meant_are_found(folder: Path) -> None:
    codes = {finding.code for finding in check_library(load_library(folder)).findings}
    # Claims and works are drawn at random: what is judged of them (NE3xx) is nobody's doing.
    assert {code for code in codes if code < "NE300"} == {"NE101", "NE209", "NE211"}


def test_differences_are_named(folder: Path, generated: GeneratedLibrary) -> None:
    library = load_library(folder)
    first, second, *others = library.references
    changed = replace(first, authors=first.authors[1:], fields={**first.fields, "title": "?"})
    claims = tuple(replace(claim, references=()) for claim in library.claims)
    altered = replace(library, references=(changed, *others), claims=claims)
    assert find_differences(altered, generated.truth) == {
        "references": [second.key],
        "titles": [first.key],
        "authors": [first.key],
        "containers": [],
        "DOIs": [],
        "citations of claims": sorted(
            claim.claim_id for claim in library.claims if claim.references
        ),
    }
