"""Text of a file that names its own encoding: HTML's `<meta charset>`, XML's declaration."""

from __future__ import annotations

import re

from needle_evidence.formats.decode_text import DecodedText, decode

# HTML's rule: the declaration stands in the first 1,024 bytes; saved pages put notes before it.
_HEAD = 4_096
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,400}?\bcharset|\?xml\b[^>]{0,200}?\bencoding)\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
# Only these are believed: other codecs of Python do no text, or take quadratic time. Of two
# names for nearly one encoding the larger is taken, as browsers do.
_KNOWN = {
    **{f"iso-8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"windows-{page}": f"cp{page}" for page in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)},
    **{name: name for name in ("koi8-r", "koi8-u", "gb18030", "big5", "euc-jp", "iso-2022-jp")},
    "iso-8859-9": "cp1254",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "macintosh": "mac-roman",
    "ibm866": "cp866",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "windows-31j": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
_SEVEN_BITS = "iso-2022-jp"


def decode_declared(data: bytes, *, path: str) -> str:
    """The text of a file that may name its own encoding; see `declared_text`."""
    return declared_text(data, path=path).text


def declared_text(data: bytes, *, path: str) -> DecodedText:
    """Decodes a file by its byte order mark, as UTF-8 where it fits, else as it declares.

    Without a declaration that fits it is Windows-1252, like every text file here (see
    `decode`). path: for the message.

    Raises:
        UnreadableInputError: the bytes are not text, or are damaged UTF-16 or UTF-32.
    """
    found = _DECLARED.search(data, 0, _HEAD)
    encoding = _KNOWN.get(found[1].decode("ascii", "replace").lower(), "") if found else ""
    if encoding and b"\x00" not in data and (encoding == _SEVEN_BITS or not _is_utf_8(data)):
        return DecodedText(text=data.decode(encoding, "replace"), encoding=encoding)
    return decode(data, path=path)


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
