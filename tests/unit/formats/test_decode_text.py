"""Encodings that editors and spreadsheets leave behind."""

from __future__ import annotations

import codecs

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.decode_text import decode

TEXT = "claim_id;claim\r\nfuß-1;Fuß – “heel” pain\r\n"


@pytest.mark.parametrize(
    ("data", "encoding", "marked"),
    [
        (TEXT.encode(), "utf-8", False),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8", True),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le", True),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be", True),
        (TEXT.encode("utf-16-le"), "utf-16-le", False),
        (TEXT.encode("utf-16-be"), "utf-16-be", False),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le", True),
    ],
)
def test_unicode_is_read_without_guessing(data: bytes, encoding: str, marked: bool) -> None:
    decoded = decode(data, path="claims.csv")
    assert decoded.text == TEXT
    assert (decoded.encoding, decoded.byte_order_mark) == (encoding, marked)
    assert not decoded.guessed


def test_windows_1252_is_a_guess() -> None:
    decoded = decode(TEXT.encode("cp1252"), path="claims.csv")
    assert decoded.text == TEXT
    assert decoded.encoding == "cp1252"
    assert decoded.guessed


def test_bytes_that_windows_1252_leaves_undefined_are_latin_1() -> None:
    decoded = decode(b"caf\xe9 \x81\x8d\x8f\x90\x9d", path="a.bib")
    assert decoded.text == "café \x81\x8d\x8f\x90\x9d"


def test_two_windows_letters_that_look_like_utf_8_do_not_mislead_for_a_whole_file() -> None:
    text = "«CAFÉ» déjà vu, à la carte"
    assert decode(text.encode("cp1252"), path="a.bib").text == text


def test_one_windows_line_does_not_garble_a_utf_8_file() -> None:
    data = "Fuß – Müller’s “heel”\n".encode() + "naïf\n".encode("cp1252")
    decoded = decode(data, path="claims.csv")
    assert decoded.text == "Fuß – Müller’s “heel”\nnaïf\n"
    assert (decoded.encoding, decoded.guessed) == ("utf-8", True)


def test_utf_8_mark_before_windows_text_is_not_part_of_the_text() -> None:
    decoded = decode(codecs.BOM_UTF8 + b"caf\xe9", path="claims.csv")
    assert decoded.text == "café"
    assert decoded.guessed


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"", path="claims.csv").text == ""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", "claims.csv is a zip file, perhaps an Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word document"),
        (b"%PDF-1.7\n%\xe2\xe3", "claims.csv is a PDF"),
        (b"abc\x00def\x00\x00gh", "claims.csv is not a text file"),
        (bytes(range(1, 32)) * 9, "claims.csv is not a text file"),
        (b"\xff\xfea\x00\x00\xd8b\x00", "claims.csv is damaged UTF-16 text"),
        (b"\xff\xfea\x00b", "claims.csv is damaged UTF-16 text"),
    ],
)
def test_what_is_not_text_is_refused_in_plain_words(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableInputError) as caught:
        decode(data, path="claims.csv")
    assert words in caught.value.problem
    assert "UTF-8" in caught.value.way_out


def test_rare_control_characters_do_not_make_a_text_binary() -> None:
    text = "a title with an escape \x1b[2J and a stray \x02 in a line of usual length\n"
    assert decode(text.encode(), path="a.bib").text == text
