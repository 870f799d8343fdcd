"""The records of where claims stand: written, read, broken and hostile."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from needle_evidence.formats.anchors_json import ANCHORS_PATH, read_anchors, write_anchors
from needle_evidence.model.anchor import Anchor, GovernedQuote
from needle_evidence.model.finding import Problem

HEEL = Anchor(
    claim_id="heel-pain",
    article="articles/page.md",
    governed=GovernedQuote(
        quote="reduces heel pain", before="Dry needling ", after=" by 5.", heading="Benefits"
    ),
    prefix="Dry needling ",
    suffix=" by 5.",
    start=120,
    end=137,
    source_sha256="ab" * 32,
)
ARM = replace(HEEL, claim_id="arm-pain")


def only_problem(text: str) -> Problem:
    _, problems = read_anchors(text)
    assert len(problems) == 1, [problem.message for problem in problems]
    problem = problems[0]
    assert problem.kind == "unreadable_anchor"
    assert problem.location.path == ANCHORS_PATH
    assert problem.way_out
    return problem


def changed(**fields: object) -> str:
    record = json.loads(write_anchors([HEEL]))[0]
    record.update(fields)
    return json.dumps([record])


def with_target(**fields: object) -> str:
    target = json.loads(write_anchors([HEEL]))[0]["target"]
    return changed(target=target | fields)


def with_position(start: object, end: object) -> str:
    quote = {"type": "TextQuoteSelector", "exact": "x"}
    place = {"type": "TextPositionSelector", "start": start, "end": end}
    return with_target(selector=[quote, place])


def test_one_record_a_line_in_the_words_of_the_annotation_standard() -> None:
    text = write_anchors([HEEL, ARM])
    assert text.splitlines()[0] == "["
    assert text.splitlines()[1] == (
        '{"claim_id": "arm-pain", "target": {"source": "articles/page.md", "selector": '
        '[{"type": "TextQuoteSelector", "exact": "reduces heel pain", "prefix": '
        '"Dry needling ", "suffix": " by 5."}, {"type": "TextPositionSelector", '
        '"start": 120, "end": 137}]}, "before": "Dry needling ", "after": " by 5.", '
        f'"lead_in": "", "heading": "Benefits", "source_sha256": "{"ab" * 32}"}},'
    )
    assert text.splitlines()[3:] == ["]"]
    assert text.endswith("]\n")


def test_what_was_written_is_read_whatever_the_order() -> None:
    text = write_anchors([HEEL, ARM, replace(HEEL, start=7, end=9)])
    assert text == write_anchors([replace(HEEL, start=7, end=9), HEEL, ARM])
    assert read_anchors(text) == ((ARM, replace(HEEL, start=7, end=9), HEEL), ())


def test_no_record_is_an_empty_list() -> None:
    assert write_anchors([]) == "[]\n"
    for text in ("[]\n", "[ ]", "", " \n", "\ufeff"):
        assert read_anchors(text) == ((), ())


def test_a_record_without_a_place_is_read_back_without_one() -> None:
    nowhere = replace(HEEL, start=-1, end=-1)
    assert "TextPositionSelector" not in write_anchors([nowhere])
    assert read_anchors(write_anchors([nowhere])) == ((nowhere,), ())


def test_signs_that_no_line_should_hold_are_escaped() -> None:
    strange = replace(HEEL, prefix="a\u2028b\u202ec\x85d\ne")
    line = write_anchors([strange])
    assert len(line.splitlines()) == 3
    assert "\u202e" not in line
    assert read_anchors(line) == ((strange,), ())


@pytest.mark.parametrize("change", ["\r\n", "\r"])
def test_other_line_ends_and_a_byte_order_mark_do_not_matter(change: str) -> None:
    text = "\ufeff" + write_anchors([HEEL, ARM]).replace("\n", change)
    assert read_anchors(text) == ((ARM, HEEL), ())


def test_a_reformatted_file_is_read() -> None:
    pretty = json.dumps(json.loads(write_anchors([HEEL, ARM])), indent=4)
    assert read_anchors(pretty) == ((ARM, HEEL), ())
    broken = pretty.replace('"heel-pain"', "5")
    assert only_problem(broken).location.line == pretty[: pretty.index("heel-pain")].count("\n")


@pytest.mark.parametrize("breaking", ["", "{", '{"claim_id": "x"', "{}}", "oops", '{"a": 1,}'])
def test_a_broken_line_costs_no_other_record(breaking: str) -> None:
    lines = write_anchors([ARM, HEEL, replace(HEEL, claim_id="zz")]).splitlines()
    lines[2] = breaking
    anchors, problems = read_anchors("\n".join(lines))
    assert [anchor.claim_id for anchor in anchors] == ["arm-pain", "zz"]
    assert [problem.location.line for problem in problems] == ([3] if breaking else [])
    assert [problem.raw for problem in problems] == ([breaking] if breaking else [])


def test_a_missing_or_a_spare_comma_costs_nothing() -> None:
    text = write_anchors([ARM, HEEL])
    assert read_anchors(text.replace("},\n", "}\n")) == ((ARM, HEEL), ())
    assert read_anchors(text.replace("}\n]", "},\n]")) == ((ARM, HEEL), ())


def test_neither_side_of_a_merge_conflict_is_taken() -> None:
    lines = write_anchors([ARM, HEEL, replace(HEEL, claim_id="zz")]).splitlines()
    ours, theirs = lines[2], lines[2].replace("120", "140")
    lines[2:3] = ["<<<<<<< HEAD", ours, "=======", theirs, ">>>>>>> branch"]
    text = "\n".join(lines)
    problem = only_problem(text)
    assert "merge conflict" in problem.message
    assert problem.location.line == 3
    assert ours in problem.raw
    assert theirs in problem.raw
    assert [anchor.claim_id for anchor in read_anchors(text)[0]] == ["arm-pain", "zz"]


def test_a_file_that_was_cut_off_says_so() -> None:
    text = write_anchors([ARM, HEEL])
    between = text[: text.index("\n", 5)]
    assert "cut off" in only_problem(between).message
    assert read_anchors(between)[0] == (ARM,)
    within = text[:-40]
    assert only_problem(within).location.line == 3
    assert read_anchors(within)[0] == (ARM,)


@pytest.mark.parametrize("text", ["{}", '"a"', "5", "null", '{"claim_id": "a"}'])
def test_something_else_than_a_list(text: str) -> None:
    problem = only_problem(text)
    assert "no JSON list" in problem.message
    assert problem.raw == text


@pytest.mark.parametrize("record", ["5", "null", '"text"', "[]", "true"])
def test_something_else_than_a_record_in_the_list(record: str) -> None:
    problem = only_problem(f"[\n{record}\n]")
    assert problem.location.line == 2
    assert problem.raw == record


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (changed(claim_id=5), "`claim_id` of the record is no text"),
        (changed(claim_id=""), "The record has no `claim_id`"),
        (changed(before=None), "`before` of the record is no text"),
        (changed(target=None), "`target` of the record"),
        (with_target(source=""), "The target has no `source`"),
        (with_target(selector="x"), "no list of objects"),
        (with_target(selector=["x"]), "no list of objects"),
        (with_target(selector=[]), "The target has no TextQuoteSelector"),
        (with_target(selector=[{}]), "A selector has no `type`"),
        (with_target(selector=[{"type": "TextQuoteSelector"}]), "has no `exact`"),
        (with_target(selector=[{"type": "TextQuoteSelector", "exact": "x"}] * 2), "two selectors"),
        (with_position("5", 9), "`start` of the TextPositionSelector is no whole number"),
        (with_position(True, 9), "no whole number"),
        (with_position(1.5, 9), "no whole number"),
        (with_position(5, None), "`end` of the TextPositionSelector"),
        (with_position(-2, 9), "no place in a text"),
        (with_position(5, 10**300), "no place in a text"),
        (with_position(5, 4), "before its `start`"),
        (changed(heading="\ud800"), "half a character"),
    ],
)
def test_a_record_that_says_nothing_usable(text: str, words: str) -> None:
    assert words in only_problem(text).message
    assert read_anchors(text)[0] == ()


@pytest.mark.parametrize(
    "value", ["NaN", "-Infinity", "9" * 5_000, "1e999", "[" * 100_000, '{"a":' * 100_000]
)
def test_hostile_values_are_problems(value: str) -> None:
    text = write_anchors([ARM, HEEL]).replace("120,", f"{value},", 1)
    assert only_problem(text).location.line == 2
    assert read_anchors(text)[0] == (HEEL,)


def test_a_field_named_twice_is_a_problem() -> None:
    text = write_anchors([ARM]).replace('"before"', '"claim_id": "other", "before"')
    assert only_problem(text).location.line == 2


def test_a_field_of_a_later_version_is_told_and_the_record_read() -> None:
    for text in (changed(state="x"), with_target(selector=[*selectors(), {"type": "Range"}])):
        assert "does not know" in only_problem(text).message
        assert read_anchors(text)[0] == (HEEL,)


def selectors() -> list[object]:
    found = json.loads(write_anchors([HEEL]))[0]["target"]["selector"]
    assert isinstance(found, list)
    return found


def test_a_record_that_stands_there_twice() -> None:
    twice = only_problem(write_anchors([HEEL, HEEL]))
    assert "twice" in twice.message
    assert twice.location.line == 3
    assert twice.subject == "heel-pain"
    other = replace(HEEL, source_sha256="")
    assert "something else" in only_problem(write_anchors([HEEL, other])).message


@pytest.mark.parametrize("line", ["{", "[", '{"a": [1,', "<<<<<<<", '"', "{}", "]", ","])
def test_a_long_file_takes_no_longer_than_its_length_asks_for(line: str) -> None:
    started = time.perf_counter()
    read_anchors("[\n" + f"{line}\n" * 100_000)
    assert time.perf_counter() - started < 5
