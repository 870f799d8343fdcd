"""Replacing stretches of a text file and keeping every other byte of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from needle_evidence.formats.declared_encoding import declared_text
from needle_evidence.formats.decode_text import decode

# A change of alphabet inside the text: its bytes cannot be cut at any character.
_STATEFUL = frozenset({"iso-2022-jp"})


@dataclass(frozen=True, kw_only=True, slots=True)
class TextBytes:
    """A text file of which every character's bytes are known.

    encoding: Python's name. start: its bytes before the text (a byte order mark). proven: its
    bytes are of that encoding whatever a reader takes them for: ASCII alone is not, for a page
    may declare another encoding.
    """

    text: str
    encoding: str
    start: bytes
    proven: bool

    def holds(self, text: str) -> bool:
        """Whether the encoding has all characters of a text."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True

    def replaced(self, edits: Sequence[tuple[int, int, str]]) -> bytes:
        """The file's bytes with stretches of its text replaced.

        edits: start, end (exclusive) and new text, in ascending order, none in another.
        Raises UnicodeEncodeError for a new text that does not fit the encoding.
        """
        parts = [self.start]
        done = 0
        for start, end, text in edits:
            parts += [self.text[done:start].encode(self.encoding), text.encode(self.encoding)]
            done = end
        return b"".join((*parts, self.text[done:].encode(self.encoding)))


def text_bytes(data: bytes, source: str, *, path: str) -> TextBytes | None:
    """The bytes of a file beside the text that was read from them.

    None where they are of no one encoding (a line pasted in from another file), so that the
    text, written again, would be other bytes. Raises UnreadableInputError as the readers do.
    """
    for decoded in (decode(data, path=path), declared_text(data, path=path)):
        if decoded.text != source or decoded.encoding in _STATEFUL:
            continue
        try:
            written = source.encode(decoded.encoding)
        except UnicodeEncodeError:
            continue
        start = data[: len(data) - len(written)]
        if start + written == data:
            wide = decoded.encoding.startswith("utf-") and (bool(start) or not data.isascii())
            return TextBytes(text=source, encoding=decoded.encoding, start=start, proven=wide)
    return None
