"""Bytes of a text file to text, whatever encoding an editor or a spreadsheet gave it."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from needle_evidence.errors import UnreadableInputError

_SAVE_AS_TEXT = "Save it as plain UTF-8 text (in a spreadsheet: “CSV UTF-8”) and try again."

# The longer marks come first: a UTF-16 mark also begins the UTF-32 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_KINDS = (
    (b"PK\x03\x04", "a zip file, perhaps an Excel, LibreOffice or Word document"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word document"),
    (b"%PDF-", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3", "a database"),
)
_SAMPLE_SIZE = 65_536
_MOST_CONTROLS = 0.05
_CONTROLS = bytes(sorted({*range(32)} - {9, 10, 11, 12, 13, 26, 27}))


@dataclass(frozen=True, kw_only=True, slots=True)
class DecodedText:
    """The text of a file.

    encoding: Python's name of the encoding it was read with. guessed: nothing in the file
    proves that encoding; another one could have been meant. byte_order_mark: the file began
    with one (it is not in the text).
    """

    text: str
    encoding: str
    guessed: bool = False
    byte_order_mark: bool = False


def decode(data: bytes, *, path: str) -> DecodedText:
    """Decodes UTF-8 and UTF-16 with or without a byte order mark, else Windows-1252.

    A byte that Windows-1252 leaves undefined is read as Latin-1. In a file that is mostly
    UTF-8, only the bytes that do not fit are read as Windows-1252. Line ends stay as they
    are. path: for the message.

    Raises:
        UnreadableInputError: the bytes are not text, or are damaged UTF-16 or UTF-32.
    """
    _refuse_known_binary(data, path)
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", ""))
    encoding = encoding or _wide_encoding(data)
    body = data[len(mark) :]
    if encoding.startswith("utf-") and encoding != "utf-8":
        decoded = _decode_wide(body, encoding, path, byte_order_mark=bool(mark))
    else:
        decoded = _decode_narrow(body, byte_order_mark=bool(mark))
    _refuse_binary_text(decoded.text, path)
    return decoded


def _refuse_known_binary(data: bytes, path: str) -> None:
    for start, kind in _BINARY_KINDS:
        if data.startswith(start):
            raise UnreadableInputError(f"{path} is {kind}, not a text file.", _SAVE_AS_TEXT)


def _refuse_binary_text(text: str, path: str) -> None:
    sample = text[:_SAMPLE_SIZE].encode("utf-8", "replace")
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if "\x00" in text or controls > _MOST_CONTROLS * len(sample):
        raise UnreadableInputError(
            f"{path} is not a text file: it holds bytes that no text has.", _SAVE_AS_TEXT
        )


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark shows in the zero bytes of its ASCII characters, else ""."""
    sample = data[:_SAMPLE_SIZE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    enough = len(sample) // 8
    if len(data) < 2 or len(data) % 2:
        return ""
    if odd > enough and not even:
        return "utf-16-le"
    if even > enough and not odd:
        return "utf-16-be"
    return ""


def _decode_wide(body: bytes, encoding: str, path: str, *, byte_order_mark: bool) -> DecodedText:
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableInputError(
            f"{path} is damaged {encoding[:6].upper()} text: byte {error.start} and what follows "
            "it cannot be read.",
            _SAVE_AS_TEXT,
        ) from error
    return DecodedText(text=text, encoding=encoding, byte_order_mark=byte_order_mark)


def _decode_narrow(body: bytes, *, byte_order_mark: bool) -> DecodedText:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(body, byte_order_mark=byte_order_mark)
    return DecodedText(text=text, encoding="utf-8", byte_order_mark=byte_order_mark)


def _guess(body: bytes, *, byte_order_mark: bool) -> DecodedText:
    # A single Windows-1252 line pasted into a UTF-8 file must not garble all other lines;
    # so what fits UTF-8 stays, unless most of what is not ASCII does not fit.
    fitting = body.decode("utf-8", "ignore")
    ascii_bytes = len(body.translate(None, _NOT_ASCII))
    misfits = len(body) - len(fitting.encode("utf-8"))
    if len(fitting) - ascii_bytes > misfits:
        text, encoding = body.decode("utf-8", "surrogateescape").translate(_ESCAPED), "utf-8"
    else:
        text, encoding = codecs.charmap_decode(body, "strict", _WINDOWS_1252)[0], "cp1252"
    return DecodedText(text=text, encoding=encoding, guessed=True, byte_order_mark=byte_order_mark)


def _windows_1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_NOT_ASCII = bytes(range(0x80, 0x100))
_WINDOWS_1252 = "".join(map(_windows_1252, range(0x100)))
# What Python's "surrogateescape" makes of each byte that does not fit.
_ESCAPED = {0xDC00 + byte: _WINDOWS_1252[byte] for byte in _NOT_ASCII}
