"""Passages that stand in a source, and those that only seem to."""

from __future__ import annotations

import time

import pytest

from needle_evidence.language.passages import (
    PassageMatch,
    find_passage,
    prepare,
    too_short,
    word_count,
)


def place(passage: str, source: str) -> str:
    """The words of the source that the passage matches; "" where none do."""
    match = find_passage(passage, source)
    return source[match.start : match.end] if match.found else ""


@pytest.mark.parametrize(
    ("passage", "source", "place_in_source"),
    [
        ("Dry Needling, again!", "On dry  needling\n(again).", "dry  needling\n(again"),
        ("14.4 mm lower", "by 14·4\u2009mm lower", "14·4\u2009mm lower"),
        ("a fall of -14.4 mm", "a fall of − 14.4 mm", "a fall of − 14.4 mm"),
        ("24-48 hours", "within 24 – 48 hours", "24 – 48 hours"),
        (
            "the “body-self” neuromatrix",
            "the body- self neuromatrix.",
            "the body- self neuromatrix",
        ),
        ("body self neuromatrix", "the body‑self neuromatrix", "body‑self neuromatrix"),
        ("a randomized trial", "A random-\nized trial", "A random-\nized trial"),
        ("a randomized trial", "a ran\u00addom\u00adized trial", "a ran\u00addom\u00adized trial"),
        ("significant finding", "a signiﬁcant ﬁnding", "signiﬁcant ﬁnding"),
        ("20,464 treatments", "of 20\u2009464 treatments", "20\u2009464 treatments"),
        ("20464 treatments", "of 20,464 treatments", "20,464 treatments"),
        ("P < .05", "all (P<0.05)", "P<0.05"),
        ("<= 5 mm", "was ≤5 mm", "≤5 mm"),
        ("5 ± 2 cm", "about 5 +/- 2 cm", "5 +/- 2 cm"),
        ("2 x 2 cm", "of 2×2 cm", "2×2 cm"),
        ("32 % of people", "in 32% of people", "32% of people"),
        ("alpha and beta-blockers", "of α and β-blockers", "α and β-blockers"),
        ("Ménière's disease", "Me\u0301nie\u0300re’s disease", "Me\u0301nie\u0300re’s disease"),
        ("COVID-19 and IL-6", "COVID 19 and IL‐6", "COVID 19 and IL‐6"),
        ("MD -0.5", "was MD-0.5", "MD-0.5"),
        ("and post-test scores", "the pre- and post-test scores", "and post-test scores"),
        ("3 patients fell", "Harms:\n- 3 patients fell", "3 patients fell"),
        ("two_words *marked*", "two words marked", "two words marked"),
        ("针刺治疗", "随机的针刺治疗足底", "针刺治疗"),
        ("caf\u0065\u0301 noir", "un café noir", "café noir"),
        ("zero\u200bwidth space", "zerowidth space", "zerowidth space"),
        (
            "the helicase RecQ[Bs] binds",
            "The helicase RecQ[Bs] binds",
            "The helicase RecQ[Bs] binds",
        ),
    ],
)
def test_what_a_print_changes_does_not_count(
    passage: str, source: str, place_in_source: str
) -> None:
    assert place(passage, source) == place_in_source


@pytest.mark.parametrize(
    ("passage", "source"),
    [
        ("1.53 points", "by −1.53 points"),
        ("-1.53 points", "by 1.53 points"),
        ("P < .05", "P > .05"),
        ("P < .05", "P = .05"),
        ("5 mm or less", "5 cm or less"),
        ("4 weeks", "24 weeks"),
        ("4 weeks", "1.4 weeks"),
        ("48 hours", "24-48 hours"),
        ("24 patients", "2 4 patients"),
        ("14.4 mm", "14,4 mm"),
        ("14.4 mm", "144 mm"),
        ("10% of patients", "5%–10% of patients"),
        ("MD 0.5", "MD-0.5"),
        ("1/4 of them", "1 4 of them"),
        ("active treatment", "inactive treatment"),
        ("was in active treatment", "was inactive treatment"),
        ("pain", "painful"),
        ("did reduce pain", "did not reduce pain"),
        ("", "anything"),
        ("...", "anything"),
        ("[all of it]", "anything"),
        ("anything", ""),
    ],
)
def test_what_changes_the_meaning_counts(passage: str, source: str) -> None:
    assert find_passage(passage, source) == PassageMatch(found=False, missing=passage)


