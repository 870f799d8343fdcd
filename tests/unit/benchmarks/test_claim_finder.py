"""The figures of the finder of claims: above their goal on our own sentences, honestly counted."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.claim_finder import (
    PRECISION_GOAL,
    RECALL_GOAL,
    Figure,
    figures,
    main,
    page_units,
    sentence_units,
)

MARKS = Path(__file__).parents[3] / "benchmarks" / "claim_marks" / "marks.csv"


def test_our_own_sentences_reach_the_goal() -> None:
    together, own, held_back = figures(None)
    assert together.precision >= PRECISION_GOAL
    assert together.recall >= RECALL_GOAL
    assert own.units == 100
    assert own.claims == 50
    assert held_back.units == 60


def test_no_held_back_sentence_was_tuned_on() -> None:
    tuned = {unit.text for unit in sentence_units("sentences")}
    assert tuned.isdisjoint(unit.text for unit in sentence_units("held_back"))


def test_shares_are_of_what_they_should_be() -> None:
    figure = Figure(name="", units=10, claims=4, found=5, right=3)
    assert figure.precision == pytest.approx(0.6)
    assert figure.recall == pytest.approx(0.75)
    nothing = Figure(name="", units=0, claims=0, found=0, right=0)
    assert (nothing.precision, nothing.recall) == (1.0, 1.0)


def test_marks_hold_offsets_and_no_text() -> None:
    with MARKS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert all(int(row["start"]) < int(row["end"]) for row in rows)
    assert all((row["claim"] == "yes") == bool(row["kind"]) for row in rows)
    columns = ("start", "end", "lead_in_start", "lead_in_end", "heading_start", "heading_end")
    assert all(row[name] == "" or row[name].isdigit() for row in rows for name in columns)


def test_a_unit_is_cut_from_its_page_without_marks(tmp_path: Path) -> None:
    with MARKS.open(encoding="utf-8", newline="") as stream:
        names = {row["file"] for row in csv.DictReader(stream)}
    for name in names:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("*Pain* [1,2]" + "x" * 20_000, encoding="utf-8")
    units = list(page_units(tmp_path))
    assert {unit.origin for unit in units} == names
    assert all("[1,2]" not in unit.text for unit in units)
    assert {unit.block_kind for unit in units} == {"paragraph", "list_item"}


def test_a_folder_without_the_pages_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["--data", str(tmp_path)])
    assert "there is no folder" in capsys.readouterr().err
