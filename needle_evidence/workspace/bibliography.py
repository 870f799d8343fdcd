"""Changing a project's references.bib: its encoding, marks and line ends stay."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.decode_text import DecodedText, decode
from needle_evidence.workspace.file_edits import edit_file
from needle_evidence.workspace.files import Project

_NAMES = {"cp1252": "Windows-1252", "utf-8": "UTF-8 in part"}


@dataclass(frozen=True, kw_only=True, slots=True)
class EditedReferences:
    """A reference file that was changed, or would be.

    path, created, diff: as in `EditedFile`. encoding_changed: "", or a sentence that says why
    the file is now UTF-8.
    """

    path: str
    created: bool
    diff: str
    encoding_changed: str = ""


def edit_references(
    project: Project, change: Callable[[str], str], *, dry_run: bool = False
) -> EditedReferences:
    """Changes the text of a project's reference file and replaces the file in one step.

    change: the text as it is, line ends included ("" for no file) → as it shall be; called
    again with the new text where another program changed the file meanwhile, so it decides
    everything from the text that it is given. Bytes that do not fit the file's encoding stand
    in it as lone surrogates and are written back as they were (`shown_text` makes them
    readable). The file keeps its encoding and byte order mark; where a character does not fit,
    it becomes UTF-8, and the answer says so. dry_run: nothing is written, made or locked.

    Raises:
        UsageError: the path leaves the project, another program writes all the time, or
            `change` refuses.
        UnreadableInputError: the file cannot be read as text.
        UnwritableOutputError: the file or folder may not be written; it is as it was.
    """
    path = project.config.references
    notes: list[str] = []

    def change_bytes(data: bytes | None) -> bytes:
        content, note = _changed(data or b"", change, path)
        notes.append(note)
        return content

    edited = edit_file(project, path, change_bytes, dry_run=dry_run)
    return EditedReferences(
        path=edited.path, created=edited.created, diff=edited.diff, encoding_changed=notes[-1]
    )


def shown_text(text: str) -> str:
    """The text with the bytes that fit no encoding read as Windows-1252, as `decode` does."""
    try:
        text.encode()  # a hundred times faster than looking for lone surrogates
    except UnicodeEncodeError:
        return text.translate(_SURROGATES)
    return text


def _changed(data: bytes, change: Callable[[str], str], path: str) -> tuple[bytes, str]:
    decoded = decode(data, path=path)
    wide = decoded.encoding.startswith(("utf-16", "utf-32"))
    errors = "strict" if wide else "surrogateescape"
    mark = "\ufeff".encode(decoded.encoding if wide else "utf-8") * decoded.byte_order_mark
    before = data[len(mark) :].decode(decoded.encoding, errors)
    after = change(before)
    if after == before:
        return data, ""
    return _encoded(after, decoded, mark, errors, path)


def _encoded(
    text: str, decoded: DecodedText, mark: bytes, errors: str, path: str
) -> tuple[bytes, str]:
    """The new bytes in the file's own encoding, or in UTF-8 and why."""
    reason = "after the change its encoding could no longer be told"
    try:
        content = mark + text.encode(decoded.encoding, errors)
        if decode(content, path=path).text == shown_text(text):
            return content, ""
    except UnicodeEncodeError as error:
        reason = f"“{error.object[error.start]}” does not fit"
    except UnreadableInputError:  # such as UTF-16 without a mark, no longer recognised
        pass
    name = _NAMES.get(decoded.encoding, decoded.encoding[:6].upper())
    # BibTeX stumbles over a byte order mark, so only a file that had one gets one.
    content = (codecs.BOM_UTF8 if mark else b"") + shown_text(text).encode()
    return content, f"the file was {name}; {reason}, so it is now UTF-8"


def _windows_1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_SURROGATES = {0xDC00 + byte: _windows_1252(byte) for byte in range(0x80, 0x100)}
