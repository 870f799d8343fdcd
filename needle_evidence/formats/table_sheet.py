"""A delimited table beside its text, and changes of that text in the file's own encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from needle_evidence.errors import NeedleEvidenceError, UnreadableInputError
from needle_evidence.formats.decode_text import DecodedText, decode
from needle_evidence.formats.delimited_table import Row, Table, read_table
from needle_evidence.formats.table_records import BrokenRecord, read_record, split_lines
from needle_evidence.model.finding import Problem

_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]+")
_SEPARATOR_START = re.compile(r'\ufeff?"?sep=', re.IGNORECASE)
CUT = " […]"  # how the reader ends a raw text that it shortened

# Characters from, characters to (half-open), and what takes their place.
Splice = tuple[int, int, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class TableSheet:
    """A table beside its text. starts: where each line begins, and the text's end.

    header: the lines of the header, as a half-open range of indices.
    """

    path: str
    text: str
    starts: tuple[int, ...]
    header: tuple[int, int]
    table: Table

    @property
    def unreadable(self) -> list[Problem]:
        """The rows that cannot be read."""
        return [problem for problem in self.table.problems if problem.kind == "unreadable_row"]

    def record(self, lines: tuple[int, int]) -> str:
        """The text of a range of lines, without the last line end."""
        return self.text[self.starts[lines[0]] : self.starts[lines[1]]].rstrip("\r\n")

    def line_end(self, line: int) -> str:
        """How a line ends: LF, CRLF, CR, or "" for a last line without one."""
        text = self.text[self.starts[line] : self.starts[line + 1]]
        return text[len(text.rstrip("\r\n")) :]


def read_sheet(text: str, path: str, columns: Sequence[str]) -> TableSheet:
    """Reads a table and finds its header in the text again.

    columns: known names. Raises UnreadableInputError where the first row holds none of them.
    """
    table = read_table(text, path=path, known_columns=columns)
    if not {*columns} & {*table.columns}:
        raise UnreadableInputError(
            f"{path}: its first row holds none of the column names {', '.join(columns[:6])} ….",
            "Put the column names into the first row.",
        )
    lines = split_lines(text)
    first = 1 if _SEPARATOR_START.match(lines[0]) else 0
    while not lines[first].strip(' \t,;|"\ufeff'):
        first += 1
    header = read_record(lines, first=first, delimiter=table.delimiter)
    if isinstance(header, BrokenRecord):  # the reader refuses such a table
        raise NeedleEvidenceError(f"{path}: the row of column names was not found again.")
    starts = tuple(accumulate(map(len, _LINE.findall(text)), initial=0))
    return TableSheet(path=path, text=text, starts=starts, header=(first, header.end), table=table)


def row_lines(row: Row) -> tuple[int, int]:
    """The lines of a row, as a half-open range of indices."""
    first = (row.location.line or 1) - 1
    return first, first + row.line_count


def cell_spans(text: str, delimiter: str) -> list[tuple[int, int]]:
    """Where each cell of a well-formed record stands, quotation marks included."""
    bound = re.escape(delimiter)
    cell = re.compile(rf' *+"[^"]*+(?:""[^"]*+)*+" *+(?:(?={bound})|\Z)|[^{bound}]*+')
    spans: list[tuple[int, int]] = []
    position = 0
    while found := cell.match(text, position):
        spans.append(found.span())
        if found.end() == len(text):
            break
        position = found.end() + 1
    return spans


def encoded(
    data: bytes, decoded: DecodedText, splices: Sequence[Splice], path: str
) -> tuple[bytes, str]:
    """The new bytes in the file's own encoding, or in UTF-8 and why."""
    encoding = decoded.encoding
    wide = encoding.startswith(("utf-16", "utf-32"))
    mark = "\ufeff".encode(encoding if wide else "utf-8") if decoded.byte_order_mark else b""
    # Bytes that do not fit the encoding are kept, one character each, as in the decoded text.
    errors = "strict" if wide else "surrogateescape"
    text = _spliced(decoded.text, splices)
    reason = "after the change its encoding could no longer be told"
    try:
        exact = _spliced(data[len(mark) :].decode(encoding, errors), splices)
        content = mark + exact.encode(encoding, errors)
        if decode(content, path=path).text == text:
            return content, ""
    except UnicodeEncodeError as error:
        reason = f"“{error.object[error.start]}” does not fit"
    except UnreadableInputError:  # such as UTF-16 without a mark, no longer recognised
        pass
    name = {"cp1252": "Windows-1252", "utf-8": "UTF-8 in part"}.get(encoding, encoding[:6].upper())
    return codecs.BOM_UTF8 + text.encode(), f"the file was {name}; {reason}, so it is now UTF-8"


def _spliced(text: str, splices: Sequence[Splice]) -> str:
    parts: list[str] = []
    position = 0
    for begin, end, new in splices:
        parts += [text[position:begin], new]
        position = end
    return "".join([*parts, text[position:]])
