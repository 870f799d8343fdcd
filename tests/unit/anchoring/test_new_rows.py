"""Rows made of claim sentences."""

from __future__ import annotations

import csv

import pytest

from needle_evidence.anchoring.coverage import ClaimingSentence
from needle_evidence.anchoring.new_rows import COLUMNS, ProposedRow, rows_for
from needle_evidence.language.claim_sentences import LONGEST_SENTENCE, ClaimKind
from needle_evidence.model.finding import Location


def sentence(
    text: str, lead_in: str = "", heading: str = "", **more: ClaimKind
) -> ClaimingSentence:
    return ClaimingSentence(
        article="articles/a.md",
        start=0,
        end=len(text),
        text=text,
        kind=more.get("kind", ClaimKind.BENEFIT),
        cue="",
        location=Location(path="articles/a.md", line=3),
        lead_in=lead_in,
        heading=heading,
    )


def row(text: str, lead_in: str = "", heading: str = "", **more: ClaimKind) -> ProposedRow:
    (one,) = rows_for([sentence(text, lead_in, heading, **more)])
    return one


def test_row_of_a_sentence() -> None:
    one = row("Dry needling treats heel pain.", heading="Heels")
    assert one.cells == {
        "claim_id": "dry-needling-treats-heel-pain",
        "claim": "Dry needling treats heel pain.",
        "topic": "Heels",
        "question": "treatment_benefit",
        "references": "",
        "article": "articles/a.md",
        "quote": "",
    }
    assert tuple(one.cells) == COLUMNS


def test_short_list_item_is_told_with_its_lead_in() -> None:
    one = row("bleeding", lead_in="Dry needling may cause: ", kind=ClaimKind.HARM)
    assert (one.claim, one.quote) == ("Dry needling may cause: bleeding", "bleeding")
    assert one.question == "common_harm"
    assert row("It reduces the pain of the heel.", lead_in="So:").quote == ""


def test_question_is_empty_where_a_person_must_say_it() -> None:
    assert row("Studies show that it works.", kind=ClaimKind.STUDIES_SHOW).question == ""


def test_mechanism_is_never_guessed_since_it_counts_apart() -> None:
    assert row("High doses may cause: nausea", kind=ClaimKind.MECHANISM).question == ""


def test_finished_sentence_before_a_list_is_no_part_of_its_items() -> None:
    one = row("Eases morning stiffness", lead_in="Nobody has tested it.")
    assert (one.claim, one.quote) == ("Eases morning stiffness", "")
    longer = row("Reducing leg cramps at night", lead_in="It can help with:")
    assert longer.claim == "It can help with: Reducing leg cramps at night"


def test_line_of_a_csv_file_in_the_columns_of_the_table() -> None:
    columns = {"claim_id": 1, "note": 2, "quote": 3, "claim": 4}
    cells = next(csv.reader([row("It cures.").as_csv(columns)]))
    assert cells == ["cures", "", "", "It cures."]


def test_ids_are_unique_and_repeated_sentences_have_one_row() -> None:
    texts = ["It cures.", "They have cures!", "It cures.", "的", "of the"]
    ids = [one.claim_id for one in rows_for(map(sentence, texts), taken=["cures"])]
    assert ids == ["cures-2", "cures-3", "claim", "claim-2"]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("=HYPERLINK(1) cures", "HYPERLINK(1) cures"),
        ("+1 cures", "1 cures"),
        ("- - @x cures", "x cures"),
        ("a \x1b[31mred migraine is cured\x1b[0m", "[31mred migraine is cured"),
        ("cures\ud800 it", "cures"),
    ],
)
def test_cells_are_storable_and_no_formulas(text: str, claim: str) -> None:
    one = row(text, heading="=1+1")
    assert (one.claim, one.topic) == (claim, "1+1")
    assert (one.quote or one.claim) in text


def test_endless_sentence_is_cut_at_a_word() -> None:
    text = "It cures " + "very " * 50_000 + "bad pain"
    one = row(text)
    assert len(one.claim) <= LONGEST_SENTENCE
    assert text.startswith(one.claim + " ")


def test_line_of_a_csv_file_reads_back() -> None:
    one = row('It "cures", says | she; =1.')
    assert next(csv.reader([one.as_csv()])) == list(one.cells.values())
