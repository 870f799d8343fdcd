"""Tagged lines: records with their lines, and nothing dropped, whatever the file's dialect."""

from __future__ import annotations

import time

import pytest

from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.tagged_lines import TaggedStyle, TaggedText, read_tagged_lines

RIS = TaggedStyle.RIS
TWO = "TY  - JOUR\nTI  - One\nER  - \n\nTY  - BOOK\nTI  - Two\nER  - \n"


def read(text: str, style: TaggedStyle = RIS) -> TaggedText:
    return read_tagged_lines(text, path="export.ris", style=style)


def seen(tagged: TaggedText) -> list[list[tuple[str, str, int]]]:
    return [[(c.tag, c.value, c.line) for c in record.lines] for record in tagged.records]


def kinds(tagged: TaggedText) -> list[tuple[str, int | None]]:
    return [(problem.kind, problem.location.line) for problem in tagged.problems]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_line_end_and_encoding(end: str, encoding: str) -> None:
    data = TWO.replace("One", "Élan – one").replace("\n", end).encode(encoding)
    tagged = read(decode(data, path="export.ris").text)
    assert seen(tagged) == [
        [("TY", "JOUR", 1), ("TI", "Élan – one", 2)],
        [("TY", "BOOK", 5), ("TI", "Two", 6)],
    ]
    assert tagged.problems == ()


def test_raw_is_the_record_as_it_stands() -> None:
    first, second = read(TWO.replace("\n", "\r\n")).records
    assert (first.line, first.raw) == (1, "TY  - JOUR\r\nTI  - One\r\nER  - ")
    assert second.raw.startswith("TY  - BOOK\r\n")


def test_missing_ends_part_records_and_are_one_problem() -> None:
    tagged = read("TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\nTY  - JOUR\nTI  - Three")
    assert [cells[1][1] for cells in seen(tagged)] == ["One", "Two", "Three"]
    assert kinds(tagged) == [("missing_end", 1)]
    assert "3 records" in tagged.problems[0].message


def test_text_in_front_is_a_problem_and_record_numbers_are_not() -> None:
    tagged = read(
        "Provider: A database\nContent: text\n\n1.\nTY  - JOUR\nER  - \n\n2. \nTY  - GEN\n"
    )
    assert len(tagged.records) == 2
    assert kinds(tagged) == [("unreadable", 1), ("missing_end", 9)]
    assert tagged.problems[0].raw == "Provider: A database\nContent: text"


def test_number_at_the_end_of_a_value_stays_in_it() -> None:
    tagged = read("TY  - JOUR\nN1  - cited\n\n12\nKW  - x\nER  - \n")
    assert seen(tagged)[0][1] == ("N1", "cited\n12", 2)


def test_lines_behind_an_end_belong_to_the_record_before() -> None:
    tagged = read(
        "TY  - JOUR\nTI  - One\nER  -\nNL  - J One\n\nLink: here\n\n2.\nTY  - GEN\nER  - \n"
    )
    assert seen(tagged)[0][2] == ("NL", "J One\nLink: here", 4)
    assert kinds(tagged) == [("behind_end", 4)]
    assert tagged.records[0].raw.endswith("Link: here")


def test_a_titled_record_without_type_is_a_record() -> None:
    tagged = read(TWO + "\nAU  - A, B\nTI  - Three\nER  - \n")
    assert seen(tagged)[2] == [("AU", "A, B", 9), ("TI", "Three", 10)]
    assert kinds(tagged) == [("missing_start", 9)]


def test_odd_spelling_of_tags() -> None:
    tagged = read("ty  - JOUR\nTI - One space\nAU\t- Tab, A\nT2  -\nab  - lower\nER  -  \n")
    assert [(tag, value) for tag, value, _ in seen(tagged)[0]] == [
        ("TY", "JOUR"),
        ("TI", "One space"),
        ("AU", "Tab, A"),
        ("T2", ""),
        ("AB", "lower"),
    ]
    assert tagged.problems == ()


