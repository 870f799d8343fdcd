"""Reading a large XML file record by record, so that nothing in it can do harm."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from html.entities import html5
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.declared_encoding import decode_declared
from needle_evidence.model.finding import Location, Problem

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

# Limits that no real record comes near; they bound the memory that a hostile one takes.
_DEEPEST = 200
_LARGEST_RECORD = 30_000_000
_MOST_ELEMENTS = 500_000
_MOST_DOCUMENTS = 10_000
_STEP = 1_000_000
_NEXT_START = re.compile(rb"(?:\xef\xbb\xbf|\s)*(?=<[?!A-Za-z])")
_EXPORT_AGAIN = "Export it again from the database or the reference manager that it comes from."


@dataclass(frozen=True, kw_only=True, slots=True)
class XmlBreak:
    """Where a file stops being XML.

    line: from 1. reason: the parser's words. unread: how many records begin after it.
    """

    line: int
    reason: str
    unread: int


RecordReader = Callable[[Element, int], None]


def read_xml_records(
    data: bytes, *, path: str, names: Collection[str], read: RecordReader
) -> XmlBreak | None:
    """Hands each outermost element of one of these names to `read`, with its line (from 1).

    Only one record is held at a time, so memory is bounded for files of any size; text outside
    records is passed over. Names have no namespaces. HTML's names of characters (`&nbsp;`) are
    read. Where the file stops being XML, nests over 200 levels deep, or holds a record of over
    30 MB or 500,000 elements, what came before has been read and the place is returned; else
    None.

    Raises:
        UnreadableInputError: the DOCTYPE has declarations of its own (entities, with which a
            small file can grow without end or pull in other files), or the bytes are no text.
    """
    return _Reader(_as_utf_8(data, path), path, frozenset(names), read).run()


def plain_text(element: Element | None) -> str:
    """The text of an element and all in it, blanks and line breaks as one space."""
    if element is None:
        return ""
    text = "".join(element.itertext()) if len(element) else element.text or ""
    return " ".join(text.split())


class _Broken(Exception):  # noqa: N818 - ends the parse; no error of the caller's
    """The rest of the file is not read."""


class _Reader:
    """Runs expat over the bytes and builds one record at a time."""

    def __init__(self, data: bytes, path: str, names: frozenset[str], read: RecordReader) -> None:
        self._data = memoryview(data)
        self._line = 0
        self._ended = False  # the outermost element was closed
        self._path = path
        self._names = names
        self._read = read
        self._builder: TreeBuilder | None = None
        self._depth = self._record_depth = self._record_start = self._record_line = (
            self._elements
        ) = 0
        self._parser = self._new_parser()

    def run(self) -> XmlBreak | None:
        """Reads to the end or to the first thing that is no XML.

        Answers of several requests that somebody put one after another are read like one.
        """
        for _ in range(_MOST_DOCUMENTS):
            found = self._run_one()
            if found is None or self._depth or not self._ended or not self._go_on():
                return found
        return found

    def _run_one(self) -> XmlBreak | None:
        try:
            self._parser.Parse(self._data, True)
        except _Broken as broken:
            return self._break(str(broken))
        except expat.ExpatError as error:
            return self._break(expat.ErrorString(error.code))
        return None

    def _go_on(self) -> bool:
        """Starts a new document where the last one ended; False where no other begins."""
        at = self._parser.ErrorByteIndex
        begin = _NEXT_START.match(self._data, at)
        if at < 0 or begin is None:
            return False
        self._line += bytes(self._data[: begin.end()]).count(b"\n")
        self._data = self._data[begin.end() :]
        self._ended = False
        self._parser = self._new_parser()
        return True

    def _new_parser(self) -> XMLParserType:
        # Whatever encoding the file declares, its bytes are UTF-8 by now.
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        # A DOCTYPE that only names its DTD is harmless: expat fetches nothing.
        parser.StartDoctypeDeclHandler = self._doctype
        parser.SkippedEntityHandler = self._skipped_entity
        # As if a DTD could declare names of characters, so that one is skipped and no error.
        parser.UseForeignDTD(True)
        return parser

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Broken(f"it is nested over {_DEEPEST} levels deep")
        if self._builder is None:
            if name not in self._names:
                return
            self._builder = TreeBuilder()
            self._record_depth = self._depth
            self._record_start = self._parser.CurrentByteIndex
            self._record_line = self._line + self._parser.CurrentLineNumber
            self._elements = 0
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise _Broken(f"one record has over {_MOST_ELEMENTS:,} elements")
        if self._parser.CurrentByteIndex - self._record_start > _LARGEST_RECORD:
            raise _Broken(f"one record has over {_LARGEST_RECORD // 1_000_000} MB")
        self._builder.start(name, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._ended = not self._depth
        if self._builder is None:
            return
        self._builder.end(name)
        if self._depth < self._record_depth:
            record = self._builder.close()
            self._builder = None
            self._read(record, self._record_line)

    def _characters(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def _skipped_entity(self, name: str, parameter: bool) -> None:
        if not parameter and self._builder is not None:
            self._builder.data(html5.get(f"{name};", f"&{name};"))

    def _doctype(
        self, name: str, system_id: str | None, public_id: str | None, internal: bool
    ) -> None:
        del name, system_id, public_id  # expat gives them; a name alone does no harm
        if internal:
            raise UnreadableInputError(
                f"{self._path}, line {self._parser.CurrentLineNumber}: its DOCTYPE holds "
                "declarations (entities), which can grow without end or pull in other files; "
                "nothing of it was read.",
                "Delete what stands in square brackets there, or export the file again.",
            )

    def _break(self, reason: str) -> XmlBreak:
        line = self._line + self._parser.ErrorLineNumber
        at = max(self._parser.ErrorByteIndex, 0)
        starts = re.compile(rb"<(?:" + "|".join(self._names).encode() + rb")[\s>]")
        begun = self._builder is not None
        if begun:
            line = self._record_line
        unread = sum(1 for _ in starts.finditer(self._data, at + 1)) + begun
        return XmlBreak(line=line, reason=reason, unread=unread)


def _as_utf_8(data: bytes, path: str) -> bytes:
    """The bytes as UTF-8 without a mark; the same object where they are so already."""
    if b"\x00" not in data[:_STEP] and _is_utf_8(data):
        return data.removeprefix(codecs.BOM_UTF8)
    text = decode_declared(data, path=path)
    return text.encode("utf-8", "replace")


def _is_utf_8(data: bytes) -> bool:
    """Looks at it in pieces, so that no second copy of a large file is held."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    try:
        for start in range(0, len(data), _STEP):
            decoder.decode(view[start : start + _STEP])
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def xml_problems(
    found: XmlBreak | None, path: str, *, any_read: bool, nothing: tuple[str, str]
) -> tuple[Problem, ...]:
    """What to tell of a file's records: nothing where all were read.

    nothing: message and way out for a file in which there is no record. Raises
    UnreadableInputError where none was read.
    """
    if found is None:
        if not any_read:
            raise UnreadableInputError(*nothing)
        return ()
    message = xml_break_words(found, path)
    if not any_read:
        raise UnreadableInputError(f"Line {found.line}: {message}", _EXPORT_AGAIN)
    return (
        Problem(
            message=message,
            location=Location(path=path, line=found.line),
            subject=path,
            way_out=_EXPORT_AGAIN,
            kind="broken_block",
        ),
    )


def xml_break_words(found: XmlBreak, path: str) -> str:
    """What is lost of a file that stops being XML, in plain words."""
    lost = "no record follows it"
    if found.unread == 1:
        lost = "the record there was not read"
    elif found.unread:
        lost = f"the {found.unread:,} records from there on were not read"
    return f"{path} is damaged XML ({found.reason}); {lost}."
