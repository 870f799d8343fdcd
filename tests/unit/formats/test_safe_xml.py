"""XML is read record by record; what could do harm is refused, what is broken is named."""

from __future__ import annotations

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.safe_xml import (
    XmlBreak,
    plain_text,
    read_xml_records,
    xml_break_words,
)


def read(data: str | bytes) -> tuple[list[tuple[str, int]], XmlBreak | None]:
    found: list[tuple[str, int]] = []
    content = data.encode() if isinstance(data, str) else data
    broken = read_xml_records(
        content,
        path="x.xml",
        names=("work",),
        read=lambda element, line: found.append((plain_text(element), line)),
    )
    return found, broken


def test_records_come_with_their_lines() -> None:
    found, broken = read("<all>\n<work>One\n <b>two</b> </work>\n<x/><work>3</work></all>")
    assert found == [("One two", 2), ("3", 4)]
    assert broken is None


def test_a_record_inside_a_record_is_part_of_it() -> None:
    assert read("<all><work>a<work>b</work></work></all>")[0] == [("ab", 1)]


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://127.0.0.1/x.dtd"> %a;',
        '<!ATTLIST work note CDATA "text">',
    ],
)
def test_a_doctype_with_declarations_is_refused(declaration: str) -> None:
    with pytest.raises(UnreadableInputError, match=r"x\.xml, line 2: its DOCTYPE"):
        read(f'<?xml version="1.0"?>\n<!DOCTYPE all [{declaration}]><all><work>1</work></all>')


def test_a_doctype_that_only_names_its_dtd_is_read() -> None:
    dtd = '<!DOCTYPE all PUBLIC "-//NLM//DTD X//EN" "http://dtd.example.org/x.dtd">'
    assert read(f"{dtd}<all><work>1</work></all>")[0] == [("1", 1)]


def test_names_of_characters_are_read() -> None:
    assert read("<all><work>5&nbsp;&micro;g &unknown; &lt;</work></all>")[0] == [
        ("5 µg &unknown; <", 1)
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "cp1252"])
def test_the_declared_encoding_is_read(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><all><work>Ménière</work></all>'
    assert read(text.encode(encoding))[0] == [("Ménière", 1)]


def test_what_comes_before_a_break_is_read() -> None:
    found, broken = read("<all>\n<work>1</work>\n<work>2</b>\n</work><work>3</work></all>")
    assert found == [("1", 2)]
    assert broken == XmlBreak(line=3, reason="mismatched tag", unread=2)
    message = xml_break_words(broken, "x.xml")
    assert message == (
        "x.xml is damaged XML (mismatched tag); the 2 records from there on were not read."
    )


def test_a_cut_off_record_is_counted_as_unread() -> None:
    found, broken = read("<all><work>1</work>\n<work>2")
    assert found == [("1", 1)]
    assert broken is not None
    assert (broken.line, broken.unread) == (2, 1)


def test_documents_one_after_another_are_read_like_one() -> None:
    one = '<?xml version="1.0"?>\n<all><work>1</work></all>\n'
    assert read(one + "\ufeff" + one)[0] == [("1", 2), ("1", 4)]


@pytest.mark.parametrize(
    ("inside", "reason"),
    [("<a>" * 300, "nested over 200"), ("<a/>" * 600_000, "over 500,000 elements")],
)
def test_a_monstrous_record_ends_the_reading(inside: str, reason: str) -> None:
    found, broken = read(f"<all><work>1</work><work>{inside}</work></all>")
    assert found == [("1", 1)]
    assert broken is not None
    assert reason in broken.reason


def test_what_is_no_xml_is_a_break() -> None:
    found, broken = read("title,author\nA,B\n")
    assert not found
    assert broken is not None
    assert broken.line == 1