SOURCE = (
    "Pain was lower at 6 weeks [12] in those who had dry needling than in the others (84 women)."
)


@pytest.mark.parametrize(
    "elision", ["…", "...", " . . . ", "[...]", "[…]", "(...)", " [ . . . ] ", "....", ".."]
)
def test_an_elision_leaves_words_out(elision: str) -> None:
    match = find_passage(f"{elision} pain was lower {elision} than in the others.", SOURCE)
    assert SOURCE[match.start : match.end] == SOURCE[: SOURCE.index(" (84")]


def test_parts_stand_in_their_order() -> None:
    match = find_passage("than in the others ... pain was lower", SOURCE)
    assert (match.found, match.missing) == (False, "pain was lower")


def test_parts_do_not_share_words() -> None:
    assert not find_passage("had dry needling than ... dry needling than in", SOURCE).found
    assert find_passage("who had dry needling ... than in the others", SOURCE).found


def test_the_first_part_that_is_not_there_is_named() -> None:
    match = find_passage("pain was lower ... in all 85 women ... at no time", SOURCE)
    assert match == PassageMatch(found=False, missing="in all 85 women")


def test_a_part_of_two_words_has_no_place() -> None:
    assert find_passage("pain was lower ... the others", SOURCE).missing == "the others"


@pytest.mark.parametrize(
    "passage",
    [
        "in those [people] who had dry needling",
        "in those who had [we presume] dry needling",
        "[P]ain was lower at 6 weeks",
        "in those [w]ho had dry needling",
        "dry needling than in the other[s]",
        "who had dry needling[s] than",
        "lower at 6 weeks in those who",
        "lower at 6 weeks [12] in those who",
    ],
)
def test_editorial_additions_and_citation_marks_are_passed_over(passage: str) -> None:
    assert find_passage(passage, SOURCE).found


@pytest.mark.parametrize(
    "passage",
    [
        "pain was lower [by 14 mm] at 6 weeks",
        "pain was lower [14] at 6 weeks",
        "lower at 6 weeks [13] in those who",
    ],
)
def test_a_number_in_brackets_is_no_addition(passage: str) -> None:
    assert not find_passage(passage, SOURCE).found


def test_an_interval_in_brackets_is_kept() -> None:
    source = "MD -2.3 [-2.8, -1.8] at 12 weeks"
    assert find_passage("MD −2.3 (−2.8, −1.8) at 12 weeks", source).found
    assert not find_passage("MD −2.3 at 12 weeks", source).found


def test_compounds_before_the_match_do_not_move_it() -> None:
    source = "A body-self b12-\nfold a-½ α-β [3] well- known ﬁrst-step x²-y pain was lower here"
    assert place("pain was lower", source) == "pain was lower"


def test_one_prepared_text_serves_many_passages() -> None:
    prepared = prepare(SOURCE)
    for passage in ("pain was lower", "84 women", "not there at all"):
        assert find_passage(passage, prepared) == find_passage(passage, SOURCE)


@pytest.mark.parametrize(
    ("passage", "short"),
    [
        ("", True),
        ("improved both pain", True),
        ("14.4 mm", True),
        ("improved both pain and disability", False),
        ("improved both pain and … and so it was", False),
        ("improved both pain and … disability", True),
        ("three words here [and an addition]", True),
        ("治疗足底筋膜炎", False),
    ],
)
def test_too_short(passage: str, short: bool) -> None:
    assert too_short(passage) is short


def test_word_count() -> None:
    assert word_count("First-step pain: −14.4 mm (P < .05)") == 6
    assert word_count(" … ") == 0


@pytest.mark.parametrize(
    "piece", ["The mean – of β-blockers [12] was −14.4 mm. ", "a ", "1-", "a-"]
)
def test_long_texts_take_seconds_not_hours(piece: str) -> None:
    source = piece * (1_000_000 // len(piece))
    started = time.monotonic()
    find_passage(source[: 100_000 // len(piece) * len(piece)] + " no", source)
    assert time.monotonic() - started < 10