def test_indented_records() -> None:
    tagged = read("  TY  - JOUR\n  TI  - One\n  ER  - \n  TY  - JOUR\n  TI  - Two\n")
    assert [cells[1][1] for cells in seen(tagged)] == ["One", "Two"]


def test_words_that_look_like_tags_go_on_with_the_value() -> None:
    tagged = read(
        "TY  - JOUR\nAB  - Both the\nUK - based and the\nEU-wide groups\nX1  - own\nER  - \n"
    )
    assert seen(tagged)[0][1:] == [
        ("AB", "Both the\nUK - based and the\nEU-wide groups", 2),
        ("X1", "own", 5),
    ]


def test_medline_continues_by_indentation_and_parts_without_blank_lines() -> None:
    text = (
        "PMID- 1\nTI  - A title that\n      TY  - goes on\nAB  - a\nPMID- 2\nTI  - B\n\nPMID- 3\n"
    )
    tagged = read(text, TaggedStyle.MEDLINE)
    assert seen(tagged)[0][1] == ("TI", "A title that\n      TY  - goes on", 2)
    assert [record.line for record in tagged.records] == [1, 5, 8]
    assert tagged.problems == ()


def test_refer_without_types_is_parted_by_blank_lines() -> None:
    tagged = read("%A A, B\n%T One\n\n%T Two\n%X words\ngo on\n", TaggedStyle.REFER)
    assert seen(tagged) == [
        [("A", "A, B", 1), ("T", "One", 2)],
        [("T", "Two", 4), ("X", "words\ngo on", 5)],
    ]


def test_web_of_science_frame_is_no_content() -> None:
    text = (
        "FN Clarivate\nVR 1.0\nPT J\nAU Smith, J\n   Doe, A\nTI One\n   two\nER\n\n"
        "PT J\nTI X\nER\n\nEF\n"
    )
    tagged = read(text, TaggedStyle.ISI)
    assert seen(tagged)[0] == [
        ("PT", "J", 3),
        ("AU", "Smith, J\n   Doe, A", 4),
        ("TI", "One\n   two", 6),
    ]
    assert len(tagged.records) == 2
    assert tagged.problems == ()


def test_two_formats_in_one_file_are_read_each_by_its_own() -> None:
    tagged = read(
        "TY  - JOUR\nTI  - One\nER  - \n\nPMID- 7\nTI  - Two\n      more\n%0 Book\n%T Three\n"
    )
    assert [record.style for record in tagged.records] == [
        TaggedStyle.RIS,
        TaggedStyle.MEDLINE,
        TaggedStyle.REFER,
    ]
    assert kinds(tagged) == [("mixed_formats", 5)]
    assert "RIS and MEDLINE and EndNote refer" in tagged.problems[0].message


def test_no_record_at_all() -> None:
    tagged = read("Just some words\n\nand more\n")
    assert tagged.records == ()
    assert kinds(tagged) == [("unreadable", 1)]


def test_time_grows_as_the_file_does() -> None:
    def seconds(count: int) -> float:
        text = "TY  - JOUR\nAB  - " + "word word\nUK - x\n\n3\n" * count
        start = time.perf_counter()
        read(text)
        return time.perf_counter() - start

    seconds(100)
    assert seconds(16_000) < 60 * max(seconds(1_000), 0.002)


@pytest.mark.parametrize(
    ("text", "style"),
    [("TY  - JOUR\nTI  - One\n", RIS), ("PMID- 1\nTI  - One\n", TaggedStyle.MEDLINE)],
)
def test_an_entry_of_bibtex_goes_on_with_no_value(text: str, style: TaggedStyle) -> None:
    tagged = read(f"{text}\n@article{{two,\n  title = {{Two}},\n}}\n", style)
    assert [line.value for line in tagged.records[0].lines][-1] == "One"
    assert ("unreadable", 4) in kinds(tagged)


def test_an_address_at_a_line_s_beginning_is_none() -> None:
    ((*_, abstract),) = seen(read("TY  - JOUR\nAB  - Ask\n@author{at} or\n@home, too\nER  - \n"))
    assert abstract == ("AB", "Ask\n@author{at} or\n@home, too", 2)
