"""Bytes of a text file around what is replaced in it."""

from __future__ import annotations

import pytest

from needle_evidence.formats.article_format import article_source
from needle_evidence.formats.patched_text import text_bytes


@pytest.mark.parametrize(
    ("data", "name", "encoding", "proven"),
    [
        (b"plain\r\n", "a.md", "utf-8", False),
        ("é\n".encode(), "a.md", "utf-8", True),
        (b"\xef\xbb\xbfplain", "a.txt", "utf-8", True),
        (b"caf\xe9", "a.txt", "cp1252", False),
        ("\ufeffÄ".encode("utf-16-be"), "a.txt", "utf-16-be", True),
        ('<meta charset="koi8-r"><p>боль'.encode("koi8-r"), "a.html", "koi8-r", False),
    ],
)
def test_encoding_is_the_one_that_gives_the_bytes(
    data: bytes, name: str, encoding: str, proven: bool
) -> None:
    known = text_bytes(data, article_source(data, name), path=name)
    assert known is not None
    assert (known.encoding, known.proven) == (encoding, proven)
    assert known.replaced([]) == data
    last = len(known.text)
    assert known.replaced([(last, last, "x")]) == data + "x".encode(encoding)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("Ärzte üben Öffnen".encode() + b" caf\xe9", "a.md"),
        ('<meta charset="iso-2022-jp"><p>痛み'.encode("iso-2022-jp"), "a.html"),
    ],
)
def test_bytes_of_no_one_encoding(data: bytes, name: str) -> None:
    assert text_bytes(data, article_source(data, name), path=name) is None
