"""Labelled strings, invented references, and that training gives the same model again."""

from __future__ import annotations

from pathlib import Path
from random import Random

from benchmarks.labelled_strings import labelled_string, mended, recombined, split_held_back
from benchmarks.reference_strings import measure
from benchmarks.restyled_references import restyled_references
from needle_evidence.formats.printed_reference.labelling import Labeller, train_model

PIECES = [
    ("author", "Vos C.", False),
    ("title", "Heel pain.", False),
    ("journal", "In: Foot.", False),
    ("date", "2011;", False),
    ("volume", "4(2):", True),
    ("pages", "17-9.", True),
]


def test_labels_follow_the_pieces() -> None:
    string = labelled_string(PIECES)
    assert string.text == "Vos C. Heel pain. In: Foot. 2011;4(2):17-9."
    assert string.labels == (
        "B-author", "I-author", "B-title", "I-title", "B-journal", "I-journal",
        "B-date", "B-volume", "B-pages",
    )  # fmt: skip
    assert ("container", 18, 27) in string.spans


def test_what_rules_read_is_no_token() -> None:
    string = labelled_string(
        [("citation-number", "[3]", False), *PIECES, ("doi", "doi:10.1000/1", False)]
    )
    assert string.text.startswith("Vos C.")
    assert [token.text for token in string.tokens][-1] == "17-9."


def test_pages_and_years_are_taken_out_of_volumes() -> None:
    assert mended([("volume", "16(11): 465-472.", False)]) == [
        ("volume", "16(11):", False),
        ("pages", "465-472.", False),
    ]
    assert mended([("volume", "2012; 30(15):", False)]) == [
        ("date", "2012;", False),
        ("volume", "30(15):", False),
    ]
    assert mended(PIECES) == PIECES


def test_recombined_strings_keep_signs_and_people() -> None:
    other = [("author", "Kerr N,", False), ("title", "“Hands,”", False)]
    one, two = recombined([PIECES, other], Random(3))
    assert one[0] == PIECES[0]
    assert two[1][1] in ("“Hands,”", "“Heel pain,”")


def test_held_back_strings_are_never_learned() -> None:
    references = [[("title", str(number), False)] for number in range(50)]
    learned, held_back = split_held_back(references)
    assert len(held_back) == 10
    assert sorted(map(str, learned + held_back)) == sorted(map(str, references))


def test_invented_references_are_the_same_each_time_and_fully_labelled() -> None:
    one, two = (restyled_references(60, Random(5)) for _ in range(2))
    assert one == two
    for pieces in one:
        string = labelled_string(pieces)
        assert len(string.tokens) == len(string.labels) >= 3


def test_training_gives_the_same_model_and_it_reads(tmp_path: Path) -> None:
    strings = [labelled_string(pieces) for pieces in restyled_references(40, Random(1))]
    examples = [(string.tokens, string.labels) for string in strings]
    models = []
    for name in ("one", "two"):
        train_model(examples, str(tmp_path / name), {"max_iterations": 15})
        models.append((tmp_path / name).read_bytes())
    assert models[0] == models[1]
    assert measure(Labeller(models[0]), strings).mean_f1 > 0.5
